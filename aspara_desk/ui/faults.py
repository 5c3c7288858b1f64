"""Faults of the program itself: what is written down about one, and how the person at the desk hears of it.

Every act is one transaction, so there is nothing half-done to be saved: what was confirmed is durable already.
"""

import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from aspara_desk import __version__
from aspara_desk.domain.errors import DeskError
from aspara_desk.i18n.errors import masked
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE

FOLDER = "crashes"
_MOST_KEPT = 20
_MOST_SHOWN = 10  # reports in one dialog, should the same thing go wrong again and again
_LONGEST_CHAIN = 5
_ROOTS = frozenset({"aspara_desk", "site-packages"})
_PYTHON_SAYS = re.compile(
    r"[\w.<>]+\(\) (?:missing|takes|got) [\w .,:'()*-]+|unsupported operand type\(s\) for [\w .,:'()*+/<>=%&|^-]+"
    r"|'[\w.]+' object (?:is not|does not|cannot) [\w ]+"
)
_WIDTH, _HEIGHT = 180, 130  # in steps of spacing

_TITLE = mark("Something went wrong in the program")
_SAFE = mark(
    "This is our fault, not yours. Everything that was confirmed is saved. You can go on; if it happens again, "
    "close the window and open it again."
)
_SEND = mark("Please send this report to whoever looks after the program. It holds no names, codes or money.")
_KEPT = mark("It is also kept in {path}.")
_COPY = mark("&Copy the report")
_COPIED = mark("Copied")
_GO_ON = mark("&Go on")


def report(error: BaseException, at: datetime) -> str:
    """What happened, for whoever repairs it. `at` is UTC.

    No values of variables, no words of an error that may hold what people typed, no ticket's code, and of paths only
    what lies in the program or a library.
    """
    head = (
        f"Aspara Desk {__version__}, {at:%Y-%m-%d %H:%M:%S} UTC\n"
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n\n"
    )
    return masked(head + "\nAfter that:\n".join(_one(link) for link in reversed(_chain(error))))


def _chain(error: BaseException) -> list[BaseException]:
    """The error, what it was raised from, and so on."""
    chain = [error]
    while len(chain) < _LONGEST_CHAIN:
        last = chain[-1]
        before = last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        if before is None or before in chain:
            break
        chain.append(before)
    return chain


def _one(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}\n    {frame.line}\n" for frame in frames]
    return "".join(lines) + _last_line(error) + "\n"


def _short(filename: str) -> str:
    """Without the folders of whoever uses this computer."""
    parts = Path(filename).parts
    roots = [place for place, part in enumerate(parts) if part in _ROOTS]
    return "/".join(parts[roots[-1] :] if roots else parts[-1:])


def _last_line(error: BaseException) -> str:
    """The kind of the error; its words only where they are Python's own, for values may be a guest's."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, DeskError):
        return f"{kind}: {error.kind}"
    if isinstance(error, (AttributeError, NameError, ImportError)) and str(error.name).replace(".", "").isidentifier():
        return f"{kind}: {error.name}"
    own = isinstance(error, TypeError) and _PYTHON_SAYS.fullmatch(str(error))
    return f"{kind}: {error}" if own else kind


def keep(text: str, folder: Path, at: datetime) -> Path | None:
    """Writes a report into a folder, where only the newest are kept; None where it cannot be written."""
    path = folder / f"{at:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for old in sorted(folder.glob("*.txt"))[:-_MOST_KEPT]:
            old.unlink()
    except OSError:
        return None  # the report is on the screen all the same
    return path


class Crashes(QObject):
    """Takes every exception that nobody caught, in whatever thread, and tells of it in the GUI thread."""

    happened = Signal(str, object)
    """The report, and the Path where it is kept, if it could be."""
    _raised = Signal(object)

    def __init__(self, clock: Callable[[], datetime], folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._folder = folder
        self._hooks = (sys.excepthook, threading.excepthook)
        self._raised.connect(self._on_raised)

    def watch(self) -> None:
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    def stop(self) -> None:
        sys.excepthook, threading.excepthook = self._hooks

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        del trace  # the error has it
        self._raised.emit(error)

    def _take_from_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._take(raised.exc_type, raised.exc_value, raised.exc_traceback)

    def _on_raised(self, error: BaseException) -> None:
        at = self._clock()
        text = report(error, at)
        if sys.stderr is not None:  # a program that was started by a click may have none
            sys.stderr.write(text)
        self.happened.emit(text, keep(text, self._folder, at))


class CrashDialog(QDialog):
    """The newest reports, beside the window: it stops nobody who has a queue. There is one, however many happen."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self._t = t
        self._texts: list[str] = []
        self._path: Path | None = None
        self._title, self._safe = _words("heading"), _words("body")
        self._send, self._kept = _words("muted"), _words("caption")
        self._kept.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._report = QPlainTextEdit()
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy, self._go_on = role(QPushButton(), "secondary"), role(QPushButton(), "primary")
        self._lay_out()
        self._copy.clicked.connect(self._on_copy)
        self._go_on.clicked.connect(self.close)
        self._go_on.setDefault(True)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addStretch()
        buttons.addWidget(self._go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
        layout.setSpacing(3 * SPACE)
        for widget in (self._title, self._safe, self._report, self._send, self._kept):
            layout.addWidget(widget, 1 if widget is self._report else 0)
        layout.addLayout(buttons)
        self.resize(_WIDTH * SPACE, _HEIGHT * SPACE)

    def set_words(self, t: Translator) -> None:
        self._t = t
        self.setWindowTitle(t(_TITLE))
        self._title.setText(t(_TITLE))
        self._safe.setText(t(_SAFE))
        self._report.setAccessibleName(t(_TITLE))
        self._send.setText(t(_SEND))
        self._kept.setText("" if self._path is None else t(_KEPT, path=self._path))
        self._kept.setVisible(self._path is not None)
        self._copy.setText(t(_COPY))
        self._go_on.setText(t(_GO_ON))

    @property
    def text(self) -> str:
        """All that is shown, and what is copied."""
        return self._report.toPlainText()

    def add(self, text: str, path: Path | None) -> None:
        """One more report, above those that have not been closed yet; the focus stays where it is, if one has."""
        is_open = self.isVisible()
        self._texts = [text, *(self._texts if is_open else [])][:_MOST_SHOWN]
        self._path = path
        self._report.setPlainText("\n\n".join(self._texts))
        self.set_words(self._t)
        if not is_open:
            self._go_on.setFocus()
            self.show()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self._copy.setText(self._t(_COPIED))


def _words(kind: str) -> QLabel:
    label = role(QLabel(), kind)
    label.setWordWrap(True)
    return label
