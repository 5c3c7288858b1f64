"""A bad evening at the door: what a steward sees is right and recorded, and no scan is lost in silence."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aspara_desk.domain.programme import Control
from aspara_desk.door.corrections import control_event
from aspara_desk.ui.desks.door.verdict_view import Face
from tests.ui.door.conftest import Doorway

SHOW = "show-d2-evening"
EVENT = "d2-show-evening"
ENTER = Qt.Key.Key_Return
_HOLD = """
import sqlite3, sys, time
holder = sqlite3.connect(sys.argv[1], isolation_level=None)
holder.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
holder.execute("ROLLBACK")
holder.close()
"""


def control_of(doorway: Doorway) -> Control:
    programme = doorway.context.here.read(lambda unit: unit.programme)
    return next(one for one in programme.events if one.key == EVENT).control


@pytest.mark.parametrize("key", ["F7", "F8", "F9"])
def test_what_another_desk_decided_meanwhile_is_not_undone_unseen(doorway: Doorway, key: str) -> None:
    doorway.act(key)
    control_event(doorway.context.here, EVENT, Control.CLOSE)
    doorway.press(ENTER)
    assert control_of(doorway) is Control.CLOSE
    error = doorway.desk._question._error
    assert error.isVisible()
    assert "changed at another desk" in error.text()
    assert "closed" in doorway.desk._head.accessibleName()
    doorway.press(Qt.Key.Key_Escape)
    doorway.act(key)
    doorway.press(ENTER)
    assert control_of(doorway) is not Control.CLOSE


def test_after_the_days_turn_what_is_over_does_not_come_next(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW)
    doorway.clock.now = datetime(2022, 10, 2, 22, 0, 1, tzinfo=UTC)  # one second past 04:00
    doorway.desk._station.look()
    doorway.seen()
    assert "Afternoon show" in doorway.desk._head.accessibleName()
    assert doorway.answer(sold).sentence == "Not valid here. It is for 2 October."


def test_scans_wait_for_a_store_that_another_program_holds(doorway: Doorway, season_store: Path, qtbot: QtBot) -> None:
    sold = [doorway.sell(SHOW) for _ in range(3)]
    answered: list[str | None] = []
    doorway.desk._readings.answered.connect(lambda answer: answered.append(answer.ticket))
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(season_store), "1"], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        for ticket in sold:
            doorway.scan(ticket)
        qtbot.waitUntil(lambda: doorway.desk._panel.view.face is Face.CHECKING)
        assert doorway.seen().face is Face.ADMIT
    assert answered == [ticket.number for ticket in sold]
    assert len(doorway.lines()) == 3
