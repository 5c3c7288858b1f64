"""An event that a supervisor opened has not ended before its programme day turns: whoever comes late still counts."""

from dataclasses import replace

import pytest

from aspara_desk.domain.admission import Notice
from aspara_desk.domain.presence import Occupancy, inside
from aspara_desk.domain.programme import Control
from tests.domain.planning import (
    HALL,
    ROOM,
    ROOM_SHOW,
    SHOW,
    at,
    at_door,
    movement,
    programme,
    scanned,
    ticket,
    told,
)
from tests.domain.test_admission_entries import granting

OPENED = replace(SHOW, control=Control.OPEN)


def test_people_let_in_after_the_end_are_inside_until_the_day_turns() -> None:
    plan, entry = programme(OPENED), movement(at("22:30"))
    for now in ("22:30", "27:59:59"):
        assert inside([entry], {}, plan, at(now)) is entry
    assert inside([entry], {}, plan, at("28:00")) is None
    assert inside([entry], {}, programme(), at("22:30")) is None, "on its schedule the show is over"


def test_nobody_stays_inside_past_the_turn_of_the_day_however_long_an_event_is_planned() -> None:
    plan, entry = programme(replace(SHOW, end=at("29:30"))), movement(at("22:30"))
    assert inside([entry], {}, plan, at("27:59:59")) is entry
    assert inside([entry], {}, plan, at("28:00")) is None


def test_whoever_is_let_in_past_the_end_is_let_in_with_a_notice() -> None:
    facts = at_door(OPENED)
    assert [scanned(facts=facts, now=now).notices for now in ("20:59:59", "21:00", "27:59:59")] == [
        (), (Notice.KEPT_OPEN,), (Notice.KEPT_OPEN,),
    ]  # fmt: skip


def test_they_are_counted_in_the_hall_until_the_day_turns() -> None:
    counted, plan = Occupancy({SHOW.id: 3}, {}, {}), programme(OPENED)
    assert [counted.of_venue(HALL, plan, at(now)) for now in ("20:00", "22:30", "27:59:59", "28:00")] == [3, 3, 3, 0]
    assert counted.of_venue(HALL, programme(), at("22:30")) == 0


@pytest.mark.parametrize("control", [Control.SCHEDULE, Control.HOLD, Control.CLOSE])
def test_under_any_other_control_an_event_ends_on_time(control: Control) -> None:
    plan = programme(replace(SHOW, control=control))
    assert [plan.is_over(plan.event(SHOW.id), at(now)) for now in ("20:59:59", "21:00")] == [False, True]


def test_a_room_kept_open_is_full_when_it_is_full() -> None:
    opened = replace(ROOM_SHOW, control=Control.OPEN)
    late = ticket(granting(ROOM_SHOW))
    for people, answer in ((1, ("admit", "ok")), (2, ("refuse", "full"))):
        facts = at_door(opened, occupancy={"inside": {ROOM_SHOW.id: people}})
        assert facts.programme.venue(ROOM).capacity == 2
        assert told(scanned(late, facts, "22:30")) == answer
