"""The settings: how the window looks and sounds, the scanner, the practice clock, and the store's safety."""
