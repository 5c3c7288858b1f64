"""What a season file says, as frozen values that name each other by key. Ids come later, when it is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType

from aspara_desk.domain.errors import Place, Problem
from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Direction, EventKind
from aspara_desk.domain.rights import Role
from aspara_desk.domain.season import Titles
from aspara_desk.domain.ticket_types import Category, Per, Reentry, Window


@dataclass(frozen=True, slots=True)
class SeatPlan:
    row: str
    number: int
    rank: int


@dataclass(frozen=True, slots=True)
class VenuePlan:
    key: str
    titles: Titles
    capacity: int
    exits_counted: bool
    seats: tuple[SeatPlan, ...]


@dataclass(frozen=True, slots=True)
class EventPlan:
    """Times are UTC. `venue` is a key."""

    key: str
    kind: EventKind
    titles: Titles
    venue: str
    day: date
    doors_open: datetime
    start: datetime
    last_entry: datetime
    end: datetime
    audience_limit: int | None


@dataclass(frozen=True, slots=True)
class GrantPlan:
    """`opens` holds the keys of events; `entries` is None for unlimited."""

    position: int
    opens: frozenset[str]
    window: Window
    entries: int | None
    per: Per
    reentry: Reentry


@dataclass(frozen=True, slots=True)
class TypePlan:
    """`seated_in` is the key of a venue, `rows` the names of those of its rows that only this type takes."""

    key: str
    titles: Titles
    category: Category
    price: Money
    colour: str
    quota: int | None
    personal: bool
    concession: bool
    on_trust: bool
    seated_in: str | None
    rows: tuple[str, ...]
    on_sale: bool
    notice: Titles | None
    grants: tuple[GrantPlan, ...]

    def opens(self) -> frozenset[str]:
        return frozenset().union(*(grant.opens for grant in self.grants))


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """`events` holds keys, earliest first."""

    key: str
    titles: Titles
    events: tuple[str, ...]
    direction: Direction
    hold: bool


@dataclass(frozen=True, slots=True)
class StaffPlan:
    key: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class SeasonHead:
    """The season itself, without its programme."""

    key: str
    titles: Titles
    motto: Titles
    place: Titles
    zone: str
    currency: str
    first_day: date
    last_day: date
    day_turn: time
    sample: bool

    def holds(self, day: date) -> bool:
        """Whether a day is one of the season's; every day is while first and last contradict each other."""
        return self.last_day < self.first_day or self.first_day <= day <= self.last_day


# A section of the file, the key of the item in it and the name of the field, as (section, key, field).
Spot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SeasonPlan:
    """A season file without a mistake. `warnings` are what a producer should look at before the sale begins."""

    head: SeasonHead
    venues: tuple[VenuePlan, ...]
    events: tuple[EventPlan, ...]
    ticket_types: tuple[TypePlan, ...]
    doors: tuple[DoorPlan, ...]
    staff: tuple[StaffPlan, ...]
    warnings: tuple[Problem, ...] = ()
    file: str = ""
    _spots: Mapping[Spot, Place] = field(default_factory=lambda: MappingProxyType({}), repr=False, compare=False)

    def place(self, section: str, key: str, name: str = "") -> Place:
        """Where the file says this; the item's own place where the field is left to its default."""
        fallback = self._spots.get((section, key, ""), Place(self.file))
        return self._spots.get((section, key, name), fallback)
