"""Which doors and events a steward is offered, and which of them are proposed."""

from dataclasses import dataclass
from datetime import datetime

from aspara_desk.domain.opening_times import Phase, event_at_door, phase
from aspara_desk.domain.programme import Direction, Door, Event, Programme


@dataclass(frozen=True, slots=True)
class EventAtDoor:
    """`proposed` is the one that the door works for while nobody chooses another."""

    event: Event
    phase: Phase
    proposed: bool


@dataclass(frozen=True, slots=True)
class DoorChoice:
    """A door with the event that it works for, if it has any; `today` is whether that is one of this day."""

    door: Door
    event: Event | None
    phase: Phase | None
    today: bool
    proposed: bool


def doors_to_choose(programme: Programme, now: datetime, last_choice: str | None = None) -> tuple[DoorChoice, ...]:
    """Every door, in the programme's order. The proposed one is `proposed_door`."""
    proposed = proposed_door(programme, now, last_choice)
    return tuple(_choice(programme, door, now, proposed=door == proposed) for door in programme.doors)


def proposed_door(programme: Programme, now: datetime, last_choice: str | None = None) -> Door | None:
    """The door a steward most likely stands at: the one chosen last (by key), unless only others have work today.

    Without a last choice it is an entrance with an event that is open or running; else the one whose event comes
    next today; else the first. None in a programme without doors.
    """
    choices = [_choice(programme, door, now, proposed=False) for door in programme.doors]
    if any(one.today for one in choices):
        choices = [one for one in choices if one.today]
    for one in choices:
        if one.door.key == last_choice:
            return one.door
    best = min(choices, key=lambda one: _rank(one, now), default=None)
    return None if best is None else best.door


def events_for_door(programme: Programme, door: Door, now: datetime) -> tuple[EventAtDoor, ...]:
    """The door's events of today, earliest first; where it has none, all of its events."""
    today = programme.season.programme_day(now)
    events = programme.events_of(door.event_ids)
    offered = [one for one in events if one.day == today] or events
    proposed = event_at_door(programme, door, now)
    return tuple(EventAtDoor(one, phase(programme, one, now), one == proposed) for one in offered)


def _choice(programme: Programme, door: Door, now: datetime, *, proposed: bool) -> DoorChoice:
    event = event_at_door(programme, door, now)
    if event is None:
        return DoorChoice(door, None, None, today=False, proposed=proposed)
    today = event.day == programme.season.programme_day(now)
    return DoorChoice(door, event, phase(programme, event, now), today, proposed)


_PHASE_RANK = {Phase.OPEN: 0, Phase.RUNNING: 0, Phase.LATER: 1, Phase.KEPT_OPEN: 2, Phase.OVER: 3}


def _rank(choice: DoorChoice, now: datetime) -> tuple[bool, int, float]:
    """The lower, the likelier. Of doors that are open, the one that opened last comes first."""
    if choice.event is None or choice.phase is None:
        return choice.door.direction is Direction.OUT, len(_PHASE_RANK), 0.0
    away = abs((choice.event.opens_at - now).total_seconds())
    return choice.door.direction is Direction.OUT, _PHASE_RANK[choice.phase], away
