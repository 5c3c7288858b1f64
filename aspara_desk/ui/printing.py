"""Printing and saving tickets, for the whole window."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from aspara_desk import bootstrap
from aspara_desk.box_office.printing import print_tickets
from aspara_desk.domain.errors import DeskError
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring
from aspara_desk.tickets.layouts import DEFAULT, SHEETS
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.paper import Page, Pages, make_pages, page_picture
from aspara_desk.ui.printers import Printers, PrintJob, set_paper
from aspara_desk.ui.tasks import Lane, Progress, Task

FEW = 20
"""Tickets that are printed without a bar: it would be gone before it was read."""

_PART = 100  # tickets of a batch in one job of the printer: what it holds back at most, and what a cancel loses
_NO_PRINTER = mark("No printer is set up on this computer. Save the tickets as a PDF with Ctrl+S.")
_GONE = mark(
    "The printer {printer} is no longer there. Choose another one with Shift+Ctrl+P, or save a PDF with Ctrl+S."
)
_NOT_TAKEN = mark(
    "The printer did not take the tickets. See whether it is on and has paper, then print again with Ctrl+P."
)
_NOT_CHOSEN = mark("Nothing was printed.")
_PRINTED = mark_plural("{count} ticket was sent to the printer.", "{count} tickets were sent to the printer.")
_STOPPED = mark("Printing was stopped: {done} of {total} tickets were sent to the printer.")
_SAVED = mark("Saved as {file}")
_STILL_SAVING = mark("Other tickets are still being saved. Wait until they are, or stop it.")
_NOT_SAVED = mark("Saving was stopped. No file was written.")
_SAVE_AS = mark("Save tickets")


class _Batch:
    """Tickets that are printed one after another on one printer, some at a time."""

    def __init__(self, numbers: Sequence[str], job: PrintJob) -> None:
        self.numbers = tuple(dict.fromkeys(numbers))
        self.job = job
        self.done = 0  # tickets that the printer has taken
        self.pages: Pages | None = None  # of those it is at
        self.page = 0  # the one that is painted

    @property
    def total(self) -> int:
        return len(self.numbers)

    @property
    def part(self) -> tuple[str, ...]:
        return self.numbers[self.done : self.done + _PART]

    @property
    def so_far(self) -> int:
        """Tickets that are painted, the ones of a page as it is finished."""
        if self.pages is None:
            return self.done
        return self.done + len(self.part) * self.page // self.pages.count


class Printing(QObject):
    """Prints on the printer that was chosen once for the session, and saves PDFs. It lives in the GUI thread.

    Files, fonts and pages are made in a worker; the pages are painted here, a strip at every turn of the event loop.
    """

    told = Signal(str, str)
    """What came of it, for a banner: its kind (`ok`, `info`, `error`) and the words."""
    progressed = Signal(int, int)
    """Tickets done, of how many; only for more than `FEW`."""
    ended = Signal()
    """What was asked for is over, whatever came of it."""

    def __init__(self, context: Context, parent: QObject | None = None, *, printers: Printers | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._printers = printers or Printers()
        self._layout = DEFAULT
        self._job: PrintJob | None = None
        self._waiting: deque[_Batch] = deque()
        self._batch: _Batch | None = None
        self._next: Page | None = None
        self._begun: list[PrintJob] = []  # the job of the batch, to be given up also when this one is destroyed
        self._saving: Task | None = None
        self._folder: Path | None = None
        self.words: Callable[[Translator], str] = lambda _t: ""
        """What was told last, in any language."""
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)
        self.destroyed.connect(partial(_abort_all, self._begun))

    @property
    def busy(self) -> bool:
        return self._batch is not None or self._saving is not None

    # --- printing ---

    def print_numbers(self, owner: QObject, numbers: Sequence[str], *, choose: bool = False) -> None:
        """Prints these tickets. With `choose`, and for the first time, the system's dialog asks where."""
        if not numbers:
            return
        job = self._ready_job(owner, choose=choose)
        if job is None:
            return
        self._waiting.append(_Batch(numbers, job))
        if self._batch is None:
            self._begin_batch()

    def cancel(self) -> None:
        """Stops what is being printed or saved. What the printer has taken, it prints."""
        self._waiting.clear()
        if self._saving is not None:
            self._saving.cancel()
        if self._batch is not None:
            batch = self._batch
            self._give_up()
            self._tell("info", _STOPPED, done=batch.done, total=batch.total)
            self.ended.emit()

    def _ready_job(self, owner: QObject, *, choose: bool) -> PrintJob | None:
        names = self._printers.names()  # asked of the system each time, which may take a while: once is enough
        if not names:
            self._job = None
            self._tell("error", _NO_PRINTER)
            return None
        if self._job is not None and not choose:
            return self._job if self._is_there(self._job, names) else None
        job = self._chosen_job(owner)
        return job if job is not None and self._is_there(job, self._printers.names()) else None

    def _is_there(self, job: PrintJob, names: Sequence[str]) -> bool:
        """Whether its printer is one of these; it may have gone while a dialog stood or other tickets were printed."""
        name = job.printer.printerName()
        if not name or name in names:  # one that writes a file has no name
            return True
        self._job = None
        self._tell("error", _GONE, printer=name)
        return False

    def _chosen_job(self, owner: QObject) -> PrintJob | None:
        printer = self._printers.printer(self._context.preferences.printer)
        set_paper(printer, SHEETS[self._layout])
        if not self._printers.choose(printer, owner if isinstance(owner, QWidget) else None):
            self._tell("info", _NOT_CHOSEN)
            return None
        self._context.preferences.printer = printer.printerName()
        self._job = PrintJob(printer, SHEETS[self._layout])
        return self._job

    def _begin_batch(self) -> None:
        self._batch = self._waiting.popleft()
        self._begun.append(self._batch.job)
        self._tell_progress()
        self._begin_part(self._batch)

    def _begin_part(self, batch: _Batch) -> None:
        context = self._context
        press = partial(bootstrap.press, context.language.key, self._layout)
        work = partial(make_pages, context.here, context.keyring, press, batch.part)
        failed = partial(self._on_failed, batch)
        context.act(self, work, partial(self._on_pages, batch), failed, changes=Change.SALES, lane=Lane.PAPER)

    def _on_pages(self, batch: _Batch, pages: Pages) -> None:
        if batch is not self._batch:
            return
        batch.pages, batch.page = pages, 0
        if batch.job.begin(batch.part[0]):
            self._fetch_page(batch, pages)
        else:
            self._fail()

    def _fetch_page(self, batch: _Batch, pages: Pages) -> None:
        """The page after the one that is painted."""
        work = partial(page_picture, pages, batch.page + 1, batch.job.dpi)
        done, failed = partial(self._on_page, batch), partial(self._on_failed, batch)
        self._context.ask(self, work, done, failed, Lane.PAPER)

    def _on_page(self, batch: _Batch, page: Page) -> None:
        if batch is self._batch:
            self._next = page
            self._begin_page(batch)

    def _begin_page(self, batch: _Batch) -> None:
        """Begins to paint the page that is there, unless another one is being painted; the one after it is fetched."""
        if self._next is None or self._turn.isActive() or batch.pages is None:
            return
        page, self._next = self._next, None
        if not batch.job.begin_page(page):
            self._fail()
            return
        batch.page += 1
        if batch.page < batch.pages.count:
            self._fetch_page(batch, batch.pages)
        self._turn.start()

    @Slot()
    def _on_turn(self) -> None:
        batch = self._batch
        assert batch is not None
        assert batch.pages is not None
        if batch.job.paint_band():
            return
        self._turn.stop()
        self._tell_progress()
        if batch.page < batch.pages.count:
            self._begin_page(batch)
        else:
            self._end_part(batch)

    def _end_part(self, batch: _Batch) -> None:
        if not batch.job.end():
            self._fail()
            return
        batch.done, batch.pages = batch.done + len(batch.part), None
        if batch.done < batch.total:
            self._begin_part(batch)
            return
        self._give_up()
        total = batch.total
        self._tell_by("ok", lambda t: t.plural(*_PRINTED, total))
        self._go_on()

    def _on_failed(self, batch: _Batch, error: DeskError) -> None:
        if batch is self._batch:
            self._give_up()
            self._tell_error(error)
            self._go_on()

    def _fail(self) -> None:
        self._give_up()
        self._waiting.clear()
        self._tell("error", _NOT_TAKEN)
        self._go_on()

    def _give_up(self) -> None:
        self._turn.stop()
        self._batch = None
        self._next = None
        _abort_all(self._begun)

    def _go_on(self) -> None:
        self.ended.emit()
        if self._waiting and self._batch is None:
            if self._is_there(self._waiting[0].job, self._printers.names()):
                self._begin_batch()
            else:
                self._waiting.clear()

    def _tell_progress(self) -> None:
        if self._batch is not None and self._batch.total > FEW:
            self.progressed.emit(self._batch.so_far, self._batch.total)

    # --- saving ---

    def save_numbers(self, owner: QObject, numbers: Sequence[str], *, name: str = "") -> None:
        """Saves these tickets as one PDF that the system's dialog asks for; it proposes `name`, such as an order's."""
        if not numbers:
            return
        if self._saving is not None:
            self._tell("info", _STILL_SAVING)
            return
        wanted = tuple(dict.fromkeys(numbers))
        parent = owner if isinstance(owner, QWidget) else None
        t, chosen = self._context.t, partial(self._save, wanted)
        self._printers.choose_file(parent, t, t(_SAVE_AS), chosen, f"{name or _name(wanted)}.pdf", self._folder)

    def _save(self, wanted: Sequence[str], file: Path) -> None:
        self._folder = file.parent
        context = self._context
        work = partial(_save, context.here, context.keyring, context.language.key, self._layout, wanted, file)
        done = partial(self._on_saved, file)
        self._saving = context.act_long(
            self, work, done, self._on_not_saved, self._on_save_stopped, changes=Change.SALES, lane=Lane.PAPER
        )
        if len(wanted) > FEW:
            self._saving.progressed.connect(self.progressed)

    def _on_saved(self, file: Path, _count: int) -> None:
        self._saving = None
        self._tell("ok", _SAVED, file=file)
        self.ended.emit()

    def _on_not_saved(self, error: DeskError) -> None:
        self._saving = None
        self._tell_error(error)
        self.ended.emit()

    def _on_save_stopped(self) -> None:
        self._saving = None
        self._tell("info", _NOT_SAVED)
        self.ended.emit()

    # --- words ---

    def _tell(self, kind: str, message: str, **facts: object) -> None:
        self._tell_by(kind, lambda t: t(message, **facts))

    def _tell_error(self, error: DeskError) -> None:
        self._tell_by("error", lambda t: sentence(error.problem, t))

    def _tell_by(self, kind: str, words: Callable[[Translator], str]) -> None:
        self.words = words
        self.told.emit(kind, words(self._context.t))


def _abort_all(jobs: list[PrintJob], _destroyed: QObject | None = None) -> None:
    while jobs:
        jobs.pop().abort()


def _save(
    here: Workplace, keyring: Keyring, language: str, layout: str, numbers: Sequence[str], file: Path,
    progress: Progress,
) -> int:  # fmt: skip
    progress.expect(len(numbers))
    return print_tickets(here, keyring, bootstrap.press(language, layout, progress), numbers, file)


def _name(numbers: Sequence[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
