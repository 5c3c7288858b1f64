import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aspara_desk.tickets.fonts import BOLD, Typeface, clean, load
from aspara_desk.tickets.typeset import ELLIPSIS, Type, fit

NAME = Type(BOLD, 18, 7, lines=3)
ONE_LINE = Type(BOLD, 18, 7)
WIDTH, HEIGHT = 290.0, 32.0

words = st.lists(st.text("абвЖШЩәғқ-–/.", min_size=1, max_size=40), min_size=1, max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def bold(fonts_dir) -> Typeface:
    return load(fonts_dir)[BOLD]


@settings(deadline=None)
@given(text=words, style=st.sampled_from([NAME, ONE_LINE]), width=st.floats(60, 500), height=st.floats(8, 80))
def test_text_stays_in_its_box(bold, text, style, width, height):
    block = fit(text, bold, style, width, height)
    assert style.smallest <= block.size <= style.size
    assert len(block.lines) <= style.lines
    assert all(bold.width(line) / 1000 * block.size <= width + 1e-6 for line in block.lines)
    if len(block.lines) > 1:
        assert block.size + (len(block.lines) - 1) * block.size * style.leading <= height + 1e-3


@settings(deadline=None)
@given(text=words)
def test_nothing_is_lost_but_at_an_ellipsis(bold, text):
    lines = fit(text, bold, NAME, WIDTH, HEIGHT).lines
    printed = "".join("".join(lines).split())
    if lines[-1].endswith(ELLIPSIS):
        assert "".join(text.split()).startswith(printed.removesuffix(ELLIPSIS))
    else:
        assert printed == "".join(text.split())


def test_a_short_name_is_large(bold):
    assert fit("Айгүл Қалиева", bold, NAME, WIDTH, HEIGHT).size == 18


def test_a_longer_name_shrinks_before_it_wraps(bold):
    block = fit("Сейітмұхамедова Гүлбаршын Ермек", bold, NAME, WIDTH, 2 * HEIGHT)
    assert len(block.lines) == 1
    assert 0.72 * 18 <= block.size < 18


def test_a_long_name_wraps_at_blanks_into_even_lines(bold):
    block = fit("Жаңабайқызы-Сейітмұхамедова Гүлбаршын Әбдіғаппарқызы", bold, NAME, WIDTH, HEIGHT)
    assert block.lines == ("Жаңабайқызы-Сейітмұхамедова", "Гүлбаршын Әбдіғаппарқызы")


def test_a_double_name_may_break_after_its_hyphen(bold):
    block = fit("Жаңабайқызы-Сейітмұхамедова", bold, NAME, 150, HEIGHT)
    assert block.lines == ("Жаңабайқызы-", "Сейітмұхамедова")


def test_a_letter_keeps_its_accent_when_a_word_is_broken(bold):
    lines = fit("а\u0301" * 100, bold, NAME, WIDTH, HEIGHT).lines
    assert len(lines) > 1
    assert not any(line.startswith("\u0301") for line in lines)


def test_an_endless_text_ends_in_an_ellipsis(bold):
    assert fit("слово " * 100_000, bold, NAME, WIDTH, HEIGHT).lines[-1].endswith(ELLIPSIS)


def test_an_empty_text_is_one_empty_line(bold):
    assert fit("", bold, NAME, WIDTH, HEIGHT).lines == ("",)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Е\u0308лкин", "Ёлкин"),
        ("a\r\nb\tc", "a b c"),
        ("  a   b ", "a b"),
        ("24\u202f000\u00a0₸", "24\u00a0000\u00a0₸"),
        ("\u202eabc\u2066\u200b\x07\ufeff", "abc"),
        ("\ud800", ""),
        ("👩\u200d🎨", "👩🎨"),
    ],
)
def test_text_is_cleaned(text, cleaned):
    assert clean(text) == cleaned
