from datetime import UTC, datetime
from uuid import UUID

import pytest

from aspara_desk.domain.admission import Passage, Reason, Verdict, VerdictKind
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.programme import Direction
from aspara_desk.door.check_in import Answer, Attempt
from aspara_desk.door.corrections import Undone
from aspara_desk.store.scans import ScanRecord, UndoRecord
from aspara_desk.ui.desks.door.post import (
    LONG_MS,
    QUIET_MS,
    REACTION_MS,
    SEEN_MS,
    Answered,
    Checking,
    LeftOpen,
    LookedUp,
    NotRecorded,
    Post,
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


def answered(post: Post, number: int, verdict: Verdict = OK, ms: int = 0) -> None:
    post.submit(attempt(number), ms)
    post.answered(answer(number, verdict), ms)


def confirmation(post: Post, ms: int = 0) -> Attempt | None:
    return post.confirmation(UUID(int=99), AT, ms)


def test_nothing_was_read_yet() -> None:
    assert Post().showing(0) == Waiting()


def test_an_old_verdict_is_not_taken_for_the_new_one() -> None:
    post = Post()
    answered(post, 1)
    post.submit(attempt(2), 1000)
    assert isinstance(post.showing(1000 + QUIET_MS - 1), Answered)
    assert post.showing(1000 + QUIET_MS) == Checking()
    post.answered(answer(2, USED), 1200)
    assert post.showing(1200) == Answered(answer(2, USED), attempt(2))


def test_the_answer_before_does_not_hide_that_the_newest_is_being_checked() -> None:
    post = Post()
    post.submit(attempt(1), 0)
    post.submit(attempt(2), 100)
    post.answered(answer(1), 300)
    assert post.showing(300) == Checking()
    post.answered(answer(2, USED), 310)
    assert post.showing(310) == Answered(answer(2, USED), attempt(2))


def test_what_was_not_recorded_is_said_and_the_next_one_is_answered() -> None:
    post = Post()
    post.submit(attempt(1), 0)
    error = StoreUnusable("store_locked", store="x")
    post.failed(UUID(int=1), error, 10)
    assert post.showing(10) == NotRecorded(error)
    answered(post, 2, ms=20)
    assert isinstance(post.showing(20), Answered)


LOCKED = StoreUnusable("store_locked", store="x")


def test_what_was_not_recorded_is_not_hidden_by_the_answer_after_it() -> None:
    post = Post()
    post.submit(attempt(1, "A-000001"), 0)
    post.submit(attempt(2, "A-000002"), 200)
    post.failed(UUID(int=1), LOCKED, 20_000)
    assert (post.showing(20_000), post.warns_of) == (Checking(1), 1)
    post.answered(answer(2), 20_100)
    assert isinstance(post.showing(20_100), Answered)
    assert post.warns_of == 1
    assert [one.attempt.scan_id.int for one in post.missed] == [1]


def test_a_scan_that_follows_at_once_does_not_take_the_warning_away() -> None:
    post = Post()
    post.submit(attempt(1, "A-000001"), 0)
    post.failed(UUID(int=1), LOCKED, 10)
    post.submit(attempt(2, "A-000002"), 10 + SEEN_MS - 1)
    post.answered(answer(2), 10 + SEEN_MS)
    assert post.warns_of == 1
    post.submit(attempt(3, "A-000003"), 10 + SEEN_MS + 1)
    assert post.warns_of == 0
    assert len(post.missed) == 1


def test_what_is_read_again_is_warned_of_no_more() -> None:
    post = Post()
    post.submit(attempt(1, "A-000001"), 0)
    post.failed(UUID(int=1), LOCKED, 10)
    post.submit(attempt(2, "A-000001"), 20)
    post.answered(answer(2), 30)
    assert post.warns_of == 0


def test_a_warning_is_taken_away_by_whoever_has_seen_it_and_at_another_door() -> None:
    post = Post()
    for number, take_away in ((1, post.acknowledge), (2, lambda: post.clear(40))):
        post.submit(attempt(number, f"A-00000{number}"), 0)
        post.failed(UUID(int=number), LOCKED, 10)
        post.submit(attempt(9, "A-000009"), 20)
        assert post.warns_of == 1
        take_away()
        assert post.warns_of == 0
        post.answered(answer(9), 30)
    assert post.missed == ()


def test_all_that_were_not_recorded_are_counted() -> None:
    post = Post()
    for number in (1, 2):
        post.submit(attempt(number, f"A-00000{number}"), 0)
    for number in (1, 2):
        post.failed(UUID(int=number), LOCKED, 20_000)
    assert post.showing(20_000) == NotRecorded(LOCKED, 2)
    assert post.warns_of == 0


def test_a_long_wait_says_how_many_wait() -> None:
    post = Post()
    post.submit(attempt(1), 0)
    assert post.showing(LONG_MS - 1) == Checking(0)
    post.submit(attempt(2), LONG_MS - 1)
    assert post.showing(LONG_MS + QUIET_MS) == Checking(2)


def test_answers_that_waited_together_are_shown_together() -> None:
    post = Post()
    post.submit(attempt(1), 0)
    post.submit(attempt(2), 7000)
    post.answered(answer(1, CHECK), 8000)
    post.answered(answer(2, OK), 8003)
    assert post.showing(8003) == Together((answer(1, CHECK), answer(2, OK)))
    assert confirmation(post, 20_000) is None
    assert post.overridable() is None
    answered(post, 3, USED, ms=9000)
    assert post.showing(9000) == Answered(answer(3, USED), attempt(3))


def test_one_answer_after_a_long_wait_is_shown_as_any_other() -> None:
    post = Post()
    post.submit(attempt(1), 0)
    post.answered(answer(1, CHECK), 8000)
    assert post.showing(8000) == Answered(answer(1, CHECK), attempt(1))
    assert confirmation(post, 9000) is not None


def test_a_question_that_was_left_is_not_confirmed() -> None:
    post = Post()
    answered(post, 1, CHECK)
    assert post.leave(1000)
    assert post.showing(1000) == LeftOpen(answer(1, CHECK))
    assert confirmation(post, 60_000) is None
    assert not post.leave(2000)


def test_an_answer_is_not_left() -> None:
    post = Post()
    answered(post, 1, USED)
    assert not post.leave(1000)
    assert isinstance(post.showing(1000), Answered)


def test_a_confirmation_names_what_it_answers_and_reads_the_same() -> None:
    post = Post()
    answered(post, 1, CHECK)
    found = confirmation(post)
    assert found is not None
    assert (found.confirm, found.answers, found.text, found.scan_id) == (True, UUID(int=1), "A-000001", UUID(int=99))


@pytest.mark.parametrize("verdict", [OK, USED, Verdict(VerdictKind.ASK, Reason.JUST_ADMITTED)])
def test_only_a_question_is_confirmed(verdict: Verdict) -> None:
    post = Post()
    answered(post, 1, verdict)
    assert confirmation(post) is None


def test_nothing_is_confirmed_while_the_next_one_is_read() -> None:
    post = Post()
    answered(post, 1, CHECK)
    post.submit(attempt(2), 10)
    assert confirmation(post, 10) is None


def test_enter_for_the_guest_before_does_not_let_in_the_next_one() -> None:
    post = Post()
    answered(post, 1, CHECK, ms=0)
    answered(post, 2, CHECK, ms=1000)
    assert confirmation(post, 1000 + REACTION_MS - 1) is None
    assert confirmation(post, 1000 + REACTION_MS) is not None


def test_a_code_does_not_show_itself() -> None:
    post = Post()
    post.submit(attempt(1, "1" * 34), 0)
    post.answered(answer(1), 0)
    assert "1" * 34 not in repr(post.showing(0))


def test_a_look_up_gives_way_to_what_is_being_recorded() -> None:
    post = Post()
    post.looked_up(answer(1, USED), 0)
    assert post.showing(0) == LookedUp(answer(1, USED))
    assert confirmation(post) is None
    assert post.overridable() is None
    post.submit(attempt(2), 0)
    post.looked_up(answer(3), 1)
    post.answered(answer(2), 2)
    assert isinstance(post.showing(2), Answered)


def test_a_refusal_is_overridden_for_a_reason() -> None:
    post = Post()
    answered(post, 1, USED)
    refused = post.overridable()
    assert refused is not None
    made = override_of(refused, "known to us", UUID(int=7), AT)
    assert (made.override, made.answers, made.text, made.confirm) == ("known to us", UUID(int=1), "A-000001", False)
    post.submit(made, 10)
    assert post.overridable() is None
    post.withdraw(UUID(int=7))
    assert post.overridable() == refused


def test_the_screen_says_which_scan_was_taken_back() -> None:
    post = Post()
    answered(post, 1)
    answered(post, 2)
    assert post.last_admission == answer(2)
    post.undone(undone(2), 5)
    assert post.showing(5) == TakenBack(answer(2), None)
    assert post.last_admission == answer(1)
    post.undone(undone(1), 6)
    assert post.showing(6) == TakenBack(answer(1), None)
    assert post.last_admission is None


def test_what_was_asked_before_an_undo_is_not_confirmed_after_it() -> None:
    post = Post()
    answered(post, 1)
    answered(post, 2, CHECK)
    post.undone(undone(1), 10_000)
    assert post.showing(10_000) == TakenBack(answer(1), None)
    assert confirmation(post, 20_000) is None


def test_an_enter_too_many_for_a_question_confirms_nothing() -> None:
    post = Post()
    answered(post, 1, CHECK)
    post.uncovered(10_000)
    assert confirmation(post, 10_000 + REACTION_MS - 1) is None
    assert confirmation(post, 10_000 + REACTION_MS) is not None


def test_another_door_begins_anew() -> None:
    post = Post()
    answered(post, 1)
    post.clear(5)
    assert post.showing(5) == Waiting()
