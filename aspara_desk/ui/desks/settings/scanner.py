"""How the scanner is set up: by a scan that tells how it sends, or by hand; and what it sent last."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.code import TicketCode, TicketNumber, Unreadable, read
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.scanning.trial import LONGEST_PREFIX, Layout, Trial
from aspara_desk.scanning.wedge import GAP, GAP_OF_SLOW_SCANNERS, Scan
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.settings.section import Section, words_label
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.widgets.segmented import Segmented

_PACES = {GAP: mark("Usual"), GAP_OF_SLOW_SCANNERS: mark("Slow")}
_NOTHING = mark("Nothing")
_SCAN_ANY = mark("&Scan any ticket")
_HOW = mark("The desk finds out how the scanner sends. Nobody is let in.")
_LISTENING = mark("Scan a ticket now. Nobody is let in. Esc stops.")
_NO_CODE = mark("No ticket's code came, so nothing was changed. Scan a ticket of any season.")
_TOO_SLOW = mark(
    "The scanner is too slow: {pause} ms from key to key, where {limit} are borne. Nothing was changed. "
    "Its handbook says how to make it send faster."
)
_CODE_ALONE = mark("The scanner sends the code alone, {pause} ms from key to key. This computer is set up for it.")
_CODE_AFTER = mark(
    "The scanner sends “{prefix}” before each code, {pause} ms from key to key. This computer is set up for it."
)
_LAYOUTS = {
    Layout.RUSSIAN: mark("The keyboard is set to Russian, which does no harm."),
    Layout.KAZAKH: mark("The keyboard is set to Kazakh, which does no harm."),
}
_TRY = mark("Scan something now: what came is said here, and nobody is let in.")
_CODE_CAME = mark("A ticket's code came, whole and well-formed. The scanner works.")
_NUMBER_CAME = mark("A ticket's number came. The scanner works.")
_CAME = {
    Unreadable.MISREAD: mark("Part of a code came. Scan again; if it happens often, choose “Slow”."),
    Unreadable.NOT_A_TICKET: mark("Something came that is no ticket. The scanner works."),
}


def words_of(trial: Trial | None, t: Translator) -> str:
    """What a trial has found, and what was done about it."""
    if trial is None:
        return t(_NO_CODE)
    if trial.gap is None:
        return t(_TOO_SLOW, pause=trial.pause, limit=GAP_OF_SLOW_SCANNERS)
    said = _CODE_AFTER if trial.prefix else _CODE_ALONE
    sentences = [t(said, **({"prefix": trial.prefix} if trial.prefix else {}), pause=trial.pause)]
    if trial.layout in _LAYOUTS:
        sentences.append(t(_LAYOUTS[trial.layout]))
    return " ".join(sentences)


class _TrialButton(QPushButton):
    """Tells when somebody turns to something else."""

    left = Signal()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        super().keyPressEvent(event)


class ScannerSection(QWidget):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._say: Callable[[Translator], str] = lambda t: t(_HOW)
        self._listens = False
        self._scan: Scan | None = None
        self._button, self._found = role(_TrialButton(self), "secondary"), words_label("muted")
        self._pace, self._prefix = Segmented(self), QLineEdit(self)
        self._tried = words_label("muted")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._button.setAutoDefault(True)
        self._prefix.setMaxLength(LONGEST_PREFIX)
        self._section = Section(
            mark("Scanner"),
            [
                (mark("Set up by a scan"), self._button),
                (mark("What was found"), self._found),
                (mark("Pace of the scanner"), self._pace),
                (mark("What the scanner sends before each code"), self._prefix),
                (mark("Try the scanner"), self._tried),
            ],
            self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def _connect(self) -> None:
        self._button.clicked.connect(self._on_clicked)
        self._button.left.connect(self._on_left)
        self._pace.chosen.connect(self._on_pace_chosen)
        self._prefix.textEdited.connect(self._on_prefix_edited)
        self._context.tried.connect(self._on_tried)

    def set_words(self, t: Translator) -> None:
        preferences = self._context.preferences
        self._section.set_words(t)
        self._button.setText(t(_SCAN_ANY))
        self._pace.set_choices([(str(gap), t(word)) for gap, word in _PACES.items()])
        self._pace.choose(str(preferences.scanner_gap_ms))
        self._prefix.setPlaceholderText(t(_NOTHING))
        if self._prefix.text() != preferences.scanner_prefix:
            self._prefix.setText(preferences.scanner_prefix)
        self._found.setText(self._say(t))
        self._tried.setText(self._words_of_scan(t))

    # --- a trial ---

    @Slot()
    def _on_clicked(self) -> None:
        self._listen(listens=not self._listens)

    @Slot()
    def _on_left(self) -> None:
        if self._listens:
            self._listen(listens=False)

    def _listen(self, *, listens: bool) -> None:
        self._listens = listens
        self._tell(lambda t: t(_LISTENING if listens else _HOW))
        self._context.trial_wished.emit(listens)

    @Slot(object)
    def _on_tried(self, trial: Trial | None) -> None:
        self._listens = False
        self._context.trial_wished.emit(self._listens)
        if trial is not None and trial.gap is not None:
            self._set_pace(trial.gap)
            self._set_prefix(trial.prefix)
        self._tell(lambda t: words_of(trial, t))
        self.set_words(self._context.t)

    def _tell(self, say: Callable[[Translator], str]) -> None:
        self._say = say
        self._found.setText(say(self._context.t))

    # --- by hand ---

    def _on_pace_chosen(self, key: str) -> None:
        self._set_pace(int(key))

    def _on_prefix_edited(self, prefix: str) -> None:
        self._set_prefix(prefix)

    def _set_pace(self, gap: int) -> None:
        self._context.preferences.scanner_gap_ms = gap
        self._context.scanner_paced.emit(gap)

    def _set_prefix(self, prefix: str) -> None:
        self._context.preferences.scanner_prefix = prefix
        self._context.scanner_prefixed.emit(prefix)

    # --- what came ---

    @property
    def says(self) -> QLabel:
        """Where it is told what came."""
        return self._tried

    def show_scan(self, scan: Scan) -> None:
        """What a scanner sent, in words: never the code itself."""
        self._scan = scan
        self._tried.setText(self._words_of_scan(self._context.t))

    def _words_of_scan(self, t: Translator) -> str:
        if self._scan is None:
            return t(_TRY)
        match read(self._scan.text):
            case TicketCode():
                return t(_CODE_CAME)
            case TicketNumber():
                return t(_NUMBER_CAME)
            case unreadable:
                return t(_CAME[unreadable])
