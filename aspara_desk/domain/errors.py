"""Faults of the world, told apart by what the person in front of the program can do about them.

An error carries a stable `kind` and the facts of the case; `i18n.errors` turns both into a sentence.
Anything that is not a `DeskError` is a fault of the program itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is wrong. Rows and columns count from 1; a column may be named by its header."""

    file: str | None = None
    row: int | None = None
    column: int | str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input, or worth a warning; `i18n.errors` has a sentence for each kind."""

    kind: str
    facts: Mapping[str, object] = field(default_factory=dict)
    place: Place = Place()


class DeskError(Exception):
    """Something outside the program stands in the way.

    `facts` never hold a ticket code, a key or a passphrase: they are shown and logged.
    """

    def __init__(self, kind: str, *, place: Place | None = None, **facts: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.place = place or Place()
        self.facts: Mapping[str, object] = MappingProxyType(facts)

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.kind}({facts})"

    @property
    def problem(self) -> Problem:
        return Problem(self.kind, self.facts, self.place)


class Refused(DeskError):
    """The rules say no: sold out, already paid, not allowed."""


class Misused(DeskError):
    """The call itself cannot be carried out: an unknown ticket type, a path that cannot be written."""


class BadInput(DeskError):
    """A file or a line that was handed in cannot be used. All its problems are known at once."""

    def __init__(
        self, kind: str, *, place: Place | None = None, problems: Sequence[Problem] = (), **facts: object
    ) -> None:
        super().__init__(kind, place=place, **facts)
        self.problems: tuple[Problem, ...] = tuple(problems)


class StoreUnusable(DeskError):
    """The store cannot be opened, read or written. What failed in its commit may be recorded all the same."""
