"""A ticket type as a tile to choose by its key: title, price, what is left."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.plain import plain
from aspara_desk.ui.theme.theme import Theme, current
from aspara_desk.ui.theme.tokens import RADIUS, RING, SPACE, seen_on
from aspara_desk.ui.widgets.text_fit import broken, in_lines

_WIDTH, _HEIGHT = 260, 80
_BAR = 6
_CAP = 22
_LINES = 2


@dataclass(frozen=True, slots=True)
class TileFace:
    """What stands on a tile, in the window's language. `colour` is the type's own, `#RRGGBB`."""

    key: str
    title: str
    price: str
    left: str
    colour: str
    sold_out: bool = False
    selected: bool = False
    few_left: bool = False
    muted: bool = False  # it can be chosen, but is not what people come for
    count: str = ""  # how many of it are in the order: “×2”
    amount: str = ""  # the number of those left, for where there is no room for `left`


class Tile(QAbstractButton):
    """The mouse and Space choose it; its key is the room's affair. One that is sold out cannot be chosen."""

    chosen = Signal()

    def __init__(self, face: TileFace | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face or TileFace("", "", "", "", "#000000")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.chosen)
        current().changed.connect(self._on_theme_changed)
        self.show_face(self._face)

    @property
    def face(self) -> TileFace:
        return self._face

    def show_face(self, face: TileFace) -> None:
        self._face = face
        self.setEnabled(not face.sold_out)
        self.setAccessibleName(", ".join(part for part in (face.title, face.price, face.left, face.count) if part))
        self.setToolTip(plain(face.title))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(_WIDTH), current().px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(_WIDTH * 0.7), current().px(_HEIGHT - 2 * SPACE))

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current()
        self._paint_sheet(painter, theme)
        inner = self.rect().adjusted(theme.px(_BAR + 10), theme.px(7), -theme.px(3 * SPACE), -theme.px(6))
        self._paint_cap(painter, theme, inner)
        words = inner.adjusted(theme.px(_CAP + 10) if self._face.key else 0, 0, 0, 0)
        self._paint_title(painter, theme, words)
        self._paint_foot(painter, theme, words)
        painter.end()

    def _paint_sheet(self, painter: QPainter, theme: Theme) -> None:
        marked = self._face.selected or self.hasFocus()
        edge = RING if marked else 1
        sheet = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        path = QPainterPath()
        path.addRoundedRect(sheet, theme.px(RADIUS), theme.px(RADIUS))
        painter.fillPath(path, theme.colour(self._ground()))
        painter.save()
        painter.setClipPath(path)
        strong = QColor(
            seen_on(theme.scheme.hover, self._face.colour)
        )  # of its grounds the one nearest to most colours
        bar = theme.colour("line") if self._face.sold_out else strong
        painter.fillRect(QRectF(0, 0, theme.px(_BAR), self.height()), bar)
        painter.restore()
        painter.setPen(QPen(theme.colour("focus" if marked else "line"), edge))
        painter.drawPath(path)

    def _ground(self) -> str:
        if self._face.sold_out:
            return "ground"
        if self.isDown():
            return "pressed"
        if self._face.selected:
            return "selection"
        return "hover" if self.underMouse() else "panel"

    def _paint_cap(self, painter: QPainter, theme: Theme, inner: QRect) -> None:
        if not self._face.key:
            return
        cap = QRectF(inner.left(), inner.top(), theme.px(_CAP), theme.px(_CAP))
        if self._face.count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
        else:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("ground" if not self._face.sold_out else "panel"))
        painter.drawRoundedRect(cap, theme.px(SPACE), theme.px(SPACE))
        painter.setPen(theme.colour("on_accent" if self._face.count else self._ink("text")))
        painter.setFont(theme.font("caption", bold=True))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._face.key)

    def _paint_title(self, painter: QPainter, theme: Theme, words: QRect) -> None:
        font = theme.font("body", bold=True)
        if len(broken(self._face.title, font, words.width(), within_words=False)) > _LINES:
            font = theme.font("caption", bold=True)
        painter.setFont(font)
        painter.setPen(theme.colour(self._ink("text")))
        metrics = QFontMetrics(font)
        baseline = words.top() + QFontMetrics(theme.font("body", bold=True)).ascent()
        for line in two_lines(self._face.title, font, words.width()):
            painter.drawText(QPointF(words.left(), baseline), line)
            baseline += metrics.height()

    def _paint_foot(self, painter: QPainter, theme: Theme, words: QRect) -> None:
        price_font, left_font = theme.font("body", bold=True, tabular=True), theme.font("caption", tabular=True)
        bottom = words.bottom() - QFontMetrics(price_font).descent() + 1
        width = QFontMetrics(price_font).horizontalAdvance(self._face.price)
        painter.setFont(price_font)
        painter.setPen(theme.colour(self._ink("text")))
        painter.drawText(QPointF(words.right() - width, bottom), self._face.price)
        painter.setFont(left_font)
        painter.setPen(theme.colour(self._left_colour()))
        room = words.width() - width - theme.px(2 * SPACE)
        painter.drawText(QPointF(words.left(), bottom), left_in(self._face, QFontMetrics(left_font), room))

    def _ink(self, name: str) -> str:
        return "disabled" if self._face.sold_out else "muted" if self._face.muted else name

    def _left_colour(self) -> str:
        if self._face.sold_out:
            return "error"
        return "warning" if self._face.few_left else "muted"


def left_in(face: TileFace, metrics: QFontMetrics, room: int) -> str:
    """What is left, and how many are in the order, in so many pixels: words go first, and the number stays."""
    choices = [" · ".join(filter(None, (face.count, left))) for left in (face.left, face.amount or face.left)]
    choices.append(face.amount or face.left)
    fitting = next((one for one in choices if metrics.horizontalAdvance(one) <= room), choices[-1])
    return metrics.elidedText(fitting, Qt.TextElideMode.ElideRight, room)


def two_lines(text: str, font: QFont, width: int) -> list[str]:
    """The text in at most two lines of `width` pixels, broken between words.

    What does not fit is left out in the middle of the second line: a title often ends with what tells it from others,
    such as its day.
    """
    lines = in_lines(text, font, width, _LINES, elide=Qt.TextElideMode.ElideMiddle, within_words=False)
    return [line.removesuffix(" ·") for line in lines[:-1]] + lines[-1:]  # the break parts them well enough
