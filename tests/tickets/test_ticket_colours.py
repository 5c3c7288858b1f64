import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.tickets import colours


@pytest.mark.parametrize("ground", [colours.GROUND, colours.PANEL])
@pytest.mark.parametrize("text", [colours.TEXT, colours.MUTED, colours.BLACK])
def test_text_can_be_read_on_every_ground(text, ground):
    assert colours.contrast(text, ground) >= colours.READABLE


@given(st.integers(0, 0xFFFFFF))
def test_any_type_colour_becomes_readable(number):
    colour = colours.parse(f"#{number:06X}")
    assert colours.contrast(colours.readable(colour, colours.GROUND), colours.GROUND) >= colours.READABLE


def test_a_dark_colour_stays_as_it_is():
    assert colours.readable(colours.parse("#0B6E6A"), colours.GROUND) == colours.parse("#0B6E6A")


def test_contrast_is_that_of_wcag():
    assert colours.contrast(colours.parse("#000000"), colours.parse("#FFFFFF")) == pytest.approx(21)
    assert colours.contrast(colours.parse("#777777"), colours.parse("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("text", ["", "0B6E6A", "#0B6E6", "#0B6E6AFF", "#GGGGGG", "teal"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        colours.parse(text)
