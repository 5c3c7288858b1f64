"""Long work on its way: what, how far, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QWidget

from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.tasks import Task
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE

_CANCEL = mark("Cancel")
_CANCELLING = mark("Stopping…")
_OF = mark("{done} of {total}")
_WAITS = mark("Waits until other long work is done")


class ProgressRow(QWidget):
    """Hidden until work starts. `cancelled` says that somebody wants it stopped; whoever does the work ends it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t: Translator | None = None
        self._done, self._total = 0, 0
        self._stopping = self._waiting = False
        self._what = role(QLabel(), "body")
        self._number = role(QLabel(), "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = role(QPushButton(), "secondary")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.addWidget(self._what, 0, 0)
        grid.addWidget(self._number, 0, 1)
        grid.addWidget(self._bar, 1, 0, 1, 2)
        grid.addWidget(self._cancel, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        self.setFocusProxy(self._cancel)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self.hide()

    def set_words(self, t: Translator) -> None:
        self._t = t
        self._show_number()

    def say(self, what: str) -> None:
        """The same work in other words, as in another language."""
        self._what.setText(what)
        self._bar.setAccessibleName(what)

    def start(self, what: str, total: int = 0, *, can_cancel: bool = True) -> None:
        """Work of `total` pieces begins; 0: nobody knows how many."""
        self.say(what)
        self._done, self._total = 0, total
        self._stopping = self._waiting = False
        self._bar.setRange(0, total)
        self._cancel.setEnabled(True)
        self._cancel.setVisible(can_cancel)
        self._show_number()
        self.show()

    def follow(self, task: Task, *, waits: bool) -> None:
        """Says that work `waits` for its turn, until it comes."""
        task.began.connect(self._on_began)
        self._waiting = waits and not task.begun
        self._show_number()

    def _on_began(self) -> None:
        self._waiting = False
        self._show_number()

    def show_done(self, done: int, total: int | None = None) -> None:
        """So many pieces are done; `total` where it has become known, or another."""
        self._done = done
        if total is not None and total != self._total:
            self._total = total
            self._bar.setRange(0, total)
        self._show_number()

    def cancel(self) -> None:
        """As its button does, where there is one."""
        if not self._cancel.isHidden():
            self._cancel.click()

    def finish(self) -> None:
        self.hide()

    def _on_cancel_clicked(self) -> None:
        self._stopping = True
        self._cancel.setEnabled(False)
        self._show_number()
        self.cancelled.emit()

    def _show_number(self) -> None:
        self._bar.setValue(self._done)
        if self._t is None:
            return
        self._cancel.setText(self._t(_CANCELLING if self._stopping else _CANCEL))
        done = formats.number(self._done)
        known = self._t(_OF, done=done, total=formats.number(self._total)) if self._total else done
        counted = known if self._done or self._total else ""
        self._number.setText(self._t(_WAITS) if self._waiting else counted)
