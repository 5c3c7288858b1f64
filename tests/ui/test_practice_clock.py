from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aspara_desk.ui.practice_clock import PracticeClock
from aspara_desk.ui.preferences import Preferences
from tests.conftest import Clock
from tests.domain.planning import SEASON

YEARS_LATER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path)


def test_a_season_of_the_past_is_tried_on_its_second_evening(preferences: Preferences) -> None:
    computer = Clock(YEARS_LATER)
    clock = PracticeClock(computer, preferences, SEASON)
    local = SEASON.local(clock.now())
    assert (SEASON.day_number(SEASON.programme_day(clock.now())), f"{local:%H:%M}") == (2, "18:40")
    computer.advance(minutes=5)
    assert f"{SEASON.local(clock.now()):%H:%M}" == "18:45"


def test_a_season_of_one_day_is_tried_on_that_day(preferences: Preferences) -> None:
    one_day = replace(SEASON, last_day=SEASON.first_day)
    assert one_day.lasts_at(PracticeClock(Clock(YEARS_LATER), preferences, one_day).now())


def test_while_the_season_lasts_its_own_time_is_the_right_one(preferences: Preferences) -> None:
    now = SEASON.day_bounds(SEASON.first_day)[0]
    clock = PracticeClock(Clock(now), preferences, SEASON)
    assert (clock.now(), clock.ahead) == (now, timedelta())


def test_what_was_set_is_kept_as_long_as_it_lies_within_the_season(preferences: Preferences) -> None:
    computer = Clock(YEARS_LATER)
    third_morning = SEASON.day_bounds(SEASON.first_day + timedelta(days=2))[0]
    PracticeClock(computer, preferences, SEASON).set(third_morning)
    assert PracticeClock(computer, preferences, SEASON).now() == third_morning
    computer.advance(days=9)
    assert SEASON.day_number(SEASON.programme_day(PracticeClock(computer, preferences, SEASON).now())) == 2
