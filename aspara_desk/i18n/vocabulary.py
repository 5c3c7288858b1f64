"""The words for states, roles and other values that the program names by a key of its own."""

from collections.abc import Mapping

from aspara_desk.domain.programme import Control, Direction, Event, EventKind
from aspara_desk.domain.rights import Right, Role, desk_of_unnamed
from aspara_desk.domain.sales import Method, OrderState, TicketState
from aspara_desk.domain.ticket_types import Category
from aspara_desk.i18n.translator import Translator, mark

TICKET_STATES: Mapping[str, str] = {
    TicketState.VALID: mark("valid"),
    TicketState.BLOCKED: mark("blocked"),
    TicketState.VOID: mark("void"),
    TicketState.REPLACED: mark("replaced"),
}
ORDER_STATES: Mapping[str, str] = {
    OrderState.PENDING: mark("waiting for payment"),
    OrderState.PAID: mark("paid"),
    OrderState.CANCELLED: mark("order cancelled"),
}
METHODS: Mapping[str, str] = {
    Method.CASH: mark("cash"),
    Method.CARD: mark("card"),
    Method.KASPI: mark("Kaspi"),
    Method.TRANSFER: mark("bank transfer"),
    Method.FREE: mark("free of charge"),
    Method.LATER: mark("pay later"),
}
ROLES: Mapping[str, str] = {
    Role.STEWARD: mark("steward"),
    Role.CLERK: mark("clerk"),
    Role.SUPERVISOR: mark("supervisor"),
    Role.MANAGER: mark("manager"),
}
RIGHTS: Mapping[str, str] = {
    Right.SCAN: mark("scanning at a door"),
    Right.UNDO_OWN: mark("undoing one's own scan"),
    Right.UNDO_ANY: mark("undoing an older scan, or one of another desk"),
    Right.OVERRIDE: mark("letting in against a refusal"),
    Right.CONTROL_EVENTS: mark("opening, holding, delaying or closing events"),
    Right.COUNT: mark("counting people at a door"),
    Right.SELL: mark("selling and printing tickets"),
    Right.GIVE: mark("giving free tickets"),
    Right.VOID: mark("voiding tickets"),
    Right.BLOCK: mark("blocking and unblocking tickets"),
    Right.IMPORT_GUESTS: mark("importing guests"),
    Right.FIND_GUESTS: mark("finding guests"),
    Right.LOAD_PROGRAMME: mark("loading the programme"),
    Right.REPORT: mark("reading reports"),
    Right.KEEP_STORE: mark("backing up and restoring the store"),
}
CATEGORIES: Mapping[str, str] = {
    Category.PUBLIC: mark("public"),
    Category.VIP: mark("VIP"),
    Category.PRESS: mark("press"),
    Category.BUYER: mark("buyers"),
    Category.DESIGNER: mark("designers"),
    Category.ARTISAN: mark("artisans"),
    Category.DELEGATION: mark("delegations"),
    Category.STAFF: mark("crew"),
}
EVENT_KINDS: Mapping[str, str] = {
    EventKind.SHOW: mark("show"),
    EventKind.EXHIBITION: mark("exhibition"),
    EventKind.FAIR: mark("fair"),
    EventKind.CONCERT: mark("concert"),
    EventKind.THEATRE: mark("theatre"),
    EventKind.TOUR: mark("tour"),
    EventKind.CEREMONY: mark("ceremony"),
    EventKind.MEETING: mark("meeting"),
    EventKind.WORKSHOP: mark("workshop"),
    EventKind.PARTY: mark("party"),
    EventKind.ACCESS: mark("crew access"),
}
CONTROLS: Mapping[str, str] = {
    Control.SCHEDULE: mark("on schedule"),
    Control.OPEN: mark("open now"),
    Control.HOLD: mark("on hold"),
    Control.CLOSE: mark("closed"),
    Control.CANCEL: mark("event cancelled"),
}
_DELAYED = mark("delayed {minutes} min")
_DESK = mark("desk {letter}")
_DESK_ALONE = mark("Desk {letter}")
DIRECTIONS: Mapping[str, str] = {
    Direction.IN: mark("way in"),
    Direction.OUT: mark("way out"),
}


def actor(name: str, t: Translator) -> str:
    """Who did something: a name as it was given, or the desk where nobody gave one."""
    letter = desk_of_unnamed(name)
    return name if letter is None else desk(letter, t)


def desk(letter: str, t: Translator) -> str:
    return t(_DESK, letter=letter)


def desk_and_person(letter: str, name: str, t: Translator) -> str:
    """The desk, and whoever is at it where somebody gave a name."""
    alone = t(_DESK_ALONE, letter=letter)
    return alone if desk_of_unnamed(name) else f"{alone} · {name}"


def delay(event: Event, t: Translator) -> str:
    return t(_DELAYED, minutes=event.delay_minutes)


def word(words: Mapping[str, str], value: str, t: Translator) -> str:
    """The word for a value, or the value itself where there is none."""
    return t(words[value]) if value in words else value
