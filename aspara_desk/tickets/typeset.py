"""Text into boxes: a line shrinks a little, then wraps, then shrinks on, and never leaves its box."""

import re
import unicodedata
from dataclasses import dataclass

from aspara_desk.tickets.fonts import Typeface

ELLIPSIS = "…"

_STEP = 0.5  # points
_LONGEST = 500  # characters: more than any box of a ticket holds
_WRAP_BELOW = 0.72  # a single line may shrink to this part of its size before it wraps
_WHOLE_WORDS = 0.5  # down to this part of the size a word that is too long makes the rest smaller; then it breaks
_BREAKS = re.compile(r"[^ \-–—/]*[\-–—/]+|[^ \-–—/]+| +")


@dataclass(frozen=True, slots=True)
class Type:
    """A way to set text. Sizes in points; `leading` and `spacing` (between letters) in parts of the size."""

    face: str
    size: float
    smallest: float
    lines: int = 1
    leading: float = 1.15
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that fit: from the top, at a size in points."""

    lines: tuple[str, ...]
    size: float


def fit(text: str, typeface: Typeface, style: Type, width: float, height: float) -> Block:
    """The largest setting of a cleaned text in a box of `width` × `height` points.

    One line down to 72 % of the size, then as many lines as the style and the box allow. Words are broken only if
    half of the size does not help, and only at the smallest size does what is left over end in an ellipsis.
    """
    text = text[:_LONGEST]
    needed = _width(text, typeface, style, 1.0)
    if needed * style.size <= width:
        return Block((text,), style.size)
    one_line = max(style.smallest, style.size * _WRAP_BELOW if style.lines > 1 else style.smallest)
    if needed * one_line <= width:
        return Block((text,), int(width / needed * 10) / 10)
    size = style.size
    while style.lines > 1 and size >= max(style.smallest, style.size * _WHOLE_WORDS):
        lines = _wrap(text, typeface, style, width / size)
        if len(lines) <= _room(style, size, height) and _fits(lines, typeface, style, width / size):
            return Block(_balanced(lines, text, typeface, style, width / size), size)
        size -= _STEP
    return _squeezed(text, typeface, style, width, height)


def _width(text: str, typeface: Typeface, style: Type, size: float) -> float:
    return (typeface.width(text) / 1000 + style.spacing * max(0, len(text) - 1)) * size


def _room(style: Type, size: float, height: float) -> int:
    return max(1, min(style.lines, 1 + int((height - size) / (size * style.leading) + 1e-6)))


def _fits(lines: tuple[str, ...], typeface: Typeface, style: Type, measure: float) -> bool:
    return all(_width(line, typeface, style, 1.0) <= measure for line in lines)


def _wrap(text: str, typeface: Typeface, style: Type, measure: float) -> tuple[str, ...]:
    """Lines broken at blanks and after hyphens; `measure` is in type sizes. Long words stay whole."""
    lines: list[str] = []
    line = ""
    for piece in _BREAKS.findall(text):
        if line.strip() and _width((line + piece).rstrip(), typeface, style, 1.0) > measure:
            lines.append(line.strip(" "))
            line = piece.lstrip(" ")
        else:
            line += piece
    if line.strip():
        lines.append(line.strip(" "))
    return tuple(lines)


def _balanced(lines: tuple[str, ...], text: str, typeface: Typeface, style: Type, measure: float) -> tuple[str, ...]:
    """The same number of lines, as equal in length as the words allow."""
    narrow, wide = measure / len(lines), measure
    best = lines
    for _ in range(6):
        middle = (narrow + wide) / 2
        tried = _wrap(text, typeface, style, middle)
        if len(tried) == len(lines) and _fits(tried, typeface, style, middle):
            best, wide = tried, middle
        else:
            narrow = middle
    return best


def _squeezed(text: str, typeface: Typeface, style: Type, width: float, height: float) -> Block:
    """With words broken where a line ends; at the smallest size, what is left over gives way to an ellipsis."""
    size = max(style.smallest, style.size * _WRAP_BELOW if style.lines > 1 else 0.0)
    while True:
        lines = [
            piece
            for line in _wrap(text, typeface, style, width / size)
            for piece in _chopped(line, typeface, style, width / size)
        ]
        room = _room(style, size, height)
        if len(lines) <= room:
            return Block(tuple(lines), size)
        if size <= style.smallest:
            last = _shortened(lines[room - 1], typeface, style, width / size)
            return Block((*lines[: room - 1], last), size)
        size = max(style.smallest, size - _STEP)


def _shortened(line: str, typeface: Typeface, style: Type, measure: float) -> str:
    while line and _width(line + ELLIPSIS, typeface, style, 1.0) > measure:
        line = line[:-1]
    return line.rstrip(" ") + ELLIPSIS


def _chopped(line: str, typeface: Typeface, style: Type, measure: float) -> list[str]:
    pieces: list[str] = []
    piece = ""
    for character in line:
        too_long = _width(piece + character, typeface, style, 1.0) > measure
        if piece and too_long and not unicodedata.combining(character):
            pieces.append(piece)
            piece = character
        else:
            piece += character
    return [*pieces, piece] if piece else pieces
