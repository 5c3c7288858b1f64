"""Text that fits its place: broken between words, shrunk before it is broken, and cut only where even that is short."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_STEP = 0.94  # from one size to the next smaller one that is tried
_LARGE = 0.75  # of the largest size: down to this one, a line is kept rather than broken
_HOPELESS = 1.1  # of the room: text that is longer by so much is not tried, whatever the rounding of its widths
_MEASURED = 100  # pixels: a size that the fonts are loaded in once, for each costs a tenth of a millisecond
_END = Qt.TextElideMode.ElideRight
_Wrap = QTextOption.WrapMode


def broken(text: str, font: QFont, width: float, *, within_words: bool = True) -> list[str]:
    """The text in lines of `width` pixels, each with the space at its end: put together again they are the text.

    It is broken between words; a word that is wider than a line is broken as well, unless not `within_words`.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(_Wrap.WrapAtWordBoundaryOrAnywhere if within_words else _Wrap.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        starts.append(line.textStart())
    layout.endLayout()
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)] or [""]


def in_lines(
    text: str, font: QFont, width: float, most: int, *, elide: Qt.TextElideMode = _END, within_words: bool = True
) -> list[str]:
    """At most so many lines. What does not fit is left out of the last one, at its end or as `elide` says."""
    parts = broken(text, font, width, within_words=within_words)
    lines = [part.strip() for part in [*parts[: most - 1], "".join(parts[most - 1 :])] if part]
    if len(parts) > most or not within_words:
        metrics = QFontMetricsF(font)
        lines = [metrics.elidedText(line, elide, width) for line in lines]
    return lines or [""]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines in a font; `height` is that of all of them, `width` that of the longest, in pixels."""

    font: QFont
    lines: tuple[str, ...]
    height: float
    width: float

    @property
    def line_height(self) -> float:
        return self.height / len(self.lines)


def fit(text: str, font: QFont, width: float, most: int, least: int, lines: int) -> Fitted:
    """`text` in a size from `most` down to `least` pixels, on so many lines at most, and cut where even that is short.

    One line is kept to as long as it takes no more than a quarter off the size.
    """
    whole = QFontMetricsF(_sized(font, _MEASURED)).horizontalAdvance(text) / _MEASURED
    for size in _sizes(most, least):
        wanted = 1 if size > most * _LARGE else lines
        if whole * size > wanted * max(width, 1.0) * _HOPELESS:
            continue
        sized = _sized(font, size)
        parts = broken(text, sized, width)
        if len(parts) <= wanted:
            return _fitted([part.strip() for part in parts], sized)
    smallest = _sized(font, least)
    return _fitted(in_lines(text, smallest, width, lines), smallest)


def _sizes(most: int, least: int) -> Iterator[int]:
    size = most
    while size > least:
        yield size
        size = min(int(size * _STEP), size - 1)
    yield least


def _sized(font: QFont, size: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(max(size, 1))
    return sized


def _fitted(lines: list[str], font: QFont) -> Fitted:
    metrics = QFontMetricsF(font)
    return Fitted(font, tuple(lines), metrics.height() * len(lines), max(map(metrics.horizontalAdvance, lines)))
