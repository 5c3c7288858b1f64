"""Finding tickets by whatever somebody has: a number, an order's number, a name, or the code on the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspara_desk.box_office import orders, tickets
from aspara_desk.domain.code import TicketCode, TicketNumber, Unreadable, read
from aspara_desk.domain.errors import DeskError, Misused
from aspara_desk.domain.names import clean
from aspara_desk.domain.sales import order_number
from aspara_desk.guests import finding
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.sales import OrderView
from aspara_desk.ui.models.orders import OrderRow, rows_of_guests, rows_of_orders

MOST_ORDERS = 30
MOST_GUESTS = 30
MOST_OF_ONE_ORDER = 8  # among others; alone it is shown as a whole

_ORDER_LETTER = "O"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What to list. `number` is the ticket that was meant, where one was; `fault` says why nothing was found."""

    rows: Sequence[OrderRow]
    number: str | None = None
    fault: DeskError | None = None
    people: int = 0
    """Guests of that name, those without a ticket included."""


def newest(here: Workplace, shown: str | None = None) -> SearchResult:
    """The last orders of all desks; the order of the ticket that is `shown`, where it is not among them any more."""
    rows = rows_of_orders(orders.recent_orders(here, MOST_ORDERS), MOST_OF_ONE_ORDER)
    if shown is None or any(row.ticket is not None and row.ticket.number == shown for row in rows):
        return SearchResult(rows)
    return _whole(orders.order_view(here, tickets.show(here, shown).order.number), shown)


def search(here: Workplace, text: str) -> SearchResult:
    """`text` is as it was typed, or what a scanner read; a code is never repeated. Faults of the store are raised."""
    reading = read(text)
    if reading is Unreadable.NOT_A_TICKET:
        guests = finding.find(here, text, MOST_GUESTS)
        return SearchResult(rows_of_guests(guests), people=len(guests))
    try:
        return _by_number(here, text, reading)
    except Misused as error:
        return SearchResult((), fault=error)


def _by_number(here: Workplace, text: str, reading: TicketCode | TicketNumber | Unreadable) -> SearchResult:
    try:
        number = tickets.number_of(here, text)
        found = tickets.show(here, number)
    except Misused as error:
        order = _order(here, reading) if error.kind == "ticket_unknown" else None
        if order is None:
            raise
        return _whole(order, order.tickets[0].number if order.tickets else None)
    return _whole(orders.order_view(here, found.order.number), number)


def _whole(order: OrderView, number: str | None) -> SearchResult:
    return SearchResult(rows_of_orders([order]), number)


def _order(here: Workplace, reading: object) -> OrderView | None:
    """The order that is meant by a number that no ticket has; one of this desk's where only digits were typed."""
    if not isinstance(reading, TicketNumber):
        return None
    letters = [letter.removeprefix(_ORDER_LETTER) for letter in reading.letters if letter.startswith(_ORDER_LETTER)]
    if not reading.letters:
        letters = [here.actor.desk_letter]
    for letter in filter(None, letters):
        try:
            return orders.order_view(here, order_number(letter, reading.serial))
        except Misused:
            continue  # of another kind of number
    return None


def is_question(text: str) -> bool:
    """Whether there is enough typed to look for: one letter finds nobody."""
    return len(clean(text)) > 1 or text.strip().isdigit()
