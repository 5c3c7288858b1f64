"""What a guest is to get back for tickets that are made void. The payment itself stays in the takings."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method, OrderState, Ticket
from aspara_desk.store.sales import OrderView


@dataclass(frozen=True, slots=True)
class Refund:
    """`method` is how the order was paid last: the money goes back the same way."""

    amount: Money
    method: Method


def refund_for(order: OrderView, ended: Sequence[Ticket]) -> Refund | None:
    """What was paid for these tickets of an order; None where nothing was, as for a gift or an unpaid order."""
    paid = [one for one in order.payments if one.amount.minor > 0]
    amount = sum((one.price for one in ended), Money(0, order.order.total.currency))
    if order.order.state is not OrderState.PAID or not paid or not amount.minor:
        return None
    return Refund(amount, paid[-1].method)
