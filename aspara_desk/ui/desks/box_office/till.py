"""What the room has done off the GUI thread: a sale is recorded, a ticket replaced, tickets become pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from aspara_desk.box_office import tickets
from aspara_desk.box_office.printing import Press, preview_pdf, require_printable, specimen_pdf
from aspara_desk.box_office.selling import Sold, sell_basket, sold_under
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.guests.card import card
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring
from aspara_desk.tickets.layouts import SHEETS
from aspara_desk.ui.desks.box_office.checkout import Buyer, Checkout
from aspara_desk.ui.paper import Page, Pages, page_picture

_MM_PER_INCH = 25.4


def record(
    here: Workplace, keyring: Keyring, make_press: Callable[[], Press], programme: Programme, checkout: Checkout
) -> Sold:
    """Sells what was confirmed, once it is known that every ticket of it can be printed.

    Where one of its doubts turns out to be recorded, that one is the answer, and nothing is sold.
    Raises as `sold_under`, `require_printable` and `sell_basket` do.
    """
    for doubt in checkout.doubts:
        if earlier := sold_under(here, doubt.order_id):
            return earlier
    buyer, press = checkout.buyer, make_press()
    for line in checkout.lines:
        require_printable(programme, press, line.type, buyer.details if buyer else None)
    guest = None if buyer is None else buyer.id or buyer.details
    return sell_basket(
        here, keyring, checkout.basket, method=checkout.method, guest=guest, order_id=checkout.order_id,
        total=checkout.total,
    )  # fmt: skip


def replace_printable(here: Workplace, keyring: Keyring, make_press: Callable[[], Press], number: str) -> str:
    """Nothing is replaced where the new paper could not be printed. Gives the new number."""
    preview_pdf(here, make_press(), number)
    [new] = tickets.replace(here, keyring, number).tickets
    return new.number


def known_buyer(here: Workplace, guest_id: UUID) -> Buyer:
    """Raises as `card` does."""
    guest = card(here, guest_id).guest
    return Buyer(guest.details, guest.id)


@dataclass(frozen=True, slots=True)
class Specimen:
    """A ticket that is not sold yet."""

    type: TicketType
    guest: GuestDetails | None


Shown = Specimen | str
"""What a preview shows: a specimen, or the ticket with this number."""


def picture(here: Workplace, make_press: Callable[[], Press], shown: Shown, width: int) -> Page:
    """The page of a ticket, about so many pixels wide. Its code opens no door.

    Raises as `specimen_pdf` and `preview_pdf` do.
    """
    press = make_press()
    if isinstance(shown, Specimen):
        pdf = specimen_pdf(here, press, shown.type, shown.guest)
    else:
        pdf = preview_pdf(here, press, shown)
    return page_picture(Pages(1, pdf), 1, width / SHEETS[press.layout].width * _MM_PER_INCH)
