"""What is done at a door by keys: confirm, undo, override, find, choose, count, control."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt

from aspara_desk.box_office import tickets
from aspara_desk.domain.programme import Control
from aspara_desk.domain.rights import Role, unnamed
from aspara_desk.door.corrections import count_people
from aspara_desk.ui.desks.door.verdict_view import Face
from aspara_desk.ui.tasks import Lane
from tests.ui.door.conftest import Doorway
from tests.ui.typing import press

SHOW = "show-d2-evening"
ENTER, ESCAPE, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down
CTRL = Qt.KeyboardModifier.ControlModifier


def as_steward(doorway: Doorway) -> None:
    here = doorway.context.here
    doorway.context.here = replace(here, actor=replace(here.actor, name="Нұрай", role=Role.STEWARD))


def error_in_place(doorway: Doorway) -> str:
    error = doorway.desk._prompt._error
    return "" if error.isHidden() else error.text()


def why_of(doorway: Doorway, number: str) -> list[str]:
    return [one.why for one in tickets.show(doorway.context.here, number).undos]


def control_of(doorway: Doorway, key: str) -> Control:
    programme = doorway.context.here.read(lambda unit: unit.programme)
    return next(one for one in programme.events if one.key == key).control


# --- confirm ---


def test_enter_lets_in_whom_it_was_asked_about(doorway: Doorway) -> None:
    doorway.stand_at("hall-vip")
    asked = doorway.answer(doorway.sell("vip-front-row", "Айгүл"))
    assert asked.act == "Enter: let in"
    assert "Enter" in [hint.key for hint in doorway.desk.hints()]
    doorway.clock.advance(seconds=3)
    doorway.press(ENTER)
    seen = doorway.seen()
    assert (seen.face, seen.name, seen.sentence) == (Face.ADMIT, "Айгүл", "Confirmed. Welcome.")
    doorway.press(ENTER)
    assert [face for face, _ in doorway.lines()] == ["admit", "ask"]


def test_enter_confirms_no_double_beep(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW)
    doorway.answer(sold)
    assert doorway.answer(sold).face is Face.ASK
    doorway.press(ENTER)
    assert len(doorway.lines()) == 2


# --- undo ---


def test_the_last_admission_is_taken_back_by_two_keys(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW, "Dana")
    doorway.answer(sold)
    doorway.press(Qt.Key.Key_F4)
    assert "Dana" in doorway.desk._prompt.accessibleName()
    doorway.press(ENTER)
    assert doorway.seen().face is Face.TAKEN_BACK
    assert doorway.lines() == [("taken_back", "Dana")]
    assert why_of(doorway, sold.number) == ["scanned by mistake"]
    assert sold.number in doorway.told()
    assert doorway.answer(sold).face is Face.ADMIT


def test_a_scan_chosen_in_the_list_is_taken_back_for_a_reason_of_ones_own(doorway: Doorway) -> None:
    first, second = doorway.sell(SHOW, "Dana"), doorway.sell(SHOW, "Saule")
    doorway.answer(first)
    doorway.clock.advance(seconds=10)
    doorway.answer(second)
    doorway.press(DOWN)
    doorway.press(DOWN)
    doorway.press(Qt.Key.Key_F4)
    doorway.type("went home")
    doorway.press(ENTER)
    assert doorway.lines() == [("admit", "Saule"), ("taken_back", "Dana")]
    assert why_of(doorway, first.number) == ["went home"]
    seen = doorway.seen()
    assert (seen.face, seen.name) == (Face.TAKEN_BACK, "Dana")


def test_an_undo_takes_an_open_question_about_another_guest_off_the_screen(doorway: Doorway) -> None:
    admitted, asked = doorway.sell("vip-front-row", "Dana"), doorway.sell("vip-front-row", "Saule")
    doorway.stand_at("hall-vip")
    doorway.answer(admitted)
    doorway.press(ENTER)
    assert doorway.answer(asked).act == "Enter: let in"
    doorway.press(Qt.Key.Key_F4)
    assert "Dana" in doorway.desk._prompt.accessibleName()
    doorway.press(ENTER)
    seen = doorway.seen()
    assert (seen.face, seen.name, seen.act) == (Face.TAKEN_BACK, "Dana", "")
    assert seen.sentence.startswith("They are out again")
    doorway.press(ENTER)
    assert ("admit", "Saule") not in doorway.lines()


def test_an_undo_says_where_the_guest_is_now(doorway: Doorway) -> None:
    sold = doorway.sell("vip-front-row", "Dana")
    doorway.answer(sold)
    doorway.stand_at("hall-exit")
    doorway.clock.advance(minutes=5)
    assert doorway.answer(sold).face is Face.EXIT
    doorway.press(Qt.Key.Key_F4)
    doorway.press(ENTER)
    assert doorway.seen().sentence == "This scan counts no more. They have been inside since 18:42."
    doorway.stand_at("hall-main")
    doorway.press(Qt.Key.Key_F4)
    doorway.press(ENTER)
    assert doorway.seen().sentence.startswith("They are out again")
    doorway.stand_at("hall-exit")
    doorway.clock.advance(minutes=5)
    doorway.answer(sold)
    doorway.press(Qt.Key.Key_F4)
    doorway.press(ENTER)
    assert doorway.seen().sentence == "The exit counts no more. They do not count as inside."


def test_enter_twice_for_a_question_lets_nobody_in(doorway: Doorway) -> None:
    doorway.stand_at("hall-vip")
    doorway.answer(doorway.sell("vip-front-row", "Saule"))
    doorway.press("+")
    doorway.press(ENTER)
    doorway.press(ENTER)
    assert [face for face, _who in doorway.lines()] == ["ask"]


def test_a_scan_after_a_choice_in_the_list_is_the_one_that_is_taken_back(doorway: Doorway) -> None:
    first, second = doorway.sell(SHOW, "Dana"), doorway.sell(SHOW, "Saule")
    doorway.answer(first)
    doorway.press(DOWN)
    doorway.clock.advance(seconds=10)
    doorway.answer(second)
    doorway.press(Qt.Key.Key_F4)
    assert "Saule" in doorway.desk._prompt.accessibleName()


def test_an_undo_names_the_seat_and_the_number_in_the_language_of_the_window(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW)
    doorway.answer(sold)
    for choose in (False, True):
        if choose:
            doorway.press(DOWN)
        doorway.act("F4")
        asked = doorway.desk._prompt.accessibleName()
        assert f"Show ticket: Central Asia · B 1 · {sold.number}" in asked
        doorway.context.language.choose("ru")
        doorway.desk.set_words(doorway.context.t)
        assert "Show ticket" not in doorway.desk._prompt.accessibleName()
        doorway.context.language.choose("en")
        doorway.desk.set_words(doorway.context.t)
        doorway.press(ESCAPE)


def test_an_undo_is_asked_again_where_another_verdict_came_in_between(doorway: Doorway) -> None:
    first, second = doorway.sell(SHOW, "Dana"), doorway.sell(SHOW, "Saule")
    doorway.answer(first)
    go_on = threading.Event()
    doorway.context.tasks.run(doorway.desk, Lane.DOOR, go_on.wait, lambda _done: None, lambda _error: None)
    doorway.scan(second)
    press(doorway.desk, Qt.Key.Key_F4)
    assert "Dana" in doorway.desk._prompt.accessibleName()
    go_on.set()
    assert doorway.seen().name == "Saule"
    assert not doorway.desk._acts.is_open
    assert doorway.told().startswith("Nothing was taken back")
    doorway.press(ENTER)
    assert sorted(face for face, _who in doorway.lines()) == ["admit", "admit"]


def test_a_reason_is_picked_by_its_digit(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW)
    doorway.answer(sold)
    doorway.press(Qt.Key.Key_F4)
    doorway.press("2")
    doorway.press(ENTER)
    assert why_of(doorway, sold.number) == ["wrong person"]


def test_a_refusal_cannot_be_taken_back(doorway: Doorway) -> None:
    doorway.act("F4")
    assert doorway.told() == "Nobody was let in at this door who could be taken back."
    doorway.answer("https://example.org")
    doorway.press(DOWN)
    doorway.act("F4")
    assert doorway.told() == "Only a scan that let somebody pass can be taken back."


def test_a_steward_is_told_in_place_that_it_is_too_late_to_undo(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW)
    as_steward(doorway)
    doorway.answer(sold)
    doorway.clock.advance(minutes=16)
    doorway.press(Qt.Key.Key_F4)
    doorway.type("late")
    doorway.press(ENTER)
    assert "may not do this" in error_in_place(doorway)
    assert doorway.desk._prompt._own.text() == "late"
    doorway.press(ESCAPE)
    assert doorway.lines()[0][0] == "admit"


# --- override ---


def test_a_supervisor_lets_in_all_the_same(doorway: Doorway) -> None:
    doorway.answer(doorway.sell("pass-day3", "Dana"))
    doorway.press(Qt.Key.Key_F6)
    doorway.press("4")
    doorway.press(ENTER)
    seen = doorway.seen()
    assert (seen.face, seen.name) == (Face.ADMIT, "Dana")
    assert "guest of honour" in seen.sentence
    assert not doorway.desk._acts.is_open


def test_nobody_is_let_in_all_the_same_without_a_reason_of_somebody(doorway: Doorway) -> None:
    doorway.answer(doorway.sell("pass-day3", "Dana"))
    doorway.press(Qt.Key.Key_F6)
    for _ in range(2):
        doorway.press(ENTER)
        assert doorway.seen().face is Face.REFUSE
        assert error_in_place(doorway) == "Choose a reason by its digit, or type one. Then Enter."
    doorway.type("known to Saule")
    doorway.press(ENTER)
    seen = doorway.seen()
    assert seen.face is Face.ADMIT
    assert seen.sentence.startswith("Let in by a supervisor: known to Saule. Refused before: ")


@pytest.mark.parametrize(("name", "said"), [("", "with this desk"), ("Нұрай", "with your name")])
def test_an_override_says_under_whose_name_it_is_recorded(doorway: Doorway, name: str, said: str) -> None:
    here = doorway.context.here
    named = name or unnamed(here.actor.desk_letter)
    doorway.context.here = replace(here, actor=replace(here.actor, name=named))
    doorway.answer(doorway.sell("pass-day3"))
    doorway.act("F6")
    assert said in doorway.desk._prompt.accessibleName()


def test_a_seat_that_was_sold_again_is_said_before_and_after(doorway: Doorway) -> None:
    void = doorway.sell(SHOW)
    tickets.void(doorway.context.here, void.number, "lost")
    refused = doorway.answer(void)
    seat = refused.details.split(" · ")[0]
    assert "sold again" not in refused.sentence
    again = doorway.sell(SHOW)
    refused = doorway.answer(void)
    assert f"its seat {seat} is sold again: {again.number}" in refused.sentence
    doorway.act("F6")
    assert f"Seat {seat} is now sold to {again.number}." in doorway.desk._prompt.accessibleName()
    doorway.press("1")
    doorway.press(ENTER)
    assert f"Seat {seat} is now sold to {again.number}." in doorway.seen().sentence


def test_a_full_hall_is_not_overridden_and_says_so(doorway: Doorway) -> None:
    count_people(doorway.context.here, doorway.desk._station.watch.door, 605, "counted", doorway.clock.now)
    refused = doorway.answer(doorway.sell(SHOW))
    assert refused.sentence == "The place is full: 605 inside, room for 600."
    doorway.act("F6")
    assert doorway.told().startswith("A full hall is never overridden.")
    doorway.answer("https://example.org")
    doorway.act("F6")
    assert doorway.told().startswith("This refusal is never overridden")


def test_too_many_people_are_counted_with_a_warning(doorway: Doorway) -> None:
    count_people(doorway.context.here, doorway.desk._station.watch.door, 600, "counted", doorway.clock.now)
    doorway.press("+")
    doorway.press(ENTER)
    assert doorway.told() == "Counted: +1. More are inside than there is room for: 601 of 600."
    assert doorway.desk._told.property("role") == "warning"
    assert doorway.desk._sign.isVisible()


def test_a_steward_may_not_override(doorway: Doorway) -> None:
    refused = doorway.sell("pass-day3")
    as_steward(doorway)
    doorway.answer(refused)
    doorway.press(Qt.Key.Key_F6)
    assert "letting in against a refusal" in doorway.told()
    assert not doorway.desk._acts.is_open


def test_what_was_never_issued_is_not_overridden(doorway: Doorway) -> None:
    doorway.answer("https://example.org")
    doorway.press(Qt.Key.Key_F6)
    assert not doorway.desk._acts.is_open
    assert doorway.told()


def test_a_reason_that_cannot_be_kept_is_said_beside_it(doorway: Doorway) -> None:
    sold = doorway.sell("pass-day3")
    doorway.answer(sold)
    doorway.press(Qt.Key.Key_F6)
    doorway.desk._prompt._own.setText("x" * 600)
    doorway.press(ENTER)
    assert "500" in error_in_place(doorway)
    assert len(doorway.desk._prompt._own.text()) == 600
    doorway.press("y")
    assert len(doorway.desk._prompt._own.text()) == 601
    assert doorway.seen().face is Face.REFUSE
    doorway.answer(doorway.sell(SHOW))
    assert not doorway.desk._acts.is_open


# --- find ---


def test_a_number_that_is_typed_is_asked_about(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW, "Dana")
    doorway.press(Qt.Key.Key_F2)
    doorway.type(sold.number[2:].lstrip("0"))
    doorway.press(ENTER)
    seen = doorway.seen()
    assert (seen.face, seen.name) == (Face.ASK, "Dana")
    doorway.press(ENTER)
    assert doorway.seen().face is Face.ADMIT


def test_a_guest_is_found_by_name_and_picked(doorway: Doorway) -> None:
    doorway.sell(SHOW, "Zarina Testova")
    doorway.press(Qt.Key.Key_F2)
    doorway.type("zarin test")
    doorway.press(ENTER)
    seen = doorway.seen()
    assert (seen.face, seen.name) == (Face.ASK, "Zarina Testova")
    assert "Picked from the list" in seen.sentence


def test_a_look_up_lets_nobody_in(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW, "Dana")
    doorway.press(Qt.Key.Key_F2)
    doorway.type(sold.number)
    doorway.press(ENTER, CTRL)
    seen = doorway.seen()
    assert seen.looked_up == "Look-up: nobody was let in"
    assert seen.act == ""
    doorway.press(ENTER)
    assert doorway.lines() == []


def test_nobody_by_that_name_is_said(doorway: Doorway) -> None:
    doorway.press(Qt.Key.Key_F2)
    doorway.type("qqqqqqqq")
    assert doorway.desk._finder._says.text() == "Nobody by this name, in any spelling."
    doorway.press(ESCAPE)
    assert doorway.desk._stack.currentIndex() == 0


def test_enter_that_is_quicker_than_the_search_waits_for_it(doorway: Doorway) -> None:
    doorway.sell(SHOW, "Zarina Testova")
    doorway.press(Qt.Key.Key_F2)
    doorway.desk._finder._typed.setText("Testova")
    doorway.press(ENTER)
    assert doorway.seen().name == "Zarina Testova"


def test_the_arrows_go_through_what_was_found(doorway: Doorway) -> None:
    doorway.sell(SHOW, "Zarina Testova")
    doorway.sell(SHOW, "Zarina Testovaya")
    doorway.press(Qt.Key.Key_F2)
    doorway.type("zarina test")
    doorway.press(DOWN)
    doorway.press(ENTER)
    assert doorway.seen().name == "Zarina Testovaya"


def test_words_change_in_whatever_is_open(doorway: Doorway) -> None:
    doorway.act("F5")
    doorway.press(DOWN)
    doorway.context.language.choose("ru")
    doorway.desk.set_words(doorway.context.t)
    row = doorway.desk._chooser._doors.chosen
    assert row is not None
    assert row.title == "«Шахристан»: вход для VIP и прессы"
    doorway.press(ESCAPE)
    doorway.act("F9")
    doorway.context.language.choose("en")
    doorway.desk.set_words(doorway.context.t)
    assert doorway.desk._prompt.accessibleName().startswith("Delay “Evening show")


# --- the door and its event ---


def test_a_door_and_its_event_are_chosen_by_keys(doorway: Doorway) -> None:
    doorway.press(Qt.Key.Key_F5)
    doorway.press(DOWN)
    doorway.press(Qt.Key.Key_Right)
    doorway.press(DOWN)
    doorway.press(ENTER)
    gate = doorway.desk._station.gate
    assert gate is not None
    assert (gate.door_key, gate.event_key) == ("hall-vip", "d2-show-young")
    assert doorway.context.preferences.door == "hall-vip"
    assert "VIP and press entrance" in doorway.desk._head.accessibleName()


def test_a_door_is_jumped_to_by_its_letters(doorway: Doorway) -> None:
    doorway.press(Qt.Key.Key_F5)
    doorway.type("fair")
    doorway.press("+")
    doorway.press(ENTER)
    gate = doorway.desk._station.gate
    assert gate is not None
    assert gate.door_key == "fair-north"
    assert "WAY OUT" in doorway.desk._head.accessibleName()


def test_spaces_belong_to_the_name_of_a_door(doorway: Doorway) -> None:
    doorway.press(Qt.Key.Key_F5)
    doorway.type("shakhristan: exit")
    doorway.press(ENTER)
    gate = doorway.desk._station.gate
    assert gate is not None
    assert gate.door_key == "hall-exit"


def test_a_door_follows_the_schedule_by_itself(doorway: Doorway) -> None:
    assert "Evening show" in doorway.desk._head.accessibleName()
    doorway.clock.now = datetime(2022, 10, 2, 8, 30, tzinfo=UTC)
    doorway.desk._station.look()
    doorway.seen()
    assert "Young designers" in doorway.desk._head.accessibleName()


def test_a_door_without_events_today_says_when_the_next_one_is(doorway: Doorway) -> None:
    doorway.clock.now = datetime(2022, 9, 20, 8, 30, tzinfo=UTC)
    doorway.desk._station.look()
    seen = doorway.seen()
    assert seen.sentence.startswith("Nothing here today. Next: ")
    assert seen.sentence.endswith("F5 chooses another door or event, F7 opens this one now.")


# --- people without tickets ---


def test_a_family_without_tickets_is_counted(doorway: Doorway) -> None:
    for _ in range(3):
        doorway.press("+")
    assert doorway.desk._prompt.number == 3
    doorway.press(ENTER)
    assert doorway.told() == "Counted: +3. 3 of 600 inside."
    assert "3 / 600 in" in doorway.desk._head.accessibleName()
    doorway.press("-")
    doorway.press("2")
    doorway.press(ENTER)
    assert doorway.told() == "Counted: −2. 1 of 600 inside."


def test_a_count_below_nobody_is_refused_in_place(doorway: Doorway) -> None:
    doorway.press("-")
    doorway.press(ENTER)
    assert error_in_place(doorway)
    assert doorway.desk._acts.is_open
    doorway.press(ESCAPE)
    assert not doorway.desk._acts.is_open


def test_a_count_that_a_scan_interrupts_is_not_lost_in_silence(doorway: Doorway) -> None:
    doorway.press("+")
    doorway.press("+")
    doorway.scan(doorway.sell(SHOW))
    assert doorway.seen().face is Face.ADMIT
    assert doorway.told() == "Not counted: +2 without a ticket. A scan came in between."


def press_while_the_store_is_slow(doorway: Doorway, *keys: Qt.Key | str) -> None:
    """Nothing is recorded before the last key."""
    go_on = threading.Event()
    doorway.context.tasks.run(doorway.desk, Lane.DOOR, go_on.wait, lambda _done: None, lambda _error: None)
    for key in keys:
        press(doorway.desk, key)
    go_on.set()
    doorway.settle(doorway.context)


def test_people_are_counted_while_what_was_decided_is_still_being_recorded(doorway: Doorway) -> None:
    doorway.act("F8")
    press_while_the_store_is_slow(doorway, ENTER, ENTER, "+", "6", "0")
    assert control_of(doorway, "d2-show-evening") is Control.HOLD
    assert doorway.desk._prompt.number == 60
    doorway.press(ENTER)
    assert "60 / 600 in" in doorway.desk._head.accessibleName()


def test_what_was_answered_is_not_changed_while_it_is_recorded(doorway: Doorway) -> None:
    doorway.press("+")
    press_while_the_store_is_slow(doorway, ENTER, "5", UP, "+", "+", ENTER)
    assert "3 / 600 in" in doorway.desk._head.accessibleName()
    assert not doorway.desk._acts.is_open


# --- what supervisors decide ---


@pytest.mark.parametrize(
    ("key", "control"), [("F7", Control.OPEN), ("F8", Control.HOLD), ("F10", Control.CLOSE)]
)  # fmt: skip
def test_an_event_is_controlled_after_one_question_and_put_back_by_the_same_key(
    doorway: Doorway, key: str, control: Control
) -> None:
    doorway.act(key)
    assert "Evening show" in doorway.desk._prompt.accessibleName()
    assert control_of(doorway, "d2-show-evening") is Control.SCHEDULE
    doorway.press(ENTER)
    assert control_of(doorway, "d2-show-evening") is control
    assert "Evening show" in doorway.told()
    doorway.seen()
    doorway.act(key)
    doorway.press(ENTER)
    assert control_of(doorway, "d2-show-evening") is Control.SCHEDULE


def test_an_event_is_delayed_by_minutes(doorway: Doorway) -> None:
    doorway.press(Qt.Key.Key_F9)
    doorway.press("2")
    doorway.press("0")
    doorway.press(UP)
    doorway.press(ENTER)
    assert doorway.told() == "“Evening show: designers of Central Asia” starts at 19:25."
    doorway.seen()
    assert "delayed 25 min" in doorway.desk._head.accessibleName()


@pytest.mark.parametrize(("key", "control"), [("F7", Control.OPEN), ("F8", Control.HOLD)])
@pytest.mark.parametrize("delay_first", [True, False])
def test_a_delay_and_what_was_decided_else_hold_together(
    doorway: Doorway, key: str, control: Control, *, delay_first: bool
) -> None:
    for one in ("F9", key) if delay_first else (key, "F9"):
        doorway.act(one)
        if one == "F9":
            assert ("It stays" in doorway.desk._prompt.accessibleName()) is not delay_first
        doorway.press(ENTER)
        doorway.seen()
    programme = doorway.context.here.read(lambda unit: unit.programme)
    event = next(one for one in programme.events if one.key == "d2-show-evening")
    assert (event.control, event.delay.total_seconds()) == (control, 600)


def test_a_steward_does_not_hold_a_hall(doorway: Doorway) -> None:
    as_steward(doorway)
    doorway.press(Qt.Key.Key_F8)
    assert not doorway.desk._acts.is_open
    assert "opening, holding, delaying or closing events" in doorway.told()


def test_everyone_is_sent_out_for_a_reason(doorway: Doorway) -> None:
    doorway.answer(doorway.sell(SHOW))
    doorway.act("Ctrl+E")
    doorway.press("3")
    doorway.press(ENTER)
    assert "Shakhristan exhibition hall" in doorway.told()
    doorway.seen()
    assert "0 / 600 in" in doorway.desk._head.accessibleName()


def test_the_lists_of_the_room_are_sound(doorway: Doorway, qtmodeltester) -> None:
    doorway.answer(doorway.sell(SHOW))
    doorway.act("F5")
    models: list[QAbstractItemModel] = [
        doorway.desk._list.scans, doorway.desk._chooser._doors.rows, doorway.desk._chooser._events.rows,
    ]  # fmt: skip
    for model in models:
        qtmodeltester.check(model)


def test_every_key_of_the_room_is_shown(doorway: Doorway) -> None:
    shown = {hint.key for hint in doorway.desk.hints()}
    assert {action.shortcut().toString() for action in doorway.desk.actions()} <= shown | {"F6"}
    doorway.answer(doorway.sell("pass-day3"))
    assert "F6" in {hint.key for hint in doorway.desk.hints()}
