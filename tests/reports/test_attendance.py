from datetime import datetime

import pytest

from aspara_desk.domain.errors import Refused
from aspara_desk.domain.rights import Role
from aspara_desk.domain.ticket_types import Category
from aspara_desk.door import corrections
from aspara_desk.reports.attendance import Attendance, Came, Crowd, attendance, crowd_of
from tests.door.festival import Festival, at


def lines(festival: Festival) -> dict[str, dict[str, tuple[int, int]]]:
    return {
        one.event.key: {crowd.value: (came.people, came.entries) for crowd, came in one.crowds.items()}
        for one in attendance(festival.office).events
    }


def total(found: Attendance, crowd: Crowd) -> tuple[int, int]:
    return found.total[crowd].people, found.total[crowd].entries


def count(festival: Festival, people: int, moment: datetime, door: str = "hall") -> None:
    place = next(one for one in festival.programme.doors if one.key == door)
    corrections.count_people(festival.office, place, people, "gate open", moment)


def test_nobody_came_to_an_empty_house(festival: Festival) -> None:
    found = attendance(festival.office)
    assert (found.events, dict(found.without_ticket)) == ((), {})
    assert {crowd: total(found, crowd) for crowd in Crowd} == dict.fromkeys(Crowd, (0, 0))


def test_people_are_counted_once_and_entries_each_time(festival: Festival) -> None:
    ticket = festival.ticket("show-free")
    for clock in ("18:10", "18:20", "18:30"):
        festival.scan(ticket, clock)
        festival.leave(ticket, f"{clock}:30")
    festival.scan(festival.ticket(), "18:40")
    assert lines(festival) == {"d1-show": {"visitors": (2, 4)}}
    assert total(attendance(festival.office), Crowd.VISITORS) == (2, 4)


def test_who_came_to_two_events_is_in_both_lines_and_once_in_the_total(festival: Festival) -> None:
    ticket = festival.ticket("four-days")
    festival.scan(ticket, at("18:10"), event="d1-show")
    festival.scan(ticket, at("18:10", 2), event="d2-show")
    assert lines(festival) == {"d1-show": {"visitors": (1, 1)}, "d2-show": {"visitors": (1, 1)}}
    assert total(attendance(festival.office), Crowd.VISITORS) == (1, 2)


def test_visitors_participants_and_crew_are_told_apart(festival: Festival) -> None:
    for kind, event in (("show", "d1-show"), ("artisan", None), ("crew", None)):
        festival.scan(festival.ticket(kind), "18:40", event=event)
    found = attendance(festival.office)
    assert {crowd: total(found, crowd)[0] for crowd in Crowd} == {
        Crowd.VISITORS: 1, Crowd.PARTICIPANTS: 1, Crowd.CREW: 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("category", "crowd"),
    [
        (Category.PUBLIC, Crowd.VISITORS), (Category.VIP, Crowd.VISITORS), (Category.PRESS, Crowd.VISITORS),
        (Category.BUYER, Crowd.VISITORS), (Category.DELEGATION, Crowd.VISITORS),
        (Category.DESIGNER, Crowd.PARTICIPANTS), (Category.ARTISAN, Crowd.PARTICIPANTS), (Category.STAFF, Crowd.CREW),
    ],
)  # fmt: skip
def test_every_category_is_of_one_crowd(category: Category, crowd: Crowd) -> None:
    assert crowd_of(category) is crowd


def test_refused_asked_and_undone_scans_are_no_entries(festival: Festival) -> None:
    ticket, undone, void = festival.sell(count=3).tickets
    festival.scan(ticket, "18:10")
    festival.scan(ticket, "18:20")  # already in
    festival.scan("A-000001", "18:30")  # typed by hand: asked, not confirmed
    festival.undo(festival.scan(undone, "18:40"))
    festival.scan(void, "12:00")  # too early
    assert lines(festival) == {"d1-show": {"visitors": (1, 1)}}


def test_exits_are_no_entries(festival: Festival) -> None:
    ticket = festival.ticket()
    festival.scan(ticket, "18:10")
    festival.leave(ticket, "18:20")
    festival.leave(festival.ticket(), "18:30")
    assert lines(festival) == {"d1-show": {"visitors": (1, 1)}}


def test_a_replaced_ticket_is_the_same_person(festival: Festival) -> None:
    from aspara_desk.box_office.tickets import replace

    old = festival.ticket("show-free")
    festival.scan(old, "18:10")
    [new] = replace(festival.office, festival.keys, old.number).tickets
    festival.leave(new, "18:20")
    festival.scan(new, "18:30")
    assert lines(festival) == {"d1-show": {"visitors": (1, 2)}}


def test_people_without_a_ticket_are_counted_in_by_venue_and_day(festival: Festival) -> None:
    count(festival, 5, at("18:30"))
    count(festival, 3, at("19:30"))
    count(festival, -4, at("19:40"))
    count(festival, 2, at("25:30"))  # still the first day
    count(festival, 7, at("18:30", 2))
    found = attendance(festival.office).without_ticket
    assert found == {("hall", "2022-10-01"): 10, ("hall", "2022-10-02"): 7}


def test_came_adds_up() -> None:
    assert Came(1, 2) + Came(3, 4) == Came(4, 6)


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CLERK])
def test_reports_are_not_for_everybody(festival: Festival, role: Role) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        attendance(festival.at_desk(role=role))
