"""The programme as plain data with stable keys: what `programme show` prints."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from aspara_desk.domain.programme import Door, Event, Programme, Venue
from aspara_desk.domain.season import LANGUAGES, Season, Titles
from aspara_desk.domain.ticket_types import Grant, TicketType


def show(programme: Programme, sold: Mapping[UUID, int]) -> dict[str, Any]:
    """The programme as JSON values: items name each other by key, what is absent is None.

    `sold` counts the tickets of each type that stand. Times are ISO 8601 in the season's zone, with their offset.
    """
    season = programme.season
    return {
        "season": _season(season),
        "days": [{"number": season.day_number(day), "date": day.isoformat()} for day in season.days()],
        "venues": [_venue(one) for one in programme.venues],
        "events": [_event(one, programme) for one in programme.events],
        "ticket_types": [_ticket_type(one, programme, sold.get(one.id, 0)) for one in programme.ticket_types],
        "doors": [_door(one, programme) for one in programme.doors],
    }


def _titles(titles: Titles) -> dict[str, str | None]:
    return {language: titles.by_language.get(language) for language in LANGUAGES}


def _season(season: Season) -> dict[str, Any]:
    return {
        "key": season.key,
        "titles": _titles(season.titles),
        "motto": _titles(season.motto),
        "place": _titles(season.place),
        "zone": season.zone,
        "currency": season.currency,
        "first_day": season.first_day.isoformat(),
        "last_day": season.last_day.isoformat(),
        "day_turn": season.day_turn.isoformat("minutes"),
        "sample": season.sample,
    }


def _venue(venue: Venue) -> dict[str, Any]:
    return {
        "key": venue.key,
        "titles": _titles(venue.titles),
        "capacity": venue.capacity,
        "exits_counted": venue.exits_counted,
        "seats": venue.seat_count,
    }


def _event(event: Event, programme: Programme) -> dict[str, Any]:
    def local(moment: datetime) -> str:
        return programme.season.local(moment).isoformat()

    return {
        "key": event.key,
        "titles": _titles(event.titles),
        "kind": event.kind.value,
        "venue": programme.venue(event.venue_id).key,
        "day": event.day.isoformat(),
        "doors_open": local(event.doors_open),
        "start": local(event.start),
        "last_entry": local(event.last_entry),
        "end": local(event.end),
        "audience_limit": event.audience_limit,
        "control": event.control.value,
        "delay_minutes": event.delay_minutes,
    }


def _ticket_type(item: TicketType, programme: Programme, sold: int) -> dict[str, Any]:
    return {
        "key": item.key,
        "titles": _titles(item.titles),
        "category": item.category.value,
        "price": {"minor": item.price.minor, "currency": item.price.currency},
        "quota": item.quota,
        "sold": sold,
        "left": None if item.quota is None else max(item.quota - sold, 0),
        "colour": item.colour,
        "personal": item.personal,
        "concession": item.concession,
        "on_trust": item.on_trust,
        "on_sale": item.on_sale,
        "seated_in": programme.venue(item.seated_in).key if item.seated_in else None,
        "seat_rows": list(item.rows),
        "notice": _titles(item.notice) if item.notice else None,
        "grants": [_grant(one, programme) for one in item.grants],
    }


def _grant(grant: Grant, programme: Programme) -> dict[str, Any]:
    return {
        "events": [event.key for event in programme.events_of(grant.opens)],
        "window": {"kind": grant.window.kind.value, "before": grant.window.before, "after": grant.window.after},
        "entries": grant.entries,
        "per": grant.per.value,
        "reentry": grant.reentry.value,
    }


def _door(door: Door, programme: Programme) -> dict[str, Any]:
    return {
        "key": door.key,
        "titles": _titles(door.titles),
        "events": [event.key for event in programme.events_of(door.event_ids)],
        "direction": door.direction.value,
        "hold": door.hold,
    }
