"""How an order is paid: the total, the ways to pay, cash with its change, and the button that Enter presses."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aspara_desk.domain.sales import Method
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.ui.desks.box_office.cash_entry import CashEntry
from aspara_desk.ui.desks.box_office.digit_edit import DigitEdit
from aspara_desk.ui.desks.box_office.payment_methods import PaymentMethods
from aspara_desk.ui.desks.box_office.room import Room, activate
from aspara_desk.ui.desks.box_office.sale import Sale, Stage
from aspara_desk.ui.desks.box_office.words import METHOD_KEYS
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE

_EDGE = 3 * SPACE
_TOTAL = mark("Total")
_TICKETS = mark_plural("{count} ticket", "{count} tickets")
_OVER = mark_plural("{count} ticket is for events that are over", "{count} tickets are for events that are over")
_PAY = mark("Pay · Enter")
_SELL = mark("Sell · Enter")
_SELL_EXACT = mark("Sell, exact cash · Enter")
_SELL_AND_PRINT = mark("Sell and print · Enter")
_GIVE_AND_PRINT = mark("Give and print · Enter")
_GIVE = mark("Give free of charge · Enter")
_RESERVE = mark("Sell, pay later · Enter")
_SAVING = mark("Saving…")


class Payment(QWidget):
    """The lower part of the order's sheet. It changes nothing itself: it says what the mouse and the keys want."""

    method_chosen = Signal(object)
    """A Method."""
    cash_typed = Signal(str)
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = False  # no room for the amounts, which the arrow keys propose as well
        self._total_word, self._total = role(QLabel(), "strong"), role(QLabel(), "figure")
        self._count = role(QLabel(), "caption")
        self._over = role(QLabel(self), "error-caption")
        self._methods = PaymentMethods(tuple(METHOD_KEYS), self)
        self._cash = CashEntry(self)
        self.sell_button = role(QPushButton(), "primary")
        self._lay_out()
        self._methods.chosen.connect(self.method_chosen)
        self._cash.typed.connect(self.cash_typed)
        self.sell_button.clicked.connect(self.confirmed)

    @property
    def cash_edit(self) -> DigitEdit:
        return self._cash.edit

    @property
    def proposes(self) -> bool:
        """Whether there is room for the amounts that the arrow keys propose."""
        return not self._low

    @property
    def least_width(self) -> int:
        """That the ways to pay need, also while they are left out."""
        return self._methods.minimumWidth() + 2 * _EDGE

    def _lay_out(self) -> None:
        total = QHBoxLayout()
        total.addWidget(self._total_word)
        total.addWidget(self._count, alignment=Qt.AlignmentFlag.AlignVCenter)
        total.addStretch(1)
        total.addWidget(self._total)
        total.setSpacing(2 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 0, _EDGE, 0)
        column.setSpacing(2 * SPACE)
        self._over.setWordWrap(True)
        column.addWidget(self._over)
        column.addLayout(total)
        column.addWidget(self._cash)
        column.addWidget(self._methods)
        column.addWidget(self.sell_button)

    # --- what is shown ---

    def show_sale(self, sale: Sale, t: Translator, *, room: Room = Room.USUAL) -> None:
        self._low = low = room is not Room.USUAL
        self._show_over(sale, t)
        self._methods.setHidden(room is Room.NO_METHODS)
        self._total_word.setText(t(_TOTAL))
        self._total.setText(formats.money(sale.total))
        role(self._total, "amount" if low else "figure")
        self._count.setText(t.plural(*_TICKETS, sale.count) if sale.count else "")
        self._show_methods(sale, t)
        self._show_cash(sale, t)
        self.sell_button.setText(self._button_text(sale, t))
        self.sell_button.setEnabled(not sale.is_empty and sale.stage is not Stage.SAVING)

    def _show_over(self, sale: Sale, t: Translator) -> None:
        """In sight while it is paid, wherever the lines are scrolled to."""
        is_said = sale.over_count > 0 and sale.stage in {Stage.PAYING, Stage.SAVING}
        self._over.setText(t.plural(*_OVER, sale.over_count) if is_said else "")
        self._over.setVisible(is_said)

    def select_cash(self) -> None:
        """What was typed gives way to what is typed next."""
        self._cash.edit.selectAll()

    def settle(self) -> None:
        """What was shown counts in its size from now on, not only once the event loop comes to it."""
        for one in (self._cash, self._methods, self):
            activate(one)

    def _show_methods(self, sale: Sale, t: Translator) -> None:
        chosen = sale.stage in {Stage.PAYING, Stage.SAVING} or sale.method is not Method.CASH
        able = not sale.is_empty and sale.stage is not Stage.SAVING
        self._methods.show_chosen(sale.method if chosen else None, t, enabled=able)

    def _show_cash(self, sale: Sale, t: Translator) -> None:
        self._cash.setVisible(sale.takes_cash and sale.stage in {Stage.PAYING, Stage.SAVING})
        self._cash.show_cash(sale.cash, t, locked=sale.stage is Stage.SAVING, low=self._low)

    def _button_text(self, sale: Sale, t: Translator) -> str:
        match sale.stage, sale.method:
            case Stage.SAVING, _:
                return t(_SAVING)
            case Stage.CHOOSING | Stage.COUNTING, _:
                return t(_PAY)
            case _, Method.FREE:
                return t(_GIVE_AND_PRINT if sale.prints else _GIVE)
            case _, Method.LATER if sale.total.minor:
                return t(_RESERVE)
            case _ if sale.prints:
                return t(_SELL_AND_PRINT)
            case _:
                return t(_SELL_EXACT if sale.takes_cash and not sale.cash_text.strip() else _SELL)
