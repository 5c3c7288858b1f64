"""The one way to run work off the GUI thread: in lanes, with progress and cancel, answered in the GUI thread."""

import sys
from collections.abc import Callable
from enum import Enum
from functools import partial
from threading import Lock
from typing import Generic, TypeVar, cast

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject, QRunnable, QThreadPool, Signal, Slot
from typing_extensions import override

from aspara_desk.domain.errors import DeskError

T = TypeVar("T")
_TELL_EVERY_MS = 40  # progress: as often as an eye can follow
# Python's own 5 ms are waited for at every call into Qt while another thread works, and a key takes many such calls.
_TURN_S = 0.0001


class Lane(Enum):
    """Work in one lane is done one after another, in the order in which it was asked for."""

    DOOR = "door"
    DESK = "desk"
    LOOK = "look"
    LIST = "list"
    PAPER = "paper"
    LONG = "long"


class Cancelled(Exception):
    """The person in front of the window no longer wants what is being done."""


class Progress:
    """Handed to long work: called with how much is done, it tells the window, and raises Cancelled where it was asked.

    Worker and window share it; each field is written by one of them.
    """

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._since_told = QElapsedTimer()
        self._total = 0
        self._cancelled = False

    def expect(self, total: int) -> None:
        """How much there is to do; 0 where nobody knows."""
        self._total = total
        self._tell(0, total)

    def __call__(self, done: int) -> None:
        if self._cancelled:
            raise Cancelled
        if not self._since_told.isValid() or self._since_told.elapsed() >= _TELL_EVERY_MS or done == self._total:
            self._since_told.start()
            self._tell(done, self._total)

    def cancel(self) -> None:
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        return self._cancelled


class Task(QObject):
    """Work that was asked for. Its signals come in the GUI thread; none comes once it was dropped."""

    began = Signal()
    """It was its turn in its lane."""
    progressed = Signal(int, int)
    """How much is done, of how much (0: nobody knows)."""
    ended = Signal()
    """After the answer, whatever it was, a fault of the program included."""
    _finished = Signal(object, object)
    _told = Signal(int, int)

    def __init__(self, owner: QObject, lane: Lane, *, may_be_cancelled: bool) -> None:
        super().__init__()
        self.lane = lane
        self._owner = owner
        self._may_be_cancelled = may_be_cancelled
        self._dropped = False
        self._begun = False
        self._turn = Lock()  # whether it begins or is cancelled before: a worker and the window settle it here
        self.progress = Progress(self._told.emit)
        self._told.connect(self._on_told)

    @Slot(int, int)
    def _on_told(self, done: int, total: int) -> None:
        """In the GUI thread, where it is known whether anybody still waits."""
        if self.wanted:
            self.progressed.emit(done, total)

    def cancel(self) -> None:
        """Asks the work to stop where it can; what it has confirmed stays. What still waits is cancelled at once."""
        with self._turn:
            waited = self._may_be_cancelled and not self._begun and not self.progress.cancelled
            self.progress.cancel()
        if waited:
            self._finished.emit(None, Cancelled())

    @property
    def begun(self) -> bool:
        return self._begun

    def begin(self) -> bool:
        """It is its turn; False: it was cancelled while it waited, and that is told already. Called by a worker."""
        with self._turn:
            self._begun = not (self._may_be_cancelled and self.progress.cancelled)
        if self._begun and self.wanted:
            self.began.emit()
        return self._begun

    def drop(self) -> None:
        """Nobody waits for the answer any more. Work that has not begun is left out."""
        self._dropped = True

    @property
    def wanted(self) -> bool:
        return not self._dropped and shiboken6.isValid(self._owner)


class _Job(QRunnable, Generic[T]):
    def __init__(self, task: Task, work: Callable[[Progress], T], *, may_be_left_out: bool) -> None:
        super().__init__()
        self._task = task
        self._work = work
        self._may_be_left_out = may_be_left_out

    @override
    def run(self) -> None:
        if not self._task.begin():
            return
        outcome: T | None = None
        fault: BaseException | None = None
        if self._task.wanted or not self._may_be_left_out:
            try:
                outcome = self._work(self._task.progress)
            except BaseException as error:  # noqa: BLE001 - it is raised, or told, in the GUI thread
                fault = error
        self._task._finished.emit(outcome, fault)  # noqa: SLF001 - two halves of one thing


class Tasks(QObject):
    """All work of one window. It lives in the GUI thread."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_S)
        self._pools = {lane: self._pool() for lane in Lane}
        self._running: dict[Task, Callable[[object, BaseException | None], None]] = {}

    def _pool(self) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)
        pool.setExpiryTimeout(-1)
        return pool

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def is_taken(self, lane: Lane) -> bool:
        """Whether what is asked for in a lane now has to wait for its turn."""
        return any(task.lane is lane for task in self._running)

    def run(
        self,
        owner: QObject,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
        *,
        may_be_left_out: bool = False,
    ) -> Task:
        """Runs `work` in a thread and calls `done` with what it returns, or `failed` with what stood in its way.

        Both are called in the GUI thread, and neither once `owner` is gone. `may_be_left_out`: a question that
        nobody waits for any more need not be asked; an act is always carried out. What is no DeskError is a fault
        of the program and is raised in the GUI thread.
        """
        return self._start(owner, lane, lambda _progress: work(), done, failed, None, may_be_left_out=may_be_left_out)

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
        cancelled: Callable[[], None],
        *,
        lane: Lane = Lane.LONG,
    ) -> Task:
        """The same for long work: it is handed its Progress, and ends with `cancelled` where it was asked to."""
        return self._start(owner, lane, work, done, failed, cancelled, may_be_left_out=False)

    def _start(
        self,
        owner: QObject,
        lane: Lane,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
        cancelled: Callable[[], None] | None,
        *,
        may_be_left_out: bool,
    ) -> Task:
        task = Task(owner, lane, may_be_cancelled=cancelled is not None)
        task.setParent(self)

        def answer(outcome: object, fault: BaseException | None) -> None:
            if isinstance(fault, DeskError):
                failed(fault)
            elif isinstance(fault, Cancelled) and cancelled is not None:
                cancelled()
            elif fault is not None:
                raise fault
            else:
                done(cast("T", outcome))

        self._running[task] = answer
        task._finished.connect(self._on_finished)  # noqa: SLF001 - two halves of one thing
        self._pools[lane].start(_Job(task, work, may_be_left_out=may_be_left_out))
        return task

    @Slot(object, object)
    def _on_finished(self, outcome: object, fault: BaseException | None) -> None:
        task = self.sender()
        assert isinstance(task, Task)
        answer = self._running.pop(task)
        wanted = task.wanted
        task.deleteLater()
        try:
            if wanted:
                answer(outcome, fault)
            elif fault is not None and not isinstance(fault, (DeskError, Cancelled)):
                raise fault
        finally:
            if wanted:
                task.ended.emit()
            if not self._running:
                self.idle.emit()

    def finish(self) -> None:
        """Cancels long work, lets what was asked for be carried out, and gives no answer any more."""
        for task in reversed(tuple(self._running)):  # newest first: what waits must not begin as its forerunner stops
            task.drop()
            task.cancel()
        for pool in self._pools.values():
            pool.waitForDone()


class Latest:
    """Questions of which only the newest answer counts, such as a search as one types. Late answers are dropped."""

    def __init__(self, tasks: Tasks, owner: QObject, lane: Lane = Lane.LOOK) -> None:
        self._tasks = tasks
        self._owner = owner
        self._lane = lane
        self._task: Task | None = None

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[DeskError], None]) -> None:
        self.forget()
        self._task = task = self._tasks.run(self._owner, self._lane, work, done, failed, may_be_left_out=True)
        task.ended.connect(partial(self._on_ended, task))

    def _on_ended(self, task: Task) -> None:
        if task is self._task:  # its answer may have asked again
            self._task = None

    def forget(self) -> None:
        """What was asked last is no longer wanted."""
        if self._task is not None:
            self._task.drop()
            self._task = None
