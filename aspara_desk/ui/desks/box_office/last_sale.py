"""The last sale with what can be done about it: its tickets are printed or saved, and what came of that is said."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.box_office.receipt import ReceiptCard
from aspara_desk.ui.desks.box_office.sale import Receipt
from aspara_desk.ui.printing import Printing
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.progress import ProgressRow

_TICKETS = mark("Tickets")
_LEAST = 168


class LastSale(QWidget):
    """`printing` is the window's own, and may be at work for another page; what it tells is shown here as well."""

    opened = Signal(str)
    """The number of the order, which is to be shown with all its tickets."""

    def __init__(self, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printing = printing
        self._receipt: Receipt | None = None
        self._t: Translator | None = None
        self._card = ReceiptCard()
        self._progress = ProgressRow()
        self._told = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._card)
        column.addWidget(self._progress)
        column.addWidget(self._told)
        column.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self._card.print_wished.connect(self.print_tickets)
        self._card.save_wished.connect(self.save_tickets)
        self._card.opened.connect(self._on_opened)
        self._progress.cancelled.connect(self._printing.cancel)
        self._printing.told.connect(self._on_told)
        self._printing.progressed.connect(self._on_progressed)
        self._printing.ended.connect(self._progress.finish)

    def fit(self) -> None:
        """Sizes as the text is now."""
        self._card.setMinimumHeight(current().px(_LEAST))
        self._card.fit()

    def show_receipt(self, receipt: Receipt | None, t: Translator) -> None:
        self._receipt, self._t = receipt, t
        self._card.show_receipt(receipt, t)

    def set_words(self, t: Translator) -> None:
        self._t = t
        self._told.set_words(t)
        self._progress.set_words(t)
        self._card.show_receipt(self._receipt, t)

    def dismiss(self) -> bool:
        """Takes away what was told; False: there was nothing."""
        was_told = not self._told.isHidden()
        self._told.dismiss()
        return was_told

    @Slot()
    def print_tickets(self, *, choose: bool = False) -> None:
        if self._receipt is not None:
            self._printing.print_numbers(self, self._receipt.numbers, choose=choose)

    def print_elsewhere(self) -> None:
        """As `print_tickets`, on a printer that is chosen first."""
        self.print_tickets(choose=True)

    @Slot()
    def save_tickets(self) -> None:
        if self._receipt is not None:
            self._printing.save_numbers(self, self._receipt.numbers, name=self._receipt.order)

    @Slot()
    def _on_opened(self) -> None:
        if self._receipt is not None:
            self.opened.emit(self._receipt.order)

    @Slot(str, str)
    def _on_told(self, kind: str, text: str) -> None:
        self._told.show_text(kind, text)

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self._progress.isHidden() and self._t is not None:
            self._progress.start(self._t(_TICKETS), total)
        self._progress.show_done(done, total)
