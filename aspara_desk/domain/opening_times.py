"""When an event is open to whom: schedules, windows of grants, and what supervisors changed."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from aspara_desk.domain.programme import Control, Door, Event, Programme
from aspara_desk.domain.ticket_types import Grant, WindowKind


class Side(StrEnum):
    EARLY = "early"
    LATE = "late"


class Phase(StrEnum):
    """Where an event stands at a moment, by its schedule and what supervisors decided about it."""

    LATER = "later"
    OPEN = "open"
    RUNNING = "running"
    KEPT_OPEN = "kept_open"
    OVER = "over"


def phase(programme: Programme, event: Event, now: datetime) -> Phase:
    """`open` once the doors are, `running` from the start on, `kept_open` past an end that a supervisor sets aside."""
    if event.control is Control.CANCEL or programme.is_over(event, now):
        return Phase.OVER
    if now >= event.ends_at:
        return Phase.KEPT_OPEN
    if now >= event.starts_at:
        return Phase.RUNNING
    return Phase.OPEN if now >= event.opens_at or event.control is Control.OPEN else Phase.LATER


def window(grant: Grant, event: Event, programme: Programme) -> tuple[datetime, datetime]:
    """When a grant opens an event, in UTC; both ends belong to it. Supervisors' controls come on top."""
    match grant.window.kind:
        case WindowKind.EVENT:
            return event.opens_at, event.closes_at
        case WindowKind.MINUTES:
            return (
                event.starts_at - timedelta(minutes=grant.window.before),
                event.ends_at + timedelta(minutes=grant.window.after),
            )
        case _:
            begins, next_begins = programme.season.day_bounds(event.day)
            return begins, next_begins - timedelta(microseconds=1)


def side(grant: Grant, event: Event, programme: Programme, now: datetime) -> Side | None:
    """Too early, too late, or neither.

    What opens at any time does not follow the schedule, nor its controls: crew and artisans work while guests wait.
    But nobody goes to what is cancelled.
    """
    if event.control is Control.CANCEL:
        return Side.LATE
    if grant.window.kind is not WindowKind.ANY_TIME:
        match event.control:
            case Control.OPEN:
                return None
            case Control.HOLD:
                return Side.EARLY
            case Control.CLOSE:
                return Side.LATE
    begins, ends = window(grant, event, programme)
    if now < begins:
        return Side.EARLY
    return Side.LATE if now > ends else None


def event_at_door(programme: Programme, door: Door, now: datetime, chosen: UUID | None = None) -> Event | None:
    """The event a door works for: the steward's choice, else the one running or next today, else the nearest."""
    events = programme.events_of(door.event_ids)
    for event in events:
        if event.id == chosen:
            return event
    today = programme.season.programme_day(now)
    todays = [event for event in events if event.day == today] or list(events)
    opened = [event for event in todays if event.opens_at <= now < event.ends_at]
    if opened:
        return max(opened, key=lambda event: event.opens_at)
    return min(todays, key=lambda event: abs(event.opens_at - now), default=None)
