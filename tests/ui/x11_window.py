"""A small window for tests with real keys: it prints a line of JSON for everything that happens to it.

    python -m tests.ui.x11_window

F4 opens a dialog that asks for a file and tells its name, F6 puts the focus into the line, F7 tells what the line
holds and clears it (so a test knows that all before it has arrived), F8 holds the event loop up once, F9 puts the
focus on the button, F10 opens the choices, F11 makes the loop stutter from then on. 1 is a shortcut too, and must not
be one for scanners.
"""

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QWindow
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from aspara_desk.ui.scanner import ScannerFilter

HELD_UP_S = 0.4
STUTTER_S, STUTTER_EVERY_MS = 0.1, 130


def tell(event: str, **facts: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stdout.flush()


class Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line, self.button, self.choices = QLineEdit(), QPushButton("admit"), QComboBox()
        self.choices.addItems([*"0123456789"])
        layout = QVBoxLayout(self)
        for widget in (self.line, self.button, self.choices):
            layout.addWidget(widget)
        self.button.clicked.connect(lambda: tell("clicked"))
        self.choices.currentTextChanged.connect(lambda text: tell("chosen", text=text))
        self.line.textEdited.connect(lambda text: tell("edited", text=text))
        self.line.returnPressed.connect(lambda: tell("return"))
        self._bind("F4", self._ask_for_file)
        self._bind("F6", self.line.setFocus)
        self._bind("F7", self._show)
        self._bind("F8", self._hold_up)
        self._bind("F9", self.button.setFocus)
        self._bind("F10", self.choices.showPopup)
        self._stutter = QTimer(self)
        self._stutter.setInterval(STUTTER_EVERY_MS)
        self._stutter.timeout.connect(lambda: time.sleep(STUTTER_S))
        self._bind("F11", self._stutter.start)
        self._bind("1", self.close)

    def _bind(self, key: str, do: object) -> None:
        action = QAction(key, self)
        action.setShortcut(key)
        action.triggered.connect(do)
        action.triggered.connect(lambda: tell("shortcut", key=key))
        self.addAction(action)

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setModal(True)
        dialog.fileSelected.connect(lambda name: tell("file", name=name))
        dialog.show()
        dialog.activateWindow()

    def _show(self) -> None:
        tell("line", text=self.line.text())
        self.line.clear()

    def _hold_up(self) -> None:
        tell("held up")
        time.sleep(HELD_UP_S)


def on_focus(window: QWindow | None) -> None:
    if window is not None:
        tell("ready")


def main() -> None:
    application = QApplication(sys.argv)
    scanner = ScannerFilter(application)
    scanner.scanned.connect(lambda scan: tell("scan", text=scan.text))
    application.focusWindowChanged.connect(on_focus)
    desk = Desk()
    desk.resize(600, 300)
    desk.show()
    desk.activateWindow()
    desk.line.setFocus()
    application.exec()


if __name__ == "__main__":
    main()
