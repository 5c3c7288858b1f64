import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.money import Money, exponent, is_currency, parse_major

tenge = st.integers(-(10**14), 10**14).map(lambda minor: Money(minor, "KZT"))


@given(tenge, tenge)
def test_adding_and_taking_away_are_each_others_opposite(one: Money, other: Money) -> None:
    assert one + other - other == one
    assert (one + other).minor == one.minor + other.minor


def test_a_price_times_a_count() -> None:
    assert Money(2_400_000, "KZT") * 3 == Money(7_200_000, "KZT")


def test_currencies_do_not_mix() -> None:
    for mixed in (lambda: Money(1, "KZT") + Money(1, "EUR"), lambda: Money(1, "KZT") - Money(1, "EUR")):
        with pytest.raises(ValueError, match="KZT and EUR"):
            mixed()


@pytest.mark.parametrize("minor", [1.0, True, "1", None])
def test_money_is_whole(minor: object) -> None:
    with pytest.raises(TypeError):
        Money(minor, "KZT")


@pytest.mark.parametrize("currency", ["", "kzt", "KZ", "KZTT", "₸", "KZТ"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    assert not is_currency(currency)
    with pytest.raises(ValueError, match="three capital letters"):
        Money(1, currency)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("24000", "KZT", 2_400_000),
        ("24000.5", "KZT", 2_400_050),
        ("0", "KZT", 0),
        ("12.34", "EUR", 1234),
        ("500", "JPY", 500),
        ("1.234", "KWD", 1234),
        ("1.2", "KWD", 1200),
    ],
)
def test_a_price_is_text_in_major_units(text: str, currency: str, minor: int) -> None:
    assert parse_major(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [("", "KZT"), ("-1", "KZT"), ("1,5", "KZT"), ("1.", "KZT"), ("1.234", "KZT"), ("1.5", "JPY"), ("1e3", "KZT"),
     (" 1", "KZT"), ("9" * 13, "KZT"), ("१", "KZT")],
)  # fmt: skip
def test_anything_else_is_no_price(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_major(text, currency)


def test_the_tenge_has_a_hundred_tiyn() -> None:
    assert [exponent(one) for one in ("KZT", "JPY", "KWD", "XXX")] == [2, 0, 3, 2]
