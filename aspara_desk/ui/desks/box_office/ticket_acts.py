"""What can be done with a ticket: by its state, by the state of its order, and by who is at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from aspara_desk.box_office.life import TicketLife
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Actor, Right
from aspara_desk.domain.sales import Method, OrderState, TicketState, amount_due, may_become
from aspara_desk.i18n.translator import mark
from aspara_desk.ui.desks.box_office.words import METHOD_KEYS


class Act(Enum):
    PAY = auto()
    PRINT = auto()
    SAVE = auto()
    REPLACE = auto()
    BLOCK = auto()
    UNBLOCK = auto()
    VOID = auto()
    VOID_ORDER = auto()
    SELL_TO = auto()


@dataclass(frozen=True, slots=True)
class Look:
    """How an act is offered. `key` is as Qt writes keys."""

    word: str
    key: str
    right: Right
    icon: str
    ends: bool = False
    """It takes something away for good."""


LOOKS: Mapping[Act, Look] = {
    Act.PAY: Look(mark("Take payment"), "F5", Right.SELL, "wallet"),
    Act.PRINT: Look(mark("Print"), "Ctrl+P", Right.SELL, "printer"),
    Act.SAVE: Look(mark("Save PDF"), "Ctrl+S", Right.SELL, "file-down"),
    Act.REPLACE: Look(mark("Replace"), "F6", Right.SELL, "repeat-2"),
    Act.BLOCK: Look(mark("Block"), "F3", Right.BLOCK, "lock"),
    Act.UNBLOCK: Look(mark("Unblock"), "F3", Right.BLOCK, "lock-open"),
    Act.VOID: Look(mark("Void"), "Ctrl+D", Right.VOID, "ticket-x", ends=True),
    Act.VOID_ORDER: Look(mark("Void whole order"), "Shift+Ctrl+D", Right.VOID, "trash-2", ends=True),
    Act.SELL_TO: Look(mark("Sell to this guest"), "Ctrl+N", Right.SELL, "ticket-plus"),
}

PAYMENTS: Mapping[Method, str] = {method: key for method, key in METHOD_KEYS.items() if method.is_payment}
"""How an order can be settled, with the keys that a sale has."""


def possible(life: TicketLife) -> tuple[Act, ...]:
    """What the states allow, whoever asks."""
    state = life.ticket.state
    standing = [one for one in life.order.tickets if one.state.stands]
    wanted = {
        Act.PAY: life.order.order.state is OrderState.PENDING,
        Act.PRINT: state.stands,
        Act.SAVE: state.stands,
        Act.REPLACE: may_become(state, TicketState.REPLACED),
        Act.BLOCK: may_become(state, TicketState.BLOCKED),
        Act.UNBLOCK: may_become(state, TicketState.VALID),
        Act.VOID: may_become(state, TicketState.VOID),
        Act.VOID_ORDER: len(standing) > 1 or (bool(standing) and not state.stands),
        Act.SELL_TO: life.ticket.guest_id is not None,
    }
    return tuple(act for act in Act if wanted[act])


def permitted(life: TicketLife, actor: Actor) -> tuple[Act, ...]:
    """What this person may do of it."""
    return tuple(act for act in possible(life) if actor.may(LOOKS[act].right))


def due(life: TicketLife) -> Money:
    """What is still to be paid for the order."""
    view = life.order
    standing = [one.price for one in view.tickets if one.state.stands]
    return amount_due(standing, [one.amount for one in view.payments], view.order.total.currency)
