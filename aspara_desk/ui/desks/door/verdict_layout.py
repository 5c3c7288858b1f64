"""Where the words of a verdict stand: a column beside the shape, all sizes in parts of the panel's height."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from aspara_desk.ui.desks.door.fitted import Fitted, fit
from aspara_desk.ui.desks.door.verdict_view import Face, VerdictView
from aspara_desk.ui.theme.theme import Theme

NAME_LEAST = 1 / 12
"""Of the panel's height: what can be read from two metres."""
_EDGE = 0.05  # of the width, left of the shape and right of the words
_SHAPE_HIGH, _SHAPE_WIDE = 0.62, 0.24
_GAP = 0.03  # of the height, between two parts
_STRIP = 0.14  # of the height: the band that says that it was only a look-up
_SHRINK = 0.93


@dataclass(frozen=True, slots=True)
class Part:
    """`key` is the field of the view that it shows."""

    key: str
    fitted: Fitted
    top: float


@dataclass(frozen=True, slots=True)
class Placed:
    """`strip` is empty unless the view was only looked up."""

    shape: QRectF
    strip: QRectF
    left: float
    width: float
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A part in sizes of the panel's height, on so many lines at most."""

    key: str
    most: float
    least: float
    lines: int
    bold: bool = False


_NAMED = (
    _Wish("word", 0.19, 0.10, 1, bold=True),
    _Wish("name", 0.155, NAME_LEAST, 2, bold=True),
    _Wish("kind", 0.07, 0.055, 1, bold=True),
    _Wish("details", 0.07, 0.05, 1),
    _Wish("notice", 0.075, 0.055, 2, bold=True),
    _Wish("sentence", 0.075, 0.055, 2),
    _Wish("act", 0.065, 0.05, 1, bold=True),
)
_NAMELESS = (
    _Wish("word", 0.23, 0.10, 1, bold=True),
    _Wish("notice", 0.11, 0.06, 2, bold=True),
    _Wish("sentence", 0.11, 0.055, 3),
    _Wish("act", 0.065, 0.05, 1, bold=True),
)
_QUIET = (_Wish("word", 0.16, 0.08, 1, bold=True), _Wish("sentence", 0.085, 0.05, 2))


def place(view: VerdictView, theme: Theme, width: float, height: float) -> Placed:
    """Everything fits: what is too much makes all parts smaller, but never the name beyond `NAME_LEAST`."""
    strip = QRectF(0, 0, width, height * _STRIP) if view.looked_up else QRectF()
    side = min(height * _SHAPE_HIGH, width * _SHAPE_WIDE)
    middle = (height + strip.height()) / 2
    shape = QRectF(width * _EDGE, middle - side / 2, side, side)
    left = shape.right() + width * _EDGE
    room = width - left - width * _EDGE
    fitted, gap = _fitted(view, theme, room, height, height * 0.94 - strip.height())
    top = middle - (sum(one.height for _, one in fitted) + gap * max(len(fitted) - 1, 0)) / 2
    parts = []
    for key, one in fitted:
        parts.append(Part(key, one, top))
        top += one.height + gap
    return Placed(shape, strip, left, room, parts)


def _fitted(
    view: VerdictView, theme: Theme, width: float, height: float, most: float
) -> tuple[list[tuple[str, Fitted]], float]:
    scale = 1.0
    while True:
        fitted = [
            (wish.key, _fit(wish, text, theme, width, height, scale))
            for wish in _wishes(view)
            if (text := getattr(view, wish.key))
        ]
        gap = height * _GAP * scale
        if sum(one.height for _, one in fitted) + gap * max(len(fitted) - 1, 0) <= most or scale < 0.4:
            return fitted, gap
        scale *= _SHRINK


def _wishes(view: VerdictView) -> Sequence[_Wish]:
    if view.face in {Face.WAITING, Face.CHECKING}:
        return _QUIET
    return _NAMED if view.name else _NAMELESS


def _fit(wish: _Wish, text: str, theme: Theme, width: float, height: float, scale: float) -> Fitted:
    least = wish.least if wish.key == "name" else wish.least * scale
    most = max(wish.most * scale, least)
    font = theme.font("body", bold=wish.bold, tabular=True)
    return fit(text, font, width, _pixels(most, height), _pixels(least, height), wish.lines)


def _pixels(part: float, height: float) -> int:
    return max(-int(-part * height // 1), 1)
