"""An icon that stands by itself, beside words that say the same."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import ICON


class IconLabel(QWidget):
    """`size` is a token in pixels, which is scaled; `colour` names a colour of the theme."""

    def __init__(self, name: str, colour: str = "text", size: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current().changed.connect(self._on_theme_changed)

    def show_icon(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = current().px(self._size)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        current().icon(self._name, self._colour).paint(painter, QRect(self.rect()))
        painter.end()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
