"""What holds in every room of the window, whatever is shown there: names, plain text, and whose the focus is."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aspara_desk.bootstrap import Settings
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.programme.season_file import SeasonFile
from aspara_desk.ui.frame import Frame
from aspara_desk.ui.program import Program
from aspara_desk.ui.rooms import ROOMS
from aspara_desk.ui.theme.theme import Choice
from tests.ui.conftest import PATIENCE_MS
from tests.ui.program_fixture import Hands, opened_program, settle, where

_KEYS = [room.key for room in ROOMS]
_MOST_STOPS = 60
_CONTROLS = (QAbstractButton, QLineEdit, QAbstractItemView)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, settings: Settings) -> Iterator[Program]:
    """With every room entered once, and the box office shown."""
    with opened_program(qapp, qtbot, settings) as program:
        with qtbot.waitActive(program.window, timeout=PATIENCE_MS):
            program.window.activateWindow()
        for key in (*_KEYS, _KEYS[0]):
            _enter(qtbot, program, key)
        yield program
    gc.collect()  # so many windows at once are more than the collector can take apart


def _enter(qtbot: QtBot, program: Program, key: str) -> None:
    _frame(program).enter(key)
    settle(qtbot, program)


def _frame(program: Program) -> Frame:
    assert program.window.frame is not None
    return program.window.frame


def _context(program: Program) -> Context:
    assert program.context is not None
    return program.context


def _nameless(program: Program) -> list[str]:
    """Controls in sight that a screen reader could not name; the editors and lists inside others are parts of these."""
    return sorted({
        where(one)
        for one in program.window.findChildren(QWidget)
        if one.isVisible() and (isinstance(one, _CONTROLS) or one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not _is_a_part(one) and not _name(one)
    })  # fmt: skip


def _is_a_part(widget: QWidget) -> bool:
    """What Qt makes for its own controls: they name it."""
    made_by_qt = widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QLineEdit)
    return made_by_qt or isinstance(widget, (QHeaderView, QScrollBar))


def _name(widget: QWidget) -> str:
    """What a screen reader says: the name that was given, or else the word on it."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name(program: Program, qtbot: QtBot, language: str) -> None:
    program.language.choose(language)
    for room in _KEYS:
        _enter(qtbot, program, room)

        assert _nameless(program) == []


@pytest.mark.parametrize(
    ("room", "keys"),
    [
        ("box_office", ["1", "Return"]),
        ("box_office", ["F2", "a", "n"]),
        ("door", ["F2", "a", "n"]),
        ("door", ["F4"]),
        ("door", ["F5"]),
        ("door", ["+"]),
        ("programme", ["Return"]),
        ("programme", ["0"]),
        ("guests", ["Return"]),
        ("reports", ["F6"]),
    ],
)
def test_what_a_key_opens_has_names_as_well(program: Program, qtbot: QtBot, room: str, keys: list[str]) -> None:
    hands = Hands(program, qtbot)
    _enter(qtbot, program, room)

    for key in keys:
        hands.press(key)

        assert _nameless(program) == []


def test_no_room_opens_a_window_of_its_own(program: Program) -> None:
    assert program.window.isActiveWindow()


def test_every_label_is_plain_text(program: Program) -> None:
    labels = program.window.findChildren(QLabel)

    assert [where(one) for one in labels if one.textFormat() is not Qt.TextFormat.PlainText] == []


def test_no_tool_tip_is_read_as_markup(program: Program) -> None:
    assert [where(one) for one in program.window.findChildren(QWidget) if Qt.mightBeRichText(one.toolTip())] == []


def test_only_the_room_that_is_shown_takes_the_focus(program: Program, qtbot: QtBot) -> None:
    taken: list[QWidget | None] = []
    QApplication.instance().focusChanged.connect(lambda _old, new: taken.append(new))
    for key in _KEYS:
        _enter(qtbot, program, key)
        taken.clear()

        for language in LANGUAGES:
            program.language.choose(language)
        for choice in (Choice.DARK, Choice.LIGHT):
            program.theme.choose(choice)
        for change in Change:
            _context(program).changed.emit(change)
        _context(program).clock_set.emit()
        settle(qtbot, program)

        desk = _frame(program).desk
        assert [where(one) for one in taken if one is not None and not desk.isAncestorOf(one)] == []


def test_a_late_answer_leaves_the_focus_where_it_is(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    _enter(qtbot, program, "programme")
    [file] = program.window.findChildren(SeasonFile)

    file.load(tmp_path / "is-not-there.toml")
    _enter(qtbot, program, "door")

    assert file.tells
    assert _frame(program).desk.isAncestorOf(QApplication.focusWidget())


def _round(window: QWidget, key: Qt.Key) -> list[QWidget]:
    """The stops that a key comes to, from the one that has the focus until it is there again."""
    stops = [QApplication.focusWidget()]
    for _ in range(_MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        now = QApplication.focusWidget()
        if now is stops[0]:
            return stops
        if now is not stops[-1]:  # a field of a time has a stop for each of its parts
            stops.append(now)
    raise AssertionError(f"no way back: {[where(one) for one in stops]}")


@pytest.mark.parametrize("room", _KEYS)
def test_tab_comes_to_the_same_stops_both_ways(qtbot: QtBot, program: Program, room: str) -> None:
    _enter(qtbot, program, room)
    QTest.keyClick(QApplication.focusWidget() or program.window, Qt.Key.Key_Tab)  # from whatever it begins at
    onwards = _round(program.window, Qt.Key.Key_Tab)
    back = _round(program.window, Qt.Key.Key_Backtab)
    assert back == [onwards[0], *reversed(onwards[1:])]
    if room == "programme":
        assert "Open a season file…" in [one.text() for one in onwards if isinstance(one, QPushButton)]
