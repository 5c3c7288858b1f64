"""What a key means at the door: on every layout, to everybody who works here, and only one thing at a time."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from aspara_desk.box_office import tickets
from aspara_desk.domain.programme import Control
from aspara_desk.domain.rights import Role
from aspara_desk.ui.desks.door.verdict_view import Face
from aspara_desk.ui.tasks import Lane
from tests.ui.door.conftest import CODE_OF_X11, Doorway
from tests.ui.typing import ALT, NO_MODIFIER, deliver, press

SHOW = "show-d2-evening"
ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab


def control_of(doorway: Doorway) -> Control:
    programme = doorway.context.here.read(lambda unit: unit.programme)
    return next(one for one in programme.events if one.key == "d2-show-evening").control


def hinted(doorway: Doorway) -> list[str]:
    return [hint.key for hint in doorway.desk.hints()]


def enter_does(doorway: Doorway) -> str:
    """What stands beside Enter in the prompt."""
    return next(one.word for one in doorway.desk._prompt._keys._hints if one.key == "Enter" and one.isVisible())


# --- on the Kazakh layout, which has letters on the row of digits ---


def test_the_key_of_a_digit_chooses_a_reason_on_every_layout(doorway: Doorway) -> None:
    doorway.answer(doorway.sell("pass-day3", "Dana"))
    doorway.act("F6")
    doorway.type_in_kazakh("ә")
    assert enter_does(doorway) == "let in: mistake at the box office"
    assert doorway.desk._prompt._own.text() == ""
    doorway.press(ENTER)
    assert "mistake at the box office" in doorway.seen().sentence


def test_everyone_is_sent_out_for_the_reason_that_was_meant(doorway: Doorway) -> None:
    doorway.act("Ctrl+E")
    doorway.type_in_kazakh('"')
    assert enter_does(doorway) == "everyone is out: the hall was cleared"


def test_a_scan_is_taken_back_for_the_reason_that_was_meant(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW)
    doorway.answer(sold)
    doorway.act("F4")
    doorway.type_in_kazakh("і")
    doorway.press(ENTER)
    [undone] = tickets.show(doorway.context.here, sold.number).undos
    assert undone.why == "the guest did not go in"


def test_a_number_is_written_and_changed_on_every_layout(doorway: Doorway) -> None:
    doorway.press("+")
    doorway.type_in_kazakh("ә.")
    assert doorway.desk._prompt.number == 27
    doorway.type_in_kazakh("һһө")
    assert doorway.desk._prompt.number == 28
    doorway.press(ESCAPE)
    doorway.act("F9")
    doorway.type_in_kazakh("әғ")
    assert doorway.desk._prompt.number == 25
    doorway.type_in_kazakh("әй")
    assert doorway.desk._acts.is_open


def test_people_are_counted_by_the_place_of_plus_and_minus(doorway: Doorway) -> None:
    for text, number in (("=", 1), ("-", -1)):
        doorway.type(text)
        assert doorway.desk._prompt.number == number
        doorway.press(ESCAPE)


def test_where_plus_and_minus_are_letters_they_count_with_alt(doorway: Doorway) -> None:
    assert "+ −" in hinted(doorway)
    doorway.type_in_kazakh("ә")
    doorway.press(ESCAPE)
    assert "Alt+= Alt+−" in hinted(doorway)
    window = doorway.desk.window().windowHandle()
    assert window is not None
    deliver(window, QEvent.Type.KeyPress, ord("Һ"), ALT, code=13 + CODE_OF_X11, text="һ")
    assert doorway.desk._prompt.number == 1


def test_a_reason_is_still_written_in_kazakh(doorway: Doorway) -> None:
    doorway.answer(doorway.sell("pass-day3", "Dana"))
    doorway.act("F6")
    doorway.type_in_kazakh("бұл әкесі")
    assert doorway.desk._prompt._own.text() == "бұл әкесі"
    for _letter in "бұл әкесі":
        doorway.press(Qt.Key.Key_Backspace)
    doorway.type_in_kazakh("ә")
    assert enter_does(doorway) == "let in: mistake at the box office"
    doorway.press(TAB)
    doorway.type_in_kazakh("әкесі")
    assert enter_does(doorway) == "let in: әкесі"
    doorway.press(ESCAPE)
    doorway.act("F6")
    doorway.type_in_kazakh("Әкесі")
    assert enter_does(doorway) == "let in: Әкесі"


def test_what_is_chosen_is_marked(doorway: Doorway) -> None:
    doorway.answer(doorway.sell(SHOW))
    doorway.act("F4")

    def marked() -> list[str]:
        return [one.key for one in doorway.desk._prompt._choices._hints if one._word.property("role") == "strong"]

    assert marked() == ["1"]
    doorway.press("3")
    assert marked() == ["3"]
    doorway.type("went home")
    assert marked() == []


# --- one meaning at a time ---


def test_enter_means_one_thing(doorway: Doorway) -> None:
    doorway.stand_at("hall-vip")
    assert doorway.answer(doorway.sell("vip-front-row", "Saule")).act == "Enter: let in"
    assert hinted(doorway)[:2] == ["Enter", "Esc"]
    doorway.act("F8")
    assert doorway.seen().act == ""
    assert hinted(doorway) == []
    doorway.press(ESCAPE)
    assert doorway.seen().act == "Enter: let in"
    assert hinted(doorway)[:2] == ["Enter", "Esc"]
    doorway.act("F5")
    assert "Enter" not in hinted(doorway)


def test_a_verdict_is_not_answerable_again_while_the_next_one_is_recorded(doorway: Doorway) -> None:
    doorway.stand_at("hall-vip")
    doorway.answer(doorway.sell("vip-front-row", "Saule"))
    following = doorway.sell("vip-front-row", "Aru")
    doorway.act("F8")
    doorway.scan(following)
    assert not doorway.desk._acts.is_open
    assert (doorway.desk._panel.view.name, doorway.desk._panel.view.act) == ("Saule", "")
    assert doorway.seen().act == "Enter: let in"


def test_a_key_is_for_the_prompt_whatever_has_the_focus(doorway: Doorway) -> None:
    doorway.stand_at("hall-vip")
    doorway.answer(doorway.sell("vip-front-row", "Saule"))
    doorway.act("F8")
    doorway.desk._panel.setFocus()
    doorway.press(ENTER)
    assert control_of(doorway) is Control.HOLD
    assert [face for face, _who in doorway.lines()] == ["ask"]


def hold_enter(doorway: Doorway) -> None:
    window = doorway.desk.window().windowHandle()
    assert window is not None
    for _ in range(3):
        QCoreApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, ENTER, NO_MODIFIER, "\r", autorep=True))
    doorway.settle(doorway.context)


def test_an_enter_that_is_held_answers_nothing(doorway: Doorway) -> None:
    doorway.stand_at("hall-vip")
    doorway.answer(doorway.sell("vip-front-row", "Saule"))
    hold_enter(doorway)
    assert doorway.seen().face is Face.ASK
    doorway.act("F8")
    hold_enter(doorway)
    assert control_of(doorway) is Control.SCHEDULE


@pytest.mark.parametrize("key", ["F2", "F5", "F8", "F9", "Ctrl+E"])
def test_what_is_asked_is_answered_before_anything_else_is_opened(doorway: Doorway, key: str) -> None:
    doorway.answer(doorway.sell(SHOW, "Dana"))
    doorway.act("F4")
    doorway.act(key)
    assert "Dana" in doorway.desk._prompt.accessibleName()
    assert doorway.desk._stack.currentIndex() == 0
    assert doorway.told() == "Answer what is asked here first: Enter does it, Esc leaves it."
    doorway.press(ESCAPE)
    assert doorway.told() == ""
    assert doorway.lines() == [("admit", "Dana")]


def test_a_prompt_is_whole_below_what_is_told(doorway: Doorway) -> None:
    doorway.context.theme.set_text_scale(1.3)
    doorway.desk.resize(860, 500)
    doorway.answer(doorway.sell("pass-day3", "Dana"))
    doorway.act("F6")
    doorway.act("F9")
    for _turn in range(3):
        QApplication.processEvents()
    prompt = doorway.desk._prompt
    assert doorway.told()
    assert prompt.height() >= prompt.sizeHint().height()
    doorway.context.theme.set_text_scale(1.0)


# --- who may do what ---


def test_a_steward_is_shown_only_what_her_role_may_do(doorway: Doorway) -> None:
    refused, asked = doorway.sell("pass-day3"), doorway.sell("vip-front-row")
    assert {"F7", "F8", "F9", "F10", "Ctrl+E"} <= set(hinted(doorway))
    here = doorway.context.here
    doorway.context.here = replace(here, actor=replace(here.actor, name="Нұрай", role=Role.STEWARD))
    seen = doorway.answer(refused)
    assert (seen.face, seen.act) == (Face.REFUSE, "")
    assert hinted(doorway) == ["F2", "F4", "F5", "+ −"]
    doorway.stand_at("hall-vip")
    assert doorway.answer(asked).act == "Enter: let in"


# --- cancelling an event ---


def test_a_supervisor_cancels_an_event_and_puts_it_back(doorway: Doorway) -> None:
    doorway.act("F10")
    assert enter_does(doorway) == "close entry"
    doorway.press("2")
    assert doorway.desk._prompt.accessibleName().startswith("Cancel “Evening show")
    assert enter_does(doorway) == "cancel the event"
    doorway.press(ENTER)
    assert control_of(doorway) is Control.CANCEL
    assert doorway.told() == "“Evening show: designers of Central Asia” is cancelled at every door."
    assert doorway.answer(doorway.sell("pass-day2")).face is Face.REFUSE
    doorway.act("F10")
    assert enter_does(doorway) == "back to the schedule"
    doorway.press(ENTER)
    assert control_of(doorway) is Control.SCHEDULE


# --- taking back ---


def test_only_entries_of_this_door_are_taken_back(doorway: Doorway) -> None:
    doorway.answer(doorway.sell(SHOW, "Dana"))
    doorway.stand_at("fair-north")
    doorway.act("F4")
    assert not doorway.desk._acts.is_open
    assert doorway.told() == "Nobody was let in at this door who could be taken back."
    doorway.stand_at("hall-main")
    doorway.act("F4")
    assert "Dana" in doorway.desk._prompt.accessibleName()


def test_answers_that_waited_are_not_covered_by_what_is_taken_back(doorway: Doorway) -> None:
    admitted, waiting = doorway.sell(SHOW, "Dana"), doorway.sell(SHOW, "Saule")
    doorway.answer(admitted)
    doorway.scan(waiting)
    doorway.seen()
    doorway.act("F4")
    doorway.press(ESCAPE)
    go_on = threading.Event()
    doorway.context.tasks.run(doorway.desk, Lane.DOOR, go_on.wait, lambda _done: None, lambda _error: None)
    third = doorway.sell(SHOW, "Aru")
    doorway.scan(third)
    press(doorway.desk, Qt.Key.Key_F4)
    press(doorway.desk, ENTER)
    go_on.set()
    seen = doorway.seen()
    assert (seen.face, seen.name) == (Face.ADMIT, "Aru")
    assert doorway.told() == f"Taken back: ticket {waiting.number}."
    assert ("taken_back", "Saule") in doorway.lines()


# --- looking for somebody ---


def test_less_than_can_be_looked_for_is_not_checked_in(doorway: Doorway) -> None:
    for typed, said in (
        ("z", "Type two letters of a name, or a ticket number."), ("zxvbnm", "Nobody by this name, in any spelling."),
    ):  # fmt: skip
        doorway.act("F2")
        doorway.type(typed)
        doorway.press(ENTER)
        finder = doorway.desk._finder
        assert finder.isVisible()
        assert (finder._says.text(), finder._says.property("role")) == (said, "error")
        doorway.type("x")
        assert finder._says.property("role") == "muted"
        doorway.press(ESCAPE)
    assert doorway.lines() == []


def test_a_code_that_is_typed_wrong_is_checked_in_as_it_is(doorway: Doorway) -> None:
    doorway.act("F2")
    doorway.desk._finder._typed.setText("1" * 33)
    doorway.press(ENTER)
    assert doorway.seen().face is Face.ASK


@pytest.mark.parametrize("key", ["F9", "+"])
def test_a_number_says_how_it_is_written(doorway: Doorway, key: str) -> None:
    (doorway.act if key == "F9" else doorway.press)(key)
    assert list(doorway.desk._prompt._keys.shown()) == ["Enter", "0–9", "+ −", "Esc"]
