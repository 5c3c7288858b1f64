"""What is handed over the counter and what comes back: the lines of a basket, a confirmed sale, its receipt. No Qt."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from uuid import UUID

from aspara_desk.box_office.selling import BasketLine, Sold
from aspara_desk.domain.errors import Problem
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method, OrderState, TicketState, amount_due
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.store.sales import OrderView


@dataclass(frozen=True, slots=True)
class Line:
    """So many tickets of a type."""

    type: TicketType
    count: int

    @property
    def total(self) -> Money:
        return self.type.price * self.count


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whose name the tickets bear. `id` is None for somebody who is not in the list yet."""

    details: GuestDetails
    id: UUID | None = None

    @property
    def name(self) -> str:
        return self.details.name


@dataclass(frozen=True, slots=True)
class Checkout:
    """A sale that was confirmed and is about to be recorded. `given` is the cash that was handed over, if any was.

    Its order is recorded under `order_id`, once. `doubts` are other sales that were confirmed before it and of which
    nobody knows whether they were recorded: they are looked up first.
    """

    order_id: UUID
    lines: tuple[Line, ...]
    buyer: Buyer | None
    method: Method
    total: Money
    given: Money | None
    doubts: tuple["Checkout", ...] = ()

    @property
    def basket(self) -> tuple[BasketLine, ...]:
        return tuple(BasketLine(line.type.key, line.count) for line in self.lines)

    @property
    def wanted(self) -> Hashable:
        """Two are the same sale where this is the same: cash may be handed over in another way."""
        lines = frozenset((line.type.id, line.count, line.type.price) for line in self.lines)
        return lines, self.buyer and (self.buyer.id or self.buyer.details), self.method


@dataclass(frozen=True, slots=True)
class Unsure:
    """The store failed in a sale, and nobody knows whether it was recorded before that."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was sold, after it is durable. `numbers` are those of its papers that stand; `void` counts the void ones.

    `total` is what was paid for it, or is still to be paid.
    """

    order: str
    is_paid: bool
    total: Money
    method: Method
    change: Money | None
    numbers: tuple[str, ...]
    buyer: str | None
    void: int = 0

    @property
    def stands(self) -> bool:
        """Whether any of its tickets does."""
        return bool(self.numbers)


def receipt(done: Checkout, sold: Sold) -> Receipt:
    """Of a checkout and the order that was recorded for it."""
    total = sold.order.total
    return Receipt(
        sold.order.number,
        sold.order.state is OrderState.PAID,
        total,
        done.method,
        done.given - total if done.given is not None and done.given >= total else None,
        tuple(ticket.number for ticket in sold.tickets if ticket.state.stands),
        done.buyer.name if done.buyer else None,
    )


def receipt_now(before: Receipt, view: OrderView) -> Receipt:
    """The same after what has become of its order: tickets void or replaced, and what was paid since."""
    order, paid = view.order, view.payments
    standing = [one for one in view.tickets if one.state.stands]
    due = amount_due([one.price for one in standing], [one.amount for one in paid], order.total.currency)
    return replace(
        before,
        is_paid=order.state is not OrderState.PENDING,
        total=due if order.state is OrderState.PENDING else paid[-1].amount if paid else order.total,
        method=paid[-1].method if paid else before.method,
        change=before.change if standing else None,
        numbers=tuple(one.number for one in standing),
        void=sum(one.state is TicketState.VOID for one in view.tickets),
    )
