"""The last sale at this counter, looked up again whenever somebody may have changed it."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from aspara_desk.box_office.orders import last_order_of_desk, order_view
from aspara_desk.domain.errors import DeskError
from aspara_desk.store.sales import OrderView
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.box_office.sale import Sale


class ReceiptWatch(QObject):
    """Keeps the receipt of a sale as its order is in the store: paid since, void, with other papers.

    Before the first sale it is that of the order which this desk recorded last, before the program was started.
    """

    updated = Signal()
    """The receipt is another one than it was."""

    def __init__(self, context: Context, sale: Sale, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._sale = sale
        self._looking = context.latest(self)
        self._knows_earlier = False
        context.changed.connect(self._on_changed)

    def look(self) -> None:
        receipt, here = self._sale.receipt, self._context.here
        if receipt is not None:
            self._looking.run(partial(order_view, here, receipt.order), self._on_view, self._on_not_seen)
        elif not self._knows_earlier:
            self._looking.run(partial(last_order_of_desk, here), self._on_earlier, self._on_not_seen)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change is Change.SALES:
            self.look()

    def _on_earlier(self, view: OrderView | None) -> None:
        self._knows_earlier = True  # what this desk records from now on is recorded after the start
        if view is not None and self._sale.remember(view):
            self.updated.emit()

    def _on_view(self, view: OrderView) -> None:
        if self._sale.hear_of(view):
            self.updated.emit()

    def _on_not_seen(self, _error: DeskError) -> None:
        """Nobody asked for it: the window's foot says how the store is."""
