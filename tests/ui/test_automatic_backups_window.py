from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.ui.automatic_backups import BackupTimer
from aspara_desk.ui.context import Context

Settle = Callable[[Context], None]


@pytest.fixture
def backups(context: Context, settle: Settle) -> Iterator[BackupTimer]:
    made = BackupTimer(context)
    settle(context)
    yield made
    made.stop()
    context.tasks.finish()
    made.finish()


def written(settings: Settings) -> list[Path]:
    folder = bootstrap.backups_folder(settings)
    return sorted(folder.iterdir()) if folder is not None and folder.exists() else []


def test_a_backup_is_written_at_the_start(backups: BackupTimer, settings: Settings) -> None:
    backups.stop()
    backups.finish()
    assert len(written(settings)) == 1


def test_within_the_hour_no_other_is_written(backups: BackupTimer, context: Context, settle: Settle) -> None:
    backups.finish()
    before = written(context.settings)
    backups._look()
    settle(context)
    backups.finish()
    assert written(context.settings) == before


def test_what_was_warned_of_is_over_once_a_backup_is_written(context: Context, settle: Settle) -> None:
    told: list[object] = []
    context.warned.connect(told.append)
    backups = BackupTimer(context)
    settle(context)
    backups.stop()
    backups.finish()
    assert told == [None]


def test_what_fails_is_told_and_stops_nothing(
    context: Context, settings: Settings, qtbot: QtBot, settle: Settle
) -> None:
    folder = bootstrap.backups_folder(settings)
    assert folder is not None
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    with qtbot.waitSignal(context.warned) as told:
        backups = BackupTimer(context)
    assert isinstance(told.args[0], StoreUnusable)
    settle(context)
    backups.stop()
    backups.finish()
    assert context.here.read(lambda unit: unit.programme) is not None
