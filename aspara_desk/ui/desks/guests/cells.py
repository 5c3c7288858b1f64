"""How the rows of the list of guests are painted."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from aspara_desk.domain.names import clean
from aspara_desk.store.guest_lists import GuestLine
from aspara_desk.ui.models.guests import ATTENTION, CATEGORY, LINE_ROLE, NAME, TICKETS
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import ICON, RADIUS, ROW, SPACE
from aspara_desk.ui.widgets.badge import badge_colours
from aspara_desk.ui.widgets.row_list import halves

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WAITING: Final = (0.62, 0.44, 0.7, 0.3, 0.0)
"""How much of its column the bar takes that stands for what is still being read."""


class _Face:
    """A font with its metrics, which take long to make."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)


class GuestCells(QStyledItemDelegate):
    """A name with its Latin spelling beside it, or below it where there is no room: the list is sorted by that. The
    category is a badge, attention a sign; the whole row that is pointed at is lit.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pointed_at = -1  # the row that the mouse is over
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        """Fonts are made once: making one for each cell would hold up scrolling."""
        self._body = _Face(self._theme.font("body", tabular=True))
        self._strong = _Face(self._theme.font("body", bold=True))
        self._small = _Face(self._theme.font("caption"))
        self._badge = _Face(self._theme.font("caption", bold=True))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._theme.px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        self._ground(painter, option, index.row())
        pad = self._theme.px(3 * SPACE)
        box = option.rect.adjusted(pad, 0, -pad, 0)
        line = index.data(LINE_ROLE)
        if isinstance(line, GuestLine):
            self._cell(painter, box, line, index, option)
        else:
            self._placeholder(painter, box, index.column())
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colour = "selection" if chosen else "hover" if row == self.pointed_at else "panel"
        painter.fillRect(option.rect, self._theme.colour(colour))  # also over the one cell that the style lights
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), self._theme.colour("line"))

    def _cell(
        self, painter: QPainter, box: QRect, line: GuestLine, index: _Index, option: QStyleOptionViewItem
    ) -> None:
        column = index.column()
        if column == NAME:
            self._name(painter, box, line)
        elif column == CATEGORY:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._category(painter, box, line, str(index.data()), chosen=chosen)
        elif column == ATTENTION and line.attention:
            side = self._theme.px(ICON)
            spot = QRect(box.center().x() - side // 2, box.center().y() - side // 2, side, side)
            self._theme.icon("triangle-alert", "warning").paint(painter, spot)
        elif column == TICKETS:
            self._say(painter, box, str(index.data()), self._body, "text", right=True)
        elif column != ATTENTION:
            self._say(painter, box, clean(line.organisation), self._body, "text")

    def _name(self, painter: QPainter, box: QRect, line: GuestLine) -> None:
        name, latin = clean(line.name), clean(line.latin) if line.latin != line.name else ""
        beside = self._strong.metrics.horizontalAdvance(name) + self._theme.px(2 * SPACE)
        if beside + self._small.metrics.horizontalAdvance(latin) <= box.width():
            self._say(painter, box, name, self._strong, "text")
            self._say(painter, box.adjusted(beside, 0, 0, 0), latin, self._small, "muted")
            return
        upper, lower = halves(box.adjusted(0, 0, 0, -self._theme.px(SPACE))) if latin else (box, QRect())
        self._say(painter, upper, name, self._strong, "text")
        self._say(painter, lower, latin, self._small, "muted")

    def _category(self, painter: QPainter, box: QRect, line: GuestLine, word: str, *, chosen: bool) -> None:
        """On a row that is chosen it has an edge: its ground is as light as the row's."""
        ground, ink = badge_colours(f"category.{line.category.value}")
        metrics = self._badge.metrics
        pad, high = self._theme.px(2 * SPACE), metrics.height() + self._theme.px(SPACE)
        wide = min(metrics.horizontalAdvance(word) + 1 + 2 * pad, box.width())
        badge = QRect(box.left(), box.center().y() - high // 2, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour(ink) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(badge, self._theme.px(SPACE), self._theme.px(SPACE))
        self._say(painter, badge.adjusted(pad, 0, 1 - pad, 0), word, self._badge, ink)

    def _say(self, painter: QPainter, box: QRect, words: str, face: _Face, colour: str, *, right: bool = False) -> int:
        """One line, cut where it does not fit; gives its width."""
        shown = face.metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(box.width(), 0))
        painter.setFont(face.font)
        painter.setPen(self._theme.colour(colour))
        painter.drawText(box, _RIGHT if right else _LEFT, shown)
        return face.metrics.horizontalAdvance(shown)

    def _placeholder(self, painter: QPainter, box: QRect, column: int) -> None:
        high = self._theme.px(3 * SPACE)
        wide = round(box.width() * _WAITING[column])
        left = box.right() - wide if column == TICKETS else box.left()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        radius = self._theme.px(RADIUS) // 2
        painter.drawRoundedRect(QRect(left, box.center().y() - high // 2, wide, high), radius, radius)
