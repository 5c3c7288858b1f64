from collections.abc import Callable
from datetime import timedelta

import pytest

from aspara_desk.domain.programme import Control
from aspara_desk.domain.rights import Role
from aspara_desk.door.corrections import control_event, count_people, everyone_out
from aspara_desk.programme.current import current
from aspara_desk.programme.fill import Fill, fill
from aspara_desk.reports.attendance import Crowd, attendance
from aspara_desk.staff.workplace import Workplace
from tests.door.festival import Festival, at


@pytest.fixture
def festival(at_desk: Callable[..., Workplace]) -> Festival:
    return Festival(at_desk)


def of(festival: Festival, key: str, now: str = "19:10") -> Fill:
    return fill(festival.at_desk(role=Role.STEWARD), at(now))[festival.event(key).id]


def test_every_event_is_there(festival: Festival) -> None:
    filled = fill(festival.office, at("19:00"))
    assert set(filled) == {one.id for one in festival.programme.events}
    assert of(festival, "d1-show") == Fill(0, 0, 0, 1000)


def test_tickets_that_stand_and_open_an_event_are_entitled_crew_aside(festival: Festival) -> None:
    from aspara_desk.box_office import tickets

    sold = festival.sell("show", 3)
    festival.sell("four-days", 2)
    festival.sell("crew", 4)
    tickets.void(festival.office, sold.tickets[0].number, "not coming")
    assert of(festival, "d1-show").entitled == 4
    assert of(festival, "d2-show").entitled == 2
    assert of(festival, "d1-market").entitled == 0


def test_people_who_came_are_counted_once_each_and_crew_not(festival: Festival) -> None:
    again, once, crew = festival.ticket("show-free"), festival.ticket(), festival.ticket("crew")
    festival.scan(again, "18:30")
    festival.leave(again, "18:40")
    festival.scan(again, "18:50")
    festival.scan(once, "18:55")
    festival.leave(once, "18:58")
    festival.scan(crew, "18:59", event="d1-show")
    assert of(festival, "d1-show") == Fill(2, 2, 1, 1000)
    assert festival.counters_off() == {}


def test_who_was_let_in_by_mistake_did_not_come(festival: Festival) -> None:
    ticket = festival.ticket()
    festival.undo(festival.scan(ticket, "18:30"))
    assert of(festival, "d1-show").came == 0
    festival.scan(ticket, "18:31")
    everyone_out(festival.office, festival.programme.doors[0], "drill", at("18:40"))
    filled = of(festival, "d1-show")
    assert (filled.came, filled.inside) == (1, 0)
    assert festival.counters_off() == {}


def test_an_undo_after_everyone_was_sent_out_takes_the_guest_out_of_those_who_came(festival: Festival) -> None:
    entry = festival.scan(festival.ticket(), "18:30")
    everyone_out(festival.office, festival.programme.doors[0], "drill", at("18:40"))
    festival.undo(entry)
    assert of(festival, "d1-show").came == 0
    assert festival.counters_off() == {}


def test_an_undone_re_entry_leaves_the_first_one(festival: Festival) -> None:
    ticket = festival.ticket("show-free")
    festival.scan(ticket, "18:30")
    festival.undo(festival.scan(ticket, "18:45"))
    assert of(festival, "d1-show") == Fill(1, 1, 1, 1000)
    assert festival.counters_off() == {}


def test_the_counts_agree_with_the_report(festival: Festival) -> None:
    for kind in ("show", "four-days", "show-and-talk", "artisan", "crew"):
        festival.scan(festival.ticket(kind), "18:40")
    festival.scan(festival.ticket("concert"), "18:40", door="stage")
    reported = {
        one.event.id: sum(came.people for crowd, came in one.crowds.items() if crowd is not Crowd.CREW)
        for one in attendance(festival.office).events
    }
    assert {key: one.came for key, one in fill(festival.office, at("18:50")).items() if one.came} == reported


def test_being_inside_ends_with_the_event(festival: Festival) -> None:
    festival.scan(festival.ticket(), "19:00")
    assert [of(festival, "d1-show", now).inside for now in ("20:59", "21:00")] == [1, 0]
    control_event(festival.office, "d1-show", Control.OPEN)
    assert [of(festival, "d1-show", now).inside for now in ("22:00", "28:00")] == [1, 0]


def test_the_limit_is_the_lower_of_two(festival: Festival) -> None:
    assert [of(festival, key).limit for key in ("d1-tour", "d1-room")] == [1, 2]


def test_the_programme_is_the_same_object_until_it_changes(festival: Festival) -> None:
    first = current(festival.office)
    festival.scan(festival.ticket(), "19:00")
    count_people(festival.office, festival.programme.doors[0], 3, "class", at("19:00"))
    assert current(festival.office) is first
    control_event(festival.office, "d1-show", Control.SCHEDULE, 20)
    changed = current(festival.office)
    assert changed.stamp != first.stamp
    assert changed.event(festival.event("d1-show").id).delay == timedelta(minutes=20)
