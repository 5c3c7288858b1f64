"""Titles in narrow columns: in lines of whole words; a word wider than a line is broken between syllables."""

import re
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtGui import QFont, QFontMetricsF

from aspara_desk.ui.widgets.text_fit import in_lines

_LAST_NUMBER = re.compile(r" (\d{1,2})$")  # day 2
_LAST_ORDINAL = re.compile(r"(\d)-(\w+)$")  # 2-күн
_DASH = re.compile(r" ([–—]) ")
_NO_BREAK, _SOFT_HYPHEN = "\u00a0", "\u00ad"
_WORD = re.compile(r"\w+")
_VOWELS = frozenset("аәеёиіоөуұүыэюяaeiouy")
_SIGNS = frozenset("ьъй")  # belong to the letter before them
_LEAST_PART = 3  # letters of a broken word that stay together


def title_lines(title: str, font: QFont, width: float, most: int) -> list[str]:
    """At most so many lines; what does not fit ends in an ellipsis.

    A number at the end does not stand alone, and no line begins with a dash.
    """
    together = _LAST_ORDINAL.sub("\\1\u2011\\2", _LAST_NUMBER.sub(f"{_NO_BREAK}\\1", title))
    together = _DASH.sub(f"{_NO_BREAK}\\1 ", together)
    lines = in_lines(_breakable(together, font, width), font, width, most, within_words=False)
    return [_as_read(line) for line in lines]


def is_too_narrow(title: str, font: QFont, width: float) -> bool:
    """Whether a word of a title would have to be broken."""
    metrics = QFontMetricsF(font)
    return any(metrics.horizontalAdvance(word) > width for word in title.split())


def syllable_breaks(word: str) -> Iterator[int]:
    """Where a word of letters may be broken: before the last consonant that stands before a vowel, as Kazakh and
    Russian are read.
    """
    letters = word.lower()
    for at in range(_LEAST_PART, len(letters) - _LEAST_PART + 1):
        consonant = letters[at] not in _VOWELS and letters[at] not in _SIGNS
        if consonant and letters[at + 1] in _VOWELS and not _VOWELS.isdisjoint(letters[:at]):
            yield at


def _breakable(title: str, font: QFont, width: float) -> str:
    """With soft hyphens in the words that are wider than a line."""
    metrics = QFontMetricsF(font)
    words = (_WORD.sub(_hyphenated, one) if metrics.horizontalAdvance(one) > width else one for one in title.split(" "))
    return " ".join(words)


def _hyphenated(match: re.Match[str]) -> str:
    word = match[0]
    if not word.isalpha():
        return word
    edges = [0, *syllable_breaks(word), len(word)]
    return _SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))


def _as_read(line: str) -> str:
    """A soft hyphen is seen where the line ends at it."""
    seen = line.removesuffix(_SOFT_HYPHEN)
    return seen.replace(_SOFT_HYPHEN, "") + ("-" if seen != line else "")
