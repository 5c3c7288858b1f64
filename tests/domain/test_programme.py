from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from aspara_desk.domain.programme import Direction, Seat
from tests.domain.planning import GUEST, HALL, PARTY, SHOW, SHOW_2, TALK, VENUES, at, door, programme


def test_everything_is_found_by_its_id() -> None:
    entrance = door(SHOW)
    plan = programme(doors=(entrance,), types=(GUEST,))
    assert plan.venue(HALL) is VENUES[0]
    assert plan.event(SHOW.id) is SHOW
    assert plan.ticket_type(GUEST.id) is GUEST
    assert plan.door(entrance.id) is entrance


def test_what_a_record_names_may_be_gone() -> None:
    entrance = door(SHOW)
    plan = programme(doors=(entrance,))
    for find, known in ((plan.find_venue, VENUES[0]), (plan.find_event, SHOW), (plan.find_door, entrance)):
        assert (find(known.id), find(UUID(int=77)), find(None)) == (known, None, None)


def test_events_come_earliest_first_and_then_by_key() -> None:
    twin = replace(SHOW, id=UUID(int=9), key="a-twin")
    plan = programme(twin)
    assert plan.events_of([SHOW_2.id, TALK.id, SHOW.id, twin.id]) == (twin, SHOW, TALK, SHOW_2)


def test_the_events_at_a_venue_on_a_day() -> None:
    plan = programme()
    assert set(plan.events_at(HALL, SHOW.day)) == {SHOW, TALK, PARTY}
    assert plan.events_at(HALL, SHOW.day.replace(day=9)) == ()


def test_the_doors_to_an_event_are_its_entrances() -> None:
    entrance, way_out = door(SHOW), door(SHOW, id=UUID(int=2), direction=Direction.OUT)
    plan = programme(doors=(entrance, way_out, door(TALK, id=UUID(int=3))))
    assert plan.doors_to(SHOW.id) == (entrance,)


def test_a_delay_moves_every_time_of_an_event() -> None:
    late = replace(SHOW, delay=timedelta(minutes=20))
    times = (late.opens_at, late.starts_at, late.closes_at, late.ends_at)
    assert times == (at("18:20"), at("19:20"), at("19:50"), at("21:20"))
    assert late.doors_open == SHOW.opens_at


def test_a_seat_is_called_by_its_row_and_number() -> None:
    assert Seat(UUID(int=1), HALL, "AA", 12, 1).label == "AA 12"
