"""A watchdog over Qt's event loop: which events held it up, and for how long."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

LONGEST_MS = 50
_NANOSECONDS = 1_000_000_000


class _Waiting:
    """How long this thread was ready to run while other processes had the processor (proc(5), schedstat)."""

    def __init__(self) -> None:
        path = Path("/proc/thread-self/schedstat")
        self._file = os.open(path, os.O_RDONLY) if path.exists() else None

    def seconds(self) -> float:
        return 0.0 if self._file is None else int(os.pread(self._file, 100, 0).split()[1]) / _NANOSECONDS


@dataclass
class Stall:
    milliseconds: float
    event: str
    receiver: str


@dataclass
class Watchdog:
    """Collects what took longer than `LONGEST_MS` while `watching`. Time that other processes took is not counted."""

    watching: bool = False
    stalls: list[Stall] = field(default_factory=list)
    longest_ms: float = 0.0


class WatchedApplication(QApplication):
    """Measures every event that the loop delivers; events within events count with the outermost."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.watchdog = Watchdog()
        self._waiting = _Waiting()
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if not self.watchdog.watching or self._depth:
            return super().notify(receiver, event)
        kind, name = event.type(), f"{type(receiver).__name__} {receiver.objectName()}"
        self._depth += 1
        waited, began = self._waiting.seconds(), time.perf_counter()
        try:
            return super().notify(receiver, event)
        finally:
            took = 1000 * (time.perf_counter() - began - (self._waiting.seconds() - waited))
            self._depth -= 1
            self.watchdog.longest_ms = max(self.watchdog.longest_ms, took)
            if took > LONGEST_MS:
                self.watchdog.stalls.append(Stall(took, kind.name, name.strip()))
