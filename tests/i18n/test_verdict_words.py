"""Every reason, as the decision itself gives it, in every language."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from aspara_desk.domain.admission import Notice, Reason, ScanFacts, Unreadable, Verdict, VerdictKind, decide
from aspara_desk.domain.programme import Control, Direction, Event, Programme
from aspara_desk.domain.sales import TicketState
from aspara_desk.domain.season import LANGUAGES, Titles
from aspara_desk.domain.ticket_types import Grant
from aspara_desk.i18n import verdicts
from aspara_desk.i18n.translator import Translator
from tests.domain.planning import (
    DESK,
    MARKET,
    OTHER_DESK,
    PARTY,
    ROOM_SHOW,
    SHOW,
    SHOW_2,
    SQUARE,
    at,
    at_door,
    door,
    movement,
    opens,
    programme,
    scanned,
    ticket,
    type_of,
)  # fmt: skip

NOW = at("19:00")
DOOR = door(SHOW)
PLAN = programme(doors=(DOOR,))


def verdict(reason: Reason) -> Verdict:
    """A verdict with this reason, made by the decision."""
    twice = type_of(Grant(0, opens(SHOW), entries=2))
    earlier = movement(NOW - timedelta(minutes=20), desk_id=OTHER_DESK)
    of_room = type_of(Grant(0, opens(ROOM_SHOW)))
    return {
        Reason.OK: scanned,
        Reason.MISREAD: lambda: decide(ScanFacts(None, Unreadable.MISREAD), at_door(), NOW),
        Reason.NOT_A_TICKET: lambda: decide(ScanFacts(None, Unreadable.NOT_A_TICKET), at_door(), NOW),
        Reason.UNKNOWN: lambda: decide(ScanFacts(None), at_door(), NOW),
        Reason.VOID: lambda: scanned(ticket(state=TicketState.VOID)),
        Reason.REPLACED: lambda: scanned(ticket(state=TicketState.REPLACED, replaced_by="A-000777")),
        Reason.BLOCKED: lambda: scanned(ticket(state=TicketState.BLOCKED)),
        Reason.UNPAID: lambda: scanned(ticket(paid=False)),
        Reason.NOT_GRANTED: lambda: scanned(ticket(type_of(Grant(0, opens(SHOW_2)))), at_door(plan=PLAN)),
        Reason.TOO_EARLY: lambda: scanned(now="17:00"),
        Reason.TOO_LATE: lambda: scanned(now="20:00"),
        Reason.JUST_ADMITTED: lambda: scanned(ticket(movements=(movement(NOW - timedelta(seconds=2), desk_id=DESK),))),
        Reason.ALREADY_IN: lambda: scanned(ticket(movements=(earlier,))),
        Reason.ENTRIES_USED: lambda: scanned(
            ticket(twice, movements=(earlier, replace(movement(NOW - timedelta(minutes=9)), ordinal=2)))
        ),
        Reason.FULL: lambda: scanned(
            ticket(of_room), at_door(ROOM_SHOW, occupancy={"inside": {ROOM_SHOW.id: 2}, "audience": {ROOM_SHOW.id: 2}})
        ),
        Reason.CHECK_PERSON: lambda: scanned(ticket(attention="Meet at the door")),
    }[reason]()  # fmt: skip


def words(given: Verdict, t: Translator, direction: Direction = Direction.IN) -> str:
    text = verdicts.text(given, PLAN, NOW, t, direction)
    assert not {"{", "}"} & set(text)
    assert "None" not in text
    return text


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(reason: Reason, t: Translator) -> None:
    given = verdict(reason)
    assert given.reason is reason
    for direction in Direction:
        assert words(given, t, direction)


@pytest.mark.parametrize("reason", Reason)
def test_no_language_answers_in_another(reason: Reason, translators) -> None:
    given = verdict(reason)
    assert len({words(given, translators[language]) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (Reason.REPLACED, "A-000777"),
        (Reason.TOO_EARLY, "18:00"),
        (Reason.TOO_LATE, "19:30"),
        (Reason.JUST_ADMITTED, "2"),
        (Reason.ALREADY_IN, "18:40, Door, Dana"),
        (Reason.ENTRIES_USED, "18:40, Door, Dana"),
        (Reason.FULL, "2"),
        (Reason.CHECK_PERSON, "Meet at the door"),
    ],
)
def test_what_the_steward_needs_is_said(reason: Reason, shown: str, t: Translator) -> None:
    assert shown in words(verdict(reason), t)


@pytest.mark.parametrize(
    ("language", "day"), [("kk", "2 қазан"), ("ru", "2 октября"), ("en", "2 October")]
)  # fmt: skip
def test_another_day_is_named(language: str, day: str, translators) -> None:
    answer = words(verdict(Reason.NOT_GRANTED), translators[language])
    first, more = answer.split(".", 1)[1].split(".", 1)
    assert day in first
    assert f"{day}, 19:00, Hall. show2" in more


def test_the_door_that_would_be_right_is_named(t: Translator) -> None:
    right = door(SHOW_2, titles=Titles({"en": "East gate"}))
    plan = programme(doors=(DOOR, right))
    given = scanned(ticket(type_of(Grant(0, opens(SHOW_2)))), at_door(plan=plan))
    assert "East gate" in verdicts.text(given, plan, NOW, t)


def test_a_ticket_that_opens_nothing_says_so(t: Translator) -> None:
    given = Verdict(VerdictKind.REFUSE, Reason.NOT_GRANTED, facts={"days": [], "next_event": None, "next_door": None})
    assert words(given, t)


@pytest.mark.parametrize("control", [Control.HOLD, Control.CLOSE, Control.CANCEL])
def test_a_supervisor_s_control_is_the_reason_that_is_said(control: Control, t: Translator) -> None:
    event = replace(SHOW, control=control)
    given = scanned(facts=at_door(event))
    answer = verdicts.said(given, programme(event), NOW, t)
    assert answer.more == "show", "a long title takes no place from the reason"
    assert "show" not in answer.first
    assert answer.first != verdicts.said(scanned(now="17:00"), PLAN, NOW, t).first


@pytest.mark.parametrize("because", ["attention", "typed", "picked", "hold"])
def test_every_check_says_what_to_check(because: str, t: Translator) -> None:
    given = Verdict(VerdictKind.ASK, Reason.CHECK_PERSON, SHOW.id, {"because": because, "attention": "Look"})
    assert words(given, t)


def test_an_override_says_why_and_what_it_overrode(t: Translator) -> None:
    given = scanned(ticket(state=TicketState.BLOCKED), override="the \u202eproducer\nsaid {so}")
    assert given.override is not None
    answer = verdicts.text(given, PLAN, NOW, t)
    assert "the producer said {so}" in answer
    assert verdicts.text(verdict(Reason.BLOCKED), PLAN, NOW, t) not in answer  # nobody is to be called any more
    unpaid = verdicts.text(replace(given, reason=Reason.UNPAID), PLAN, NOW, t)
    assert answer != unpaid
    early = replace(verdict(Reason.NOT_GRANTED), kind=VerdictKind.ADMIT, override="known")
    assert verdicts.text(early, PLAN, NOW, t).endswith(verdicts.said(verdict(Reason.NOT_GRANTED), PLAN, NOW, t).first)


def test_a_seat_that_was_sold_again_is_named(t: Translator) -> None:
    facts = {"seat": "B 3", "seat_taken_by": "A-000027"}
    given = Verdict(VerdictKind.REFUSE, Reason.VOID, None, facts)
    for said in (words(given, t), words(replace(given, kind=VerdictKind.ADMIT, override="known"), t)):
        assert "B 3" in said
        assert "A-000027" in said
    assert verdicts.seat_sold_again(given, t)
    assert not verdicts.seat_sold_again(replace(given, facts={}), t)


def test_what_is_read_first_is_the_day_and_the_rest_follows(t: Translator) -> None:
    given = verdict(Reason.NOT_GRANTED)
    said = verdicts.said(given, PLAN, NOW, t)
    assert f"{said.first} {said.more}" == words(given, t)
    assert said.more


def sent_on(now: str, *opened: Event, at_event: Event = SHOW, plan: Programme = PLAN) -> tuple[str, str]:
    """What is said in English of a ticket for other events than the door's."""
    given = scanned(ticket(type_of(Grant(0, opens(*opened)))), at_door(at_event, plan=plan), now)
    assert given.reason is Reason.NOT_GRANTED
    said = verdicts.said(given, plan, at(now), Translator("en"))
    return said.first, said.more


def test_on_its_day_a_ticket_for_elsewhere_is_sent_to_its_place() -> None:
    gate = door(ROOM_SHOW, id=UUID(int=0x701), titles=Titles({"en": "Room, left"}))
    plan = programme(doors=(DOOR, gate))
    assert sent_on("18:40", ROOM_SHOW, plan=plan) == ("Wrong door. 19:00, Room.", "Room, left · room")
    assert sent_on("19:10", ROOM_SHOW) == ("Wrong door. 19:00 – 21:00, Room.", "room")
    assert sent_on("19:10", ROOM_SHOW, SHOW_2) == ("Wrong door. 19:00 – 21:00, Room.", "room")


def test_what_is_over_today_is_told_with_its_place_and_what_comes_later_with_its_day() -> None:
    assert sent_on("22:00", ROOM_SHOW) == ("Not valid here. It was for 19:00 – 21:00, Room.", "room")
    assert sent_on("22:00", ROOM_SHOW, SHOW_2) == ("Not valid here. Next: 2 October, 19:00, Hall.", "show2")
    party = replace(PARTY, venue_id=SQUARE)
    after_midnight = sent_on("25:00", ROOM_SHOW, MARKET, at_event=party, plan=programme(party))
    assert after_midnight == ("Not valid here. It was for 19:00 – 21:00, Room.", "room")


def test_days_that_are_past_are_told_as_past() -> None:
    plan = programme(doors=(DOOR,))
    given = scanned(ticket(type_of(Grant(0, opens(ROOM_SHOW)))), at_door(SHOW_2, plan=plan), at("19:00", 2))
    assert verdicts.text(given, plan, at("19:00", 2), Translator("en")) == "Not valid here. It was for 1 October."


def test_nobody_is_sent_to_what_is_cancelled() -> None:
    off = replace(ROOM_SHOW, control=Control.CANCEL)
    plan = programme(off)
    assert sent_on("18:40", ROOM_SHOW, SHOW_2, plan=plan)[0] == "Not valid here. Next: 2 October, 19:00, Hall."


def test_an_event_is_full_by_its_guests_and_a_place_by_whoever_is_inside(t: Translator) -> None:
    limited = replace(SHOW, audience_limit=3)
    given = scanned(facts=at_door(limited, occupancy={"inside": {SHOW.id: 99}, "audience": {SHOW.id: 3}}))
    said = verdicts.said(given, programme(limited), NOW, t)
    assert given.facts == {"audience": 3, "limit": 3}
    assert said.more == "show"
    assert said.first.count("3") == 2
    assert "99" not in said.first
    assert verdicts.said(verdict(Reason.FULL), PLAN, NOW, t).more == "Room"


def test_a_full_hall_says_how_many_are_inside(t: Translator) -> None:
    given = verdict(Reason.FULL)
    said = words(replace(given, facts={**given.facts, "inside": 605, "limit": 600}), t)
    assert "605" in said
    assert "600" in said


def test_what_was_confirmed_and_who_goes_out_hear_another_word(t: Translator) -> None:
    welcome = words(verdict(Reason.OK), t)
    confirmed = words(scanned(ticket(attention="Look"), confirm=True), t)
    out = words(verdict(Reason.OK), t, Direction.OUT)
    assert len({welcome, confirmed, out}) == 3


def test_an_attention_note_is_plain_text(t: Translator) -> None:
    answer = words(scanned(ticket(attention="VIP\u202e\x1b[31m note\n2")), t)
    assert answer.isprintable()
    assert "note 2" in answer


@pytest.mark.parametrize("one", [one for one in Notice if one is not Notice.TYPE])
def test_every_notice_has_words(one: Notice, t: Translator) -> None:
    given = Verdict(VerdictKind.ADMIT, Reason.OK, notices=(one,))
    assert verdicts.notice(given, None, t)


def test_notices_stand_side_by_side_with_that_of_the_type(t: Translator) -> None:
    noted = type_of(notice=Titles({"en": "Row A is press", "ru": "Ряд A – пресса", "kk": "A қатары – баспасөз"}))
    given = Verdict(VerdictKind.ADMIT, Reason.OK, notices=(Notice.CHECK_NAME, Notice.TYPE))
    first, second = (verdicts.notice(given, noted, t) or "").split(" · ")
    assert first == verdicts.notice(replace(given, notices=(Notice.CHECK_NAME,)), None, t)
    assert noted.notice is not None
    assert second.endswith(noted.notice.to(t.language))
    assert verdicts.notice(replace(given, notices=(Notice.TYPE,)), None, t) is None
    assert verdicts.notice(replace(given, notices=()), noted, t) is None


def test_the_three_verdicts_differ_in_every_language(t: Translator) -> None:
    said = [t(word) for word in verdicts.VERDICTS.values()]
    assert set(verdicts.VERDICTS) == set(VerdictKind)
    assert len({word[0] for word in said}) == len(said) or t.language == "en"
    assert all(word.isupper() for word in said)
