"""Going back to a backup in the window: from the season that is open, from a damaged store, and on a new computer."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.box_office.orders import recent_orders
from aspara_desk.ui.program import Program
from tests.ui.conftest import PATIENCE_MS
from tests.ui.program_fixture import Hands, opened_program, settle, started_program
from tests.ui.typing import ENTER

pytestmark = pytest.mark.heavy


def click(program: Program, word: str) -> None:
    [button] = [one for one in program.window.start.findChildren(QPushButton) if one.text() == word]
    assert button.isVisible()
    button.click()


def sells(hands: Hands) -> None:
    hands.frame.enter("box_office")
    hands.settle()
    hands.press("4", "Enter", "Enter")


def orders(program: Program) -> int:
    assert program.context is not None
    return len(recent_orders(program.context.here, 100))


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    """Of the season before anything was sold."""
    return bootstrap.back_up_watched(settings, tmp_path / "before.backup", lambda _done: None).file


def reopened(qtbot: QtBot, program: Program, act: Callable[[], None]) -> None:
    with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
        act()
    settle(qtbot, program)


def test_from_the_season_that_is_open(qapp: QApplication, qtbot: QtBot, settings: Settings, backup: Path) -> None:
    with opened_program(qapp, qtbot, settings) as program:
        hands = Hands(program, qtbot)
        hands.settle()
        sells(hands)
        assert orders(program) == 1
        letter = hands.context.here.actor.desk_letter
        hands.context.restore_wished.emit(backup)
        settle(qtbot, program)
        assert program.window.frame is None
        reopened(qtbot, program, lambda: click(program, "Go back to this backup"))
        assert orders(program) == 0
        assert hands.context.here.actor.desk_letter != letter
        sells(hands)
        assert orders(program) == 1
    [kept] = [one for one in Path(settings.store).parent.glob("season.db.*") if one.is_file()]
    assert kept.stat().st_size


def test_whoever_changes_their_mind_has_the_season_as_it_was(
    qapp: QApplication, qtbot: QtBot, settings: Settings, backup: Path
) -> None:
    with opened_program(qapp, qtbot, settings) as program:
        hands = Hands(program, qtbot)
        hands.settle()
        sells(hands)
        hands.context.restore_wished.emit(backup)
        settle(qtbot, program)
        reopened(qtbot, program, lambda: hands.press(ENTER))
        assert orders(program) == 1


def test_from_a_damaged_store(qapp: QApplication, qtbot: QtBot, settings: Settings, backup: Path) -> None:
    store = Path(settings.store)
    store.write_bytes(store.read_bytes()[: 5 * 4096] + b"\0" * 4096 * 40)
    with started_program(qapp, settings) as program:
        program.open()
        settle(qtbot, program)
        assert program.window.frame is None
        program.window.start.restore_wished.emit(backup)
        reopened(qtbot, program, lambda: click(program, "Go back to this backup"))
        assert orders(program) == 0


def test_on_a_new_computer(qapp: QApplication, qtbot: QtBot, settings: Settings, backup: Path) -> None:
    Path(settings.store).unlink()
    with started_program(qapp, settings) as program:
        program.open()
        settle(qtbot, program)
        program.window.start.restore_wished.emit(backup)
        reopened(qtbot, program, lambda: click(program, "Go back to this backup"))
        assert orders(program) == 0


def test_a_backup_that_is_none_leaves_everything_as_it_is(
    qapp: QApplication, qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    letter = Path(shutil.copy(__file__, tmp_path / "letter.backup"))
    with opened_program(qapp, qtbot, settings) as program:
        hands = Hands(program, qtbot)
        hands.settle()
        hands.context.restore_wished.emit(letter)
        settle(qtbot, program)
        click(program, "Go back to this backup")
        settle(qtbot, program)
        assert "is not a backup of a store of this program" in program.window.start._banner.text.replace("\u200b", "")
        reopened(qtbot, program, lambda: hands.press(ENTER))
