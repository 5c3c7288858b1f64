"""What a steward sees beside the verdicts: how full it is behind the door, and what was scanned here."""

from dataclasses import dataclass
from datetime import datetime

from aspara_desk.domain.opening_times import event_at_door
from aspara_desk.domain.programme import Direction, Door, Event, Programme, Venue
from aspara_desk.domain.rights import Right
from aspara_desk.door.check_in import read_occupancy
from aspara_desk.door.gates import Gate, checkpoint
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.scan_lists import SeenScan, Tally
from aspara_desk.store.unit import Reading

RECENT = 12


@dataclass(frozen=True, slots=True)
class Inside:
    """How many are inside behind a door: all of them against the venue's capacity, and guests against the event's.

    `people` includes the `without_ticket`. `audience` are the event's guests, crew aside; its limit is None where
    there is none.
    """

    people: int
    capacity: int
    without_ticket: int
    audience: int
    audience_limit: int | None


@dataclass(frozen=True, slots=True)
class Watch:
    """A door at one moment. `programme` is the one that all of it was read with.

    `event` is the one the door works for: the steward's choice (then `chosen`), else the running or nearest one.
    `event`, `venue` and `inside` are None at a door without events.
    """

    programme: Programme
    door: Door
    direction: Direction
    event: Event | None
    chosen: bool
    venue: Venue | None
    inside: Inside | None
    tally: Tally
    recent: tuple[SeenScan, ...]


def watch(here: Workplace, gate: Gate, at: datetime, recent: int = RECENT) -> Watch:
    """A door as of `at` (UTC), with the tally of its programme day and its last scans, the last one recorded first.

    Raises Refused without the right to scan, and Misused for a gate whose door or chosen event the programme no
    longer has.
    """
    here.require(Right.SCAN)
    return here.read(lambda unit: _watch(unit, gate, at, recent))


def _watch(unit: Reading, gate: Gate, at: datetime, recent: int) -> Watch:
    programme = unit.programme
    post = checkpoint(programme, gate)
    event = event_at_door(programme, post.door, at, post.chosen)
    begins, ends = programme.season.day_bounds(programme.season.programme_day(at))
    return Watch(
        programme,
        post.door,
        post.direction,
        event,
        post.chosen is not None,
        programme.venue(event.venue_id) if event else None,
        _inside(unit, event, at) if event else None,
        unit.scan_lists.tally(post.door.id, begins, ends),
        unit.scan_lists.last_at(post.door.id, recent),
    )


def _inside(unit: Reading, event: Event, at: datetime) -> Inside:
    occupancy = read_occupancy(unit, [event.venue_id], at)
    return Inside(
        occupancy.of_venue(event.venue_id, unit.programme, at),
        unit.programme.venue(event.venue_id).capacity,
        occupancy.headcount[event.venue_id],
        occupancy.audience.get(event.id, 0),
        event.audience_limit,
    )
