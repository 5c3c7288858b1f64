"""The typefaces of a ticket, what they can write, and how wide it becomes."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFError, TTFont

from aspara_desk.domain.errors import Misused

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
SERIF = "NotoSerifDisplay-Bold"
SERIF_ITALIC = "NotoSerifDisplay-Italic"
NAMES = (REGULAR, BOLD, SERIF, SERIF_ITALIC)

# Shift nothing on paper: controls, format characters (bidi, joiners, soft hyphen), surrogates, line separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_UNBREAKABLE = "\u00a0\u202f\u2007"
_BLANKS = re.compile(" {2,}")


@dataclass(frozen=True)
class Typeface:
    """One font file. Widths and heights are in thousandths of the type size."""

    name: str
    font: Any  # reportlab's TTFont: one for all documents, which keep their own subsets in it

    @cached_property
    def _widths(self) -> dict[int, float]:
        widths: dict[int, float] = self.font.face.charWidths
        return widths

    @property
    def cap_height(self) -> float:
        height: float = self.font.face.capHeight
        return height

    def width(self, text: str) -> float:
        widths = self._widths
        return sum([widths.get(ord(character), 0.0) for character in text])


@dataclass(frozen=True)
class Typefaces:
    """The typefaces of a ticket by name, and the characters that every one of them can write."""

    by_name: dict[str, Typeface]
    characters: frozenset[str]

    def __getitem__(self, name: str) -> Typeface:
        return self.by_name[name]

    def missing(self, text: str) -> tuple[str, ...]:
        """Characters of a cleaned text that cannot be written, each once, in order."""
        if self.characters.issuperset(text):
            return ()
        return tuple(dict.fromkeys(character for character in text if character not in self.characters))


def clean(text: str) -> str:
    """The text as it can be set: composed (NFC), blanks as single spaces, nothing invisible."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return _BLANKS.sub(" ", text).strip(" ")
    composed = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", "".join(_visible(character) for character in composed)).strip(" ")


def _visible(character: str) -> str:
    if character in _UNBREAKABLE:
        return "\u00a0"
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _INVISIBLE else character


@lru_cache(maxsize=4)
def load(fonts_dir: Path) -> Typefaces:
    """The typefaces, read once. Raises Misused `font_missing` if a file is not there or is no font."""
    by_name = {name: _load_one(fonts_dir / f"{name}.ttf", name) for name in NAMES}
    common = set.intersection(*(set(typeface.font.face.charToGlyph) for typeface in by_name.values()))
    return Typefaces(by_name, frozenset(map(chr, common)))


def _load_one(path: Path, name: str) -> Typeface:
    try:
        return Typeface(name, TTFont(name, str(path), asciiReadable=False))
    except TTFError as fault:
        raise Misused("font_missing", path=str(path)) from fault
