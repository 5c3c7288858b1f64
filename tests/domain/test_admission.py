"""The rules of the decision, one by one and in their order."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from aspara_desk.domain.admission import Notice, Reason, ScanFacts, Source, decide
from aspara_desk.domain.code import Unreadable
from aspara_desk.domain.opening_times import event_at_door
from aspara_desk.domain.programme import Control
from aspara_desk.domain.sales import TicketState
from aspara_desk.domain.ticket_types import Category, Grant, Window, WindowKind
from tests.domain.planning import (
    GUEST,
    HALL,
    MARKET,
    OTHER_DESK,
    PARTY,
    ROOM,
    ROOM_SHOW,
    SEASON,
    SHOW,
    SHOW_2,
    SHOW_3,
    SQUARE,
    TALK,
    at,
    at_door,
    door,
    movement,
    opens,
    programme,
    scanned,
    ticket,
    titles,
    told,
    type_of,
)

SECOND = timedelta(seconds=1)


# --- rows 1 to 5: what it is ------------------------------------------------------------------------------------


def test_a_paid_and_granted_ticket_is_let_in() -> None:
    verdict = scanned()
    assert told(verdict) == ("admit", "ok")
    assert verdict.event_id == SHOW.id
    assert verdict.passage is not None
    assert (verdict.passage.ordinal, verdict.passage.uses_entry) == (1, True)


@pytest.mark.parametrize(("unreadable", "kind"), [(Unreadable.MISREAD, "ask"), (Unreadable.NOT_A_TICKET, "refuse")])
def test_what_cannot_be_read_is_said_so(unreadable: Unreadable, kind: str) -> None:
    verdict = decide(ScanFacts(None, unreadable, override="she is known"), at_door(), at("19:00"))
    assert told(verdict) == (kind, unreadable.value)
    assert verdict.passage is None


@pytest.mark.parametrize("override", [None, "she is known"])
def test_a_code_that_was_never_issued_is_unknown_also_with_an_override(override: str | None) -> None:
    verdict = decide(ScanFacts(None, override=override), at_door(), at("19:00"))
    assert told(verdict) == ("refuse", "unknown")


@pytest.mark.parametrize("state", [TicketState.VOID, TicketState.BLOCKED])
def test_a_ticket_that_is_void_or_blocked_is_refused(state: TicketState) -> None:
    assert told(scanned(ticket(state=state))) == ("refuse", state.value)


def test_a_replaced_ticket_names_the_newer_number() -> None:
    verdict = scanned(ticket(state=TicketState.REPLACED, replaced_by="A-000002"))
    assert told(verdict) == ("refuse", "replaced")
    assert verdict.facts == {"replaced_by": "A-000002"}


def test_an_unpaid_ticket_is_refused_unless_its_type_admits_on_trust() -> None:
    assert told(scanned(ticket(paid=False))) == ("refuse", "unpaid")
    on_trust = type_of(*GUEST.grants, on_trust=True)
    trusted = scanned(ticket(on_trust, paid=False))
    assert told(trusted) == ("admit", "ok")
    assert trusted.notices == (Notice.ON_TRUST,)
    assert scanned(ticket(on_trust)).notices == ()


def test_the_first_rule_that_holds_is_the_answer() -> None:
    """One reading that breaks every rule, mended one rule at a time."""
    used = (movement(at("18:10"), desk_id=OTHER_DESK),)
    worst = ticket(
        type_of(Grant(0, opens(TALK))), state=TicketState.VOID, paid=False, movements=used, attention="Ask her name."
    )
    elsewhere = at_door(ROOM_SHOW, occupancy={"inside": {ROOM_SHOW.id: 2}})
    assert told(scanned(worst, elsewhere, "23:00"))[1] == "void"
    unpaid = replace(worst, state=TicketState.VALID)
    assert told(scanned(unpaid, elsewhere, "23:00"))[1] == "unpaid"
    paid = replace(unpaid, paid=True)
    assert told(scanned(paid, elsewhere, "23:00"))[1] == "not_granted"
    granted = replace(paid, type=type_of(Grant(0, opens(ROOM_SHOW))), movements=(), highest={})
    entered = movement(at("18:10"), ROOM_SHOW, desk_id=OTHER_DESK)
    granted_and_used = replace(granted, movements=(entered,))
    assert told(scanned(granted_and_used, elsewhere, "23:00"))[1] == "too_late"
    at_the_desk = replace(granted, movements=(replace(entered, desk_id=elsewhere.desk_id, at=at("18:59:58")),))
    assert told(scanned(at_the_desk, elsewhere))[1] == "just_admitted"
    assert told(scanned(granted_and_used, elsewhere))[1] == "already_in"
    assert told(scanned(granted, elsewhere))[1] == "full"
    assert told(scanned(granted, at_door(ROOM_SHOW)))[1] == "check_person"
    assert told(scanned(granted, at_door(ROOM_SHOW), confirm=True)) == ("admit", "ok")


# --- row 6: what it opens ---------------------------------------------------------------------------------------


def test_a_ticket_for_another_show_says_which_show_and_door() -> None:
    to_talk = door(TALK, id=UUID(int=0x701))
    plan = programme(doors=(door(SHOW), to_talk))
    verdict = scanned(ticket(type_of(Grant(0, opens(TALK)))), at_door(SHOW, plan=plan))
    assert told(verdict) == ("refuse", "not_granted")
    assert verdict.facts == {"days": ["2022-10-01"], "next_event": TALK.id.hex, "next_door": to_talk.id.hex}


def test_a_day_2_pass_on_day_3_says_day_2() -> None:
    all_days = at_door(SHOW, SHOW_2, SHOW_3)
    verdict = scanned(ticket(type_of(Grant(0, opens(SHOW_2)))), all_days, at("19:00", day=3))
    assert told(verdict) == ("refuse", "not_granted")
    assert verdict.facts["days"] == ["2022-10-02"]
    assert verdict.facts["next_event"] == SHOW_2.id.hex
    assert verdict.facts["next_door"] is None


def test_a_day_pass_on_a_day_without_events_here_is_told_when_to_come() -> None:
    verdict = scanned(ticket(type_of(Grant(0, opens(SHOW_2)))), at_door(SHOW_2, SHOW_3), at("19:00"))
    assert told(verdict) == ("refuse", "too_early")
    assert verdict.facts["opens_at"] == SHOW_2.opens_at.isoformat()


def test_a_type_that_opens_nothing_has_nothing_to_say() -> None:
    verdict = scanned(ticket(type_of()))
    assert told(verdict) == ("refuse", "not_granted")
    assert verdict.facts == {"days": [], "next_event": None, "next_door": None}


# --- row 7: when ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (SHOW.doors_open - SECOND, "too_early"),
        (SHOW.doors_open, "ok"),
        (SHOW.last_entry, "ok"),
        (SHOW.last_entry + SECOND, "too_late"),
    ],
)
def test_doors_open_and_last_entry_hold_to_the_second(moment: object, reason: str) -> None:
    assert told(scanned(now=moment))[1] == reason


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (SHOW.start - timedelta(minutes=30) - SECOND, "too_early"),
        (SHOW.start - timedelta(minutes=30), "ok"),
        (SHOW.end + timedelta(minutes=10), "ok"),
        (SHOW.end + timedelta(minutes=10) + SECOND, "too_late"),
    ],
)
def test_a_window_in_minutes_runs_from_before_the_start_to_after_the_end(moment: object, reason: str) -> None:
    held = ticket(type_of(Grant(0, opens(SHOW), Window(WindowKind.MINUTES, before=30, after=10))))
    assert told(scanned(held, now=moment))[1] == reason


@pytest.mark.parametrize(
    ("clock", "reason"),
    [("03:59:59", "too_early"), ("04:00", "ok"), ("07:00", "ok"), ("27:59:59", "ok"), ("28:00", "too_late")],
)
def test_any_time_is_the_whole_programme_day(clock: str, reason: str) -> None:
    crew = type_of(Grant(0, opens(SHOW), Window(WindowKind.ANY_TIME)), category=Category.STAFF)
    assert told(scanned(ticket(crew), now=clock))[1] == reason


def test_too_early_and_too_late_say_when() -> None:
    early = scanned(now="12:00")
    assert early.facts == {
        "opens_at": SHOW.opens_at.isoformat(),
        "closes_at": SHOW.closes_at.isoformat(),
        "control": "schedule",
    }
    assert early.event_id == SHOW.id
    both = ticket(type_of(Grant(0, opens(SHOW, TALK))))
    facts = at_door(SHOW, TALK)
    assert scanned(both, facts, "12:00").event_id == SHOW.id, "the next to open"
    assert scanned(both, facts, "23:00").event_id == TALK.id, "the last that was missed"


def test_of_a_missed_and_a_coming_event_the_coming_one_is_told() -> None:
    both = ticket(type_of(Grant(0, opens(MARKET, PARTY))))
    verdict = scanned(both, at_door(MARKET, PARTY), "21:00")
    assert (told(verdict)[1], verdict.event_id) == ("too_early", PARTY.id)


@pytest.mark.parametrize(
    ("control", "before", "during", "after"),
    [
        (Control.SCHEDULE, "too_early", "ok", "too_late"),
        (Control.OPEN, "ok", "ok", "ok"),
        (Control.HOLD, "too_early", "too_early", "too_early"),
        (Control.CLOSE, "too_late", "too_late", "too_late"),
        (Control.CANCEL, "too_late", "too_late", "too_late"),
    ],
)
def test_a_supervisors_control_beats_the_schedule(control: Control, before: str, during: str, after: str) -> None:
    facts = at_door(replace(SHOW, control=control))
    answers = [scanned(facts=facts, now=clock) for clock in ("12:00", "19:00", "20:30")]
    assert [told(one)[1] for one in answers] == [before, during, after]
    assert all(one.facts["control"] == control.value for one in answers if told(one)[1] != "ok")


def test_a_delay_moves_the_whole_event() -> None:
    facts = at_door(replace(SHOW, delay=timedelta(minutes=20)))
    clocks = ("18:19:59", "18:20", "19:50", "19:50:01")
    assert [told(scanned(facts=facts, now=one))[1] for one in clocks] == ["too_early", "ok", "ok", "too_late"]


def test_the_days_turn_and_not_midnight_ends_a_day() -> None:
    nightly = ticket(type_of(Grant(0, opens(PARTY))))
    facts = at_door(SHOW, PARTY, SHOW_2)
    assert told(scanned(nightly, facts, "25:30")) == ("admit", "ok")
    assert told(scanned(nightly, facts, "26:30")) == ("refuse", "too_late")
    assert told(scanned(nightly, facts, "28:30")) == ("refuse", "not_granted"), "the next day has begun"


@pytest.mark.parametrize(("year", "offset"), [(2022, 6), (2025, 5)])
def test_a_change_of_the_zones_offset_does_not_shift_a_day(year: int, offset: int) -> None:
    day = date(year, 10, 1)
    assert SEASON.local(at("12:00").replace(year=year)).utcoffset() == timedelta(hours=offset)
    begins, ends = SEASON.day_bounds(day)
    assert (SEASON.local(begins).hour, SEASON.local(ends).hour) == (4, 4)
    assert SEASON.programme_day(begins) == day == SEASON.programme_day(ends - SECOND)
    assert SEASON.programme_day(begins - SECOND) == day - timedelta(days=1)


# --- row 10: room -----------------------------------------------------------------------------------------------


def test_a_full_venue_is_never_overridden() -> None:
    held = ticket(type_of(Grant(0, opens(ROOM_SHOW))))
    assert told(scanned(held, at_door(ROOM_SHOW, occupancy={"inside": {ROOM_SHOW.id: 1}}))) == ("admit", "ok")
    full = at_door(ROOM_SHOW, occupancy={"inside": {ROOM_SHOW.id: 1}, "headcount": {ROOM: 1}})
    for override in (None, "she is known"):
        verdict = scanned(held, full, override=override)
        assert told(verdict) == ("refuse", "full")
        assert verdict.facts == {"venue": ROOM.hex, "inside": 2, "limit": 2}
        assert verdict.passage is None


def test_an_audience_limit_does_not_count_crew() -> None:
    limited = replace(SHOW, audience_limit=1)
    facts = at_door(limited, occupancy={"inside": {SHOW.id: 1}, "audience": {SHOW.id: 1}})
    refused = scanned(facts=facts)
    assert (told(refused), refused.facts["limit"]) == (("refuse", "full"), 1)
    crew = ticket(type_of(*GUEST.grants, category=Category.STAFF))
    assert told(scanned(crew, facts)) == ("admit", "ok")


def test_a_venue_whose_exits_are_not_counted_warns_instead() -> None:
    held = ticket(type_of(Grant(0, opens(MARKET))))
    verdict = scanned(held, at_door(MARKET, occupancy={"headcount": {SQUARE: 2}}), "12:00")
    assert told(verdict) == ("admit", "ok")
    assert verdict.notices == (Notice.OVER_CAPACITY,)


def test_whoever_came_for_an_event_that_has_ended_does_not_fill_the_next() -> None:
    later = replace(SHOW_2, id=UUID(int=0x999), key="late", venue_id=ROOM, day=SHOW.day, doors_open=at("21:30"),
                    start=at("22:00"), last_entry=at("22:30"), end=at("23:00"))  # fmt: skip
    held = ticket(type_of(Grant(0, frozenset({later.id}))))
    counted = {"inside": {ROOM_SHOW.id: 2}}
    assert told(scanned(held, at_door(later, occupancy=counted), "22:00")) == ("admit", "ok")
    held_over = replace(ROOM_SHOW, delay=timedelta(hours=2))
    facts = at_door(later, plan=programme(later, held_over), occupancy=counted)
    assert told(scanned(held, facts, "22:00")) == ("refuse", "full")


@pytest.mark.parametrize("reentry", ["free", "after_exit"])
def test_someone_counted_inside_is_never_full(reentry: str) -> None:
    grant = replace(GUEST.grants[0], opens=opens(ROOM_SHOW), reentry=reentry, entries=None)
    inside = ticket(type_of(grant), movements=(movement(at("18:30"), ROOM_SHOW),))
    full = at_door(ROOM_SHOW, occupancy={"inside": {ROOM_SHOW.id: 2}, "audience": {ROOM_SHOW.id: 2}})
    assert told(scanned(inside, full)) == ("admit", "ok")
    limited = replace(ROOM_SHOW, audience_limit=2)
    assert told(scanned(inside, replace(full, programme=programme(limited)))) == ("admit", "ok")


def test_whoever_is_inside_for_something_else_still_meets_an_audience_limit() -> None:
    limited = replace(TALK, audience_limit=1)
    inside = ticket(type_of(Grant(0, opens(SHOW, TALK))), movements=(movement(at("18:10")),))
    facts = at_door(limited, occupancy={"inside": {TALK.id: 1, SHOW.id: 1}, "audience": {TALK.id: 1}})
    assert told(scanned(inside, facts)) == ("refuse", "full")


# --- row 11: asking, confirming, overriding ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "hold", "source", "because"),
    [
        (ticket(attention="Ask her name."), False, Source.SCAN, "attention"),
        (ticket(), False, Source.TYPED, "typed"),
        (ticket(), False, Source.PICKED, "picked"),
        (ticket(), True, Source.SCAN, "hold"),
    ],
)
def test_the_steward_is_asked_and_confirms(held: object, hold: bool, source: Source, because: str) -> None:  # noqa: FBT001
    facts = at_door(door=door(SHOW, hold=hold))
    asked = scanned(held, facts, source=source)
    assert told(asked) == ("ask", "check_person")
    assert asked.facts["because"] == because
    assert asked.passage is None
    confirmed = scanned(held, facts, source=source, confirm=True)
    assert told(confirmed) == ("admit", "ok")
    assert confirmed.confirmed
    assert confirmed.passage is not None


def test_an_attention_note_is_told() -> None:
    assert scanned(ticket(attention="Ask her name.")).facts == {"because": "attention", "attention": "Ask her name."}


def test_a_confirmation_where_nothing_was_asked_confirms_nothing() -> None:
    assert not scanned(confirm=True).confirmed


def test_confirming_does_not_get_past_a_refusal() -> None:
    assert told(scanned(ticket(state=TicketState.BLOCKED), confirm=True)) == ("refuse", "blocked")


def test_personal_and_concession_types_say_what_to_check_without_asking() -> None:
    kind = type_of(*GUEST.grants, personal=True, concession=True, notice=titles("Bring a pen."))
    verdict = scanned(ticket(kind))
    assert told(verdict) == ("admit", "ok")
    assert verdict.notices == (Notice.CHECK_NAME, Notice.CHECK_CARD, Notice.TYPE)


@pytest.mark.parametrize(
    ("held", "now", "reason"),
    [
        (ticket(state=TicketState.VOID), "19:00", Reason.VOID),
        (ticket(state=TicketState.BLOCKED), "12:00", Reason.BLOCKED),
        (ticket(paid=False), "19:00", Reason.UNPAID),
        (ticket(type_of(Grant(0, opens(TALK)))), "19:00", Reason.NOT_GRANTED),
        (ticket(), "12:00", Reason.TOO_EARLY),
        (ticket(), "20:30", Reason.TOO_LATE),
        (ticket(movements=(movement(at("18:10")),)), "19:00", Reason.ALREADY_IN),
    ],
)
def test_an_override_lets_in_and_keeps_the_reason_it_answers(held: object, now: str, reason: Reason) -> None:
    assert told(scanned(held, now=now)) == ("refuse", reason.value)
    verdict = scanned(held, now=now, override="the director says so")
    assert told(verdict) == ("admit", reason.value)
    assert verdict.override == "the director says so"
    assert verdict.passage is not None
    assert (verdict.passage.event_id, verdict.passage.venue_id, verdict.passage.uses_entry) == (SHOW.id, HALL, True)


def test_an_override_that_overrides_nothing_is_an_ordinary_entry() -> None:
    verdict = scanned(override="just in case")
    assert (told(verdict), verdict.override) == (("admit", "ok"), None)


def test_an_override_answers_what_would_have_been_asked() -> None:
    verdict = scanned(ticket(attention="Ask her name."), override="known to the director")
    assert (told(verdict), verdict.confirmed, verdict.override) == (("admit", "ok"), True, None)


def test_a_double_beep_is_never_overridden_or_confirmed_also_out_of_hours() -> None:
    held = ticket(movements=(movement(at("19:00")),))
    for how in ({}, {"confirm": True}, {"override": "again"}):
        verdict = scanned(held, now="19:00:02", **how)
        assert told(verdict) == ("ask", "just_admitted")
        assert (verdict.facts, verdict.passage) == ({"seconds": 2}, None)
    early = ticket(movements=(movement(at("12:00")),))
    assert told(scanned(early, now="12:00:02", override="again")) == ("ask", "just_admitted")


def test_an_override_counts_in_the_slot_of_the_grant_it_would_have_used() -> None:
    once_a_day = type_of(Grant(7, opens(SHOW), per="day"))
    verdict = scanned(ticket(once_a_day), now="12:00", override="early bird")
    assert verdict.passage is not None
    assert verdict.passage.slot == "day:7:2022-10-01"


def test_a_door_without_events_cannot_be_overridden() -> None:
    nowhere = at_door(door=replace(door(), event_ids=()))
    assert told(scanned(facts=nowhere, override="let her in")) == ("refuse", "not_granted")


# --- the event a door works for ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("12:00", SHOW), ("18:10", SHOW), ("18:40", TALK), ("21:10", TALK), ("22:10", PARTY), ("27:30", PARTY)],
)
def test_a_door_works_for_what_runs_or_is_nearest(clock: str, expected: object) -> None:
    assert event_at_door(programme(), door(SHOW, TALK, PARTY), at(clock)) == expected


def test_the_stewards_choice_is_what_a_door_works_for() -> None:
    assert event_at_door(programme(), door(SHOW, TALK), at("18:40"), SHOW.id) == SHOW
    assert event_at_door(programme(), door(SHOW, TALK), at("18:40"), PARTY.id) == TALK


def test_a_day_without_events_falls_back_on_the_nearest() -> None:
    assert event_at_door(programme(), door(SHOW, SHOW_2), at("19:00", day=4)) == SHOW_2
    assert event_at_door(programme(), replace(door(), event_ids=()), at("19:00")) is None
