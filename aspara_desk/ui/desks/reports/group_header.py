"""The header of a table whose columns stand in groups: the group's word over a thin line, the columns' words below."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from aspara_desk.ui.models.report_table import GROUP_ROLE
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import ROW, SPACE

_LINE = 26  # the height of the groups' line


class GroupHeader(QHeaderView):
    """As high as any header where no column has a group."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        theme.changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        height = self._theme.px(ROW) + (self._theme.px(_LINE) if any(self._groups()) else 0)
        return QSize(super().sizeHint().width(), height)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        grouped = any(self._groups())
        below = rect.adjusted(0, self._theme.px(_LINE) if grouped else 0, 0, 0)
        painter.save()
        super().paintSection(painter, below, logicalIndex)
        painter.restore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setFont(self._theme.font("caption", bold=True))
        height, edge = self._theme.px(_LINE), self._theme.px(3 * SPACE)
        for word, left, right in self._groups():
            rect = QRect(left + edge, 0, right - left - 2 * edge, height)
            painter.setPen(self._theme.colour("text"))
            text = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), text)
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(rect.left(), height + 2, rect.right(), height + 2)
        painter.end()

    def _groups(self) -> Iterator[tuple[str, int, int]]:
        """Each group's word with its left and right edge."""
        model = self.model()
        count = model.columnCount() if model is not None else 0
        words = [str(model.headerData(one, self.orientation(), GROUP_ROLE) or "") for one in range(count)]
        first = 0
        while first < count:
            last = first
            while last + 1 < count and words[last + 1] == words[first]:
                last += 1
            if words[first]:
                left = self.sectionViewportPosition(first)
                yield words[first], left, self.sectionViewportPosition(last) + self.sectionSize(last)
            first = last + 1
