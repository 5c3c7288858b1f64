"""The tables of the season, its keys and its programme."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from aspara_desk.domain.season import Titles
from aspara_desk.store.models.base import Base, one_of, whole
from aspara_desk.store.types import Minor


class SeasonRow(Base):
    """One row. `stamp` grows with every change of the programme, so that desks know when to read it again."""

    __tablename__ = "season"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    titles: Mapped[Titles]
    motto: Mapped[Titles]
    place: Mapped[Titles]
    zone: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    first_day: Mapped[date]
    last_day: Mapped[date]
    day_turn: Mapped[time]
    sample: Mapped[bool]
    stamp: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)


class SeasonKeyRow(Base):
    """The secrets that ticket codes are made of. `wrapping` is NULL for a bare key, else how `secret` is wrapped."""

    __tablename__ = "season_keys"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    secret: Mapped[bytes]
    wrapping: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)


class VenueRow(Base):
    __tablename__ = "venues"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    titles: Mapped[Titles]
    capacity: Mapped[int]
    exits_counted: Mapped[bool]
    revision: Mapped[int] = mapped_column(default=1)


class SeatRow(Base):
    __tablename__ = "seats"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"))
    row: Mapped[str]
    number: Mapped[int]
    rank: Mapped[int]
    __table_args__ = (UniqueConstraint("venue_id", "row", "number"),)


class EventRow(Base):
    """`control` and `delay_minutes` are a supervisor's and beat the schedule."""

    __tablename__ = "events"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    titles: Mapped[Titles]
    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"))
    day: Mapped[date]
    doors_open: Mapped[datetime]
    start: Mapped[datetime]
    last_entry: Mapped[datetime]
    end: Mapped[datetime]
    audience_limit: Mapped[int | None]
    control: Mapped[str] = mapped_column(default="schedule")
    delay_minutes: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (one_of("control", "schedule", "open", "hold", "close", "cancel"),)


class TicketTypeRow(Base):
    __tablename__ = "ticket_types"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    titles: Mapped[Titles]
    category: Mapped[str]
    price_minor: Mapped[int] = mapped_column(Minor)
    currency: Mapped[str] = mapped_column(String(3))
    colour: Mapped[str] = mapped_column(String(7))
    quota: Mapped[int | None]
    personal: Mapped[bool]
    concession: Mapped[bool]
    on_trust: Mapped[bool]
    seated_in: Mapped[UUID | None] = mapped_column(ForeignKey("venues.id"))
    rows: Mapped[list[str]]
    on_sale: Mapped[bool]
    notice: Mapped[Titles | None]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (whole("price_minor"), CheckConstraint("price_minor >= 0", name="price_not_negative"))


class GrantRow(Base):
    """`entries` NULL is unlimited. `position` never changes its meaning: entries are counted by it."""

    __tablename__ = "grants"
    type_id: Mapped[UUID] = mapped_column(ForeignKey("ticket_types.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    window_kind: Mapped[str]
    window_before: Mapped[int]
    window_after: Mapped[int]
    entries: Mapped[int | None]
    per: Mapped[str]
    reentry: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        one_of("window_kind", "event", "minutes", "any_time"),
        one_of("per", "event", "day", "season"),
        one_of("reentry", "never", "after_exit", "free"),
    )


class GrantEventRow(Base):
    """The events a grant opens, worked out when the season was loaded."""

    __tablename__ = "grant_events"
    type_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)


class DoorRow(Base):
    __tablename__ = "doors"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    titles: Mapped[Titles]
    direction: Mapped[str]
    hold: Mapped[bool]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (one_of("direction", "in", "out"),)


class DoorEventRow(Base):
    __tablename__ = "door_events"
    door_id: Mapped[UUID] = mapped_column(ForeignKey("doors.id"), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    position: Mapped[int]
