"""The cases that every door must get right: the same thing twice, overrides, and undo."""

from datetime import timedelta
from uuid import UUID

import pytest

from aspara_desk.box_office import tickets as box_office
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.rights import Role
from aspara_desk.door.check_in import Answer
from aspara_desk.store.scans import ScanRecord
from tests.conftest import Clock
from tests.door.festival import Festival, at, reasons, told

SCAN = UUID("0192f0c4-5a3e-7b1d-9c44-0000000000c1")


def answered(answer: Answer) -> tuple[object, ...]:
    """What a steward gets to know, however often the same scan is sent."""
    verdict = answer.verdict
    return (
        verdict.kind, verdict.reason, dict(verdict.facts), verdict.notices, verdict.confirmed, verdict.override,
        verdict.event_id, answer.scan_id, answer.at, answer.direction, answer.ticket, answer.guest,
    )  # fmt: skip


def recorded(festival: Festival, answer: Answer) -> ScanRecord:
    return festival.office.read(lambda unit: unit.scans.recorded(answer.scan_id))


# --- the same thing twice -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "how", "reason"),
    [
        ("show", {}, "ok"),
        ("show-unlimited", {}, "ok"),
        ("show-free", {}, "ok"),
        ("concert", {}, "not_granted"),
        ("show", {"door": "guarded"}, "check_person"),
        ("show", {"door": "guarded", "confirm": True}, "ok"),
        ("concert", {"override": "the director says so"}, "admit not_granted"),
        ("artisan", {}, "ok"),
    ],
)
def test_the_same_scan_id_is_the_same_answer_and_one_row(
    festival: Festival, kind: str, how: dict[str, object], reason: str
) -> None:
    ticket = festival.ticket(kind, name="Saule")
    first = festival.scan(ticket, scan_id=SCAN, **how)
    assert told(first) == reason
    off = festival.counters_off()
    again = festival.scan(ticket, "19:00:30", scan_id=SCAN, **how)
    assert answered(again) == answered(first)
    assert len(festival.scans(ticket)) == 1
    assert festival.counters_off() == off == {}


def test_a_replayed_exit_is_one_exit(festival: Festival) -> None:
    ticket = festival.ticket()
    festival.scan(ticket, "18:10")
    first = festival.leave(ticket, "18:20", scan_id=SCAN)
    assert answered(festival.leave(ticket, "18:25", scan_id=SCAN)) == answered(first)
    assert len(festival.scans(ticket)) == 2


def test_an_answer_is_kept_whatever_became_of_the_ticket(festival: Festival) -> None:
    ticket = festival.ticket()
    first = festival.scan(ticket, scan_id=SCAN)
    box_office.void(festival.office, ticket.number, "refunded")
    assert answered(festival.scan(ticket, scan_id=SCAN)) == answered(first)


def test_a_reading_that_was_no_ticket_is_replayed_too(festival: Festival) -> None:
    first = festival.scan("hello", scan_id=SCAN)
    assert answered(festival.scan("hello", scan_id=SCAN)) == answered(first)
    assert festival.count_scans() == 1


def test_a_refused_scans_id_does_not_suppress_a_later_admission(festival: Festival) -> None:
    ticket = festival.ticket()
    assert told(festival.scan(ticket, "17:00", scan_id=SCAN)) == "too_early"
    assert told(festival.scan(ticket, "18:10")) == "ok"
    assert told(festival.scan(ticket, "18:20", scan_id=SCAN)) == "too_early"


@pytest.mark.parametrize("how", [{}, {"confirm": True}, {"override": "again"}])
def test_a_double_beep_is_just_admitted_and_never_counted(festival: Festival, how: dict[str, object]) -> None:
    ticket = festival.ticket("show-unlimited")
    assert told(festival.scan(ticket, "19:00:00")) == "ok"
    answer = festival.scan(ticket, "19:00:05", **how)
    assert told(answer) == "just_admitted"
    assert answer.verdict.facts == {"seconds": 5}
    assert len(festival.admissions(ticket)) == 1
    assert told(festival.scan(ticket, "19:00:06")) == "ok"
    assert festival.counters_off() == {}


def test_at_another_desk_it_is_already_in_at_once(festival: Festival) -> None:
    ticket = festival.ticket()
    assert told(festival.scan(ticket, "19:00:00")) == "ok"
    answer = festival.scan(ticket, "19:00:01", desk="B", door="hall-2")
    assert told(answer) == "already_in"
    assert answer.verdict.facts["first_actor"] == "Dana"
    assert answer.verdict.facts["first_at"] == at("19:00").isoformat()


def test_entry_exit_entry_within_five_seconds_is_no_double_beep(festival: Festival) -> None:
    ticket = festival.ticket("show-after-exit")
    answers = [
        festival.scan(ticket, "19:00:00"),
        festival.leave(ticket, "19:00:02"),
        festival.scan(ticket, "19:00:04"),
    ]
    assert reasons(answers) == ["ok", "ok", "ok"]


def test_entry_exit_entry_in_the_same_second_keep_their_order(festival: Festival) -> None:
    ticket = festival.ticket("show-after-exit")
    answers = [festival.scan(ticket), festival.leave(ticket, "19:00"), festival.scan(ticket)]
    assert reasons(answers) == ["ok", "ok", "ok"]
    assert festival.counters_off() == {}


# --- overrides and confirmations ----------------------------------------------------------------------------------


def test_an_override_is_recorded_with_who_and_why(festival: Festival) -> None:
    ticket = festival.ticket()
    festival.scan(ticket, "18:10")
    refused = festival.scan(ticket, "18:20")
    answer = festival.scan(ticket, "18:21", scan_id=SCAN, override="lost her group", name="Aigul")
    assert told(answer) == "admit already_in"
    record = recorded(festival, answer)
    assert (record.actor, record.verdict.override, record.answers) == ("Aigul", "lost her group", refused.scan_id)
    replayed = festival.scan(ticket, "18:22", scan_id=SCAN, override="lost her group", name="Aigul")
    assert answered(replayed) == answered(answer)
    assert len(festival.admissions(ticket)) == 2
    assert festival.counters_off() == {}


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CLERK])
def test_only_a_supervisor_overrides(festival: Festival, role: Role) -> None:
    ticket = festival.ticket("concert")
    with pytest.raises(Refused) as refused:
        festival.scan(ticket, override="please", role=role)
    assert refused.value.kind == "not_allowed"
    assert festival.scans(ticket) == ()


@pytest.mark.parametrize("why", ["", "   "])
def test_an_override_says_why(festival: Festival, why: str) -> None:
    ticket = festival.ticket("concert")
    with pytest.raises(Misused) as misused:
        festival.scan(ticket, override=why)
    assert misused.value.kind == "reason_missing"


def test_a_confirmation_is_a_new_scan_that_names_the_question(festival: Festival) -> None:
    ticket = festival.ticket()
    asked = festival.scan(ticket, "18:10", door="guarded")
    assert told(asked) == "check_person"
    confirmed = festival.scan(ticket, "18:11", door="guarded", confirm=True)
    assert (told(confirmed), confirmed.verdict.confirmed) == ("ok", True)
    assert recorded(festival, confirmed).answers == asked.scan_id
    assert recorded(festival, asked).verdict.reason.value == "check_person"


def test_a_question_that_the_next_scan_replaces_stays_unadmitted(festival: Festival) -> None:
    ticket, next_one = festival.sell(count=2).tickets
    festival.scan(ticket, "18:10", door="guarded")
    festival.scan(next_one, "18:11", door="guarded", confirm=True)
    assert festival.admissions(ticket) == []


def test_a_confirmation_is_decided_again(festival: Festival) -> None:
    ticket = festival.ticket()
    festival.scan(ticket, "18:10", door="guarded")
    festival.scan(ticket, "18:11", desk="B", door="hall-2")
    assert told(festival.scan(ticket, "18:12", door="guarded", confirm=True)) == "already_in"


def test_an_answer_names_the_scan_it_was_given_for(festival: Festival) -> None:
    ticket = festival.ticket()
    asked = festival.scan(ticket, "18:10", door="guarded")
    festival.scan(ticket, "18:11", door="guarded")
    confirmed = festival.scan(ticket, "18:12", door="guarded", confirm=True, answers=asked.scan_id)
    assert recorded(festival, confirmed).answers == asked.scan_id


# --- undo ---------------------------------------------------------------------------------------------------------


def test_undo_gives_the_entry_back_and_the_log_keeps_both(festival: Festival) -> None:
    ticket = festival.ticket()
    first = festival.scan(ticket, "18:10")
    undone = festival.undo(first)
    assert (undone.ticket, undone.undo.why) == (ticket.number, "wrong person")
    second = festival.scan(ticket, "18:20")
    assert reasons([first, second]) == ["ok", "ok"]
    history = box_office.show(festival.office, ticket.number)
    assert [one.id for one in history.scans] == [first.scan_id, second.scan_id]
    assert [one.scan_id for one in history.undos] == [first.scan_id]
    assert second.verdict.passage.ordinal == 2, "ordinals are not used again"
    report = festival.office.read(lambda unit: unit.reports.scans(None, 10))
    assert [(one.verdict.reason, one.undone_by) for one in report] == [("ok", "Dana"), ("ok", None)]
    assert [one.entries for one in festival.office.read(lambda unit: unit.reports.attendance())] == [1]
    assert festival.counters_off() == {}


def test_undo_of_an_exit_puts_the_guest_inside_again(festival: Festival) -> None:
    ticket = festival.ticket("show-after-exit")
    festival.scan(ticket, "18:10")
    festival.undo(festival.leave(ticket, "18:20"))
    assert told(festival.scan(ticket, "18:30")) == "already_in"
    assert festival.counters_off() == {}


def test_undo_of_an_override_gives_its_entry_back(festival: Festival) -> None:
    ticket = festival.ticket()
    festival.scan(ticket, "18:10")
    festival.undo(festival.scan(ticket, "18:20", override="lost her group"))
    assert told(festival.scan(ticket, "18:30")) == "already_in"
    assert festival.counters_off() == {}


def test_a_steward_takes_back_within_15_minutes_at_the_same_desk(festival: Festival, clock: Clock) -> None:
    in_time, late, elsewhere = (festival.scan(one) for one in festival.sell(count=3).tickets)
    with pytest.raises(Refused) as refused:
        festival.undo(elsewhere, desk="B")
    assert refused.value.kind == "not_allowed"
    clock.advance(minutes=15)
    festival.undo(in_time)
    clock.advance(seconds=1)
    with pytest.raises(Refused) as refused:
        festival.undo(late)
    assert refused.value.kind == "not_allowed"
    festival.undo(late, role=Role.SUPERVISOR)
    festival.undo(elsewhere, role=Role.SUPERVISOR, desk="B")
    assert festival.counters_off() == {}


def test_only_the_latest_movement_is_taken_back(festival: Festival) -> None:
    ticket = festival.ticket("show-after-exit")
    entry, left = festival.scan(ticket, "18:10"), festival.leave(ticket, "18:20")
    with pytest.raises(Refused) as refused:
        festival.undo(entry)
    assert refused.value.kind == "not_the_latest"
    festival.undo(left)
    festival.undo(entry)
    with pytest.raises(Refused) as refused:
        festival.undo(entry)
    assert refused.value.kind == "already_undone"
    assert festival.counters_off() == {}


def test_what_moved_nobody_cannot_be_taken_back(festival: Festival) -> None:
    for answer in (festival.scan(festival.ticket("concert")), festival.scan("hello")):
        with pytest.raises(Refused) as refused:
            festival.undo(answer)
        assert refused.value.kind == "nothing_to_undo"
    with pytest.raises(Misused) as misused:
        festival.undo(Answer(answer.verdict, SCAN, at("19:00"), answer.direction))
    assert misused.value.kind == "scan_unknown"
    with pytest.raises(Misused) as misused:
        festival.undo(answer, "  ")
    assert misused.value.kind == "reason_missing"


def test_an_entry_taken_back_frees_its_place(festival: Festival) -> None:
    first, second, third = festival.sell("room", 3).tickets
    taken = [festival.scan(one, "18:10", door="room") for one in (first, second)]
    assert told(festival.scan(third, "18:11", door="room")) == "full"
    festival.undo(taken[0])
    assert told(festival.scan(third, "18:12", door="room")) == "ok"
    assert told(festival.scan(first, "18:13", door="room")) == "full"
    assert festival.counters_off() == {}


def test_admit_undo_admit_never_uses_an_ordinal_again(festival: Festival) -> None:
    ticket = festival.ticket()
    for minute in range(10, 15):
        answer = festival.scan(ticket, at(f"18:{minute}") + timedelta(seconds=10))
        assert told(answer) == "ok"
        assert answer.verdict.passage.ordinal == minute - 9
        festival.undo(answer)
    assert len(festival.scans(ticket)) == 5
    assert festival.counters_off() == {}
