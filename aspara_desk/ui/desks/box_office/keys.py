"""The keys of the sale: which plain key means what at which stage, and which are told in the bar of keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desk import Hint
from aspara_desk.ui.desks.box_office.sale import Sale, Stage


class KeyAct(Enum):
    """What a key does to the sale."""

    DIGIT = auto()
    PAGE = auto()
    ADD = auto()
    SELECT = auto()
    PROPOSE = auto()
    COUNT = auto()
    REMOVE = auto()
    FORGET_BUYER = auto()
    BRING_BACK = auto()
    ENTER = auto()
    BACK = auto()
    TYPE = auto()
    """The find box wants the key."""


@dataclass(frozen=True, slots=True)
class Command:
    """`value` is the digit, or a step, where there is one."""

    act: KeyAct
    value: int = 0


_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CHOOSING: Mapping[Qt.Key, Command] = {
    Qt.Key.Key_Up: Command(KeyAct.SELECT, -1),
    Qt.Key.Key_Down: Command(KeyAct.SELECT, 1),
    Qt.Key.Key_Left: Command(KeyAct.PAGE, -1),
    Qt.Key.Key_Right: Command(KeyAct.PAGE, 1),
    Qt.Key.Key_PageUp: Command(KeyAct.PAGE, -1),
    Qt.Key.Key_PageDown: Command(KeyAct.PAGE, 1),
    Qt.Key.Key_Delete: Command(KeyAct.REMOVE),
}
_SIGNS: Mapping[str, Command] = {
    **{str(digit): Command(KeyAct.DIGIT, digit) for digit in range(1, 10)},
    "0": Command(KeyAct.PAGE, 1),
    "+": Command(KeyAct.ADD, 1),
    "=": Command(KeyAct.ADD, 1),  # the same key without Shift
    "-": Command(KeyAct.ADD, -1),
    "*": Command(KeyAct.COUNT),
    "×": Command(KeyAct.COUNT),
}
_PAYING: Mapping[Qt.Key, Command] = {
    Qt.Key.Key_Up: Command(KeyAct.PROPOSE, -1),
    Qt.Key.Key_Down: Command(KeyAct.PROPOSE, 1),
}
_BEGIN_NO_NAME = frozenset("ңŋ")  # letters with which no word begins
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def command(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, stage: Stage, sign: str = ""
) -> Command | None:  # fmt: skip
    """What a key means that no control has taken; None: nothing here.

    `sign` is what a US layout has on this key, if it is one of the row of digits.
    """
    if key in _ENTERS:
        return Command(KeyAct.ENTER)
    if key == Qt.Key.Key_Escape:
        return Command(KeyAct.BACK)
    if stage is Stage.PAYING:
        return _PAYING.get(key)
    return _while_choosing(key, text, modifiers, sign) if stage is Stage.CHOOSING else None


def stands_for_its_place(text: str, modifiers: Qt.KeyboardModifier, sign: str) -> bool:
    """Whether a key of the row of digits is meant as such: with Alt, or where it gives what begins no name.

    Some of its Kazakh letters do begin names, often: of those the find box offers the digit as the first choice.
    """
    commanding = modifiers & _COMMANDING
    if not sign or commanding:
        return bool(sign) and commanding == Qt.KeyboardModifier.AltModifier
    shifted = modifiers & Qt.KeyboardModifier.ShiftModifier
    return not shifted and bool(text) and (not text.isalnum() or text.casefold() in _BEGIN_NO_NAME)


def _while_choosing(key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, sign: str) -> Command | None:
    if modifiers & _COMMANDING:
        if stands_for_its_place(text, modifiers, sign):
            return _SIGNS[sign]
        is_undo = key == Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier
        return Command(KeyAct.BRING_BACK) if is_undo else None
    if key == Qt.Key.Key_Delete and modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Command(KeyAct.FORGET_BUYER)
    known = _CHOOSING.get(key) or _SIGNS.get(text)
    if known is not None:
        return known
    if stands_for_its_place(text, modifiers, sign):
        return _SIGNS[sign]
    return Command(KeyAct.TYPE) if text.isprintable() and text.strip() else None


_CHOOSE = mark("Ticket")
_PAGE = mark("Next page")
_MORE = mark("More, fewer")
_COUNT = mark("Count")
_REMOVE = mark("Remove")
_PAY = mark("Pay")
_SELL = mark("Sell")
_FIND = mark("Find")
_FIND_TICKET = mark("Find a ticket")
_LAST = mark("Last order")
_PRINT = mark("Print")
_SAVE = mark("Save PDF")
_AT_ONCE = mark("Print at once")
_BACK = mark("Back")
_CLEAR = mark("Clear")
_CHOOSE_ONE = mark("Choose")
_TAKE = mark("Take over")
_AMOUNTS = mark("Amounts")
_NEW_GUEST = mark("New guest")
_BRING_BACK = mark("Bring back")


def hints(
    sale: Sale, t: Translator, *, is_searching: bool, digits_are_letters: bool = False, proposes: bool = True
) -> Sequence[Hint]:  # fmt: skip
    """The keys that are of use now, the most useful first; those of the ways to pay stand on their buttons.

    `digits_are_letters`: the keyboard's layout has letters on the row of digits. `proposes`: amounts are in sight.
    """
    if sale.stage is Stage.SAVING:
        return []
    if is_searching:
        return [_hint("Enter", _CHOOSE_ONE, t), _hint("↑ ↓", _CHOOSE_ONE, t), _hint("Ctrl+Enter", _NEW_GUEST, t),
                _hint("Esc", _CLEAR, t)]  # fmt: skip
    if sale.stage is Stage.COUNTING:
        return [_hint("Enter", _TAKE, t), _hint("Esc", _BACK, t)]
    if sale.stage is Stage.PAYING:
        amounts = [_hint("↑ ↓", _AMOUNTS, t)] if proposes and sale.takes_cash and sale.cash.proposals else []
        return [_hint("Enter", _SELL, t), *amounts, _hint("Esc", _BACK, t)]
    last = [_hint("Ctrl+P", _PRINT, t), _hint("Ctrl+S", _SAVE, t)] if sale.receipt and sale.receipt.stands else []
    found = [_hint("Ctrl+F", _FIND_TICKET, t), _hint("F4", _LAST, t)]
    undo = [_hint("Ctrl+Z", _BRING_BACK, t)] if sale.can_bring_back else []
    by_place = "Alt+" if digits_are_letters else ""
    if sale.is_empty:
        at_once = _hint("Ctrl+T", _AT_ONCE, t)
        choose = [_hint(f"{by_place}1–9", _CHOOSE, t), _hint(f"{by_place}0", _PAGE, t), _hint("F2", _FIND, t)]
        return [*choose, *undo, *last, *found, *([] if last else [at_once])]  # as many as a row of the bar has room for
    more = "Alt+= Alt+−" if digits_are_letters else "+ −"
    return [_hint("Enter", _PAY, t), _hint(more, _MORE, t), _hint("F3", _COUNT, t), _hint("Del", _REMOVE, t), *undo,
            _hint("Esc", _CLEAR, t), *last, *found]  # fmt: skip


def _hint(key: str, word: str, t: Translator) -> Hint:
    return Hint(key, t(word))
