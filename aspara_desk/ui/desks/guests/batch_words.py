"""What a batch of tickets is about to do, and what came of it, in words. Pure."""

from collections.abc import Sequence
from pathlib import Path

from aspara_desk.box_office.batch import BatchPlan
from aspara_desk.domain.errors import Problem
from aspara_desk.domain.ticket_types import Category, TicketType
from aspara_desk.i18n import formats
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark, mark_plural

LAYOUTS = {
    "a5": mark("A5: one ticket a page"),
    "a4": mark("A4: three tickets a page"),
    "dl": mark("DL: one slim ticket a page"),
}
_FOR = mark_plural("Tickets for {number} guest", "Tickets for {number} guests")
_WITHOUT = mark_plural("{number} guest gets a ticket.", "{number} guests get a ticket.")
_NOBODY = mark("Nobody needs a ticket of this type.")
_HOLDERS = mark_plural("{number} has one already.", "{number} have one already.")
_UNPRINTED = mark_plural(
    "{number} ticket was given before and is still to be printed.",
    "{number} tickets were given before and are still to be printed.",
)
_GIVE = mark_plural("Give {number} ticket, save as…", "Give {number} tickets, save as…")
_PRINT = mark_plural("Save {number} ticket as…", "Save {number} tickets as…")
_GIVEN = mark_plural("{number} ticket was given.", "{number} tickets were given.")
_SAVED = mark_plural("{number} ticket is in {file}", "{number} tickets are in {file}")
_STOPPED = mark("Stopped")
_KEPT = mark_plural(
    "{number} ticket was given and is kept; it is not printed yet. Go on, and the rest is done too.",
    "{number} tickets were given and are kept; they are not printed yet. Go on, and the rest is done too.",
)
_NOTHING_GIVEN = mark("No ticket was given.")


def heading(guests: int, t: Translator) -> str:
    return t.plural(*_FOR, guests, number=formats.number(guests))


def choices(types: Sequence[TicketType], t: Translator) -> list[tuple[str, str]]:
    """The types that may be given, by their keys."""
    return [(one.key, one.titles.to(t.language)) for one in types if one.on_sale]


def first_choice(types: Sequence[TicketType], category: Category | None) -> str:
    """The key of the type that is proposed: the first for this category, where one is shown."""
    given = [one for one in types if one.on_sale]
    fitting = [one for one in given if one.category is category]
    return next((one.key for one in (*fitting, *given)), "")


def plan_text(plan: BatchPlan, t: Translator) -> str:
    without, held, waiting = len(plan.without), len(plan.holders), len(plan.unprinted)
    parts = [t.plural(*_WITHOUT, without, number=formats.number(without)) if without else t(_NOBODY)]
    if held:
        parts.append(t.plural(*_HOLDERS, held, number=formats.number(held)))
    if waiting:
        parts.append(t.plural(*_UNPRINTED, waiting, number=formats.number(waiting)))
    return " ".join(parts)


def refusal(problem: Problem, types: Sequence[TicketType], t: Translator) -> str:
    """Why it cannot be done; the type by its title, not by its key."""
    titles = {one.key: one.titles.to(t.language) for one in types}
    facts = dict(problem.facts)
    if facts.get("type") in titles:
        facts["type"] = titles[str(facts["type"])]
    return sentence(Problem(problem.kind, facts, problem.place), t)


def proposal(plan: BatchPlan, t: Translator) -> str | None:
    """The word on the button; None where there is nothing to do."""
    if plan.without:
        return t.plural(*_GIVE, len(plan.without), number=formats.number(len(plan.without)))
    if plan.unprinted:
        return t.plural(*_PRINT, len(plan.unprinted), number=formats.number(len(plan.unprinted)))
    return None


def outcome(given: int, printed: int, file: Path, t: Translator) -> tuple[str, str, str]:
    title = t.plural(*_SAVED, printed, number=formats.number(printed), file=file.name)
    said = t.plural(*_GIVEN, given, number=formats.number(given)) if given else ""
    return "ok", title, " ".join(filter(None, (said, str(file))))


def kept(given: int, t: Translator) -> str:
    return t.plural(*_KEPT, given, number=formats.number(given)) if given else t(_NOTHING_GIVEN)


def stopped(given: int, t: Translator) -> tuple[str, str, str]:
    return "info", t(_STOPPED), kept(given, t)
