"""Automatic backups while the window is open, off the GUI thread."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aspara_desk.bootstrap import AutomaticBackups
from aspara_desk.domain.errors import DeskError
from aspara_desk.ui.context import Context
from aspara_desk.ui.tasks import Lane

_LOOK_EVERY_MS = 60_000  # whether one is due; it is every hour


class BackupTimer(QObject):
    """Looks at once and then every minute. What fails is told beside the store's health, and stops nothing."""

    _told = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._backups = AutomaticBackups(context.settings, self._told.emit)
        self._told.connect(context.warned)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_EVERY_MS)
        self._look()

    @Slot()
    def _look(self) -> None:
        self._context.tasks.run(self, Lane.LONG, self._backups.tick, self._on_looked, self._on_failed)

    def _on_looked(self, _nothing: None) -> None:
        """There is nothing to show: a backup is written in a process of its own."""

    def _on_failed(self, error: DeskError) -> None:
        self._context.warned.emit(error)

    def stop(self) -> None:
        self._timer.stop()

    def finish(self) -> None:
        """Waits a minute at most for a backup that is being written. After all tasks have ended."""
        self._backups.finish()
