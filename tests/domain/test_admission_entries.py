"""Entries, re-entry, several events at one door, and exits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aspara_desk.domain.admission import Notice
from aspara_desk.domain.programme import Direction
from aspara_desk.domain.sales import TicketState
from aspara_desk.domain.ticket_types import Category, Grant, Per, Reentry, Window, WindowKind
from tests.domain.planning import (
    GUEST,
    HALL,
    OTHER_DESK,
    PARTY,
    ROOM_SHOW,
    SHOW,
    SHOW_2,
    SHOW_3,
    TALK,
    at,
    at_door,
    door,
    exit_at,
    movement,
    opens,
    programme,
    scanned,
    ticket,
    told,
    type_of,
)


def granting(*events: object, **facts: object):
    return type_of(replace(Grant(0, opens(*events or (SHOW,))), **facts))


# --- how often ---------------------------------------------------------------------------------------------------


def test_one_entry_used_says_where_and_by_whom() -> None:
    first = movement(at("18:10"), actor="Dana")
    verdict = scanned(ticket(movements=(first,)))
    assert told(verdict) == ("refuse", "already_in")
    assert verdict.facts == {
        "first_at": first.at.isoformat(),
        "first_door": first.door_id.hex,
        "first_actor": "Dana",
        "last_at": first.at.isoformat(),
        "entries": 1,
    }


def test_n_entries_are_n_and_then_used_up() -> None:
    thrice = granting(entries=3)
    movements = ()
    for minute in range(3):
        moment = at(f"18:{10 + minute}")
        verdict = scanned(ticket(thrice, movements=movements), now=moment)
        assert told(verdict) == ("admit", "ok")
        assert verdict.passage is not None
        assert verdict.passage.ordinal == minute + 1
        movements = (*movements, movement(moment, ordinal=minute + 1))
    refused = scanned(ticket(thrice, movements=movements))
    assert told(refused) == ("refuse", "entries_used")
    assert (refused.facts["first_at"], refused.facts["last_at"]) == (
        at("18:10").isoformat(),
        at("18:12").isoformat(),
    )


def test_unlimited_entries_never_end() -> None:
    movements = tuple(movement(at("18:00") + timedelta(minutes=one), ordinal=one + 1) for one in range(30))
    assert told(scanned(ticket(granting(entries=None), movements=movements))) == ("admit", "ok")


def test_an_entry_counts_at_its_own_event_day_or_season() -> None:
    pass_ = {"movements": (movement(at("18:10")),)}
    facts, moment = at_door(SHOW_2), at("19:00", day=2)
    used = {per: granting(SHOW, SHOW_2, per=per) for per in Per}
    assert told(scanned(ticket(used[Per.EVENT], **pass_), facts, moment)) == ("admit", "ok")
    by_day = movement(at("18:10"), slot="day:0:2022-10-01")
    assert told(scanned(ticket(used[Per.DAY], movements=(by_day,)), facts, moment)) == ("admit", "ok")
    by_season = movement(at("18:10"), slot="season:0")
    assert told(scanned(ticket(used[Per.SEASON], movements=(by_season,)), facts, moment)) == ("refuse", "already_in")


def test_once_a_day_lasts_past_midnight() -> None:
    held = granting(TALK, PARTY, per=Per.DAY)
    entered = scanned(ticket(held), at_door(TALK, PARTY), "19:00")
    assert entered.passage is not None
    again = ticket(held, movements=(movement(at("19:00"), TALK, slot=entered.passage.slot),))
    assert told(scanned(again, at_door(TALK, PARTY), "25:30")) == ("refuse", "already_in")


def test_an_undone_entry_is_given_back_but_not_its_ordinal() -> None:
    slot = movement(at("18:10")).slot
    verdict = scanned(ticket(movements=(), highest={slot: 4}))
    assert told(verdict) == ("admit", "ok")
    assert verdict.passage is not None
    assert verdict.passage.ordinal == 5


def test_an_entry_that_was_made_later_by_its_own_time_counts_too() -> None:
    """A scan arrives late: the entry it asks for was given at another door in the meantime."""
    later = ticket(movements=(movement(at("19:10")),))
    assert told(scanned(later, now="19:00")) == ("refuse", "already_in")
    free = ticket(granting(reentry=Reentry.FREE), movements=(movement(at("19:10")),))
    assert told(scanned(free, now="19:00")) == ("refuse", "already_in"), "the later entry was no re-entry"


# --- again -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reentry", "after_entry", "after_exit"),
    [
        (Reentry.NEVER, "already_in", "already_in"),
        (Reentry.AFTER_EXIT, "already_in", "ok"),
        (Reentry.FREE, "ok", "ok"),
    ],
)
def test_coming_again(reentry: Reentry, after_entry: str, after_exit: str) -> None:
    held = granting(reentry=reentry)
    entry, left = movement(at("18:10")), exit_at(at("18:30"))
    assert told(scanned(ticket(held, movements=(entry,))))[1] == after_entry
    verdict = scanned(ticket(held, movements=(entry, left)))
    assert told(verdict)[1] == after_exit
    if verdict.passage:
        assert not verdict.passage.uses_entry
        assert verdict.passage.ordinal == 2


def test_a_late_exit_between_two_entries_allows_the_next_one() -> None:
    held = granting(entries=2, reentry=Reentry.AFTER_EXIT)
    entries = (movement(at("18:10")), movement(at("18:50"), ordinal=2))
    assert told(scanned(ticket(held, movements=entries))) == ("refuse", "entries_used")
    left = exit_at(at("18:55"))
    assert told(scanned(ticket(held, movements=(*entries, left)))) == ("admit", "ok")


def test_the_first_entry_needs_no_exit_and_is_no_re_entry() -> None:
    held = granting(reentry=Reentry.AFTER_EXIT)
    verdict = scanned(ticket(held, movements=(exit_at(at("18:30")),)))
    assert verdict.passage is not None
    assert verdict.passage.uses_entry


@pytest.mark.parametrize(
    ("end", "last", "clearances", "now"),
    [
        ("21:00", exit_at(at("18:30")), {}, "19:00"),
        ("21:00", movement(at("18:40"), ROOM_SHOW), {}, "19:00"),
        ("21:00", None, {HALL: [at("18:30")]}, "19:00"),
        ("21:00", None, {}, "21:00"),
    ],
    ids=["exit", "another venue", "everyone out", "the event's end"],
)
def test_being_inside_ends(end: str, last: object, clearances: object, now: str) -> None:
    """Seen by a ticket that may come again at any time, but only when it is not inside."""
    facts = at_door(replace(SHOW, end=at(end)))
    held = granting(reentry=Reentry.AFTER_EXIT, window=Window(WindowKind.ANY_TIME))
    entry = movement(at("18:10"))
    for moment in ("18:10:30", "20:59:59"):
        assert told(scanned(ticket(held, movements=(entry,)), facts, moment)) == ("refuse", "already_in")
    after = ticket(held, movements=(entry, last) if last else (entry,))
    verdict = scanned(after, replace(facts, clearances=clearances), now)
    assert told(verdict) == ("admit", "ok")
    assert verdict.passage is not None
    assert not verdict.passage.uses_entry


def test_another_event_in_the_same_venue_does_not_end_being_inside() -> None:
    held = granting(SHOW, TALK, reentry=Reentry.AFTER_EXIT)
    both = (movement(at("18:10")), movement(at("18:40"), TALK))
    assert told(scanned(ticket(held, movements=both))) == ("refuse", "already_in")


def test_a_day_entry_goes_with_the_guest_to_another_venue() -> None:
    held = granting(SHOW, ROOM_SHOW, per=Per.DAY, reentry=Reentry.AFTER_EXIT)
    entered = movement(at("18:10"), slot="day:0:2022-10-01")
    verdict = scanned(ticket(held, movements=(entered,)), at_door(ROOM_SHOW))
    assert verdict.passage is not None
    assert not verdict.passage.uses_entry


@pytest.mark.parametrize("reentry", [Reentry.AFTER_EXIT, Reentry.FREE])
def test_an_entry_a_season_is_for_one_event_however_often_the_guest_comes_back(reentry: Reentry) -> None:
    held = granting(SHOW, SHOW_2, per=Per.SEASON, reentry=reentry)
    visited = (movement(at("18:10"), slot="season:0"), exit_at(at("18:30")))
    assert told(scanned(ticket(held, movements=visited))) == ("admit", "ok")
    tomorrow = scanned(ticket(held, movements=visited), at_door(SHOW_2), at("19:00", day=2))
    assert told(tomorrow) == ("refuse", "already_in")
    two = replace(held, grants=(replace(held.grants[0], entries=2),))
    second = scanned(ticket(two, movements=visited), at_door(SHOW_2), at("19:00", day=2))
    assert second.passage is not None
    assert second.passage.uses_entry


def test_crew_not_scanned_out_last_night_enter_this_morning() -> None:
    crew = replace(granting(SHOW, SHOW_2, per=Per.SEASON, reentry=Reentry.AFTER_EXIT), category=Category.STAFF)
    last_night = movement(at("19:00"), slot="season:0")
    verdict = scanned(ticket(crew, movements=(last_night,)), at_door(SHOW_2), at("18:10", day=2))
    assert told(verdict) == ("admit", "ok")
    assert verdict.passage is not None
    assert not verdict.passage.uses_entry


def test_everyone_out_reaches_only_its_own_venue_and_its_own_time() -> None:
    held = granting(reentry=Reentry.AFTER_EXIT)
    inside = ticket(held, movements=(movement(at("18:10")),))
    for clearances in ({ROOM_SHOW.venue_id: [at("18:30")]}, {HALL: [at("18:05")]}, {HALL: [at("19:30")]}):
        assert told(scanned(inside, at_door(clearances=clearances))) == ("refuse", "already_in")


# --- the double beep ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "desk", "reason"),
    [
        (0, "same", "just_admitted"),
        (5, "same", "just_admitted"),
        (6, "same", "already_in"),
        (0, "other", "already_in"),
        (2, "other", "already_in"),
    ],
)
def test_a_double_beep_is_the_same_desk_within_five_seconds(age: int, desk: str, reason: str) -> None:
    entry = movement(at("19:00"), **({} if desk == "same" else {"desk_id": OTHER_DESK}))
    moment = at("19:00") + timedelta(seconds=age)
    assert told(scanned(ticket(movements=(entry,)), now=moment))[1] == reason


def test_a_double_beep_asks_also_where_more_entries_are_allowed() -> None:
    for kind in (granting(entries=None), granting(reentry=Reentry.FREE)):
        held = ticket(kind, movements=(movement(at("19:00")),))
        assert told(scanned(held, now="19:00:03")) == ("ask", "just_admitted")


def test_entry_exit_entry_within_five_seconds_is_no_double_beep() -> None:
    entry, left = movement(at("19:00")), exit_at(at("19:00:02"))
    held = ticket(granting(reentry=Reentry.AFTER_EXIT), movements=(entry, left))
    assert told(scanned(held, now="19:00:04")) == ("admit", "ok")


def test_an_entry_at_another_event_is_no_double_beep() -> None:
    held = ticket(granting(SHOW, TALK), movements=(movement(at("19:00")),))
    assert told(scanned(held, at_door(TALK), "19:00:02")) == ("admit", "ok")
    chosen = at_door(SHOW, TALK, chosen=TALK.id)
    assert told(scanned(held, chosen, "19:00:02")) == ("admit", "ok")
    assert told(scanned(held, at_door(SHOW, TALK), "19:00:02")) == ("ask", "just_admitted")


def test_a_scan_from_before_the_entry_is_no_double_beep() -> None:
    assert told(scanned(ticket(movements=(movement(at("19:00:02")),)), now="19:00"))[1] == "already_in"


# --- a door with several events -----------------------------------------------------------------------------------


def test_the_latest_to_open_is_entered_then_the_other() -> None:
    both, facts = granting(SHOW, TALK), at_door(SHOW, TALK)
    assert scanned(ticket(both), facts).event_id == TALK.id
    talk_used = ticket(both, movements=(movement(at("18:40"), TALK),))
    assert scanned(talk_used, facts).event_id == SHOW.id
    both_used = ticket(both, movements=(movement(at("18:10")), movement(at("18:40"), TALK)))
    assert told(scanned(both_used, facts)) == ("refuse", "already_in")


def test_the_stewards_choice_beats_the_latest_to_open() -> None:
    both = granting(SHOW, TALK)
    chosen = at_door(SHOW, TALK, chosen=SHOW.id)
    assert scanned(ticket(both), chosen).event_id == SHOW.id
    show_used = ticket(both, movements=(movement(at("18:10")),))
    assert scanned(show_used, chosen).event_id == TALK.id, "a used up choice does not turn anybody away"
    both_used = ticket(both, movements=(movement(at("18:10")), movement(at("18:40"), TALK)))
    assert scanned(both_used, chosen).event_id == SHOW.id


def test_a_choice_that_the_type_does_not_open_changes_nothing() -> None:
    assert scanned(ticket(GUEST), at_door(SHOW, TALK, chosen=TALK.id)).event_id == SHOW.id


def test_events_outside_their_window_are_not_offered() -> None:
    held = granting(SHOW, TALK, SHOW_2)
    facts = at_door(SHOW, TALK, SHOW_2)
    assert scanned(ticket(held), facts, "18:10").event_id == SHOW.id
    assert scanned(ticket(held), facts, "19:45").event_id == TALK.id
    assert scanned(ticket(held), facts, at("19:00", day=2)).event_id == SHOW_2.id


@pytest.mark.parametrize(
    "generous",
    [
        {"entries": None},
        {"entries": 5},
        {"reentry": Reentry.FREE},
        {"reentry": Reentry.AFTER_EXIT, "entries": 2},
    ],
)
def test_of_two_grants_the_more_generous_one_counts(generous: dict[str, object]) -> None:
    mean = Grant(0, opens(SHOW))
    better = replace(Grant(1, opens(SHOW, SHOW_3)), **generous)
    used = (movement(at("18:10")), exit_at(at("18:20")))
    for grants in ((mean, better), (better, mean)):
        assert told(scanned(ticket(type_of(*grants), movements=used))) == ("admit", "ok")
    assert told(scanned(ticket(type_of(mean), movements=used))) == ("refuse", "already_in")


def test_a_grant_counts_only_inside_its_own_window() -> None:
    wide = replace(Grant(1, opens(SHOW)), window=replace(GUEST.grants[0].window, kind="minutes", before=120))
    unlimited_at_the_show = replace(GUEST.grants[0], entries=None)
    held = type_of(unlimited_at_the_show, wide)
    used = (movement(at("17:10")),)
    assert told(scanned(ticket(held), now="17:30")) == ("admit", "ok")
    assert told(scanned(ticket(held, movements=used), now="17:30")) == ("refuse", "already_in")
    assert told(scanned(ticket(held, movements=used), now="18:30")) == ("admit", "ok")


# --- exits -------------------------------------------------------------------------------------------------------


def test_an_exit_is_recorded_where_the_guest_was() -> None:
    held = ticket(movements=(movement(at("18:10")),), highest={"exit": 2})
    verdict = scanned(held, at_door(TALK, direction=Direction.OUT), "20:55")
    assert told(verdict) == ("admit", "ok")
    assert verdict.notices == ()
    assert verdict.passage is not None
    assert (verdict.passage.direction, verdict.passage.event_id, verdict.passage.venue_id) == (
        Direction.OUT,
        SHOW.id,
        HALL,
    )
    assert (verdict.passage.slot, verdict.passage.ordinal, verdict.passage.uses_entry) == ("exit", 3, False)


def test_an_exit_without_an_entry_is_recorded_and_flagged() -> None:
    out = at_door(direction=Direction.OUT)
    for movements in ((), (movement(at("18:10")), exit_at(at("18:30")))):
        verdict = scanned(ticket(movements=movements), out)
        assert told(verdict) == ("admit", "ok")
        assert verdict.notices == (Notice.EXIT_WITHOUT_ENTRY,)
        assert verdict.event_id == SHOW.id


@pytest.mark.parametrize("state", [TicketState.VOID, TicketState.REPLACED, TicketState.BLOCKED])
@pytest.mark.parametrize("clock", ["12:00", "19:00", "27:30"])
def test_nobody_is_kept_inside(state: TicketState, clock: str) -> None:
    held = ticket(type_of(), state=state, paid=False, attention="Ask.", movements=(movement(at("11:00")),))
    verdict = scanned(held, at_door(direction=Direction.OUT), clock)
    assert told(verdict) == ("admit", "ok")
    assert verdict.notices[-1].value == f"ticket_{state.value}"


def test_an_exit_at_a_door_without_events_is_recorded_nowhere() -> None:
    nowhere = at_door(door=replace(door(), event_ids=()), direction=Direction.OUT)
    verdict = scanned(ticket(), nowhere)
    assert verdict.passage is not None
    assert (verdict.event_id, verdict.passage.event_id, verdict.passage.venue_id) == (None, None, None)


def test_the_plan_of_the_tests_is_the_plan_they_name() -> None:
    assert programme().event(SHOW.id) is SHOW
