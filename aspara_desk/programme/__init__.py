"""Load a season from its file, and show it."""
