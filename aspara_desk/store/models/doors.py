"""The tables of what happens at the doors."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from aspara_desk.store.models.base import Base, one_of


class ScanRow(Base):
    """Append-only: one reading at a door, whatever came of it. `facts` is what the steward was told."""

    __tablename__ = "scans"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    desk_id: Mapped[UUID]
    door_id: Mapped[UUID] = mapped_column(ForeignKey("doors.id"))
    direction: Mapped[str]
    source: Mapped[str]
    actor: Mapped[str]
    code_hash: Mapped[bytes | None]
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"))
    entitlement_id: Mapped[UUID | None] = mapped_column(ForeignKey("entitlements.id"))
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id"))
    verdict: Mapped[str]
    reason: Mapped[str]
    confirmed: Mapped[bool]
    override: Mapped[str | None]
    answers: Mapped[UUID | None]
    facts: Mapped[dict[str, Any]]
    __table_args__ = (
        Index("ix_scans_ticket_id", "ticket_id", "at"),
        Index("ix_scans_door_id", "door_id", "at", "verdict", "direction"),  # a day's tally reads nothing else
        one_of("verdict", "admit", "refuse", "ask"),
        one_of("direction", "in", "out"),
    )


class MovementRow(Base):
    """An entry or an exit that was let happen. Derived from the scans and can be rebuilt from them.

    The unique key is what makes "once" true: two doors that race collide, and the loser decides again.
    """

    __tablename__ = "movements"
    scan_id: Mapped[UUID] = mapped_column(ForeignKey("scans.id"), primary_key=True)
    entitlement_id: Mapped[UUID] = mapped_column(ForeignKey("entitlements.id"))
    direction: Mapped[str]
    event_id: Mapped[UUID | None]
    venue_id: Mapped[UUID | None]
    door_id: Mapped[UUID]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    at: Mapped[datetime]
    slot: Mapped[str]
    ordinal: Mapped[int]
    uses_entry: Mapped[bool]
    stands: Mapped[bool] = mapped_column(server_default=true())
    __table_args__ = (
        UniqueConstraint("entitlement_id", "slot", "ordinal"),
        Index("ix_movements_venue_id_at", "venue_id", "at"),
        Index(
            "ix_movements_undone", "door_id", "at", sqlite_where=text("NOT stands"), postgresql_where=text("NOT stands")
        ),
    )


class UndoRow(Base):
    """Append-only: a movement taken back. The key makes a second undo impossible."""

    __tablename__ = "undos"
    scan_id: Mapped[UUID] = mapped_column(ForeignKey("scans.id"), primary_key=True)
    at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    why: Mapped[str]


class HeadcountRow(Base):
    """Append-only: people counted in (+) or out (-) without a ticket."""

    __tablename__ = "headcounts"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"), index=True)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("doors.id"))
    day: Mapped[date]
    people: Mapped[int]
    why: Mapped[str]
    at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]


class ClearanceRow(Base):
    """Append-only: "everyone out" of a venue."""

    __tablename__ = "clearances"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"), index=True)
    at: Mapped[datetime]
    why: Mapped[str]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
