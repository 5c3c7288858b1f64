"""Nothing of the program outlives it, and each detector of what might sees it when something does."""

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from aspara_desk.bootstrap import Settings
from tests.ui.program_fixture import opened_program, settle, traces
from tests.ui.watchdog import LONGEST_MS, watched

pytestmark = pytest.mark.heavy

KEPT = {"installation.json", "window.ini", "season.db"}


def test_nothing_of_the_program_outlives_it(
    qapp: QApplication, qtbot: QtBot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = traces(tmp_path)
    with opened_program(qapp, qtbot, settings) as program:
        for key in program.window.frame.rooms():
            program.window.frame.enter(key)
            settle(qtbot, program)
        assert set(traces(tmp_path).left_since(before)) >= {"windows", "opened"}
    left = traces(tmp_path).left_since(before)
    files = {Path(file) for file in left.pop("files")}
    assert left == {}
    assert {file.name for file in files if file.parent.suffix != ".backups"} <= KEPT
    assert not [file for file in temporary.rglob("*") if file.is_file()]  # the sound server keeps an empty folder


@pytest.mark.usefixtures("qapp")
def test_a_window_is_seen(tmp_path: Path) -> None:
    before = traces(tmp_path)
    forgotten = QWidget()
    assert set(traces(tmp_path).left_since(before)) == {"windows"}
    forgotten.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.usefixtures("qapp")
def test_threads_are_seen(tmp_path: Path) -> None:
    before, leave = traces(tmp_path), threading.Event()
    python, own, pool = threading.Thread(target=leave.wait), QThread(), QThreadPool()
    python.start()
    own.start()
    seen = traces(tmp_path).left_since(before)["threads"]
    assert any(name.startswith("Thread-") for name in seen)
    assert {"QThread", "QThreadPool"} <= {name.split()[0] for name in seen}
    leave.set()
    python.join()
    own.quit()
    own.wait()
    pool.deleteLater()
    own.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.usefixtures("qapp")
def test_a_timer_is_seen_while_it_counts(tmp_path: Path) -> None:
    before, timer = traces(tmp_path), QTimer()
    assert traces(tmp_path).left_since(before) == {}
    timer.start(60_000)
    assert set(traces(tmp_path).left_since(before)) == {"timers"}
    timer.stop()


@pytest.mark.usefixtures("qapp")
def test_a_child_process_is_seen(tmp_path: Path) -> None:
    before = traces(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert set(traces(tmp_path).left_since(before)) == {"processes"}
        child.communicate(b"\n")


@pytest.mark.usefixtures("qapp")
def test_an_open_store_and_its_files_are_seen(tmp_path: Path) -> None:
    before = traces(tmp_path)
    connection = sqlite3.connect(tmp_path / "season.db")
    connection.execute("CREATE TABLE one (two)")
    assert set(traces(tmp_path).left_since(before)) == {"opened", "files"}
    connection.close()
    assert set(traces(tmp_path).left_since(before)) == {"files"}


class Sluggish(QObject):
    def __init__(self, *, works: bool) -> None:
        super().__init__()
        self._works = works

    @override
    def event(self, event: QEvent) -> bool:
        seconds = 1.2 * LONGEST_MS / 1000
        if event.type() is QEvent.Type.User:
            enough = time.thread_time() + seconds
            while self._works and time.thread_time() < enough:
                pass
            time.sleep(0 if self._works else seconds)
        return True


@pytest.mark.parametrize(("works", "times", "own"), [(True, 1, 1), (False, 1, 0), (False, 2, 2)])
def test_the_watchdog_bites(*, works: bool, times: int, own: int) -> None:
    sluggish = Sluggish(works=works)
    with watched() as watchdog:
        for _ in range(times):
            QCoreApplication.postEvent(sluggish, QEvent(QEvent.Type.User))
            QCoreApplication.sendPostedEvents(sluggish)
    assert len(watchdog.stalls) == times
    assert len(watchdog.own()) == own
    assert all(stall.milliseconds > LONGEST_MS for stall in watchdog.stalls)
    assert {(stall.event, stall.receiver) for stall in watchdog.stalls} == {("User", "Sluggish")}
