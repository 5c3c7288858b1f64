"""Parts of a line that stand below one another where the line is too short for all of them."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.theme import current


class SideBySide(QWidget):
    """Below one another, each part has a line. `gap` is in pixels of the usual size."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._parts: list[QWidget] = []
        self._filling: QWidget | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget, *, fills: bool = False) -> None:
        """One of the parts `fills` the room that the others leave."""
        part.setParent(self)
        self._parts.append(part)
        if fills:
            self._filling = part
        self.updateGeometry()

    def is_stacked(self, width: int) -> bool:
        return self.sizeHint().width() > width

    @override
    def sizeHint(self) -> QSize:
        hints = [part.sizeHint() for part in self._parts]
        gaps = current().px(self._gap) * (len(hints) - 1)
        return QSize(sum(hint.width() for hint in hints) + gaps, max(hint.height() for hint in hints))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), self.sizeHint().height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if not self.is_stacked(width):
            return self.sizeHint().height()
        heights = [part.sizeHint().height() for part in self._parts]
        return sum(heights) + current().px(self._gap) * (len(heights) - 1)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        stacked, gap, left, top = self.is_stacked(self.width()), current().px(self._gap), 0, 0
        spare = max(self.width() - self.sizeHint().width(), 0)
        for part in self._parts:
            hint = part.sizeHint()
            width, most = hint.width(), self.width()
            if part is self._filling:
                width = most if stacked else width + spare
            part.setGeometry(left, top, min(width, most), hint.height())
            if stacked:
                top += hint.height() + gap
            else:
                left += width + gap
