"""How long an act may take before the person at the counter is told what it waits for."""

from PySide6.QtCore import QObject, QTimer

MS = 2000


class Patience(QTimer):
    """Started with an act, and stopped with its answer; `timeout` says that it takes long."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(MS)
