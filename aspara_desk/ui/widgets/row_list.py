"""Lists of calm rows: they are gone through with the arrows, and leave every other key to the room."""

from typing import Final

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from aspara_desk.ui.models.rows import ROW_ROLE, Look, Row, RowsModel
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import ICON, RADIUS, RING, ROW, SPACE, seen_on

_Index = QModelIndex | QPersistentModelIndex
_MOVES: Final = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
_BAR = 4
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
    """A bold title with a quieter second line, a bar or an icon before them, and a note at the right.

    `note` is the size of the note. `ruled`: a line below each row, and no row is marked as chosen while the focus is
    elsewhere.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, note: str = "caption", ruled: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note = note
        self._ruled = ruled

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, row_height(self._theme))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        self._paint_ground(painter, option)
        px = self._theme.px
        box = option.rect.adjusted(px(3 * SPACE), px(SPACE), -px(3 * SPACE), -px(SPACE))
        box.setLeft(box.left() + self._paint_sign(painter, row.look, box))
        if row.note:
            box.setRight(self._paint_note(painter, row, box) - px(3 * SPACE))
        upper, lower = halves(box) if row.second else (box, QRect())
        self._say(painter, row.title, upper, row.look.title_tone, bold=True)
        if row.second:
            self._say(painter, row.second, lower, "muted", bold=False)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if not self._ruled:
            paint_ground(painter, option, self._theme)
            return
        if option.state & QStyle.StateFlag.State_HasFocus:  # the list has the ring
            painter.fillRect(option.rect, self._theme.colour("selection"))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), self._theme.colour("line"))

    def _paint_sign(self, painter: QPainter, look: Look, box: QRect) -> int:
        """Gives how much room it takes."""
        px = self._theme.px
        if look.bar:
            bar = QRect(box.left(), box.top() + px(SPACE), px(_BAR), box.height() - px(2 * SPACE))
            painter.fillRect(bar, QColor(seen_on(self._theme.colour("panel").name(), look.bar)))
            return bar.width() + px(3 * SPACE)
        if look.icon:
            side = px(ICON)
            place = QRect(box.left(), box.center().y() - side // 2, side, side)
            self._theme.icon(look.icon, look.icon_tone).paint(painter, place)
            return side + px(3 * SPACE)
        return 0

    def _paint_note(self, painter: QPainter, row: Row, box: QRect) -> int:
        """Gives the place where it begins."""
        painter.setFont(self._theme.font(self._note, bold=row.strong, tabular=True))
        painter.setPen(self._theme.colour("accent" if row.strong else row.look.note_tone))
        words = elided(painter, row.note, box.width() // 2)
        painter.drawText(box, _RIGHT, words)
        return box.right() - painter.fontMetrics().horizontalAdvance(words)

    def _say(self, painter: QPainter, words: str, box: QRect, colour: str, *, bold: bool) -> None:
        painter.setFont(self._theme.font("body" if bold else "caption", bold=bold, tabular=True))
        painter.setPen(self._theme.colour(colour))
        painter.drawText(box, _LEFT, elided(painter, words, box.width()))


class RowList(CalmList):
    """A list of `Row`s. `note` and `ruled` as in `RowDelegate`."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, note: str = "caption", ruled: bool = False
    ) -> None:
        super().__init__(theme, parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(theme, self, note=note, ruled=ruled))
        self.setMouseTracking(True)

    @property
    def chosen(self) -> Row | None:
        return self.rows.row(self.chosen_row)


def row_height(theme: Theme) -> int:
    return theme.px(ROW + 3 * SPACE)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """The row's ground: another one where it is chosen, with a ring where the list has the focus, or pointed at."""
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
    edge = theme.px(RING) if focused else 0
    painter.setBrush(theme.colour("selection" if chosen else "hover"))
    painter.setPen(theme.colour("focus") if focused else Qt.PenStyle.NoPen)
    radius = theme.px(RADIUS)
    painter.drawRoundedRect(option.rect.adjusted(edge, edge, -edge, -edge), radius, radius)


def halves(box: QRect) -> tuple[QRect, QRect]:
    upper = QRect(box.left(), box.top(), box.width(), box.height() * 11 // 20)
    return upper, QRect(box.left(), upper.bottom(), box.width(), box.bottom() - upper.bottom())


def elided(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
