"""The shape of a verdict, drawn at any size: a tick in a circle, a bar in a ring, a question mark in a triangle.

All three are filled, so that they are told apart when small, and also without colour.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.theme import current

VERDICTS: Final = ("admit", "refuse", "ask")
_SIDE = 96.0  # the drawings below lie in a square of this side
_SMALLEST = 16


def paint_verdict(painter: QPainter, verdict: str, rect: QRectF, ink: QColor, hole: QColor) -> None:
    """Draws the shape of one of `VERDICTS` in `ink`, as large as fits into `rect`; `hole` is the ground behind it.

    Raises KeyError for a verdict that is none.
    """
    draw = {"admit": _tick_in_circle, "refuse": _bar_in_ring, "ask": _question_in_triangle}[verdict]
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / _SIDE, side / _SIDE)
    painter.setPen(Qt.PenStyle.NoPen)
    draw(painter, ink, hole)
    painter.restore()


def _tick_in_circle(painter: QPainter, ink: QColor, hole: QColor) -> None:
    painter.setBrush(ink)
    painter.drawEllipse(QRectF(4, 4, 88, 88))
    tick = QPainterPath(QPointF(28, 50))
    tick.lineTo(42, 64)
    tick.lineTo(69, 34)
    _stroke(painter, tick, hole, 11)


def _bar_in_ring(painter: QPainter, ink: QColor, _hole: QColor) -> None:
    """The bar lies as on the road sign, and the ring is open: nothing of it looks like the filled circle."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 12))
    painter.drawEllipse(QRectF(10, 10, 76, 76))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(25, 40, 46, 16), 3, 3)


def _question_in_triangle(painter: QPainter, ink: QColor, hole: QColor) -> None:
    triangle = QPainterPath(QPointF(48, 13))
    triangle.lineTo(88, 83)
    triangle.lineTo(8, 83)
    triangle.closeSubpath()
    painter.setBrush(ink)
    painter.setPen(QPen(ink, 12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(triangle)
    question = QPainterPath(QPointF(37.5, 47))
    question.cubicTo(37.5, 32, 59, 32, 59, 47)
    question.cubicTo(59, 56, 48, 55, 48, 65)
    _stroke(painter, question, hole, 8.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hole)
    painter.drawEllipse(QPointF(48, 78), 5.2, 5.2)


def _stroke(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(path)


class VerdictShape(QWidget):
    """The shape, to lie on a ground of the verdict's own colour; with `plain` in that colour, to lie on a panel."""

    def __init__(self, verdict: str = "admit", *, plain: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = verdict
        self._plain = plain
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        current().changed.connect(self.update)

    @property
    def verdict(self) -> str:
        return self._verdict

    def show_verdict(self, verdict: str) -> None:
        """One of `VERDICTS`."""
        self._verdict = verdict
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(24), current().px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_SMALLEST, _SMALLEST)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        colour, ink = theme.colour(self._verdict), theme.colour(f"on_{self._verdict}")
        painter = QPainter(self)
        if self._plain:
            ink, colour = theme.colour(PLAIN_INK[self._verdict]), theme.colour("panel")
        paint_verdict(painter, self._verdict, QRectF(self.rect()), ink, colour)
        painter.end()


PLAIN_INK: Final = {"admit": "ok", "refuse": "error", "ask": "warning"}
"""The colour of a verdict where it is written on a panel, as in a list of scans."""
