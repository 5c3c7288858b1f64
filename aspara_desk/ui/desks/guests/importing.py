"""Imports a guest list: looks it through, says what would come of it, and then does it; all off the event loop."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from aspara_desk.domain.errors import DeskError, Problem
from aspara_desk.guests.importing import ImportReport, import_file
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.staff.workplace import Workplace
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.guests import import_words as words
from aspara_desk.ui.desks.guests.work_panel import WorkPanel
from aspara_desk.ui.tasks import Progress, Task

_CHOOSE = mark("Import a guest list")
_FILTER = mark("Guest lists (*.csv *.txt *.tsv *.xlsx);;All files (*)")
_LOOKING = mark("Looking through the list")
_IMPORTING = mark("Importing guests")
_NOT_IMPORTED = mark("{file} cannot be imported")
_ANOTHER = mark("Another file…")
_TICKETS = mark("Tickets for these guests…")
_PROBLEMS = mark("What is wrong with the list")


class ImportPanel(WorkPanel):
    """One list at a time. Importing it again is harmless, so what was stopped is finished by doing it once more."""

    tickets_wished = Signal(object)
    """The packed ids of the guests on the list that was imported."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._file: Path | None = None
        self._plan: ImportReport | None = None
        self._report: ImportReport | None = None
        self._fault: DeskError | None = None
        self._task: Task | None = None
        self._was_stopped = False
        self.primary.clicked.connect(self._on_primary)
        self.secondary.clicked.connect(self._on_secondary)
        self.cancelled.connect(self._on_cancelled)

    # --- a file ---

    def choose(self) -> None:
        """The system's dialog for a file; while one is being imported, that is shown instead."""
        if self.is_running:
            self.progress.setFocus()
            return
        t = self._context.t
        folder = str(self._file.parent) if self._file is not None else _documents()
        dialog = QFileDialog(self, t(_CHOOSE), folder, t(_FILTER))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    @Slot(str)
    def _on_file_selected(self, path: str) -> None:
        self.look_through(Path(path))

    def look_through(self, file: Path) -> None:
        """Reads all of a list and writes nothing."""
        self._file = file
        self._plan = self._report = self._fault = None
        self._was_stopped = False
        self._start(_LOOKING, 0, dry_run=True)

    def _start(self, what: str, total: int, *, dry_run: bool) -> None:
        assert self._file is not None
        context = self._context
        self.run(self._file.name, context.t(what), total)
        work = partial(_import, context.here, self._file, context.t, total, dry_run=dry_run)
        done = self._on_looked_through if dry_run else self._on_imported
        stopped = self._on_look_stopped if dry_run else self._on_stopped
        self._task = context.tasks.run_long(self, work, done, self._on_failed, stopped)
        self._task.progressed.connect(self.progress.show_done)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # --- what comes of it ---

    def _on_looked_through(self, report: ImportReport) -> None:
        self._task = None
        self._plan = report
        self._show()

    def _on_imported(self, report: ImportReport) -> None:
        self._task = None
        self._plan, self._report = None, report
        self._show()
        self._context.changed.emit(Change.GUESTS)

    def _on_look_stopped(self) -> None:
        self._task = None
        self.progress.finish()
        self.put_away()

    def _on_stopped(self) -> None:
        self._task = None
        self._was_stopped = True
        self._show()
        self._context.changed.emit(Change.GUESTS)

    def _on_failed(self, error: DeskError) -> None:
        wrote = self._plan is not None
        self._task = None
        self._plan, self._fault = None, error
        self._show()
        if wrote:
            self._context.changed.emit(Change.GUESTS)

    def _show(self) -> None:
        self._say_all(self._context.t)
        self.take_focus()

    def set_words(self, t: Translator) -> None:
        super().set_words(t)
        self.set_problems_name(t(_PROBLEMS))
        if not self.is_running:
            self._say_all(t)

    def _say_all(self, t: Translator) -> None:
        """What is to be told now, if anything."""
        if self._was_stopped:
            self.tell(*words.stopped(t))
            self.offer(self.primary, t(words.AGAIN))
        elif self._report is not None:
            self.tell(*words.outcome(self._report, t), words.problem_lines(self._report.problems, t))
            if self._report.packed_ids:
                self.offer(self.secondary, t(_TICKETS))
        elif self._plan is not None:
            self._say_plan(self._plan, t)
        elif self._fault is not None and self._file is not None:
            problem = Problem(self._fault.kind, self._fault.facts, self._fault.place)
            self.tell("error", t(_NOT_IMPORTED, file=self._file.name), sentence(problem, t))
            self.offer(self.secondary, t(_ANOTHER))

    def _say_plan(self, plan: ImportReport, t: Translator) -> None:
        self.tell("plan", words.heading(plan), words.counts(plan, t), words.problem_lines(plan.problems, t))
        proposal = words.proposal(plan, t)
        if proposal is not None:
            self.offer(self.primary, proposal)
        self.offer(self.secondary, t(_ANOTHER))

    def put_away(self) -> None:
        if self.tells:
            self._plan = self._report = self._fault = None
            self._was_stopped = False
        super().put_away()

    # --- what is wished ---

    @Slot()
    def _on_primary(self) -> None:
        if self._was_stopped and self._file is not None:
            self.look_through(self._file)
        elif self._plan is not None:
            self._start(_IMPORTING, self._plan.rows, dry_run=False)

    @Slot()
    def _on_secondary(self) -> None:
        if self._report is not None:
            packed = self._report.packed_ids
            self.put_away()
            self.tickets_wished.emit(packed)
        else:
            self.choose()


def _import(
    here: Workplace, file: Path, t: Translator, total: int, progress: Progress, *, dry_run: bool
) -> ImportReport:
    progress.expect(total)
    return import_file(here, file, explain=lambda problem: sentence(problem, t), dry_run=dry_run, progress=progress)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
