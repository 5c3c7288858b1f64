"""Lists of the door: calm rows that are gone through with the arrows and leave every other key to the desk."""

from typing import Final

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from aspara_desk.ui.models.rows import ROW_ROLE, Row, RowsModel
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import RADIUS, RING, ROW, SPACE

_Index = QModelIndex | QPersistentModelIndex
_MOVES: Final = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CalmList(QListView):
    """Rows of one height, chosen one at a time. Only what moves in the list stays in it."""

    moved = Signal()
    """Another row is the chosen one, or none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen_row(self) -> int:
        """-1: none."""
        chosen = self.selectionModel().selectedIndexes() if self.selectionModel() else []
        return chosen[0].row() if chosen else -1

    def choose_row(self, row: int) -> None:
        self.setCurrentIndex(self.model().index(row, 0))

    def move_by(self, by: int) -> None:
        """To the next row, or the one before; to the first where none is chosen."""
        last = self.model().rowCount() - 1
        if last >= 0:
            row = self.chosen_row
            self.choose_row(0 if row < 0 else min(max(row + by, 0), last))

    def choose_none(self) -> None:
        self.selectionModel().clear()

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.moved.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()


class RowDelegate(QStyledItemDelegate):
    """A bold title with a quieter second line, and a note at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._theme.px(ROW + 4 * SPACE))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        paint_ground(painter, option, self._theme)
        space = self._theme.px(3 * SPACE)
        box = option.rect.adjusted(space, self._theme.px(SPACE), -space, -self._theme.px(SPACE))
        if row.note:
            box.setRight(self._paint_note(painter, row, box) - space)
        upper, lower = halves(box) if row.second else (box, QRect())
        self._say(painter, row.title, upper, "text", bold=True)
        if row.second:
            self._say(painter, row.second, lower, "muted", bold=False)
        painter.restore()

    def _paint_note(self, painter: QPainter, row: Row, box: QRect) -> int:
        """Gives the place where it begins."""
        painter.setFont(self._theme.font("caption", bold=True))
        painter.setPen(self._theme.colour("accent" if row.strong else "muted"))
        painter.drawText(box, _RIGHT, row.note)
        return box.right() - painter.fontMetrics().horizontalAdvance(row.note)

    def _say(self, painter: QPainter, words: str, box: QRect, colour: str, *, bold: bool) -> None:
        painter.setFont(self._theme.font("body" if bold else "caption", bold=bold, tabular=True))
        painter.setPen(self._theme.colour(colour))
        painter.drawText(box, _LEFT, elided(painter, words, box.width()))


class RowList(CalmList):
    """A list of `Row`s."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(theme, self))

    @property
    def chosen(self) -> Row | None:
        return self.rows.row(self.chosen_row)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """The row's ground: another one where it is chosen, with a ring where the list has the focus."""
    if not option.state & QStyle.StateFlag.State_Selected:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    edge = theme.px(RING) if focused else 0
    painter.setBrush(theme.colour("selection"))
    painter.setPen(theme.colour("focus") if focused else Qt.PenStyle.NoPen)
    radius = theme.px(RADIUS)
    painter.drawRoundedRect(option.rect.adjusted(edge, edge, -edge, -edge), radius, radius)


def halves(box: QRect) -> tuple[QRect, QRect]:
    upper = QRect(box.left(), box.top(), box.width(), box.height() * 11 // 20)
    return upper, QRect(box.left(), upper.bottom(), box.width(), box.bottom() - upper.bottom())


def elided(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
