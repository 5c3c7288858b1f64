"""What is left of every ticket type, looked up again and again: other desks sell as well."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aspara_desk.box_office.stock import Stock, stock
from aspara_desk.domain.errors import DeskError
from aspara_desk.ui.context import Context

LOOK_EVERY_MS = 3000


class StockWatch(QObject):
    """Only the newest answer counts. By itself it looks only between `start` and `stop`."""

    seen = Signal(object)
    """The stock of every type by its id."""
    failed = Signal(object)
    """A DeskError, where somebody asked. What is looked up unasked fails silently: the window's foot says so."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._looking = context.latest(self)
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look_unasked)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        self._look(is_asked=True)

    @Slot()
    def look_unasked(self) -> None:
        """Unless an answer is being waited for: a slow store would never come to one."""
        if not self._is_looking:
            self._look(is_asked=False)

    def _look(self, *, is_asked: bool) -> None:
        self._is_looking = True
        failed = partial(self._on_failed, is_asked)
        self._looking.run(partial(stock, self._context.here), self._on_stock, failed)

    def _on_stock(self, known: Mapping[UUID, Stock]) -> None:
        self._is_looking = False
        self.seen.emit(known)

    def _on_failed(self, is_asked: bool, error: DeskError) -> None:  # noqa: FBT001 - bound by position
        self._is_looking = False
        if is_asked:
            self.failed.emit(error)
