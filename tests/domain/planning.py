"""A small programme for the pure tests: one hall, one small room, one open square; days in October 2022."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from aspara_desk.domain.admission import DoorFacts, ScanFacts, TicketFacts, Verdict, decide
from aspara_desk.domain.money import Money
from aspara_desk.domain.presence import Movement, Occupancy
from aspara_desk.domain.programme import Direction, Door, Event, EventKind, Programme, Venue
from aspara_desk.domain.sales import TicketState
from aspara_desk.domain.season import Season, Titles
from aspara_desk.domain.ticket_types import Category, Grant, TicketType

ZONE = ZoneInfo("Asia/Almaty")
FIRST_DAY = date(2022, 10, 1)
DESK, OTHER_DESK = UUID(int=0xA), UUID(int=0xB)
HALL, ROOM, SQUARE = UUID(int=0x100), UUID(int=0x101), UUID(int=0x102)
_scans = itertools.count(1)


def titles(text: str) -> Titles:
    return Titles({"kk": text, "ru": text, "en": text})


SEASON = Season(
    UUID(int=1), "small", titles("Small"), titles(""), titles(""), "Asia/Almaty", "KZT", FIRST_DAY, date(2022, 10, 4)
)
VENUES = (
    Venue(HALL, "hall", titles("Hall"), 100),
    Venue(ROOM, "room", titles("Room"), 2),
    Venue(SQUARE, "square", titles("Square"), 2, exits_counted=False),
)


def at(clock: str, day: int = 1) -> datetime:
    """A local time of a programme day as UTC; `"25:30"` is half past one in the night that ends it."""
    parts = [int(part) for part in clock.split(":")]
    hours, minutes, seconds = (*parts, 0)[:3]
    midnight = datetime.combine(FIRST_DAY + timedelta(days=day - 1), time(), ZONE)
    return (midnight + timedelta(hours=hours, minutes=minutes, seconds=seconds)).astimezone(UTC)


def event(key: str, doors: str, start: str, last_entry: str, end: str, **facts: object) -> Event:
    day = int(facts.pop("day_number", 1))
    made = Event(
        id=UUID(int=0x200 + sum(ord(letter) << (7 * place) for place, letter in enumerate(key))),
        key=key,
        kind=EventKind.SHOW,
        titles=titles(key),
        venue_id=HALL,
        day=FIRST_DAY + timedelta(days=day - 1),
        doors_open=at(doors, day),
        start=at(start, day),
        last_entry=at(last_entry, day),
        end=at(end, day),
    )
    return replace(made, **facts)


SHOW = event("show", "18:00", "19:00", "19:30", "21:00")
TALK = event("talk", "18:30", "19:00", "20:00", "21:30")
PARTY = event("party", "22:00", "22:30", "26:00", "27:00")
ROOM_SHOW = event("room", "18:00", "19:00", "19:30", "21:00", venue_id=ROOM)
MARKET = event("market", "10:00", "10:00", "20:00", "20:00", venue_id=SQUARE)
SHOW_2 = event("show2", "18:00", "19:00", "19:30", "21:00", day_number=2)
SHOW_3 = event("show3", "18:00", "19:00", "19:30", "21:00", day_number=3)
EVENTS = (SHOW, TALK, PARTY, ROOM_SHOW, MARKET, SHOW_2, SHOW_3)


def opens(*events: Event) -> frozenset[UUID]:
    return frozenset(one.id for one in events)


def type_of(*grants: Grant, **facts: object) -> TicketType:
    plain = TicketType(UUID(int=0x300), "guest", titles("Guest"), Category.PUBLIC, Money(100, "KZT"), "#123456")
    return replace(plain, grants=grants, **facts)


GUEST = type_of(Grant(0, opens(SHOW)))


def ticket(ticket_type: TicketType = GUEST, **facts: object) -> TicketFacts:
    """A paid ticket; `highest` follows from its movements unless it is given."""
    plain = TicketFacts(UUID(int=0x400), "A-000001", TicketState.VALID, UUID(int=0x500), ticket_type, paid=True)
    made = replace(plain, **facts)
    if "highest" in facts:
        return made
    highest: dict[str, int] = {}
    for one in made.movements:
        highest[one.slot] = max(highest.get(one.slot, 0), one.ordinal)
    return replace(made, highest=highest)


def movement(moment: datetime, where: Event | None = SHOW, direction: Direction = Direction.IN, **facts: object):
    inwards = direction is Direction.IN
    plain = Movement(
        scan_id=UUID(int=0x600 + next(_scans)),
        direction=direction,
        event_id=where.id if where else None,
        venue_id=where.venue_id if where else None,
        desk_id=DESK,
        door_id=UUID(int=0x700),
        actor="Dana",
        at=moment,
        slot=f"event:{where.id.hex}" if where and inwards else "exit",
        ordinal=1,
        uses_entry=inwards,
    )
    return replace(plain, **facts)


def exit_at(moment: datetime, where: Event | None = SHOW, **facts: object) -> Movement:
    return movement(moment, where, Direction.OUT, **facts)


def door(*events: Event, **facts: object) -> Door:
    plain = Door(UUID(int=0x700), "door", titles("Door"), tuple(one.id for one in events or (SHOW,)))
    return replace(plain, **facts)


def programme(*events: Event, doors: tuple[Door, ...] = (), season: Season = SEASON, types=()) -> Programme:
    """The small programme with some of its events changed."""
    changed = {one.key: one for one in events}
    kept = [changed.pop(one.key, one) for one in EVENTS]
    return Programme(season, VENUES, (*kept, *changed.values()), tuple(types), doors)


def at_door(
    *events: Event, plan: Programme | None = None, occupancy: Mapping[str, Mapping[UUID, int]] | None = None, **facts
) -> DoorFacts:
    """A door for these events; `inside`, `audience` and `headcount` of `occupancy` are empty unless given."""
    counted = {"inside": {}, "audience": {}, "headcount": {}, **(occupancy or {})}
    set_to = facts.pop("door", None) or door(*events)
    plain = DoorFacts(plan or programme(*events), set_to, DESK, Direction.IN, Occupancy(**counted), {})
    return replace(plain, **facts)


def scanned(held: TicketFacts | None = None, facts: DoorFacts | None = None, now: str | datetime = "19:00", **how):
    """The verdict on a reading; by default a guest's ticket at the show's door at 19:00."""
    moment = at(now) if isinstance(now, str) else now
    return decide(ScanFacts(held or ticket(), **how), facts or at_door(), moment)


def told(verdict: Verdict) -> tuple[str, str]:
    return verdict.kind.value, verdict.reason.value
