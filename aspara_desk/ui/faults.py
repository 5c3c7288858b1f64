"""Faults of the program itself: what is written down about one, and how the person at the desk hears of it.

Every act is one transaction, so there is nothing half-done to be saved: what was confirmed is durable already.
"""

import platform
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
from aspara_desk.i18n.errors import masked
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE

FOLDER = "crashes"
_MOST_KEPT = 20

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
    """What happened, for whoever repairs it. `at` is UTC. No values of variables, and no ticket's code."""
    head = (
        f"Aspara Desk {__version__}, {at:%Y-%m-%d %H:%M:%S} UTC",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
    )
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
    return masked("\n".join(head) + "".join(frames) + _last_line(error))


def _last_line(error: BaseException) -> str:
    """The kind of the error; its words only where they are the program's own, for values may be a guest's."""
    own = isinstance(error, (AssertionError, AttributeError, NameError, TypeError, NotImplementedError, ImportError))
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f": {error}" if own else "")


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
        self._hooks[0](kind, error, trace)
        self._raised.emit(error)

    def _take_from_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._take(raised.exc_type, raised.exc_value, raised.exc_traceback)

    def _on_raised(self, error: BaseException) -> None:
        at = self._clock()
        text = report(error, at)
        self.happened.emit(text, keep(text, self._folder, at))


class CrashDialog(QDialog):
    """The report, beside the window: it stops nobody who has a queue."""

    def __init__(self, text: str, path: Path | None, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(t(_TITLE))
        self._t = t
        self._report = QPlainTextEdit(text)
        self._report.setReadOnly(True)
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._report.setAccessibleName(t(_TITLE))
        self._copy = QPushButton(t(_COPY))
        self._copy.clicked.connect(self._on_copy)
        self._build(path)

    def _build(self, path: Path | None) -> None:
        go_on = role(QPushButton(self._t(_GO_ON)), "primary")
        go_on.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addStretch()
        buttons.addWidget(go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
        layout.setSpacing(3 * SPACE)
        layout.addWidget(self._words(_TITLE, "heading"))
        layout.addWidget(self._words(_SAFE, "body"))
        layout.addWidget(self._report, 1)
        layout.addWidget(self._words(_SEND, "muted"))
        if path is not None:
            layout.addWidget(self._words(_KEPT, "caption", path=path))
        layout.addLayout(buttons)
        self.resize(720, 480)

    def _words(self, message: str, kind: str, **facts: object) -> QLabel:
        label = role(QLabel(self._t(message, **facts)), kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self._copy.setText(self._t(_COPIED))
