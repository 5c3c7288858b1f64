"""Text that is as large as its place allows: shrunk before it is wrapped, wrapped before it is cut."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_STEP = 0.94  # from one size to the next smaller one that is tried


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
    for size in _sizes(most, least):
        wanted = 1 if size > most * 0.75 else lines
        broken = _broken(text, _sized(font, size), width)
        if len(broken) <= wanted:
            return _fitted(broken, _sized(font, size))
    smallest = _sized(font, least)
    return _fitted(_cut(_broken(text, smallest, width), text, smallest, width, lines), smallest)


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


def _broken(text: str, font: QFont, width: float) -> list[str]:
    """The text in lines, broken between words, and within a word only where it is wider than a line."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return found or [""]


def _cut(broken: list[str], text: str, font: QFont, width: float, lines: int) -> list[str]:
    kept = broken[: lines - 1]
    rest = text[len(" ".join(kept)) :].strip() if kept else text
    return [*kept, QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]
