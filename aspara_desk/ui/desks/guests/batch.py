"""Gives a ticket to everyone on a list, and prints them into one file; all off the event loop."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aspara_desk import bootstrap
from aspara_desk.box_office import batch
from aspara_desk.box_office.batch import BatchPlan, Issued
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.ticket_types import Category
from aspara_desk.guests.listing import unpacked
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guest_lists import ID_BYTES
from aspara_desk.store.season_keys import Keyring
from aspara_desk.tickets.layouts import DEFAULT
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.guests import batch_words as words
from aspara_desk.ui.desks.guests.choice import Choice
from aspara_desk.ui.desks.guests.work_panel import WorkPanel
from aspara_desk.ui.file_dialogs import ask_where_to_save
from aspara_desk.ui.tasks import Lane, Progress, Task
from aspara_desk.ui.theme.tokens import SPACE

_TYPE, _LAYOUT = mark("Type of ticket"), mark("Paper")
_LOOKING = mark("Looking who has one already…")
_GIVING, _PAGES = mark("Giving tickets"), mark("Making the PDF")
_SAVE_AS = mark("Save tickets")
_NOT_DONE = mark("Not finished")
_GO_ON = mark("Go on")
_FILE_NAME = mark("Tickets")


@dataclass(frozen=True, slots=True)
class _Course:
    """How far a batch is, told as one number: first the tickets that were given, then the pages that were made."""

    to_give: int
    to_print: int

    @classmethod
    def of(cls, plan: BatchPlan) -> "_Course":
        return cls(len(plan.without), len(plan.without) + len(plan.unprinted))

    def at_page(self, pages: int) -> int:
        return self.to_give + pages

    def pages(self, done: int) -> int | None:
        """How many pages were made; None while tickets are given."""
        return done - self.to_give if done > self.to_give else None


class BatchPanel(WorkPanel):
    """What was given before it was stopped stays given; going on gives and prints the rest."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.t, parent)
        self._context = context
        self._planning = context.latest(self, Lane.LIST)
        self._packed = b""
        self._plan: BatchPlan | None = None
        self._plan_fault: DeskError | None = None
        self._fault: DeskError | None = None
        self._given: list[int] = []  # tickets in each transaction; a worker appends
        self._outcome: tuple[int, Path] | None = None  # printed, and where
        self._is_open = self._was_stopped = self._is_printing = False
        self._folder: Path | None = None
        self._task: Task | None = None
        choices = QWidget(self)
        self._type, self._layout = Choice(choices), Choice(choices)
        self._lay_out_choices(choices)
        self.add_extra(choices)
        self._type.chosen.connect(self._look)
        self.primary.clicked.connect(self._on_primary)
        self.cancelled.connect(self._on_cancelled)

    def _lay_out_choices(self, choices: QWidget) -> None:
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._type, 3)
        row.addWidget(self._layout, 2)
        row.addStretch(1)

    def set_words(self, t: Translator) -> None:
        super().set_words(t)
        self._type.set_label(t(_TYPE))
        self._layout.set_label(t(_LAYOUT))
        self._layout.set_words([(key, t(word)) for key, word in words.LAYOUTS.items()])
        held = self._type.value
        self._type.set_words(words.choices(self._context.programme.ticket_types, t))
        if self._type.value != held and self._is_open and not self.is_running:
            self._look()  # what was planned is of a type that is not given any more
        if not self.is_running:
            with self.keeping_focus():
                self._say_all(t)

    # --- for whom ---

    def open(self, packed: bytes, category: Category | None) -> None:
        """Begins with guests by their packed ids; while a batch runs, that is shown instead."""
        if self.is_running:
            self.progress.setFocus()
            return
        types = self._context.programme.ticket_types
        self._type.set_words(words.choices(types, self._context.t))
        if packed != self._packed or not self._is_open:
            self._type.choose(words.first_choice(types, category))
            self._layout.choose(DEFAULT)
        self._packed = packed
        self._is_open = True
        self._look()
        self._type.list.setFocus()

    @Slot()
    def _look(self) -> None:
        """Sees who has a ticket of the chosen type already."""
        self._plan = self._plan_fault = self._fault = self._outcome = None
        self._was_stopped = False
        self._say_all(self._context.t)
        work = partial(_plan, self._context.here, self._type.value, self._packed)
        self._planning.run(work, self._on_planned, self._on_not_planned)

    def _on_planned(self, plan: BatchPlan) -> None:
        self._plan = plan
        self._say_all(self._context.t)

    def _on_not_planned(self, error: DeskError) -> None:
        self._plan_fault = error
        self._say_all(self._context.t)

    # --- doing it ---

    @Slot()
    def _on_primary(self) -> None:
        if self._was_stopped or self._fault is not None:
            self._look()
            self._type.list.setFocus()
        elif self._plan is not None:
            self._choose_file()

    def _choose_file(self) -> None:
        t = self._context.t
        name = f"{t(_FILE_NAME)} {self._type.value}.pdf"
        ask_where_to_save(self, t, t(_SAVE_AS), "PDF (*.pdf)", self.carry_out, name, self._folder)

    def carry_out(self, file: Path) -> None:
        """Does what was planned."""
        plan, context = self._plan, self._context
        if plan is None or self.is_running or not (plan.without or plan.unprinted):
            return
        self._folder = file.parent
        self._given = []
        self._is_printing = not plan.without
        work = partial(
            _carry_out, context.here, context.keyring, context.language.key, self._layout.value, self._type.value,
            plan, file, self._given,
        )  # fmt: skip
        self.run(self._running_words, len(plan.without or plan.unprinted))
        waits = context.tasks.is_taken(Lane.LONG)
        self._task = context.act_long(
            self, work, partial(self._on_done, file), self._on_failed, self._on_stopped, changes=Change.SALES
        )
        self._task.progressed.connect(self._on_progressed)
        self.progress.follow(self._task, waits=waits)

    def _running_words(self, t: Translator) -> tuple[str, str]:
        assert self._plan is not None
        wanted = self._plan.without or self._plan.unprinted
        return words.heading(len(wanted), t), t(_PAGES if self._is_printing else _GIVING)

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        """First tickets are given, then they are printed: two bars, one after the other."""
        if self._plan is None or not self.is_running:
            return
        course = _Course.of(self._plan)
        pages = course.pages(done)
        if pages is None:
            self.progress.show_done(done, course.to_give or total)
            return
        if not self._is_printing:
            self._is_printing = True
            self.progress.start(self._context.t(_PAGES), course.to_print)
        self.progress.show_done(pages, course.to_print)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_done(self, file: Path, printed: int) -> None:
        self._outcome = (printed, file)
        self._end()

    def _on_stopped(self) -> None:
        self._was_stopped = True
        self._end()

    def _on_failed(self, error: DeskError) -> None:
        self._fault = error
        self._end()

    def _end(self) -> None:
        self._task = self._plan = None
        self._say_all(self._context.t)
        self.take_focus()

    # --- words ---

    @property
    def given(self) -> int:
        return sum(self._given)

    def _say_all(self, t: Translator) -> None:
        if not self._is_open:
            return
        if self._outcome is not None:
            printed, file = self._outcome
            self.tell(*words.outcome(self.given, printed, file, t))
        elif self._was_stopped:
            self.tell(*words.stopped(self.given, t))
            self.offer(self.primary, t(_GO_ON))
        elif self._fault is not None:
            said = words.refusal(self._fault.problem, self._context.programme.ticket_types, t)
            self.tell("error", t(_NOT_DONE), f"{said} {words.kept(self.given, t)}")
            self.offer(self.primary, t(_GO_ON))
        else:
            self._say_plan(t)

    def _say_plan(self, t: Translator) -> None:
        heading = words.heading(len(self._packed) // ID_BYTES, t)
        if self._plan_fault is not None:
            types = self._context.programme.ticket_types
            self.tell("warning", heading, words.refusal(self._plan_fault.problem, types, t), extras=True)
        elif self._plan is None:
            self.tell("plan", heading, t(_LOOKING), extras=True)
        else:
            self.tell("plan", heading, words.plan_text(self._plan, t), extras=True)
            proposal = words.proposal(self._plan, t)
            if proposal is not None:
                self.offer(self.primary, proposal)

    def put_away(self) -> None:
        if self.tells:
            self._is_open = False
            self._planning.forget()
        super().put_away()


def _plan(here: Workplace, type_key: str, packed: bytes) -> BatchPlan:
    return batch.plan(here, type_key, unpacked(packed, 0, len(packed) // ID_BYTES))


def _carry_out(
    here: Workplace, keyring: Keyring, language: str, layout: str, type_key: str, plan: BatchPlan, file: Path,
    given: list[int], progress: Progress,
) -> int:  # fmt: skip
    """As `give_and_print` does; `given` gets the number of tickets of each transaction."""
    course = _Course.of(plan)
    progress.expect(course.to_give + course.to_print)
    done = 0

    def tell(part: Issued) -> None:
        nonlocal done
        given.append(len(part.tickets))
        done += len(part.tickets) + len(part.holders)
        progress(min(done, course.to_give))

    press = bootstrap.press(language, layout, lambda pages: progress(course.at_page(pages)))
    return batch.give_and_print(here, keyring, press, type_key, plan, file, given=tell)
