"""Looking for what is typed in the find box: guests, ticket types, numbers, as one types."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.guests.finding import FoundGuest, find
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.choices import MOST_GUESTS, NewGuest, PickGuest, PickType, choices
from aspara_desk.ui.desks.box_office.found import ChoiceList
from aspara_desk.ui.desks.box_office.guest_box import GuestBox

_FIND = mark("Find or new guest")


class TicketFinder(QObject):
    """The box and the list of what was found. The list is the answer to one text; Enter waits for the answer."""

    picked = Signal(object)
    """A `Choice`."""
    opened = Signal()
    """There is something to choose from."""
    closed = Signal()
    """Nothing stands in the box any more."""
    nothing = Signal()
    """Enter, where there is nothing to choose."""
    failed = Signal(object)
    """A DeskError: guests cannot be looked up; all else can be chosen all the same."""

    def __init__(
        self,
        context: Context,
        page: QWidget,
        among: QWidget,
        type_at: Callable[[int], TicketType | None] = lambda _digit: None,
        *,
        box: GuestBox | None = None,
        guests_only: bool = False,
    ) -> None:
        """The box is on `page`, the list `among` others. `type_at` gives what a digit takes at the moment."""
        super().__init__(page)
        self._context = context
        self._type_at = type_at
        self._searching = context.latest(self)
        self._answered: str | None = None  # what the list is the answer to
        self._pick_waits = False  # Enter came before the answer
        self._guests_only = guests_only
        self.box = box or GuestBox(page)
        self.list = ChoiceList(context.t, among)
        self.box.textEdited.connect(self._on_edited)
        self.box.moved.connect(self.list.move_by)
        self.box.picked.connect(self.pick)
        self.box.picked_new.connect(self._on_pick_new)
        self.list.picked.connect(self.picked)

    @property
    def text(self) -> str:
        return self.box.text()

    def type(self, text: str, sign: str) -> None:
        """What was typed while another control had the focus; `sign` as in `GuestBox.begin`."""
        self.box.setFocus()
        self.box.begin(sign)
        self.box.insert(text)
        self._on_edited(self.box.text())

    def clear(self) -> None:
        self.box.clear()
        self._on_edited("")

    def set_words(self, t: Translator) -> None:
        self.box.setPlaceholderText(t(_FIND))
        self.box.setAccessibleName(t(_FIND))
        self.list.set_words(t)
        if self.text.strip():
            self._on_edited(self.text)  # titles are found by those of the language that is shown, first of all

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._pick_waits = False
        if not text.strip():
            self._searching.forget()
            self._answered = None
            self.closed.emit()
            return
        work = partial(find, self._context.here, text, MOST_GUESTS)
        self._searching.run(work, partial(self._on_found, text), partial(self._on_failed, text))

    def _on_found(self, text: str, guests: Sequence[FoundGuest]) -> None:
        self._answered = text
        types = () if self._guests_only else self._context.programme.ticket_types
        meant = self._type_at(self.box.digit) if self.box.digit else None
        by_place = (PickType(meant, self.box.digit),) if meant is not None else ()
        found = (*by_place, *choices(text, types, guests, self._context.t.language))
        if self._guests_only:
            found = tuple(one for one in found if isinstance(one, PickGuest | NewGuest))
        self.list.show_choices(found)
        self.opened.emit()
        if self._pick_waits:
            self.pick()

    def _on_failed(self, text: str, error: DeskError) -> None:
        self.failed.emit(error)
        self._on_found(text, ())

    @Slot()
    def pick(self) -> None:
        """What is chosen; waits for the answer to what stands in the box."""
        self._pick_waits = self._answered != self.text
        choice = self.list.choice
        if self._pick_waits:
            return
        if choice is None:
            self.nothing.emit()
        else:
            self.picked.emit(choice)

    @Slot()
    def _on_pick_new(self) -> None:
        self.picked.emit(NewGuest(self.text))
