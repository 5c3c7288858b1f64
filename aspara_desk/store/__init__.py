"""Where the season's rows live: SQLite by default, PostgreSQL by URL. Hands out frozen values only."""
