"""The window: Qt, and nothing that decides."""
