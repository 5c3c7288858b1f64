"""A scanner that types: tells its bursts from a person, and makes scans of them.

A run is what was typed with no more than `gap` ms between two keys. From `SHORTEST` digits on it may be a code; it then
also bears a pause of up to `silence` ms. It ends with Enter, Tab or silence, and its shape and its pace decide:

- a well-formed code is a scan, wherever it goes to;
- a ticket's number is one at the pace of a machine: `quick` ms from key to key; in a field only with its letter;
- so many digits as no person types are a misread code; in a field only at that pace;
- anything else is an unreadable scan at that pace, but never in a field or a dialog. There a lost key would do harm and
  a foreign symbol does none, and programs that write for people (dictation, keyboards on the screen) are as quick.

Whatever is not a scanner's comes out again, unchanged and in order. Pure: the time is the keys' own.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aspara_desk.domain import code, layouts
from aspara_desk.scanning.keys import Key, KeyKind

WEDGE = "wedge"
_NO_HAND = 10  # ms: a key that is held down repeats every 15 at the soonest; two equal keys of a scanner come at once
GAP = 50
GAP_OF_SLOW_SCANNERS = 100
SILENCE = 150
LATE = 300

SHORTEST = 6  # a person types six keys within 50 ms each once in 25,000 runs of six
_LONG = 12

# A symbology identifier (its bracket is a brace with Caps Lock), an ECI, the code. Some scanners set it off with a
# space, which must not press a button.
_CODE = r" ?(?:[\]}][A-Za-z][0-9])?(?:\\[0-9]{6})?(?P<code>1[0-9]{33}) ?"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner read: a code, a ticket number, or something that nobody can read, which the desk must say.

    `at` is the time of its last key in milliseconds, on the keyboard's own clock.
    """

    text: str = field(repr=False)
    source: str
    at: int


@dataclass(frozen=True, slots=True)
class _Writing:
    """A run as one reading of its keys; `owners` gives the index of the key that each character came from."""

    text: str
    owners: Sequence[int]

    @property
    def mostly_digits(self) -> bool:
        return 2 * sum(character in "0123456789" for character in self.text) >= len(self.text) > 0


class Wedge:
    """Takes key after key and gives back what leaves: keys for whoever has the focus, and scans.

    Keys that are neither given back nor held belong to a scan that was given, or ended one.
    """

    def __init__(self, gap: int = GAP, silence: int = SILENCE, late: int = LATE, prefix: str = "") -> None:
        self.gap = gap
        self.silence = silence
        self.late = late
        self._run: list[Key] = []
        self._endings = range(0)  # when an Enter or Tab is still the scanner's
        self.prefix = prefix

    @property
    def quick(self) -> int:
        """How many ms from key to key only a machine keeps up: 30, or 60 where scanners are slow."""
        return 3 * self.gap // 5

    @property
    def prefix(self) -> str:
        """What the scanner was set up to send before every code, as a US layout types it."""
        return self._prefix

    @prefix.setter
    def prefix(self, prefix: str) -> None:
        self._prefix = prefix
        unit = f"(?i:{re.escape(prefix)})?{_CODE}"
        self._unit = re.compile(unit)
        self._units = re.compile(f"(?<![0-9])(?:{re.sub('[?]P<code>', '?:', unit)})+(?![0-9])")

    def feed(self, key: Key) -> list[Key | Scan]:
        """Takes a press. If the key itself is not the last of what is given back, it is held, or a scanner's."""
        left = self.settle() if self._run and not self._within(key, self._patience()) else []
        if key.kind is KeyKind.MODIFIER:
            return [*left, key]
        if key.kind is KeyKind.ENDING:
            return left + self._end(key)
        self._endings = range(0)
        # Qt takes two equal keys within the same millisecond for a repetition; a real one starts after the gap.
        if key.kind is KeyKind.TYPED and (not key.repeated or self._within(key, _NO_HAND)):
            self._run.append(key)
            return left
        return [*left, *self.settle(), key]

    @property
    def held(self) -> Sequence[Key]:
        """The keys of the run: given neither back nor to a scan so far."""
        return self._run

    @property
    def patience(self) -> int | None:
        """How many ms after its last key the run is over; `settle` it then. None while nothing is held."""
        return self._patience() if self._run else None

    def awaits_ending(self, at: int) -> bool:
        """Whether an Enter or Tab at this time would be looked at, and so must fire nothing before that."""
        return bool(self._run) or at in self._endings

    def settle(self) -> list[Key | Scan]:
        """Ends the run: its keys, or what they mean."""
        run, self._run = self._run, []
        left = list(self._judged(run))
        if any(isinstance(one, Scan) for one in left):
            self._endings = range(run[-1].at, run[-1].at + self.silence + self.late + 1)
        elif _machine_like(run) and self._is_quick(run):
            # A foreign symbol in a field: its Enter, at the pace of its keys, must confirm nothing.
            self._endings = range(run[-1].at, run[-1].at + max(_pauses(run)) + 2)
        return left

    def _end(self, key: Key) -> list[Key | Scan]:
        left = self.settle()
        if not self.awaits_ending(key.at):
            self._endings = range(0)
            return [*left, key]
        self._endings = range(key.at, key.at + self.gap + 1)  # the second half of CR LF
        return left

    def _within(self, key: Key, limit: int) -> bool:
        return bool(self._run) and abs(key.at - self._run[-1].at) <= limit

    def _patience(self) -> int:
        """A scanner may hiccup amid a code; what may be a person, and a code that is whole, need not wait for it."""
        if not _digits_in_a_rush(self._run) or self._codes(self._run):
            return self.gap
        return self.silence

    def _judged(self, run: Sequence[Key]) -> Iterator[Key | Scan]:
        codes = self._codes(run)
        begin = 0
        for first, last, digits in codes:
            yield from self._without_code(_without_mute(run[begin:first]))
            yield Scan(digits, WEDGE, run[last].at)
            begin = last + 1
        yield from self._without_code(_without_mute(run[begin:]) if codes else run)

    def _codes(self, run: Sequence[Key]) -> list[tuple[int, int, str]]:
        """The codes in a run: indexes of the first (prefix included) and the last key, and the digits."""
        if len(run) < code.LENGTH:
            return []
        by_writing = [
            [
                (writing.owners[begin], writing.owners[end - 1], digits)
                for begin, end, digits in self._codes_in(writing.text)
            ]
            for writing in _writings(run, rescued=True)
        ]
        # The right layout shows the most: digits stay digits on the Russian one, but a prefix does not.
        return max(by_writing, key=lambda found: sum(last + 1 - first for first, last, _ in found))

    def _codes_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        for several in self._units.finditer(text):
            units = list(self._unit.finditer(text, several.start(), several.end()))
            if all(code.is_well_formed(unit["code"]) for unit in units):
                yield from ((unit.start(), unit.end(), unit["code"]) for unit in units)

    def _without_code(self, keys: Sequence[Key]) -> Iterator[Key | Scan]:
        """What is no code: a number, a misread code or a foreign symbol; or a person, whose keys they then are."""
        if len(_without_mute(keys)) >= SHORTEST:
            text, reading = self._best_reading(keys)
            if self._is_scan(keys, reading):
                yield Scan(text, WEDGE, keys[-1].at)
                return
        yield from keys

    def _is_scan(self, keys: Sequence[Key], reading: code.Reading) -> bool:
        """In doubt keys are a person's where people write, and a scanner's where they would be commands."""
        written = any(key.written for key in keys)
        if isinstance(reading, code.TicketCode):
            return True
        if isinstance(reading, code.TicketNumber):
            return self._is_quick(keys) and (bool(reading.letters) or not written)
        if reading is code.Unreadable.MISREAD:
            return not written or self._is_quick(keys)
        return not written and _machine_like(keys) and self._is_quick(keys)

    def _is_quick(self, keys: Sequence[Key]) -> bool:
        """Whether three of four keys come at the pace of a machine: now and then one may be held up on its way."""
        pauses = _pauses(keys)
        return 4 * sum(pause <= self.quick for pause in pauses) >= 3 * len(pauses)

    def _best_reading(self, keys: Sequence[Key]) -> tuple[str, code.Reading]:
        texts = [writing.text for writing in _writings(keys)]
        if self._prefix:
            texts += [
                writing.text[len(self._prefix) :]
                for writing in _writings(keys, rescued=True)
                if writing.text[: len(self._prefix)].lower() == self._prefix.lower()
            ]
        readings = [(text, code.read(text)) for text in texts]
        return min(readings, key=lambda one: _doubt(one[1]))


def _doubt(reading: code.Reading) -> int:
    """The order in which readings of the same keys are believed."""
    if isinstance(reading, code.TicketCode):
        return 0
    if isinstance(reading, code.TicketNumber):
        return 1
    return 2 if reading is code.Unreadable.MISREAD else 3


def _pauses(keys: Sequence[Key]) -> Sequence[int]:
    return [abs(after.at - before.at) for before, after in itertools.pairwise(keys)]


def _without_mute(keys: Sequence[Key]) -> Sequence[Key]:
    return [key for key in keys if not key.mute]


def _machine_like(keys: Sequence[Key]) -> bool:
    """Whether it has the length of what scanners send: so many keys, or some that are mostly digits."""
    return len(_without_mute(keys)) >= _LONG or _digits_in_a_rush(keys)


def _digits_in_a_rush(keys: Sequence[Key]) -> bool:
    return len(_without_mute(keys)) >= SHORTEST and any(
        writing.mostly_digits for writing in _writings(keys, rescued=True)
    )


def _writings(keys: Sequence[Key], *, rescued: bool = False) -> Iterator[_Writing]:
    """What the keys say: by their positions, where all are known, and as the layout typed them.

    `rescued` adds what they say if that layout was the Russian or the Kazakh one.
    """
    heard = [(index, key) for index, key in enumerate(keys) if not key.mute]
    by_position = [(index, key.us) for index, key in heard if key.us is not None]
    if len(by_position) == len(heard):
        yield _writing(by_position)
    typed = _writing([(index, key.text) for index, key in heard])
    yield typed
    if rescued:
        for text in layouts.typed_for_us(typed.text):
            yield _Writing(text, typed.owners)


def _writing(characters: Sequence[tuple[int, str]]) -> _Writing:
    owners = [index for index, text in characters for _ in text]
    return _Writing("".join(text for _, text in characters), owners)
