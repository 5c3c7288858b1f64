"""The revisions, one after the other. A released one is never edited."""
