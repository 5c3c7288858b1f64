"""The tables of orders, what was bought, and the papers that show it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from aspara_desk.store.models.base import Base, one_of, whole
from aspara_desk.store.types import Minor


class OrderRow(Base):
    __tablename__ = "orders"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    total_minor: Mapped[int] = mapped_column(Minor)
    guest_id: Mapped[UUID | None] = mapped_column(ForeignKey("guests.id"))
    created_at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (whole("total_minor"), one_of("state", "pending", "paid", "cancelled"))


class OrderLineRow(Base):
    __tablename__ = "order_lines"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    type_id: Mapped[UUID] = mapped_column(ForeignKey("ticket_types.id"))
    count: Mapped[int]
    price_minor: Mapped[int] = mapped_column(Minor)
    __table_args__ = (whole("price_minor"), CheckConstraint("count > 0", name="count_positive"))


class PaymentRow(Base):
    """Append-only. A refund will be a payment of a negative amount."""

    __tablename__ = "payments"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    method: Mapped[str]
    amount_minor: Mapped[int] = mapped_column(Minor)
    currency: Mapped[str] = mapped_column(String(3))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    __table_args__ = (whole("amount_minor"), one_of("method", "cash", "card", "kaspi", "transfer"))


class EntitlementRow(Base):
    """The right that was bought. It outlives its papers; entries are used by it, not by a ticket."""

    __tablename__ = "entitlements"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"), index=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    type_id: Mapped[UUID] = mapped_column(ForeignKey("ticket_types.id"))
    guest_id: Mapped[UUID | None] = mapped_column(ForeignKey("guests.id"), index=True)
    seat_id: Mapped[UUID | None] = mapped_column(ForeignKey("seats.id"))
    revision: Mapped[int] = mapped_column(default=1)


class SeatHoldingRow(Base):
    """A seat is held once per event: the key makes it so."""

    __tablename__ = "seat_holdings"
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seats.id"), primary_key=True)
    entitlement_id: Mapped[UUID] = mapped_column(ForeignKey("entitlements.id"), index=True)


class TicketRow(Base):
    """`code_hash` is SHA-256 of the code; the code itself is nowhere."""

    __tablename__ = "tickets"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    serial: Mapped[int] = mapped_column(index=True)
    entitlement_id: Mapped[UUID] = mapped_column(ForeignKey("entitlements.id"), index=True)
    key_id: Mapped[UUID] = mapped_column(ForeignKey("season_keys.id"))
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    state: Mapped[str]
    why: Mapped[str | None]
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"))
    created_at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (one_of("state", "valid", "blocked", "void", "replaced"),)


class PrintRow(Base):
    """Append-only: who printed a ticket, when, and which copy it was."""

    __tablename__ = "prints"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    copy: Mapped[int]
    layout: Mapped[str]
    at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    __table_args__ = (UniqueConstraint("ticket_id", "copy"),)
