"""What may be done with a ticket: by its state, by the state of its order, and by who is at the desk."""

from collections.abc import Mapping
from enum import Enum, auto

from aspara_desk.box_office.life import TicketLife
from aspara_desk.domain.rights import Actor, Right
from aspara_desk.domain.sales import OrderState, Ticket, TicketState, may_become


class Act(Enum):
    """`PAY` and `VOID_ORDER` are done to the whole order; `SELL_TO` begins another sale to the ticket's guest.

    `NAME` gives a ticket its first guest, `GIVE_ON` replaces it by one of another guest.
    """

    PAY = auto()
    PRINT = auto()
    SAVE = auto()
    REPLACE = auto()
    NAME = auto()
    GIVE_ON = auto()
    BLOCK = auto()
    UNBLOCK = auto()
    VOID = auto()
    VOID_ORDER = auto()
    SELL_TO = auto()


RIGHTS: Mapping[Act, Right] = {
    Act.PAY: Right.SELL,
    Act.PRINT: Right.SELL,
    Act.SAVE: Right.SELL,
    Act.REPLACE: Right.SELL,
    Act.NAME: Right.SELL,
    Act.GIVE_ON: Right.VOID,
    Act.BLOCK: Right.BLOCK,
    Act.UNBLOCK: Right.BLOCK,
    Act.VOID: Right.VOID,
    Act.VOID_ORDER: Right.VOID,
    Act.SELL_TO: Right.SELL,
}


def possible(life: TicketLife) -> tuple[Act, ...]:
    """What the states allow, whoever asks. A whole order is made void where more than this ticket would be."""
    state = life.ticket.state
    wanted = {
        Act.PAY: life.order.order.state is OrderState.PENDING,
        Act.PRINT: state.stands,
        Act.SAVE: state.stands,
        Act.REPLACE: may_become(state, TicketState.REPLACED),
        Act.NAME: state.stands and life.ticket.guest_id is None,
        Act.GIVE_ON: may_become(state, TicketState.REPLACED) and life.ticket.guest_id is not None,
        Act.BLOCK: may_become(state, TicketState.BLOCKED),
        Act.UNBLOCK: may_become(state, TicketState.VALID),
        Act.VOID: may_become(state, TicketState.VOID),
        Act.VOID_ORDER: any(one.number != life.ticket.number for one in life.order.standing),
        Act.SELL_TO: life.ticket.guest_id is not None,
    }
    return tuple(act for act in Act if wanted[act])


def permitted(life: TicketLife, actor: Actor) -> tuple[Act, ...]:
    """What this person may do of it."""
    return tuple(act for act in possible(life) if actor.may(RIGHTS[act]))


def ended_by(act: Act, life: TicketLife) -> tuple[Ticket, ...]:
    """The tickets that an act makes void."""
    match act:
        case Act.VOID:
            return (life.ticket,)
        case Act.VOID_ORDER:
            return life.order.standing
        case _:
            return ()
