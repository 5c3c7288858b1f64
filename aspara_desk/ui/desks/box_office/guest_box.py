"""The box at the head of the sale: digits choose tickets while it is empty, letters look for guests and types."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from aspara_desk.ui.desks.box_office.keys import stands_for_its_place
from aspara_desk.ui.key_places import sign_of_digit_row
from aspara_desk.ui.theme.roles import role

_CHOOSING = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
}
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_COMMANDS = frozenset("0123456789+-*=×")
_COMMAND_KEYS = frozenset({
    *_CHOOSING, *_ENTERS, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space,
    Qt.Key.Key_Escape,
})  # fmt: skip


class GuestBox(QLineEdit):
    """While it is empty, keys that are commands go on to whoever holds it."""

    moved = Signal(int)
    """Up or down among what was found, by so many."""
    picked = Signal()
    """Enter: what is chosen of what was found."""
    layout_changed = Signal()
    """The row of digits gives letters now, or digits again, as far as its keys have told."""
    picked_new = Signal()
    """Ctrl+Enter: what was typed is a new guest's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "find")
        self.setClearButtonEnabled(True)
        self.digits_are_letters = False
        self._first_sign = ""  # what a US layout has on the key that gave the first letter

    @property
    def digit(self) -> int | None:
        """The digit of the only key that was pressed so far, where the layout has a letter on it."""
        return int(self._first_sign) if len(self.text()) == 1 and self._first_sign.isdecimal() else None

    def begin(self, sign: str) -> None:
        """The next letter, if it is the first, comes from the key of this sign of the row of digits, or of no such."""
        if not self.text():
            self._first_sign = sign

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, sign = Qt.Key(event.key()), sign_of_digit_row(event)
        self._learn(event, sign)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and sign:
            event.ignore()
        elif not self.text():
            if _is_command(event, sign):
                event.ignore()
            else:
                self.begin(sign)
                super().keyPressEvent(event)
        elif key in _CHOOSING:
            self.moved.emit(_CHOOSING[key])
        elif key in _ENTERS:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.picked_new if control else self.picked).emit()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)

    def _learn(self, event: QKeyEvent, sign: str) -> None:
        """The layout that is on, by what a key of the row of digits has given; no window system tells it otherwise."""
        if not sign or not event.text() or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return
        are_letters = event.text() != sign
        if are_letters is not self.digits_are_letters:
            self.digits_are_letters = are_letters
            self.layout_changed.emit()


def _is_command(event: QKeyEvent, sign: str) -> bool:
    if Qt.Key(event.key()) in _COMMAND_KEYS or event.text() in _COMMANDS:
        return True
    return event.matches(QKeySequence.StandardKey.Undo) or stands_for_its_place(event.text(), event.modifiers(), sign)
