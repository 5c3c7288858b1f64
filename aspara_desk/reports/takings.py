"""What came in, by way of payment and by whom, and what is still owed."""

from dataclasses import dataclass

from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Method
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.unit import Reading


@dataclass(frozen=True, slots=True)
class TakingsLine:
    method: Method
    desk: str
    actor: str
    payments: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Takings:
    """`owed` is what pending orders still have to pay for the tickets that stand."""

    lines: tuple[TakingsLine, ...]
    total: Money
    owed: Money
    orders: dict[str, int]


def takings(here: Workplace) -> Takings:
    here.require(Right.REPORT)
    return here.read(_takings)


def _takings(unit: Reading) -> Takings:
    currency = unit.programme.season.currency
    letters = {desk_id: letter for letter, desk_id in unit.identity.desks().items()}
    lines = tuple(
        TakingsLine(
            method=Method(row.method),
            desk=letters.get(row.desk_id, "?"),
            actor=row.actor,
            payments=row.payments,
            amount=Money(row.amount_minor, currency),
        )
        for row in unit.reports.takings()
    )
    return Takings(
        lines,
        Money(sum(line.amount.minor for line in lines), currency),
        Money(unit.reports.owed_minor(), currency),
        unit.reports.orders_by_state(),
    )
