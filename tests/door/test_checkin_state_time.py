"""The cases that every door must get right: the state of the ticket, and time."""

from datetime import timedelta
from uuid import UUID

import pytest

from aspara_desk.box_office import tickets as box_office
from aspara_desk.domain.code import derive
from aspara_desk.domain.programme import Control
from aspara_desk.domain.sales import Method, TicketState
from aspara_desk.door.corrections import control_event
from aspara_desk.i18n import verdicts
from aspara_desk.i18n.translator import Translator
from tests.door.festival import Festival, at, reasons, told

ENGLISH = Translator("en")
UNKNOWN_CODE = derive(bytes(32), UUID(int=1)).reveal()  # well-formed, and of no ticket here


def said(festival: Festival, answer: object) -> str:
    return verdicts.text(answer.verdict, festival.programme, answer.at, ENGLISH)


# --- state of the ticket ------------------------------------------------------------------------------------------


def test_a_paid_and_granted_ticket_is_one_admission(festival: Festival) -> None:
    ticket = festival.ticket(name="Айгүл Қалиева")
    answer = festival.scan(ticket)
    assert told(answer) == "ok"
    assert (answer.ticket, answer.guest, answer.ticket_type.key) == (ticket.number, "Айгүл Қалиева", "show")
    assert len(festival.admissions(ticket)) == 1
    assert festival.counters_off() == {}


def test_void_replaced_and_blocked_tickets_are_refused(festival: Festival) -> None:
    void, replaced, blocked = festival.sell(count=3).tickets
    box_office.void(festival.office, void.number, "refunded")
    [newer] = box_office.replace(festival.office, festival.keys, replaced.number).tickets
    box_office.block(festival.office, blocked.number, "lost")
    assert told(festival.scan(void)) == "void"
    answer = festival.scan(replaced)
    assert told(answer) == "replaced"
    assert answer.verdict.facts == {"replaced_by": newer.number}
    assert newer.number in said(festival, answer)
    assert told(festival.scan(blocked)) == "blocked"
    box_office.unblock(festival.office, blocked.number)
    assert told(festival.scan(blocked)) == "ok"


def test_the_replacement_of_a_ticket_that_was_inside_does_not_enter_again(festival: Festival) -> None:
    ticket = festival.ticket()
    assert told(festival.scan(ticket)) == "ok"
    [newer] = box_office.replace(festival.office, festival.keys, ticket.number).tickets
    assert told(festival.scan(newer, "19:10")) == "already_in"
    assert festival.counters_off() == {}


def test_a_pending_order_is_unpaid_until_it_is_paid(festival: Festival) -> None:
    sold = festival.sell(method=Method.LATER)
    [ticket] = sold.tickets
    assert told(festival.scan(ticket)) == "unpaid"
    box_office.pay(festival.office, sold.order.number, Method.KASPI)
    assert told(festival.scan(ticket, "19:10")) == "ok"


def test_a_type_that_admits_on_trust_enters_before_it_is_paid(festival: Festival) -> None:
    answer = festival.scan(festival.ticket("on-trust", Method.LATER))
    assert told(answer) == "ok"
    assert [one.value for one in answer.verdict.notices] == ["on_trust"]


def test_one_ticket_of_an_order_voided_leaves_the_others(festival: Festival) -> None:
    first, void, third = festival.sell(count=3, method=Method.LATER).tickets
    box_office.void(festival.office, void.number, "does not come")
    box_office.pay(festival.office, festival.sell(count=1, method=Method.LATER).order.number, Method.CASH)
    assert told(festival.scan(first)) == "unpaid"
    history = box_office.show(festival.office, first.number)
    box_office.pay(festival.office, history.order.number, Method.CASH)
    assert reasons([festival.scan(one, "19:10") for one in (first, void, third)]) == ["ok", "void", "ok"]


@pytest.mark.parametrize("override", [None, "the director knows her"])
def test_an_unknown_code_is_logged_without_the_code(festival: Festival, override: str | None) -> None:
    answer = festival.scan(UNKNOWN_CODE, override=override)
    assert told(answer) == "unknown"
    record = festival.office.read(lambda unit: unit.scans.recorded(answer.scan_id))
    assert (record.verdict.reason.value, record.ticket_id, record.entitlement_id) == ("unknown", None, None)
    assert UNKNOWN_CODE not in repr(record)
    assert festival.counters_off() == {}


def test_personal_and_concession_types_say_what_to_check_without_asking(festival: Festival) -> None:
    concession = festival.scan(festival.ticket("concession"))
    artisan = festival.scan(festival.ticket("artisan"))
    assert [told(concession), told(artisan)] == ["ok", "ok"]
    assert [one.value for one in (*concession.verdict.notices, *artisan.verdict.notices)] == [
        "check_card",
        "check_name",
    ]


# --- time ---------------------------------------------------------------------------------------------------------


def test_doors_open_and_last_entry_hold_to_the_second(festival: Festival) -> None:
    early, on_time, last, late = festival.sell(count=4).tickets
    too_early = festival.scan(early, "17:59:59")
    assert told(too_early) == "too_early"
    assert "18:00" in said(festival, too_early)
    assert told(festival.scan(on_time, "18:00:00")) == "ok"
    assert told(festival.scan(last, "19:30:00")) == "ok"
    too_late = festival.scan(late, "19:30:01")
    assert told(too_late) == "too_late"
    assert "19:30" in said(festival, too_late)


def test_a_window_in_minutes_before_and_after(festival: Festival) -> None:
    tickets = festival.sell("show-minutes", 4).tickets
    clocks = ("18:29:59", "18:30:00", "21:10:00", "21:10:01")
    answers = [festival.scan(one, clock) for one, clock in zip(tickets, clocks, strict=True)]
    assert reasons(answers) == ["too_early", "ok", "ok", "too_late"]


@pytest.mark.parametrize("kind", ["artisan", "crew"])
def test_artisans_and_crew_come_at_any_time_of_the_day(festival: Festival, kind: str) -> None:
    assert told(festival.scan(festival.ticket(kind), "07:00", door="stage")) == "ok"
    assert told(festival.scan(festival.ticket(kind), "07:00")) == "ok", "also where the show is in the evening"


@pytest.mark.parametrize(
    ("control", "minutes", "when", "before", "after"),
    [
        (Control.OPEN, None, "12:00", "too_early", "ok"),
        (Control.HOLD, None, "19:00", "ok", "too_early"),
        (Control.SCHEDULE, 20, "18:10", "ok", "too_early"),
        (Control.SCHEDULE, 20, "19:40", "too_late", "ok"),
        (Control.CLOSE, None, "19:00", "ok", "too_late"),
        (Control.CANCEL, None, "19:00", "ok", "too_late"),
    ],
)
def test_a_supervisor_changes_the_answer_at_every_door_from_the_next_scan(
    festival: Festival, control: Control, minutes: int | None, when: str, before: str, after: str
) -> None:
    tickets = festival.sell(count=4).tickets
    doors = (("show", "A"), ("guarded", "B"))
    firsts = [
        festival.scan(one, when, door=door, desk=desk, confirm=True)
        for one, (door, desk) in zip(tickets[:2], doors, strict=True)
    ]
    assert reasons(firsts) == [before, before]
    control_event(festival.at_desk(), "d1-show", control, minutes)
    seconds = [
        festival.scan(one, when, door=door, desk=desk, confirm=True)
        for one, (door, desk) in zip(tickets[2:], doors, strict=True)
    ]
    assert reasons(seconds) == [after, after]


def test_a_controlled_event_returns_to_its_schedule(festival: Festival) -> None:
    ticket = festival.ticket()
    control_event(festival.at_desk(), "d1-show", Control.CANCEL)
    assert told(festival.scan(ticket)) == "too_late"
    control_event(festival.at_desk(), "d1-show", Control.SCHEDULE, 0)
    assert told(festival.scan(ticket)) == "ok"


def test_half_past_one_belongs_to_the_day_before(festival: Festival) -> None:
    ticket, other = festival.sell("once-a-day", 2).tickets
    assert told(festival.scan(ticket, "23:00")) == "ok"
    assert told(festival.scan(ticket, "25:30")) == "already_in"
    assert told(festival.scan(other, "25:30")) == "ok"
    assert told(festival.scan(ticket, at("18:30", day=2))) == "ok", "a new day, a new entry"


def test_a_change_of_the_zones_offset_does_not_shift_a_day(festival: Festival) -> None:
    """UTC+6 in 2022: a party until two in the morning is one programme day, and its times are local."""
    party = festival.event("d1-party")
    assert party.last_entry == at("26:00")
    assert at("26:00").hour == 20
    ticket = festival.ticket("once-a-day")
    assert told(festival.scan(ticket, party.last_entry)) == "ok"
    late = festival.scan(festival.ticket("once-a-day"), party.last_entry + timedelta(seconds=1))
    assert "02:00" in said(festival, late)
    season = festival.programme.season
    this_year = at("26:00").replace(year=2025)
    assert season.local(this_year).utcoffset() == timedelta(hours=5)
    assert season.programme_day(this_year) == season.programme_day(this_year.replace(hour=12))


def test_states_outlast_the_scans(festival: Festival) -> None:
    ticket = festival.ticket()
    festival.scan(ticket)
    box_office.void(festival.office, ticket.number, "caught twice")
    assert festival.now(ticket.number).state is TicketState.VOID
    assert told(festival.scan(ticket, "19:10")) == "void"
    assert len(festival.scans(ticket)) == 2
