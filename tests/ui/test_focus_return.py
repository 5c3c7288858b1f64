import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk.ui.focus_return import FocusReturn


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("kind", [QDialog, QFileDialog])
def test_the_window_is_active_again_whenever_a_dialog_closes(
    kind: type[QDialog], window: QWidget, qapp: QApplication, qtbot: QtBot
) -> None:
    focus_return = FocusReturn(qapp, window)
    for _time in range(2):
        dialog = kind(window)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        with qtbot.waitSignal(focus_return.returned):
            dialog.reject()
        qtbot.waitUntil(window.isActiveWindow)
        dialog.deleteLater()


def test_a_menu_does_not_call_the_window(window: QWidget, qapp: QApplication, qtbot: QtBot) -> None:
    focus_return = FocusReturn(qapp, window)
    menu = QMenu(window)
    menu.addAction("Print")
    with qtbot.assertNotEmitted(focus_return.returned, wait=50):
        menu.popup(window.pos())
        menu.close()
    menu.deleteLater()


def test_a_dialog_that_is_open_goes_with_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    room = QWidget(window)
    window.show()
    FocusReturn(qapp, window)
    dialog = QDialog(room)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.captureExceptions() as raised:
        shiboken6.delete(window)
    assert raised == []
