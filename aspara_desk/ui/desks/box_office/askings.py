"""What is asked before something is done with a ticket, and what is told after it, by the act and the ticket. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from aspara_desk.box_office.acts import Act, ended_by
from aspara_desk.box_office.life import TicketLife
from aspara_desk.box_office.refunds import refund_for
from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Ticket
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.box_office.ticket_acts import LOOKS

Say = Callable[[Translator], str]

_VOID = mark("Make ticket {number} void? It can never be used again.")
_VOID_ORDER = mark("Make all {count} tickets of order {order} void? They can never be used again.")
_WAS_PAID = mark("{amount} was paid for it ({method}). Give the money back and note it: the takings go on counting it.")
_REPLACE = mark("Replace ticket {number}? The paper that is out there stops working.")
_BLOCK = mark("Block ticket {number}? It opens no door until it is unblocked.")
_PAY = mark("Order {order}: {amount} to be paid. How?")
_NAME = mark("Whose is ticket {number}?")
_GIVE_ON = mark("To whom does ticket {number} of {name} go? The paper that is out there stops working.")
_PRINT_NAMED = mark("Ticket {number} is {name}'s now. Print it again with the name?")
_IS_NAMED = mark("Ticket {number} is {name}'s now.")
_PRINT_NEW = mark("Ticket {number} replaces {old}. Print it now?")
_REPLACES = mark("Ticket {number} replaces {old}.")
_IS_VOID = mark("Ticket {number} is void.")
_ORDER_IS_VOID = mark("All tickets of order {order} are void.")
_GIVE_BACK = mark("Give back {amount} ({method}). The takings go on counting it.")
_IS_BLOCKED = mark("Ticket {number} is blocked.")
_IS_VALID = mark("Ticket {number} is valid again.")
_IS_PAID = mark("Order {order} is paid: {amount}")
_CHANGE = mark("Change")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked. `says` and `does` are made again for each language."""

    says: Say
    does: Say
    needs_reason: bool = False
    ends: bool = False
    saves: bool = False
    """Whether what Enter prints can be saved instead."""
    more: Say | None = None
    """What else has to be known before it is answered."""
    due: Money | None = None
    """What is to be paid, where it is asked how."""
    needs_guest: bool = False


def _about_money(message: str, life: TicketLife, act: Act) -> Say | None:
    """What was paid for the tickets that an act makes void, and how; None: nothing."""
    refund = refund_for(life.order, ended_by(act, life))
    if refund is None:
        return None
    amount, method = formats.money(refund.amount), refund.method
    return lambda t: t(message, amount=amount, method=vocabulary.word(vocabulary.METHODS, method, t))


def asking(act: Act, life: TicketLife) -> Asking:
    number, order = life.ticket.number, life.order.order.number
    match act:
        case Act.VOID:
            more = _about_money(_WAS_PAID, life, act)
            return Asking(lambda t: t(_VOID, number=number), _word(act), needs_reason=True, ends=True, more=more)
        case Act.VOID_ORDER:
            count = len(ended_by(act, life))
            more = _about_money(_WAS_PAID, life, act)
            return Asking(
                lambda t: t(_VOID_ORDER, count=count, order=order), _word(act), needs_reason=True, ends=True, more=more
            )
        case Act.BLOCK:
            return Asking(lambda t: t(_BLOCK, number=number), _word(act), needs_reason=True)
        case Act.NAME:
            return Asking(lambda t: t(_NAME, number=number), _word(act), needs_guest=True)
        case Act.GIVE_ON:
            name = life.ticket.guest_name
            return Asking(lambda t: t(_GIVE_ON, number=number, name=name), _word(act), needs_guest=True)
        case Act.REPLACE:
            return Asking(lambda t: t(_REPLACE, number=number), _word(act))
        case _:
            amount = life.order.due
            return Asking(lambda t: t(_PAY, order=order, amount=formats.money(amount)), _word(act), due=amount)


def asking_about_new(new: Ticket, old: str) -> Asking:
    """Whether to print a paper that took the place of `old`, or of itself without a name."""
    number, name = new.number, new.guest_name
    if number == old:
        return Asking(lambda t: t(_PRINT_NAMED, number=number, name=name), _word(Act.PRINT), saves=True)
    return Asking(lambda t: t(_PRINT_NEW, number=number, old=old), _word(Act.PRINT), saves=True)


def done(act: Act, life: TicketLife) -> Say:
    """After an act of the ticket as it was before it."""
    number, order = life.ticket.number, life.order.order.number
    match act:
        case Act.VOID:
            return _both(lambda t: t(_IS_VOID, number=number), _about_money(_GIVE_BACK, life, act))
        case Act.VOID_ORDER:
            return _both(lambda t: t(_ORDER_IS_VOID, order=order), _about_money(_GIVE_BACK, life, act))
        case Act.BLOCK:
            return lambda t: t(_IS_BLOCKED, number=number)
        case _:
            return lambda t: t(_IS_VALID, number=number)


def renewed(new: Ticket, old: str) -> Say:
    number, name = new.number, new.guest_name
    if number == old:
        return lambda t: t(_IS_NAMED, number=number, name=name)
    return lambda t: t(_REPLACES, number=number, old=old)


def paid(order: str, amount: Money, given: Money | None) -> Say:
    """With the change, where cash was handed over."""

    def say(t: Translator) -> str:
        said = t(_IS_PAID, order=order, amount=formats.money(amount))
        return said if given is None else f"{said} · {t(_CHANGE)}: {formats.money(given - amount)}"

    return say


def _both(say: Say, more: Say | None) -> Say:
    return say if more is None else lambda t: f"{say(t)} {more(t)}"


def _word(act: Act) -> Say:
    return lambda t: t(LOOKS[act].word)
