"""Words for people: catalogues in Kazakh, Russian and English, and formats of dates and money."""
