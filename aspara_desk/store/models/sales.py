"""The tables of orders, what was bought, and the papers that show it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from aspara_desk.store.models.base import METADATA, one_of, whole
from aspara_desk.store.types import Id, Minor, Moment


class Orders(TypedColumns):
    id: Named[UUID] = Column(Id, primary_key=True)
    number: Named[str] = Column(Text, unique=True)
    state: Named[str] = Column(Text)
    currency: Named[str] = Column(String(3))
    total_minor: Named[int] = Column(Minor)
    guest_id: Named[UUID | None] = Column(Id, ForeignKey("guests.id"))
    created_at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)
    revision: Named[int] = Column(Integer, default=1)


ORDERS = Table(
    "orders",
    METADATA,
    Orders,
    whole("total_minor"),
    one_of("state", "pending", "paid", "cancelled"),
)


class OrderLines(TypedColumns):
    id: Named[UUID] = Column(Id, primary_key=True)
    order_id: Named[UUID] = Column(Id, ForeignKey("orders.id"), index=True)
    type_id: Named[UUID] = Column(Id, ForeignKey("ticket_types.id"))
    count: Named[int] = Column(Integer)
    price_minor: Named[int] = Column(Minor)


ORDER_LINES = Table(
    "order_lines", METADATA, OrderLines, whole("price_minor"), CheckConstraint("count > 0", name="count_positive")
)


class Payments(TypedColumns):
    """Append-only. A refund will be a payment of a negative amount."""

    id: Named[UUID] = Column(Id, primary_key=True)
    order_id: Named[UUID] = Column(Id, ForeignKey("orders.id"), index=True)
    method: Named[str] = Column(Text)
    amount_minor: Named[int] = Column(Minor)
    currency: Named[str] = Column(String(3))
    at: Named[datetime] = Column(Moment)
    recorded_at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)


PAYMENTS = Table(
    "payments", METADATA, Payments, whole("amount_minor"), one_of("method", "cash", "card", "kaspi", "transfer")
)


class Entitlements(TypedColumns):
    """The right that was bought. It outlives its papers; entries are used by it, not by a ticket."""

    id: Named[UUID] = Column(Id, primary_key=True)
    line_id: Named[UUID] = Column(Id, ForeignKey("order_lines.id"), index=True)
    order_id: Named[UUID] = Column(Id, ForeignKey("orders.id"), index=True)
    type_id: Named[UUID] = Column(Id, ForeignKey("ticket_types.id"))
    guest_id: Named[UUID | None] = Column(Id, ForeignKey("guests.id"), index=True)
    seat_id: Named[UUID | None] = Column(Id, ForeignKey("seats.id"))
    revision: Named[int] = Column(Integer, default=1)


ENTITLEMENTS = Table("entitlements", METADATA, Entitlements)


class SeatHoldings(TypedColumns):
    """A seat is held once per event: the key makes it so."""

    event_id: Named[UUID] = Column(Id, ForeignKey("events.id"), primary_key=True)
    seat_id: Named[UUID] = Column(Id, ForeignKey("seats.id"), primary_key=True)
    entitlement_id: Named[UUID] = Column(Id, ForeignKey("entitlements.id"), index=True)


SEAT_HOLDINGS = Table("seat_holdings", METADATA, SeatHoldings)


class Tickets(TypedColumns):
    """`code_hash` is SHA-256 of the code; the code itself is nowhere."""

    id: Named[UUID] = Column(Id, primary_key=True)
    number: Named[str] = Column(Text, unique=True)
    serial: Named[int] = Column(Integer, index=True)
    entitlement_id: Named[UUID] = Column(Id, ForeignKey("entitlements.id"), index=True)
    key_id: Named[UUID] = Column(Id, ForeignKey("season_keys.id"))
    code_hash: Named[bytes] = Column(LargeBinary, unique=True)
    state: Named[str] = Column(Text)
    why: Named[str | None] = Column(Text)
    replaced_by: Named[UUID | None] = Column(Id, ForeignKey("tickets.id"))
    created_at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)
    revision: Named[int] = Column(Integer, default=1)


TICKETS = Table("tickets", METADATA, Tickets, one_of("state", "valid", "blocked", "void", "replaced"))


class Prints(TypedColumns):
    """Append-only: who printed a ticket or saved it, when, and which copy it was."""

    id: Named[UUID] = Column(Id, primary_key=True)
    ticket_id: Named[UUID] = Column(Id, ForeignKey("tickets.id"))
    copy: Named[int] = Column(Integer)
    layout: Named[str] = Column(Text)
    medium: Named[str] = Column(Text)
    at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)


PRINTS = Table("prints", METADATA, Prints, one_of("medium", "paper", "file"), UniqueConstraint("ticket_id", "copy"))
