from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from aspara_desk.guests.finding import find
from aspara_desk.guests.reading import Column
from aspara_desk.ui.desks.guests.column_words import all_recognised, choices, with_field
from aspara_desk.ui.desks.guests.columns import ColumnChoices
from tests.ui.guests.conftest import Room

ENTER, ESC, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Down
F9 = Qt.Key.Key_F9
CODE = "7" * 30


@pytest.fixture
def unknown_heads(tmp_path: Path) -> Path:
    file = tmp_path / "unknown.csv"
    file.write_text("Кто придёт,Откуда,Phone\nСписанный Гость,Тараз,8701\nВторой Гость,Алматы,8702\n", encoding="utf-8")
    return file


def shown(room: Room) -> ColumnChoices:
    return room.desk._importing._columns


def fields(room: Room) -> list[str]:
    return [box.currentText() for box in shown(room)._boxes.values()]


def test_heads_that_nobody_knows_are_no_dead_end_for_keys(room: Room, unknown_heads: Path) -> None:
    panel = room.desk._importing
    panel.look_through(unknown_heads)
    room.settle()
    assert shown(room).isVisible()
    assert fields(room) == ["Leave out", "Leave out", "Phone"]
    assert panel._text.text() == "The names are still missing: choose the column that has them."
    assert panel.proposal is None
    assert "Enter" not in room.keys
    assert room.count == "420 guests"
    room.press(DOWN)
    assert fields(room) == ["Name", "Leave out", "Phone"]
    assert room.keys["Enter"] == "Look through the list"
    room.press(TAB)
    room.type("Org")
    assert fields(room) == ["Name", "Organisation", "Phone"]
    room.press(ENTER)
    assert not shown(room).isVisible()
    assert room.count == "420 guests"
    assert room.keys["Enter"] == "Import 2 guests"
    room.press(ENTER)
    assert room.count == "422 guests"
    (found,) = find(room.context.here, "Списанный Гость")
    assert (found.guest.details.organisation, found.guest.details.phone) == ("Тараз", "8701")


def test_columns_that_are_known_are_one_key_away(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "known.csv"
    file.write_text("name,note\nKnown Guest,Almaty\n", encoding="utf-8")
    panel = room.desk._importing
    panel.look_through(file)
    room.settle()
    assert not shown(room).isVisible()
    assert room.keys["F9"] == "Columns"
    room.press(F9)
    assert shown(room).isVisible()
    assert shown(room).isAncestorOf(QApplication.focusWidget())
    assert panel.proposal == "Import 1 guest"  # nothing was changed yet
    room.press(TAB)
    room.type("Org")
    assert panel.proposal == "Look through the list"
    room.press(ENTER, ENTER)
    (found,) = find(room.context.here, "Known Guest")
    assert (found.guest.details.organisation, found.guest.details.note) == ("Almaty", "")


def test_some_columns_that_are_not_known_are_shown_beside_the_plan(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("name,shoe size\nOne Guest,42\n", encoding="utf-8")
    panel = room.desk._importing
    panel.look_through(file)
    room.settle()
    assert fields(room) == ["Name", "Leave out"]
    assert panel._problems.count() == 0
    assert room.keys["Enter"] == "Import 1 guest"
    room.press(ENTER)
    assert room.count == "421 guests"


def test_a_list_that_was_changed_meanwhile_is_not_read_by_its_old_columns(room: Room, unknown_heads: Path) -> None:
    panel = room.desk._importing
    panel.look_through(unknown_heads)
    room.settle()
    room.press(DOWN)
    unknown_heads.write_text("Phone,Кто придёт\n8701,Гость\n", encoding="utf-8")
    room.press(ENTER)
    assert panel._title.text() == "unknown.csv cannot be imported"
    assert "columns" in panel._text.text()
    assert room.count == "420 guests"


def test_esc_leaves_the_columns_and_another_list_begins_anew(room: Room, unknown_heads: Path) -> None:
    panel = room.desk._importing
    panel.look_through(unknown_heads)
    room.settle()
    room.press(DOWN, ESC)
    assert panel.isHidden()
    assert room.desk._lists.all.hasFocus()
    panel.look_through(unknown_heads)
    room.settle()
    assert fields(room) == ["Leave out", "Leave out", "Phone"]


def test_no_code_is_shown_that_stands_in_a_list(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text(f"Who,{CODE}\nGuest,{CODE}\n", encoding="utf-8")
    room.desk._importing.look_through(file)
    room.settle()
    boxes = shown(room)._boxes.values()
    said = [box.accessibleName() + box.accessibleDescription() for box in boxes]
    said += [shown(room)._grid.itemAt(at).widget().property("text") or "" for at in range(shown(room)._grid.count())]
    assert not any(CODE in one for one in said)


def test_a_list_without_heads_loses_nobody(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "headless.csv"
    file.write_text("Headless First,8701\nHeadless Second,8702\n,8703\n", encoding="utf-8")
    panel = room.desk._importing
    panel.look_through(file)
    room.settle()
    room.press(DOWN)
    room.press(Qt.Key.Key_Backtab, Qt.Key.Key_Space)
    assert shown(room).headless
    room.press(TAB, TAB)
    room.type("Ph")
    room.press(ENTER)
    assert panel._text.text() == "3 rows: 2 new guests, 1 rejected."
    room.press(ENTER)
    assert room.count == "422 guests"
    assert len(find(room.context.here, "Headless")) == 2
    assert file.with_name("headless.rejected.csv").read_text(encoding="utf-8-sig").startswith("name,phone,reason")


def test_the_wheel_changes_no_field(room: Room, unknown_heads: Path) -> None:
    room.desk._importing.look_through(unknown_heads)
    room.settle()
    for box in shown(room)._boxes.values():
        centre = QPointF(box.rect().center())
        wheel = QWheelEvent(
            centre, box.mapToGlobal(centre), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003
        )  # fmt: skip
        QApplication.sendEvent(box, wheel)
    assert fields(room) == ["Leave out", "Leave out", "Phone"]


def test_very_many_columns_do_not_hold_the_window_up(room: Room, tmp_path: Path, watchdog: object) -> None:  # noqa: ARG001
    file = tmp_path / "wide.csv"
    heads = [f"Question {number}" for number in range(500)]
    file.write_text(",".join(["name", *heads]) + "\n" + ",".join(["One Guest", *heads]) + "\n", encoding="utf-8")
    room.desk._importing.look_through(file)
    room.settle()
    while shown(room)._waiting:
        QApplication.processEvents()
    assert len(shown(room)._boxes) == 200
    assert room.desk._importing.proposal == "Import 1 guest"


def test_the_fields_are_said_in_the_language_that_is_chosen(room: Room, unknown_heads: Path) -> None:
    room.desk._importing.look_through(unknown_heads)
    room.settle()
    room.press(DOWN)
    room.context.language.choose("ru")
    room.desk.set_words(room.context.t)
    assert fields(room)[0] == dict(choices(room.context.t))["name"] != "Name"
    assert shown(room).columns[0].field == "name"


def test_a_field_is_given_to_one_column_only() -> None:
    columns = (Column("a", "1", "name"), Column("b", "2", None), Column("", "", None))
    given = with_field(columns, 1, "name")
    assert [one.field for one in given] == [None, "name", None]
    assert not all_recognised(given)
    assert all_recognised(with_field(given, 0, "phone"))
    assert [one.field for one in with_field(given, 1, "")] == [None, None, None]


def test_in_a_low_window_the_filters_give_way_to_the_columns(room: Room, unknown_heads: Path) -> None:
    room.desk.resize(860, 430)
    panel, filters = room.desk._importing, room.desk._lists.filters
    panel.look_through(unknown_heads)
    room.settle()
    assert not filters.isVisible()
    room.desk.resize(1180, 640)
    room.settle()
    assert filters.isVisible()
    room.desk.resize(860, 430)
    panel.put_away()
    assert filters.isVisible()


def test_the_number_of_further_columns_is_said_in_another_language_too(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    heads = [f"Question {number}" for number in range(210)]
    file.write_text(",".join(["name", *heads]) + "\n" + ",".join(["One Guest", *heads]) + "\n", encoding="utf-8")
    room.desk._importing.look_through(file)
    room.settle()
    while shown(room)._waiting:
        QApplication.processEvents()
    assert shown(room)._more_label.text() == "and 11 more"
    room.context.language.choose("ru")
    room.desk.set_words(room.context.t)
    assert shown(room)._more_label.text() == room.context.t("and {number} more", number="11") != "and 11 more"
