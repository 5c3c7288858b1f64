"""How much room the order's sheet has, and what is left out where it has little."""

from enum import Enum, auto

from PySide6.QtWidgets import QWidget


class Room(Enum):
    """The most first."""

    USUAL = auto()
    LOW = auto()
    """Without the heading and the amounts that may be handed over, which the arrow keys propose as well."""
    NO_LINES = auto()
    """A long message stands in the place of the lines until the next key."""
    NO_METHODS = auto()
    """And in that of the ways to pay, whose keys work all the same."""


def activate(widget: QWidget) -> None:
    """Lets a widget's layout see at once what was shown and hidden in it."""
    layout = widget.layout()
    if layout is not None:
        layout.activate()
