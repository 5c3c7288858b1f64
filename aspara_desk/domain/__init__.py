"""The rules: pure functions and frozen values. No files, clock, randomness, SQL or screens."""
