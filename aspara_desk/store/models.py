"""The schema: one for SQLite and PostgreSQL. Rows of these classes never leave the store."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, MetaData, String, Text, UniqueConstraint, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from aspara_desk.domain.season import Titles
from aspara_desk.store.types import Id, Minor, Moment, TitlesJson

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
_word_type = Text(collation="C").with_variant(Text(), "sqlite")  # ordered by code point on both engines
_COMPACT = {"sqlite_with_rowid": False}  # the primary key is the table: no second look-up by rowid


def whole(column: str) -> CheckConstraint:
    """Rejects a fraction, on SQLite and on PostgreSQL alike."""
    return CheckConstraint(f"{column} = CAST({column} AS BIGINT)", name=f"{column}_whole")


def one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own declaration
        UUID: Id(),
        datetime: Moment(),
        Titles: TitlesJson(none_as_null=True),
        str: Text(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }


# --- the season and its programme ---------------------------------------------------------------------------------


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


# --- people -------------------------------------------------------------------------------------------------------


class StaffRow(Base):
    __tablename__ = "staff"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (one_of("role", "steward", "clerk", "supervisor", "manager"),)


class DeskRow(Base):
    """A letter is claimed once, by one desk, for good."""

    __tablename__ = "desks"
    letter: Mapped[str] = mapped_column(String(2), primary_key=True)
    desk_id: Mapped[UUID] = mapped_column(unique=True)
    claimed_at: Mapped[datetime]


class GuestRow(Base):
    """`identity` is the fold of everything that tells guests apart: importing the same person again finds it."""

    __tablename__ = "guests"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    latin: Mapped[str]
    organisation: Mapped[str]
    country: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    category: Mapped[str]
    language: Mapped[str]
    note: Mapped[str]
    attention: Mapped[str]
    identity: Mapped[bytes] = mapped_column(index=True)
    import_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)


class GuestWordRow(Base):
    """The folded words of a guest's name, to be found by how they begin.

    `beside` holds all folded words of the same guest, each after a space: a query of several words is decided
    on the one row that its rarest word leads to.
    """

    __tablename__ = "guest_words"
    word: Mapped[str] = mapped_column(_word_type, primary_key=True)
    guest_id: Mapped[UUID] = mapped_column(ForeignKey("guests.id"), primary_key=True)
    beside: Mapped[str]
    __table_args__ = (_COMPACT,)


class NameWordRow(Base):
    """Every folded word that some name has, once, by itself and with each of its first letters left out: so that
    a word with a typo is found by look-ups. Words stay when the last guest who had them is renamed.
    """

    __tablename__ = "name_words"
    key: Mapped[str] = mapped_column(_word_type, primary_key=True)
    word: Mapped[str] = mapped_column(_word_type, primary_key=True)
    __table_args__ = (_COMPACT,)


class ImportRow(Base):
    __tablename__ = "imports"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    file: Mapped[str]
    encoding: Mapped[str]
    at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    rows: Mapped[int]
    new: Mapped[int]
    same: Mapped[int]
    rejected: Mapped[int]


# --- sales --------------------------------------------------------------------------------------------------------


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


# --- the doors ----------------------------------------------------------------------------------------------------


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


# --- counting and the trail ---------------------------------------------------------------------------------------


class CounterRow(Base):
    """A number that many desks change: only ever by a conditional update. `ceiling` NULL is no limit."""

    __tablename__ = "counters"
    id: Mapped[str] = mapped_column(Text(collation="C").with_variant(Text(), "sqlite"), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
    ceiling: Mapped[int | None]
    __table_args__ = (CheckConstraint("value >= 0", name="value_not_negative"), _COMPACT)


class NumberRow(Base):
    """The next printed number of a kind (`ticket`, `order`) at a desk letter."""

    __tablename__ = "numbers"
    kind: Mapped[str] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(String(2), primary_key=True)
    next: Mapped[int]


class OutboxRow(Base):
    """Append-only: every action, committed together with it. It is the audit trail, and what desks will exchange."""

    __tablename__ = "outbox"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    role: Mapped[str]
    action: Mapped[str]
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
