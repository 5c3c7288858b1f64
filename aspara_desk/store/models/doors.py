"""The tables of what happens at the doors."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    event,
    text,
    true,
)

from aspara_desk.store.models.base import METADATA, one_of
from aspara_desk.store.types import Id, Moment


class Scans(TypedColumns):
    """Append-only: one reading at a door, whatever came of it. `facts` is what the steward was told."""

    id: Named[UUID] = Column(Id, primary_key=True)
    at: Named[datetime] = Column(Moment, index=True)
    recorded_at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    door_id: Named[UUID] = Column(Id, ForeignKey("doors.id"))
    direction: Named[str] = Column(Text)
    source: Named[str] = Column(Text)
    actor: Named[str] = Column(Text)
    code_hash: Named[bytes | None] = Column(LargeBinary)
    ticket_id: Named[UUID | None] = Column(Id, ForeignKey("tickets.id"))
    entitlement_id: Named[UUID | None] = Column(Id, ForeignKey("entitlements.id"))
    event_id: Named[UUID | None] = Column(Id, ForeignKey("events.id"))
    verdict: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    confirmed: Named[bool] = Column(Boolean)
    override: Named[str | None] = Column(Text)
    answers: Named[UUID | None] = Column(Id)
    facts: Named[dict[str, Any]] = Column(JSON)


SCANS = Table(
    "scans",
    METADATA,
    Scans,
    Index("ix_scans_ticket_id", "ticket_id", "at"),
    Index("ix_scans_door_id", "door_id", "at", "verdict", "direction"),  # a day's tally reads nothing else
    one_of("verdict", "admit", "refuse", "ask"),
    one_of("direction", "in", "out"),
)


class Movements(TypedColumns):
    """An entry or an exit that was let happen. Derived from the scans and can be rebuilt from them.

    The unique key is what makes "once" true: two doors that race collide, and the loser decides again.
    """

    scan_id: Named[UUID] = Column(Id, ForeignKey("scans.id"), primary_key=True)
    entitlement_id: Named[UUID] = Column(Id, ForeignKey("entitlements.id"))
    direction: Named[str] = Column(Text)
    event_id: Named[UUID | None] = Column(Id)
    venue_id: Named[UUID | None] = Column(Id)
    door_id: Named[UUID] = Column(Id)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)
    at: Named[datetime] = Column(Moment)
    slot: Named[str] = Column(Text)
    ordinal: Named[int] = Column(Integer)
    uses_entry: Named[bool] = Column(Boolean)
    stands: Named[bool] = Column(Boolean, server_default=true())


MOVEMENTS = Table(
    "movements",
    METADATA,
    Movements,
    UniqueConstraint("entitlement_id", "slot", "ordinal"),
    Index("ix_movements_venue_id_at", "venue_id", "at"),
    Index("ix_movements_undone", "door_id", "at", sqlite_where=text("NOT stands")).ddl_if(dialect="sqlite"),
)


@event.listens_for(MOVEMENTS, "after_create")
def _index_undone(_table: object, connection: Connection, **_how: object) -> None:
    """As text: an index with `postgresql_where` would load that whole dialect in every command on SQLite."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("CREATE INDEX ix_movements_undone ON movements (door_id, at) WHERE NOT stands")


class Undos(TypedColumns):
    """Append-only: a movement taken back. The key makes a second undo impossible."""

    scan_id: Named[UUID] = Column(Id, ForeignKey("scans.id"), primary_key=True)
    at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)
    why: Named[str] = Column(Text)


UNDOS = Table("undos", METADATA, Undos)


class Headcounts(TypedColumns):
    """Append-only: people counted in (+) or out (-) without a ticket."""

    id: Named[UUID] = Column(Id, primary_key=True)
    venue_id: Named[UUID] = Column(Id, ForeignKey("venues.id"), index=True)
    door_id: Named[UUID] = Column(Id, ForeignKey("doors.id"))
    day: Named[date] = Column(Date)
    people: Named[int] = Column(Integer)
    why: Named[str] = Column(Text)
    at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)


HEADCOUNTS = Table("headcounts", METADATA, Headcounts)


class Clearances(TypedColumns):
    """Append-only: "everyone out" of a venue."""

    id: Named[UUID] = Column(Id, primary_key=True)
    venue_id: Named[UUID] = Column(Id, ForeignKey("venues.id"), index=True)
    at: Named[datetime] = Column(Moment)
    why: Named[str] = Column(Text)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)


CLEARANCES = Table("clearances", METADATA, Clearances)
