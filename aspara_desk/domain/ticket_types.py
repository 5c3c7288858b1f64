"""What is sold or given, and what it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from aspara_desk.domain.money import Money
from aspara_desk.domain.season import Titles


class Category(StrEnum):
    PUBLIC = "public"
    VIP = "vip"
    PRESS = "press"
    BUYER = "buyer"
    DESIGNER = "designer"
    ARTISAN = "artisan"
    DELEGATION = "delegation"
    STAFF = "staff"

    @property
    def is_crew(self) -> bool:
        """Crew work here: they do not count in an event's audience."""
        return self is Category.STAFF

    @property
    def is_visitor(self) -> bool:
        """Visitors come to see; artisans, designers and crew are what they come to see. Reports tell them apart."""
        return self not in {Category.STAFF, Category.ARTISAN, Category.DESIGNER}


class WindowKind(StrEnum):
    EVENT = "event"
    MINUTES = "minutes"
    ANY_TIME = "any_time"


@dataclass(frozen=True, slots=True)
class Window:
    """When a grant opens an event; both ends belong to it.

    `event`: from doors open to last entry. `minutes`: from `before` minutes before the start to `after`
    minutes after the end. `any_time`: all of the event's programme day, whatever its schedule, unless it is cancelled.
    """

    kind: WindowKind = WindowKind.EVENT
    before: int = 0
    after: int = 0


class Per(StrEnum):
    EVENT = "event"
    DAY = "day"
    SEASON = "season"


class Reentry(StrEnum):
    NEVER = "never"
    AFTER_EXIT = "after_exit"
    FREE = "free"


_REENTRY_RANK = {Reentry.NEVER: 0, Reentry.AFTER_EXIT: 1, Reentry.FREE: 2}
_PER_RANK = {Per.SEASON: 0, Per.DAY: 1, Per.EVENT: 2}
_WINDOW_RANK = {WindowKind.EVENT: 0, WindowKind.MINUTES: 1, WindowKind.ANY_TIME: 2}


@dataclass(frozen=True, slots=True)
class Grant:
    """What a ticket type opens.

    `opens` holds the ids of the events, worked out from the season file (these events, this venue, the whole
    programme, on these days). `position` tells the grants of one type apart for good: entries are counted by it.
    `entries` is None for unlimited.
    """

    position: int
    opens: frozenset[UUID]
    window: Window = Window()
    entries: int | None = 1
    per: Per = Per.EVENT
    reentry: Reentry = Reentry.NEVER

    def slot(self, event_id: UUID, day: date) -> str:
        """The scope in which entries are counted. Every grant per event counts in the event's own slot."""
        match self.per:
            case Per.EVENT:
                return f"event:{event_id.hex}"
            case Per.DAY:
                return f"day:{self.position}:{day.isoformat()}"
            case _:
                return f"season:{self.position}"

    @property
    def generosity(self) -> tuple[bool, int, int, int]:
        """Sorts grants that overlap: the most generous one counts."""
        return (self.entries is None, _PER_RANK[self.per], self.entries or 0, _REENTRY_RANK[self.reentry])

    def covers(self, older: "Grant") -> bool:
        """Whether nobody who bought `older` loses anything by this one."""
        return (
            self.opens >= older.opens
            and self.per is older.per
            and (self.entries is None or (older.entries is not None and self.entries >= older.entries))
            and _REENTRY_RANK[self.reentry] >= _REENTRY_RANK[older.reentry]
            and _WINDOW_RANK[self.window.kind] >= _WINDOW_RANK[older.window.kind]
            and (
                self.window.kind is not older.window.kind
                or (self.window.before >= older.window.before and self.window.after >= older.window.after)
            )
        )


@dataclass(frozen=True, slots=True)
class TicketType:
    """`quota` is None where any number may be issued. `seated_in` names the venue whose seats it takes.

    `rows` are the rows of `seated_in` that only this type takes; empty: any row that no other type has for itself.
    `personal`: the name is checked at the door. `concession`: a card is checked. `on_trust`: admitted before it
    is paid.
    """

    id: UUID
    key: str
    titles: Titles
    category: Category
    price: Money
    colour: str
    quota: int | None = None
    personal: bool = False
    concession: bool = False
    on_trust: bool = False
    seated_in: UUID | None = None
    rows: tuple[str, ...] = ()
    on_sale: bool = True
    notice: Titles | None = None
    grants: tuple[Grant, ...] = ()

    def opens(self) -> frozenset[UUID]:
        return frozenset().union(*(grant.opens for grant in self.grants))


def most_generous(grants: Sequence[Grant]) -> Grant:
    return max(grants, key=lambda grant: grant.generosity)
