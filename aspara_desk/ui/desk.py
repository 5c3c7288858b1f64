"""A room of the window, and what one room may ask of the window: the rooms do not know each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from aspara_desk.i18n.translator import Translator
from aspara_desk.scanning.wedge import Scan
from aspara_desk.ui.context import Context


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does here, as the bar of keys shows it. `word` is already in the window's language."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class ShowTicket:
    """The ticket with its history. `text` is a number, or what a scanner read."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SellTo:
    guest_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ShowGuest:
    guest_id: UUID


Wish = ShowTicket | SellTo | ShowGuest


class Desk(QWidget):
    """One room. It is built before it is first entered, and shown and hidden from then on."""

    key: ClassVar[str]
    """What the room is remembered by."""
    hints_changed = Signal()
    """Other keys are of use now."""
    wished = Signal(object)
    """A `Wish`: something that another room does."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def set_words(self, t: Translator) -> None:
        """Says everything in this language, also what is already on the screen."""
        raise NotImplementedError

    def hints(self) -> Sequence[Hint]:
        """The keys of the room as it is now, the most useful first."""
        raise NotImplementedError

    def enter(self) -> None:
        """The room is shown: what may have changed meanwhile is looked up, and the focus is set."""

    def leave(self) -> None:
        """Another room is shown."""

    def take_scan(self, scan: Scan) -> bool:
        """What a scanner read while this room was shown; False: the window opens the ticket in the box office."""
        del scan
        return False

    def grant_wish(self, wish: Wish) -> None:
        """Does what another room wished, after this one was entered. Only the room that `rooms.WHO_GRANTS` names."""
        raise NotImplementedError
