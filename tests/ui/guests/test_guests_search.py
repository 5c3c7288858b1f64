import pytest
from PySide6.QtCore import Qt

from aspara_desk.ui.desks.guests import desk as room_desk
from aspara_desk.ui.desks.guests import lists
from tests.ui.guests.conftest import Room

ENTER, ESC, F2 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F2


def test_the_box_says_by_what_it_finds(room: Room) -> None:
    assert room.desk._lists.box.placeholderText() == "Find a guest by name"


def test_one_letter_asks_for_another_and_enter_does_nothing(room: Room) -> None:
    room.press(F2)
    room.type("k")
    assert room.count == "Type one more letter."
    assert not room.desk._lists.proposes_new
    assert "Enter" not in room.keys
    room.press(ENTER)
    assert not room.desk._pane.is_editing
    assert room.desk._lists.box.hasFocus()
    room.type("a")
    assert room.count.endswith("found")
    room.press(Qt.Key.Key_Backspace)
    assert room.count == "Type one more letter."
    room.press(ESC)
    assert room.count == "420 guests"


@pytest.mark.parametrize("nonsense", ["zzzzz", "qqqq"])
def test_nonsense_is_nobody_and_may_be_added(room: Room, nonsense: str) -> None:
    room.press(F2)
    room.type(nonsense)
    assert room.count == "0 found"
    assert room.keys["Enter"] == "Add"


def test_no_tickets_for_the_best_of_many(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST", 5)
    monkeypatch.setattr(room_desk, "MOST", 5)
    room.press(F2)
    room.type("ка")
    assert room.count == "the best 5"
    room.press(Qt.Key.Key_F8)
    assert room.desk._batch_panel is None
    assert "the best 5" in room.desk._fault.text
