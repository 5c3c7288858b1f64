"""The whole program in a test: its window open on the sample season, by a clock that stands."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspara_desk.bootstrap import Settings
from aspara_desk.ui.program import Program
from tests.ui.conftest import PATIENCE_MS


@contextmanager
def opened_program(qapp: QApplication, qtbot: QtBot, settings: Settings) -> Iterator[Program]:
    """The program with its first room shown; everything of it is gone afterwards."""
    program = Program(qapp, settings, language_chosen=True)
    try:
        program.window.show()
        with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
            program.open()
        yield program
    finally:
        close(program)


def close(program: Program) -> None:
    program.window.close()
    program.finish()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(qtbot: QtBot, program: Program) -> None:
    """Waits until all that was asked for is done and answered."""
    while program.tasks.busy:
        with qtbot.waitSignal(program.tasks.idle, timeout=PATIENCE_MS):
            pass
