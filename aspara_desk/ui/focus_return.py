"""Back to the window when a dialog of it closes. Where no window manager does it, no key would be heard any more."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_OWN_TYPES = frozenset({Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet})  # no pop-up, no tool tip


class FocusReturn(QObject):
    """Makes `window` active as soon as another window of the program that had the focus is gone."""

    returned = Signal()

    def __init__(self, application: QGuiApplication, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application.focusWindowChanged.connect(self._on_focus_window_changed)

    @Slot(QWindow)
    def _on_focus_window_changed(self, focused: QWindow | None) -> None:
        if (
            focused is None
            or not isValid(self._window)
            or focused is self._window.windowHandle()
            or focused.type() not in _OWN_TYPES
        ):
            return
        focused.visibleChanged.connect(self._on_visible_changed, Qt.ConnectionType.UniqueConnection)

    @Slot(bool)
    def _on_visible_changed(self, visible: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if visible or not isValid(self._window) or not self._window.isVisible():
            return  # a dialog that is open still goes with its window
        self._window.activateWindow()
        self.returned.emit()
