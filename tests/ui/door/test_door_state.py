from datetime import UTC, datetime
from uuid import UUID

import pytest

from aspara_desk.domain.admission import Passage, Reason, Verdict, VerdictKind
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.programme import Direction
from aspara_desk.door.check_in import Answer, Attempt
from aspara_desk.door.corrections import Undone
from aspara_desk.store.scans import ScanRecord, UndoRecord
from aspara_desk.ui.desks.door.door_state import (
    LONG_MS,
    QUIET_MS,
    REACTION_MS,
    SEEN_MS,
    Answered,
    Checking,
    DoorState,
    LeftOpen,
    LookedUp,
    NotRecorded,
    TakenBack,
    Together,
    Waiting,
    override_of,
)

AT = datetime(2022, 10, 2, 12, 42, tzinfo=UTC)
OK = Verdict(VerdictKind.ADMIT, Reason.OK, passage=Passage(Direction.IN, None, None, "slot", 1, uses_entry=True))
USED = Verdict(VerdictKind.REFUSE, Reason.ALREADY_IN)
CHECK = Verdict(VerdictKind.ASK, Reason.CHECK_PERSON)


def attempt(number: int, text: str = "A-000001") -> Attempt:
    return Attempt(text, AT, UUID(int=number))


def answer(number: int, verdict: Verdict = OK) -> Answer:
    return Answer(verdict, UUID(int=number), AT, Direction.IN, "A-000001", "Saule")


def undone(number: int) -> Undone:
    scan = ScanRecord(
        UUID(int=number), AT, AT, UUID(int=7), UUID(int=8), Direction.IN, "scan", "Saule", OK, None, None, None
    )
    return Undone(scan, UndoRecord(scan.id, AT, UUID(int=7), "Saule", "why"), "A-000001", answer(number), None)


def answered(state: DoorState, number: int, verdict: Verdict = OK, ms: int = 0) -> None:
    state.submit(attempt(number), ms)
    state.answered(answer(number, verdict), ms)


def confirmation(state: DoorState, ms: int = 0) -> Attempt | None:
    return state.confirmation(UUID(int=99), AT, ms)


def test_nothing_was_read_yet() -> None:
    assert DoorState().showing(0) == Waiting()


def test_an_old_verdict_is_not_taken_for_the_new_one() -> None:
    state = DoorState()
    answered(state, 1)
    state.submit(attempt(2), 1000)
    assert isinstance(state.showing(1000 + QUIET_MS - 1), Answered)
    assert state.showing(1000 + QUIET_MS) == Checking()
    state.answered(answer(2, USED), 1200)
    assert state.showing(1200) == Answered(answer(2, USED), attempt(2))


def test_the_answer_before_does_not_hide_that_the_newest_is_being_checked() -> None:
    state = DoorState()
    state.submit(attempt(1), 0)
    state.submit(attempt(2), 100)
    state.answered(answer(1), 300)
    assert state.showing(300) == Checking()
    state.answered(answer(2, USED), 310)
    assert state.showing(310) == Answered(answer(2, USED), attempt(2))


def test_what_was_not_recorded_is_said_and_the_next_one_is_answered() -> None:
    state = DoorState()
    state.submit(attempt(1), 0)
    error = StoreUnusable("store_locked", store="x")
    state.failed(UUID(int=1), error, 10)
    assert state.showing(10) == NotRecorded(error)
    answered(state, 2, ms=20)
    assert isinstance(state.showing(20), Answered)


LOCKED = StoreUnusable("store_locked", store="x")


def test_what_was_not_recorded_is_not_hidden_by_the_answer_after_it() -> None:
    state = DoorState()
    state.submit(attempt(1, "A-000001"), 0)
    state.submit(attempt(2, "A-000002"), 200)
    state.failed(UUID(int=1), LOCKED, 20_000)
    assert (state.showing(20_000), state.warns_of) == (Checking(1), 1)
    state.answered(answer(2), 20_100)
    assert isinstance(state.showing(20_100), Answered)
    assert state.warns_of == 1
    assert [one.attempt.scan_id.int for one in state.missed] == [1]


def test_a_scan_that_follows_at_once_does_not_take_the_warning_away() -> None:
    state = DoorState()
    state.submit(attempt(1, "A-000001"), 0)
    state.failed(UUID(int=1), LOCKED, 10)
    state.submit(attempt(2, "A-000002"), 10 + SEEN_MS - 1)
    state.answered(answer(2), 10 + SEEN_MS)
    assert state.warns_of == 1
    state.submit(attempt(3, "A-000003"), 10 + SEEN_MS + 1)
    assert state.warns_of == 0
    assert len(state.missed) == 1


def test_what_is_read_again_is_warned_of_no_more() -> None:
    state = DoorState()
    state.submit(attempt(1, "A-000001"), 0)
    state.failed(UUID(int=1), LOCKED, 10)
    state.submit(attempt(2, "A-000001"), 20)
    state.answered(answer(2), 30)
    assert state.warns_of == 0


def test_a_warning_is_taken_away_by_whoever_has_seen_it_and_at_another_door() -> None:
    state = DoorState()
    for number, take_away in ((1, state.acknowledge), (2, lambda: state.stand_at("another", 40))):
        state.submit(attempt(number, f"A-00000{number}"), 0)
        state.failed(UUID(int=number), LOCKED, 10)
        state.submit(attempt(9, "A-000009"), 20)
        assert state.warns_of == 1
        take_away()
        assert state.warns_of == 0
        state.answered(answer(9), 30)
    assert state.missed == ()


def test_all_that_were_not_recorded_are_counted() -> None:
    state = DoorState()
    for number in (1, 2):
        state.submit(attempt(number, f"A-00000{number}"), 0)
    for number in (1, 2):
        state.failed(UUID(int=number), LOCKED, 20_000)
    assert state.showing(20_000) == NotRecorded(LOCKED, 2)
    assert state.warns_of == 0


def test_a_long_wait_says_how_many_wait() -> None:
    state = DoorState()
    state.submit(attempt(1), 0)
    assert state.showing(LONG_MS - 1) == Checking(0)
    state.submit(attempt(2), LONG_MS - 1)
    assert state.showing(LONG_MS + QUIET_MS) == Checking(2)


def test_answers_that_waited_together_are_shown_together() -> None:
    state = DoorState()
    state.submit(attempt(1), 0)
    state.submit(attempt(2), 7000)
    state.answered(answer(1, CHECK), 8000)
    state.answered(answer(2, OK), 8003)
    assert state.showing(8003) == Together((answer(1, CHECK), answer(2, OK)))
    assert confirmation(state, 20_000) is None
    assert state.overridable() is None
    answered(state, 3, USED, ms=9000)
    assert state.showing(9000) == Answered(answer(3, USED), attempt(3))


def test_one_answer_after_a_long_wait_is_shown_as_any_other() -> None:
    state = DoorState()
    state.submit(attempt(1), 0)
    state.answered(answer(1, CHECK), 8000)
    assert state.showing(8000) == Answered(answer(1, CHECK), attempt(1))
    assert confirmation(state, 9000) is not None


def test_a_question_that_was_left_is_not_confirmed() -> None:
    state = DoorState()
    answered(state, 1, CHECK)
    assert state.leave(1000)
    assert state.showing(1000) == LeftOpen(answer(1, CHECK))
    assert confirmation(state, 60_000) is None
    assert not state.leave(2000)


def test_an_answer_is_not_left() -> None:
    state = DoorState()
    answered(state, 1, USED)
    assert not state.leave(1000)
    assert isinstance(state.showing(1000), Answered)


def test_a_confirmation_names_what_it_answers_and_reads_the_same() -> None:
    state = DoorState()
    answered(state, 1, CHECK)
    found = confirmation(state)
    assert found is not None
    assert (found.confirm, found.answers, found.text, found.scan_id) == (True, UUID(int=1), "A-000001", UUID(int=99))


@pytest.mark.parametrize("verdict", [OK, USED, Verdict(VerdictKind.ASK, Reason.JUST_ADMITTED)])
def test_only_a_question_is_confirmed(verdict: Verdict) -> None:
    state = DoorState()
    answered(state, 1, verdict)
    assert confirmation(state) is None


def test_nothing_is_confirmed_while_the_next_one_is_read() -> None:
    state = DoorState()
    answered(state, 1, CHECK)
    state.submit(attempt(2), 10)
    assert confirmation(state, 10) is None


def test_enter_for_the_guest_before_does_not_let_in_the_next_one() -> None:
    state = DoorState()
    answered(state, 1, CHECK, ms=0)
    answered(state, 2, CHECK, ms=1000)
    assert confirmation(state, 1000 + REACTION_MS - 1) is None
    assert confirmation(state, 1000 + REACTION_MS) is not None


def test_a_code_does_not_show_itself() -> None:
    state = DoorState()
    state.submit(attempt(1, "1" * 34), 0)
    state.answered(answer(1), 0)
    assert "1" * 34 not in repr(state.showing(0))


def test_a_look_up_gives_way_to_what_is_being_recorded() -> None:
    state = DoorState()
    state.looked_up(answer(1, USED), 0)
    assert state.showing(0) == LookedUp(answer(1, USED))
    assert confirmation(state) is None
    assert state.overridable() is None
    state.submit(attempt(2), 0)
    state.looked_up(answer(3), 1)
    state.answered(answer(2), 2)
    assert isinstance(state.showing(2), Answered)


def test_a_refusal_is_overridden_for_a_reason() -> None:
    state = DoorState()
    answered(state, 1, USED)
    refused = state.overridable()
    assert refused is not None
    made = override_of(refused, "known to us", UUID(int=7), AT)
    assert (made.override, made.answers, made.text, made.confirm) == ("known to us", UUID(int=1), "A-000001", False)
    state.submit(made, 10)
    assert state.overridable() is None
    state.withdraw(UUID(int=7))
    assert state.overridable() == refused


def test_the_screen_says_which_scan_was_taken_back() -> None:
    state = DoorState()
    answered(state, 1)
    answered(state, 2)
    assert state.last_admission == answer(2)
    state.undone(undone(2), 5, 5)
    assert state.showing(5) == TakenBack(answer(2), None)
    assert state.last_admission == answer(1)
    state.undone(undone(1), 6, 6)
    assert state.showing(6) == TakenBack(answer(1), None)
    assert state.last_admission is None


def test_an_undo_does_not_cover_what_was_answered_since_it_was_asked_for() -> None:
    state = DoorState()
    answered(state, 1)
    state.submit(attempt(2), 10)
    state.answered(answer(2, USED), 3000)
    state.undone(undone(1), 20, 3001)
    assert state.showing(3001) == Answered(answer(2, USED), attempt(2))
    assert state.last_admission is None


def test_only_what_was_let_in_at_this_door_is_offered_to_be_taken_back() -> None:
    state = DoorState()
    state.stand_at("main", 0)
    answered(state, 1)
    state.submit(attempt(2), 5)
    state.stand_at("exit", 10)
    state.answered(answer(2), 15)
    assert state.last_admission is None
    answered(state, 3)
    assert state.last_admission == answer(3)
    state.stand_at("main", 20)
    assert state.last_admission == answer(2)


def test_what_was_asked_before_an_undo_is_not_confirmed_after_it() -> None:
    state = DoorState()
    answered(state, 1)
    answered(state, 2, CHECK)
    state.undone(undone(1), 10_000, 10_000)
    assert state.showing(10_000) == TakenBack(answer(1), None)
    assert confirmation(state, 20_000) is None


def test_an_enter_too_many_for_a_question_confirms_nothing() -> None:
    state = DoorState()
    answered(state, 1, CHECK)
    state.uncovered(10_000)
    assert confirmation(state, 10_000 + REACTION_MS - 1) is None
    assert confirmation(state, 10_000 + REACTION_MS) is not None


def test_another_door_begins_anew() -> None:
    state = DoorState()
    answered(state, 1)
    state.stand_at("another", 5)
    assert state.showing(5) == Waiting()
