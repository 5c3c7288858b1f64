"""Programmes with a few events, for the timetable's tests."""

from datetime import date, timedelta
from uuid import UUID

from aspara_desk.domain.programme import Event, EventKind, Programme, Venue
from aspara_desk.domain.season import Season, Titles

DAY = date(2022, 10, 2)
SEASON = Season(
    UUID(int=1),
    "s",
    Titles({"en": "S"}),
    Titles({}),
    Titles({}),
    "Asia/Almaty",
    "KZT",
    date(2022, 10, 1),
    date(2022, 10, 4),
)
VENUES = tuple(Venue(UUID(int=100 + one), f"v{one}", Titles({"en": f"V{one}"}), 100) for one in range(4))
BEGINS = SEASON.day_bounds(DAY)[0]


def event(number: int, start: float, minutes: float, venue: int = 0, kind: EventKind = EventKind.SHOW) -> Event:
    """`start` in minutes of the programme day."""
    at = BEGINS + timedelta(minutes=start)
    end = at + timedelta(minutes=minutes)
    return Event(
        UUID(int=1000 + number), f"e{number}", kind, Titles({"en": "E"}), VENUES[venue].id, DAY, at, at, end, end
    )


def programme(*events: Event, season: Season = SEASON) -> Programme:
    return Programme(season, VENUES, tuple(events), (), ())
