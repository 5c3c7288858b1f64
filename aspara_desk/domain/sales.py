"""Orders, payments and tickets: what was bought or given, and the papers that show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from aspara_desk.domain.money import Money


class OrderState(StrEnum):
    PENDING = "pending"
    PAID = "paid"
    CANCELLED = "cancelled"


class TicketState(StrEnum):
    VALID = "valid"
    BLOCKED = "blocked"
    VOID = "void"
    REPLACED = "replaced"

    @property
    def stands(self) -> bool:
        """Whether it is the paper of a right that its guest still has, blocked for now or not."""
        return self in {TicketState.VALID, TicketState.BLOCKED}


class Method(StrEnum):
    """How an order is settled. `free` sets its price to 0, `later` leaves it pending."""

    CASH = "cash"
    CARD = "card"
    KASPI = "kaspi"
    TRANSFER = "transfer"
    FREE = "free"
    LATER = "later"

    @property
    def is_payment(self) -> bool:
        return self not in {Method.FREE, Method.LATER}


class Medium(StrEnum):
    """What a copy of a ticket was made for."""

    PAPER = "paper"
    FILE = "file"


class Action(StrEnum):
    """What is done to an order or a ticket, as the audit trail names it."""

    ORDER_PLACED = "order_placed"
    ORDER_PAID = "order_paid"
    VOIDED = "ticket_voided"
    BLOCKED = "ticket_blocked"
    UNBLOCKED = "ticket_unblocked"
    REPLACED = "ticket_replaced"
    NAMED = "ticket_named"
    GIVEN_ON = "ticket_given_on"


# What may follow from which state; everything else is refused.
_TRANSITIONS = {
    TicketState.VALID: {TicketState.BLOCKED, TicketState.VOID, TicketState.REPLACED},
    TicketState.BLOCKED: {TicketState.VALID, TicketState.VOID, TicketState.REPLACED},
    TicketState.VOID: set[TicketState](),
    TicketState.REPLACED: set[TicketState](),
}


def may_become(state: TicketState, wanted: TicketState) -> bool:
    return wanted in _TRANSITIONS[state]


@dataclass(frozen=True, slots=True)
class Ticket:
    """One paper. `seat` is the label of the seat that its entitlement holds, `type` the key of its ticket type."""

    id: UUID
    number: str
    state: TicketState
    entitlement_id: UUID
    type_id: UUID
    order_id: UUID
    key_id: UUID
    created_at: datetime
    price: Money
    guest_id: UUID | None = None
    guest_name: str | None = None
    seat: str | None = None
    replaced_by: str | None = None
    why: str | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    id: UUID
    number: str
    state: OrderState
    total: Money
    created_at: datetime
    guest_id: UUID | None = None
    revision: int = 1


def ticket_number(letter: str, serial: int) -> str:
    return f"{letter}-{serial:06d}"


def order_number(letter: str, serial: int) -> str:
    return f"O{letter}-{serial:06d}"


def amount_due(prices: Iterable[Money], paid: Iterable[Money], currency: str) -> Money:
    """What is still to be paid for the tickets that stand. Never less than nothing."""
    owed = sum((price.minor for price in prices), 0) - sum((payment.minor for payment in paid), 0)
    return Money(max(owed, 0), currency)
