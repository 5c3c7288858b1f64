"""The whole program in a test: its window, by a clock that stands; and detectors for what it may leave behind."""

import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    Qt,
    QThread,
    QThreadPool,
    QTimer,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk.bootstrap import Settings
from aspara_desk.ui.context import Context
from aspara_desk.ui.frame import Frame
from aspara_desk.ui.program import Program
from tests.ui.typing import NO_MODIFIER, press, type_text

PATIENCE_MS = 20_000
Seen = TypeVar("Seen", bound=QWidget)
_PROC = Path("/proc")
_MOST_ROWS = 100
_POOLED = "Thread (pooled)"


@contextmanager
def started_program(qapp: QApplication, settings: Settings) -> Iterator[Program]:
    """The program with its window shown and nothing opened yet; everything of it is gone afterwards."""
    program = Program(qapp, settings, language_chosen=True)
    try:
        program.window.show()
        yield program
    finally:
        close(program)


@contextmanager
def opened_program(qapp: QApplication, qtbot: QtBot, settings: Settings) -> Iterator[Program]:
    """The program with its first room shown."""
    with started_program(qapp, settings) as program:
        with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
            program.open()
        yield program


def close(program: Program) -> None:
    program.window.close()
    program.finish()
    program.deleteLater()
    gc.unfreeze()  # the program has set aside what was there when it began
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(qtbot: QtBot, program: Program) -> None:
    """Waits until all that was asked for is done, answered and painted."""
    while program.tasks.busy:
        with qtbot.waitSignal(program.tasks.idle, timeout=PATIENCE_MS):
            pass
    QCoreApplication.processEvents()


@dataclass
class Hands:
    """Somebody who works with the program by keys alone, and sees what is on the screen."""

    program: Program
    qtbot: QtBot

    @property
    def window(self) -> QWidget:
        return self.program.window

    @property
    def frame(self) -> Frame:
        assert self.program.window.frame is not None
        return self.program.window.frame

    @property
    def context(self) -> Context:
        assert self.program.context is not None
        return self.program.context

    def press(self, *keys: Qt.Key | str, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """One key after the other, and then what they cause is waited for. `F5` is a key, `5` is what one types."""
        for key in keys:
            known = isinstance(key, str) and len(key) > 1
            press(self.window, Qt.Key[f"Key_{key}"] if known else key, modifiers)
        self.settle()

    def write(self, text: str, layout: str = "us") -> None:
        type_text(self.window, text, layout)
        self.settle()

    def settle(self) -> None:
        settle(self.qtbot, self.program)

    def sees(self, kind: type[Seen]) -> Seen:
        """The one thing of this kind that is on the screen."""
        [seen] = [one for one in self.window.findChildren(kind) if one.isVisible()]
        return seen

    def texts(self) -> set[str]:
        """Every word that the window holds, in sight or not, spoken or shown, and of whatever its lists show."""
        found = {self.window.windowTitle()}
        for one in self.window.findChildren(QWidget):
            found |= {one.accessibleName(), one.accessibleDescription(), one.toolTip()}
            found |= {str(one.property(name) or "") for name in ("text", "placeholderText", "plainText")}
            if isinstance(one, QAbstractItemView) and one.model() is not None:
                found |= _cells(one.model())
        return found


def where(widget: QWidget) -> str:
    """Of what kind it is, and those around it."""
    path = []
    one: QWidget | None = widget
    while one is not None:
        path.append(type(one).__name__)
        one = one.parentWidget()
    return " < ".join(path[:6])


def _cells(model: QAbstractItemModel) -> set[str]:
    rows = min(model.rowCount(), _MOST_ROWS)
    columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return {
        str(model.index(row, column).data(role)) for row in range(rows) for column in range(columns) for role in roles
    }


@dataclass(frozen=True)
class Traces:
    """What of this process can be seen from outside it, by kind; `left_since` tells what has come since."""

    windows: frozenset[str]
    threads: frozenset[str]
    timers: frozenset[str]
    processes: frozenset[str]
    opened: frozenset[str]
    files: frozenset[str]

    def left_since(self, before: "Traces") -> dict[str, set[str]]:
        kinds = self.__dataclass_fields__
        left = {kind: set(getattr(self, kind) - getattr(before, kind)) for kind in kinds}
        return {kind: names for kind, names in left.items() if names}


def traces(*folders: Path) -> Traces:
    """`folders` are those in which files, and files held open, count: the program's data, temporary files."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()  # what is set aside would not be found
    return Traces(_windows(), _threads(), _timers(), _processes(), _opened(folders), _files(folders))


def _windows() -> frozenset[str]:
    """Shown or not: a hidden window that nobody deleted is one left behind as well."""
    return frozenset(f"{type(one).__name__} {one.objectName()} {id(one):x}" for one in QApplication.topLevelWidgets())


def _threads() -> frozenset[str]:
    """Python's, Qt's pools, and whatever the system runs for this process, by the names that they have there.

    Threads of pools count by their pools: Qt has one of its own for large pictures, whose threads end by themselves.
    """
    own = {f"{one.name} {one.ident}" for one in threading.enumerate()}
    running = {f"{type(one).__name__} {id(one):x}" for one in _qobjects(QThread) if one.isRunning()}
    running |= {f"QThreadPool {id(one):x}" for one in _qobjects(QThreadPool)}
    system = set()
    for task in (_PROC / "self/task").glob("*"):
        with suppress(OSError):  # it ended meanwhile
            if (name := (task / "comm").read_text().strip()) != _POOLED:
                system.add(f"{name} {task.name}")
    return frozenset(own | running | system)


def _timers() -> frozenset[str]:
    """A timer that counts outlives its test only if somebody has forgotten it."""
    return frozenset(
        f"QTimer of {type(one.parent()).__name__} {id(one):x}" for one in _qobjects(QTimer) if one.isActive()
    )


def _qobjects(kind: type) -> list:
    found = [one for one in gc.get_objects() if isinstance(one, kind) and shiboken6.isValid(one)]
    return found + [one for one in QCoreApplication.instance().findChildren(kind) if one not in found]


def _processes() -> frozenset[str]:
    """Children that were not waited for."""
    found = set()
    for process in _PROC.glob("[0-9]*"):
        with suppress(OSError):
            status = (process / "stat").read_text()
            name, facts = status[status.index("(") + 1 : status.rindex(")")], status[status.rindex(")") + 2 :].split()
            if int(facts[1]) == os.getpid():
                found.add(f"{name} {process.name}")
    return frozenset(found)


def _opened(folders: tuple[Path, ...]) -> frozenset[str]:
    """A connection that was not closed holds the store's file open."""
    found = set()
    for link in (_PROC / "self/fd").glob("*"):
        with suppress(OSError):
            target = str(link.readlink())
            if target.startswith(tuple(f"{folder}/" for folder in folders)):
                found.add(f"{target} {link.name}")
    return frozenset(found)


def _files(folders: tuple[Path, ...]) -> frozenset[str]:
    return frozenset(str(file) for folder in folders for file in folder.rglob("*") if file.is_file())
