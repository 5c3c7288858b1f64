"""The order's sheet at the right: the basket, what stands in the way, the payment."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.desks.box_office.basket import Basket
from aspara_desk.ui.desks.box_office.payment import Payment
from aspara_desk.ui.desks.box_office.sale import Sale, Stage
from aspara_desk.ui.desks.box_office.words import say
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner

_WIDTH = 400
_LOW = 540


class OrderSheet(QFrame):
    """Shows a sale; what is wanted of it is said by `basket` and `payment`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self.basket = Basket(self)
        self.payment = Payment(self)
        self._problem = Banner(self, closable=False)
        self._shown: tuple[Sale, Sequence[TicketType], Translator] | None = None
        rule = role(QFrame(self), "rule")
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 3 * SPACE, SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.basket, 1)
        column.addWidget(rule)
        column.addWidget(self._problem)
        column.addWidget(self.payment)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def fit(self) -> None:
        """Sizes as the text is now."""
        self.basket.fit()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """As wide as it should be; less where the tiles would have too little."""
        return QSize(current().px(_WIDTH), super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low, what can be done without leaves its place to what is being paid."""
        super().resizeEvent(event)
        is_low = self.height() < current().px(_LOW)
        if is_low is not self.payment.is_low:
            self.payment.is_low = self.basket.guest.is_low = is_low
            if self._shown is not None:
                self.show_sale(*self._shown)

    def show_sale(self, sale: Sale, types: Sequence[TicketType], t: Translator) -> None:
        self._shown = sale, types, t
        self.payment.show_sale(sale, t)  # first: what it hides makes room, or else the window would grow
        self.basket.show_sale(sale, t)
        if sale.problem is None:
            self._problem.dismiss()
        else:
            self._problem.show_text(*say(sale.problem, types, t))

    def key_place(self, sale: Sale) -> QWidget | None:
        """Where the next key belongs; None: to the find box, or nowhere while the sale is being recorded."""
        match sale.stage:
            case Stage.COUNTING:
                return self.basket.count_edit
            case Stage.PAYING:
                return self.payment.cash_edit if sale.takes_cash else self.payment.sell_button
            case _:
                return None
