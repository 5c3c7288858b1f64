"""Corrections at the door: undo, control of events, people without tickets, everyone out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from aspara_desk.domain import presence
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.opening_times import event_at_door
from aspara_desk.domain.presence import Movement
from aspara_desk.domain.programme import Control, Door, Event
from aspara_desk.domain.reasons import clean_reason
from aspara_desk.domain.rights import Right
from aspara_desk.door.check_in import Answer, answer_of, move_counters, read_occupancy, venues_of
from aspara_desk.door.gates import door_by_key
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.derived import derived_counters
from aspara_desk.store.scans import ScanRecord, UndoRecord
from aspara_desk.store.unit import Writing

UNDO_WITHIN = timedelta(minutes=15)
LONGEST_DELAY = 24 * 60
MOST_COUNTED = 100_000  # people in one count: no venue holds more


@dataclass(frozen=True, slots=True)
class Undone:
    """`answer` is what the scan was answered with, and `inside_since` how its guest stands without it: None is out."""

    scan: ScanRecord
    undo: UndoRecord
    ticket: str
    answer: Answer
    inside_since: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many are inside a venue after a count; `capacity` is its own."""

    venue_id: UUID
    inside: int
    without_ticket: int
    capacity: int


def undo(here: Workplace, scan_id: UUID, why: str) -> Undone:
    """Takes back the latest movement of an entitlement; its entry is given back, the log keeps both.

    At the same desk within 15 minutes of the scan anyone at the door may; afterwards or elsewhere a supervisor.
    """
    here.require(Right.UNDO_OWN)
    reason = clean_reason(why)

    def work(unit: Writing) -> Undone:
        record = unit.scans.recorded(scan_id)
        if record is None:
            raise Misused("scan_unknown", scan_id=str(scan_id))
        if record.ticket_id is None:
            raise Refused("nothing_to_undo", scan_id=str(scan_id))
        ticket = unit.scans.by_id(record.ticket_id, unit.programme)
        assert ticket is not None
        before = ticket.movements
        _may_undo(here, unit, record, before)
        after = tuple(one for one in before if one.scan_id != scan_id)
        unit.lock_venues(venues_of(unit, before, after))
        row = UndoRecord(scan_id, unit.now, unit.actor.desk_id, unit.actor.name, reason)
        unit.scans.undo(row)
        move_counters(unit, ticket.type, before, after)
        unit.record("scan_undone", scan_id, ticket=ticket.number, why=reason)
        inside = presence.inside(after, unit.clearances, unit.programme, unit.now)
        return Undone(record, row, ticket.number, answer_of(unit, record), inside.at if inside else None)

    return here.write(work)


def _may_undo(here: Workplace, unit: Writing, record: ScanRecord, standing: Sequence[Movement]) -> None:
    if unit.scans.undone(record.id):
        raise Refused("already_undone", scan_id=str(record.id))
    if record.id not in {one.scan_id for one in standing}:
        raise Refused("nothing_to_undo", scan_id=str(record.id))
    last = presence.latest(standing)
    if last is None or last.scan_id != record.id:
        raise Refused("not_the_latest", scan_id=str(record.id))
    fresh = timedelta() <= unit.now - record.recorded_at <= UNDO_WITHIN
    if not (fresh and record.desk_id == unit.actor.desk_id):
        here.require(Right.UNDO_ANY)


def control_event(
    here: Workplace, event_key: str, control: Control, delay_minutes: int | None = None, *, seen: Event | None = None
) -> Event:
    """Opens, holds, closes or cancels an event, or delays it, at every door from the next scan on.

    Control and delay are two things: `delay_minutes` moves the hours of the schedule, 0 puts them back, and None
    leaves them as they are. `seen` is the event as whoever decides has seen it: raises Refused where somebody has
    decided about it since.
    """
    here.require(Right.CONTROL_EVENTS)
    if delay_minutes is not None and not 0 <= delay_minutes <= LONGEST_DELAY:
        raise Misused("delay_out_of_range", minutes=delay_minutes, most=LONGEST_DELAY)

    def work(unit: Writing) -> UUID:
        unit.programme_rows.lock()  # as a load does, before any event
        event = event_by_key(unit.programme.events, event_key)
        if seen is not None and _decided(event) != _decided(seen):
            raise Refused("event_changed")
        unit.programme_rows.set_control(event.id, control, delay_minutes)
        unit.programme_rows.touch()
        delay = event.delay_minutes if delay_minutes is None else delay_minutes
        unit.record("event_controlled", event.id, event=event_key, control=control.value, delay_minutes=delay)
        return event.id

    event_id = here.write(work)
    return here.read(lambda unit: unit.programme.event(event_id))


def _decided(event: Event) -> tuple[Control, datetime, datetime]:
    return event.control, event.opens_at, event.ends_at


def event_by_key(events: tuple[Event, ...], key: str) -> Event:
    for event in events:
        if event.key == key:
            return event
    raise Misused("event_unknown", key=key, known=", ".join(one.key for one in events))


def count_people(here: Workplace, door: Door, people: int, why: str, at: datetime) -> Count:
    """Counts people without tickets in (+) or out (-) at a door. Not more out than were counted in."""
    here.require(Right.COUNT)
    reason = clean_reason(why)
    if people == 0:
        raise Misused("count_zero")
    if abs(people) > MOST_COUNTED:
        raise Misused("count_too_large", most=MOST_COUNTED)

    def work(unit: Writing) -> Count:
        venue_id = _venue_of(unit, door, at)
        day = unit.programme.season.programme_day(at)
        counter = counters.headcount(venue_id, day.isoformat())
        unit.lock_venues([venue_id])
        unit.counters.ensure_one(counter)
        cleared = any(at <= moment for moment in unit.clearances.get(venue_id, ()))
        if not cleared and not unit.counters.add(counter, people):
            raise Refused("count_below_zero", people=people, counted=unit.counters.values([counter])[counter])
        unit.scans.add_headcount({
            "id": unit.new_id(), "venue_id": venue_id, "door_id": door.id, "day": day, "people": people,
            "why": reason, "at": at, "desk_id": unit.actor.desk_id, "actor": unit.actor.name,
        })  # fmt: skip
        unit.record("people_counted", door.id, door=door.key, people=people, why=reason)
        return _count(unit, venue_id, at)

    return here.write(work)


def everyone_out(here: Workplace, door: Door, why: str, at: datetime) -> Count:
    """The venue behind a door is empty: nobody who came in up to now counts as inside any more."""
    here.require(Right.CONTROL_EVENTS)
    reason = clean_reason(why)

    def work(unit: Writing) -> Count:
        unit.programme_rows.lock()  # it is touched below, and a load holds it before any counter
        venue_id = _venue_of(unit, door, at)
        unit.lock_venues([venue_id])
        unit.scans.add_clearance({
            "id": unit.new_id(), "venue_id": venue_id, "at": at, "why": reason, "desk_id": unit.actor.desk_id,
            "actor": unit.actor.name,
        })  # fmt: skip
        unit.programme_rows.touch()
        _count_again(unit, venue_id, at)
        unit.record("everyone_out", venue_id, door=door.key, why=reason)
        return _count(unit, venue_id, at)

    return here.write(work)


def _count_again(unit: Writing, venue_id: UUID, at: datetime) -> None:
    day = unit.programme.season.programme_day(at)
    unit.counters.ensure_one(counters.headcount(venue_id, day.isoformat()))
    cleared = [*unit.clearances.get(venue_id, ()), at]
    clearances = {**unit.clearances, venue_id: cleared}
    for counter, value in sorted(derived_counters(unit, [venue_id], clearances=clearances).items()):
        unit.counters.set(counter, value)


def _venue_of(unit: Writing, door: Door, at: datetime) -> UUID:
    """The venue behind a door: that of the event the door works for at that time.

    Raises Misused where the programme no longer has the door, or the door has no event.
    """
    event = event_at_door(unit.programme, door_by_key(unit.programme, door.key), at)
    if event is None:
        raise Misused("door_without_event", door=door.key)
    return event.venue_id


def _count(unit: Writing, venue_id: UUID, at: datetime) -> Count:
    occupancy = read_occupancy(unit, [venue_id], at)
    inside = occupancy.of_venue(venue_id, unit.programme, at)
    return Count(venue_id, inside, occupancy.headcount[venue_id], unit.programme.venue(venue_id).capacity)
