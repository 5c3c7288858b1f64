"""Opens a season file again: it is loaded as a whole, or what is wrong with it is listed in place."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk import bootstrap
from aspara_desk.domain.errors import BadInput, DeskError, Problem
from aspara_desk.domain.rights import Right
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.programme.loading import LoadReport
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.file_dialogs import ask_for_file
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.problem_list import ProblemList
from aspara_desk.ui.widgets.progress import ProgressRow

_CHOOSE = mark("Open a season file")
_FILTER = mark("Season files (*.toml);;All files (*)")
_LOADING = mark("Reading the season file…")
_LOADED = mark("Season {season}: {created} new, {changed} changed, {removed} removed, {unchanged} unchanged.")
_NOTHING_LOADED = mark("Nothing was loaded; the programme is as it was.")
_PROBLEMS = mark("What is wrong with the file")
_AGAIN = mark("Choose again…")


class SeasonFile(QFrame):
    """Takes no place until a file is chosen. Afterwards it tells what the file has changed, or why it has not."""

    left = Signal()
    """What was told has been taken away: the focus may go back to where it was."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._outcome: LoadReport | DeskError | None = None
        self._progress = ProgressRow(self)
        self._banner = Banner(self)
        self._problems = ProblemList(self)
        self._lay_out()
        self._banner.acted.connect(self.choose)
        self._banner.dismissed.connect(self.forget)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (self._progress, self._banner, self._problems):
            column.addWidget(widget)

    # --- a file ---

    def choose(self) -> None:
        """Asks for a file in the system's dialog; whoever may not load one is told so at once."""
        try:
            self._context.here.require(Right.LOAD_PROGRAMME)
        except DeskError as error:
            self._show(error)
            return
        t = self._context.t
        ask_for_file(self, t, t(_CHOOSE), t(_FILTER), self.load)

    def load(self, path: Path) -> None:
        self.forget()
        self.show()
        self._progress.start(self._context.t(_LOADING), can_cancel=False)
        work = partial(bootstrap.load_programme, self._context.here, path)
        self._context.act(self, work, self._on_loaded, self._show, changes=Change.PROGRAMME)

    def _on_loaded(self, report: LoadReport) -> None:
        self._show(report)
        self._context.look_at_programme()

    # --- what came of it ---

    def _show(self, outcome: LoadReport | DeskError) -> None:
        t = self._context.t
        self._outcome = outcome
        self._progress.finish()
        match outcome:
            case LoadReport() as report:
                self._banner.say("warning" if report.warnings else "ok", partial(_told, report), t)
            case BadInput(problems=problems) as error if problems:
                self._banner.say("error", partial(_told_why, error), t, _AGAIN)
            case DeskError() as error:
                self._banner.show_problem(error.problem, t)
        self._list(t)
        self.setFocusProxy(self._problems if self._listed() else self._banner)
        self.show()
        if isinstance(outcome, DeskError) and self.isVisible():  # somebody may work in another room by now
            self.setFocus()

    def set_words(self, t: Translator) -> None:
        self._banner.set_words(t)
        self._progress.set_words(t)
        self._problems.setAccessibleName(t(_PROBLEMS))
        self._list(t)

    def _list(self, t: Translator) -> None:
        """Each with its row and column."""
        self._problems.show_sentences([sentence(one, t) for one in self._listed()])

    def _listed(self) -> tuple[Problem, ...]:
        match self._outcome:
            case LoadReport(warnings=warnings):
                return warnings
            case BadInput(problems=problems):
                return problems
            case _:
                return ()

    @property
    def tells(self) -> bool:
        return self._outcome is not None

    def forget(self) -> None:
        """Takes away what was told."""
        told = self.tells
        self._outcome = None
        self._problems.clear()
        self._banner.hide()
        self.hide()
        if told:
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.tells:
            self.forget()
        else:
            super().keyPressEvent(event)


def _told(report: LoadReport, t: Translator) -> str:
    return t(
        _LOADED,
        season=report.season,
        created=len(report.created),
        changed=len(report.changed),
        removed=len(report.removed),
        unchanged=report.unchanged,
    )


def _told_why(error: BadInput, t: Translator) -> str:
    """Of one problem the list below it tells enough."""
    summary = [sentence(error.problem, t)] if len(error.problems) > 1 else []
    return " ".join([t(_NOTHING_LOADED), *summary])
