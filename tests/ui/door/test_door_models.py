from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from aspara_desk.ui.models.rows import ROW_ROLE, Row, RowsModel
from aspara_desk.ui.models.scans import LINE_ROLE, ScanLine, ScansModel


def line(number: int) -> ScanLine:
    return ScanLine(
        UUID(int=number), "18:42:00", "admit", "admit", "Saule", "VIP", "", admitted=True, undone=False
    )  # fmt: skip


def test_scans_come_in_at_the_top_and_leave_at_the_bottom(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = ScansModel()
    qtmodeltester.check(model)
    model.show([line(1)])
    with qtbot.waitSignal(model.rowsInserted):
        model.show([line(3), line(2), line(1)])
    with qtbot.waitSignals([model.rowsInserted, model.rowsRemoved]):
        model.show([line(4), line(3), line(2)])
    assert [one.id.int for one in model.lines()] == [4, 3, 2]


def test_what_was_taken_back_is_said_in_its_row(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = ScansModel()
    qtmodeltester.check(model)
    model.show([line(2), line(1)])
    with qtbot.waitSignal(model.dataChanged):
        model.show([line(2), replace(line(1), undone=True)])
    assert model.index(1).data(LINE_ROLE).undone
    assert model.index(0).data(Qt.ItemDataRole.DisplayRole) == "18:42:00, admit, Saule, VIP"


def test_another_door_has_other_scans(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = ScansModel()
    qtmodeltester.check(model)
    model.show([line(2), line(1)])
    with qtbot.waitSignal(model.modelReset):
        model.show([line(2), line(9), line(8)])
    model.show([])
    assert model.rowCount() == 0


def test_a_late_scan_finds_its_place(qtmodeltester: ModelTester) -> None:
    model = ScansModel()
    qtmodeltester.check(model)
    model.show([line(5), line(1)])
    model.show([line(6), line(5), line(4), line(1)])
    assert [one.id.int for one in model.lines()] == [6, 5, 4, 1]


def test_rows_to_choose_from(qtmodeltester: ModelTester) -> None:
    model = RowsModel()
    qtmodeltester.check(model)
    model.show([Row("Saule", "VIP", "valid", value=7), Row("Dana")])
    assert model.index(0).data(ROW_ROLE).value == 7
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Saule, VIP, valid"
    assert model.index(1).data() == "Dana"
    assert model.row(2) is None
