"""How the window looks: colours, sizes, type, icons, and the style of every control."""
