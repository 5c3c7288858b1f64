"""Where the words of a verdict stand: a column beside the shape, all sizes in parts of the panel's height."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtCore import QRectF

from aspara_desk.ui.desks.door.verdict_view import Face, VerdictView
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.widgets.text_fit import Fitted, fit

NAME_LEAST = 1 / 12
"""Of the panel's height: what can be read from two metres."""
_EDGE = 0.05  # of the width, left of the shape and right of the words
_SHAPE_HIGH, _SHAPE_WIDE = 0.62, 0.24
_GAP = 0.018  # of the height, between two parts
_STRIP, _WARNING = 0.14, 0.19  # of the height: the band of a look-up, and of a warning of the scan before
STRIPE = 0.09
"""Of the height: the barrier tape above and below of what was not recorded."""
_INSIDE_EDGE = 0.86  # of the height: what a look-up was found with has a coloured edge round it
_SHRINK = 0.95
_SMALLEST_SCALE = 0.3
_LARGE, _SLOWER = {"word", "name"}, 0.3  # what is large gives way first: a reason must be read as well
CHIP = 0.35
"""Of its height: what a chip leaves on both sides of its words."""
_AFTER_CHIP = 2 * CHIP + 0.5  # of its height, from the end of its words to what stands beside it


@dataclass(frozen=True, slots=True)
class Part:
    """`key` is the field of the view that it shows."""

    key: str
    fitted: Fitted
    left: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top + self.fitted.height


@dataclass(frozen=True, slots=True)
class Placed:
    """`strip` is empty unless the view was only looked up, or warns."""

    shape: QRectF
    strip: QRectF
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
    _Wish("word", 0.20, 0.11, 1, bold=True),
    _Wish("name", 0.17, NAME_LEAST, 2, bold=True),
    _Wish("kind", 0.075, 0.05, 1, bold=True),
    _Wish("details", 0.075, 0.05, 1),
    _Wish("notice", 0.085, 0.055, 2, bold=True),
    _Wish("sentence", 0.085, 0.055, 3),
    _Wish("act", 0.065, 0.05, 1, bold=True),
)
_REASONED = (  # why somebody does not pass is what is read: it gives no way to the name
    _Wish("word", 0.19, 0.11, 1, bold=True),
    _Wish("name", 0.12, NAME_LEAST, 2, bold=True),
    _Wish("kind", 0.07, 0.05, 1, bold=True),
    _Wish("details", 0.07, 0.05, 1),
    _Wish("notice", 0.075, 0.055, 2, bold=True),
    _Wish("sentence", 0.115, 0.07, 3, bold=True),
    _Wish("more", 0.075, 0.05, 2),
    _Wish("act", 0.06, 0.05, 1, bold=True),
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
    strip = _strip(view, width, height)
    side = min(height * _SHAPE_HIGH, width * _SHAPE_WIDE)
    middle = (height + strip.height()) / 2
    shape = QRectF(width * _EDGE, middle - side / 2, side, side)
    left = shape.right() + width * _EDGE
    room = width - left - width * _EDGE
    rows, gap = _rows(view, theme, room, height, _most(view, height) - strip.height())
    top = middle - _total(rows, gap) / 2
    parts: list[Part] = []
    for row in rows:
        at = left
        for key, one in row:
            parts.append(Part(key, one, at, top))
            at += one.width + _AFTER_CHIP * one.height
        top += _high(row) + gap
    return Placed(shape, strip, room, parts)


def _strip(view: VerdictView, width: float, height: float) -> QRectF:
    if view.warning:
        return QRectF(0, 0, width, height * _WARNING)
    return QRectF(0, 0, width, height * _STRIP) if view.looked_up else QRectF()


def _most(view: VerdictView, height: float) -> float:
    """How high all parts together may be."""
    if view.looked_up or view.warning:
        return height * _INSIDE_EDGE
    return height * (0.94 - 2 * STRIPE if view.face is Face.NOT_RECORDED else 0.94)


_Row = list[tuple[str, Fitted]]


def _high(row: _Row) -> float:
    return max(one.height for _key, one in row)


def _total(rows: Sequence[_Row], gap: float) -> float:
    return sum(map(_high, rows)) + gap * max(len(rows) - 1, 0)


def _rows(view: VerdictView, theme: Theme, width: float, height: float, most: float) -> tuple[list[_Row], float]:
    scale = 1.0
    fit_once = cache(partial(_fit, theme, width))  # many a size is wanted at several scales
    while True:
        rows = [
            [(wish.key, fit_once(wish, text, *_sizes(wish, height, scale, theme.text_scale)))]
            for wish in _wishes(view)
            if (text := getattr(view, wish.key))
        ]
        rows = _joined(rows, width)
        gap = height * _GAP * scale
        if _total(rows, gap) <= most or scale < _SMALLEST_SCALE:
            return rows, gap
        scale *= _SHRINK


def _joined(rows: list[_Row], width: float) -> list[_Row]:
    """The details stand beside the kind of ticket, where there is room."""
    keys = [row[0][0] for row in rows]
    if "kind" not in keys or "details" not in keys:
        return rows
    first = keys.index("kind")
    (kind,), (details,) = rows[first], rows[first + 1]
    if kind[1].width + _AFTER_CHIP * kind[1].height + details[1].width > width:
        return rows
    return [*rows[:first], [kind, details], *rows[first + 2 :]]


def _wishes(view: VerdictView) -> Sequence[_Wish]:
    if view.face in {Face.WAITING, Face.CHECKING}:
        return _QUIET
    if view.name and view.face in {Face.REFUSE, Face.ASK}:
        return _REASONED
    return _NAMED if view.name else _NAMELESS


def _fit(theme: Theme, width: float, wish: _Wish, text: str, most: int, least: int) -> Fitted:
    return fit(text, theme.font("body", bold=wish.bold, tabular=True), width, most, least, wish.lines)


def _sizes(wish: _Wish, height: float, scale: float, text_scale: float) -> tuple[int, int]:
    """The largest and the smallest, in pixels. `text_scale`: what is not large anyway follows the size of text."""
    least = wish.least if wish.key == "name" else wish.least * scale**_SLOWER
    larger = 1.0 if wish.key in _LARGE else max(text_scale, 1.0)
    most = max(wish.most * larger * (scale if wish.key in _LARGE else scale**_SLOWER), least)
    return _pixels(most, height), _pixels(least, height)


def _pixels(part: float, height: float) -> int:
    return max(-int(-part * height // 1), 1)
