"""Orders, tickets, seats and prints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Seat
from aspara_desk.domain.sales import Method, Order, OrderState, Ticket, TicketState
from aspara_desk.store.models import (
    EntitlementRow,
    GuestRow,
    OrderLineRow,
    OrderRow,
    OutboxRow,
    PaymentRow,
    PrintRow,
    SeatHoldingRow,
    SeatRow,
    TicketRow,
)


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket about to be written. `code_hash` is SHA-256 of its code."""

    id: UUID
    number: str
    serial: int
    entitlement_id: UUID
    key_id: UUID
    code_hash: bytes


@dataclass(frozen=True, slots=True)
class NewEntitlement:
    id: UUID
    line_id: UUID
    order_id: UUID
    type_id: UUID
    guest_id: UUID | None
    seat_id: UUID | None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """So many tickets of a type as they were ordered; `price` is that of one."""

    type_id: UUID
    count: int
    price: Money


@dataclass(frozen=True, slots=True)
class Payment:
    method: Method
    amount: Money
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with all that belongs to it. `guest_name` is None where it is for nobody by name, or for several.

    `lines` are in the order of the sale; `tickets` too, void and replaced ones among them, and newer papers last.
    """

    order: Order
    actor: str
    guest_name: str | None
    lines: tuple[OrderLine, ...]
    payments: tuple[Payment, ...]
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class PrintRecord:
    copy: int
    layout: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the trail: what was done to an order or a ticket. `facts` are those of `Writing.record`."""

    action: str
    at: datetime
    actor: str
    subject_id: UUID
    facts: Mapping[str, Any]


_AnyRow = Row[*tuple[Any, ...]]
_newer = aliased(TicketRow)
_tickets = (
    select(
        TicketRow.id, TicketRow.number, TicketRow.state, TicketRow.entitlement_id, TicketRow.key_id,
        TicketRow.created_at, TicketRow.why, TicketRow.revision, EntitlementRow.type_id, EntitlementRow.order_id,
        EntitlementRow.guest_id, GuestRow.name.label("guest_name"), SeatRow.row.label("seat_row"),
        SeatRow.number.label("seat_number"), _newer.number.label("replaced_by"), OrderLineRow.price_minor,
        OrderRow.currency,
    )
    .join(EntitlementRow, EntitlementRow.id == TicketRow.entitlement_id)
    .join(OrderLineRow, OrderLineRow.id == EntitlementRow.line_id)
    .join(OrderRow, OrderRow.id == EntitlementRow.order_id)
    .outerjoin(GuestRow, GuestRow.id == EntitlementRow.guest_id)
    .outerjoin(SeatRow, SeatRow.id == EntitlementRow.seat_id)
    .outerjoin(_newer, _newer.id == TicketRow.replaced_by)
)  # fmt: skip
_lock_ticket = select(TicketRow.id).where(TicketRow.number == bindparam("wanted")).with_for_update()
_lock_order = select(OrderRow.id).where(OrderRow.number == bindparam("wanted")).with_for_update()
_lock_tickets = (
    select(TicketRow.id)
    .join(EntitlementRow, EntitlementRow.id == TicketRow.entitlement_id)
    .where(EntitlementRow.order_id == bindparam("wanted"))
    .order_by(TicketRow.id)
    .with_for_update(of=TicketRow)
)
_orders = select(OrderRow.__table__, GuestRow.name.label("guest_name")).outerjoin(
    GuestRow, GuestRow.id == OrderRow.guest_id
)
_lines = select(
    OrderLineRow.order_id, OrderLineRow.type_id, OrderLineRow.count.label("tickets"), OrderLineRow.price_minor
)
_payments = select(PaymentRow.__table__).order_by(PaymentRow.at, PaymentRow.id)
_as_made = (TicketRow.created_at, TicketRow.serial)
_AT_ONCE = 400  # ids in one query: every engine takes that many parameters


class Sales:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- orders ---

    def add_order(self, order: Order, desk_id: UUID, actor: str) -> None:
        self._connection.execute(insert(OrderRow), {
            "id": order.id, "number": order.number, "state": order.state.value, "currency": order.total.currency,
            "total_minor": order.total.minor, "guest_id": order.guest_id, "created_at": order.created_at,
            "desk_id": desk_id, "actor": actor,
        })  # fmt: skip

    def add_line(self, line_id: UUID, order_id: UUID, type_id: UUID, count: int, price: Money) -> None:
        self._connection.execute(insert(OrderLineRow), {
            "id": line_id, "order_id": order_id, "type_id": type_id, "count": count, "price_minor": price.minor,
        })  # fmt: skip

    def add_payment(
        self, payment_id: UUID, order_id: UUID, method: str, amount: Money, *, at: datetime, desk_id: UUID, actor: str
    ) -> None:
        self._connection.execute(insert(PaymentRow), {
            "id": payment_id, "order_id": order_id, "method": method, "amount_minor": amount.minor,
            "currency": amount.currency, "at": at, "recorded_at": at, "desk_id": desk_id, "actor": actor,
        })  # fmt: skip

    def order(self, number: str, *, lock: bool = False) -> Order | None:
        """An order by its number; with `lock`, nobody else changes it until the transaction ends."""
        if lock:
            self._connection.execute(_lock_order, {"wanted": number})
        row = self._connection.execute(select(OrderRow.__table__).where(OrderRow.number == number)).one_or_none()
        return None if row is None else _order(row)

    def order_by_id(self, order_id: UUID, *, lock: bool = False) -> Order:
        statement = select(OrderRow.__table__).where(OrderRow.id == order_id)
        return _order(self._connection.execute(statement.with_for_update() if lock else statement).one())

    def set_order_state(self, order_id: UUID, state: OrderState) -> None:
        self._connection.execute(
            update(OrderRow).where(OrderRow.id == order_id).values(state=state.value, revision=OrderRow.revision + 1)
        )

    def prices_standing(self, order: Order) -> tuple[Money, ...]:
        """The price of each ticket of an order that still stands (valid or blocked)."""
        rows = self._connection.execute(
            select(OrderLineRow.price_minor)
            .join(EntitlementRow, EntitlementRow.line_id == OrderLineRow.id)
            .join(TicketRow, TicketRow.entitlement_id == EntitlementRow.id)
            .where(EntitlementRow.order_id == order.id)
            .where(TicketRow.state.in_([TicketState.VALID.value, TicketState.BLOCKED.value]))
        )
        return tuple(Money(minor, order.total.currency) for minor in rows.scalars())

    def payments(self, order: Order) -> tuple[Money, ...]:
        rows = self._connection.execute(
            select(PaymentRow.amount_minor, PaymentRow.currency).where(PaymentRow.order_id == order.id)
        )
        return tuple(Money(row.amount_minor, row.currency) for row in rows)

    def newest_orders(self, limit: int) -> Sequence[UUID]:
        """Their ids, newest first: ids sort by the time at which they were made."""
        return self._connection.execute(select(OrderRow.id).order_by(OrderRow.id.desc()).limit(limit)).scalars().all()

    def orders_of_guest(self, guest_id: UUID) -> Sequence[UUID]:
        """The ids of the orders in which a guest has a ticket, newest first."""
        found = select(EntitlementRow.order_id).where(EntitlementRow.guest_id == guest_id).distinct()
        return self._connection.execute(found.order_by(EntitlementRow.order_id.desc())).scalars().all()

    def order_views(self, order_ids: Sequence[UUID]) -> tuple[OrderView, ...]:
        """These orders with all that belongs to them, in this order; unknown ids are left out."""
        views: list[OrderView] = []
        for start in range(0, len(order_ids), _AT_ONCE):
            views += self._order_views(order_ids[start : start + _AT_ONCE])
        return tuple(views)

    def _order_views(self, order_ids: Sequence[UUID]) -> Iterator[OrderView]:
        run = self._connection.execute
        orders = {row.id: row for row in run(_orders.where(OrderRow.id.in_(order_ids)))}
        lines = _by_order(run(_lines.where(OrderLineRow.order_id.in_(order_ids))))
        payments = _by_order(run(_payments.where(PaymentRow.order_id.in_(order_ids))))
        tickets = _by_order(run(_tickets.where(EntitlementRow.order_id.in_(order_ids)).order_by(*_as_made)))
        for one in filter(orders.__contains__, order_ids):
            yield _order_view(orders[one], lines[one], payments[one], tickets[one])

    def lock_tickets_of_order(self, order_id: UUID) -> None:
        """Nobody else changes the tickets of an order until the transaction ends, nor one that takes their place.

        While one of them is waited for, another desk may replace it: then the newer one is locked too.
        """
        locked: set[UUID] = set()
        while not locked >= (there := set(self._connection.execute(_lock_tickets, {"wanted": order_id}).scalars())):
            locked = there

    # --- entitlements and tickets ---

    def add_entitlements(self, rows: Sequence[NewEntitlement]) -> None:
        self._connection.execute(insert(EntitlementRow), [
            {"id": row.id, "line_id": row.line_id, "order_id": row.order_id, "type_id": row.type_id,
             "guest_id": row.guest_id, "seat_id": row.seat_id}
            for row in rows
        ])  # fmt: skip

    def add_tickets(self, rows: Sequence[NewTicket], *, at: datetime, desk_id: UUID, actor: str) -> None:
        self._connection.execute(insert(TicketRow), [
            {"id": row.id, "number": row.number, "serial": row.serial, "entitlement_id": row.entitlement_id,
             "key_id": row.key_id, "code_hash": row.code_hash, "state": TicketState.VALID.value, "created_at": at,
             "desk_id": desk_id, "actor": actor}
            for row in rows
        ])  # fmt: skip

    def ticket(self, number: str, *, lock: bool = False) -> Ticket | None:
        if lock:
            self._connection.execute(_lock_ticket, {"wanted": number})
        row = self._connection.execute(_tickets.where(TicketRow.number == number)).one_or_none()
        return None if row is None else _ticket(row)

    def tickets(self, numbers: Sequence[str]) -> tuple[Ticket, ...]:
        """The tickets with these numbers, in the order asked for; unknown numbers are left out."""
        found: dict[str, Ticket] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            part = _tickets.where(TicketRow.number.in_(numbers[start : start + _AT_ONCE]))
            found.update((row.number, _ticket(row)) for row in self._connection.execute(part))
        return tuple(found[number] for number in numbers if number in found)

    def tickets_of_order(self, order_id: UUID) -> tuple[Ticket, ...]:
        rows = self._connection.execute(_tickets.where(EntitlementRow.order_id == order_id).order_by(TicketRow.number))
        return tuple(_ticket(row) for row in rows)

    def tickets_of_guests(self, guest_ids: Iterable[UUID]) -> Mapping[UUID, list[Ticket]]:
        found: dict[UUID, list[Ticket]] = {one: [] for one in guest_ids}
        ids = list(found)
        for start in range(0, len(ids), _AT_ONCE):
            part = _tickets.where(EntitlementRow.guest_id.in_(ids[start : start + _AT_ONCE]))
            for row in self._connection.execute(part.order_by(TicketRow.number)):
                found[row.guest_id].append(_ticket(row))
        return found

    def set_ticket_state(
        self, ticket_id: UUID, state: TicketState, why: str | None, replaced_by: UUID | None = None
    ) -> None:
        self._connection.execute(
            update(TicketRow)
            .where(TicketRow.id == ticket_id)
            .values(state=state.value, why=why, replaced_by=replaced_by, revision=TicketRow.revision + 1)
        )

    def code_hashes(self) -> Iterable[Row[tuple[UUID, UUID, bytes]]]:
        """Ticket id, key id and code hash of every ticket, for a check."""
        return self._connection.execute(select(TicketRow.id, TicketRow.key_id, TicketRow.code_hash))

    def standing_by_type(self) -> Mapping[UUID, int]:
        """How many tickets of each type stand: what its quota counts."""
        rows = self._connection.execute(
            select(EntitlementRow.type_id, func.count())
            .join(TicketRow, TicketRow.entitlement_id == EntitlementRow.id)
            .where(TicketRow.state.in_([TicketState.VALID.value, TicketState.BLOCKED.value]))
            .group_by(EntitlementRow.type_id)
        )
        return dict(rows.all())

    # --- seats ---

    def free_seats(self, venue_id: UUID, event_ids: Iterable[UUID]) -> tuple[Seat, ...]:
        """Seats of a venue that nobody holds at any of these events."""
        rows = self._connection.execute(select(SeatRow.__table__).where(_is_free(venue_id, event_ids)))
        return tuple(Seat(row.id, row.venue_id, row.row, row.number, row.rank) for row in rows)

    def count_free_seats(self, venue_id: UUID, event_ids: Iterable[UUID]) -> Mapping[str, int]:
        """How many of these seats there are in each row that has any."""
        counted = select(SeatRow.row, func.count()).where(_is_free(venue_id, event_ids)).group_by(SeatRow.row)
        return dict(self._connection.execute(counted).all())

    def hold_seats(self, holdings: Sequence[tuple[UUID, UUID, UUID]]) -> None:
        """(event, seat, entitlement); a seat already held at an event is a collision."""
        self._connection.execute(insert(SeatHoldingRow), [
            {"event_id": event, "seat_id": seat, "entitlement_id": entitlement}
            for event, seat, entitlement in holdings
        ])  # fmt: skip

    def free_seat_of(self, entitlement_id: UUID) -> None:
        self._connection.execute(delete(SeatHoldingRow).where(SeatHoldingRow.entitlement_id == entitlement_id))

    # --- prints ---

    def copies(self, ticket_ids: Sequence[UUID]) -> Mapping[UUID, int]:
        """How often each ticket was printed so far."""
        found: dict[UUID, int] = {}
        for start in range(0, len(ticket_ids), _AT_ONCE):
            part = ticket_ids[start : start + _AT_ONCE]
            rows = self._connection.execute(
                select(PrintRow.ticket_id, func.max(PrintRow.copy))
                .where(PrintRow.ticket_id.in_(part))
                .group_by(PrintRow.ticket_id)
            )
            found.update(rows.all())
        return {one: found.get(one, 0) for one in ticket_ids}

    def add_prints(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._connection.execute(insert(PrintRow), [dict(row) for row in rows])

    def prints_of(self, ticket_id: UUID) -> tuple[PrintRecord, ...]:
        rows = self._connection.execute(
            select(PrintRow.__table__).where(PrintRow.ticket_id == ticket_id).order_by(PrintRow.copy)
        )
        return tuple(PrintRecord(row.copy, row.layout, row.at, row.actor) for row in rows)

    # --- the trail ---

    def deeds(self, subject_ids: Sequence[UUID]) -> tuple[Deed, ...]:
        """What was done to these orders and tickets, oldest first."""
        found = select(OutboxRow.__table__).where(OutboxRow.subject_id.in_(subject_ids))
        rows = self._connection.execute(found.order_by(OutboxRow.at, OutboxRow.id))
        return tuple(Deed(row.action, row.at, row.actor, row.subject_id, row.facts) for row in rows)


def _order(row: _AnyRow) -> Order:
    return Order(
        row.id, row.number, OrderState(row.state), Money(row.total_minor, row.currency), row.created_at, row.guest_id,
        row.revision,
    )  # fmt: skip


def _ticket(row: _AnyRow) -> Ticket:
    seat = f"{row.seat_row} {row.seat_number}" if row.seat_row is not None else None
    return Ticket(
        row.id, row.number, TicketState(row.state), row.entitlement_id, row.type_id, row.order_id, row.key_id,
        row.created_at, Money(row.price_minor, row.currency), row.guest_id, row.guest_name, seat, row.replaced_by,
        row.why, row.revision,
    )  # fmt: skip


def _is_free(venue_id: UUID, event_ids: Iterable[UUID]) -> ColumnElement[bool]:
    held = select(SeatHoldingRow.seat_id).where(SeatHoldingRow.event_id.in_(list(event_ids)))
    return and_(SeatRow.venue_id == venue_id, SeatRow.id.not_in(held))


def _by_order(rows: Iterable[_AnyRow]) -> Mapping[UUID, list[_AnyRow]]:
    found: defaultdict[UUID, list[_AnyRow]] = defaultdict(list)
    for row in rows:
        found[row.order_id].append(row)
    return found


def _order_view(
    order: _AnyRow,
    lines: Sequence[_AnyRow],
    payments: Sequence[_AnyRow],
    tickets: Sequence[_AnyRow],
) -> OrderView:
    types = list(dict.fromkeys(row.type_id for row in tickets))  # a line is of one type, and its tickets tell its place
    return OrderView(
        _order(order),
        order.actor,
        order.guest_name,
        tuple(
            OrderLine(row.type_id, row.tickets, Money(row.price_minor, order.currency))
            for row in sorted(lines, key=lambda row: types.index(row.type_id))
        ),
        tuple(Payment(Method(row.method), Money(row.amount_minor, row.currency), row.at) for row in payments),
        tuple(_ticket(row) for row in tickets),
    )
