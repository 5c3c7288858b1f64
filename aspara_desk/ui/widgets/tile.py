"""A ticket type as a tile to choose by its key: title, price, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
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
_CLOSE = 1.2  # of the font's size
_TALL = 100  # from here on the type is larger
_LARGE_LOOK = ("heading", "body")  # the sizes of the price and of what stands beside it
_LOOKS = (("body", "caption"), ("caption", "caption"))


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
    """`clicked` by the mouse and Space; its key is the room's affair. One that is sold out cannot be chosen."""

    def __init__(self, face: TileFace | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face or TileFace("", "", "", "", "#000000")
        self._preferred = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
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

    def prefer_height(self, pixels: int) -> None:
        """Where there is much room it is taller, and its type larger."""
        if pixels != self._preferred:
            self._preferred = pixels
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(_WIDTH), max(current().px(_HEIGHT), self._preferred))

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
        foot = self._paint_foot(painter, theme, inner)
        self._paint_title(painter, theme, words.adjusted(0, 0, 0, -foot))
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
        title = title_in(self._face.title, theme, words.size(), tall=self._is_tall(theme))
        painter.setFont(title.font)
        painter.setPen(theme.colour(self._ink("text")))
        metrics = QFontMetrics(title.font)
        baseline = words.top() + metrics.ascent() - (metrics.height() - title.line_height) // 2
        for line in title.lines:
            painter.drawText(QPointF(words.left(), baseline), line)
            baseline += title.line_height

    def _paint_foot(self, painter: QPainter, theme: Theme, inner: QRect) -> int:
        """Price and what is left, over the whole width; gives its height."""
        price_font, left_font = self._fonts_of_foot(theme, inner.width())
        metrics = QFontMetrics(price_font)
        bottom = inner.bottom() - metrics.descent() + 1
        width = metrics.horizontalAdvance(self._face.price)
        painter.setFont(price_font)
        painter.setPen(theme.colour(self._ink("text")))
        painter.drawText(QPointF(inner.right() - width, bottom), self._face.price)
        painter.setFont(left_font)
        painter.setPen(theme.colour(self._left_colour()))
        room = inner.width() - width - theme.px(2 * SPACE)
        painter.drawText(QPointF(inner.left(), bottom), left_in(self._face, QFontMetrics(left_font), room))
        return metrics.height()

    def _fonts_of_foot(self, theme: Theme, width: int) -> tuple[QFont, QFont]:
        """As large as leaves room for all words; where none does, as usual."""
        looks = [
            (theme.font(price, bold=True, tabular=True), theme.font(left, tabular=True))
            for price, left in ((_LARGE_LOOK, *_LOOKS) if self._is_tall(theme) else _LOOKS)
        ]
        words = " · ".join(filter(None, (self._face.count, self._face.left)))
        for price, left in looks:
            needed = QFontMetrics(price).horizontalAdvance(self._face.price)
            if needed + theme.px(2 * SPACE) + QFontMetrics(left).horizontalAdvance(words) <= width:
                return price, left
        return looks[-2]

    def _is_tall(self, theme: Theme) -> bool:
        return self.height() >= theme.px(_TALL)

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
    fitting = next((one for one in choices if metrics.horizontalAdvance(one) <= room), None)
    return metrics.elidedText(choices[-1], Qt.TextElideMode.ElideRight, room) if fitting is None else fitting


@dataclass(frozen=True, slots=True)
class TileTitle:
    """`line_height` is in pixels."""

    font: QFont
    lines: Sequence[str]
    line_height: int


def title_in(title: str, theme: Theme, room: QSize, *, tall: bool = False) -> TileTitle:
    """A title in the largest font in which two lines of it fit, set close where that helps.

    Where none does, it is cut in the smallest one, in as many lines as there is room for.
    """
    fonts = [theme.font(size, bold=True) for size in ("heading", "body", "caption")[not tall :]]
    for font in fonts:
        count = len(broken(title, font, room.width(), within_words=False))
        for height in (QFontMetrics(font).height(), _close(font)):
            if count <= _LINES and count * height <= room.height():
                return TileTitle(font, title_lines(title, font, room.width()), height)
    font, height = fonts[-1], _close(fonts[-1])
    most = max(1, min(_LINES, room.height() // height))
    return TileTitle(font, title_lines(title, font, room.width(), most), height)


def _close(font: QFont) -> int:
    """The least height of a line in which letters do not touch those below."""
    return round(font.pixelSize() * _CLOSE)


def title_lines(text: str, font: QFont, width: int, most: int = _LINES) -> list[str]:
    """The text in at most so many lines of `width` pixels, broken between words.

    What does not fit is left out in the middle of the last line: a title often ends with what tells it from others,
    such as its day.
    """
    lines = in_lines(text, font, width, most, elide=Qt.TextElideMode.ElideMiddle, within_words=False)
    return [line.removesuffix(" ·") for line in lines[:-1]] + lines[-1:]  # the break parts them well enough
