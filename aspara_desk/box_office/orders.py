"""Orders as the box office looks at them: the latest ones, one by its number, those of a guest; and their end."""

from uuid import UUID

from aspara_desk.box_office.tickets import end_tickets
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.names import clean
from aspara_desk.domain.reasons import clean_reason
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Order
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.sales import OrderView
from aspara_desk.store.unit import Reading, Writing


def recent_orders(here: Workplace, limit: int) -> tuple[OrderView, ...]:
    """The newest orders of all desks, newest first: those of one desk as it recorded them, whatever its clock said."""
    here.require(Right.FIND_GUESTS)
    return here.read(lambda unit: unit.sales.order_views(unit.sales.newest_orders(limit)))


def last_order_of_desk(here: Workplace) -> OrderView | None:
    """The order that was recorded last at this desk; None: there is none."""
    here.require(Right.FIND_GUESTS)

    def work(unit: Reading) -> OrderView | None:
        newest = unit.sales.newest_order_of_desk(here.actor.desk_letter)
        return None if newest is None else unit.sales.order_views([newest])[0]

    return here.read(work)


def orders_of_guest(here: Workplace, guest_id: UUID) -> tuple[OrderView, ...]:
    """The orders in which a guest has a ticket, newest first; none for a guest who is not known."""
    here.require(Right.FIND_GUESTS)
    return here.read(lambda unit: unit.sales.order_views(unit.sales.orders_of_guest(guest_id)))


def order_view(here: Workplace, number: str) -> OrderView:
    """`number` is taken as it was typed. Raises Misused `order_unknown`."""
    here.require(Right.FIND_GUESTS)
    return here.read(lambda unit: _view(unit, _known(unit, number)))


def void_order(here: Workplace, number: str, why: str) -> OrderView:
    """Ends every ticket of an order that still stands, for good, or none of them. `number` is taken as it was typed.

    Raises Misused `order_unknown`, and Refused `order_empty` where no ticket stands.
    """
    here.require(Right.VOID)
    kept = clean_reason(why)

    def work(unit: Writing) -> OrderView:
        order = _known(unit, number)
        unit.sales.lock_tickets_of_order(order.id)
        standing = _view(unit, order).standing
        if not standing:
            raise Refused("order_empty", order=order.number)
        end_tickets(unit, standing, kept)
        return _view(unit, order)

    return here.write(work)


def _known(unit: Reading, number: str) -> Order:
    cleaned = clean(number).upper()
    order = unit.sales.order(cleaned)
    if order is None:
        raise Misused("order_unknown", order=cleaned)
    return order


def _view(unit: Reading, order: Order) -> OrderView:
    [view] = unit.sales.order_views([order.id])
    return view
