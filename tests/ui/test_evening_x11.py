"""The evening again with real keys: the program as a process of its own, watched only by what is in its store."""

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from aspara_desk.bootstrap import Settings
from aspara_desk.domain.admission import Reason
from aspara_desk.ui.desks.door.door_state import REACTION_MS
from tests.ui import evening
from tests.ui.evening import ROOT, Paper
from tests.ui.x11 import DEADLINE_S, PERSON_MS, XServer, unavailable

pytestmark = pytest.mark.heavy
T = TypeVar("T")
LATER_S = 6.0  # longer than the rule's own five seconds: no beep of the same scan any more
LOOK_EVERY_S = 0.1
AT_REST_MS = 2.0  # of work in that time: the clock of the window ticks


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

    def count(self, table: str, where: str = "1") -> int:
        """What is durable so far: quicker to ask than the command line."""
        with closing(sqlite3.connect(f"file:{self.settings.store}?mode=ro", uri=True)) as store:
            [[rows]] = store.execute(f"SELECT count(*) FROM {table} WHERE {where}")  # noqa: S608 - the test's own words
        return int(rows)

    def at_rest(self) -> "Window":
        """As somebody does who looks first: the window works no more on what was asked of it."""
        done = itertools.pairwise(iter(self._work_ms, None))
        awaited(lambda: next(done), lambda work: work[1] - work[0] < AT_REST_MS)
        return self

    def _work_ms(self) -> float:
        """Of all its threads, so far (proc(5), schedstat)."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1_000_000

    def press(self, *keys: str) -> None:
        self.server.press(*keys, delay_ms=PERSON_MS)

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
    ("4", *["plus"] * 6, "Return", "Return"),
    ("0", "5", "F10", "Return"),
    ("4", "F5", "Return"),
    ("0", "0", "0", "3", "F6", "Return", "F6", "Return"),
)


def sell(window: Window) -> tuple[Paper, ...]:
    """Seven day passes, a concert, a day pass that is not paid yet, a buyer's: by digits, counts and pages."""
    for sold, keys in enumerate(ORDERS, start=1):
        window.at_rest().press(*keys)
        awaited(lambda: window.count("orders"), lambda seen: seen == sold)  # noqa: B023
    assert window.store("report", "takings")[0]["orders"] == {"paid": 3, "pending": 1}
    return evening.papers(window.settings, 10)


def correct(window: Window, void: Paper, blocked: Paper, replaced: Paper) -> None:
    """Each is opened by the scanner where tickets are sold, which lets nobody in."""
    for paper, layout, keys, state in (
        (void, "ru", ("ctrl+d", "t", "w", "i", "c", "e", "Return"), "void"),
        (blocked, "kz", ("F3", "s", "t", "o", "l", "e", "n", "Return"), "blocked"),
        (replaced, "us", ("F6", "Return"), "replaced"),
    ):
        window.scan(paper.digits, layout)
        window.server.set_layout("us")
        window.at_rest().press(*keys)
        awaited(lambda: window.count("tickets", f"state = '{state}'"), lambda seen: seen == 1)  # noqa: B023
    window.at_rest().press("Escape", "Escape", "Escape")


class Door:
    """What is scanned there, and what has to be recorded of it: each scan's verdict and reason."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.expected: list[tuple[str, Reason]] = []
        window.press("ctrl+2")

    def scan(self, digits: str, verdict: str, reason: Reason, layout: str = "us", **how: bool) -> float:
        """When it was made: seconds of a clock that only runs forward."""
        self.window.scan(digits, layout, **how)
        self.expect(verdict, reason)
        return time.monotonic()

    def expect(self, verdict: str, reason: Reason) -> None:
        """Waits until it is recorded."""
        self.expected.append((verdict, reason))
        awaited(lambda: self.window.count("scans"), lambda seen: seen >= len(self.expected))

    def let_in(self, one: Paper, two: Paper, buyer: Paper) -> float:
        """On every layout, with and without the scanner's Enter; the first one's paper is shown too long."""
        for layout, verdict, reason in (("kz", "admit", Reason.OK), ("us", "ask", Reason.JUST_ADMITTED)):
            self.window.scan(one.digits, layout)  # at once: the rule's own seconds run
            self.expected.append((verdict, reason))
        self.scan(buyer.digits, "admit", Reason.OK, "kz")
        return self.scan(two.digits, "admit", Reason.OK, "ru", enter=False)

    def refuse(self, papers: dict[Reason, str]) -> None:
        layouts = itertools.cycle(evening.LAYOUTS)
        for reason, digits in papers.items():
            self.scan(digits, "ask" if reason is Reason.MISREAD else "refuse", reason, next(layouts))

    def override(self, one: Paper) -> None:
        self.scan(one.digits, "refuse", Reason.ALREADY_IN, "kz")
        self.window.at_rest().press("F6", "2", "Return")
        self.expect("admit", Reason.ALREADY_IN)

    def decide(self, paper: Paper) -> None:
        """Hold, and close; each is taken back by the same key."""
        self.window.server.set_layout("us")
        for key, reason in (("F8", Reason.TOO_EARLY), ("F10", Reason.TOO_LATE)):
            self.window.press(key, "Return")
            self.scan(paper.digits, "refuse", reason)
            self.window.press(key, "Return")

    def fill(self, paper: Paper) -> None:
        """Six hundred come without tickets, and leave again."""
        for counted, sign in enumerate(("plus", "minus"), start=1):
            self.window.press(sign, "6", "0", "0", "Return")
            awaited(lambda: self.window.count("headcounts"), lambda seen: seen == counted)  # noqa: B023
            if sign == "plus":
                self.scan(paper.digits, "refuse", Reason.FULL)

    def confirm_and_take_back(self, paper: Paper) -> None:
        """A number is typed by hand, by somebody who does not look for the field first."""
        self.window.server.type_text(paper.number)
        self.window.press("Return")
        self.expect("ask", Reason.CHECK_PERSON)
        self.expected.append(("admit", Reason.OK))
        confirmed = self._enter_again_and_again()
        awaited(lambda: next(confirmed), bool)
        self.window.at_rest().press("F4", "Return")
        awaited(lambda: self.window.count("undos"), lambda seen: seen == 1)

    def _enter_again_and_again(self) -> Iterator[bool]:
        """An Enter sooner than somebody can have read the question is none, so whoever sees no answer presses again."""
        while True:
            self.window.at_rest().press("Return")
            time.sleep(REACTION_MS / 1000)
            yield self.window.count("scans") >= len(self.expected)


def later(than: float) -> None:
    """The rule of the double beep has seconds of its own, by the program's own clock."""
    time.sleep(max(0.0, than + LATER_S - time.monotonic()))


def test_an_evening_with_real_keys(window: Window) -> None:
    one, two, three, four, void, blocked, replaced, concert, unpaid, buyer = sell(window)
    correct(window, void, blocked, replaced)
    door = Door(window)
    began = door.let_in(one, two, buyer)
    door.refuse({
        Reason.NOT_GRANTED: concert.digits, Reason.UNPAID: unpaid.digits, Reason.VOID: void.digits,
        Reason.BLOCKED: blocked.digits, Reason.REPLACED: replaced.digits, Reason.UNKNOWN: evening.forged(1)[0],
        Reason.MISREAD: evening.misread(one.digits, 2), Reason.NOT_A_TICKET: evening.OTHER_PAPERS[1],
    })  # fmt: skip
    later(began)
    second = door.scan(buyer.digits, "admit", Reason.OK, "ru")
    door.override(one)
    door.decide(three)
    door.fill(three)
    door.confirm_and_take_back(four)
    later(second)
    door.scan(buyer.digits, "refuse", Reason.ENTRIES_USED, "kz")
    check(window, door.expected, one)


def check(window: Window, expected: list[tuple[str, Reason]], one: Paper) -> None:
    recorded = window.scans()
    assert [(scan["verdict"], scan["reason"]) for scan in recorded] == expected
    assert {reason for _verdict, reason in expected} == set(Reason)
    assert [scan["reason"] for scan in recorded if scan["override"]] == ["already_in"]
    assert [scan["reason"] for scan in recorded if scan["undone_at"]] == ["ok"]
    assert window.store("store", "check")[0]["findings"] == []
    [shown] = window.store("tickets", "show", one.number)
    assert [scan["reason"] for scan in shown["scans"]] == ["ok", "just_admitted", "already_in", "already_in"]


def test_the_end_of_the_session_ends_it_tidily(window: Window) -> None:
    sell(window)
    window.process.send_signal(signal.SIGTERM)
    assert window.process.wait(DEADLINE_S) == 0
    assert not list(Path(window.settings.store).parent.glob("season.db-*"))
    assert window.store("store", "check")[0]["findings"] == []


def test_a_kill_in_the_midst_of_scanning_loses_nothing(window: Window) -> None:
    papers = sell(window)
    window.press("ctrl+2")
    for paper in papers[:7]:
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
