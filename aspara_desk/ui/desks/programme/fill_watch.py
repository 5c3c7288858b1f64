"""Keeps an eye on how full the events are, while somebody looks at the timetable."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from aspara_desk.domain.errors import DeskError
from aspara_desk.programme.fill import Fill, fill
from aspara_desk.ui.context import Change, Context

_EVERY_MS = 30_000
_AGAIN_MS = 2000  # after the store gave no answer
_SOON_MS = 700  # at the most so often while a queue is scanned


class FillWatch(QObject):
    """Looks at once when it starts, soon after a sale or a scan, and every half minute: other desks sell too. A store
    that gives no answer is asked again sooner.
    """

    looked = Signal()
    """`fills` are new; time has gone on in any case."""
    failed = Signal(object)
    """The DeskError: what is shown is as old as it was. Told once, until the store has answered."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.fills: Mapping[UUID, Fill] = {}
        self._context = context
        self._unanswered = False
        self._latest = context.latest(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.look)
        self._regular = QTimer(self)
        self._regular.timeout.connect(self.look)
        context.changed.connect(self._on_changed)

    def start(self) -> None:
        self._unanswered = False
        self._regular.start(_EVERY_MS)
        self.look()

    def stop(self) -> None:
        self._regular.stop()
        self._soon.stop()
        self._latest.forget()

    def look(self) -> None:
        here = self._context.here
        self._latest.run(partial(fill, here, here.clock()), self._on_looked, self._on_failed)

    def _on_failed(self, error: DeskError) -> None:
        told, self._unanswered = self._unanswered, True
        self._regular.start(_AGAIN_MS)
        if not told:
            self.failed.emit(error)

    def _on_looked(self, fills: Mapping[UUID, Fill]) -> None:
        self.fills = fills
        if self._unanswered:
            self._unanswered = False
            self._regular.start(_EVERY_MS)
        self.looked.emit()

    def _on_changed(self, change: Change) -> None:
        if change is not Change.GUESTS and self._regular.isActive() and not self._soon.isActive():
            self._soon.start()
