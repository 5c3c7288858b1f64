"""The last sale with what can be done about it: its tickets are printed or saved, and what came of that is said."""

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.desks.box_office.checkout import Receipt
from aspara_desk.ui.desks.box_office.paper_progress import PaperProgress
from aspara_desk.ui.desks.box_office.receipt import ReceiptCard
from aspara_desk.ui.printing import Printing
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner

_LEAST_WIDTH = 320


class LastSale(QWidget):
    """`printing` is the window's own, and may be at work for another page; what it tells is shown here as well."""

    opened = Signal(str)
    """The number of the order, which is to be shown with all its tickets."""
    at_once_chosen = Signal(bool)
    crowded = Signal(bool)
    """Whether messages stand beside the card, for which all the width is needed."""

    def __init__(self, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printing = printing
        self._receipt: Receipt | None = None
        self._is_crowded = False
        self._words = printing.words  # of what was told here
        self._card = ReceiptCard(self)
        self._progress = PaperProgress(printing, self)
        self._told = Banner(self)
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self._column.addWidget(self._card, 1)
        self._column.addWidget(self._progress)
        self._column.addWidget(self._told)
        self._connect()

    def _connect(self) -> None:
        self._card.print_wished.connect(self.print_tickets)
        self._card.save_wished.connect(self.save_tickets)
        self._card.opened.connect(self._on_opened)
        self._card.at_once_chosen.connect(self.at_once_chosen)
        self._printing.told.connect(self._on_told)

    # --- what is shown ---

    def fit(self) -> None:
        """Sizes as the text is now."""
        self._card.fit()

    def show_receipt(self, receipt: Receipt | None, t: Translator, when: str = "") -> None:
        """`when` is when it was recorded, of one from before the start."""
        self._receipt = receipt
        self._card.show_receipt(receipt, t, when)

    def set_words(self, t: Translator) -> None:
        """Of what was told; the receipt is shown anew by whoever has it."""
        self._told.set_words(t)
        if not self._told.isHidden():
            self._told.show_text(self._told.kind, self._words(t))
        self._progress.set_words(t)

    def dismiss(self) -> bool:
        """Takes away what was told; False: there was nothing."""
        was_told = not self._told.isHidden()
        self._told.dismiss()
        return was_told

    @property
    def at_once(self) -> bool:
        """Whether tickets are printed as soon as they are sold."""
        return self._card.at_once.isChecked()

    def set_at_once(self, *, wanted: bool) -> None:
        self._card.at_once.setChecked(wanted)

    @override
    def minimumSizeHint(self) -> QSize:
        """Of the card alone: messages come and go, and make no window grow."""
        return QSize(current().px(_LEAST_WIDTH), self._card.minimumSizeHint().height())

    @override
    def hasHeightForWidth(self) -> bool:
        return False  # its long lines do not take the tiles' place

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # a message has come or gone
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Messages stand below the card, or beside it where that is too low: then in place of the preview."""
        told = [one for one in (self._progress, self._told) if not one.isHidden()]
        needed = sum(_height(one, self.width()) + self._column.spacing() for one in told)
        beside = bool(told) and self._card.minimumSizeHint().height() + needed > self.height()
        if beside is not self._is_crowded:
            self._is_crowded = beside
            directions = QBoxLayout.Direction
            self._column.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
            self._column.setStretchFactor(self._told, int(beside))
            self.crowded.emit(beside)

    # --- what is done ---

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
        """Not while another page is in sight: that one tells it."""
        page = self.parentWidget()
        if page is None or not page.isHidden():
            self._words = self._printing.words
            self._told.show_text(kind, text)


def _height(widget: QWidget, width: int) -> int:
    """That a message needs in so many pixels."""
    needed = widget.heightForWidth(width)
    return needed if needed >= 0 else widget.sizeHint().height()
