"""Reads the list of guests off the event loop: first who is on it, then the lines that are painted."""

from collections.abc import Sequence
from functools import partial
from itertools import chain

from PySide6.QtCore import QObject, Signal, Slot

from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.guests import EVERYBODY, GuestFilter
from aspara_desk.guests.listing import guest_ids, page
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guest_lists import ID_BYTES, GuestLine
from aspara_desk.ui.context import Context
from aspara_desk.ui.models.guests import GuestsModel, Missed
from aspara_desk.ui.tasks import Lane, Progress, Task


class Pages(QObject):
    """Reads the pages that a model misses, one question at a time: while somebody scrolls, most are never asked."""

    failed = Signal(object)
    """The DeskError: rows stay empty, and are read when they are painted again."""

    def __init__(self, context: Context, model: GuestsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._asking = False
        model.missed.connect(self._on_missed)

    @Slot()
    def _on_missed(self) -> None:
        if not self._asking:
            self._ask()

    def _ask(self) -> None:
        wanted = self._model.take_missed()
        if wanted:
            self._asking = True
            ids = tuple(chain.from_iterable(one.ids for one in wanted))
            self._context.ask(
                self, partial(page, self._context.here, ids), partial(self._on_lines, wanted), self._on_failed
            )

    def _on_lines(self, wanted: Sequence[Missed], lines: Sequence[GuestLine]) -> None:
        self._asking = False
        for one in wanted:
            self._model.show_page(one, lines)
        self._ask()

    def _on_failed(self, error: DeskError) -> None:
        self._asking = False
        self.failed.emit(error)


class Book(QObject):
    """Keeps a model at the guests that a filter wants. The first of them are shown while the others are read."""

    grown = Signal()
    """There are more rows."""
    finished = Signal()
    """The list is complete."""
    failed = Signal(object)
    """The DeskError: what is shown stays."""

    def __init__(self, context: Context, model: GuestsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._wanted = EVERYBODY
        self._task: Task | None = None
        self._parts: list[bytes] = []  # a worker appends, and the event loop takes
        self._anew = True  # the rows that are shown, if any, are of another choice
        self._growing = False
        self.complete = False

    @property
    def wanted(self) -> GuestFilter:
        return self._wanted

    def show(self, wanted: GuestFilter) -> None:
        """Another choice of guests: the list begins anew, and grows as it is read."""
        self._wanted = wanted
        self._anew = True
        self.look()

    def look(self) -> None:
        """Reads the list again. What is shown stays until all of it is read."""
        self._anew = self._anew or not self.complete
        self._growing = False
        self.complete = False
        if self._task is not None:
            self._task.cancel()
            self._task.drop()
        self._parts = []
        work = partial(_read, self._context.here, self._wanted, self._parts)
        task = self._context.tasks.run_long(self, work, self._on_read, self._on_failed, self._on_left, lane=Lane.LIST)
        if self._anew:
            task.progressed.connect(self._on_progressed)
        self._task = task

    @Slot(int, int)
    def _on_progressed(self, _done: int, _total: int) -> None:
        while self._parts:
            self._take(self._parts.pop(0))

    def _take(self, part: bytes) -> None:
        if self._growing:
            self._model.add_ids(part)
        else:
            self._growing = True
            self._model.show_ids(part)
        self.grown.emit()

    def _on_read(self, packed: bytes) -> None:
        self._task = None
        if self._growing:
            self._on_progressed(0, 0)
        else:
            self._model.show_ids(packed)
        self._anew, self._growing, self.complete = False, False, True
        self._parts = []
        self.finished.emit()

    def _on_failed(self, error: DeskError) -> None:
        self._task = None
        self.failed.emit(error)

    def _on_left(self) -> None:
        """The window is being closed."""
        self._task = None


def _read(here: Workplace, wanted: GuestFilter, parts: list[bytes], progress: Progress) -> bytes:
    read = 0

    def on_part(part: bytes) -> None:
        nonlocal read
        parts.append(part)
        read += len(part)
        progress(read // ID_BYTES)

    return guest_ids(here, on_part, wanted)
