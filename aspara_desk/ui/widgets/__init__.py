"""Small pieces that several rooms of the window show."""
