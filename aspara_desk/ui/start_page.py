"""What the window shows while no season is open: the first start, and a store that cannot be opened."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aspara_desk.domain.errors import BadInput, DeskError
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner

_MOST_PROBLEMS = 12  # that are listed; a file with more is better read again after these are mended

_TITLE = mark("Aspara Desk")
_WELCOME = mark("Tickets and doors of a festival, on this computer alone.")
_SAMPLE = mark("Open the &sample season")
_SAMPLE_SAYS = mark(
    "ASPARA FASHION WEEK in Taraz, four days, to try everything with. It is marked as a sample everywhere."
)
_FILE = mark("Open a season &file…")
_FILE_SAYS = mark("A programme that somebody has written down: days, halls, events, tickets and prices.")
_OPENING = mark("Opening the season…")
_LOADING = mark("Reading the season file…")
_WHERE = mark("The season is kept in {store}")
_CHOOSE = mark("Open a season file")
_FILTER = mark("Season files (*.toml);;All files (*)")
_UNUSABLE = mark("The season cannot be opened")
_AGAIN = mark("&Try again")
_MORE = (mark("and {count} more"), mark("and {count} more"))


class StartPage(QWidget):
    """Two choices. What is wrong with a file is said here, and the file can be chosen again."""

    sample_wished = Signal()
    file_wished = Signal(Path)
    retry_wished = Signal()

    def __init__(self, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = where
        self._title = self._label("display")
        self._says = self._label("muted")
        self._banner = Banner()
        self._banner.hide()
        self._sample = role(QPushButton(), "primary")
        self._sample_says = self._label("caption")
        self._file = role(QPushButton(), "secondary")
        self._file_says = self._label("caption")
        self._retry = role(QPushButton(), "primary")
        self._store = self._label("caption")
        self._error: DeskError | None = None
        self._busy_with: str | None = None
        self._t: Translator | None = None
        self._lay_out()
        self._sample.clicked.connect(self.sample_wished)
        self._file.clicked.connect(self._on_file_clicked)
        self._retry.clicked.connect(self.retry_wished)
        self._retry.hide()

    def _label(self, kind: str) -> QLabel:
        label = role(QLabel(), kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(2 * SPACE)
        column.addStretch(2)
        for widget in (self._title, self._says, self._banner, self._retry):
            column.addWidget(widget)
        column.addSpacing(4 * SPACE)
        for button, says in ((self._sample, self._sample_says), (self._file, self._file_says)):
            column.addWidget(button)
            column.addWidget(says)
            column.addSpacing(3 * SPACE)
        column.addStretch(3)
        column.addWidget(self._store)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(140 * SPACE)
        row = QHBoxLayout(self)
        row.setContentsMargins(8 * SPACE, 8 * SPACE, 8 * SPACE, 6 * SPACE)
        row.addStretch(1)
        row.addWidget(middle, 4)
        row.addStretch(1)

    # --- what it says ---

    def set_words(self, t: Translator) -> None:
        self._t = t
        self._title.setText(t(_TITLE))
        self._sample.setText(t(_SAMPLE))
        self._sample_says.setText(t(_SAMPLE_SAYS))
        self._file.setText(t(_FILE))
        self._file_says.setText(t(_FILE_SAYS))
        self._retry.setText(t(_AGAIN))
        self._store.setText(t(_WHERE, store=self._where))
        self._says.setText(t(self._busy_with or _WELCOME))
        if self._error is not None:
            self._banner.show_text("error", self._told(self._error, t))

    def show_choices(self) -> None:
        self._show(busy_with=None, choices=True)
        self._sample.setFocus()

    def show_opening(self) -> None:
        self._show(busy_with=_OPENING, choices=False)

    def show_loading(self) -> None:
        self._show(busy_with=_LOADING, choices=False)

    def show_fault(self, error: DeskError, *, choices: bool) -> None:
        """What stands in the way, in place. With `choices` another file may be tried, else the store again."""
        self._error = error
        self._show(busy_with=None if choices else _UNUSABLE, choices=choices, keep_error=True)
        self._retry.setVisible(not choices)
        (self._file if choices else self._retry).setFocus()

    def _show(self, *, busy_with: str | None, choices: bool, keep_error: bool = False) -> None:
        self._busy_with = busy_with
        self._retry.hide()
        for widget in (self._sample, self._sample_says, self._file, self._file_says):
            widget.setVisible(choices)
        if not keep_error:
            self._error = None
        self._banner.setVisible(self._error is not None)
        if self._t is not None:
            self.set_words(self._t)

    def _told(self, error: DeskError, t: Translator) -> str:
        problems = error.problems if isinstance(error, BadInput) else ()
        lines = [sentence(error.problem, t), *(sentence(one, t) for one in problems[:_MOST_PROBLEMS])]
        if len(problems) > _MOST_PROBLEMS:
            lines.append(t.plural(*_MORE, len(problems) - _MOST_PROBLEMS))
        return "\n".join(lines)

    def _on_file_clicked(self) -> None:
        assert self._t is not None
        path, _chosen = QFileDialog.getOpenFileName(self, self._t(_CHOOSE), "", self._t(_FILTER))
        if path:
            self.file_wished.emit(Path(path))
