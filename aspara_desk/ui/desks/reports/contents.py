"""The two reports: read from the store, said in a language, and saved as tables for a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.reports.attendance import Attendance, Crowd, attendance
from aspara_desk.reports.csv_file import write_table
from aspara_desk.reports.takings import Takings, takings
from aspara_desk.staff.workplace import Workplace
from aspara_desk.ui.desks.reports.attendance_table import (
    CROWDS,
    attendance_header,
    attendance_report,
    attendance_rows,
    without_ticket,
)
from aspara_desk.ui.desks.reports.takings_table import takings_header, takings_report, takings_rows, waiting_orders
from aspara_desk.ui.models.report_table import Report

WHO_CAME = mark("Who came")
WHAT_CAME_IN = mark("What came in")
_TAKEN = mark("Taken")
_OWED = mark("Still owed")
_ENTRIES = mark_plural("{number} entry", "{number} entries")


@dataclass(frozen=True, slots=True)
class Found:
    """Both, as they were `at` a moment (UTC)."""

    attendance: Attendance
    takings: Takings
    at: datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to be seen at once. `more` stands below its word."""

    word: str
    value: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A report in the window's language; `wide` is the column that takes the room there is."""

    title: str
    figures: Sequence[Figure]
    report: Report
    notes: Sequence[str]
    wide: int


def find(here: Workplace) -> Found:
    """Raises Refused for whoever may not read reports."""
    return Found(attendance(here), takings(here), here.clock())


def attendance_content(found: Attendance, t: Translator) -> Content:
    return Content(
        t(WHO_CAME), _people(found, t) if found.events else (), attendance_report(found, t), without_ticket(found, t), 1
    )


def _people(found: Attendance, t: Translator) -> Sequence[Figure]:
    figures = []
    for crowd in Crowd:
        came = found.total[crowd]
        entries = t.plural(*_ENTRIES, came.entries, number=formats.number(came.entries))
        figures.append(Figure(t(CROWDS[crowd]), formats.number(came.people), entries))
    return figures


def takings_content(found: Takings, t: Translator) -> Content:
    figures = [Figure(t(_TAKEN), formats.money(found.total))] if found.lines else []
    if found.owed.minor:
        figures.append(Figure(t(_OWED), formats.money(found.owed), waiting_orders(found, t)))
    return Content(t(WHAT_CAME_IN), figures, takings_report(found, t), (), 1)


def save_attendance(found: Attendance, t: Translator, path: Path, *, decimal_comma: bool) -> None:
    """In the language that the screen has. Raises Misused where the file cannot be written."""
    write_table(path, attendance_header(t), attendance_rows(found, t), decimal_comma=decimal_comma)


def save_takings(found: Takings, t: Translator, path: Path, *, decimal_comma: bool) -> None:
    """As `save_attendance`."""
    write_table(path, takings_header(found, t), takings_rows(found, t), decimal_comma=decimal_comma)
