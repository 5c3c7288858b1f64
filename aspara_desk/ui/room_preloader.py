"""The rooms are made ready ahead of their being entered, step by step, so that no turn of the loop takes long."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aspara_desk.ui.frame import Frame

_PAUSE_MS = 60  # between two steps, once somebody can work: 20 of them are taken within the first seconds


class RoomPreloader(QObject):
    """Makes the first room ready at once, and afterwards the others while people work; then it has nothing to do."""

    first_ready = Signal()
    all_ready = Signal()

    def __init__(self, frame: Frame, first: str) -> None:
        super().__init__(frame)
        self._frame = frame
        self._first = first
        self._others = [key for key in frame.rooms() if key != first]
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start(0)

    @Slot()
    def _on_turn(self) -> None:
        if self._first:
            if not self._frame.prepare(self._first):
                self._first = ""
                self._timer.setInterval(_PAUSE_MS)
                self.first_ready.emit()
        elif not self._others:
            self._timer.stop()
            self.all_ready.emit()
        elif not self._frame.prepare(self._others[0]):
            self._others.pop(0)
