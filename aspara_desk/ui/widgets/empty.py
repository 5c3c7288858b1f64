"""What is said where there is nothing to show: that, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.icon_label import IconLabel

_ICON = 48
_WIDEST = 400


class EmptyState(QWidget):
    """In the middle of its place: an icon, a title, a sentence, and buttons. The words are the caller's."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, "muted", _ICON)
        self._title = self._label("heading")
        self._says = self._label("muted")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addStretch(2)
        column.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(2 * SPACE)
        for label in (self._title, self._says):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 100)
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(2 * SPACE)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._buttons)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def _label(self, kind: str) -> QLabel:
        label = role(QLabel(), kind)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setMaximumWidth(_WIDEST)
        return label

    def show_text(self, title: str, says: str) -> None:
        """`says` is what to do next."""
        self._title.setText(title)
        self._says.setText(says)
        self._says.setVisible(bool(says))
        self.setAccessibleName(title)
        self.setAccessibleDescription(says)

    def show_icon(self, icon: str, colour: str = "muted") -> None:
        self._icon.show_icon(icon, colour)

    def add_button(self, kind: str = "secondary") -> QPushButton:
        """A button below the words, of a role; its text is the caller's."""
        button = role(QPushButton(), kind)
        self._buttons.addWidget(button)
        return button
