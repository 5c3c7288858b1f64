"""The last sale at this counter, looked up again whenever somebody may have changed it."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from aspara_desk.box_office.orders import order_view
from aspara_desk.domain.errors import DeskError
from aspara_desk.store.sales import OrderView
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.box_office.sale import Sale


class ReceiptWatch(QObject):
    """Keeps the receipt of a sale as its order is in the store: paid since, void, with other papers."""

    updated = Signal(object)
    """The receipt is another one than it was: the numbers of its tickets that stand."""

    def __init__(self, context: Context, sale: Sale, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._sale = sale
        self._looking = context.latest(self)
        context.changed.connect(self._on_changed)

    def look(self) -> None:
        receipt = self._sale.receipt
        if receipt is not None:
            work = partial(order_view, self._context.here, receipt.order)
            self._looking.run(work, self._on_view, self._on_not_seen)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change is Change.SALES:
            self.look()

    def _on_view(self, view: OrderView) -> None:
        if self._sale.hear_of(view) and self._sale.receipt is not None:
            self.updated.emit(self._sale.receipt.numbers)

    def _on_not_seen(self, _error: DeskError) -> None:
        """Nobody asked for it: the window's foot says how the store is."""
