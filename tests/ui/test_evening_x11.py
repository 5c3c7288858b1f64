"""The window with real keys: the program as a process of its own, watched only by what is in its store."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from aspara_desk.bootstrap import Settings
from tests.ui import evening
from tests.ui.evening import ROOT, Paper
from tests.ui.x11 import DEADLINE_S, PERSON_MS, XServer, unavailable

pytestmark = pytest.mark.heavy
T = TypeVar("T")
DOUBLE_BEEP_S = 6.0
LOOK_EVERY_S = 0.1


@pytest.fixture(scope="module")
def server() -> Iterator[XServer]:
    if reason := unavailable():
        pytest.skip(reason)
    with XServer(1280, 720) as server:
        yield server


@dataclass
class Window:
    """The program on that screen. There is no window manager, so nothing but the program gives it the focus."""

    server: XServer
    settings: Settings
    process: subprocess.Popen[bytes]

    def store(self, *arguments: str) -> list[dict]:
        return evening.called(self.settings, *arguments)

    def scans(self) -> list[dict]:
        return self.store("report", "scans")

    def scan(self, digits: str, layout: str = "us", **how: bool) -> None:
        self.server.set_layout(layout)
        self.server.scan(digits, **how)


def awaited(look: Callable[[], T], enough: Callable[[T], bool]) -> T:
    """What another process sees in the store, as soon as it is enough; it looks again and again until the deadline."""
    deadline = time.monotonic() + DEADLINE_S
    while not enough(seen := look()):
        assert time.monotonic() < deadline, seen
        time.sleep(LOOK_EVERY_S)
    return seen


@pytest.fixture
def window(server: XServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """Started on a computer on which nothing was ever opened, with the sample season opened by Enter."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    settings = Settings(str(tmp_path / "season.db"), "en", data_folder=tmp_path / "aspara-desk")
    environment = {**server.environment, "XDG_DATA_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [sys.executable, "main.py", "--store", settings.store, "--lang", "en"]
    server.set_layout("us")
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL) as process:
        one = Window(server, settings, process)
        try:
            # Until the window is there nobody hears the key; the sample is opened once.
            awaited(lambda: server.press("Return"), lambda _pressed: Path(settings.store).exists())
            awaited(lambda: is_open(settings), bool)
            yield one
        finally:
            process.kill()


def is_open(settings: Settings) -> bool:
    """The first room is shown: then the store's first backup is begun."""
    return Path(f"{settings.store}.backups").exists()


ORDERS = (
    ("4", "plus", "plus", "plus", "Return", "Return"),
    ("0", "5", "F10", "Return"),
    ("4", "F5", "Return"),
    ("0", "0", "0", "3", "F6", "Return", "F6", "Return"),
)


def sell(window: Window) -> tuple[Paper, ...]:
    """Four day passes, a concert, a day pass that is not paid yet, a buyer's: by digits, counts and pages."""
    for count, keys in enumerate(ORDERS, start=1):
        window.server.press(*keys, delay_ms=PERSON_MS)
        awaited(lambda: window.store("report", "takings")[0]["orders"], lambda seen: sum(seen.values()) == count)  # noqa: B023
    assert window.store("report", "takings")[0]["orders"] == {"paid": 3, "pending": 1}
    return evening.papers(window.settings, 7)


def open_door(window: Window) -> None:
    window.server.press("ctrl+2")


def reasons(window: Window, count: int) -> list[str]:
    return [one["reason"] for one in awaited(window.scans, lambda seen: len(seen) >= count)]


def test_the_end_of_the_session_ends_it_tidily(window: Window) -> None:
    sell(window)
    window.process.send_signal(signal.SIGTERM)
    assert window.process.wait(DEADLINE_S) == 0
    assert not list(Path(window.settings.store).parent.glob("season.db-*"))
    assert window.store("store", "check")[0]["findings"] == []


def test_a_kill_in_the_midst_of_scanning_loses_nothing(window: Window) -> None:
    papers = sell(window)
    open_door(window)
    for paper in papers:
        window.scan(paper.digits)
    before = awaited(window.scans, lambda seen: len(seen) >= 4)
    for digits in evening.forged(2):
        window.scan(digits)
    window.process.kill()
    window.process.wait(DEADLINE_S)
    after = window.scans()
    assert after[: len(before)] == before
    assert window.store("store", "check")[0]["findings"] == []


def test_without_a_display_it_says_what_can_be_done(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    bare.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "main.py", "--store", str(tmp_path / "season.db"), "--lang", "en"]
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    for name in ("demo", "programme", "guests", "tickets", "door", "report", "store", "self-test"):
        assert name in done.stderr
    assert not (tmp_path / "season.db").exists()
