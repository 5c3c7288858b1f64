"""Selling and giving: an order, its tickets and their seats, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from aspara_desk.box_office.seats import find_seats, hold_seats
from aspara_desk.domain import names
from aspara_desk.domain.code import holds_code
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Action, Method, Order, OrderState, Ticket, order_number, ticket_number
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.guests import new_guest
from aspara_desk.store.sales import NewEntitlement, NewTicket, OrderLine, OrderView
from aspara_desk.store.season_keys import Keyring
from aspara_desk.store.unit import Writing

MOST_IN_ONE_SALE = 500


@dataclass(frozen=True, slots=True)
class BasketLine:
    """So many tickets of a type, by its key."""

    type_key: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of an order about to be placed: a ticket for each guest; None is a ticket without a name."""

    ticket_type: TicketType
    guest_ids: Sequence[UUID | None]

    @property
    def count(self) -> int:
        return len(self.guest_ids)


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
    guest: GuestDetails | UUID | None = None,
) -> Sold:
    """A basket with one line."""
    return sell_basket(here, keyring, [BasketLine(type_key, count)], method=method, guest=guest)


def sell_basket(
    here: Workplace,
    keyring: Keyring,
    lines: Sequence[BasketLine],
    *,
    method: Method = Method.CASH,
    guest: GuestDetails | UUID | None = None,
    order_id: UUID | None = None,
    total: Money | None = None,
) -> Sold:
    """Sells or gives all of a basket as one order, or nothing of it: to a guest by id, to a new one, or to nobody.

    Lines of one type become one. `order_id` makes it safe to ask again where an answer was lost: under an id an order
    is placed once, and it is the answer to whoever asks for the same again. Raises Refused `sold_out`,
    `no_seats_left` or `not_on_sale`, which name the first type that cannot be had, and `price_changed` where the basket
    costs another amount than the `total` that somebody was told; Misused `count_out_of_range`,
    `ticket_type_unknown` or `guest_unknown`, and `order_differs` where the order under this id is another one.
    """
    here.require(Right.GIVE if method is Method.FREE else Right.SELL)
    counts = _counts(lines)

    def work(unit: Writing) -> Sold:
        earlier = None if order_id is None else _placed(unit, order_id)
        types = [ticket_type_by_key(unit.programme, key) for key in counts]
        if earlier is not None:
            asked = {OrderLine(one.id, counts[one.key], _price(one, method)) for one in types}
            if set(earlier.lines) != asked:
                raise Misused("order_differs", order=earlier.order.number)
            return Sold(earlier.order, earlier.tickets)
        guest_id = guest_id_of(unit, guest)
        wanted = [Wanted(one, [guest_id] * counts[one.key]) for one in types]
        sold = place_order(unit, keyring, wanted, method, order_id)
        if total is not None and sold.order.total != total:
            raise Refused("price_changed", total=sold.order.total, told=total)
        return sold

    return here.write(work)


def sold_under(here: Workplace, order_id: UUID) -> Sold | None:
    """What was sold under an id that was handed to `sell_basket`; None: nothing, and nobody is still at it."""
    here.require(Right.FIND_GUESTS)

    def work(unit: Writing) -> Sold | None:
        earlier = _placed(unit, order_id)
        return None if earlier is None else Sold(earlier.order, earlier.tickets)

    return here.write(work)


def _placed(unit: Writing, order_id: UUID) -> OrderView | None:
    unit.lock_order(order_id)
    return next(iter(unit.sales.order_views([order_id])), None)


def _counts(lines: Sequence[BasketLine]) -> Mapping[str, int]:
    """How many of each type, in the order in which the types first stand in the basket."""
    counts: dict[str, int] = {}
    for line in lines:
        if line.count < 1:
            raise Misused("count_out_of_range", count=line.count, most=MOST_IN_ONE_SALE)
        counts[line.type_key] = counts.get(line.type_key, 0) + line.count
    total = sum(counts.values())
    if not 1 <= total <= MOST_IN_ONE_SALE:
        raise Misused("count_out_of_range", count=total, most=MOST_IN_ONE_SALE)
    return counts


def guest_id_of(unit: Writing, guest: GuestDetails | UUID | None) -> UUID | None:
    """The id of a guest, who is added to the list where only the details are known. Raises Misused `guest_unknown`."""
    if isinstance(guest, GuestDetails):
        new = new_guest(unit.new_id(), guest)
        unit.guests.add([new], unit.now)
        return new.id
    if guest is not None and guest not in unit.guests.by_ids([guest]):
        raise Misused("guest_unknown")
    return guest


def place_order(
    unit: Writing, keyring: Keyring, lines: Sequence[Wanted], method: Method, order_id: UUID | None = None
) -> Sold:
    """One order, numbered and paid as a whole; each line is of another type. Gives the tickets line by line."""
    _take_from_quotas(unit, lines)
    order = _new_order(unit, order_id or unit.new_id(), lines, method)
    entitlements = _add_lines(unit, order, lines, method)
    numbers = add_tickets(unit, keyring, [one.id for one in entitlements])
    if method.is_payment and order.total.minor:
        unit.sales.add_payment(
            unit.new_id(), order.id, method.value, order.total, at=unit.now, desk_id=unit.actor.desk_id,
            actor=unit.actor.name,
        )  # fmt: skip
    unit.record(
        Action.ORDER_PLACED.value, order.id, order=order.number, tickets=numbers,
        types={line.ticket_type.key: line.count for line in lines}, method=method.value,
        total_minor=order.total.minor, currency=order.total.currency,
    )  # fmt: skip
    return Sold(order, unit.sales.tickets(numbers))


def _take_from_quotas(unit: Writing, lines: Sequence[Wanted]) -> None:
    """In the order of the ids of the counters, whatever that of the lines: no two baskets wait for each other."""
    for line in lines:
        if not line.ticket_type.on_sale:
            raise Refused("not_on_sale", type=line.ticket_type.key)
    wanted = sorted((counters.sold(line.ticket_type.id), line.count) for line in lines)
    short = {counter for counter, count in wanted if not unit.counters.add(counter, count)}
    unit.require_current()  # the counters are what a load keeps sales waiting at: a type may be another one by now
    for line in lines:
        counter = counters.sold(line.ticket_type.id)
        if counter in short:
            left = max((line.ticket_type.quota or 0) - unit.counters.values([counter])[counter], 0)
            raise Refused("sold_out", type=line.ticket_type.key, wanted=line.count, left=left)


def _price(ticket_type: TicketType, method: Method) -> Money:
    return Money(0, ticket_type.price.currency) if method is Method.FREE else ticket_type.price


def _new_order(unit: Writing, order_id: UUID, lines: Sequence[Wanted], method: Method) -> Order:
    serial = unit.counters.take_numbers("order", unit.actor.desk_letter)[0]
    prices = [_price(line.ticket_type, method) * line.count for line in lines]
    total = sum(prices[1:], prices[0])
    guest_ids = {guest_id for line in lines for guest_id in line.guest_ids}
    pending = method is Method.LATER and total.minor > 0
    order = Order(
        order_id,
        order_number(unit.actor.desk_letter, serial),
        OrderState.PENDING if pending else OrderState.PAID,
        total,
        unit.now,
        guest_ids.pop() if len(guest_ids) == 1 else None,
    )
    unit.sales.add_order(order, unit.actor.desk_id, unit.actor.name)
    return order


def _add_lines(unit: Writing, order: Order, lines: Sequence[Wanted], method: Method) -> list[NewEntitlement]:
    """The lines with what was bought in them, and its seats."""
    seats = find_seats(unit, [(line.ticket_type, line.count) for line in lines])
    entitlements: list[NewEntitlement] = []
    for line in lines:
        line_id, type_id = unit.new_id(), line.ticket_type.id
        unit.sales.add_line(line_id, order.id, type_id, line.count, _price(line.ticket_type, method))
        taken = [seat.id for seat in seats[type_id]] if type_id in seats else [None] * line.count
        entitlements += [
            NewEntitlement(unit.new_id(), line_id, order.id, type_id, guest_id, seat_id)
            for guest_id, seat_id in zip(line.guest_ids, taken, strict=True)
        ]
    unit.sales.add_entitlements(entitlements)
    hold_seats(unit, entitlements)
    return entitlements


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
