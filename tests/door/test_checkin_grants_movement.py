"""The cases that every door must get right: grants, and movement."""

import pytest

from aspara_desk.box_office import tickets as box_office
from aspara_desk.door.corrections import everyone_out
from aspara_desk.door.gates import door_by_key
from aspara_desk.i18n import verdicts
from aspara_desk.i18n.translator import Translator
from tests.door.festival import Festival, at, reasons, told

ENGLISH = Translator("en")


def notices(answer: object) -> list[str]:
    return [one.value for one in answer.verdict.notices]


# --- grants -------------------------------------------------------------------------------------------------------


def test_a_day_2_pass_on_day_3_says_day_2(festival: Festival) -> None:
    answer = festival.scan(festival.ticket("day-2"), at("19:00", day=3))
    assert told(answer) == "not_granted"
    assert answer.verdict.facts["days"] == ["2022-10-02"]
    assert "2 October" in verdicts.text(answer.verdict, festival.programme, answer.at, ENGLISH)


def test_a_show_ticket_at_the_wrong_show_says_which_show_and_door(festival: Festival) -> None:
    answer = festival.scan(festival.ticket("concert"))
    assert told(answer) == "not_granted"
    said = verdicts.text(answer.verdict, festival.programme, answer.at, ENGLISH)
    assert "d1-concert" in said
    assert "stage" in said


def test_a_four_day_pass_enters_each_day(festival: Festival) -> None:
    ticket = festival.ticket("four-days")
    for day in (1, 2, 3, 4):
        assert told(festival.scan(ticket, at("18:30", day), event=f"d{day}-show")) == "ok"
        assert told(festival.scan(ticket, at("19:00", day))) == "already_in"
    assert len(festival.admissions(ticket)) == 4


def test_one_per_event_day_and_season(festival: Festival) -> None:
    event, day, season = (festival.ticket(kind) for kind in ("overlap", "once-a-day", "once-a-season"))
    assert told(festival.scan(event, "18:10")) == "ok"
    assert told(festival.scan(event, "23:00")) == "ok", "the party is another event"
    assert told(festival.scan(day, "18:10")) == "ok"
    assert told(festival.scan(day, "23:00")) == "already_in"
    assert told(festival.scan(day, at("18:10", day=2))) == "ok"
    assert told(festival.scan(season, "18:10")) == "ok"
    assert told(festival.scan(season, at("18:10", day=2))) == "already_in"


def test_n_entries_are_exactly_n(festival: Festival) -> None:
    ticket = festival.ticket("show-three")
    clocks = ("18:10", "18:20", "18:30", "18:40", "18:50")
    answers = [festival.scan(ticket, clock) for clock in clocks]
    assert reasons(answers) == ["ok", "ok", "ok", "entries_used", "entries_used"]
    assert answers[-1].verdict.facts["first_at"] == at("18:10").isoformat()


def test_unlimited_entries_never_end(festival: Festival) -> None:
    ticket = festival.ticket("show-unlimited")
    answers = [festival.scan(ticket, f"18:{minute}") for minute in range(10, 30)]
    assert set(reasons(answers)) == {"ok"}


def test_a_refused_or_asked_scan_uses_nothing(festival: Festival) -> None:
    ticket = festival.ticket()
    refused = [
        festival.scan(ticket, "12:00"),
        festival.scan(ticket, "18:05", door="stage"),
        festival.scan(ticket, "18:06", door="guarded"),
        festival.scan(ticket.number, "18:07"),
    ]
    assert reasons(refused) == ["too_early", "not_granted", "check_person", "check_person"]
    assert told(festival.scan(ticket, "18:10")) == "ok"


def test_an_allowed_re_entry_uses_nothing(festival: Festival) -> None:
    ticket = festival.ticket("show-two-after-exit")
    assert told(festival.scan(ticket, "18:10")) == "ok"
    for minute in (20, 30, 40):
        festival.leave(ticket, f"18:{minute}")
        assert told(festival.scan(ticket, f"18:{minute + 5}")) == "ok"
    assert told(festival.scan(ticket, "18:50")) == "ok", "the second entry, without having left"
    assert told(festival.scan(ticket, "18:55")) == "entries_used"


def test_used_at_one_event_it_is_still_good_at_another(festival: Festival) -> None:
    ticket = festival.ticket("show-and-concert")
    assert told(festival.scan(ticket, "18:10")) == "ok"
    assert told(festival.scan(ticket, "18:20", door="stage")) == "ok"
    assert reasons([festival.scan(ticket, "18:30"), festival.scan(ticket, "18:31", door="stage")]) == [
        "already_in",
        "already_in",
    ]


def test_a_door_with_two_running_events_takes_the_one_not_used_up(festival: Festival) -> None:
    ticket = festival.ticket("show-and-talk")
    talk, show = festival.event("d1-talk").id, festival.event("d1-show").id
    first, second = festival.scan(ticket, "18:40"), festival.scan(ticket, "18:50")
    assert [first.verdict.event_id, second.verdict.event_id] == [talk, show]
    assert told(festival.scan(ticket, "19:00")) == "already_in"


def test_the_stewards_choice_beats_the_latest_to_open(festival: Festival) -> None:
    show = festival.event("d1-show").id
    answer = festival.scan(festival.ticket("show-and-talk"), "18:40", event="d1-show")
    assert (told(answer), answer.verdict.event_id) == ("ok", show)


def test_of_two_grants_that_overlap_the_more_generous_one_counts(festival: Festival) -> None:
    ticket = festival.ticket("overlap")
    answers = [festival.scan(ticket, clock, door="show") for clock in ("18:10", "18:20", "18:30")]
    assert reasons(answers) == ["ok", "ok", "entries_used"]


# --- movement -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "without_exit", "after_exit"),
    [
        ("show", "already_in", "already_in"),
        ("show-after-exit", "already_in", "ok"),
        ("show-free", "ok", "ok"),
    ],
)
def test_entry_exit_entry(festival: Festival, kind: str, without_exit: str, after_exit: str) -> None:
    ticket, other = festival.sell(kind, 2).tickets
    assert told(festival.scan(ticket, "18:10")) == "ok"
    assert told(festival.leave(ticket, "18:20")) == "ok"
    assert told(festival.scan(ticket, "18:30")) == after_exit
    assert told(festival.scan(other, "18:10")) == "ok"
    assert told(festival.scan(other, "18:30")) == without_exit
    assert festival.counters_off() == {}


def test_an_exit_before_any_entry_is_recorded_flagged_and_uses_nothing(festival: Festival) -> None:
    ticket = festival.ticket()
    answer = festival.leave(ticket, "18:10")
    assert (told(answer), notices(answer)) == ("ok", ["exit_without_entry"])
    assert len(festival.scans(ticket)) == 1
    assert told(festival.scan(ticket, "18:20")) == "ok"


def test_two_exits_in_a_row_are_both_recorded(festival: Festival) -> None:
    ticket = festival.ticket()
    festival.scan(ticket, "18:10")
    first, second = festival.leave(ticket, "18:20"), festival.leave(ticket, "18:30")
    assert reasons([first, second]) == ["ok", "ok"]
    assert [notices(first), notices(second)] == [[], ["exit_without_entry"]]
    assert len(festival.scans(ticket)) == 3
    assert festival.counters_off() == {}


def test_nobody_is_kept_inside(festival: Festival) -> None:
    void, replaced, blocked, late = festival.sell(count=4).tickets
    for one in (void, replaced, blocked, late):
        festival.scan(one, "18:10")
    box_office.void(festival.office, void.number, "refunded")
    box_office.replace(festival.office, festival.keys, replaced.number)
    box_office.block(festival.office, blocked.number, "lost")
    answers = [festival.leave(one, "20:50") for one in (void, replaced, blocked)]
    assert set(reasons(answers)) == {"ok"}
    assert [notices(one) for one in answers] == [["ticket_void"], ["ticket_replaced"], ["ticket_blocked"]]
    out_of_hours = festival.leave(late, "27:30")
    assert (told(out_of_hours), notices(out_of_hours)) == ("ok", ["exit_without_entry"])
    assert festival.counters_off() == {}


def test_being_inside_ends_at_entry_to_another_venue(festival: Festival) -> None:
    ticket = festival.ticket("crew")
    assert told(festival.scan(ticket, "18:10", event="d1-show")) == "ok"
    assert told(festival.scan(ticket, "18:20", event="d1-show")) == "already_in"
    assert told(festival.scan(ticket, "18:30", door="stage")) == "ok"
    assert told(festival.scan(ticket, "18:40", event="d1-show")) == "ok"
    assert festival.counters_off() == {}


def test_being_inside_ends_at_everyone_out(festival: Festival) -> None:
    ticket, other = festival.sell("room", 2).tickets
    assert reasons([festival.scan(one, "18:10", door="room") for one in (ticket, other)]) == ["ok", "ok"]
    assert told(festival.scan(ticket, "18:20", door="room")) == "already_in"
    room = door_by_key(festival.programme, "room")
    count = everyone_out(festival.at_desk(), room, "fire drill", at("18:30"))
    assert count.inside == 0
    assert told(festival.scan(ticket, "18:40", door="room")) == "ok"
    assert festival.counters_off() == {}


def test_being_inside_ends_at_the_events_end_and_the_days_turn(festival: Festival) -> None:
    crew = festival.ticket("crew")
    assert told(festival.scan(crew, "07:30", door="stage", event="d1-stalls")) == "ok"
    assert told(festival.scan(crew, "16:59", door="stage", event="d1-stalls")) == "already_in"
    assert told(festival.scan(crew, "17:00", door="stage", event="d1-stalls")) == "ok", "set-up has ended"
    night = festival.ticket("crew")
    assert told(festival.scan(night, "26:59", event="d1-party")) == "ok"
    assert told(festival.scan(night, at("07:00", day=2), door="stage")) == "ok", "not scanned out last night"
    assert festival.counters_off() == {}


def test_an_exit_that_arrives_late_allows_a_later_entry_and_changes_no_verdict(festival: Festival) -> None:
    ticket = festival.ticket("show-after-exit")
    assert told(festival.scan(ticket, "18:10")) == "ok"
    refused = festival.scan(ticket, "18:40")
    assert told(refused) == "already_in"
    assert told(festival.leave(ticket, "18:20")) == "ok"
    assert told(festival.scan(ticket, "18:50")) == "ok"
    kept = festival.office.read(lambda unit: unit.scans.recorded(refused.scan_id))
    assert kept.verdict.reason.value == "already_in"
    assert festival.counters_off() == {}


def test_a_late_exit_from_before_the_entry_changes_nothing(festival: Festival) -> None:
    ticket = festival.ticket("show-after-exit")
    assert told(festival.scan(ticket, "18:30")) == "ok"
    festival.leave(ticket, "18:20")
    assert told(festival.scan(ticket, "18:40")) == "already_in"
    assert festival.counters_off() == {}
