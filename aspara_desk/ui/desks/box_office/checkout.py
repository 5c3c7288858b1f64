"""What is handed over the counter and what comes back: the lines of a basket, a confirmed sale, its receipt. No Qt."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from aspara_desk.box_office.selling import BasketLine, Sold
from aspara_desk.domain.errors import Problem
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method, OrderState, Ticket, TicketState
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.store.sales import OrderView
from aspara_desk.ui.desks.box_office.cash_given import change_of


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
    """What was sold, after it is durable. `numbers` are those of its papers that stand, `seats` their seats; `void`
    counts the void ones.

    `total` is what was paid for it, or is still to be paid. `before_start` is when it was recorded, if that was before
    the program was started.
    """

    order: str
    is_paid: bool
    total: Money
    method: Method
    change: Money | None
    numbers: tuple[str, ...]
    buyer: str | None
    void: int = 0
    seats: tuple[str, ...] = ()
    before_start: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether any of its tickets does."""
        return bool(self.numbers)


def receipt(done: Checkout, sold: Sold) -> Receipt:
    """Of a checkout and the order that was recorded for it."""
    total = sold.order.total
    standing = [one for one in sold.tickets if one.state.stands]
    return Receipt(
        sold.order.number,
        sold.order.state is OrderState.PAID,
        total,
        done.method,
        change_of(total, done.given),
        tuple(one.number for one in standing),
        done.buyer.name if done.buyer else None,
        seats=_seats(standing),
    )


def receipt_of(view: OrderView) -> Receipt:
    """Of an order from before the program was started; what was handed over for it nobody knows any more."""
    order, paid = view.order, view.payments
    return Receipt(
        order.number,
        order.state is not OrderState.PENDING,
        view.due if order.state is OrderState.PENDING else paid[-1].amount if paid else order.total,
        _method(view),
        None,
        tuple(one.number for one in view.standing),
        view.guest_name,
        sum(one.state is TicketState.VOID for one in view.tickets),
        _seats(view.standing),
        order.created_at,
    )


def _method(view: OrderView) -> Method:
    if view.payments:
        return view.payments[-1].method
    return Method.LATER if view.order.total.minor else Method.FREE


def receipt_now(before: Receipt, view: OrderView) -> Receipt:
    """The same after what has become of its order: tickets void or replaced, and what was paid since."""
    now = receipt_of(view)
    return replace(
        now,
        method=now.method if view.payments else before.method,
        change=before.change if now.stands else None,
        buyer=before.buyer,
        before_start=before.before_start,
    )


def _seats(tickets: Sequence[Ticket]) -> tuple[str, ...]:
    return tuple(one.seat for one in tickets if one.seat is not None)
