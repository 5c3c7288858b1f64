"""One window in a process of its own: `python -m tests.benchmarks.window_child empty|open|work STORE HOME`.

`empty` shows an empty window after importing what the program's window imports, `open` the program's own: both print
"painted" and end. `work` scans at a door and walks through all rooms, and prints its figures as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

import aspara_desk.ui.desks.box_office.desk  # noqa: F401 - the room that is opened: its imports count for both
from aspara_desk.bootstrap import Settings
from aspara_desk.ui.desks.door.verdict_panel import VerdictPanel
from aspara_desk.ui.desks.door.verdict_view import Face
from aspara_desk.ui.program import Program
from aspara_desk.ui.theme.theme import Choice

NOON = datetime(2022, 10, 2, 6, 0, tzinfo=UTC)  # the souvenir fair is open
SCANS = 400
WARM = 20
COLOURS = 10
PATIENCE_SECONDS = 30


class Paints(QObject):
    """Notes what a widget shows whenever it is painted."""

    def __init__(self, widget: QWidget, shown: Callable[[], object]) -> None:
        super().__init__(widget)
        self._shown = shown
        self.last: object = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.last = self._shown()
        return super().eventFilter(watched, event)


def empty(application: QApplication) -> None:
    window = QWidget()
    window.resize(1280, 720)
    window.show()
    until_painted(application, window)


def until_painted(application: QApplication, widget: QWidget) -> None:
    paints = Paints(widget, lambda: True)
    widget.update()
    while not paints.last:
        application.processEvents()
    print("painted", flush=True)


def opened(application: QApplication, store: str, home: Path, room: str) -> Program:
    program = Program(application, Settings(store, "en", data_folder=home, clock=running_clock()))
    program.preferences.room = room
    program.preferences.door = "fair-north"
    arrived: list[bool] = []
    program.opened.connect(lambda: arrived.append(True))
    program.window.show()
    program.open()
    while not arrived:
        application.processEvents()
    return program


def running_clock():
    began = time.monotonic_ns()
    return lambda: datetime.fromtimestamp(NOON.timestamp() + (time.monotonic_ns() - began) / 1e9, UTC)


def settle(application: QApplication, program: Program) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while program.tasks.busy and time.monotonic() < until:
        application.processEvents()


def work(application: QApplication, store: str, home: Path, codes: list[str]) -> dict[str, object]:
    from tests.ui.typing import scan_code

    program = opened(application, store, home, "door")
    settle(application, program)
    frame = program.window.frame
    assert frame is not None
    panel = frame.findChild(VerdictPanel)
    assert panel is not None
    paints, times = Paints(panel, lambda: panel.view), []
    for code in codes:
        before = panel.view
        began = time.perf_counter()
        scan_code(program.window, code)
        while paints.last is before or paints.last is not panel.view or panel.view.face is not Face.ADMIT:
            application.processEvents()
        times.append(time.perf_counter() - began)
    settle(application, program)
    at_the_door = resident_megabytes()
    for room in frame.rooms():
        frame.enter(room)
        settle(application, program)
    found = {"times": times[WARM:], "door_mb": at_the_door, "all_mb": resident_megabytes(), "colours": []}
    for choice in (Choice.DARK, Choice.LIGHT) * COLOURS:
        began = time.perf_counter()
        program.theme.choose(choice)
        found["colours"].append(time.perf_counter() - began)
        settle(application, program)
        application.processEvents()
    program.window.close()
    program.finish()
    return found


def resident_megabytes() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    mode, store, home = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    application = QApplication([])
    if mode == "empty":
        empty(application)
    elif mode == "open":
        program = opened(application, store, home, "box_office")
        until_painted(application, program.window)
        program.window.close()  # not killed: a store that was left uncleanly is checked when it is opened again
        program.finish()
    else:
        print(json.dumps(work(application, store, home, sys.stdin.read().split())))


if __name__ == "__main__":
    main()
