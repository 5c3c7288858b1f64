"""The reports as tables for spreadsheets: a header of stable names, and rows of keys and plain numbers."""

from collections.abc import Iterator, Sequence

from aspara_desk.domain.money import in_major_units
from aspara_desk.reports.attendance import Attendance, Crowd
from aspara_desk.reports.takings import Takings

ATTENDANCE = ("day", "event", "title", *(f"{crowd}_{what}" for crowd in Crowd for what in ("people", "entries")))
TAKINGS = ("method", "desk", "actor", "payments", "minor", "currency", "amount")
"""`minor` is whole minor units, `amount` the same as a decimal number of the currency."""


def attendance_rows(found: Attendance, language: str) -> Iterator[Sequence[object]]:
    """One row an event, under ATTENDANCE; titles in one language."""
    for line in found.events:
        counts = [line.of(crowd) for crowd in Crowd]
        numbers = (number for came in counts for number in (came.people, came.entries))
        yield (line.event.day.isoformat(), line.event.key, line.event.titles.to(language), *numbers)


def takings_rows(found: Takings) -> Iterator[Sequence[object]]:
    """One row a method, desk and person, under TAKINGS."""
    for one in found.lines:
        amount = one.amount
        paid = (amount.minor, amount.currency, in_major_units(amount))
        yield (one.method.value, one.desk, one.actor, one.payments, *paid)
