"""Desks take rows in one order (ticket, counters by id, numbers), so that no two wait for each other."""

from functools import partial

import pytest
from sqlalchemy import text

from aspara_desk.domain.programme import Control
from aspara_desk.door.corrections import control_event, count_people, everyone_out
from aspara_desk.door.gates import door_by_key
from aspara_desk.store import counters
from tests.door.festival import Festival, at
from tests.door.meanwhile import Other, before_the_next_commit, holding

pytestmark = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
SEASON = "SELECT id FROM season FOR UPDATE"
COUNTER = "SELECT id FROM counters WHERE id = :counter FOR UPDATE"


def test_a_supervisor_who_waits_for_a_load_holds_no_event(festival: Festival) -> None:
    act = partial(control_event, festival.at_desk(), "d1-show", Control.HOLD)
    with holding(festival.office.store, SEASON, act) as also:
        also("UPDATE events SET revision = revision + 1")
    assert festival.event("d1-show").control is Control.HOLD


def test_whoever_clears_a_hall_and_waits_for_a_load_keeps_no_door_waiting(festival: Festival) -> None:
    room = door_by_key(festival.programme, "room")
    venue_id = festival.event("d1-room").venue_id
    act = partial(everyone_out, festival.at_desk(), room, "fire drill", at("19:00"))
    with holding(festival.office.store, SEASON, act, counter=counters.venue_lock(venue_id)) as also:
        also(COUNTER)


def test_whoever_counts_people_waits_for_the_hall_before_anything_else(festival: Festival) -> None:
    room = door_by_key(festival.programme, "room")
    event = festival.event("d1-room")
    act = partial(count_people, festival.at_desk(), room, 2, "the orchestra", at("19:00"))
    headcount = counters.headcount(event.venue_id, event.day.isoformat())
    named = {"counter": counters.venue_lock(event.venue_id), "headcount": headcount}
    with holding(festival.office.store, COUNTER, act, **named) as also:
        also("INSERT INTO counters (id, value) VALUES (:headcount, 0)")
    assert festival.office.read(lambda unit: unit.counters.values([headcount])) == {headcount: 2}


def test_a_hold_and_a_delay_at_once_are_both_kept(festival: Festival) -> None:
    hold = partial(control_event, festival.at_desk(letter="B"), "d1-show", Control.HOLD)
    with before_the_next_commit(festival.office.store, hold) as other:
        control_event(festival.at_desk(), "d1-show", Control.SCHEDULE, 20)
    held = other.result()
    assert (held.control, held.delay.total_seconds()) == (Control.HOLD, 20 * 60)


def test_a_load_does_not_wait_for_counters_that_are_right(festival: Festival) -> None:
    counted = festival.office.read(lambda unit: unit.counters.all())
    quotas = {counters.sold(one.id): one.quota for one in festival.programme.ticket_types}
    ceilings = {**dict.fromkeys(counted), **quotas}
    other = Other(lambda: festival.office.write(lambda unit: unit.counters.ensure(ceilings)))
    with festival.office.store.engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT id FROM counters FOR UPDATE"))
        other.start(festival.office.store)
        assert not other.is_waiting
    assert other.result() is None
