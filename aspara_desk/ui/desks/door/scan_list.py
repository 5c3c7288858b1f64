"""The last scans, newest first: shape and word beside the time, then who, then why."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.models.scans import LINE_ROLE, ScanLine, ScansModel
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import ICON, ROW, SPACE
from aspara_desk.ui.widgets.row_list import CalmList, elided, paint_ground
from aspara_desk.ui.widgets.verdict_shape import PLAIN_INK, paint_verdict

_Index = QModelIndex | QPersistentModelIndex
_NAME = mark("Last scans")
_NONE = mark("Nothing was scanned at this door yet. The last scans will stand here.")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ICONS = {"taken_back": ("undo-2", "muted"), "not_recorded": ("x", "error")}
_WHO_SHARE = 0.45  # of what is left of the row, where a reason stands beside who it was


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._theme.px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, ScanLine):
            return
        painter.save()
        paint_ground(painter, option, self._theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        space = self._theme.px(3 * SPACE)
        box = option.rect.adjusted(space, 0, -space, 0)
        left = self._say(painter, line.time, box, "muted")
        left = self._paint_shape(painter, line, box, left + space)
        left = max(self._say(painter, line.word, _from(box, left), "text", bold=True), left + self._word_width(painter))
        who = _from(box, left + space)
        if line.what and not line.who:
            self._say(painter, line.what, who, "muted")
        elif line.what:
            who.setWidth(int(who.width() * _WHO_SHARE))
            self._say(painter, line.what, _from(box, who.right() + space), "muted")
        end = self._say(painter, line.who, who, "muted" if line.undone else "text", struck=line.undone)
        self._say(painter, line.about, _from(who, end + space), "muted")
        painter.restore()

    def _say(
        self, painter: QPainter, words: str, box: QRect, colour: str, *, bold: bool = False, struck: bool = False
    ) -> int:
        """Gives the place where the words end."""
        font = self._theme.font("body", bold=bold, tabular=True)
        font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        painter.drawText(box, _LEFT, elided(painter, words, box.width()))
        return box.left() + painter.fontMetrics().horizontalAdvance(words)

    def _word_width(self, painter: QPainter) -> int:
        """As wide as most words of verdicts, so that names stand below each other."""
        return painter.fontMetrics().averageCharWidth() * 12

    def _paint_shape(self, painter: QPainter, line: ScanLine, box: QRect, left: int) -> int:
        side = self._theme.px(ICON)
        place = QRect(left, box.center().y() - side // 2, side, side)
        if line.face in _ICONS:
            self._theme.icon(*_ICONS[line.face]).paint(painter, place)
        else:
            ink = self._theme.colour(PLAIN_INK[line.face])
            paint_verdict(painter, line.face, QRectF(place), ink, self._theme.colour("panel"))
        return place.right() + self._theme.px(2 * SPACE)


class ScanList(CalmList):
    """The scan that is chosen is the one that an undo means."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.scans = ScansModel(self)
        self.setModel(self.scans)
        self.setItemDelegate(_LineDelegate(theme, self))
        self._empty = ""
        theme.changed.connect(self._keep_rows_whole)

    def set_words(self, t: Translator) -> None:
        self.setAccessibleName(t(_NAME))
        self._empty = t(_NONE)
        self.viewport().update()

    @property
    def chosen(self) -> ScanLine | None:
        return self.scans.line(self.chosen_row)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_rows_whole()

    def _keep_rows_whole(self) -> None:
        """No row is cut at the lower edge, where there is room for one at all."""
        row = self.theme.px(ROW)
        room = self.contentsRect().height()
        self.setViewportMargins(0, 0, 0, room % row if room >= row else 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.scans.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.theme.colour("muted"))
            painter.setFont(self.theme.font("body"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._empty)
            painter.end()


def _from(box: QRect, left: int) -> QRect:
    return QRect(left, box.top(), max(box.right() - left, 0), box.height())
