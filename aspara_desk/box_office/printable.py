"""What is sold, replaced or given a name only where its paper can be printed: nobody stands there without one."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from aspara_desk.box_office import naming, tickets
from aspara_desk.box_office.printing import Press, require_printable, require_writable
from aspara_desk.box_office.selling import BasketLine, Sold, sell_basket, ticket_type_by_key
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.sales import Method, Ticket
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring
from aspara_desk.store.unit import Reading


def sell_printable(
    here: Workplace,
    keyring: Keyring,
    press: Press,
    lines: Sequence[BasketLine],
    *,
    method: Method = Method.CASH,
    guest: GuestDetails | UUID | None = None,
    order_id: UUID | None = None,
    total: Money | None = None,
    out: Path | None = None,
) -> Sold:
    """`sell_basket`, once it is known that each ticket can be printed; `out` is the file, where there is to be one.

    Raises as `sell_basket`, `require_writable` and `require_printable` do, and then nothing is sold.
    """
    if out is not None:
        require_writable(press, out)
    programme, details = here.read(lambda unit: (unit.programme, _details(unit, guest)))
    for line in lines:
        require_printable(programme, press, ticket_type_by_key(programme, line.type_key), details)
    return sell_basket(here, keyring, lines, method=method, guest=guest, order_id=order_id, total=total)


def replace_printable(here: Workplace, keyring: Keyring, press: Press, number: str, out: Path | None = None) -> Ticket:
    """`replace`, once it is known that the new paper can be printed, to `out` where that is given. Gives the new one.

    Raises as `replace`, `require_writable` and `require_printable` do, and then nothing is replaced.
    """
    if out is not None:
        require_writable(press, out)
    _require(here, press, number, None)
    [new] = tickets.replace(here, keyring, number).tickets
    return new


def name_printable(here: Workplace, press: Press, number: str, guest: GuestDetails | UUID) -> Ticket:
    """`name_ticket`, once it is known that the name can be printed. Raises as it and `require_printable` do."""
    _require(here, press, number, guest)
    return naming.name_ticket(here, number, guest)


def give_on_printable(
    here: Workplace, keyring: Keyring, press: Press, number: str, guest: GuestDetails | UUID
) -> Ticket:
    """`give_on`, once it is known that the new paper can be printed. Raises as it and `require_printable` do."""
    _require(here, press, number, guest)
    return naming.give_on(here, keyring, number, guest)


def _require(here: Workplace, press: Press, number: str, guest: GuestDetails | UUID | None) -> None:
    """Whether a ticket can be printed for a guest, or for its own."""

    def work(unit: Reading) -> tuple[Programme, Ticket, GuestDetails | None]:
        ticket = unit.sales.ticket(number)
        if ticket is None:
            raise Misused("ticket_unknown", ticket=number)
        return unit.programme, ticket, _details(unit, guest or ticket.guest_id)

    programme, ticket, details = here.read(work)
    require_printable(programme, press, programme.ticket_type(ticket.type_id), details)


def _details(unit: Reading, guest: GuestDetails | UUID | None) -> GuestDetails | None:
    if not isinstance(guest, UUID):
        return guest
    known = unit.guests.by_ids([guest])
    if guest not in known:
        raise Misused("guest_unknown")
    return known[guest].details
