import pytest

from aspara_desk.domain.admission import Reason, VerdictKind
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.opening_times import Phase, phase
from aspara_desk.domain.programme import Control, Direction
from aspara_desk.domain.rights import Role
from aspara_desk.door.choosing import doors_to_choose, events_for_door, proposed_door
from aspara_desk.door.corrections import control_event, count_people, everyone_out
from aspara_desk.door.gates import Gate, door_by_key
from aspara_desk.door.watch import Watch, watch
from aspara_desk.i18n import verdicts
from aspara_desk.i18n.translator import Translator
from aspara_desk.store.scan_lists import Tally
from tests.door.festival import Festival, at


def look(festival: Festival, door: str = "hall", now: str = "19:10", **how) -> Watch:
    return watch(festival.at_desk(role=Role.STEWARD), Gate(door), at(now), **how)


def test_a_door_where_nothing_happened(festival: Festival) -> None:
    seen = look(festival)
    assert (seen.door.key, seen.direction, seen.chosen) == ("hall", Direction.IN, False)
    assert seen.event is not None
    assert seen.venue is not None
    assert (seen.event.key, seen.venue.key) == ("d1-talk", "hall")  # the latest to open of the two that run
    assert seen.inside is not None
    assert (seen.inside.people, seen.inside.capacity, seen.inside.audience_limit) == (0, 1000, None)
    assert (seen.tally, seen.recent) == (Tally(), ())


def test_the_tally_tells_verdicts_apart_and_those_undone(festival: Festival) -> None:
    first, second, third = (festival.ticket() for _ in range(3))
    undone = festival.scan(first, "19:00")
    festival.undo(undone)
    festival.scan(first, "19:01")
    festival.scan(second, "19:02")
    festival.scan(second, "19:03")
    festival.scan("1" * 30, "19:04")
    festival.scan(third.number, "19:05")
    festival.leave(second, "19:06", door="hall")
    assert look(festival).tally == Tally(admitted=2, left=1, refused=1, asked=2, undone=1)


def test_the_tally_is_of_this_door_and_this_programme_day(festival: Festival) -> None:
    festival.scan(festival.ticket(), "19:00", door="hall-2")
    festival.scan(festival.ticket("once-a-day"), "25:30")
    festival.scan(festival.ticket("once-a-day"), at("23:00", day=2))
    assert look(festival, now="23:00").tally == Tally(admitted=1)
    assert look(festival, door="hall-2").tally == Tally(admitted=1)


def test_the_last_scans_come_newest_first_with_all_that_words_need(festival: Festival) -> None:
    ticket = festival.ticket("seat", name="Айгүл Қалиева")
    in_time = festival.scan(ticket, "19:00", door="theatre")
    again = festival.scan(ticket, "19:05", door="theatre")
    festival.scan("nonsense", "19:06", door="theatre")
    seen = look(festival, "theatre", now="19:10")
    assert [one.verdict.reason for one in seen.recent] == [Reason.NOT_A_TICKET, Reason.ALREADY_IN, Reason.OK]
    assert [one.id for one in seen.recent[1:]] == [again.scan_id, in_time.scan_id]
    unknown, refused, admitted = seen.recent
    assert (unknown.ticket, unknown.guest, unknown.type_id, unknown.seat) == (None, None, None, None)
    assert (admitted.ticket, admitted.guest, admitted.type_id) == (ticket.number, "Айгүл Қалиева", ticket.type_id)
    assert admitted.seat == ticket.seat
    assert admitted.verdict.kind is VerdictKind.ADMIT
    said = verdicts.text(refused.verdict, seen.programme, refused.at, Translator("en"))
    assert said.startswith("Already in: 19:00, theatre")
    assert [one.id for one in look(festival, "theatre", recent=1).recent] == [unknown.id]


def test_an_undone_scan_says_so(festival: Festival) -> None:
    festival.undo(festival.scan(festival.ticket(), "19:00"))
    [seen] = look(festival).recent
    assert seen.undone
    assert seen.undone_at == festival.office.clock()


def test_who_is_inside_by_ticket_and_without(festival: Festival) -> None:
    festival.scan(festival.ticket(), "19:00")
    festival.scan(festival.ticket("crew"), "19:00")
    steward = festival.at_desk(role=Role.STEWARD)
    count_people(steward, door_by_key(festival.programme, "hall"), 5, "school class", at("19:05"))
    seen = watch(steward, Gate("hall", event_key="d1-show"), at("19:10"))
    assert seen.chosen
    assert seen.inside is not None
    assert (seen.inside.people, seen.inside.without_ticket, seen.inside.audience) == (7, 5, 1)
    everyone_out(festival.office, door_by_key(festival.programme, "hall"), "drill", at("19:15"))
    emptied = look(festival, now="19:20").inside
    assert emptied is not None
    assert (emptied.people, emptied.without_ticket) == (0, 0)


def test_an_event_s_own_limit_is_told(festival: Festival) -> None:
    festival.scan(festival.ticket("tour"), "10:30", door="stage")
    seen = watch(festival.office, Gate("stage", event_key="d1-tour"), at("10:35"))
    assert seen.inside is not None
    assert (seen.inside.audience, seen.inside.audience_limit) == (1, 1)


def test_a_door_is_watched_only_by_those_who_scan_and_while_it_is_there(festival: Festival) -> None:
    with pytest.raises(Misused) as unknown:
        look(festival, "nowhere")
    assert unknown.value.kind == "door_unknown"
    clerk = festival.at_desk(role=Role.CLERK)
    assert watch(clerk, Gate("hall"), at("19:00")).door.key == "hall"
    with pytest.raises(Misused) as elsewhere:
        watch(clerk, Gate("hall", event_key="d1-room"), at("19:00"))
    assert elsewhere.value.kind == "event_not_at_door"


def proposed(festival: Festival, now: str, last: str | None = None, day: int = 1) -> str:
    door = proposed_door(festival.programme, at(now, day), last)
    assert door is not None
    return door.key


def test_the_proposed_door_is_where_something_runs(festival: Festival) -> None:
    assert proposed(festival, "09:00") == "stage"
    assert proposed(festival, "12:30") == "square"  # its market opened after the stalls at the stage
    assert proposed(festival, "19:00") == "hall"
    assert proposed(festival, "22:30") == "hall"
    assert proposed(festival, "12:00", day=4) == "hall"


def test_the_door_chosen_last_is_proposed_again_unless_only_others_have_work(festival: Festival) -> None:
    assert proposed(festival, "19:00", "room") == "room"
    assert proposed(festival, "19:00", "gone") == "hall"
    assert proposed(festival, "19:00", "room", day=4) == "hall"
    assert proposed(festival, "12:00", "room", day=9) == "room"  # nobody has work that day


def test_exits_come_after_entrances(festival: Festival) -> None:
    choices = doors_to_choose(festival.programme, at("19:00"))
    assert [one.door.key for one in choices] == [one.key for one in festival.programme.doors]
    assert [one.door.key for one in choices if one.proposed] == ["hall"]
    out = next(one for one in choices if one.door.key == "hall-out")
    assert (out.today, out.phase) == (True, Phase.RUNNING)


def test_a_door_offers_its_events_of_today(festival: Festival) -> None:
    door = door_by_key(festival.programme, "hall")
    offered = events_for_door(festival.programme, door, at("18:45"))
    assert [(one.event.key, one.phase, one.proposed) for one in offered] == [
        ("d1-show", Phase.OPEN, False),
        ("d1-talk", Phase.OPEN, True),
        ("d1-party", Phase.LATER, False),
    ]
    assert [one.event.key for one in events_for_door(festival.programme, door, at("24:30")) if one.proposed] == [
        "d1-party"
    ]
    everything = events_for_door(festival.programme, door, at("12:00", day=9))
    assert len(everything) == len(door.event_ids)


@pytest.mark.parametrize(
    ("control", "now", "expected"),
    [
        (Control.SCHEDULE, "17:59", Phase.LATER), (Control.SCHEDULE, "18:00", Phase.OPEN),
        (Control.SCHEDULE, "19:00", Phase.RUNNING), (Control.SCHEDULE, "21:00", Phase.OVER),
        (Control.OPEN, "12:00", Phase.OPEN), (Control.OPEN, "22:00", Phase.KEPT_OPEN),
        (Control.CANCEL, "19:00", Phase.OVER), (Control.HOLD, "19:00", Phase.RUNNING),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_phases_follow_the_schedule_and_the_supervisor(
    festival: Festival, control: Control, now: str, expected: Phase
) -> None:
    event = control_event(festival.office, "d1-show", control)
    assert phase(festival.programme, event, at(now)) is expected


def test_a_role_that_does_not_scan_is_refused(festival: Festival, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aspara_desk.domain.rights._RIGHTS", {Role.STEWARD: frozenset()})
    with pytest.raises(Refused):
        look(festival)


@pytest.mark.parametrize("engine_name", ["sqlite"])  # PostgreSQL keeps no order but that of their times
def test_a_clock_that_was_set_back_hides_no_new_scan(festival: Festival) -> None:
    first, second, third = (festival.ticket() for _ in range(3))
    for _ in range(3):
        festival.scan("nonsense", "23:00")
    late = festival.scan(first, "20:00")
    new = [festival.scan(ticket, "19:00").scan_id for ticket in (second, third)]
    festival.scan("nonsense", "19:01", door="theatre")
    seen = look(festival, recent=3)
    assert [one.id for one in seen.recent] == [*reversed(new), late.scan_id]
