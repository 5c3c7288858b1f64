"""What the sale says: its own questions, and errors with the titles of ticket types instead of their keys."""

from collections.abc import Mapping, Sequence

from aspara_desk.domain.errors import Problem
from aspara_desk.domain.sales import Method
from aspara_desk.domain.ticket_types import Category, TicketType
from aspara_desk.i18n import vocabulary
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.box_office.checkout import Unsure
from aspara_desk.ui.desks.box_office.sale import Remark
from aspara_desk.ui.desks.box_office.type_pages import TypePage

STORE_BUSY = mark("The store is busy with something else. It is being tried again and again; nothing is lost.")
_REMARKS: Mapping[Remark, tuple[str, str]] = {
    Remark.NAME_WANTED: (
        "warning",
        mark("A ticket here is personal. Type the guest's name, or press Enter again to sell it without one."),
    ),
    Remark.OVER: (
        "warning",
        mark("A ticket here opens nothing any more: its events are over. Press Enter again to sell it all the same."),
    ),
    Remark.MUCH_CASH: (
        "warning",
        mark("This is more than ten times the total. Press Enter again if so much was handed over."),
    ),
    Remark.NOTHING_CHOSEN: ("info", mark("Choose a ticket first: its digit, or some letters of its name.")),
    Remark.NOTHING_FOUND: ("warning", mark("Nothing was found for this. Type a name or a number.")),
    Remark.CLEAR_AGAIN: ("warning", mark("Press Esc again to clear this order.")),
    Remark.CLEARED: ("info", mark("The order was cleared. Ctrl+Z brings it back.")),
    Remark.STORE_BUSY: ("info", STORE_BUSY),
}
METHOD_KEYS: Mapping[Method, str] = {
    Method.LATER: "F5",
    Method.FREE: "F6",
    Method.KASPI: "F7",
    Method.TRANSFER: "F8",
    Method.CASH: "F9",
    Method.CARD: "F10",
}
"""In the order in which they are shown."""
METHOD_WORDS: Mapping[Method, str] = {
    Method.CASH: mark("Cash"),
    Method.CARD: mark("Card"),
    Method.KASPI: mark("Kaspi"),
    Method.TRANSFER: mark("Transfer"),
    Method.FREE: mark("Free"),
    Method.LATER: mark("Pay later"),
}
_UNKNOWN = mark("The store failed, and nobody knows whether this sale was recorded.")
_SAY_NOTHING_RECORDED = {"store_failed", "store_io_error"}  # which may not be so where they came after a commit
_ONCE = mark("Press Enter to try again: no order is sold twice.")
_PART = mark("{category} {number}")
_FROM_TO = mark("{first} – {last}")


def say(problem: Problem | Remark | Unsure, types: Sequence[TicketType], t: Translator) -> tuple[str, str]:
    """The kind of a banner, and its words."""
    if isinstance(problem, Remark):
        kind, message = _REMARKS[problem]
        return kind, t(message)
    if isinstance(problem, Unsure):
        what = t(_UNKNOWN) if problem.problem.kind in _SAY_NOTHING_RECORDED else sentence(problem.problem, t)
        return "error", f"{what} {t(_ONCE)}"
    titles = {one.key: one.titles.to(t.language) for one in types}
    key = problem.facts.get("type")
    facts = {**problem.facts, "type": titles[key]} if isinstance(key, str) and key in titles else problem.facts
    return "error", sentence(Problem(problem.kind, facts, problem.place), t)


def page_title(page: TypePage, t: Translator) -> str:
    """Its category, numbered where it has several pages; the first and the last of several."""
    names = [_category(one, t) for one in page.categories]
    if len(names) > 1:
        return t(_FROM_TO, first=names[0], last=names[-1])
    return t(_PART, category=names[0], number=page.part) if page.part else names[0]


def _category(category: Category, t: Translator) -> str:
    word = vocabulary.word(vocabulary.CATEGORIES, category, t)
    return word[:1].upper() + word[1:]
