"""What the window shows while no season is open: the first start, and a store that cannot be opened."""

from pathlib import Path

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.errors import BadInput, DeskError
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.ui.file_dialogs import ask_for_file
from aspara_desk.ui.language import OWN_NAMES, Language
from aspara_desk.ui.theme.plain import breakable
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.choice_card import ChoiceCard
from aspara_desk.ui.widgets.key_hint import KeyBar
from aspara_desk.ui.widgets.ornament import OrnamentBand, paint_rosette
from aspara_desk.ui.widgets.progress import ProgressRow
from aspara_desk.ui.widgets.segmented import Segmented

_MOST_PROBLEMS = 12  # that are listed; a file with more is better read again after these are mended
_WIDTH = 190  # steps of spacing: two choices side by side, each a line that an eye can follow

_TITLE = mark("Aspara Desk")
_WELCOME = mark("Tickets and doors of a festival, on this computer alone.")
_SAMPLE = mark("Open the sample season")
_SAMPLE_SAYS = mark(
    "ASPARA FASHION WEEK in Taraz, four days, to try everything with. It is marked as a sample everywhere."
)
_FILE = mark("Open a season file…")
_FILE_SAYS = mark("A programme that somebody has written down: days, halls, events, tickets and prices.")
_OPENING = mark("Opening the season…")
_LOADING = mark("Reading the season file…")
_WHERE = mark("The season is kept in {store}")
_CHOOSE = mark("Open a season file")
_FILTER = mark("Season files (*.toml);;All files (*)")
_UNUSABLE = mark("The season cannot be opened")
_AGAIN = mark("Try again")
_GO_BACK = mark("Go back to a backup…")
_WHICH_BACKUP = mark("Choose a backup")
_BACKUPS = mark("Backups (*.backup *.db);;All files (*)")
_GOING_BACK = mark("Going back to a backup")
_RESTORE = mark("Go back to this backup")
_LEAVE = mark("Leave everything as it is")
_RESTORING = mark("Bringing the backup back…")
_REPLACES = mark(
    "Go back to {file}? What was sold, given and scanned since then will be missing. The season that is there now is "
    "kept in a file beside it. First close the window on every other desk. Each desk gets a new letter, so that no "
    "number is given twice."
)
_BEGINS = mark(
    "Go on at this computer with the season of {file}? Each desk gets a new letter, so that no number is given twice."
)
_MORE = mark_plural("and {count} more", "and {count} more")
_LANGUAGE = mark("Language")
_HELP = mark("Help")
_NEXT = mark("Next")
_TAKE = mark("Choose")


class StartPage(QWidget):
    """Two choices. What is wrong with a file is said here, and the file can be chosen again."""

    sample_wished = Signal()
    file_wished = Signal(Path)
    retry_wished = Signal()
    restore_wished = Signal(Path)
    """A backup was chosen to go back to; nothing was asked yet."""
    restore_confirmed = Signal(Path)
    help_wished = Signal(str)
    """The key of the room that help is wanted with: none, for the season comes first."""

    def __init__(self, where: str, backups: Path | None, language: Language, parent: QWidget | None = None) -> None:
        """`backups` is the folder of the store's own; None: going back to one is not done in this window."""
        super().__init__(parent)
        self._where = where
        self._backups = backups
        self._language = language
        self._title = _label("display")
        self._says = _label("muted")
        self._languages = Segmented()
        self._banner = Banner(closable=False)
        self._progress = ProgressRow()
        self._sample = ChoiceCard("calendar-days")
        self._file = ChoiceCard("folder-open")
        self._chosen = self._sample  # last: where the focus comes back to
        self._retry = role(QPushButton(), "primary")
        self._go_back = role(QPushButton(), "secondary")
        self._store = _label("caption")
        self._keys = KeyBar()
        self._error: DeskError | None = None
        self._busy_with: str | None = None
        self._has_choices = False
        self._backup: Path | None = None  # that is asked about
        self._replaces = False
        self._t: Translator | None = None
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self._sample.clicked.connect(self._on_sample_clicked)
        self._file.clicked.connect(self._on_file_clicked)
        for button in (self._retry, self._go_back):
            button.setAutoDefault(True)  # Enter presses it, as everywhere
        self._retry.clicked.connect(self.retry_wished)
        self._go_back.clicked.connect(self._on_go_back)
        self._languages.chosen.connect(self._language.choose)
        current().changed.connect(self.update)
        for key, act in (("F1", self._on_help), ("F12", self._language.choose_next)):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(act)
            self.addAction(action)

    # --- how it lies ---

    def _lay_out(self) -> None:
        area = QScrollArea()  # a file may have many problems
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._middle())
        page = QVBoxLayout()
        page.setContentsMargins(12 * SPACE, 6 * SPACE, 12 * SPACE, 0)
        page.setSpacing(2 * SPACE)
        page.addLayout(self._head())
        page.addWidget(area, 1)
        page.addWidget(self._store)
        page.addLayout(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(OrnamentBand())
        row.addLayout(page, 1)
        for one, other in (
            (self._sample, self._file), (self._file, self._retry), (self._retry, self._go_back),
            (self._go_back, self._languages),
        ):  # fmt: skip
            QWidget.setTabOrder(one, other)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._languages)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE, 0, 3 * SPACE)
        row.addWidget(self._keys, 1)
        return row

    def _middle(self) -> QWidget:
        cards = QHBoxLayout()
        cards.setSpacing(4 * SPACE)
        cards.addWidget(self._sample, 1)
        cards.addWidget(self._file, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 2 * SPACE, 0)
        column.setSpacing(3 * SPACE)
        column.addStretch(2)
        for widget in (self._title, self._says, self._progress, self._banner):
            column.addWidget(widget)
        column.addSpacing(3 * SPACE)
        column.addLayout(cards)
        column.addLayout(self._buttons())
        column.addStretch(3)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDTH * SPACE)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(middle, 1)
        row.addStretch(0)
        return holder

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(self._retry)
        row.addWidget(self._go_back)
        row.addStretch(1)
        return row

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """A medallion of the carpet, half out of sight, so quiet that words may lie on it."""
        theme = current()
        radius = min(self.width() / 3, 0.62 * self.height())
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("ground"))
        centre = QPointF(self.width() - 0.22 * radius, self.height() - 0.3 * radius)
        paint_rosette(painter, centre, radius, theme.colour("panel" if theme.scheme.dark else "hover"))
        painter.end()

    # --- what it says ---

    def set_words(self, t: Translator) -> None:
        self._t = t
        self._title.setText(t(_TITLE))
        self._sample.set_words(t(_SAMPLE), t(_SAMPLE_SAYS))
        self._file.set_words(t(_FILE), t(_FILE_SAYS))
        self._retry.setText(t(_AGAIN if self._backup is None else _LEAVE))
        self._go_back.setText(t(_GO_BACK if self._backup is None else _RESTORE))
        self._store.setText(t(_WHERE, store=breakable(self._where)))
        self._says.setText(t(self._busy_with or self._news()))
        self._languages.set_choices([(key, OWN_NAMES[key]) for key in LANGUAGES])
        self._languages.choose(t.language)
        self._languages.setAccessibleName(t(_LANGUAGE))
        self._keys.show_hints([("F1", t(_HELP)), ("Tab", t(_NEXT)), ("Enter", t(_TAKE)), ("F12", t(_LANGUAGE))])
        self._progress.set_words(t)
        self._banner.set_words(t)
        if self._error is not None:
            self._banner.show_text("error", _told(self._error, t))
        elif self._backup is not None:
            self._banner.show_text("warning", t(_REPLACES if self._replaces else _BEGINS, file=self._backup))

    def _news(self) -> str:
        if self._backup is not None:
            return _GOING_BACK
        return _WELCOME if self._has_choices or self._error is None else _UNUSABLE

    def show_choices(self) -> None:
        self._show(choices=True)
        self._sample.setFocus(Qt.FocusReason.TabFocusReason)

    def show_opening(self) -> None:
        self._show(busy_with=_OPENING)

    def show_loading(self) -> None:
        self._show(busy_with=_LOADING)

    def show_restoring(self) -> None:
        self._show(busy_with=_RESTORING)

    def show_restore_question(self, backup: Path, *, replaces: bool) -> None:
        """`replaces`: there is a store in its place, which is kept beside it."""
        self._replaces = replaces
        self._show(backup=backup)
        self._retry.setFocus(Qt.FocusReason.TabFocusReason)  # an Enter too many changes nothing

    def show_fault(self, error: DeskError, *, choices: bool) -> None:
        """What stands in the way, in place. With `choices` another file may be tried, else the store again."""
        self._show(choices=choices, error=error)
        (self._chosen if choices else self._retry).setFocus(Qt.FocusReason.TabFocusReason)

    def _show(
        self,
        *,
        busy_with: str | None = None,
        choices: bool = False,
        error: DeskError | None = None,
        backup: Path | None = None,
    ) -> None:
        self._busy_with, self._has_choices, self._error, self._backup = busy_with, choices, error, backup
        self._sample.setVisible(choices)
        self._file.setVisible(choices)
        self._retry.setVisible(busy_with is None and not choices)
        self._go_back.setVisible(busy_with is None and self._backups is not None)
        self._banner.setVisible(error is not None or backup is not None)
        if busy_with is None:
            self._progress.finish()
        else:
            self._progress.start("", can_cancel=False)
        if self._t is not None:
            self.set_words(self._t)

    # --- what happens ---

    @Slot()
    def _on_sample_clicked(self) -> None:
        self._chosen = self._sample
        self.sample_wished.emit()

    @Slot()
    def _on_go_back(self) -> None:
        assert self._t is not None
        if self._backup is not None:
            self.restore_confirmed.emit(self._backup)
        else:
            t, chosen = self._t, self.restore_wished.emit
            ask_for_file(self, t, t(_WHICH_BACKUP), t(_BACKUPS), chosen, self._backups)

    @Slot()
    def _on_file_clicked(self) -> None:
        assert self._t is not None
        self._chosen = self._file
        ask_for_file(self, self._t, self._t(_CHOOSE), self._t(_FILTER), self.file_wished.emit)

    @Slot()
    def _on_help(self) -> None:
        self.help_wished.emit("")


def _label(kind: str) -> QLabel:
    label = role(QLabel(), kind)
    label.setWordWrap(True)
    return label


def _told(error: DeskError, t: Translator) -> str:
    problems = error.problems if isinstance(error, BadInput) else ()
    lines = [sentence(error.problem, t), *(sentence(one, t) for one in problems[:_MOST_PROBLEMS])]
    if len(problems) > _MOST_PROBLEMS:
        lines.append(t.plural(*_MORE, len(problems) - _MOST_PROBLEMS))
    return "\n".join(lines)
