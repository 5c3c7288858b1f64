"""What was found for what stands in the find box: a list of choices."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from aspara_desk.domain.names import clean
from aspara_desk.domain.ticket_types import Category
from aspara_desk.guests.finding import FoundGuest
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.ui.desks.box_office.choices import (
    Choice,
    NewGuest,
    OpenOrder,
    OpenTicket,
    PickGuest,
    PickType,
)
from aspara_desk.ui.models.rows import Look, Row
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.widgets.row_list import RowList

_NAME = mark("Guests found")
_NEW_GUEST = mark("New guest: {name}")
_TICKET = mark("Open ticket {number}")
_ORDER = mark("Open order {number}")
_TICKETS = mark_plural("{count} ticket", "{count} tickets")
_BY_PLACE = mark("Key {digit}: Enter · at once: Alt+{digit}")
_NEW_KEY = "Ctrl+Enter"


def title(choice: Choice, t: Translator) -> str:
    match choice:
        case PickType(one):
            return one.titles.to(t.language)
        case PickGuest(found):
            return found.guest.details.name
        case OpenTicket(number):
            return t(_TICKET, number=number)
        case OpenOrder(number):
            return t(_ORDER, number=number)
        case NewGuest(name):
            return t(_NEW_GUEST, name=name)


def second_line(choice: Choice, t: Translator, *, is_namesake: bool = False) -> str:
    """What is known beside the title; of a namesake also what tells one from another. Empty: nothing is."""
    match choice:
        case PickType(_, int(digit)):
            return t(_BY_PLACE, digit=digit)
        case PickType(one):
            return vocabulary.word(vocabulary.CATEGORIES, one.category, t)
        case PickGuest(found):
            details = found.guest.details
            latin = details.latin if details.latin != details.name else ""
            public = details.category is Category.PUBLIC
            category = "" if public else vocabulary.word(vocabulary.CATEGORIES, details.category, t)
            apart = _apart(found) if is_namesake else ()
            parts = (latin, details.organisation, category, *apart)
            return " · ".join(part for part in parts if part)
        case _:
            return ""


def _apart(found: FoundGuest) -> tuple[str, ...]:
    """What differs between people of one name: how to reach them, and their newest ticket."""
    details = found.guest.details
    standing = [one.number for one in found.tickets if one.state.stands]
    return details.phone or details.email, standing[-1] if standing else ""


def beside(choice: Choice, t: Translator) -> str:
    """What stands at the right: a price, how many tickets somebody has, a key."""
    match choice:
        case PickType(one):
            return formats.money(one.price)
        case PickGuest(found):
            standing = sum(one.state.stands for one in found.tickets)
            return t.plural(*_TICKETS, standing) if standing else ""
        case NewGuest(_, rescued):
            return "" if rescued else _NEW_KEY
        case _:
            return ""


_ICONS = {PickType: "ticket", PickGuest: "user", OpenTicket: "qr-code", OpenOrder: "file-text", NewGuest: "user-plus"}


def _row(choice: Choice, t: Translator, *, is_namesake: bool = False) -> Row:
    new = isinstance(choice, NewGuest)
    look = Look(_ICONS[type(choice)], "accent" if new else "muted", title_tone="accent" if new else "text")
    return Row(title(choice, t), second_line(choice, t, is_namesake=is_namesake), beside(choice, t), choice, look=look)


def rows(choices: Sequence[Choice], t: Translator) -> list[Row]:
    """The choices in words, each with its sign."""
    names = Counter(_folded(one) for one in choices if isinstance(one, PickGuest))
    return [_row(one, t, is_namesake=isinstance(one, PickGuest) and names[_folded(one)] > 1) for one in choices]


def _folded(choice: PickGuest) -> str:
    return clean(choice.found.guest.details.name).casefold()


class ChoiceList(RowList):
    """The list. Its keys come from the find box, which keeps the focus; a click picks."""

    picked = Signal(object)
    """A Choice."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(current(), parent, note="body")
        self._t = t
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.clicked.connect(self._on_clicked)
        self.set_words(t)

    def set_words(self, t: Translator) -> None:
        self._t = t
        self.setAccessibleName(t(_NAME))
        self.rows.say_again(rows(self.choices, t))

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Another search: its first choice is proposed."""
        self.rows.show(rows(choices, self._t))
        self.choose_row(0)
        self.scrollToTop()

    @override
    def move_by(self, by: int) -> None:
        """Single steps go round: up from the first is the last, which is a new guest."""
        count = self.rows.rowCount()
        if abs(by) == 1 and count:
            self.choose_row((self.chosen_row + by) % count)
        else:
            super().move_by(by)

    @property
    def choice(self) -> Choice | None:
        """What is chosen."""
        chosen = self.chosen
        return cast("Choice", chosen.value) if chosen is not None else None

    @property
    def choices(self) -> Sequence[Choice]:
        return [cast("Choice", one.value) for one in self.rows.rows()]

    def _on_clicked(self) -> None:
        self.picked.emit(self.choice)
