"""A line for numbers: the row of digits gives digits on every layout."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from aspara_desk.ui.key_places import sign_of_digit_row


class DigitEdit(QLineEdit):
    """What a Kazakh layout has on the keys of digits is no part of a number."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = sign_of_digit_row(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and sign.isdecimal() and not event.text().isdecimal() and not self.isReadOnly():
            self.insert(sign)
            self.textEdited.emit(self.text())
        else:
            super().keyPressEvent(event)
