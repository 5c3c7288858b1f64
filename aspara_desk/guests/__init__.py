"""Import guests from lists, and find them."""
