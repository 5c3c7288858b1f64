from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.programme import EventKind, Programme
from aspara_desk.ui.desks.programme.leaflet import LeafletMeasures, leaflet_sheet
from aspara_desk.ui.desks.programme.sheet import Block, Sheet, Way
from aspara_desk.ui.desks.programme.timetable import Measures, day_sheet
from tests.ui.programme.planning import BEGINS, DAY, SEASON, event, programme

MEASURES = Measures(width=1100, height=500, axis=60, hour=60, block=44, column=110, ribbon=26, gap=8)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    count = draw(st.integers(1, 14))
    events = []
    for number in range(count):
        start = draw(st.integers(0, 24 * 60 - 1))
        kind = draw(st.sampled_from([EventKind.SHOW, EventKind.FAIR, EventKind.ACCESS]))
        one = event(number, start, draw(st.integers(1, 24 * 60 - start)), draw(st.integers(0, 3)), kind)
        events.append(replace(one, delay=timedelta(minutes=draw(st.sampled_from([0, 0, 15, 240])))))
    return programme(*events)


def overlapping(sheet: Sheet) -> list[tuple[Block, Block]]:
    # A hair less wide and high: edges that touch are sums of fractions.
    return [
        (one, other)
        for one, other in combinations(sheet.blocks, 2)
        if min(one.box.right, other.box.right) - max(one.box.left, other.box.left) > 1e-6
        and min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top) > 1e-6
    ]


@given(programmes())
def test_no_block_lies_over_another_and_all_lie_in_their_column_and_day(planned: Programme) -> None:
    sheet = day_sheet(planned, DAY, MEASURES)
    assert overlapping(sheet) == []
    assert {block.event.id for block in sheet.blocks} == {one.id for one in planned.events}
    assert sheet.begins is not None
    assert sheet.ends is not None
    begins, next_begins = SEASON.day_bounds(DAY)
    assert begins <= sheet.begins < sheet.ends <= next_begins
    for block in sheet.blocks:
        column = sheet.columns[block.column]
        assert column.venue_id == block.event.venue_id
        assert block.box.left >= column.left - 1e-6
        assert block.box.right <= column.left + column.width + 1e-6
        assert block.box.top >= -1e-6
        assert block.box.bottom <= sheet.height + 1e-6
        assert block.box.height >= min(MEASURES.block, sheet.height) - 1e-6


@given(programmes())
def test_every_block_is_reached_with_the_arrows(planned: Programme) -> None:
    sheet = day_sheet(planned, DAY, MEASURES)
    reached = {0}
    waiting = [0]
    while waiting:
        place = waiting.pop()
        for way in Way:
            found = sheet.next_to(place, way)
            if found is not None and found not in reached:
                reached.add(found)
                waiting.append(found)
    assert len(reached) == len(sheet.blocks)


def test_hours_go_from_the_first_event_to_the_last() -> None:
    sheet = day_sheet(programme(event(1, 370, 60), event(2, 780, 50)), DAY, MEASURES)  # 10:10 and 17:00 to 17:50
    assert [f"{SEASON.local(hour.moment):%H:%M}" for hour in sheet.hours] == [f"{h}:00" for h in range(10, 19)]
    assert sheet.hours[0].top == 0
    assert sheet.hours[-1].top == pytest.approx(sheet.height)


def test_a_day_fills_the_view_and_is_higher_where_it_has_many_hours() -> None:
    short = day_sheet(programme(event(1, 360, 120)), DAY, MEASURES)
    assert short.height == pytest.approx(MEASURES.height)
    long = day_sheet(programme(event(1, 60, 20 * 60)), DAY, MEASURES)
    assert long.height == pytest.approx(20 * MEASURES.hour)


def test_what_follows_another_keeps_the_whole_width() -> None:
    sheet = day_sheet(programme(event(1, 360, 60), event(2, 420, 60)), DAY, MEASURES)
    assert {block.box.width for block in sheet.blocks} == {sheet.columns[0].width}


def test_what_overlaps_shares_the_width() -> None:
    sheet = day_sheet(programme(event(1, 360, 240), event(2, 400, 60), event(3, 500, 60)), DAY, MEASURES)
    assert [round(block.box.width / sheet.columns[0].width, 2) for block in sheet.blocks] == [0.5, 0.5, 0.5]


def test_short_events_are_high_enough_to_be_read_and_still_apart() -> None:
    sheet = day_sheet(programme(event(1, 360, 5), event(2, 365, 5)), DAY, replace(MEASURES, height=60))
    assert all(block.box.height >= MEASURES.block for block in sheet.blocks)
    assert overlapping(sheet) == []


def test_what_ends_with_the_day_grows_upwards() -> None:
    sheet = day_sheet(programme(event(1, 24 * 60 - 5, 5)), DAY, replace(MEASURES, height=60))
    assert sheet.ends == SEASON.day_bounds(DAY)[1]
    assert sheet.blocks[0].box.bottom <= sheet.height


def test_after_midnight_belongs_to_the_day_before() -> None:
    party = event(1, 19 * 60, 150)  # 23:00 to 01:30
    sheet = day_sheet(programme(party), DAY, MEASURES)
    assert [block.event for block in sheet.blocks] == [party]
    assert f"{SEASON.local(sheet.hours[-1].moment):%d %H:%M}" == "03 02:00"
    assert SEASON.nearest_day(party.end) == DAY


def test_crew_work_is_a_ribbon_that_does_not_stretch_the_day() -> None:
    setup = event(1, 180, 14 * 60, kind=EventKind.ACCESS)
    sheet = day_sheet(programme(setup, event(2, 600, 60)), DAY, MEASURES)
    ribbon, show = sheet.blocks
    assert ribbon.ribbon
    assert ribbon.box.width == MEASURES.ribbon
    assert (ribbon.box.top, ribbon.box.height) == (0, pytest.approx(sheet.height))
    assert show.box.left == ribbon.box.right


def test_crew_work_apart_from_all_else_is_shown_in_full() -> None:
    setup = event(1, 180, 60, kind=EventKind.ACCESS)
    sheet = day_sheet(programme(setup, event(2, 600, 60)), DAY, MEASURES)
    assert sheet.begins == setup.start


def test_a_delay_moves_the_block() -> None:
    late = replace(event(1, 600, 60), delay=timedelta(minutes=30))
    sheet = day_sheet(programme(late, event(2, 600, 60, venue=1)), DAY, MEASURES)
    assert sheet.blocks[0].box.top > sheet.blocks[1].box.top


def test_a_day_with_nothing_has_nothing() -> None:
    sheet = day_sheet(programme(event(1, 600, 60)), date(2022, 10, 3), MEASURES)
    assert sheet.blocks == ()
    assert sheet.top_of(datetime(2022, 10, 3, tzinfo=UTC)) is None


def test_the_now_line_lies_where_the_hour_does() -> None:
    sheet = day_sheet(programme(event(1, 360, 240)), DAY, MEASURES)
    middle = sheet.hours[1]
    assert sheet.top_of(middle.moment) == pytest.approx(middle.top)
    assert sheet.top_of(BEGINS) is None


def test_many_venues_are_wider_than_the_view() -> None:
    planned = programme(*(event(one, 600, 60, one) for one in range(4)))
    assert day_sheet(planned, DAY, replace(MEASURES, width=300)).width > 300
    assert day_sheet(planned, DAY, MEASURES).width == MEASURES.width


def test_a_day_that_turns_at_half_past_has_its_hours_at_the_full_ones() -> None:
    season = replace(SEASON, day_turn=time(4, 30))
    sheet = day_sheet(programme(event(1, 360, 60), season=season), DAY, MEASURES)
    assert {season.local(hour.moment).minute for hour in sheet.hours} == {0}


def test_left_and_right_stop_at_the_last_venue() -> None:
    sheet = day_sheet(programme(event(1, 600, 60), event(2, 600, 60, 1), event(3, 300, 60, 1)), DAY, MEASURES)
    assert sheet.next_to(0, Way.LEFT) is None
    assert sheet.next_to(0, Way.RIGHT) == 2
    assert sheet.next_to(2, Way.UP) == 1
    assert sheet.next_to(2, Way.RIGHT) is None


def test_all_days_list_what_takes_place_and_crew_work_last() -> None:
    setup = event(1, 180, 60, kind=EventKind.ACCESS)
    planned = programme(setup, event(2, 700, 60, 1), event(3, 600, 60))
    sheet = leaflet_sheet(planned, LeafletMeasures(1000, 200, 20, 10), lambda _event, _width: 50)
    assert [column.day.day for column in sheet.columns if column.day] == [1, 2, 3, 4]
    assert [block.event.key for block in sheet.blocks] == ["e3", "e2", "e1"]
    assert {block.column for block in sheet.blocks} == {1}
    assert [block.box.top for block in sheet.blocks] == [0, 60, 120]
    assert sheet.height == 170
