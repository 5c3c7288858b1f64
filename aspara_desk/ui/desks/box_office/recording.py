"""A confirmed sale on its way into the store, and its answer."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from aspara_desk import bootstrap
from aspara_desk.box_office.selling import Sold
from aspara_desk.domain.errors import DeskError, StoreUnusable
from aspara_desk.tickets.layouts import DEFAULT
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.box_office.patience import Patience
from aspara_desk.ui.desks.box_office.sale import Sale
from aspara_desk.ui.desks.box_office.till import record


class Recording(QObject):
    """Presses Enter on a sale; where that confirms it, the sale is recorded and told what has become of it."""

    sold = Signal(object)
    """The `Sold` that is durable: this sale, or an earlier one of which nobody knew."""
    failed = Signal()
    delayed = Signal()

    def __init__(self, context: Context, sale: Sale, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._sale = sale
        self._patience = Patience(self)
        self._patience.timeout.connect(self._on_delayed)

    def enter(self) -> None:
        context = self._context
        checkout = self._sale.enter(context.here.new_id(context.now()))
        if checkout is None:
            return
        make_press = partial(bootstrap.press, context.language.key, DEFAULT)
        work = partial(record, context.here, context.keyring, make_press, checkout)
        context.act(self, work, self._on_sold, self._on_failed, changes=Change.SALES)
        self._patience.start()

    def _on_sold(self, sold: Sold) -> None:
        self._patience.stop()
        done = self._sale.saved(sold)
        self.sold.emit(sold)
        if done.buyer is not None and done.buyer.id is None:
            self._context.changed.emit(Change.GUESTS)

    def _on_failed(self, error: DeskError) -> None:
        """Of a store that fails nobody knows whether it did so before the sale was durable, or after."""
        self._patience.stop()
        self._sale.failed(error.problem, unsure=isinstance(error, StoreUnusable))
        self.failed.emit()

    @Slot()
    def _on_delayed(self) -> None:
        self._sale.is_delayed()
        self.delayed.emit()
