"""The left of the room: the box to find a guest, the filters, and the list with all guests or with those found."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from aspara_desk.domain import names
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.guests import EVERYBODY, GuestFilter
from aspara_desk.guests.finding import MOST, FoundGuest, find
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.store.guest_lists import GuestLine
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.guests.book import Book, Pages
from aspara_desk.ui.desks.guests.filters import Filters
from aspara_desk.ui.desks.guests.find_box import FindBox
from aspara_desk.ui.desks.guests.table import GuestTable
from aspara_desk.ui.theme.tokens import ROW, SPACE
from aspara_desk.ui.widgets.empty import EmptyState

_FIND = mark("Find a guest")
_BY_NAME = mark("Find a guest by name")
_ONE_MORE_LETTER = mark("Type one more letter.")
_GUESTS = mark("Guests")
_FOUND = mark("Guests found")
_COUNT = mark_plural("{number} guest", "{number} guests")
_HITS = mark_plural("{number} found", "{number} found")
_MANY_HITS = mark("the best {number}")
_NONE_FOUND = mark("Nobody is called “{name}”.")
_ADD_THEM = mark("Enter: add as a new guest")
_NOBODY = mark("No guests yet")
_FIRST = mark("Import a guest list with Ctrl+O, or add a guest with Ctrl+N.")
_IMPORT = mark("Import a list…")
_ADD = mark("Add a guest")
_NONE_SO = mark("No guest is like this")
_SHOW_ALL_SAYS = mark("Choose other guests with F3 or F4.")
_SHOW_ALL = mark("Show all guests")
_LONGEST_NAME = 60
_LEAST_HIGH = 2 * ROW  # of a list; only a page without one needs as much as all that it says


def line_of(found: FoundGuest) -> GuestLine:
    details = found.guest.details
    standing = sum(ticket.state.stands for ticket in found.tickets)
    return GuestLine(
        found.guest.id, details.name, details.latin, details.organisation, details.category, standing,
        bool(details.attention),
    )  # fmt: skip


class Lists(QWidget):
    """What is typed is looked for at once; Esc leads back to the list as it was."""

    chosen = Signal(object)
    """The UUID of the guest that is chosen now, or None."""
    opened = Signal()
    """Enter on a guest."""
    add_wished = Signal(str)
    """A new guest, by the name that was typed."""
    import_wished = Signal()
    failed = Signal(object)
    """The DeskError: what is shown is as it was."""
    read = Signal()
    """The list, or what was found, is new."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._t = context.t
        self._searching = context.latest(self)
        self._answered: str | None = None  # what the found ones are the answer to
        self._enter_waits = False
        self._wanted_guest: UUID | None = None  # who is to be chosen once the list is there
        self.box, self.filters = FindBox(self), Filters(self)
        self._stack = QStackedWidget(self)
        self.all, self.found = (GuestTable(context.theme, self._stack, is_sorted=one) for one in (True, False))
        self.book = Book(context, self.all.guests, self)
        self._pages = [Pages(context, table.guests, self) for table in (self.all, self.found)]
        self._none_found, self._nobody, self._none_so = (
            EmptyState(icon, self._stack) for icon in ("user-plus", "users", "list")
        )
        self._add_found = self._none_found.add_button("primary")
        self._import, self._add = self._nobody.add_button("primary"), self._nobody.add_button()
        self._show_all = self._none_so.add_button()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for page in (self.all, self.found, self._none_found, self._nobody, self._none_so):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.filters)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # it has what is left
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.box.textEdited.connect(self._on_edited)
        self.box.moved.connect(self._on_moved_by)
        self.box.entered.connect(self._on_entered)
        self.box.left.connect(self.end_search)
        for table in (self.all, self.found):
            table.moved.connect(self._on_moved)
            table.opened.connect(self.opened)
            table.typed.connect(self.type)
        self.filters.chosen.connect(self._on_filter_chosen)
        self.book.grown.connect(self._on_grown)
        self.book.finished.connect(self._on_grown)
        self.book.failed.connect(self.failed)
        for pages in self._pages:
            pages.failed.connect(self.failed)
        self._add_found.clicked.connect(self._on_entered)
        self._import.clicked.connect(self.import_wished)
        self._add.clicked.connect(partial(self.add_wished.emit, ""))
        self._show_all.clicked.connect(self.filters.choose_all)

    def set_words(self, t: Translator) -> None:
        self._t = t
        self.box.setPlaceholderText(t(_BY_NAME))
        self.box.setAccessibleName(t(_FIND))
        self.filters.set_words(t)
        for table, word in ((self.all, _GUESTS), (self.found, _FOUND)):
            table.set_words(t)
            table.setAccessibleName(t(word))
        self._nobody.show_text(t(_NOBODY), t(_FIRST))
        self._none_so.show_text(t(_NONE_SO), t(_SHOW_ALL_SAYS))
        for button, word in (
            (self._add_found, _ADD), (self._import, _IMPORT), (self._add, _ADD), (self._show_all, _SHOW_ALL),
        ):  # fmt: skip
            button.setText(t(word))
        self._show()

    # --- what is seen ---

    @property
    def is_searching(self) -> bool:
        return bool(self.box.text().strip())

    @property
    def wants_letters(self) -> bool:
        """Too little is typed to look for; the list stays, and Enter does nothing."""
        return self.is_searching and not names.queries(names.clean(self.box.text()))

    @property
    def may_hide_some(self) -> bool:
        """More guests may answer what was typed than the best, who are shown."""
        return self._shows_found and self.found.guests.rowCount() >= MOST

    @property
    def table(self) -> GuestTable:
        """The one that is in use now."""
        return self.found if self._shows_found else self.all

    @property
    def _shows_found(self) -> bool:
        return self.is_searching and self._answered is not None

    @property
    def chosen_guest(self) -> UUID | None:
        if self._stack.currentWidget() not in (self.all, self.found):
            return None
        return self.table.chosen

    @property
    def proposes_new(self) -> bool:
        """Nobody is called what was typed: Enter adds them."""
        return self._stack.currentWidget() is self._none_found

    @property
    def shown_ids(self) -> bytes | None:
        """All guests that are shown, packed; None while they are still being read."""
        if self._shows_found:
            return self.found.guests.packed
        return self.all.guests.packed if self.book.complete else None

    @property
    def wanted(self) -> GuestFilter:
        return self.book.wanted

    def _show(self) -> None:
        """The page that belongs to what is there, and how many that are."""
        t, rows = self._t, self.table.guests.rowCount()
        page: QWidget = self.table
        if self._shows_found and not rows:
            name = names.clean(self.box.text())[:_LONGEST_NAME]
            self._none_found.show_text(t(_NONE_FOUND, name=name), t(_ADD_THEM))
            page = self._none_found
        elif not rows and self.book.complete:
            page = self._nobody if self.wanted == EVERYBODY else self._none_so
        had_focus = self.all.hasFocus() or self.found.hasFocus()
        self._stack.setCurrentWidget(page)
        least = self._context.theme.px(_LEAST_HIGH) if page is self.table else page.minimumSizeHint().height()
        self._stack.setMinimumHeight(least)
        if had_focus:
            self.focus()
        self.filters.show_count(self._count(rows, t))
        self.filters.set_choosing(enabled=not self.is_searching)

    def _count(self, rows: int, t: Translator) -> str:
        if self.wants_letters:
            return t(_ONE_MORE_LETTER)
        number = formats.number(rows)
        if self.may_hide_some:
            return t(_MANY_HITS, number=number)
        return t.plural(*(_HITS if self._shows_found else _COUNT), rows, number=number)

    def focus(self) -> None:
        (self.table if self._stack.currentWidget() is self.table else self.box).setFocus()

    # --- the list ---

    def look(self) -> None:
        """Reads again what is shown."""
        self.book.look()
        if self.is_searching and not self.wants_letters:
            self._search()

    def look_at_lines(self) -> None:
        """Who is on the list is the same, but what their lines say may not be."""
        for table in (self.all, self.found):
            table.guests.look_again()
        if self.wanted.without_ticket:
            self.book.look()

    def choose(self, guest_id: UUID) -> None:
        """Goes to a guest, now or when the list is read."""
        self.end_search()
        if not self.all.choose(guest_id):
            self._wanted_guest = guest_id
            if self.wanted != EVERYBODY:
                self.filters.choose_all()

    def _on_grown(self) -> None:
        self._show()
        wanted = self._wanted_guest
        if wanted is not None and self.all.choose(wanted):
            self._wanted_guest = None
        elif self.all.chosen is None and self.all.guests.rowCount() and not self._shows_found:
            self.all.choose_row(0)
        if self.book.complete:
            self._wanted_guest = None
        self.read.emit()

    def _on_filter_chosen(self, wanted: GuestFilter) -> None:
        self.book.show(wanted)

    def _on_moved(self) -> None:
        if self.sender() is self.table:
            self.chosen.emit(self.chosen_guest)

    # --- the search ---

    def type(self, text: str) -> None:
        """What was typed while the list had the focus."""
        self.box.setFocus()
        self.box.insert(text)
        self._on_edited()

    def end_search(self) -> None:
        """Back to the list as it was."""
        searched = bool(self.box.text())
        self.box.clear()
        self._on_edited()
        if searched or self.box.hasFocus():
            self.focus()

    def _on_edited(self) -> None:
        self._enter_waits = False
        if self.is_searching and not self.wants_letters:
            self._search()
            return
        self._searching.forget()
        self._answered = None
        self._show()
        self.chosen.emit(self.chosen_guest)
        self.read.emit()

    def _search(self) -> None:
        text = self.box.text()
        work = partial(find, self._context.here, text, MOST)
        self._searching.run(work, partial(self._on_found, text), self._on_not_found)

    def _on_found(self, text: str, found: Sequence[FoundGuest]) -> None:
        kept = self.found.chosen if text == self._answered else None
        self._answered = text
        self.found.guests.show_lines([line_of(one) for one in found])
        self._show()
        if not self.found.choose(kept):
            self.found.choose_row(0)
        self.chosen.emit(self.chosen_guest)
        self.read.emit()
        if self._enter_waits:
            self._on_entered()

    def _on_not_found(self, error: DeskError) -> None:
        self._enter_waits = False
        self.failed.emit(error)

    def _on_moved_by(self, by: int) -> None:
        self.table.move_by(by)

    def _on_entered(self) -> None:
        """Opens the guest that is chosen, or adds the one nobody is called; waits for the answer where it is late."""
        if self.wants_letters:
            return
        self._enter_waits = self.is_searching and self._answered != self.box.text()
        if self._enter_waits:
            return
        if self.proposes_new:
            self.add_wished.emit(names.clean(self.box.text()))
        elif self.chosen_guest is not None:
            self.opened.emit()
