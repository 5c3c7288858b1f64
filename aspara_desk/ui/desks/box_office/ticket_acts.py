"""How what may be done with a ticket is offered: its word, its key and its sign."""

from collections.abc import Mapping
from dataclasses import dataclass

from aspara_desk.box_office.acts import Act
from aspara_desk.domain.sales import Method
from aspara_desk.i18n.translator import mark
from aspara_desk.ui.desks.box_office.words import METHOD_KEYS


@dataclass(frozen=True, slots=True)
class Look:
    """`key` is as Qt writes keys."""

    word: str
    key: str
    icon: str
    ends: bool = False
    """It takes something away for good."""


LOOKS: Mapping[Act, Look] = {
    Act.PAY: Look(mark("Take payment"), "F5", "wallet"),
    Act.PRINT: Look(mark("Print"), "Ctrl+P", "printer"),
    Act.SAVE: Look(mark("Save PDF"), "Ctrl+S", "file-down"),
    Act.REPLACE: Look(mark("Replace"), "F6", "repeat-2"),
    Act.NAME: Look(mark("Give a name"), "Ctrl+G", "user-plus"),
    Act.GIVE_ON: Look(mark("Another guest"), "Ctrl+G", "user-plus"),
    Act.BLOCK: Look(mark("Block"), "F3", "lock"),
    Act.UNBLOCK: Look(mark("Unblock"), "F3", "lock-open"),
    Act.VOID: Look(mark("Void"), "Ctrl+D", "ticket-x", ends=True),
    Act.VOID_ORDER: Look(mark("Void whole order"), "Shift+Ctrl+D", "trash-2", ends=True),
    Act.SELL_TO: Look(mark("Sell to this guest"), "Ctrl+N", "ticket-plus"),
}

PAYMENTS: Mapping[Method, str] = {method: key for method, key in METHOD_KEYS.items() if method.is_payment}
"""How an order can be settled, with the keys that a sale has."""
