import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import aspara_desk
from aspara_desk import bootstrap, ui
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.ticket_acts import LOOKS, PAYMENTS
from aspara_desk.ui.desks.box_office.words import METHOD_KEYS
from aspara_desk.ui.help import HelpWindow
from aspara_desk.ui.rooms import ROOMS, Room
from aspara_desk.ui.theme.theme import Choice, Theme
from aspara_desk.ui.widgets.verdict_shape import VERDICTS
from tests.ui.typing import press
from tests.ui.watchdog import Watchdog

ROOMS_FOLDER = Path(ui.__file__).parent / "desks"
FIRST_ROOM = 2  # the second-level headings before it: the first day, and the keys that work everywhere


@dataclass
class Part:
    """What stands below one heading, down to the next."""

    level: int
    title: str
    keys: list[str] = field(default_factory=list)
    rows: int = 0
    pictures: list[str] = field(default_factory=list)


def parts(language: str) -> list[Part]:
    found: list[Part] = []
    for line in bootstrap.help_file(language).read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"(#+) (.+)", line):
            found.append(Part(len(heading[1]), heading[2]))
        elif line.startswith("|"):
            found[-1].rows += 1
            cells = line.split("|")
            found[-1].keys += re.findall("`([^`]+)`", cells[1])
            found[-1].pictures += re.findall(r"\(([a-z]+)\)", cells[1])
    return found


def keys_of_room(language: str, number: int) -> set[str]:
    """All that is written as a key below the heading of a room, further headings within it included."""
    text = bootstrap.help_file(language).read_text(encoding="utf-8")
    chapters = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return set(re.findall("`([^`]+)`", chapters[FIRST_ROOM + number]))


def keys_in_code(room: str) -> Iterator[str]:
    """The keys that a room's code names as hints, in whatever state it may be."""
    for file in (ROOMS_FOLDER / room).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Name, ast.Attribute)):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            first = node.args[0] if node.args else None
            if name in {"Hint", "_hint", "_control_hint"} and isinstance(first, ast.Constant):
                yield str(first.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_is_built_alike_in_every_language(language: str) -> None:
    english, other = parts("en"), parts(language)
    assert [part.level for part in other] == [part.level for part in english]
    assert [(part.keys, part.rows, part.pictures) for part in other] == [
        (part.keys, part.rows, part.pictures) for part in english
    ]
    assert len({part.title for part in other}) == len(other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_day_has_ten_lines(language: str) -> None:
    text = bootstrap.help_file(language).read_text(encoding="utf-8")
    first = re.split(r"^## ", text, flags=re.MULTILINE)[1]
    assert re.findall(r"^(\d+)\. ", first, flags=re.MULTILINE) == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_room_has_a_chapter_of_its_name(language: str) -> None:
    t = bootstrap.one_translator(language)
    chapters = [part.title for part in parts(language) if part.level == 2]
    assert chapters[FIRST_ROOM : FIRST_ROOM + len(ROOMS)] == [t(room.word) for room in ROOMS]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("number", "room"), list(enumerate(room.key for room in ROOMS)))
def test_every_key_of_a_room_stands_in_its_chapter(language: str, number: int, room: str) -> None:
    named = set(keys_in_code(room))
    if room == "box_office":
        named |= {*METHOD_KEYS.values(), *PAYMENTS.values(), *(look.key for look in LOOKS.values())}
    assert named
    assert named <= keys_of_room(language, number)


@pytest.mark.parametrize("number", range(len(ROOMS)), ids=[room.key for room in ROOMS])
def test_every_key_that_a_room_shows_stands_in_its_chapter(
    context: Context, qtbot: QtBot, settle: Callable[[Context], None], number: int
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    desk = ROOMS[number].load()(context, around)
    desk.set_words(context.t)
    desk.enter()
    settle(context)
    shown = {hint.key for hint in desk.hints()}
    desk.leave()
    assert shown
    assert shown <= keys_of_room("en", number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shapes_of_the_verdicts_are_drawn(language: str) -> None:
    assert [picture for part in parts(language) for picture in part.pictures] == list(VERDICTS)


def in_bold(language: str) -> list[str]:
    text = bootstrap.help_file(language).read_text(encoding="utf-8")
    return [words.rstrip("…") for words in re.findall(r"\*\*([^*]+)\*\*", text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_named_in_bold_stands_so_in_the_window(language: str) -> None:
    t = bootstrap.one_translator(language)
    english = {message.replace("&", "").rstrip("…"): message for message in marked()}
    said = {t(message).replace("&", "").rstrip("…") for message in english.values() if "{" not in message}
    assert {*in_bold(language)} <= said
    assert len(in_bold(language)) == len(in_bold("en"))


def marked() -> Iterator[str]:
    """Every message that the program says, as it is written down."""
    for file in Path(aspara_desk.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "mark":
                assert isinstance(node.args[0], ast.Constant)
                yield str(node.args[0].value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_window_can_do_needs_no_terminal(language: str) -> None:
    assert "aspara-desk" not in bootstrap.help_file(language).read_text(encoding="utf-8")


# --- the window of the help ---


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[HelpWindow]:
    around = QWidget()
    qtbot.addWidget(around)
    made = HelpWindow(theme, around)
    made.set_words(bootstrap.one_translator("en"))
    yield made
    made.close()
    theme.choose(Choice.SYSTEM)
    theme.set_text_scale(1.0)


def top_heading(window: HelpWindow) -> str:
    """The first heading in sight."""
    page = window.page
    for place in range(0, page.viewport().height(), 4):
        block = page.cursorForPosition(QPoint(page.width() // 2, place)).block()
        if block.blockFormat().headingLevel():
            return block.text()
    return ""


@pytest.mark.parametrize("room", ROOMS, ids=[room.key for room in ROOMS])
def test_it_opens_at_the_room(window: HelpWindow, room: Room) -> None:
    window.show_room(room.key)
    assert top_heading(window) == room.word


def test_without_a_room_it_opens_at_the_top(window: HelpWindow) -> None:
    window.show_room("door")
    window.show_room("")
    assert window.page.verticalScrollBar().value() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1])
def test_a_key_closes_it(window: HelpWindow, key: Qt.Key) -> None:
    window.show_room("door")
    press(window, key)
    assert not window.isVisible()


def test_the_words_change_while_it_is_open_and_nothing_stalls(window: HelpWindow, watchdog: Watchdog) -> None:
    window.show_room("door")
    before = window.page.document()
    for language in ("kk", "ru", "en"):
        window.set_words(bootstrap.one_translator(language))
        assert next(iterate(window)).text() == parts(language)[0].title
        assert top_heading(window) == bootstrap.one_translator(language)("Door")
    assert window.page.document() is not before
    assert watchdog.own() == []


def test_colours_and_sizes_follow_the_theme(window: HelpWindow, theme: Theme) -> None:
    window.show_room("door")
    theme.choose(Choice.DARK)
    heading = next(block for block in iterate(window) if block.blockFormat().headingLevel() == 2)
    assert heading.begin().fragment().charFormat().foreground().color() == theme.colour("text")
    before = window.page.document().defaultFont().pixelSize()
    theme.set_text_scale(1.3)
    assert window.page.document().defaultFont().pixelSize() > before


def iterate(window: HelpWindow) -> Iterator[QTextBlock]:
    block = window.page.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def test_lines_are_no_longer_than_an_eye_can_follow(window: HelpWindow, theme: Theme) -> None:
    window.resize(1800, 900)
    window.show_room("")
    page, frame = window.page, window.page.document().rootFrame().frameFormat()
    column = page.viewport().width() - frame.leftMargin() - frame.rightMargin()
    assert column <= theme.px(640)
    assert frame.leftMargin() == frame.rightMargin()
