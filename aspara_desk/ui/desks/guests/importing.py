"""Imports a guest list: looks it through, says what would come of it, and then does it; all off the event loop."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from aspara_desk.domain.errors import BadInput, DeskError
from aspara_desk.guests.importing import ImportReport, import_file
from aspara_desk.guests.reading import Column, gives_names, look_at_columns
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.staff.workplace import Workplace
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.guests import import_words as words
from aspara_desk.ui.desks.guests.column_words import all_recognised, instruction
from aspara_desk.ui.desks.guests.columns import ColumnChoices
from aspara_desk.ui.desks.guests.work_panel import WorkPanel
from aspara_desk.ui.file_dialogs import ask_for_file
from aspara_desk.ui.tasks import Lane, Progress, Task

_CHOOSE = mark("Import a guest list")
_FILTER = mark("Guest lists (*.csv *.txt *.tsv *.xlsx);;All files (*)")
_LOOKING = mark("Looking through the list")
_IMPORTING = mark("Importing guests")
_NOT_IMPORTED = mark("{file} cannot be imported")
_ANOTHER = mark("Another file…")
_COLUMNS, _LOOK = mark("Columns…"), mark("Look through the list")
_TICKETS = mark("Tickets for these guests…")
_PROBLEMS = mark("What is wrong with the list")


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a list is to be read. `columns` is None where it is as their titles say."""

    columns: tuple[Column, ...] | None = None
    headless: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """A list that was looked through. `report` is None while no column gives the names."""

    columns: tuple[Column, ...]
    report: ImportReport | None


class ImportPanel(WorkPanel):
    """One list at a time. Importing it again is harmless, so what was stopped is finished by doing it once more."""

    tickets_wished = Signal(object)
    """The packed ids of the guests on the list that was imported."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.t, parent)
        self._context = context
        self._file: Path | None = None
        self._columns = ColumnChoices(self)
        self._is_choosing = self._by_hand = False  # columns are in sight; somebody has chosen among them
        self._plan: ImportReport | None = None
        self._report: ImportReport | None = None
        self._fault: DeskError | None = None
        self._task: Task | None = None
        self._was_stopped = False
        self._taken: list[int] = []  # rows that are durable after each transaction; a worker appends
        self.add_extra(self._columns)
        self._columns.changed.connect(self._on_columns_changed)
        self.third.clicked.connect(self.choose_columns)
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
        folder = self._file.parent if self._file is not None else None
        ask_for_file(self, t, t(_CHOOSE), t(_FILTER), self.look_through, folder)

    def look_through(self, file: Path) -> None:
        """Reads all of a list and writes nothing."""
        self._file = file
        self._is_choosing = self._by_hand = False
        self._look()

    def _look(self) -> None:
        assert self._file is not None
        self._plan = self._report = self._fault = None
        self._was_stopped = False
        work = partial(_look, self._context.here, self._file, self._chosen, self._context.t)
        context, waits = self._context, self._begin(_LOOKING, 0)
        done, left = self._on_looked_through, self._on_look_stopped
        self._follow(context.tasks.run_long(self, work, done, self._on_failed, left), waits=waits)

    def _import(self, plan: ImportReport) -> None:
        assert self._file is not None
        here, t = self._context.here, self._context.t
        self._taken = []
        work = partial(_import, here, self._file, self._chosen, t, plan.rows, self._taken, dry_run=False)
        waits = self._begin(_IMPORTING, plan.rows)
        task = self._context.act_long(
            self, work, self._on_imported, self._on_failed, self._on_stopped, changes=Change.GUESTS
        )
        self._follow(task, waits=waits)

    def _begin(self, what: str, total: int) -> bool:
        """Whether it has to wait for other long work."""
        file = self._file
        assert file is not None
        self.run(lambda t: (file.name, t(what)), total)
        return self._context.tasks.is_taken(Lane.LONG)

    def _follow(self, task: Task, *, waits: bool) -> None:
        self._task = task
        task.progressed.connect(self.progress.show_done)
        self.progress.follow(task, waits=waits)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # --- its columns ---

    @property
    def _chosen(self) -> Chosen:
        return Chosen(self._columns.columns, headless=self._columns.headless) if self._by_hand else Chosen()

    @property
    def offers_columns(self) -> bool:
        """Whether they are one key away."""
        return self.tells and not self.third.isHidden()

    @property
    def offers_tickets(self) -> bool:
        """For the guests who were imported."""
        return self.tells and self._report is not None and not self.secondary.isHidden()

    @Slot()
    def choose_columns(self) -> None:
        """Shows which column is which field, to be chosen anew."""
        if self.offers_columns:
            self._is_choosing = True
            self._say_all(self._context.t)
            self.take_focus(self._columns.undecided)

    @Slot()
    def _on_columns_changed(self) -> None:
        """What would come of the list is not known any more."""
        self._by_hand = True
        self._plan = None
        self._say_all(self._context.t)

    # --- what comes of it ---

    def _on_looked_through(self, looked: Looked) -> None:
        self._task = None
        self._plan = looked.report
        if not self._by_hand:
            self._columns.show_columns(looked.columns)
        self._is_choosing = not (self._by_hand or all_recognised(looked.columns))
        self._say_all(self._context.t)
        self.take_focus(self._columns.undecided if self._plan is None else None)

    def _on_imported(self, report: ImportReport) -> None:
        self._task = None
        self._plan, self._report = None, report
        self._show()

    def _on_look_stopped(self) -> None:
        self._task = None
        self.progress.finish()
        self.put_away()

    def _on_stopped(self) -> None:
        self._task = None
        self._was_stopped = True
        self._show()

    def _on_failed(self, error: DeskError) -> None:
        wrote = self._plan is not None and not isinstance(error, BadInput)  # such a list is refused as a whole
        self._task = None
        self._plan, self._fault, self._was_stopped = None, error, wrote
        self._show()

    def _show(self) -> None:
        self._say_all(self._context.t)
        self.take_focus()

    def set_words(self, t: Translator) -> None:
        super().set_words(t)
        self._columns.set_words(t)
        self.set_problems_name(t(_PROBLEMS))
        if not self.is_running:
            with self.keeping_focus():
                self._say_all(t)

    def _say_all(self, t: Translator) -> None:
        """What is to be told now, if anything."""
        if self._was_stopped:
            fault = None if self._fault is None else self._fault.problem
            self.tell(*words.stopped(fault, self._taken[-1] if self._taken else 0, t))
            self.offer(self.primary, t(words.AGAIN))
        elif self._report is not None:
            self.tell(*words.outcome(self._report, t), words.problem_lines(self._report.problems, t))
            if self._report.packed_ids:
                self.offer(self.secondary, t(_TICKETS))
        elif self._plan is not None:
            self._say_plan(self._plan, t)
        elif self._fault is not None and self._file is not None:
            self.tell("error", t(_NOT_IMPORTED, file=self._file.name), sentence(self._fault.problem, t))
            self.offer(self.secondary, t(_ANOTHER))
        elif self._is_choosing and self._file is not None:
            columns = self._columns.columns
            self.tell("plan", self._file.name, instruction(columns, t), extras=True)
            if gives_names(columns):
                self.offer(self.primary, t(_LOOK))
            self.offer(self.secondary, t(_ANOTHER))

    def _say_plan(self, plan: ImportReport, t: Translator) -> None:
        choosing = self._is_choosing
        told = [one for one in plan.problems if not (choosing and one.kind == "guest_column_ignored")]
        says = f"{words.counts(plan, t)} {instruction(self._columns.columns, t)}" if choosing else words.counts(plan, t)
        self.tell("plan", words.heading(plan), says, words.problem_lines(told, t), extras=choosing)
        proposal = words.proposal(plan, t)
        if proposal is not None:
            self.offer(self.primary, proposal)
        self.offer(self.secondary, t(_ANOTHER))
        if not choosing:
            self.offer(self.third, t(_COLUMNS))

    def put_away(self) -> None:
        if self.tells:
            self._plan = self._report = self._fault = None
            self._was_stopped = self._is_choosing = self._by_hand = False
        super().put_away()

    # --- what is wished ---

    @Slot()
    def _on_primary(self) -> None:
        if self._plan is not None and not self._was_stopped:
            self._import(self._plan)
        elif self._file is not None:
            self._look()

    @Slot()
    def _on_secondary(self) -> None:
        if self._report is not None:
            packed = self._report.packed_ids
            self.put_away()
            self.tickets_wished.emit(packed)
        else:
            self.choose()


def _look(here: Workplace, file: Path, chosen: Chosen, t: Translator, progress: Progress) -> Looked:
    columns = chosen.columns or look_at_columns(file)
    report = _import(here, file, chosen, t, 0, [], progress, dry_run=True) if gives_names(columns) else None
    return Looked(columns, report)


def _import(
    here: Workplace, file: Path, chosen: Chosen, t: Translator, total: int, taken: list[int], progress: Progress, *,
    dry_run: bool,
) -> ImportReport:  # fmt: skip
    """`taken` gets the number of rows done so far after each transaction, once it is durable."""

    def tell(rows: int) -> None:
        taken.append(rows)
        progress(rows)

    progress.expect(total)
    return import_file(
        here, file, columns=chosen.columns, headless=chosen.headless, explain=lambda problem: sentence(problem, t),
        reason=t(words.REASON), dry_run=dry_run, progress=tell,
    )  # fmt: skip
