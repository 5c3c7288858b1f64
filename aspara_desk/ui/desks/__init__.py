"""The rooms of the window, one for each kind of work; none of them knows another."""
