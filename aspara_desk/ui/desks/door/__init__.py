"""The door: every scan answered at once, in colour, shape, word and sound."""
