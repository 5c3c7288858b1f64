"""What happens to tickets after they were sold: pay, void, replace, block, unblock, show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from aspara_desk.box_office.selling import Sold, add_tickets
from aspara_desk.domain.code import TicketCode, TicketNumber, Unreadable, read
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.money import Money
from aspara_desk.domain.names import clean
from aspara_desk.domain.reasons import clean_reason
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import (
    Action,
    Method,
    Order,
    OrderState,
    Ticket,
    TicketState,
    may_become,
    ticket_number,
)
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.sales import OrderView, PrintRecord
from aspara_desk.store.scans import ScanRecord, UndoRecord
from aspara_desk.store.season_keys import Keyring
from aspara_desk.store.unit import Reading, Writing


def number_of(here: Workplace, text: str) -> str:
    """The number of the ticket that is meant: by its number however it was typed, or by its code.

    Raises Misused where no ticket is meant, or several; a code is never repeated.
    """
    reading = read(text)
    if isinstance(reading, TicketCode):
        facts = here.read(lambda unit: unit.scans.by_hash(reading.digest, unit.programme))
        if facts is None:
            raise Misused("ticket_code_unknown")
        return facts.number
    if reading is Unreadable.MISREAD:  # cut short, it may still be most of a code
        raise Misused("ticket_code_misread")
    if not isinstance(reading, TicketNumber):
        raise Misused("ticket_unknown", ticket=text)
    if reading.letters:
        candidates = [ticket_number(letter, reading.serial) for letter in reading.letters]
        known = here.read(lambda unit: unit.sales.tickets(candidates))
        return known[0].number if known else candidates[0]
    numbers = here.read(lambda unit: unit.scans.numbers_with(reading.serial))
    own = ticket_number(here.actor.desk_letter, reading.serial)
    if own in numbers or not numbers:
        return own
    if len(numbers) > 1:
        raise Misused("ticket_number_ambiguous", number=text.strip(), known=", ".join(numbers))
    return numbers[0]


@dataclass(frozen=True, slots=True)
class Paid:
    order: Order
    amount: Money
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class TicketHistory:
    """A ticket with everything that happened to it."""

    ticket: Ticket
    order: Order
    scans: tuple[ScanRecord, ...]
    undos: tuple[UndoRecord, ...]
    prints: tuple[PrintRecord, ...]


def pay(here: Workplace, number: str, method: Method) -> Paid:
    """Settles a pending order: what is due for the tickets that still stand. `number` is taken as it was typed."""
    here.require(Right.SELL)
    number = clean(number).upper()
    if not method.is_payment:
        raise Misused("not_a_payment", method=method.value)

    def work(unit: Writing) -> Paid:
        order = unit.sales.order(number, lock=True)
        if order is None:
            raise Misused("order_unknown", order=number)
        if order.state is not OrderState.PENDING:
            raise Refused("order_not_pending", order=number, state=order.state.value)
        due = _view(unit, order).due
        unit.sales.add_payment(
            unit.new_id(), order.id, method.value, due, at=unit.now, desk_id=unit.actor.desk_id, actor=unit.actor.name
        )
        unit.sales.set_order_state(order.id, OrderState.PAID)
        unit.record(
            Action.ORDER_PAID.value, order.id, order=number, method=method.value, minor=due.minor,
            currency=due.currency,
        )  # fmt: skip
        settled = unit.sales.order(number)
        assert settled is not None
        return Paid(settled, due, unit.sales.tickets_of_order(order.id))

    return here.write(work)


def void(here: Workplace, number: str, why: str) -> Ticket:
    """Ends a ticket for good. Its place in the quota and its seat are free again."""
    here.require(Right.VOID)
    kept = clean_reason(why)

    def work(unit: Writing) -> Ticket:
        end_tickets(unit, [changeable(unit, number, TicketState.VOID)], kept)
        return known_ticket(unit, number)

    return here.write(work)


def end_tickets(unit: Writing, tickets: Sequence[Ticket], why: str) -> None:
    """Ends tickets of one order, which stand and are locked: their places in the quotas and their seats are free."""
    ended = Counter(counters.sold(ticket.type_id) for ticket in tickets)
    for counter, count in sorted(ended.items()):
        unit.counters.add(counter, -count)
    for ticket in tickets:
        unit.sales.free_seat_of(ticket.entitlement_id)
        unit.sales.set_ticket_state(ticket.id, TicketState.VOID, why)
    _cancel_if_empty(unit, tickets[0].order_id)
    for ticket in tickets:
        unit.record(Action.VOIDED.value, ticket.id, ticket=ticket.number, why=why)


def _cancel_if_empty(unit: Writing, order_id: UUID) -> None:
    """A pending order of which no ticket stands has nothing left to be paid for."""
    order = unit.sales.order_by_id(order_id, lock=True)
    if order.state is OrderState.PENDING and not _view(unit, order).standing:
        unit.sales.set_order_state(order.id, OrderState.CANCELLED)


def _view(unit: Reading, order: Order) -> OrderView:
    [view] = unit.sales.order_views([order.id])
    return view


def replace(here: Workplace, keyring: Keyring, number: str) -> Sold:
    """A new paper with a new code for the same right; the old one says "replaced" from now on."""
    here.require(Right.SELL)

    def work(unit: Writing) -> Sold:
        new = replace_paper(unit, keyring, changeable(unit, number, TicketState.REPLACED))
        return Sold(unit.sales.order_by_id(new.order_id), (new,))

    return here.write(work)


def replace_paper(unit: Writing, keyring: Keyring, old: Ticket) -> Ticket:
    """Gives the paper that takes the place of `old`, which is locked and may become replaced."""
    [number] = add_tickets(unit, keyring, [old.entitlement_id])
    new = known_ticket(unit, number)
    unit.sales.set_ticket_state(old.id, TicketState.REPLACED, None, replaced_by=new.id)
    if old.state is TicketState.BLOCKED:  # what blocked the right still stands
        unit.sales.set_ticket_state(new.id, TicketState.BLOCKED, old.why)
    unit.record(Action.REPLACED.value, old.id, ticket=old.number, new=number)
    return known_ticket(unit, number)


def block(here: Workplace, number: str, why: str) -> Ticket:
    return _set_state(here, number, TicketState.BLOCKED, clean_reason(why))


def unblock(here: Workplace, number: str) -> Ticket:
    return _set_state(here, number, TicketState.VALID, None)


def _set_state(here: Workplace, number: str, state: TicketState, why: str | None) -> Ticket:
    here.require(Right.BLOCK)

    def work(unit: Writing) -> Ticket:
        ticket = changeable(unit, number, state)
        unit.sales.set_ticket_state(ticket.id, state, why)
        action = Action.BLOCKED if state is TicketState.BLOCKED else Action.UNBLOCKED
        unit.record(action.value, ticket.id, ticket=number, why=why)
        return known_ticket(unit, number)

    return here.write(work)


def show(here: Workplace, number: str) -> TicketHistory:
    here.require(Right.FIND_GUESTS)

    def work(unit: Reading) -> TicketHistory:
        ticket = known_ticket(unit, number)
        return TicketHistory(
            ticket,
            unit.sales.order_by_id(ticket.order_id),
            unit.scans.of_ticket(ticket.id),
            unit.scans.undos_of_ticket(ticket.id),
            unit.sales.prints_of(ticket.id),
        )

    return here.read(work)


def known_ticket(unit: Reading, number: str, *, lock: bool = False) -> Ticket:
    """As it is at this moment of the transaction. Raises Misused `ticket_unknown`."""
    ticket = unit.sales.ticket(number, lock=lock)
    if ticket is None:
        raise Misused("ticket_unknown", ticket=number)
    return ticket


def changeable(unit: Writing, number: str, wanted: TicketState) -> Ticket:
    """The ticket, locked. Raises Misused `ticket_unknown`, and Refused `ticket_state` where it cannot become that."""
    ticket = known_ticket(unit, number, lock=True)
    if not may_become(ticket.state, wanted):
        raise Refused("ticket_state", ticket=number, state=ticket.state.value, wanted=wanted.value)
    return ticket
