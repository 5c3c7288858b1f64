"""Check in, undo, look up, override, count."""
