"""The guests room: everybody the season knows by name, their tickets, and the lists they come from."""
