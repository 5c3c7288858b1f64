"""What came in, as a table: a line for each way of payment, desk and person; on the screen and for a spreadsheet."""

from collections.abc import Iterator, Sequence

from aspara_desk.domain.money import in_major_units
from aspara_desk.domain.sales import OrderState
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.reports.takings import Takings, TakingsLine
from aspara_desk.ui.models.report_table import Cell, Column, Line, Report

_METHOD, _WHO, _PAYMENTS, _AMOUNT = mark("Paid by"), mark("Taken by"), mark("Payments"), mark("Amount")
_TOTAL = mark("Total")
_WAITING = mark_plural("{count} order waits for payment", "{count} orders wait for payment")


def takings_report(found: Takings, t: Translator) -> Report:
    if not found.lines:
        return Report()
    columns = (
        Column(t(_METHOD)), Column(t(_WHO)), Column(t(_PAYMENTS), number=True), Column(t(_AMOUNT), number=True),
    )  # fmt: skip
    lines = []
    shown = None
    for one in found.lines:
        method = vocabulary.word(vocabulary.METHODS, one.method, t)
        first = Cell("" if one.method is shown else method, method)
        shown = one.method
        lines.append(Line((first, *_rest(one, method, t))))
    payments = sum(one.payments for one in found.lines)
    total = (t(_TOTAL), "", formats.number(payments), formats.money(found.total))
    return Report(columns, (*lines, Line(tuple(Cell(text) for text in total), total=True)))


def _rest(one: TakingsLine, method: str, t: Translator) -> tuple[Cell, ...]:
    who = vocabulary.desk_and_person(one.desk, one.actor, t)
    return Cell(who, f"{method}, {who}"), Cell(formats.number(one.payments)), Cell(formats.money(one.amount))


def takings_header(found: Takings, t: Translator) -> Sequence[str]:
    """Of `takings_rows`."""
    return [t(_METHOD), t(_WHO), t(_PAYMENTS), f"{t(_AMOUNT)} ({found.total.currency})"]


def takings_rows(found: Takings, t: Translator) -> Iterator[Sequence[object]]:
    """For a spreadsheet: a row a method, desk and person, amounts as decimal numbers of the currency."""
    for one in found.lines:
        method = vocabulary.word(vocabulary.METHODS, one.method, t)
        who = vocabulary.desk_and_person(one.desk, one.actor, t)
        yield (method, who, one.payments, in_major_units(one.amount))


def waiting_orders(found: Takings, t: Translator) -> str:
    """How many orders still owe something; empty without any."""
    count = found.orders.get(OrderState.PENDING, 0)
    return t.plural(*_WAITING, count) if count else ""
