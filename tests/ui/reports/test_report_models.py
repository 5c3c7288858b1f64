from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method
from aspara_desk.i18n.translator import Translator
from aspara_desk.reports.attendance import Attendance, Came, Crowd, EventLine
from aspara_desk.reports.takings import Takings, TakingsLine
from aspara_desk.ui.desks.reports.attendance_table import (
    attendance_header,
    attendance_report,
    attendance_rows,
    without_ticket,
)
from aspara_desk.ui.desks.reports.contents import attendance_content, takings_content
from aspara_desk.ui.desks.reports.takings_table import takings_header, takings_report, takings_rows
from aspara_desk.ui.models.report_table import GROUP_ROLE, Report, ReportModel
from tests.ui.programme.planning import event, programme

T = Translator("en")
NOBODY = dict.fromkeys(Crowd, Came())


def came(*lines: EventLine, total: dict[Crowd, Came] | None = None) -> Attendance:
    planned = programme(*(line.event for line in lines))
    return Attendance(planned, tuple(lines), total or NOBODY, {("v1", "2022-10-02"): 4})


def taken(*lines: TakingsLine, owed: int = 0, pending: int = 0) -> Takings:
    total = Money(sum(one.amount.minor for one in lines), "KZT")
    return Takings(lines, total, Money(owed, "KZT"), {"pending": pending} if pending else {})


def line(method: Method, desk: str, actor: str, payments: int, minor: int) -> TakingsLine:
    return TakingsLine(method, desk, actor, payments, Money(minor, "KZT"))


def texts(report: Report) -> list[list[str]]:
    return [[cell.text for cell in one.cells] for one in report.lines]


def test_attendance_has_a_line_an_event_and_the_season_last() -> None:
    first = EventLine(event(1, 600, 60), {Crowd.VISITORS: Came(1200, 1500), Crowd.CREW: Came(3, 9)})
    second = EventLine(event(2, 700, 60), {Crowd.VISITORS: Came(10, 10)})
    report = attendance_report(came(first, second, total={**NOBODY, Crowd.VISITORS: Came(1205, 1510)}), T)
    assert texts(report) == [
        ["2 October", "E", "1\u00a0200", "1\u00a0500", "–", "–", "3", "9"],
        ["", "E", "10", "10", "–", "–", "–", "–"],
        ["", "Whole season", "1\u00a0205", "1\u00a0510", "–", "–", "–", "–"],
    ]
    assert [one.total for one in report.lines] == [False, False, True]
    assert report.lines[1].cells[1].spoken == "2 October, E"


def test_a_spreadsheet_has_the_words_of_the_screen_and_plain_numbers() -> None:
    first = EventLine(event(1, 600, 60), {Crowd.VISITORS: Came(1200, 1500), Crowd.CREW: Came(3, 9)})
    assert list(attendance_header(T)) == [
        "Day", "Event", "Visitors: people", "Visitors: entries", "Participants: people", "Participants: entries",
        "Crew: people", "Crew: entries",
    ]  # fmt: skip
    assert list(attendance_rows(came(first), T)) == [("2022-10-02", "E", 1200, 1500, 0, 0, 3, 9)]
    found = taken(line(Method.CASH, "A", "desk A", 3, 900050))
    assert list(takings_header(found, T)) == ["Paid by", "Taken by", "Payments", "Amount (KZT)"]
    assert list(takings_rows(found, T)) == [("cash", "Desk A", 3, Decimal("9000.50"))]


def test_people_without_a_ticket_are_told_by_venue_and_day() -> None:
    assert without_ticket(came(), T) == ["Without a ticket: V1, 2 October: 4"]


def test_takings_have_a_line_a_method_and_person_and_the_total_last() -> None:
    report = takings_report(
        taken(line(Method.CASH, "A", "desk A", 3, 900000), line(Method.CASH, "B", "Saule", 1, 100000)), T
    )
    assert texts(report) == [
        ["cash", "Desk A", "3", "9\u00a0000\u00a0₸"],
        ["", "Desk B · Saule", "1", "1\u00a0000\u00a0₸"],
        ["Total", "", "4", "10\u00a0000\u00a0₸"],
    ]
    assert report.lines[1].cells[1].spoken == "cash, Desk B · Saule"


def test_what_is_owed_stands_beside_what_was_taken() -> None:
    content = takings_content(taken(owed=50000, pending=2), T)
    assert [(one.word, one.value, one.more) for one in content.figures] == [
        ("Still owed", "500\u00a0₸", "2 orders wait for payment")
    ]
    assert content.report.lines == ()
    assert attendance_content(came(), T).figures == ()


@pytest.fixture
def model(qapp: object) -> ReportModel:  # noqa: ARG001 - a font needs the program
    made = ReportModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def test_the_model_is_sound_while_reports_change(model: ReportModel) -> None:
    model.show(attendance_report(came(EventLine(event(1, 600, 60), {})), T))
    assert (model.rowCount(), model.columnCount()) == (2, 8)
    model.show(takings_report(taken(line(Method.CARD, "A", "desk A", 1, 100)), T))
    assert (model.rowCount(), model.columnCount()) == (2, 4)
    model.show(Report())
    assert (model.rowCount(), model.columnCount()) == (0, 0)


def test_numbers_stand_at_the_right_and_the_total_is_bold(model: ReportModel) -> None:
    model.show(takings_report(taken(line(Method.CARD, "A", "desk A", 1, 100)), T))
    assert model.index(0, 3).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole) is None
    assert model.index(1, 0).data(Qt.ItemDataRole.FontRole).bold()


def test_columns_tell_their_group(model: ReportModel) -> None:
    model.show(attendance_report(came(EventLine(event(1, 600, 60), {})), T))
    across = Qt.Orientation.Horizontal
    assert [model.headerData(one, across, GROUP_ROLE) for one in (1, 2, 3)] == ["", "Visitors", "Visitors"]
    assert model.headerData(3, across, Qt.ItemDataRole.AccessibleTextRole) == "Visitors, entries"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
