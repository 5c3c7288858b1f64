"""What the room has done off the GUI thread: a sale is recorded, tickets become pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from aspara_desk.box_office.printable import sell_printable
from aspara_desk.box_office.printing import Press, preview_pdf, specimen_pdf
from aspara_desk.box_office.selling import Sold, sold_under
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.guests.card import card
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring
from aspara_desk.tickets.layouts import SHEETS
from aspara_desk.ui.desks.box_office.checkout import Buyer, Checkout
from aspara_desk.ui.paper import MM_PER_INCH, Page, Pages, page_picture


def record(here: Workplace, keyring: Keyring, make_press: Callable[[], Press], checkout: Checkout) -> Sold:
    """Sells what was confirmed, once it is known that every ticket of it can be printed.

    Where one of its doubts turns out to be recorded, that one is the answer, and nothing is sold.
    Raises as `sold_under` and `sell_printable` do.
    """
    for doubt in checkout.doubts:
        if earlier := sold_under(here, doubt.order_id):
            return earlier
    buyer = checkout.buyer
    guest = None if buyer is None else buyer.id or buyer.details
    return sell_printable(
        here, keyring, make_press(), checkout.basket, method=checkout.method, guest=guest, order_id=checkout.order_id,
        total=checkout.total,
    )  # fmt: skip


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
    return page_picture(Pages(1, pdf), 1, width / SHEETS[press.layout].width * MM_PER_INCH)
