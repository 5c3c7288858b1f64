from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics
from pytestqt.qtbot import QtBot

from aspara_desk.ui.theme.theme import Choice, Theme
from aspara_desk.ui.theme.tokens import contrast
from aspara_desk.ui.widgets.tile import Tile, TileFace, left_in, title_in, title_lines

FACE = TileFace("2", "Day 2 pass", "8 000 ₸", "41 left", "#1F7A49")
LONG = "«Тараз – қолөнершілер қаласы» халықаралық көрмесі · 1-күн"


@pytest.fixture
def tile(theme: Theme, qtbot: QtBot) -> Tile:
    theme.choose(Choice.LIGHT)
    made = Tile(FACE)
    qtbot.addWidget(made)
    made.resize(260, 72)
    made.show()
    return made


def test_a_tile_is_chosen_by_mouse_and_space(tile: Tile, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tile.clicked):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(tile.clicked):
        qtbot.keyClick(tile, Qt.Key.Key_Space)


def test_what_is_sold_out_cannot_be_chosen(tile: Tile, qtbot: QtBot) -> None:
    tile.show_face(replace(FACE, sold_out=True, left="sold out"))
    with qtbot.assertNotEmitted(tile.clicked):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert not tile.isEnabled()
    tile.show_face(FACE)
    assert tile.isEnabled()


def test_a_tile_says_all_of_itself(tile: Tile) -> None:
    tile.show_face(replace(FACE, count="×2"))
    assert tile.accessibleName() == "Day 2 pass, 8 000 ₸, 41 left, ×2"
    assert tile.face.count == "×2"


def test_the_states_can_be_told_apart(tile: Tile) -> None:
    faces = [FACE, replace(FACE, selected=True), replace(FACE, sold_out=True), replace(FACE, count="×2")]
    pictures = []
    for face in faces:
        tile.show_face(face)
        pictures.append(tile.grab().toImage())
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
@pytest.mark.parametrize("colour", ["#223936", "#1F2B7A", "#FFFFFF", "#000000"])
def test_the_colour_of_a_type_is_seen_whatever_it_is(theme: Theme, tile: Tile, choice: Choice, colour: str) -> None:
    theme.choose(choice)
    tile.show_face(replace(FACE, colour=colour))
    image = tile.grab().toImage()
    bar = image.pixelColor(QPoint(3, 36)).name()
    panel = image.pixelColor(QPoint(150, 50)).name()
    assert contrast(bar, panel) >= 2.9
    theme.choose(Choice.SYSTEM)


def test_a_tile_grows_with_the_text(theme: Theme, tile: Tile) -> None:
    before = tile.sizeHint()
    theme.set_text_scale(1.3)
    assert tile.sizeHint().height() > before.height() > tile.minimumSizeHint().height() - 30
    theme.set_text_scale(1.0)


@pytest.mark.parametrize("title", ["Day 2 pass", LONG, "Ынтымақтастықтыдамытуғабағытталғанкездесу", "", "a b"])
@pytest.mark.parametrize("width", [40, 120, 200, 600])
def test_a_title_takes_title_lines_at_most(theme: Theme, title: str, width: int) -> None:
    font = theme.font("body", bold=True)
    lines = title_lines(title, font, width)
    assert len(lines) <= 2
    assert all(QFontMetrics(font).horizontalAdvance(line) <= width for line in lines)
    if QFontMetrics(font).horizontalAdvance(title) <= width:
        assert "".join(lines) == title


def test_the_end_of_a_long_title_is_kept(theme: Theme) -> None:
    lines = title_lines(LONG, theme.font("body", bold=True), 200)
    assert len(lines) == 2
    assert lines[0].startswith("«Тараз")
    assert lines[1].endswith("1-күн")
    assert "…" in lines[1]


def test_no_line_ends_with_what_parts_it_from_the_next(theme: Theme) -> None:
    assert title_lines("Бір күндік билет · 1-күн", theme.font("body", bold=True), 150) == ["Бір күндік билет", "1-күн"]


def test_a_title_that_fits_title_lines_is_whole(theme: Theme) -> None:
    lines = title_lines("Evening show in the hall", theme.font("body", bold=True), 150)
    assert " ".join(lines) == "Evening show in the hall"
    assert QColor(FACE.colour).isValid()


@pytest.mark.parametrize("scale", [1.0, 1.3])
@pytest.mark.parametrize("height", [60, 72, 86, 130])
def test_no_line_of_a_title_runs_into_the_price(theme: Theme, scale: float, height: int) -> None:
    theme.set_text_scale(scale)
    for width in (110, 180, 400):
        title = title_in(LONG, theme, QSize(width, height - 30), tall=height > 100)
        assert len(title.lines) * title.line_height <= max(height - 30, title.line_height)
        assert title.line_height >= title.font.pixelSize()
    theme.set_text_scale(1.0)


def test_a_tall_tile_is_written_in_larger_type(theme: Theme, tile: Tile) -> None:
    tile.prefer_height(130)
    assert tile.sizeHint().height() == 130
    assert title_in("Day 2 pass", theme, QSize(200, 60), tall=True).font == theme.font("heading", bold=True)
    assert title_in("Day 2 pass", theme, QSize(200, 60)).font == theme.font("body", bold=True)


def test_in_large_type_a_title_keeps_two_lines_where_they_fit_when_set_close(theme: Theme) -> None:
    theme.set_text_scale(1.3)
    font = theme.font("caption", bold=True)
    two = title_in("Абонемент на четыре дня", theme, QSize(150, round(2.4 * font.pixelSize())))
    assert (two.font, len(two.lines)) == (font, 2)
    assert "…" not in "".join(two.lines)
    theme.set_text_scale(1.0)


@pytest.mark.parametrize("room", [200, 110, 70, 40])
def test_the_number_left_stays_where_its_words_have_no_room(theme: Theme, room: int) -> None:
    metrics = QFontMetrics(theme.font("caption", tabular=True))
    face = replace(FACE, left="осталось 98", amount="98", count="×2")
    said = left_in(face, metrics, room)
    assert said == next(one for one in ("×2 · осталось 98", "×2 · 98", "98") if metrics.horizontalAdvance(one) <= room)


def test_what_has_no_number_is_cut(theme: Theme) -> None:
    metrics = QFontMetrics(theme.font("caption", tabular=True))
    assert left_in(replace(FACE, left="распродано"), metrics, 40).endswith("…")
    assert left_in(replace(FACE, left=""), metrics, 40) == ""
