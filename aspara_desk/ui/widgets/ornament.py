"""The ornament of the ticket on the screen: the same horns cut from felt, in a colour of the theme."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.tickets.ornament import HORN, STROKE, TILE
from aspara_desk.ui.theme.theme import current

_MIDDLE = TILE / 2
_PAIR = 1.3 * TILE  # two pairs of horns foot to foot, with the diamonds that part them from the next
_REACH = 68.0  # from the middle of a rosette to the ends of its horns
_BAND: Final = 48  # pixels


def _horns() -> QPainterPath:
    """A stem that opens into two curls, in its own square, the foot at (50, 16)."""
    path = QPainterPath()
    for side in (1.0, -1.0):
        start, *curves = ([_point(*pair, side) for pair in _pairs(numbers)] for numbers in HORN)
        path.moveTo(start[0])
        for first, second, end in curves:
            path.cubicTo(first, second, end)
    return path


def _pairs(numbers: tuple[float, ...]) -> list[tuple[float, float]]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _point(x: float, y: float, side: float) -> QPointF:
    return QPointF(_MIDDLE + (x - _MIDDLE) * side, y)


def _diamond(x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath(QPointF(x, y - radius))
    for corner in (QPointF(x + radius, y), QPointF(x, y + radius), QPointF(x - radius, y)):
        path.lineTo(corner)
    path.closeSubpath()
    return path


def _felt(painter: QPainter, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))


def paint_rosette(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    """Four pairs of horns around a middle, with small diamonds between: a medallion of a felt carpet."""
    painter.save()
    _felt(painter, colour)
    painter.translate(centre)
    painter.scale(radius / _REACH, radius / _REACH)
    painter.fillPath(_diamond(0, 0, 13), colour)
    for _quarter in range(4):
        painter.drawPath(_horns().translated(-_MIDDLE, 6))
        painter.fillPath(_diamond(52, 52, 7), colour)
        painter.rotate(90)
    painter.restore()


def paint_band(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A border from top to bottom, as wide as `rect`: pairs of horns, foot to foot, with diamonds between them."""
    pairs = max(1, round(rect.height() / (rect.width() * _PAIR / TILE)))
    scale = rect.height() / (pairs * _PAIR)
    painter.save()
    painter.setClipRect(rect)
    _felt(painter, colour)
    painter.translate(rect.center().x(), rect.top())
    painter.scale(scale, scale)
    for pair in range(pairs):
        painter.save()
        painter.translate(0, (pair + 0.5) * _PAIR)
        for flip in (1.0, -1.0):
            painter.scale(1, flip)
            painter.drawPath(_horns().translated(-_MIDDLE, 0))
        for x, y, radius in ((0.0, 0.0, 9.0), (0.0, -65.0, 9.0), (30.0, 0.0, 7.0), (-30.0, 0.0, 7.0)):
            painter.fillPath(_diamond(x, y, radius), colour)
        painter.restore()
    painter.fillPath(_diamond(0, pairs * _PAIR, 9), colour)
    painter.restore()


class OrnamentBand(QWidget):
    """The border at the edge of a page, in the accent and its quiet companion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        current().changed.connect(self._on_theme_changed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(_BAND), current().px(_BAND))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        ground, felt = ("selection", "accent") if theme.scheme.dark else ("accent", "selection")
        painter.fillRect(self.rect(), theme.colour(ground))
        edge = self.width() / 6
        paint_band(painter, QRectF(self.rect()).adjusted(edge, 0, -edge, 0), theme.colour(felt))
        painter.end()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
