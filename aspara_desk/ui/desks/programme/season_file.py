"""Opens a season file again: it is loaded as a whole, or what is wrong with it is listed in place."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QVBoxLayout, QWidget
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
from aspara_desk.ui.widgets.progress import ProgressRow

_CHOOSE = mark("Open a season file")
_FILTER = mark("Season files (*.toml);;All files (*)")
_LOADING = mark("Reading the season file…")
_LOADED = mark("Season {season}: {created} new, {changed} changed, {removed} removed, {unchanged} unchanged.")
_NOTHING_LOADED = mark("Nothing was loaded; the programme is as it was.")
_PROBLEMS = mark("What is wrong with the file")
_AGAIN = mark("Choose again…")
_GOING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_MOST_ROWS = 6  # that are in sight at once


class _Problems(QListWidget):
    """Is gone through by arrows; all other keys are the room's, such as the digits of its days."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _GOING:
            super().keyPressEvent(event)
        else:
            event.ignore()


class SeasonFile(QFrame):
    """Takes no place until a file is chosen. Afterwards it tells what the file has changed, or why it has not."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._outcome: LoadReport | DeskError | None = None
        self._progress = ProgressRow(self)
        self._banner = Banner(self)
        self._problems = _Problems(self)
        self._lay_out()
        self._banner.acted.connect(self.choose)
        self._banner.dismissed.connect(self.forget)
        self.hide()

    left = Signal()
    """What was told has been taken away: the focus may go back to where it was."""

    def _lay_out(self) -> None:
        self._problems.setWordWrap(True)
        self._problems.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self._outcome = outcome
        self._progress.finish()
        self.set_words(self._context.t)
        self.show()
        if isinstance(outcome, DeskError) and self.isVisible():  # somebody may work in another room by now
            self.setFocus()

    def set_words(self, t: Translator) -> None:
        self._banner.set_words(t)
        self._progress.set_words(t)
        self._problems.setAccessibleName(t(_PROBLEMS))
        match self._outcome:
            case LoadReport() as report:
                self._banner.show_text("warning" if report.warnings else "ok", _told(report, t))
                self._list(report.warnings, t)
            case BadInput(problems=problems) as error if problems:
                summary = [sentence(error.problem, t)] if len(problems) > 1 else []  # one speaks for itself, below
                self._banner.show_text("error", " ".join([t(_NOTHING_LOADED), *summary]), t(_AGAIN))
                self._list(problems, t)
            case DeskError() as error:
                self._banner.show_problem(error.problem, t)
                self._list((), t)

    def _list(self, problems: tuple[Problem, ...], t: Translator) -> None:
        """Each with its row and column."""
        self._problems.clear()
        self._problems.addItems([sentence(one, t) for one in problems])
        self._problems.setVisible(bool(problems))
        height = self._context.theme.px(11 * SPACE) * min(len(problems), _MOST_ROWS) + 2 * SPACE
        self._problems.setFixedHeight(height)
        self.setFocusProxy(self._problems if problems else self._banner)

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
