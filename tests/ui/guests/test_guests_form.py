"""What was typed into the form of a guest, however it is left."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aspara_desk.domain.errors import DeskError, StoreUnusable
from aspara_desk.domain.guests import Guest
from aspara_desk.guests.finding import find
from aspara_desk.guests.writing import change_guest
from aspara_desk.ui.desks.guests import form as form_module
from aspara_desk.ui.desks.guests.choice import Choice
from aspara_desk.ui.desks.guests.form import GuestForm
from tests.ui.conftest import PATIENCE_MS
from tests.ui.guests.conftest import Room

ENTER, ESC, DOWN, F6 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_F6
CTRL = Qt.KeyboardModifier.ControlModifier


def form_of(room: Room) -> GuestForm:
    return room.desk._pane.form


def begin_new(room: Room) -> None:
    room.press(Qt.Key.Key_N, modifier=CTRL)


def test_esc_keeps_what_was_typed_of_a_new_guest(room: Room) -> None:
    begin_new(room)
    room.type("Half Typed")
    room.press(ESC)
    assert not room.desk._pane.is_editing
    room.press(DOWN)
    begin_new(room)
    form = form_of(room)
    assert form._fields["name"].text == "Half Typed"
    assert "here again" in form._banner.text
    room.press(ENTER)
    assert room.card_name == "Half Typed"
    begin_new(room)
    assert form._fields["name"].text == ""
    assert form._banner.isHidden()


def test_cancel_throws_away_what_was_typed(room: Room) -> None:
    begin_new(room)
    room.type("Half Typed")
    room.press(ESC)
    begin_new(room)
    form_of(room)._cancel.click()
    begin_new(room)
    assert form_of(room)._fields["name"].text == ""


def test_what_was_typed_of_one_guest_is_not_shown_for_another(room: Room) -> None:
    first = room.card_name
    room.press(F6)
    room.type("Other Name")
    room.press(ESC, DOWN, F6)
    form = form_of(room)
    assert form._fields["name"].text == room.card_name != first
    room.press(ESC, Qt.Key.Key_Up, F6)
    assert form._fields["name"].text == "Other Name"
    room.press(ESC, Qt.Key.Key_F2)
    room.type("Zhanna Testova")
    room.press(ENTER)
    assert form._fields["name"].text == "Zhanna Testova"


def test_the_foot_says_what_the_button_says(room: Room) -> None:
    begin_new(room)
    assert (room.keys["Enter"], room.keys["Esc"]) == ("Add", "Back")
    room.press(ESC, F6)
    assert room.keys["Enter"] == "Save" == form_of(room)._save.text()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A change of a guest is not written before this is set."""
    go_on = threading.Event()

    def change(*given: object) -> Guest:
        assert go_on.wait(PATIENCE_MS / 1000)
        return change_guest(*given)

    monkeypatch.setattr(form_module, "change_guest", change)
    yield go_on
    go_on.set()


def test_an_answer_about_one_guest_leaves_the_form_of_another_alone(
    room: Room, held: threading.Event, qtbot: QtBot
) -> None:
    first, other = room.names[:2]
    room.press(F6)
    form = form_of(room)
    form._fields["note"].edit.setText("first note")
    room.press(ENTER, ESC, DOWN, wait=False)
    qtbot.waitUntil(lambda: room.card_name == other, timeout=PATIENCE_MS)
    room.press(F6, wait=False)
    form._fields["note"].edit.setText("second note")
    held.set()
    room.settle()
    assert room.desk._pane.is_editing
    assert (form._fields["name"].text, form._fields["note"].text) == (other, "second note")
    room.press(ENTER)
    assert room.card_name == other
    saved = {name: find(room.context.here, name)[0].guest.details.note for name in (first, other)}
    assert saved == {first: "first note", other: "second note"}


def test_a_save_that_fails_after_the_form_was_left_is_told_and_what_was_typed_is_kept(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def fails(*_given: object) -> Guest:
        assert go_on.wait(PATIENCE_MS / 1000)
        error: DeskError = StoreUnusable("store_full")
        raise error

    monkeypatch.setattr(form_module, "change_guest", fails)
    room.press(F6)
    form = form_of(room)
    form._fields["note"].edit.setText("kept note")
    room.press(ENTER, ESC, wait=False)
    go_on.set()
    room.settle()
    assert not room.desk._pane._fault.isHidden()
    room.press(F6)
    assert form._fields["note"].text == "kept note"


def test_a_choice_follows_its_keys_and_keeps_what_is_chosen(room: Room) -> None:
    choice = Choice(room.desk)
    choice.set_words([("a", "First"), ("b", "Second")])
    choice.choose("b")
    choice.set_words([("b", "Second"), ("c", "Third")])
    assert (choice.value, choice.list.currentText()) == ("b", "Second")
    choice.set_words([("x", "Another"), ("c", "Third"), ("b", "Zweite")])
    assert (choice.value, choice.list.currentText()) == ("b", "Zweite")
    choice.set_words([("x", "Another"), ("c", "Third")])
    assert (choice.value, choice.list.currentText()) == ("x", "Another")
