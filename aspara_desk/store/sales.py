"""Orders, tickets, seats and prints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, func, insert, select, update

from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Seat
from aspara_desk.domain.sales import Action, Medium, Method, Order, OrderState, Ticket, TicketState, amount_due
from aspara_desk.store.latest_orders import latest_order_of_desk, latest_orders
from aspara_desk.store.models import (
    DESKS,
    ENTITLEMENTS,
    GUESTS,
    ORDER_LINES,
    ORDERS,
    OUTBOX,
    PAYMENTS,
    PRINTS,
    SEAT_HOLDINGS,
    SEATS,
    TICKETS,
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

    @property
    def standing(self) -> tuple[Ticket, ...]:
        """Those of its tickets that stand: valid or blocked."""
        return tuple(one for one in self.tickets if one.state.stands)

    @property
    def due(self) -> Money:
        """What is still to be paid for the tickets that stand. Never less than nothing."""
        prices, paid = [one.price for one in self.standing], [one.amount for one in self.payments]
        return amount_due(prices, paid, self.order.total.currency)


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """A copy of a ticket. `desk` is the letter of the desk that made it."""

    copy: int
    layout: str
    medium: Medium
    at: datetime
    actor: str
    desk: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the trail: what was done to an order or a ticket. `facts` are those of `Writing.record`."""

    action: Action
    at: datetime
    actor: str
    subject_id: UUID
    facts: Mapping[str, Any]


_AnyRow = Row[*tuple[Any, ...]]
_newer = TICKETS.alias()
_tickets = (
    select(
        TICKETS.c.id, TICKETS.c.number, TICKETS.c.state, TICKETS.c.entitlement_id, TICKETS.c.key_id,
        TICKETS.c.created_at, TICKETS.c.why, TICKETS.c.revision, ENTITLEMENTS.c.type_id, ENTITLEMENTS.c.order_id,
        ENTITLEMENTS.c.guest_id, GUESTS.c.name.label("guest_name"), SEATS.c.row.label("seat_row"),
        SEATS.c.number.label("seat_number"), _newer.c.number.label("replaced_by"), ORDER_LINES.c.price_minor,
        ORDERS.c.currency,
    )
    .join(ENTITLEMENTS, ENTITLEMENTS.c.id == TICKETS.c.entitlement_id)
    .join(ORDER_LINES, ORDER_LINES.c.id == ENTITLEMENTS.c.line_id)
    .join(ORDERS, ORDERS.c.id == ENTITLEMENTS.c.order_id)
    .outerjoin(GUESTS, GUESTS.c.id == ENTITLEMENTS.c.guest_id)
    .outerjoin(SEATS, SEATS.c.id == ENTITLEMENTS.c.seat_id)
    .outerjoin(_newer, _newer.c.id == TICKETS.c.replaced_by)
)  # fmt: skip
_lock_ticket = select(TICKETS.c.id).where(TICKETS.c.number == bindparam("wanted")).with_for_update()
_lock_order = select(ORDERS.c.id).where(ORDERS.c.number == bindparam("wanted")).with_for_update()
_lock_tickets = (
    select(TICKETS.c.id)
    .join(ENTITLEMENTS, ENTITLEMENTS.c.id == TICKETS.c.entitlement_id)
    .where(ENTITLEMENTS.c.order_id == bindparam("wanted"))
    .order_by(TICKETS.c.id)
    .with_for_update(of=TICKETS)
)
_orders = select(ORDERS, GUESTS.c.name.label("guest_name")).outerjoin(GUESTS, GUESTS.c.id == ORDERS.c.guest_id)
_lines = select(
    ORDER_LINES.c.order_id, ORDER_LINES.c.type_id, ORDER_LINES.c.count.label("tickets"), ORDER_LINES.c.price_minor
)
_payments = select(PAYMENTS).order_by(PAYMENTS.c.at, PAYMENTS.c.id)
_actions = [one.value for one in Action]
_as_made = (TICKETS.c.created_at, TICKETS.c.serial)
_AT_ONCE = 400  # ids in one query: every engine takes that many parameters


class Sales:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- orders ---

    def add_order(self, order: Order, desk_id: UUID, actor: str) -> None:
        self._connection.execute(insert(ORDERS), {
            "id": order.id, "number": order.number, "state": order.state.value, "currency": order.total.currency,
            "total_minor": order.total.minor, "guest_id": order.guest_id, "created_at": order.created_at,
            "desk_id": desk_id, "actor": actor,
        })  # fmt: skip

    def add_line(self, line_id: UUID, order_id: UUID, type_id: UUID, count: int, price: Money) -> None:
        self._connection.execute(insert(ORDER_LINES), {
            "id": line_id, "order_id": order_id, "type_id": type_id, "count": count, "price_minor": price.minor,
        })  # fmt: skip

    def add_payment(
        self, payment_id: UUID, order_id: UUID, method: str, amount: Money, *, at: datetime, desk_id: UUID, actor: str
    ) -> None:
        self._connection.execute(insert(PAYMENTS), {
            "id": payment_id, "order_id": order_id, "method": method, "amount_minor": amount.minor,
            "currency": amount.currency, "at": at, "recorded_at": at, "desk_id": desk_id, "actor": actor,
        })  # fmt: skip

    def order(self, number: str, *, lock: bool = False) -> Order | None:
        """An order by its number; with `lock`, nobody else changes it until the transaction ends."""
        if lock:
            self._connection.execute(_lock_order, {"wanted": number})
        row = self._connection.execute(select(ORDERS).where(ORDERS.c.number == number)).one_or_none()
        return None if row is None else _order(row)

    def order_by_id(self, order_id: UUID, *, lock: bool = False) -> Order:
        statement = select(ORDERS).where(ORDERS.c.id == order_id)
        return _order(self._connection.execute(statement.with_for_update() if lock else statement).one())

    def set_order_state(self, order_id: UUID, state: OrderState) -> None:
        self._connection.execute(
            update(ORDERS).where(ORDERS.c.id == order_id).values(state=state.value, revision=ORDERS.c.revision + 1)
        )

    def newest_orders(self, limit: int) -> Sequence[UUID]:
        """Their ids, newest first, as `latest_orders` tells it."""
        return latest_orders(self._connection, limit)

    def newest_order_of_desk(self, letter: str) -> UUID | None:
        """The id of the order that a desk recorded last; None: it has recorded none."""
        return latest_order_of_desk(self._connection, letter)

    def orders_of_guest(self, guest_id: UUID) -> Sequence[UUID]:
        """The ids of the orders in which a guest has a ticket, newest first."""
        found = select(ENTITLEMENTS.c.order_id).where(ENTITLEMENTS.c.guest_id == guest_id).distinct()
        return self._connection.execute(found.order_by(ENTITLEMENTS.c.order_id.desc())).scalars().all()

    def order_views(self, order_ids: Sequence[UUID]) -> tuple[OrderView, ...]:
        """These orders with all that belongs to them, in this order; unknown ids are left out."""
        views: list[OrderView] = []
        for start in range(0, len(order_ids), _AT_ONCE):
            views += self._order_views(order_ids[start : start + _AT_ONCE])
        return tuple(views)

    def _order_views(self, order_ids: Sequence[UUID]) -> Iterator[OrderView]:
        run = self._connection.execute
        orders = {row.id: row for row in run(_orders.where(ORDERS.c.id.in_(order_ids)))}
        lines = _by_order(run(_lines.where(ORDER_LINES.c.order_id.in_(order_ids))))
        payments = _by_order(run(_payments.where(PAYMENTS.c.order_id.in_(order_ids))))
        tickets = _by_order(run(_tickets.where(ENTITLEMENTS.c.order_id.in_(order_ids)).order_by(*_as_made)))
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
        self._connection.execute(insert(ENTITLEMENTS), [
            {"id": row.id, "line_id": row.line_id, "order_id": row.order_id, "type_id": row.type_id,
             "guest_id": row.guest_id, "seat_id": row.seat_id}
            for row in rows
        ])  # fmt: skip

    def set_guest(self, entitlement_id: UUID, guest_id: UUID) -> None:
        """Whose a right is from now on."""
        self._connection.execute(
            update(ENTITLEMENTS)
            .where(ENTITLEMENTS.c.id == entitlement_id)
            .values(guest_id=guest_id, revision=ENTITLEMENTS.c.revision + 1)
        )

    def add_tickets(self, rows: Sequence[NewTicket], *, at: datetime, desk_id: UUID, actor: str) -> None:
        self._connection.execute(insert(TICKETS), [
            {"id": row.id, "number": row.number, "serial": row.serial, "entitlement_id": row.entitlement_id,
             "key_id": row.key_id, "code_hash": row.code_hash, "state": TicketState.VALID.value, "created_at": at,
             "desk_id": desk_id, "actor": actor}
            for row in rows
        ])  # fmt: skip

    def ticket(self, number: str, *, lock: bool = False) -> Ticket | None:
        if lock:
            self._connection.execute(_lock_ticket, {"wanted": number})
        row = self._connection.execute(_tickets.where(TICKETS.c.number == number)).one_or_none()
        return None if row is None else _ticket(row)

    def tickets(self, numbers: Sequence[str]) -> tuple[Ticket, ...]:
        """The tickets with these numbers, in the order asked for; unknown numbers are left out."""
        found: dict[str, Ticket] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            part = _tickets.where(TICKETS.c.number.in_(numbers[start : start + _AT_ONCE]))
            found.update((row.number, _ticket(row)) for row in self._connection.execute(part))
        return tuple(found[number] for number in numbers if number in found)

    def tickets_of_order(self, order_id: UUID) -> tuple[Ticket, ...]:
        rows = self._connection.execute(_tickets.where(ENTITLEMENTS.c.order_id == order_id).order_by(TICKETS.c.number))
        return tuple(_ticket(row) for row in rows)

    def tickets_of_guests(self, guest_ids: Iterable[UUID]) -> Mapping[UUID, list[Ticket]]:
        found: dict[UUID, list[Ticket]] = {one: [] for one in guest_ids}
        ids = list(found)
        for start in range(0, len(ids), _AT_ONCE):
            part = _tickets.where(ENTITLEMENTS.c.guest_id.in_(ids[start : start + _AT_ONCE]))
            for row in self._connection.execute(part.order_by(TICKETS.c.number)):
                found[row.guest_id].append(_ticket(row))
        return found

    def set_ticket_state(
        self, ticket_id: UUID, state: TicketState, why: str | None, replaced_by: UUID | None = None
    ) -> None:
        self._connection.execute(
            update(TICKETS)
            .where(TICKETS.c.id == ticket_id)
            .values(state=state.value, why=why, replaced_by=replaced_by, revision=TICKETS.c.revision + 1)
        )

    def code_hashes(self) -> Iterable[Row[tuple[UUID, UUID, bytes]]]:
        """Ticket id, key id and code hash of every ticket, for a check."""
        return self._connection.execute(select(TICKETS.c.id, TICKETS.c.key_id, TICKETS.c.code_hash))

    def standing_by_type(self) -> Mapping[UUID, int]:
        """How many tickets of each type stand: what its quota counts."""
        rows = self._connection.execute(
            select(ENTITLEMENTS.c.type_id, func.count())
            .join(TICKETS, TICKETS.c.entitlement_id == ENTITLEMENTS.c.id)
            .where(TICKETS.c.state.in_([TicketState.VALID.value, TicketState.BLOCKED.value]))
            .group_by(ENTITLEMENTS.c.type_id)
        )
        return dict(rows.all())

    # --- seats ---

    def free_seats(self, venue_id: UUID, event_ids: Iterable[UUID]) -> tuple[Seat, ...]:
        """Seats of a venue that nobody holds at any of these events."""
        rows = self._connection.execute(select(SEATS).where(_is_free(venue_id, event_ids)))
        return tuple(Seat(row.id, row.venue_id, row.row, row.number, row.rank) for row in rows)

    def count_free_seats(self, venue_id: UUID, event_ids: Iterable[UUID]) -> Mapping[str, int]:
        """How many of these seats there are in each row that has any."""
        counted = select(SEATS.c.row, func.count()).where(_is_free(venue_id, event_ids)).group_by(SEATS.c.row)
        return dict(self._connection.execute(counted).all())

    def hold_seats(self, holdings: Sequence[tuple[UUID, UUID, UUID]]) -> None:
        """(event, seat, entitlement); a seat already held at an event is a collision."""
        self._connection.execute(insert(SEAT_HOLDINGS), [
            {"event_id": event, "seat_id": seat, "entitlement_id": entitlement}
            for event, seat, entitlement in holdings
        ])  # fmt: skip

    def free_seat_of(self, entitlement_id: UUID) -> None:
        self._connection.execute(delete(SEAT_HOLDINGS).where(SEAT_HOLDINGS.c.entitlement_id == entitlement_id))

    # --- prints ---

    def copies(self, ticket_ids: Sequence[UUID]) -> Mapping[UUID, int]:
        """How often each ticket was printed so far."""
        found: dict[UUID, int] = {}
        for start in range(0, len(ticket_ids), _AT_ONCE):
            part = ticket_ids[start : start + _AT_ONCE]
            rows = self._connection.execute(
                select(PRINTS.c.ticket_id, func.max(PRINTS.c.copy))
                .where(PRINTS.c.ticket_id.in_(part))
                .group_by(PRINTS.c.ticket_id)
            )
            found.update(rows.all())
        return {one: found.get(one, 0) for one in ticket_ids}

    def add_prints(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._connection.execute(insert(PRINTS), [dict(row) for row in rows])

    def prints_of(self, ticket_id: UUID) -> tuple[PrintRecord, ...]:
        made = select(PRINTS, DESKS.c.letter).outerjoin(DESKS, DESKS.c.desk_id == PRINTS.c.desk_id)
        rows = self._connection.execute(made.where(PRINTS.c.ticket_id == ticket_id).order_by(PRINTS.c.copy))
        return tuple(
            PrintRecord(row.copy, row.layout, Medium(row.medium), row.at, row.actor, row.letter) for row in rows
        )

    # --- the trail ---

    def deeds(self, subject_ids: Sequence[UUID]) -> tuple[Deed, ...]:
        """What was done to these orders and tickets, oldest first."""
        found = select(OUTBOX).where(OUTBOX.c.subject_id.in_(subject_ids), OUTBOX.c.action.in_(_actions))
        rows = self._connection.execute(found.order_by(OUTBOX.c.at, OUTBOX.c.id))
        return tuple(Deed(Action(row.action), row.at, row.actor, row.subject_id, row.facts) for row in rows)


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
    held = select(SEAT_HOLDINGS.c.seat_id).where(SEAT_HOLDINGS.c.event_id.in_(list(event_ids)))
    return and_(SEATS.c.venue_id == venue_id, SEATS.c.id.not_in(held))


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
