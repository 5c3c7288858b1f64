import pickle
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.season import Titles, utc
from tests.domain.planning import SEASON, at, titles

moments = st.datetimes(datetime(2022, 1, 1), datetime(2026, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001


@given(moments)
def test_every_moment_is_in_exactly_one_programme_day(moment: datetime) -> None:
    day = SEASON.programme_day(moment)
    begins, ends = SEASON.day_bounds(day)
    assert begins <= moment < ends
    assert SEASON.day_bounds(day + timedelta(days=1))[0] == ends


def test_the_day_on_which_the_zone_lost_an_hour_is_one_longer_day() -> None:
    """At midnight after 29 February 2024 clocks in Almaty went back from UTC+6 to UTC+5."""
    begins, ends = SEASON.day_bounds(date(2024, 2, 29))
    assert ends - begins == timedelta(hours=25)
    for minutes in range(0, 25 * 60, 30):
        assert SEASON.programme_day(begins + timedelta(minutes=minutes)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("clock", "day"), [("03:59:59", 0), ("04:00", 1), ("12:00", 1), ("25:30", 1), ("27:59:59", 1), ("28:00", 2)]
)
def test_half_past_one_belongs_to_the_day_before(clock: str, day: int) -> None:
    assert SEASON.day_number(SEASON.programme_day(at(clock))) == day


def test_another_turn_of_the_day() -> None:
    at_midnight = replace(SEASON, day_turn=time(0, 0))
    assert at_midnight.programme_day(at("23:59:59")) == date(2022, 10, 1)
    assert at_midnight.programme_day(at("24:00")) == date(2022, 10, 2)


@given(st.sampled_from(list(SEASON.days())), st.times())
def test_a_local_time_of_a_programme_day_is_one_moment_of_that_day(day: date, clock: time) -> None:
    moment = SEASON.moment(day, clock)
    assert SEASON.programme_day(moment) == day
    assert SEASON.local(moment).time() == clock


@pytest.mark.parametrize(
    ("clock", "expected"), [("18:40", (2, 18)), ("04:00", (2, 4)), ("03:59", (3, 3)), ("00:00", (3, 0))]
)
def test_a_time_before_the_day_turns_is_the_next_dates(clock: str, expected: tuple[int, int]) -> None:
    local = SEASON.local(SEASON.moment(SEASON.first_day + timedelta(days=1), time.fromisoformat(clock)))
    assert (local.day, local.hour) == expected


def test_a_moment_outside_the_season_is_nearest_to_its_first_or_its_last_day() -> None:
    begins, _next = SEASON.day_bounds(SEASON.first_day)
    _begins, ends = SEASON.day_bounds(SEASON.last_day)
    before, after = begins - timedelta(seconds=1), ends
    assert [SEASON.lasts_at(moment) for moment in (before, begins, ends - timedelta(seconds=1), after)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert (SEASON.nearest_day(before), SEASON.nearest_day(after)) == (SEASON.first_day, SEASON.last_day)


def test_the_days_of_a_season() -> None:
    assert [SEASON.day_number(day) for day in SEASON.days()] == [1, 2, 3, 4]
    assert list(SEASON.days())[-1] == SEASON.last_day


def test_a_time_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        utc(datetime(2022, 10, 1, 12))  # noqa: DTZ001
    assert utc(datetime(2022, 10, 1, 12, tzinfo=timezone(timedelta(hours=6)))) == datetime(2022, 10, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("known", "language", "shown"),
    [
        ({"kk": "К", "ru": "Р", "en": "E"}, "ru", "Р"),
        ({"kk": "К", "en": "E"}, "ru", "К"),
        ({"en": "E"}, "kk", "E"),
        ({"kk": "К"}, "en", "К"),
        ({"ru": "", "kk": "К"}, "ru", "К"),
        ({}, "en", ""),
    ],
)
def test_titles_fall_back_on_another_language(known: dict[str, str], language: str, shown: str) -> None:
    assert Titles(known).to(language) == shown


def test_titles_are_values() -> None:
    source = {"en": "Show"}
    one = Titles(source)
    source["en"] = "Changed"
    assert one.to("en") == "Show"
    assert one == Titles({"en": "Show"}) == pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
    assert len({one, Titles({"en": "Show"}), titles("Show")}) == 2
