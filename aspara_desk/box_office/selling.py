"""Selling and giving: an order, its tickets and their seats, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from aspara_desk.domain import names
from aspara_desk.domain.code import holds_code
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Programme, Seat
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Method, Order, OrderState, Ticket, order_number, ticket_number
from aspara_desk.domain.seating import best_seats, seats_for
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.guests import new_guest
from aspara_desk.store.sales import NewEntitlement, NewTicket
from aspara_desk.store.season_keys import Keyring
from aspara_desk.store.unit import Writing

MOST_IN_ONE_SALE = 500


@dataclass(frozen=True, slots=True)
class Sold:
    order: Order
    tickets: tuple[Ticket, ...]


def ticket_type_by_key(programme: Programme, key: str) -> TicketType:
    for ticket_type in programme.ticket_types:
        if ticket_type.key == key:
            return ticket_type
    raise Misused("ticket_type_unknown", key=key, known=", ".join(one.key for one in programme.ticket_types))


def guest_named(name: str) -> GuestDetails:
    """A guest of whom only the name is known. Raises Misused for a name that is empty or no name any more."""
    cleaned = names.clean(name)
    if not cleaned:
        raise Misused("name_empty")
    if holds_code(cleaned):
        raise Misused("code_in_text")
    if len(cleaned) > names.LONGEST:
        raise Misused("name_too_long", most=names.LONGEST)
    return GuestDetails(cleaned)


def sell(
    here: Workplace,
    keyring: Keyring,
    *,
    type_key: str,
    count: int = 1,
    method: Method = Method.CASH,
    guest: GuestDetails | None = None,
) -> Sold:
    """Sells or gives `count` tickets to one guest, or to nobody by name. Raises Refused when too few are left."""
    here.require(Right.GIVE if method is Method.FREE else Right.SELL)
    if not 1 <= count <= MOST_IN_ONE_SALE:
        raise Misused("count_out_of_range", count=count, most=MOST_IN_ONE_SALE)

    def work(unit: Writing) -> Sold:
        ticket_type = ticket_type_by_key(unit.programme, type_key)
        guest_id = None
        if guest is not None:
            new = new_guest(unit.new_id(), guest)
            unit.guests.add([new], unit.now)
            guest_id = new.id
        return place_order(unit, keyring, ticket_type, [guest_id] * count, method)

    return here.write(work)


def place_order(
    unit: Writing, keyring: Keyring, ticket_type: TicketType, guest_ids: Sequence[UUID | None], method: Method
) -> Sold:
    """One ticket for each entry of `guest_ids`; None is a ticket without a name."""
    count = len(guest_ids)
    _take_from_quota(unit, ticket_type, count)
    price = Money(0, ticket_type.price.currency) if method is Method.FREE else ticket_type.price
    order = _new_order(unit, price * count, method, guest_ids[0] if len(set(guest_ids)) == 1 else None)
    line_id = unit.new_id()
    unit.sales.add_line(line_id, order.id, ticket_type.id, count, price)
    seats = _find_seats(unit, ticket_type, count)
    entitlements = [
        NewEntitlement(unit.new_id(), line_id, order.id, ticket_type.id, guest_id, seat.id if seat else None)
        for guest_id, seat in zip(guest_ids, seats, strict=True)
    ]
    unit.sales.add_entitlements(entitlements)
    _hold_seats(unit, ticket_type, entitlements)
    numbers = add_tickets(unit, keyring, [one.id for one in entitlements])
    if method.is_payment and order.total.minor:
        unit.sales.add_payment(
            unit.new_id(), order.id, method.value, order.total, at=unit.now, desk_id=unit.actor.desk_id,
            actor=unit.actor.name,
        )  # fmt: skip
    unit.record(
        "order_placed", order.id, order=order.number, type=ticket_type.key, tickets=numbers, method=method.value,
        total_minor=order.total.minor, currency=order.total.currency,
    )  # fmt: skip
    return Sold(order, unit.sales.tickets(numbers))


def _take_from_quota(unit: Writing, ticket_type: TicketType, count: int) -> None:
    if not ticket_type.on_sale:
        raise Refused("not_on_sale", type=ticket_type.key)
    counter = counters.sold(ticket_type.id)
    taken = unit.counters.add(counter, count)
    unit.require_current()  # the counter is what a load keeps sales waiting at: the type may be another one by now
    if not taken:
        left = max((ticket_type.quota or 0) - unit.counters.values([counter])[counter], 0)
        raise Refused("sold_out", type=ticket_type.key, wanted=count, left=left)


def _new_order(unit: Writing, total: Money, method: Method, guest_id: UUID | None) -> Order:
    serial = unit.counters.take_numbers("order", unit.actor.desk_letter)[0]
    pending = method is Method.LATER and total.minor > 0
    order = Order(
        unit.new_id(),
        order_number(unit.actor.desk_letter, serial),
        OrderState.PENDING if pending else OrderState.PAID,
        total,
        unit.now,
        guest_id,
    )
    unit.sales.add_order(order, unit.actor.desk_id, unit.actor.name)
    return order


def _find_seats(unit: Writing, ticket_type: TicketType, count: int) -> Sequence[Seat | None]:
    if ticket_type.seated_in is None:
        return [None] * count
    free = unit.sales.free_seats(ticket_type.seated_in, _seated_events(unit.programme, ticket_type))
    allowed = seats_for(ticket_type, unit.programme.ticket_types, free)
    seats = best_seats(allowed, count)
    if seats is None:
        raise Refused("no_seats_left", type=ticket_type.key, wanted=count, left=len(allowed))
    return seats


def _seated_events(programme: Programme, ticket_type: TicketType) -> list[UUID]:
    """The events at which a ticket of this type holds its seat: all it opens in the seated venue."""
    return [one.id for one in programme.events_of(ticket_type.opens()) if one.venue_id == ticket_type.seated_in]


def _hold_seats(unit: Writing, ticket_type: TicketType, entitlements: Sequence[NewEntitlement]) -> None:
    holdings = [
        (event_id, one.seat_id, one.id)
        for one in entitlements
        if one.seat_id is not None
        for event_id in _seated_events(unit.programme, ticket_type)
    ]
    if holdings:
        unit.sales.hold_seats(holdings)


def add_tickets(unit: Writing, keyring: Keyring, entitlement_ids: Sequence[UUID]) -> list[str]:
    """A new paper for each entitlement; gives their numbers."""
    serials = unit.counters.take_numbers("ticket", unit.actor.desk_letter, len(entitlement_ids))
    tickets = []
    for entitlement_id, serial in zip(entitlement_ids, serials, strict=True):
        ticket_id = unit.new_id()
        digest = keyring.code(keyring.newest, ticket_id).digest
        number = ticket_number(unit.actor.desk_letter, serial)
        tickets.append(NewTicket(ticket_id, number, serial, entitlement_id, keyring.newest, digest))
    unit.sales.add_tickets(tickets, at=unit.now, desk_id=unit.actor.desk_id, actor=unit.actor.name)
    return [one.number for one in tickets]
