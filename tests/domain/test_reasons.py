import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.errors import Misused
from aspara_desk.domain.reasons import LONGEST, clean_reason


def test_a_reason_is_kept_as_one_plain_line() -> None:
    assert clean_reason("  lost\n\u202eat the\x00 \ud800door ") == "lost at the door"


@pytest.mark.parametrize("nothing", ["", "  ", "\n\t", "\x00", "\u202e\u200b", "\udcff"])
def test_a_reason_of_nothing_is_none(nothing: str) -> None:
    with pytest.raises(Misused, match="reason_missing"):
        clean_reason(nothing)


def test_a_reason_is_no_essay() -> None:
    assert clean_reason("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(Misused, match="reason_too_long"):
        clean_reason("x" * (LONGEST + 1))


@given(st.text(st.characters(codec=None), max_size=LONGEST))
def test_whatever_is_typed_is_kept_as_text_that_every_store_takes(typed: str) -> None:
    try:
        kept = clean_reason(typed)
    except Misused:
        return
    assert "\0" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert clean_reason(kept) == kept
