"""What is said where there is nothing to show: that, and what to do next."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.icon_label import IconLabel

_ICON = 48
_WIDEST = 400
_EDGE, _LOW_EDGE = 6 * SPACE, SPACE


_LOOKS = ((_EDGE, True, True), (_LOW_EDGE, True, True), (_LOW_EDGE, False, True), (_LOW_EDGE, False, False))
"""The edge above and below, and whether the icon and the sentence are shown."""


class EmptyState(QWidget):
    """In the middle of its place: an icon, a title, a sentence, and buttons. The words are the caller's."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, "muted", _ICON)
        self._title = self._label("heading")
        self._says = self._label("muted")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2 * SPACE)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
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
        self.setAccessibleName(title)
        self.setAccessibleDescription(says)
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where it is low the icon goes first, then the sentence: no line is cut."""
        edge, icon, says = next((one for one in _LOOKS if self._height(*one) <= self.height()), _LOOKS[-1])
        self._column.setContentsMargins(_EDGE, edge, _EDGE, edge)
        self._icon.setVisible(icon)
        self._says.setVisible(says and bool(self._says.text()))
        self._column.activate()

    def _height(self, edge: int, icon: bool, says: bool) -> int:  # noqa: FBT001 - of a tuple
        width = min(self.width() - 2 * _EDGE, _WIDEST)
        labels = [self._title, *([self._says] if says and self._says.text() else [])]
        heights = [label.heightForWidth(max(width, 1)) + 2 * SPACE for label in labels]
        buttons = self._buttons.sizeHint().height() if self._buttons.count() else 0
        gaps = 2 * edge + 6 * SPACE
        return sum(heights) + buttons + gaps + (self._icon.sizeHint().height() + 2 * SPACE if icon else 0)

    @override
    def minimumSizeHint(self) -> QSize:
        """Of the title and the buttons alone: the rest gives way."""
        return QSize(super().minimumSizeHint().width(), self._height(*_LOOKS[-1]))

    def show_icon(self, icon: str, colour: str = "muted") -> None:
        self._icon.show_icon(icon, colour)

    def add_button(self, kind: str = "secondary") -> QPushButton:
        """A button below the words, of a role; its text is the caller's."""
        button = role(QPushButton(), kind)
        self._buttons.addWidget(button)
        return button
