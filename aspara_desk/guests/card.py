"""One guest with everything that belongs to them."""

from dataclasses import dataclass
from uuid import UUID

from aspara_desk.domain.errors import Misused
from aspara_desk.domain.guests import Guest
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import OrderState, Ticket
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.scan_lists import SeenScan
from aspara_desk.store.unit import Reading

MOST_SCANS = 200


@dataclass(frozen=True, slots=True)
class CardTicket:
    """A ticket of the guest, whatever its state, with its type and the order it was bought in."""

    ticket: Ticket
    type: TicketType
    order: str
    order_state: OrderState


@dataclass(frozen=True, slots=True)
class GuestCard:
    """`tickets` are ordered by number. `scans` are the last `MOST_SCANS` of all of them, newest first.

    `programme` is the one that all of it was read with.
    """

    guest: Guest
    tickets: tuple[CardTicket, ...]
    scans: tuple[SeenScan, ...]
    programme: Programme


def card(here: Workplace, guest_id: UUID) -> GuestCard:
    """Raises Refused without the right to find guests, and Misused (`guest_unknown`) for a guest who is not there."""
    here.require(Right.FIND_GUESTS)
    return here.read(lambda unit: _card(unit, guest_id))


def _card(unit: Reading, guest_id: UUID) -> GuestCard:
    guest = unit.guests.by_ids([guest_id]).get(guest_id)
    if guest is None:
        raise Misused("guest_unknown")
    tickets = unit.sales.tickets_of_guests([guest_id])[guest_id]
    orders = unit.guest_lists.orders(list({one.order_id for one in tickets}))
    return GuestCard(
        guest,
        tuple(CardTicket(one, unit.programme.ticket_type(one.type_id), *orders[one.order_id]) for one in tickets),
        unit.scan_lists.of_tickets([one.id for one in tickets], MOST_SCANS),
        unit.programme,
    )
