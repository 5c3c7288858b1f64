"""Who is inside: worked out from the movements of an entitlement, never kept as a flag."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aspara_desk.domain.programme import Direction, Programme


@dataclass(frozen=True, slots=True)
class Movement:
    """An entry or an exit that stands. `at` is the scan's own time; `slot` is where an entry counts."""

    scan_id: UUID
    direction: Direction
    event_id: UUID | None
    venue_id: UUID | None
    desk_id: UUID
    door_id: UUID
    actor: str
    at: datetime
    slot: str
    ordinal: int
    uses_entry: bool


Clearances = Mapping[UUID, Sequence[datetime]]  # by venue: when everyone was sent out


def latest(movements: Iterable[Movement], until: datetime | None = None) -> Movement | None:
    """The last movement by the scans' own time; `until` leaves out what happened later.

    Of two in the same instant it is the one whose id was made later: the same one whatever order they come in.
    """
    known = [one for one in movements if until is None or one.at <= until]
    return max(known, key=lambda one: (one.at, one.scan_id), default=None)


def position(movements: Iterable[Movement], clearances: Clearances) -> UUID | None:
    """The event at whose counter the entitlement stands: where its last movement left it, time aside."""
    last = latest(movements)
    if last is None or last.direction is Direction.OUT or last.event_id is None or _cleared(last, clearances, None):
        return None
    return last.event_id


def visited(movements: Iterable[Movement]) -> frozenset[UUID]:
    """The events that these movements came in to."""
    return frozenset(one.event_id for one in movements if one.direction is Direction.IN and one.event_id is not None)


def inside(
    movements: Iterable[Movement], clearances: Clearances, programme: Programme, now: datetime
) -> Movement | None:
    """The entry by which somebody is inside at `now`, if they are.

    Being inside ends with an exit, an entry at another venue, "everyone out", the event's end or the day's turn. An
    event that a supervisor keeps open does not end before its day turns.
    """
    last = latest(movements, now)
    if last is None or last.direction is Direction.OUT or last.event_id is None:
        return None
    season, event = programme.season, programme.event(last.event_id)
    stays = not programme.is_over(event, now) and season.programme_day(last.at) == season.programme_day(now)
    return last if stays and not _cleared(last, clearances, now) else None


def _cleared(entry: Movement, clearances: Clearances, now: datetime | None) -> bool:
    times = clearances.get(entry.venue_id, ()) if entry.venue_id else ()
    return any(entry.at <= moment and (now is None or moment <= now) for moment in times)


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Counters as they stand: people by event they came in for, and people without tickets by venue (today)."""

    inside: Mapping[UUID, int]
    audience: Mapping[UUID, int]
    headcount: Mapping[UUID, int]

    def of_venue(self, venue_id: UUID, programme: Programme, now: datetime) -> int:
        today = programme.season.programme_day(now)
        with_tickets = sum(
            self.inside.get(event.id, 0)
            for event in programme.events_at(venue_id, today)
            if not programme.is_over(event, now)
        )
        return with_tickets + self.headcount.get(venue_id, 0)
