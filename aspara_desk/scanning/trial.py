"""What one scan of a ticket tells of a scanner: what it sends before a code, how fast, and through which layout."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from aspara_desk.domain import code, layouts
from aspara_desk.scanning.keys import Key
from aspara_desk.scanning.wedge import GAP, GAP_OF_SLOW_SCANNERS

LONGEST_PREFIX = 32

_ENDS_WITH_CODE = re.compile(r"[0-9]{34,}(?![0-9])")
# What is no part of a prefix: a space that sets the code off, a symbology identifier, an ECI. See `wedge`.
_SET_OFF = re.compile(r" ?(?:[\]}][A-Za-z][0-9])?(?:\\[0-9]{6})?$")


class Layout(Enum):
    """The layout that was on, as far as the keys tell: digits are the same on most."""

    ANY = auto()
    RUSSIAN = auto()
    KAZAKH = auto()


@dataclass(frozen=True, slots=True)
class Trial:
    """`gap` is the setting that the scanner needs; None: it is slower than any. `pause`: ms between two of its keys."""

    prefix: str = field(repr=False)
    gap: int | None
    pause: int
    layout: Layout


def learn(keys: Sequence[Key]) -> Trial | None:
    """From all keys of one scan, without its Enter; None if no whole code is among them, or too much before it."""
    heard = [key for key in keys if not key.mute]
    for text, layout in _readings(heard):
        prefix = _prefix(text)
        if prefix is not None and len(prefix) <= LONGEST_PREFIX:
            pause = _pause(heard)
            gap = next((gap for gap in (GAP, GAP_OF_SLOW_SCANNERS) if pause <= gap), None)
            return Trial(prefix, gap, pause, layout)
    return None


def _readings(keys: Sequence[Key]) -> Iterator[tuple[str, Layout]]:
    """By positions, where all are known; else as if each layout had been on, the one that shows a prefix last."""
    typed = "".join(key.text for key in keys)
    positions = [key.us for key in keys]
    russian, kazakh = layouts.typed_for_us(typed)
    if None not in positions:
        us = "".join(one for one in positions if one is not None)
        yield us, _layout(us, typed)
    cyrillic = re.search("[а-яёәіңғүұқөһ]", typed, re.IGNORECASE) is not None
    yield (russian, Layout.RUSSIAN) if cyrillic else (typed, Layout.ANY)
    yield kazakh, Layout.KAZAKH


def _layout(us: str, typed: str) -> Layout:
    russian, kazakh = (text.casefold() for text in layouts.typed_for_cyrillic(us))
    if typed.casefold() == us.casefold():
        return Layout.ANY
    return {kazakh: Layout.KAZAKH, russian: Layout.RUSSIAN}.get(typed.casefold(), Layout.ANY)


def _prefix(text: str) -> str | None:
    for digits in _ENDS_WITH_CODE.finditer(text):
        start = digits.end() - code.LENGTH
        if code.is_well_formed(text[start : digits.end()]):
            return _SET_OFF.sub("", text[:start])
    return None


def _pause(keys: Sequence[Key]) -> int:
    """All but a tenth of the pauses are no longer: a scanner may hiccup."""
    pauses = sorted(abs(after.at - before.at) for before, after in itertools.pairwise(keys))
    return pauses[len(pauses) * 9 // 10]
