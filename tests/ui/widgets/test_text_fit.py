import pytest
from PySide6.QtGui import QFontMetricsF

from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.widgets.text_fit import broken, fit, in_lines

LONG = "Әбдірахманқызы-Төлегенова Гүлжаһан Нұрмұхамедқызы фон Штауффенберг"
TEXTS = ["", "Ли", LONG, "ы" * 120, "Evening show: designers of Central Asia · day 2"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", [0.0, 40.0, 200.0, 900.0])
def test_nothing_is_lost_where_text_is_broken(theme: Theme, text: str, width: float) -> None:
    font = theme.font("body", bold=True)
    assert "".join(broken(text, font, width)) == text
    assert "".join(broken(text, font, width, within_words=False)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_left_out_is_left_out_at_the_end(theme: Theme, text: str) -> None:
    font = theme.font("body")
    lines = in_lines(text, font, 100, 2)
    assert len(lines) <= 2
    shown = "".join(lines).replace(" ", "")
    assert text.replace(" ", "").startswith(shown.removesuffix("…"))
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= 101 for line in lines)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", [120.0, 400.0, 1600.0])
def test_text_is_shrunk_before_it_is_cut(theme: Theme, text: str, width: float) -> None:
    fitted = fit(text, theme.font("body"), width, 60, 12, 2)
    assert 12 <= fitted.font.pixelSize() <= 60
    assert fitted.width <= width + 1
    if any(line.endswith("…") for line in fitted.lines):
        assert fitted.font.pixelSize() == 12
    assert (fitted.font.pixelSize() == 60) == (QFontMetricsF(fitted.font).horizontalAdvance(text) <= width) or not text
