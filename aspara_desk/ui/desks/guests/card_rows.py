"""The rows of a guest's card: their tickets, and the scans of these."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from aspara_desk.ui.desks.guests.card_words import ScanLook, TicketLook
from aspara_desk.ui.models.rows import ROW_ROLE, Row, RowsModel
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import ICON, RING, SPACE, seen_on

_Index = QModelIndex | QPersistentModelIndex
_HEIGHT = 52
_BAR = 4
_MOST_IN_SIGHT = 6
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CardRows(QStyledItemDelegate):
    """A sign at the left, two lines of words, and a note at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._theme.px(_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        self._ground(painter, option)
        px = self._theme.px
        box = option.rect.adjusted(0, px(SPACE), -px(2 * SPACE), -px(SPACE))
        box.setLeft(box.left() + self._sign(painter, box, row))
        muted = isinstance(row.value, TicketLook) and not row.value.stands
        taken = self._say(painter, box, row.note, self._tone(row), "caption", right=True)
        upper = box.adjusted(0, 0, -taken - px(2 * SPACE) if taken else 0, 0)
        if row.second:
            half = box.height() // 2
            upper.setHeight(half)
            lower = QRect(upper.left(), upper.bottom(), upper.width(), box.height() - half)
            self._say(painter, lower, row.second, "muted", "caption")
        self._say(painter, upper, row.title, "muted" if muted else "text", "body", bold=True)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(option.rect, self._theme.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver and option.state & QStyle.StateFlag.State_Enabled:
            painter.fillRect(option.rect, self._theme.colour("hover"))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), self._theme.colour("line"))

    def _sign(self, painter: QPainter, box: QRect, row: Row) -> int:
        """Gives how much room it takes."""
        px = self._theme.px
        if isinstance(row.value, TicketLook):
            colour = seen_on(self._theme.colour("panel").name(), row.value.colour)
            bar = QRect(box.left() + px(2 * SPACE), box.top() + px(SPACE), px(_BAR), box.height() - px(2 * SPACE))
            painter.fillRect(bar, QColor(colour))
            return px(_BAR + 5 * SPACE)
        if isinstance(row.value, ScanLook):
            side = px(ICON)
            spot = QRect(box.left() + px(SPACE), box.center().y() - side // 2, side, side)
            self._theme.icon(row.value.icon, row.value.tone).paint(painter, spot)
            return side + px(4 * SPACE)
        return px(2 * SPACE)

    def _tone(self, row: Row) -> str:
        return row.value.tone if isinstance(row.value, TicketLook) else "muted"

    def _say(
        self, painter: QPainter, box: QRect, words: str, colour: str, size: str, *, bold: bool = False,
        right: bool = False,
    ) -> int:  # fmt: skip
        font = self._theme.font(size, bold=bold, tabular=True)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(box.width(), 0))
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        painter.drawText(box, _RIGHT if right else _LEFT, shown)
        return metrics.horizontalAdvance(shown)


class CardList(QListView):
    """As high as its rows, up to a few of them where it `scrolls`."""

    opened = Signal(object)
    """The value of a row: Enter, or a click."""

    def __init__(self, theme: Theme, *, scrolls: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scrolls = scrolls
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(CardRows(theme, self))
        theme.dress_list(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._fit)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """What is chosen stays chosen by its place."""
        if rows == self.rows.rows():
            return
        at = max(self.currentIndex().row(), 0)
        self.rows.show(rows)
        self._fit()
        if rows and self._scrolls:
            self.setCurrentIndex(self.rows.index(min(at, len(rows) - 1), 0))

    def _fit(self) -> None:
        rows = len(self.rows.rows())
        shown = min(rows, _MOST_IN_SIGHT) if self._scrolls else rows
        self.setFixedHeight(shown * self._theme.px(_HEIGHT) + 2 * self._theme.px(RING))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if row is not None:
            self.opened.emit(row.value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.rows.row(self.currentIndex().row())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None:
            self.opened.emit(row.value)
        elif event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()
