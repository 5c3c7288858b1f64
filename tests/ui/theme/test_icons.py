import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aspara_desk.config.paths import resources
from aspara_desk.ui import rooms
from aspara_desk.ui.theme.theme import Choice, Theme
from aspara_desk.ui.widgets.banner import KINDS
from tests.architecture.sources import modules
from tests.ui import marks_made

FOLDER = resources() / "icons"
# The program's own mark has its own colours; the others take theirs from the theme.
MARK = "aspara-desk"
NAMES = sorted(path.stem for path in FOLDER.glob("*.svg") if path.stem != MARK)
NAMING = {"icon", "IconLabel", "EmptyState", "show_icon"}


def named(node: ast.AST) -> Iterator[str]:
    """The icons that a call names, outright or as one of two."""
    match node:
        case ast.Constant(value=str(name)):
            yield name
        case ast.IfExp(body=one, orelse=other):
            yield from named(one)
            yield from named(other)


def named_in_code() -> set[str]:
    found: set[str] = set()
    for path, module in modules().items():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not path.startswith("aspara_desk/ui/"):
                continue
            if ast.unparse(node.func).rpartition(".")[2] in NAMING and node.args:
                found |= set(named(node.args[0]))
            found |= {name for word in node.keywords if word.arg == "icon" for name in named(word.value)}
    return found


def ink(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 100 for x in range(image.width()) for y in range(image.height()))


def test_every_icon_that_is_named_exists() -> None:
    wanted = named_in_code() | {room.icon for room in rooms.ROOMS} | {icon for icon, _colour in KINDS.values()}
    assert len(wanted) > 6
    assert wanted - set(NAMES) == set()


def test_no_icon_is_kept_that_nobody_names() -> None:
    words = {
        node.value
        for path, module in modules().items()
        for node in ast.walk(module)
        if path.startswith("aspara_desk/ui/") and isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(NAMES) - words - {name for _mark, name, *_look in marks_made.MARKS} == set()


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_every_icon_is_drawn_in_the_colour_of_its_scheme(theme: Theme, choice: Choice) -> None:
    theme.choose(choice)
    for name in NAMES:
        image = theme.icon(name, "accent").pixmap(QSize(24, 24)).toImage()
        assert image.size() == QSize(24, 24)
        assert ink(image) > 15, name
        colours = {
            image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
        }
        assert theme.colour("accent").name() in colours, name
    theme.choose(Choice.SYSTEM)


def test_an_icon_takes_the_new_colour_without_being_set_again(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    theme.choose(Choice.LIGHT)
    button.setIcon(theme.icon("printer"))
    light = button.icon().pixmap(32, 32).toImage()
    theme.choose(Choice.DARK)
    dark = button.icon().pixmap(32, 32).toImage()
    theme.choose(Choice.SYSTEM)
    assert light != dark


def test_disabled_and_checked_have_colours_of_their_own(theme: Theme) -> None:
    icon = theme.icon("door-open", "muted", checked="accent")
    pictures = [
        icon.pixmap(QSize(32, 32), QIcon.Mode.Normal, QIcon.State.Off).toImage(),
        icon.pixmap(QSize(32, 32), QIcon.Mode.Normal, QIcon.State.On).toImage(),
        icon.pixmap(QSize(32, 32), QIcon.Mode.Disabled, QIcon.State.Off).toImage(),
    ]
    assert pictures[0] != pictures[1]
    assert pictures[0] != pictures[2]


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_crisp_on_every_screen(theme: Theme, ratio: float) -> None:
    pixmap = theme.icon("printer").pixmap(QSize(20, 20), ratio)
    assert pixmap.width() == round(20 * ratio)
    assert pixmap.devicePixelRatio() == ratio


def test_an_icon_can_be_painted_and_copied(theme: Theme) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QIcon(theme.icon("printer")).paint(painter, 0, 0, 40, 40)
    painter.end()
    assert ink(image) > 40


def test_an_icon_that_is_none_is_told(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.icon("no-such-icon")


@pytest.mark.parametrize("name", NAMES)
def test_the_drawings_are_of_one_weight_and_carry_no_address(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'stroke="currentColor"' in text
    assert 'stroke-width="2"' in text
    assert "<!--" not in text
    assert re.findall(r"\w+://[^\"]*", text) == ["http://www.w3.org/2000/svg"]  # the name of the language, no address


def test_the_program_has_a_mark(qtbot: QtBot) -> None:
    del qtbot
    pixmap = QIcon(str(FOLDER / f"{MARK}.svg")).pixmap(64, 64)
    assert ink(pixmap.toImage()) > 2000
    assert Path(FOLDER / "LICENSE.txt").is_file()
