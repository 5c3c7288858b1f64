"""Finds a ticket by a name or a number: to check it in, or only to see what the answer would be."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.errors import DeskError
from aspara_desk.guests.finding import FoundGuest, find
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.door.finds import LEAST_LETTERS, Choice, guest_rows, nothing, number_row, typed_choice
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.key_hint import KeyBar
from aspara_desk.ui.widgets.row_list import RowList

_MOST = 40
_FIND = mark("Name or ticket number")
_FOUND = mark("Guests found")
_CHECK_IN = mark("check in")
_CHECK_OUT = mark("let out")
_LOOK_UP = mark("only look up")
_HAS_NO_TICKET = mark("{who} has no ticket: send them to the box office.")
_LEAVE = mark("leave it")
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Finder(QFrame):
    """Searches as one types. A misread code has no row and is checked in as it was typed."""

    chosen = Signal(object, bool)
    """A `Choice`, and whether it is only looked up."""
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._context = context
        self._looking = context.latest(self)
        self._found: tuple[FoundGuest, ...] = ()
        self._found_for = ""
        self._leaves = False
        self._take_when_found: bool | None = None
        self._typed = role(QLineEdit(), "find")
        self._rows = RowList(context.theme, self)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows go through it while one types
        self._says, self._error = role(QLabel(), "muted"), role(QLabel(), "error")
        self._keys = KeyBar(self)
        self._lay_out()
        self._typed.textChanged.connect(self._on_typed)
        self._rows.doubleClicked.connect(self._on_double_clicked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(self._typed)
        column.addWidget(self._error)
        column.addWidget(self._says)
        column.addWidget(self._rows, 1)
        column.addWidget(self._keys)

    def open(self, typed: str = "", *, leaves: bool = False) -> None:
        """With what was typed so far. `leaves`: people go out here."""
        self._leaves = leaves
        self._say_keys(self._context.t)
        self._typed.setText(typed)
        self._on_typed(typed)
        self._typed.setFocus()

    def close_search(self) -> None:
        """Nobody waits for what is being looked for; what was typed is not kept, it may be a name."""
        self._looking.forget()
        self._typed.setText("")  # `clear` could be taken back with Ctrl+Z

    def set_words(self, t: Translator) -> None:
        self._typed.setPlaceholderText(t(_FIND))
        self._typed.setAccessibleName(t(_FIND))
        self._rows.setAccessibleName(t(_FOUND))
        self._say_keys(t)
        self._show_rows()

    def _say_keys(self, t: Translator) -> None:
        takes = t(_CHECK_OUT) if self._leaves else t(_CHECK_IN)
        self._keys.show_hints([("Enter", takes), ("Ctrl+Enter", t(_LOOK_UP)), ("Esc", t(_LEAVE))])

    # --- searching ---

    def _on_typed(self, typed: str) -> None:
        self._error.hide()
        wanted = typed.strip()
        self._take_when_found = None
        if len(wanted) < LEAST_LETTERS or number_row(typed, self._context.t):
            self._looking.forget()
            self._on_found((), wanted)
            return
        here = self._context.here
        self._looking.run(
            lambda: (find(here, wanted, _MOST), wanted), lambda answer: self._on_found(*answer), self._on_failed
        )

    def _on_found(self, found: tuple[FoundGuest, ...], wanted: str) -> None:
        self._found, self._found_for = found, wanted
        self._show_rows()
        if self._take_when_found is not None:
            self._take(only_look=self._take_when_found)

    def _on_failed(self, error: DeskError) -> None:
        self._error.setText(sentence(error.problem, self._context.t))
        self._error.show()

    def _show_rows(self) -> None:
        t, typed = self._context.t, self._typed.text()
        number = number_row(typed, t)
        rows = (*((number,) if number else ()), *guest_rows(self._found, self._context.programme, t))
        self._rows.rows.show(rows)
        if rows:
            self._rows.choose_row(0)
        role(self._says, "muted")
        self._says.setVisible(not rows)
        self._says.setText(nothing(self._found_for, t))

    # --- keys ---

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ENTERS:
            self._take(only_look=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._rows.move_by(-1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._rows.move_by(-5 if key == Qt.Key.Key_PageUp else 5)
        else:
            super().keyPressEvent(event)

    def _take(self, *, only_look: bool) -> None:
        typed = self._typed.text().strip()
        if typed != self._found_for:  # Enter was quicker than the search: what it finds is meant
            self._take_when_found = only_look
            return
        row = self._rows.chosen
        if row is not None and isinstance(row.value, Choice):
            self.chosen.emit(row.value, only_look)
        elif row is not None:
            self._error.setText(self._context.t(_HAS_NO_TICKET, who=row.title))
            self._error.show()
        elif (choice := typed_choice(typed)) is not None:
            self.chosen.emit(choice, only_look)
        else:
            role(self._says, "error")

    def _on_double_clicked(self) -> None:
        self._take(only_look=False)
