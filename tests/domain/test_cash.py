import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.cash import change, is_improbable, parse_cash, proposals
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.money import Money

NOTES = (500_00, 1_000_00, 2_000_00, 5_000_00, 10_000_00, 20_000_00)
amounts = st.integers(min_value=0, max_value=10**12).map(lambda minor: Money(minor, "KZT"))


def tenge(major: int) -> Money:
    return Money(major * 100, "KZT")


@given(amounts, amounts)
def test_change_and_price_make_up_what_was_given(total: Money, more: Money) -> None:
    assert change(total, total + more) == more


def test_too_little_says_how_much_is_missing() -> None:
    with pytest.raises(Misused) as error:
        change(tenge(24_000), tenge(20_000))
    assert (error.value.kind, dict(error.value.facts)) == (
        "cash_too_little",
        {"total": tenge(24_000), "given": tenge(20_000), "missing": tenge(4_000)},
    )


@pytest.mark.parametrize("given", [Money(100, "USD"), Money(10**9, "USD")])
def test_another_currency_is_no_change(given: Money) -> None:
    with pytest.raises(ValueError, match="do not add up"):
        change(tenge(5), given)


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (24_000, [24_000, 25_000, 30_000, 40_000]),
        (12_300, [12_300, 12_500, 13_000, 14_000, 15_000, 20_000]),
        (4_000, [4_000, 5_000, 10_000, 20_000]),
        (3_000, [3_000, 4_000, 5_000, 10_000, 20_000]),
        (7_000, [7_000, 10_000, 20_000]),
        (45_000, [45_000, 50_000, 60_000]),
        (20_000, [20_000]),
        (0, [0]),
    ],
)
def test_proposals_are_what_guests_hand_over(total: int, expected: list[int]) -> None:
    assert proposals(tenge(total)) == tuple(tenge(one) for one in expected)


@given(amounts)
def test_proposals_begin_with_the_exact_amount_and_need_every_note(total: Money) -> None:
    exact, *others = proposals(total)
    assert exact == total
    assert others == sorted(set(others))
    for one in others:
        assert any(one.minor % note == 0 and 0 < one.minor - total.minor < note for note in NOTES)


@pytest.mark.parametrize(
    ("total", "given", "improbable"),
    [
        (8_000, 800_000, True),
        (8_000, 80_000, False),
        (8_000, 80_001, True),
        (1_000, 20_000, False),  # the largest note
        (1_000, 20_500, True),
        (30_000, 40_000, False),
    ],
)
def test_an_amount_that_was_hardly_meant_is_told(total: int, given: int, improbable: bool) -> None:  # noqa: FBT001
    assert is_improbable(tenge(total), tenge(given)) is improbable


@pytest.mark.parametrize(("currency", "count"), [("USD", 6), ("XAF", 1)])
def test_other_currencies_have_other_notes(currency: str, count: int) -> None:
    assert len(proposals(Money(1_01, currency))) == count


@pytest.mark.parametrize("text", ["20000", " 20 000 ", "20\u00a0000", "20\u202f000", "2 0 0 0 0"])
def test_cash_is_typed_in_digits_and_spaces(text: str) -> None:
    assert parse_cash(text, "KZT") == tenge(20_000)


@pytest.mark.parametrize(
    "text", ["", "  ", "20k", "-5", "+5", "20,5", "20.5", "٢٠", "²", "1" * 13, "1" * 34, "20\n000"]
)
def test_anything_else_is_no_amount_and_is_not_repeated(text: str) -> None:
    with pytest.raises(Misused) as error:
        parse_cash(text, "KZT")
    assert (error.value.kind, dict(error.value.facts)) == ("cash_unreadable", {})


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_what_is_typed_in_groups_is_read(major: int) -> None:
    assert parse_cash(f"{major:,}".replace(",", " "), "KZT") == tenge(major)
