"""Reading one table of a season file, key by key. What is wrong is noted with its place, and reading goes on.

Every `take_…` gives a value of the promised type: where the file has none that will do, a stand-in, and the field
counts as faulty. No plan is made of a file with problems, so a stand-in never leaves the reader.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from aspara_desk.domain.errors import Place, Problem
from aspara_desk.domain.season import LANGUAGES, Titles
from aspara_desk.programme.toml_source import Path_, Source

Choice = TypeVar("Choice", bound=StrEnum)
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LARGEST = 1_000_000
_LONGEST_TEXT = 200
# Control, format (bidi overrides among them) and half characters: nothing that a ticket could print.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SUGGESTIONS = 50  # a file with more mistakes than this is not helped by more guesses
_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(slots=True)
class Findings:
    """What has been found so far. `broken` rows could not be read at all: nothing more is said about them."""

    broken: frozenset[int] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, kind: str, place: Place, **facts: object) -> None:
        if place.row not in self.broken:
            self.problems.append(Problem(kind, MappingProxyType(facts), place))

    def warn(self, kind: str, place: Place, **facts: object) -> None:
        self.warnings.append(Problem(kind, MappingProxyType(facts), place))

    def nearest(self, word: str, known: Iterable[str]) -> str | None:
        """The known word that was probably meant."""
        if len(self.problems) > _SUGGESTIONS:
            return None
        return next(iter(get_close_matches(word[:80], list(known), 1, 0.6)), None)


@dataclass(slots=True)
class Table:
    """`path` leads to the table in the file. Call `done` last: what was not taken by then is unknown."""

    values: Mapping[str, Any]
    path: Path_
    source: Source
    findings: Findings
    taken: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)

    # --- places and notes -----------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        return self.source.key_place(self.path)

    def value_place(self, name: str, *deeper: str | int) -> Place:
        """The place of a value, or of the table itself where the key is left out."""
        if name not in self.values:
            return self.place
        return self.source.value_place((*self.path, name, *deeper))

    def wrong(self, kind: str, name: str, *deeper: str | int, **facts: object) -> None:
        self.faulty.add(name)
        self.findings.wrong(kind, self.value_place(name, *deeper), key=name, **facts)

    def sound(self, *names: str) -> bool:
        return self.faulty.isdisjoint(names)

    def has(self, name: str) -> bool:
        return name in self.values

    def done(self) -> None:
        for name in self.values:
            if name not in self.taken:
                meant = self.findings.nearest(name, self.taken)
                place = self.source.key_place((*self.path, name))
                self.findings.wrong("unknown_key", place, key=shown(name), meant=meant)

    # --- values ---------------------------------------------------------------------------------------------------

    def raw(self, name: str, *, required: bool = True) -> object:
        """The value as read, or None. A required key that is missing is noted."""
        self.taken.add(name)
        if required and name not in self.values:
            self.faulty.add(name)
            self.findings.wrong("missing_key", self.place, key=name)
        return self.values.get(name)

    def text(self, name: str, *, required: bool = True) -> str:
        value = self.raw(name, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong("expected_text", name)
            return ""
        return self.checked_text(value, name)

    def checked_text(self, value: str, name: str, *deeper: str | int) -> str:
        hidden = next((one for one in value if unicodedata.category(one) in _HIDDEN), None)
        if hidden is not None:
            self.wrong("hidden_character", name, *deeper, character=f"U+{ord(hidden):04X}")
        elif not value.strip():
            self.wrong("empty_text", name, *deeper)
        elif len(value) > _LONGEST_TEXT:
            self.wrong("text_too_long", name, *deeper, most=_LONGEST_TEXT)
        return value.strip()

    def stable_key(self) -> str:
        value = self.text("key")
        if self.sound("key") and not _KEY.fullmatch(value):
            self.wrong("bad_key", "key", value=shown(value))
        return value

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int:
        value = self.raw(name, required=default is None)
        if value is None:
            return default or 0
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong("expected_whole_number", name)
            return least
        if not least <= value <= most:
            self.wrong("number_out_of_range", name, least=least, most=most)
            return least
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.raw(name, required=False)
        if value is not None and not isinstance(value, bool):
            self.wrong("expected_flag", name)
            return default
        return default if value is None else value

    def choice(self, name: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        value = self.raw(name, required=default is None)
        chosen = None if value is None else self._chosen(value, choices, name)
        return chosen or default or next(iter(choices))

    def choices(self, name: str, choices: type[Choice]) -> list[Choice]:
        found = [self._chosen(value, choices, name, position) for position, value in self.items(name)]
        return [one for one in found if one is not None]

    def _chosen(self, value: object, choices: type[Choice], name: str, *deeper: int) -> Choice | None:
        allowed = [one.value for one in choices]
        if not isinstance(value, str):
            self.wrong("expected_text", name, *deeper)
        elif value not in allowed:
            meant = self.findings.nearest(value, allowed)
            self.wrong("not_one_of", name, *deeper, value=shown(value), allowed=", ".join(allowed), meant=meant)
        else:
            return choices(value)
        return None

    def day(self, name: str) -> date:
        value = self.raw(name)
        return _EARLIEST if value is None else self.checked_day(value, name)

    def checked_day(self, value: object, name: str, *deeper: str | int) -> date:
        if isinstance(value, datetime) or not isinstance(value, date):
            self.wrong("expected_date", name, *deeper)
        elif not _EARLIEST <= value <= _LATEST:
            self.wrong("date_out_of_range", name, *deeper, first=_EARLIEST, last=_LATEST)
        else:
            return value
        return _EARLIEST

    def clock(self, name: str, default: time | None = None) -> time:
        """A time of day on the season's clocks: "18:15", or TOML's own 18:15:00."""
        value = self.raw(name, required=default is None)
        if value is None:
            return default or time()
        if isinstance(value, time):
            return value
        match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self.wrong("expected_time", name)
            return time()
        return time(int(match[1]), int(match[2]))

    def colour(self, name: str) -> str:
        value = self.text(name)
        if self.sound(name) and not _COLOUR.fullmatch(value):
            self.wrong("bad_colour", name, value=shown(value))
        return value.upper()

    def titles(self, name: str, *, required: bool = True) -> Titles:
        """A text in the season's languages. One that is left out is a warning, all of them a mistake."""
        if (table := self.table(name, required=required)) is None:
            return Titles({})
        texts = {language: table.text(language) for language in LANGUAGES if table.has(language)}
        table.taken.update(LANGUAGES)
        table.done()
        if not texts:
            self.wrong("titles_empty", name)
        elif missing := [language for language in LANGUAGES if language not in texts]:
            place = self.value_place(name)
            self.findings.warn("language_missing", place, key=name, languages=", ".join(missing))
        return Titles(texts)

    def optional_titles(self, name: str) -> Titles | None:
        self.taken.add(name)
        return self.titles(name) if self.has(name) else None

    # --- what lies deeper -----------------------------------------------------------------------------------------

    def table(self, name: str, *, required: bool = True) -> "Table | None":
        value = self.raw(name, required=required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong("expected_table", name)
            return None
        return Table(value, (*self.path, name), self.source, self.findings)

    def tables(self, name: str, *, required: bool = False) -> "list[Table]":
        """The tables of a list: `[[name]]` sections, or a list of tables in braces."""
        value = self.raw(name, required=required)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong("expected_tables", name)
            return []
        return [Table(one, (*self.path, name, at), self.source, self.findings) for at, one in enumerate(value)]

    def items(self, name: str) -> Iterator[tuple[int, Any]]:
        """The items of a list that may be left out, with their positions."""
        value = self.raw(name, required=False)
        if value is not None and not isinstance(value, list):
            self.wrong("expected_list", name)
        elif value is not None:
            yield from enumerate(value)

    def references(self, name: str, known: Iterable[str]) -> list[str]:
        """The keys in a list that name something in this file; the others are noted."""
        names: list[str] = []
        targets = list(known)
        among = set(targets)
        for position, value in self.items(name):
            if not isinstance(value, str):
                self.wrong("expected_text", name, position)
            elif value not in among:
                self.unknown_reference(name, position, value=value, known=targets)
            elif value in names:
                self.wrong("listed_twice", name, position, value=value)
            else:
                names.append(value)
        return names

    def reference(self, name: str, known: Iterable[str], *, required: bool = True) -> str:
        value = self.text(name, required=required)
        targets = list(known)
        if value and self.sound(name) and value not in targets:
            self.unknown_reference(name, value=value, known=targets)
        return value

    def unknown_reference(self, name: str, *deeper: str | int, value: str, known: list[str]) -> None:
        if self.findings.broken:  # what it names may be in a line that could not be read
            self.faulty.add(name)
            return
        meant = self.findings.nearest(value, known)
        self.wrong("unknown_reference", name, *deeper, value=shown(value), meant=meant)


def shown(text: str) -> str:
    """A value from the file as it may be repeated in a message."""
    return "".join(one if unicodedata.category(one) not in _HIDDEN else "�" for one in text[:60])
