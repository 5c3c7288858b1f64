"""A bad evening at the door: what a steward sees is right and recorded, and no scan is lost in silence."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aspara_desk.box_office import tickets
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.programme import Control
from aspara_desk.door.corrections import control_event
from aspara_desk.guests.writing import add_guest
from aspara_desk.store import engine
from aspara_desk.ui.desks.door import station as stations
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
    error = doorway.desk._prompt._error
    assert error.isVisible()
    assert "changed at another desk" in error.text()
    assert "closed" in doorway.desk._head.accessibleName()
    doorway.press(Qt.Key.Key_Escape)
    doorway.act(key)
    doorway.press(ENTER)
    assert (control_of(doorway) is Control.CLOSE) is (key == "F9")  # a delay is another thing


def test_after_the_days_turn_what_is_over_does_not_come_next(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW)
    doorway.clock.now = datetime(2022, 10, 2, 22, 0, 1, tzinfo=UTC)  # one second past 04:00
    doorway.desk._station.look()
    doorway.seen()
    assert "Afternoon show" in doorway.desk._head.accessibleName()
    assert doorway.answer(sold).sentence == "Not valid here. It was for 2 October."


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


def test_a_scan_that_failed_stays_in_sight_behind_the_next_one(
    doorway: Doorway, season_store: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    void, valid = doorway.sell(SHOW), doorway.sell(SHOW)
    tickets.void(doorway.context.here, void.number, "lost")
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.3)
    played: list[str] = []
    monkeypatch.setattr(doorway.context.sounds, "play", played.append)
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(season_store), "0.45"], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        doorway.scan(void)
        doorway.scan(valid)
        seen = doorway.seen()
    assert seen.face is Face.ADMIT
    assert seen.warning == "1 scan before was NOT recorded: scan it again"
    assert seen.spoken().startswith(seen.warning)
    assert sorted(face for face, _who in doorway.lines()) == ["admit", "not_recorded"]
    assert "NOT recorded 1" in doorway.desk._head.accessibleName()
    assert played == ["unreadable", "admit"]
    qtbot.waitUntil(lambda: played == ["unreadable", "admit", "unreadable"])
    doorway.press(Qt.Key.Key_Escape)
    assert doorway.seen().warning == ""
    assert doorway.answer(void).face is Face.REFUSE


def test_a_door_that_cannot_be_read_is_not_ready(doorway: Doorway, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_given: object) -> None:
        raise StoreUnusable("store_locked", store="x")

    station = doorway.desk._station
    with monkeypatch.context() as patched:
        patched.setattr(stations, "watch", gone)
        station.watch = None
        station.look()
        seen = doorway.seen()
        assert (seen.face, seen.word) == (Face.WAITING, "Not ready")
        assert seen.sentence.startswith("This door cannot be read: ")
    station.look()
    assert doorway.seen().word == "Ready"


@pytest.mark.parametrize("number", ["A-000018", "10", "b000003"])
def test_a_number_that_is_typed_without_a_field_opens_the_search(doorway: Doorway, number: str) -> None:
    doorway.type(number)
    assert not doorway.desk._acts.is_open
    assert doorway.desk._finder._typed.text() == number
    doorway.press(Qt.Key.Key_Escape)
    doorway.press("-")
    assert doorway.desk._prompt.number == -1


def test_a_ticket_that_is_typed_without_a_field_is_asked_about(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW, "Dana")
    doorway.type(sold.number)
    doorway.press(ENTER)
    seen = doorway.seen()
    assert (seen.face, seen.name) == (Face.ASK, "Dana")


def test_a_question_that_was_left_lets_nobody_in_by_a_later_enter(
    doorway: Doorway, monkeypatch: pytest.MonkeyPatch
) -> None:
    doorway.stand_at("hall-vip")
    assert doorway.answer(doorway.sell("vip-front-row", "Saule")).act == "Enter: let in"
    doorway.press(Qt.Key.Key_Escape)
    seen = doorway.seen()
    assert (seen.face, seen.act) == (Face.WAITING, "")
    assert seen.sentence.startswith("Left unanswered: Saule")
    monkeypatch.setattr(type(doorway.desk._readings), "ms", property(lambda _self: 10**9))
    doorway.press(ENTER)
    assert [face for face, _who in doorway.lines()] == ["ask"]


def test_a_guest_without_a_ticket_is_not_first_and_is_sent_on(doorway: Doorway) -> None:
    add_guest(doorway.context.here, GuestDetails("Qwarzat Abenova"))
    doorway.sell(SHOW, "Qwarzat Testova")
    doorway.act("F2")
    doorway.type("qwarzat")
    finder = doorway.desk._finder
    assert [bool(row.value) for row in finder._rows.rows.rows()] == [True, False]
    doorway.press(Qt.Key.Key_Down)
    doorway.press(ENTER)
    assert finder._error.isVisible()
    assert finder._error.text() == "Qwarzat Abenova has no ticket: send them to the box office."
    assert doorway.lines() == []


def test_sounds_that_are_off_are_seen_at_the_door(doorway: Doorway) -> None:
    for muted in (True, False):
        doorway.context.sounds.muted = muted
        doorway.desk._show_station()
        assert ("sound off" in doorway.desk._head.accessibleName()) is muted
