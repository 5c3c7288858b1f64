"""Where more could be sold than there is room: warnings, because producers do so knowingly."""

from collections.abc import Iterator
from types import MappingProxyType

from aspara_desk.domain.errors import Place, Problem
from aspara_desk.domain.programme import EventKind
from aspara_desk.programme.plan import EventPlan, TypePlan
from aspara_desk.programme.sections import Sections


def warnings_about_quotas(sections: Sections) -> Iterator[Problem]:
    """One warning for each event that could be oversold, and for each number that contradicts another.

    Crew do not count: they have work everywhere, but never all in one place. Nor do venues whose exits are not
    counted: people come and go there all day.
    """
    for venue in sections.venues.values():
        if len(venue.seats) > venue.capacity:
            place = sections.spots["venue", venue.key, "capacity"]
            yield _warning(
                "seats_above_capacity", place, key=venue.key, seats=len(venue.seats), capacity=venue.capacity
            )
    for event in sections.events.values():
        venue = sections.venues[event.venue]
        place = sections.spots["event", event.key, ""]
        if event.audience_limit is not None and event.audience_limit > venue.capacity:
            limit = event.audience_limit
            place = sections.spots["event", event.key, "audience_limit"]
            yield _warning("limit_above_capacity", place, key=event.key, limit=limit, capacity=venue.capacity)
        if event.kind is not EventKind.ACCESS and venue.exits_counted:
            yield from _about_event(event, sections)


def _about_event(event: EventPlan, sections: Sections) -> Iterator[Problem]:
    venue = sections.venues[event.venue]
    place = sections.spots["event", event.key, ""]
    room = min(venue.capacity, event.audience_limit or venue.capacity)
    types = [item for item in sections.ticket_types.values() if event.key in item.opens() and not item.category.is_crew]
    if endless := [item.key for item in types if item.quota is None]:
        yield _warning("quota_missing", place, key=event.key, room=room, types=", ".join(endless))
    total = _total(types)
    if total > room:
        yield _warning("quotas_above_room", place, key=event.key, total=total, room=room, types=_listed(types))
    # Types with rows of their own share them with nobody, and their quotas fit, or the file would have a mistake.
    seated = [item for item in types if item.seated_in == event.venue and not item.rows]
    seats = sections.seats_for(seated[0]) if seated else 0
    if _total(seated) > seats:
        yield _warning(
            "quotas_above_seats", place, key=event.key, total=_total(seated), seats=seats, types=_listed(seated)
        )


def _total(types: list[TypePlan]) -> int:
    return sum(item.quota or 0 for item in types)


def _listed(types: list[TypePlan]) -> str:
    return ", ".join(f"{item.key} {item.quota}" for item in types if item.quota)


def _warning(kind: str, place: Place, **facts: object) -> Problem:
    return Problem(kind, MappingProxyType(facts), place)
