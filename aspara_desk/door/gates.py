"""Doors as stewards set them."""

from datetime import datetime

from aspara_desk.domain.errors import Misused
from aspara_desk.domain.programme import Direction, Door, Programme
from aspara_desk.door.check_in import Gate


def door_by_key(programme: Programme, key: str) -> Door:
    for door in programme.doors:
        if door.key == key:
            return door
    raise Misused("door_unknown", key=key, known=", ".join(one.key for one in programme.doors))


def gate(programme: Programme, door_key: str, event_key: str | None, direction: Direction | None) -> Gate:
    """A door with the steward's choice of event and direction. Raises Misused for keys that do not fit."""
    door = door_by_key(programme, door_key)
    chosen = None
    if event_key is not None:
        events = {event.key: event.id for event in programme.events_of(door.event_ids)}
        if event_key not in events:
            raise Misused("event_not_at_door", key=event_key, door=door_key, known=", ".join(events))
        chosen = events[event_key]
    return Gate(door, direction or door.direction, chosen)


def any_gate(programme: Programme, now: datetime) -> Gate:
    """All entrances together, for a look-up that does not ask about one door."""
    entrances = [door for door in programme.doors if door.direction is Direction.IN]
    if not entrances:
        raise Misused("door_missing")
    today = programme.season.programme_day(now)
    events = dict.fromkeys(event for door in entrances for event in door.event_ids)
    todays = tuple(one for one in events if programme.event(one).day == today)
    first = entrances[0]
    return Gate(Door(first.id, first.key, first.titles, todays or tuple(events)), Direction.IN)
