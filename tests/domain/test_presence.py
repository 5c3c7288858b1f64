from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from aspara_desk.domain.presence import Occupancy, inside, latest, position
from tests.domain.planning import HALL, ROOM_SHOW, SHOW, SHOW_2, TALK, at, exit_at, movement, programme


def test_the_latest_movement_is_by_the_scans_own_time() -> None:
    early, late = movement(at("18:10")), exit_at(at("18:30"))
    assert latest([late, early]) is late
    assert latest([late, early], at("18:20")) is early
    assert latest([], at("18:20")) is None
    assert latest([late], at("18:20")) is None


def test_of_the_same_instant_the_later_made_is_the_latest_in_any_order() -> None:
    moment = at("18:10")
    made = [movement(moment), exit_at(moment), movement(moment, ROOM_SHOW)]
    assert {latest(order) for order in permutations(made)} == {made[-1]}


def test_a_position_is_where_the_last_movement_left_it() -> None:
    entry = movement(at("18:10"))
    assert position([entry], {}) == SHOW.id
    assert position([entry, movement(at("18:40"), ROOM_SHOW)], {}) == ROOM_SHOW.id
    assert position([], {}) is None
    assert position([entry, exit_at(at("18:30"))], {}) is None
    assert position([movement(at("18:10"), None)], {}) is None


def test_everyone_out_ends_a_position_for_whoever_came_before() -> None:
    entry = movement(at("18:10"))
    assert position([entry], {HALL: [at("18:10")]}) is None
    assert position([entry], {HALL: [at("18:09:59")]}) == SHOW.id
    assert position([entry], {ROOM_SHOW.venue_id: [at("18:30")]}) == SHOW.id
    assert position([replace(entry, venue_id=None)], {HALL: [at("18:30")]}) == SHOW.id


def test_inside_lasts_until_the_event_ends() -> None:
    plan, entry = programme(), movement(at("18:10"))
    assert inside([entry], {}, plan, at("20:59:59")) is entry
    assert inside([entry], {}, plan, at("21:00")) is None
    delayed = programme(replace(SHOW, delay=timedelta(minutes=20)))
    assert inside([entry], {}, delayed, at("21:10")) is entry
    assert inside([movement(at("18:10"), None)], {}, plan, at("19:00")) is None


def test_a_clearing_that_is_still_to_come_does_not_count_yet() -> None:
    plan, entry = programme(), movement(at("18:10"))
    assert inside([entry], {HALL: [at("19:00")]}, plan, at("18:59")) is entry
    assert inside([entry], {HALL: [at("19:00")]}, plan, at("19:00")) is None


def test_a_venue_holds_todays_guests_of_what_still_runs_and_the_counted() -> None:
    counted = Occupancy({SHOW.id: 3, TALK.id: 4, ROOM_SHOW.id: 50, SHOW_2.id: 60}, {}, {HALL: 5})
    plan = programme()
    assert counted.of_venue(HALL, plan, at("19:00")) == 12
    assert counted.of_venue(HALL, plan, at("21:10")) == 9, "the show has ended"
    assert counted.of_venue(HALL, plan, at("19:00", day=2)) == 65
