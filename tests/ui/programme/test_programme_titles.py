from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetricsF

from aspara_desk.ui.desks.programme.titles import is_too_narrow, syllable_breaks, title_lines
from aspara_desk.ui.theme.theme import Theme

TITLES = [
    "Международная выставка «Тараз – город ремесленников» · день 2",
    "«Тараз – қолөнершілер қаласы» халықаралық көрмесі · 2-күн",
    "Evening show: designers of Central Asia · day 2",
    "Театрализованное представление в амфитеатре",
]


@pytest.mark.parametrize(
    "parts",
    [
        "Меж-ду-на-род-ная", "ремес-лен-ни-ков", "Теат-ра-ли-зо-ван-ное", "қолө-нер-ші-лер", "халы-қа-ра-лық",
        "exhi-bi-tion", "выс-тавка", "подъезд", "ұлт", "mmmmmm",
    ],
)  # fmt: skip
def test_words_are_broken_between_syllables_and_never_for_a_letter_or_two(parts: str) -> None:
    word = parts.replace("-", "")
    edges = [0, *syllable_breaks(word), len(word)]
    assert "-".join(word[start:end] for start, end in pairwise(edges)) == parts


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("width", range(60, 260, 7))
def test_a_word_is_broken_with_a_hyphen_and_never_for_one_letter(theme: Theme, title: str, width: int) -> None:
    font = theme.font("caption", bold=True)
    lines = title_lines(title, font, width, 20)
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= width + 1 for line in lines)
    read = " ".join(lines).replace("- ", "").replace("\u00a0", " ").replace("\u2011", "-")
    assert read == title
    assert all(line[0] not in "–»" for line in lines)
    assert any(line.endswith("-") for line in lines) == is_too_narrow(title, font, width)


def test_what_does_not_fit_ends_in_an_ellipsis(theme: Theme) -> None:
    lines = title_lines(TITLES[0], theme.font("body"), 120, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_a_word_without_syllables_is_cut_rather_than_broken(theme: Theme) -> None:
    [line] = title_lines("ы" * 90, theme.font("body"), 120, 3)
    assert line.endswith("…")
