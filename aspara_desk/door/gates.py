"""Doors as stewards set them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aspara_desk.domain.errors import Misused
from aspara_desk.domain.programme import Direction, Door, Programme


@dataclass(frozen=True, slots=True)
class Gate:
    """The door that a steward works at, with the choice of direction and event; None: as the door is set.

    It names them by key and holds nothing of the programme, so it is good for as long as the steward stands there:
    what the door opens is looked up in the transaction of every scan.
    """

    door_key: str
    direction: Direction | None = None
    event_key: str | None = None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A gate as of one transaction. `chosen` is the event that the steward picked.

    `entered` are the venues in which a place may be taken here, by id; an exit enters none.
    """

    door: Door
    direction: Direction
    entered: Sequence[UUID]
    chosen: UUID | None = None


def door_by_key(programme: Programme, key: str) -> Door:
    for door in programme.doors:
        if door.key == key:
            return door
    raise Misused("door_unknown", key=key, known=", ".join(one.key for one in programme.doors))


def gate(programme: Programme, door_key: str, event_key: str | None, direction: Direction | None) -> Gate:
    """A door with the steward's choice of event and direction. Raises Misused for keys that do not fit."""
    chosen = Gate(door_key, direction, event_key)
    checkpoint(programme, chosen)
    return chosen


def checkpoint(programme: Programme, gate: Gate) -> Checkpoint:
    """What a gate is in this programme. Raises Misused where its door is gone, or no longer opens the chosen event."""
    door = door_by_key(programme, gate.door_key)
    chosen = None if gate.event_key is None else _event_at(programme, door, gate.event_key)
    return _checkpoint(programme, door, gate.direction or door.direction, chosen)


def _checkpoint(programme: Programme, door: Door, direction: Direction, chosen: UUID | None = None) -> Checkpoint:
    venues = {programme.event(one).venue_id for one in door.event_ids} if direction is Direction.IN else ()
    return Checkpoint(door, direction, sorted(venues), chosen)


def _event_at(programme: Programme, door: Door, key: str) -> UUID:
    events = {event.key: event.id for event in programme.events_of(door.event_ids)}
    if key not in events:
        raise Misused("event_not_at_door", key=key, door=door.key, known=", ".join(events))
    return events[key]


def all_entrances(programme: Programme, now: datetime) -> Checkpoint:
    """All entrances together, for a look-up that does not ask about one door."""
    entrances = [door for door in programme.doors if door.direction is Direction.IN]
    if not entrances:
        raise Misused("door_missing")
    today = programme.season.programme_day(now)
    events = dict.fromkeys(event for door in entrances for event in door.event_ids)
    todays = tuple(one for one in events if programme.event(one).day == today)
    first = entrances[0]
    return _checkpoint(programme, Door(first.id, first.key, first.titles, todays or tuple(events)), Direction.IN)
