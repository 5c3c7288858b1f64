import itertools

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from aspara_desk.ui.theme.theme import Choice, Theme
from aspara_desk.ui.widgets.verdict_shape import PLAIN_INK, VERDICTS, VerdictShape, paint_verdict

BLACK, WHITE = QColor(0, 0, 0), QColor(255, 255, 255)


def drawn(verdict: str, side: int) -> QImage:
    """Black on white: without any colour."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    with QPainter(image) as painter:
        paint_verdict(painter, verdict, QRectF(0, 0, side, side), BLACK, WHITE)
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def greys(image: QImage) -> list[int]:
    return [image.pixelColor(x, y).lightness() for y in range(image.height()) for x in range(image.width())]


@pytest.mark.parametrize("side", [16, 24, 48, 300])
def test_the_shapes_differ_without_colour_at_any_size(theme: Theme, side: int) -> None:
    del theme
    for one, other in itertools.combinations(VERDICTS, 2):
        pairs = zip(greys(drawn(one, side)), greys(drawn(other, side)), strict=True)
        assert sum(abs(a - b) > 90 for a, b in pairs) > 0.15 * side * side, (one, other)


def test_shrunk_to_a_tenth_they_still_differ(theme: Theme) -> None:
    del theme
    small = {
        verdict: greys(
            drawn(verdict, 300).scaled(30, 30, mode=Qt.TransformationMode.SmoothTransformation)
        )
        for verdict in VERDICTS
    }  # fmt: skip
    for one, other in itertools.combinations(VERDICTS, 2):
        assert sum(abs(a - b) > 90 for a, b in zip(small[one], small[other], strict=True)) > 0.15 * 900, (one, other)


def test_a_shape_stays_within_its_place(theme: Theme) -> None:
    del theme
    for verdict in VERDICTS:
        image = drawn(verdict, 96)
        edges = [(x, y) for x in range(96) for y in (0, 95)] + [(x, y) for y in range(96) for x in (0, 95)]
        assert all(image.pixelColor(x, y) == WHITE for x, y in edges), verdict


def test_a_verdict_that_is_none_is_told(theme: Theme) -> None:
    del theme
    with pytest.raises(KeyError):
        drawn("perhaps", 20)


@pytest.mark.parametrize("plain", [False, True])
def test_the_widget_shows_the_verdict_in_its_ink(theme: Theme, qtbot: QtBot, *, plain: bool) -> None:
    theme.choose(Choice.LIGHT)
    shape = VerdictShape("admit", plain=plain)
    qtbot.addWidget(shape)
    shape.resize(96, 96)
    for verdict, spot in (("admit", (48, 15)), ("refuse", (48, 48)), ("ask", (48, 25))):
        shape.show_verdict(verdict)
        assert shape.verdict == verdict
        ink = PLAIN_INK[verdict] if plain else f"on_{verdict}"
        assert shape.grab().toImage().pixelColor(*spot) == theme.colour(ink), verdict
    theme.choose(Choice.SYSTEM)


def test_the_widget_is_as_large_as_a_line(theme: Theme, qtbot: QtBot) -> None:
    shape = VerdictShape()
    qtbot.addWidget(shape)
    assert shape.sizeHint().height() == theme.px(24)
    assert shape.minimumSizeHint().height() == 16
