import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QPalette,
    QRawFont,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aspara_desk.config.paths import resources
from aspara_desk.domain.errors import Misused
from aspara_desk.ui.theme import theme as theme_module
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.style_sheet import SANS, SERIF
from aspara_desk.ui.theme.theme import Choice, Theme, current, system_scale
from aspara_desk.ui.theme.tokens import DARK, LIGHT, TEXT_SCALES, Scheme
from aspara_desk.ui.widgets.segmented import Segmented
from aspara_desk.ui.widgets.tile import Tile, TileFace
from tests.ui import marks_made

CHOICES = [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK)]
SPEED_MS = 30


@pytest.fixture
def own(theme: Theme) -> Iterator[Theme]:
    """The theme of all tests, as it was when the test is over."""
    theme.choose(Choice.LIGHT)
    yield theme
    theme.choose(Choice.SYSTEM)
    theme.set_text_scale(1.0)


def wait_for_paint(qapp: QApplication) -> None:
    qapp.processEvents()
    qapp.processEvents()


@pytest.mark.parametrize(("choice", "scheme"), CHOICES)
def test_a_choice_dresses_the_program_at_once(own: Theme, qtbot: QtBot, choice: Choice, scheme: Scheme) -> None:
    own.choose(Choice.DARK if choice is Choice.LIGHT else Choice.LIGHT)
    shown = role(QWidget(), "ground")
    qtbot.addWidget(shown)
    shown.show()
    with qtbot.waitSignal(own.changed):
        own.choose(choice)
    assert own.choice is choice
    assert own.scheme is scheme
    assert own.colour("ground").name().upper() == scheme.ground
    assert shown.grab().toImage().pixelColor(5, 5) == own.colour("ground")


@pytest.mark.parametrize(("choice", "scheme"), CHOICES)
def test_nothing_of_another_palette_shines_through(own: Theme, choice: Choice, scheme: Scheme) -> None:
    own.choose(choice)
    palette = QApplication.palette()
    known = {scheme.colour(name) for name in theme_module.tokens.PLAIN_COLOURS}
    for part in QPalette.ColorRole:
        if part not in {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}:
            for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
                assert palette.color(group, part).name().upper() in known, (group, part)


def test_the_system_is_followed_until_somebody_chooses(own: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    own.choose(Choice.SYSTEM)
    system = SimpleNamespace(colorScheme=lambda: Qt.ColorScheme.Dark, setColorScheme=lambda _scheme: None)
    with monkeypatch.context() as patch:
        patch.setattr(theme_module, "QGuiApplication", SimpleNamespace(styleHints=lambda: system))
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert own.scheme is DARK
        own.choose(Choice.LIGHT)
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert own.scheme is LIGHT


def test_choosing_again_changes_nothing(own: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(own.changed):
        own.choose(Choice.LIGHT)
        own.set_text_scale(1.0)


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_sizes_follow_the_scale_of_text(own: Theme, scale: float) -> None:
    own.set_text_scale(scale)
    assert own.text_scale == scale
    assert own.px(40) == round(40 * scale * system_scale())
    assert own.font("body").pixelSize() == own.px(15)
    assert QApplication.font().pixelSize() == own.px(15)
    assert (own.px(0), own.px(0.2), own.px(-4)) == (0, 1, -round(4 * scale))


def test_a_scale_that_is_none_is_told(own: Theme) -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        own.set_text_scale(1.5)


def test_the_fonts_are_those_of_the_program(own: Theme) -> None:
    assert QFontInfo(own.font("body")).family() == SANS
    assert QFontInfo(own.font("title", serif=True, bold=True)).family() == SERIF
    assert QFontInfo(own.font("title", serif=True)).italic()
    assert own.font("heading", bold=True).bold()
    assert own.font(120).pixelSize() == 120


@pytest.mark.parametrize("bold", [False, True])
def test_figures_are_as_wide_as_each_other(own: Theme, *, bold: bool) -> None:
    metrics = QFontMetrics(own.font("title", bold=bold, tabular=True))
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_the_fonts_have_what_is_written_here(own: Theme) -> None:
    for font in (own.font("body"), own.font("body", bold=True), own.font("title", serif=True, bold=True)):
        drawn = QRawFont.fromFont(font, QFontDatabase.WritingSystem.Cyrillic)
        assert [letter for letter in "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸«»–…×№" if not drawn.supportsCharacter(ord(letter))] == []


def test_a_font_that_is_not_there_is_told(qapp: QApplication, tmp_path: Path, theme: Theme) -> None:
    try:
        with pytest.raises(Misused) as told:
            Theme(tmp_path).apply(qapp)
    finally:
        theme.apply(qapp)
    assert told.value.kind == "font_missing"


def test_a_usual_system_font_scales_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {10: 10 / 12, 12: 1, 13: 1, 14.7: 1, 29.4: 2, 60: 2, 2: 0.8}
    for size, scale in sizes.items():
        monkeypatch.setattr(theme_module, "QFontInfo", lambda _font, size=size: SimpleNamespace(pixelSize=lambda: size))
        assert system_scale() == pytest.approx(scale)
    assert QFontDatabase.families()


def test_the_theme_in_use_can_be_asked_for(theme: Theme) -> None:
    assert current() is theme


def test_before_any_is_applied_there_is_a_light_one(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr(theme_module, "_applied", [])
    assert current().scheme is LIGHT
    assert current() is current()
    del qapp


def test_it_is_quick(own: Theme, qapp: QApplication) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    for number in range(60):
        column.addWidget(role(QPushButton(str(number)), "secondary"))
    window.show()
    taken = []
    for choice in (Choice.DARK, Choice.LIGHT) * 3:
        start = time.perf_counter()
        own.choose(choice)
        taken.append(1000 * (time.perf_counter() - start))
    window.close()
    wait_for_paint(qapp)
    assert min(taken) < SPEED_MS, taken


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_marks_in_controls_are_those_that_are_made(scheme: Scheme) -> None:
    made = marks_made.marks(scheme)
    kept = {path.stem: path.read_text(encoding="utf-8") for path in marks_made.folder(scheme).glob("*.svg")}
    assert kept == made


def test_no_mark_of_the_style_sheet_is_missing(own: Theme, qapp: QApplication) -> None:
    named = {part.split('")')[0] for part in qapp.styleSheet().split('url("')[1:]}
    assert len(named) > 4
    assert [path for path in named if not Path(path).is_file()] == []
    assert own.scheme is LIGHT


# --- the focus ---


def one_of_each() -> dict[str, QWidget]:
    buttons = {
        f"button {kind}": role(QPushButton("Sell"), kind)
        for kind in ("primary", "secondary", "quiet", "danger", "tile")
    }
    combo, table, words = QComboBox(), QTableView(), QListWidget()
    combo.addItem("Door B")
    table.setModel(QStandardItemModel(3, 3, table))
    words.addItem("18:41")
    segmented = Segmented()
    segmented.set_choices([("a", "Light"), ("b", "Dark")])
    return {
        **buttons, "tool": role(QToolButton(), "quiet"), "line": QLineEdit("a"), "find": role(QLineEdit("a"), "find"),
        "text": QPlainTextEdit("a"), "combo": combo, "spin": QSpinBox(), "check": QCheckBox("a"),
        "radio": QRadioButton("a"), "table": table, "list": words, "segmented": segmented,
        "tile": Tile(TileFace("1", "Day 2 pass", "8 000 ₸", "41 left", "#1F7A49")),
    }  # fmt: skip


def differing(one: QImage, other: QImage) -> int:
    return sum(
        one.pixelColor(QPoint(x, y)) != other.pixelColor(QPoint(x, y))
        for x in range(min(one.width(), other.width())) for y in range(min(one.height(), other.height()))
    )  # fmt: skip


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_the_focus_is_always_seen_and_moves_nothing(own: Theme, qtbot: QtBot, choice: Choice) -> None:
    own.choose(choice)
    window, elsewhere = role(QWidget(), "ground"), QPushButton("elsewhere")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(elsewhere)
    controls = one_of_each()
    for control in controls.values():
        control.setMaximumHeight(80)
        column.addWidget(control)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for name, control in controls.items():
        target = control.findChild(QPushButton) if name == "segmented" else control
        assert isinstance(target, QWidget)
        elsewhere.setFocus()
        before, size = control.grab().toImage(), control.sizeHint()
        target.setFocus(Qt.FocusReason.TabFocusReason)
        assert target.hasFocus(), name
        after = control.grab().toImage()
        assert differing(before, after) > control.width() / 2, name
        assert control.sizeHint() == size, name


# --- tables and lists ---


def test_rows_are_as_high_as_the_text_needs(own: Theme, qtbot: QtBot) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(3, 2, table))
    own.dress_table(table)
    assert table.rowHeight(0) == own.px(40)
    own.set_text_scale(1.3)
    assert table.rowHeight(0) == own.px(40)
    assert not table.showGrid()


def test_every_font_and_icon_has_its_licence() -> None:
    assert "ISC" in (resources() / "icons" / "LICENSE.txt").read_text(encoding="utf-8")
    assert "OPEN FONT LICENSE" in (resources() / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()
