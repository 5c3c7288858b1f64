"""Whose a ticket is, after it was sold: a name that was forgotten, or the wrong one of two namesakes."""

from uuid import UUID

from aspara_desk.box_office.selling import guest_id_of
from aspara_desk.box_office.tickets import changeable, known_ticket, replace_paper
from aspara_desk.domain.errors import Refused
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Action, Ticket, TicketState
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring
from aspara_desk.store.unit import Writing


def name_ticket(here: Workplace, number: str, guest: GuestDetails | UUID) -> Ticket:
    """Gives a ticket without a name to a guest, by id or a new one; its paper stays good, and can be printed again.

    Raises Misused `ticket_unknown` or `guest_unknown`, and Refused `ticket_state` where the ticket does not stand, or
    `ticket_named` where it has a guest: another guest takes another paper.
    """
    here.require(Right.SELL)

    def work(unit: Writing) -> Ticket:
        ticket = known_ticket(unit, number, lock=True)
        if not ticket.state.stands:
            raise Refused("ticket_state", ticket=number, state=ticket.state.value)
        if ticket.guest_id is not None:
            raise Refused("ticket_named", ticket=number, name=ticket.guest_name)
        _give(unit, ticket, guest, Action.NAMED)
        return known_ticket(unit, number)

    return here.write(work)


def give_on(here: Workplace, keyring: Keyring, number: str, guest: GuestDetails | UUID) -> Ticket:
    """Replaces a ticket by one of another guest, who takes over its right and its seat. Gives the new one.

    Who may do so may make it void and sell it again as well. A right that has been used stays with who used it.
    Raises Misused `ticket_unknown` or `guest_unknown`, and Refused `ticket_state`, `ticket_used`, or
    `ticket_named` where it is this guest's.
    """
    here.require(Right.SELL)
    here.require(Right.VOID)

    def work(unit: Writing) -> Ticket:
        old = changeable(unit, number, TicketState.REPLACED)
        if guest == old.guest_id:
            raise Refused("ticket_named", ticket=number, name=old.guest_name)
        facts = unit.scans.by_id(old.id, unit.programme)
        if facts is not None and facts.movements:
            raise Refused("ticket_used", ticket=number)
        new = replace_paper(unit, keyring, old)
        _give(unit, new, guest, Action.GIVEN_ON)
        return known_ticket(unit, new.number)

    return here.write(work)


def _give(unit: Writing, ticket: Ticket, guest: GuestDetails | UUID, action: Action) -> None:
    guest_id = guest_id_of(unit, guest)
    assert guest_id is not None
    unit.sales.set_guest(ticket.entitlement_id, guest_id)
    before = None if ticket.guest_id is None else str(ticket.guest_id)
    unit.record(action.value, ticket.id, ticket=ticket.number, guest=str(guest_id), before=before)
