"""A watchdog over Qt's event loop: which events held it up, and for how long."""

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShortcutEvent
from PySide6.QtWidgets import QApplication

LONGEST_MS = 50
_NANOSECONDS = 1_000_000_000
_WRAPPED = 2  # events that Qt makes are wrapped for Python as well: 4,100 of them were measured to cost 8 ms


class _Waiting:
    """How long threads of this process were ready to run while others had the processor (proc(5), schedstat).

    One that is kept waiting while it holds Python's lock keeps the GUI thread waiting too.
    """

    def __init__(self) -> None:
        self._own = os.getpid()
        self._before = self._by_thread()

    def _by_thread(self) -> dict[int, int]:
        found = {}
        for task in Path("/proc/self/task").glob("*/schedstat"):
            with suppress(OSError):  # it ended meanwhile
                found[int(task.parent.name)] = int(task.read_bytes().split()[1])
        return found

    def begin(self) -> None:
        self._before = self._by_thread()

    def seconds(self) -> float:
        """Since `begin`: what the GUI thread has waited, and the other that has waited longest."""
        waited = {thread: now - self._before.get(thread, now) for thread, now in self._by_thread().items()}
        return (waited.pop(self._own, 0) + max(waited.values(), default=0)) / _NANOSECONDS


@dataclass
class Stall:
    """`worked_ms` is what the GUI thread itself has worked of the time; the rest it waited for somebody."""

    milliseconds: float
    event: str
    receiver: str
    worked_ms: float


@dataclass
class Watchdog:
    """Collects what took longer than `LONGEST_MS` while `watching`.

    Time that other processes took is not counted, nor what it costs to hear of events within events.
    """

    watching: bool = False
    stalls: list[Stall] = field(default_factory=list)
    longest_ms: float = 0.0

    def own(self) -> list[Stall]:
        """The stalls that the program made: it worked, or waited more than once for the same kind of thing.

        To wait once is what a busy machine does to anybody.
        """
        kinds = Counter((stall.event, stall.receiver) for stall in self.stalls)
        return [
            stall for stall in self.stalls
            if stall.worked_ms > LONGEST_MS / 2 or kinds[stall.event, stall.receiver] > 1
        ]  # fmt: skip


class WatchedApplication(QApplication):
    """Measures every event that the loop delivers; events within events count with the outermost."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.watchdog = Watchdog()
        self._waiting = _Waiting()
        self._depth = 0
        self._heard = 0
        self._hearing_s = self._cost_of_hearing()

    def _cost_of_hearing(self) -> float:
        """Seconds for each event within another, which has to find its way through Python only in a test."""
        target, event = QObject(), QEvent(QEvent.Type.User)
        self._depth = 1
        with_it = _fastest(lambda: QCoreApplication.sendEvent(target, event))
        self._depth = 0
        return _WRAPPED * max(0.0, with_it - _fastest(lambda: QApplication.notify(self, target, event)))

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if not self.watchdog.watching or self._depth:
            self._heard += 1
            return super().notify(receiver, event)
        kind, name = event.type(), f"{type(receiver).__name__} {receiver.objectName()}"
        self._depth += 1
        self._heard = 0
        self._waiting.begin()
        began, worked = time.perf_counter(), time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            worked = 1000 * (time.thread_time() - worked)
            took = time.perf_counter() - began - self._heard * self._hearing_s
            took = 1000 * (took if took * 1000 < LONGEST_MS else took - self._waiting.seconds())
            self._depth -= 1
            self.watchdog.longest_ms = max(self.watchdog.longest_ms, took)
            if took > LONGEST_MS:
                self.watchdog.stalls.append(Stall(took, _named(kind, event), name.strip(), worked))


@contextmanager
def watched() -> Iterator[Watchdog]:
    """Watches the loop of the one application there is."""
    application = QApplication.instance()
    assert isinstance(application, WatchedApplication)
    application.watchdog = Watchdog(watching=True)
    gc.freeze()  # as the program does when it begins: the process of the tests has far more to be looked through
    try:
        yield application.watchdog
    finally:
        application.watchdog.watching = False
        gc.unfreeze()


def comes_back(stalls_of_one_try: Callable[[], list[Stall]], tries: int = 3) -> list[Stall]:
    """What is left of the stalls when all is done again: the program's own come every time, a busy machine's do not."""
    for _ in range(tries):
        if not (stalls := stalls_of_one_try()):
            return []
    return stalls


def _fastest(call: Callable[[], object], rounds: int = 20, calls: int = 100) -> float:
    """Seconds for one call, undisturbed."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        for _ in range(calls):
            call()
        times.append((time.perf_counter() - began) / calls)
    return min(times)


def _named(kind: QEvent.Type, event: QEvent) -> str:
    if isinstance(event, QShortcutEvent):
        return f"{kind.name} {event.key().toString()}"
    return f"{kind.name} {Qt.Key(event.key()).name}" if isinstance(event, QKeyEvent) else kind.name
