import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.settings.desk import SettingsDesk
from aspara_desk.ui.tasks import Lane
from tests.ui.conftest import PATIENCE_MS

WAITS = "Waits until other long work is done"


@pytest.fixture
def desk(context: Context, qtbot: QtBot) -> Iterator[SettingsDesk]:
    made = SettingsDesk(context)
    qtbot.addWidget(made)
    made.set_words(context.t)
    made.show()
    yield made
    context.language.choose("en")


@pytest.fixture
def go_on(desk: SettingsDesk, context: Context) -> Iterator[threading.Event]:
    """An import, say, that takes until it may go on."""
    event = threading.Event()
    context.tasks.run(desk, Lane.LONG, lambda: event.wait(PATIENCE_MS / 1000), lambda _: None, lambda _: None)
    yield event
    event.set()


@pytest.mark.parametrize("work", ["backup", "check"])
def test_what_waits_behind_other_work_says_so_and_goes_on(
    desk: SettingsDesk, context: Context, settle: Callable[[Context], None], go_on: threading.Event, tmp_path: Path,
    work: str,
) -> None:  # fmt: skip
    if work == "backup":
        desk.safety.back_up_to(tmp_path / "season.backup")
    else:
        desk.safety._check.click()
    QApplication.processEvents()
    assert desk.safety._progress._number.text() == WAITS
    what = desk.safety._progress._what.text()
    context.language.choose("ru")
    desk.set_words(context.t)
    assert desk.safety._progress._what.text() != what
    go_on.set()
    settle(context)
    assert desk.safety._progress.isHidden()
    assert desk.safety._banner.kind == "ok"


def test_what_has_its_turn_at_once_does_not_say_that_it_waits(desk: SettingsDesk) -> None:
    desk.safety._check.click()
    assert desk.safety._progress._number.text() != WAITS
