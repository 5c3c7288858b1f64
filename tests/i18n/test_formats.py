import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.money import Money, exponent
from aspara_desk.domain.season import Season, Titles
from aspara_desk.i18n import formats

NOTHING = Titles({})
SEASON = Season(
    UUID(int=1), "small", NOTHING, NOTHING, NOTHING, "Asia/Almaty", "KZT", date(2022, 10, 1), date(2022, 10, 4)
)


def day(number: int, month: int = 10) -> date:
    return date(2022, month, number)


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (1_250_000, "KZT", "12 500 ₸"),
        (0, "KZT", "0 ₸"),
        (99_900, "KZT", "999 ₸"),
        (100_000_000_00, "KZT", "100 000 000 ₸"),
        (1_250_050, "KZT", "12 500,50 ₸"),
        (5, "KZT", "0,05 ₸"),
        (-240_000, "KZT", "−2 400 ₸"),
        (1_999, "USD", "19,99 $"),
        (500, "JPY", "500 JPY"),
        (1_234, "KWD", "1,234 KWD"),
    ],
)
def test_money(minor: int, currency: str, shown: str) -> None:
    assert formats.money(Money(minor, currency)) == shown.replace(" ", "\u00a0")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["KZT", "USD", "JPY", "KWD"]))
def test_money_can_be_read_back(minor: int, currency: str) -> None:
    text = formats.money(Money(minor, currency))
    whole, _, rest = re.fullmatch(r"−?([\d\u00a0]+)(,(\d+))?\u00a0\D+", text).groups()
    digits = exponent(currency)
    read = int(whole.replace("\u00a0", "")) * 10**digits + int((rest or "").ljust(digits, "0") or 0)
    assert (-read if text.startswith("−") else read) == minor
    assert all(len(group) == 3 for group in whole.split("\u00a0")[1:])


def test_numbers_are_grouped_and_keep_their_sign() -> None:
    assert [formats.number(one) for one in (0, 999, 1_000, 12_345_678, -5)] == [
        "0", "999", "1\u00a0000", "12\u00a0345\u00a0678", "−5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "shown", "named"),
    [("kk", "2 қазан", "жексенбі"), ("ru", "2 октября", "воскресенье"), ("en", "2 October", "Sunday")],
)
def test_a_day_and_its_weekday(language: str, shown: str, named: str) -> None:
    assert formats.day(day(2), language) == shown
    assert formats.weekday(day(2), language) == named


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([], ""),
        ([day(2)], "2 октября"),
        ([day(4), day(1), day(2), day(3), day(2)], "1–4 октября"),
        ([day(1), day(3)], "1 октября, 3 октября"),
        ([day(30, 9), day(1), day(2)], "30 сентября – 2 октября"),
    ],
)
def test_days(values: list[date], shown: str) -> None:
    assert formats.days(values, "ru") == shown


@pytest.mark.parametrize(("language", "shown"), [("kk", "1–4 қазан"), ("ru", "1–4 октября"), ("en", "1–4 October")])
def test_a_run_of_days_in_every_language(language: str, shown: str) -> None:
    assert formats.days([day(one) for one in (1, 2, 3, 4)], language) == shown


def test_times_are_those_of_the_season_s_zone() -> None:
    moment = datetime(2022, 10, 1, 13, 0, 7, tzinfo=UTC)  # UTC+6 in 2022
    assert formats.clock(SEASON, moment) == "19:00"
    assert formats.clock_with_seconds(SEASON, moment) == "19:00:07"


def test_a_day_is_said_only_where_it_is_another_one() -> None:
    evening = datetime(2022, 10, 1, 13, 0, tzinfo=UTC)
    after_midnight = datetime(2022, 10, 1, 20, 0, tzinfo=UTC)  # 02:00, still the first programme day
    next_day = datetime(2022, 10, 2, 3, 0, tzinfo=UTC)
    assert formats.when(SEASON, after_midnight, evening, "ru") == "02:00"
    assert formats.when(SEASON, evening, next_day, "ru") == "1 октября, 19:00"
    assert formats.when(SEASON, next_day, evening, "kk") == "2 қазан, 09:00"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], ""),
        (["A 1"], "A 1"),
        (["A 2", "A 1", "A 3"], "A 1–3"),
        (["A 9", "A 10", "B 1", "B 3"], "A 9–10, B 1, B 3"),
        (["VIP A 1", "VIP A 2"], "VIP A 1–2"),
    ],
)
def test_seats_that_follow_each_other_are_shortened(names: list[str], shown: str) -> None:
    assert formats.seats(names).replace("\u00a0", " ") == shown
