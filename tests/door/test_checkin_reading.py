"""The cases that every door must get right: reading, and room."""

from datetime import timedelta

import pytest

from aspara_desk.box_office import selling
from aspara_desk.domain import layouts
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.programme import Control, Direction
from aspara_desk.domain.rights import Role
from aspara_desk.door.corrections import control_event, count_people, everyone_out
from aspara_desk.door.gates import all_entrances, checkpoint, door_by_key, gate
from tests.door.festival import Festival, at, reasons, told

KAZAKH_ROW = str.maketrans("1234567890", '"әіңғ,.үұқ')


# --- reading ------------------------------------------------------------------------------------------------------


def test_a_code_is_read_with_prefix_spaces_and_in_kazakh_characters(festival: Festival) -> None:
    tickets = festival.sell(count=5).tickets
    codes = [festival.code(one) for one in tickets]
    texts = [f"]Q1{codes[0]}", f"\\000026{codes[1]}", f"  {codes[2]}\r\n", codes[3].translate(KAZAKH_ROW), codes[4]]
    assert layouts.typed_for_us(texts[3])[1] == codes[3]
    assert reasons([festival.scan(one) for one in texts]) == ["ok"] * 5


def test_a_code_with_a_fault_is_a_misread(festival: Festival) -> None:
    code = festival.code(festival.ticket())
    wrong = code[:10] + str((int(code[10]) + 1) % 10) + code[11:]
    answers = [festival.scan(one) for one in (code[:33], code + "1", wrong)]
    assert reasons(answers) == ["misread"] * 3
    assert all(one.ticket is None for one in answers)


@pytest.mark.parametrize("text", ["https://example.org/t/1", "4006381333931", "Қош келдіңіз", "", "   "])
def test_anything_else_is_not_a_ticket(festival: Festival, text: str) -> None:
    assert told(festival.scan(text)) == "not_a_ticket"
    assert festival.count_scans() == 1, "it is in the log all the same"


@pytest.mark.parametrize("shape", ["{lower}", "А-{serial}", "а{serial}", "ф-{serial}", "Ф{bare}", "{bare}", "{serial}"])
def test_a_typed_number_is_found_and_asks(festival: Festival, shape: str) -> None:
    ticket = festival.ticket()
    assert ticket.number == "A-000001"
    text = shape.format(lower=ticket.number.lower(), serial="000001", bare="1")
    asked = festival.scan(text, "18:10")
    assert (told(asked), asked.ticket) == ("check_person", ticket.number)
    assert asked.verdict.facts["because"] == "typed"
    assert told(festival.scan(text, "18:11", confirm=True)) == "ok"


def test_a_typed_number_answers_after_the_rules_before_it(festival: Festival) -> None:
    ticket, other = festival.sell(count=2).tickets
    assert told(festival.scan(ticket.number, "17:00")) == "too_early"
    festival.scan(ticket, "18:10")
    assert told(festival.scan(ticket.number, "18:20")) == "already_in"
    assert told(festival.scan(other.number, "18:20", door="stage")) == "not_granted"
    assert told(festival.scan("A-000077")) == "unknown"


def test_a_name_picked_from_the_list_asks(festival: Festival) -> None:
    ticket = festival.ticket(name="Saule")
    asked = festival.scan(ticket.number, picked=True)
    assert (told(asked), asked.verdict.facts["because"]) == ("check_person", "picked")


def test_bare_digits_mean_this_desks_ticket(festival: Festival) -> None:
    ours = festival.ticket()
    theirs = selling.sell(festival.at_desk(letter="B"), festival.keys, type_key="show").tickets[0]
    assert (ours.number, theirs.number) == ("A-000001", "B-000001")
    assert festival.scan("1").ticket == "A-000001"
    assert festival.scan("1", desk="B").ticket == "B-000001"
    assert festival.look_up("1").ticket == "A-000001"


def test_bare_digits_mean_another_desks_ticket_only_where_no_two_could_be_meant(festival: Festival) -> None:
    theirs = selling.sell(festival.at_desk(letter="B"), festival.keys, type_key="show", count=2).tickets[1]
    assert festival.scan("2").ticket == theirs.number
    assert told(festival.scan("3")) == "unknown"


def test_digits_are_never_taken_for_a_database_id(festival: Festival) -> None:
    ticket = festival.ticket()
    for text in (ticket.id.hex, str(ticket.id), str(ticket.id.int), str(ticket.entitlement_id)):
        answer = festival.scan(text)
        assert told(answer) in {"not_a_ticket", "misread"}
        assert answer.ticket is None


# --- looking up ---------------------------------------------------------------------------------------------------


def test_a_look_up_says_what_the_answer_would_be_and_records_nothing(festival: Festival) -> None:
    ticket = festival.ticket(name="Saule")
    for _ in range(2):
        answer = festival.look_up(ticket)
        assert (told(answer), answer.guest) == ("ok", "Saule")
    assert festival.count_scans() == 0
    festival.scan(ticket, "18:10")
    assert told(festival.look_up(ticket)) == "already_in"
    assert told(festival.look_up("hello")) == "not_a_ticket"
    assert told(festival.look_up(ticket.number, "17:00")) == "too_early"
    assert festival.counters_off() == {}


# --- room ---------------------------------------------------------------------------------------------------------


def test_a_full_hall_lets_nobody_in_but_those_who_are_inside(festival: Festival) -> None:
    first, second, third = festival.sell("room-free", 3).tickets
    answers = [festival.scan(one, "18:10", door="room") for one in (first, second, third)]
    assert reasons(answers) == ["ok", "ok", "full"]
    assert told(festival.scan(first, "18:20", door="room")) == "ok", "already inside"
    assert told(festival.scan(third, "18:21", door="room", override="the director")) == "full"
    festival.leave(second, "18:22", door="room")
    assert told(festival.scan(third, "18:23", door="room")) == "ok"
    assert told(festival.scan(second, "18:24", door="room")) == "full"
    assert festival.counters_off() == {}


def test_an_audience_limit_does_not_count_crew(festival: Festival) -> None:
    guest, late = festival.sell("tour", 2).tickets
    crew = festival.ticket("crew")
    assert told(festival.scan(crew, "10:30", door="stage", event="d1-tour")) == "ok"
    assert told(festival.scan(guest, "10:31", door="stage")) == "ok"
    assert told(festival.scan(late, "10:32", door="stage")) == "full"
    assert told(festival.scan(festival.ticket("crew"), "10:33", door="stage", event="d1-tour")) == "ok"
    assert festival.counters_off() == {}


def test_a_place_whose_exits_are_not_counted_warns(festival: Festival) -> None:
    tickets = festival.sell("market", 3).tickets
    answers = [festival.scan(one, "12:00", door="square") for one in tickets]
    assert reasons(answers) == ["ok", "ok", "ok"]
    assert [one.value for one in answers[2].verdict.notices] == ["over_capacity"]


def test_people_without_tickets_fill_a_hall(festival: Festival) -> None:
    steward, room = festival.at_desk(role=Role.STEWARD), door_by_key(festival.programme, "room")
    ticket = festival.ticket("room")
    count = count_people(steward, room, 2, "the orchestra", at("18:10"))
    assert (count.inside, count.without_ticket, count.capacity) == (2, 2, 2)
    assert told(festival.scan(ticket, "18:20", door="room")) == "full"
    assert count_people(steward, room, -1, "one left", at("18:21")).inside == 1
    assert told(festival.scan(ticket, "18:22", door="room")) == "ok"
    with pytest.raises(Refused) as refused:
        count_people(steward, room, -2, "too many", at("18:23"))
    assert (refused.value.kind, refused.value.facts["counted"]) == ("count_below_zero", 1)
    for people, why, kind in ((0, "nobody", "count_zero"), (1, " ", "reason_missing")):
        with pytest.raises(Misused) as misused:
            count_people(steward, room, people, why, at("18:23"))
        assert misused.value.kind == kind
    assert festival.counters_off() == {}


def test_everyone_out_empties_a_hall_of_ticket_holders_and_counted_people(festival: Festival) -> None:
    room = door_by_key(festival.programme, "room")
    ticket = festival.ticket("room")
    festival.scan(ticket, "18:10", door="room")
    count_people(festival.at_desk(), room, 1, "a child", at("18:11"))
    assert everyone_out(festival.at_desk(), room, "fire drill", at("18:30")).inside == 0
    assert festival.counters_off() == {}
    count_people(festival.at_desk(), room, -1, "counted late", at("18:20"))
    assert festival.counters_off() == {}, "what happened before everybody left changes nothing any more"
    festival.leave(ticket, "18:20", door="room")
    assert told(festival.scan(ticket, "18:40", door="room")) == "ok"
    assert count_people(festival.at_desk(), room, 1, "a child", at("18:41")).inside == 2
    assert festival.counters_off() == {}


def test_everyone_out_is_a_supervisors(festival: Festival) -> None:
    room = door_by_key(festival.programme, "room")
    for act in (
        lambda: everyone_out(festival.at_desk(role=Role.STEWARD), room, "fire drill", at("18:30")),
        lambda: control_event(festival.at_desk(role=Role.STEWARD), "d1-show", Control.OPEN),
        lambda: count_people(festival.at_desk(role=Role.CLERK), room, 1, "a child", at("18:30")),
        lambda: festival.undo(festival.scan(festival.ticket()), role=Role.CLERK),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.kind == "not_allowed"


# --- how doors and events are set ---------------------------------------------------------------------------------


def test_a_gate_is_a_door_with_the_stewards_choice(festival: Festival) -> None:
    programme = festival.programme
    chosen = checkpoint(programme, gate(programme, "hall", "d1-show", Direction.OUT))
    assert (chosen.door.key, chosen.chosen, chosen.direction) == ("hall", festival.event("d1-show").id, Direction.OUT)
    assert checkpoint(programme, gate(programme, "hall-out", None, None)).direction is Direction.OUT
    for door, event, kind in (("nowhere", None, "door_unknown"), ("show", "d1-concert", "event_not_at_door")):
        with pytest.raises(Misused) as misused:
            gate(programme, door, event, None)
        assert misused.value.kind == kind


def test_all_entrances_together_know_every_event_of_the_day(festival: Festival) -> None:
    today = all_entrances(festival.programme, at("12:00"))
    days = {festival.programme.event(one).day for one in today.door.event_ids}
    assert days == {festival.programme.season.first_day}
    before = all_entrances(festival.programme, at("12:00") - timedelta(days=30))
    assert len(before.door.event_ids) == len(festival.programme.events)


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1])
def test_a_delay_is_between_none_and_a_day(festival: Festival, minutes: int) -> None:
    with pytest.raises(Misused) as misused:
        control_event(festival.at_desk(), "d1-show", Control.SCHEDULE, minutes)
    assert misused.value.kind == "delay_out_of_range"
    with pytest.raises(Misused) as misused:
        control_event(festival.at_desk(), "no-show", Control.HOLD)
    assert misused.value.kind == "event_unknown"


def test_a_control_keeps_the_delay_it_finds(festival: Festival) -> None:
    control_event(festival.at_desk(), "d1-show", Control.SCHEDULE, 20)
    held = control_event(festival.at_desk(), "d1-show", Control.HOLD)
    assert (held.control, held.delay) == (Control.HOLD, timedelta(minutes=20))
