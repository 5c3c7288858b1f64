"""The tables of the season, its keys and its programme."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    Text,
    Time,
    TypedColumns,
    UniqueConstraint,
)

from aspara_desk.domain.season import Titles
from aspara_desk.store.models.base import METADATA, TITLES, one_of, whole
from aspara_desk.store.types import Id, Minor, Moment


class Season(TypedColumns):
    """One row. `stamp` grows with every change of the programme, so that desks know when to read it again."""

    id: Named[UUID] = Column(Id, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    titles: Named[Titles] = Column(TITLES)
    motto: Named[Titles] = Column(TITLES)
    place: Named[Titles] = Column(TITLES)
    zone: Named[str] = Column(Text)
    currency: Named[str] = Column(String(3))
    first_day: Named[date] = Column(Date)
    last_day: Named[date] = Column(Date)
    day_turn: Named[time] = Column(Time)
    sample: Named[bool] = Column(Boolean)
    stamp: Named[int] = Column(Integer)
    revision: Named[int] = Column(Integer, default=1)


SEASON = Table("season", METADATA, Season)


class SeasonKeys(TypedColumns):
    """The secrets that ticket codes are made of. `wrapping` is NULL for a bare key, else how `secret` is wrapped."""

    id: Named[UUID] = Column(Id, primary_key=True)
    secret: Named[bytes] = Column(LargeBinary)
    wrapping: Named[dict[str, Any] | None] = Column(JSON)
    created_at: Named[datetime] = Column(Moment)
    revision: Named[int] = Column(Integer, default=1)


SEASON_KEYS = Table("season_keys", METADATA, SeasonKeys)


class Venues(TypedColumns):
    id: Named[UUID] = Column(Id, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    position: Named[int] = Column(Integer)
    titles: Named[Titles] = Column(TITLES)
    capacity: Named[int] = Column(Integer)
    exits_counted: Named[bool] = Column(Boolean)
    revision: Named[int] = Column(Integer, default=1)


VENUES = Table("venues", METADATA, Venues)


class Seats(TypedColumns):
    id: Named[UUID] = Column(Id, primary_key=True)
    venue_id: Named[UUID] = Column(Id, ForeignKey("venues.id"))
    row: Named[str] = Column(Text)
    number: Named[int] = Column(Integer)
    rank: Named[int] = Column(Integer)


SEATS = Table("seats", METADATA, Seats, UniqueConstraint("venue_id", "row", "number"))


class Events(TypedColumns):
    """`control` and `delay_minutes` are a supervisor's and beat the schedule."""

    id: Named[UUID] = Column(Id, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    kind: Named[str] = Column(Text)
    titles: Named[Titles] = Column(TITLES)
    venue_id: Named[UUID] = Column(Id, ForeignKey("venues.id"))
    day: Named[date] = Column(Date)
    doors_open: Named[datetime] = Column(Moment)
    start: Named[datetime] = Column(Moment)
    last_entry: Named[datetime] = Column(Moment)
    end: Named[datetime] = Column(Moment)
    audience_limit: Named[int | None] = Column(Integer)
    control: Named[str] = Column(Text, default="schedule")
    delay_minutes: Named[int] = Column(Integer, default=0)
    revision: Named[int] = Column(Integer, default=1)


EVENTS = Table(
    "events",
    METADATA,
    Events,
    one_of("control", "schedule", "open", "hold", "close", "cancel"),
)


class TicketTypes(TypedColumns):
    id: Named[UUID] = Column(Id, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    position: Named[int] = Column(Integer)
    titles: Named[Titles] = Column(TITLES)
    category: Named[str] = Column(Text)
    price_minor: Named[int] = Column(Minor)
    currency: Named[str] = Column(String(3))
    colour: Named[str] = Column(String(7))
    quota: Named[int | None] = Column(Integer)
    personal: Named[bool] = Column(Boolean)
    concession: Named[bool] = Column(Boolean)
    on_trust: Named[bool] = Column(Boolean)
    seated_in: Named[UUID | None] = Column(Id, ForeignKey("venues.id"))
    rows: Named[list[str]] = Column(JSON)
    on_sale: Named[bool] = Column(Boolean)
    notice: Named[Titles | None] = Column(TITLES)
    revision: Named[int] = Column(Integer, default=1)


TICKET_TYPES = Table(
    "ticket_types",
    METADATA,
    TicketTypes,
    whole("price_minor"),
    CheckConstraint("price_minor >= 0", name="price_not_negative"),
)


class Grants(TypedColumns):
    """`entries` NULL is unlimited. `position` never changes its meaning: entries are counted by it."""

    type_id: Named[UUID] = Column(Id, ForeignKey("ticket_types.id"), primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    window_kind: Named[str] = Column(Text)
    window_before: Named[int] = Column(Integer)
    window_after: Named[int] = Column(Integer)
    entries: Named[int | None] = Column(Integer)
    per: Named[str] = Column(Text)
    reentry: Named[str] = Column(Text)
    revision: Named[int] = Column(Integer, default=1)


GRANTS = Table(
    "grants",
    METADATA,
    Grants,
    one_of("window_kind", "event", "minutes", "any_time"),
    one_of("per", "event", "day", "season"),
    one_of("reentry", "never", "after_exit", "free"),
)


class GrantEvents(TypedColumns):
    """The events a grant opens, worked out when the season was loaded."""

    type_id: Named[UUID] = Column(Id, primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    event_id: Named[UUID] = Column(Id, ForeignKey("events.id"), primary_key=True)


GRANT_EVENTS = Table("grant_events", METADATA, GrantEvents)


class Doors(TypedColumns):
    id: Named[UUID] = Column(Id, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    position: Named[int] = Column(Integer)
    titles: Named[Titles] = Column(TITLES)
    direction: Named[str] = Column(Text)
    hold: Named[bool] = Column(Boolean)
    revision: Named[int] = Column(Integer, default=1)


DOORS = Table("doors", METADATA, Doors, one_of("direction", "in", "out"))


class DoorEvents(TypedColumns):
    door_id: Named[UUID] = Column(Id, ForeignKey("doors.id"), primary_key=True)
    event_id: Named[UUID] = Column(Id, ForeignKey("events.id"), primary_key=True)
    position: Named[int] = Column(Integer)


DOOR_EVENTS = Table("door_events", METADATA, DoorEvents)
