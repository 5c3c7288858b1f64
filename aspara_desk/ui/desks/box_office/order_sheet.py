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
from aspara_desk.ui.desks.box_office.room import Room, activate
from aspara_desk.ui.desks.box_office.sale import Sale, Stage
from aspara_desk.ui.desks.box_office.words import say
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner

_WIDTH, _WIDEST = 400, 520
_LOWEST = 360
_SHARE = 0.27  # of the page's width


class OrderSheet(QFrame):
    """Shows a sale; what is wanted of it is said by `basket` and `payment`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self.basket = Basket(self)
        self.payment = Payment(self)
        self._problem = Banner(self, closable=False)
        self._shown: tuple[Sale, Sequence[TicketType], Translator] | None = None
        self._is_fitting = False
        self._rule = rule = role(QFrame(self), "rule")
        rule.setFixedHeight(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 3 * SPACE, SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.basket, 1)
        column.addWidget(rule)
        column.addStretch(0)  # for where the basket is left out
        self._problem.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # no line of it is cut
        column.addWidget(self._problem)
        column.addWidget(self.payment)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def fit(self) -> None:
        """Sizes as the text is now."""
        self.basket.fit()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """As wide as it should be; less where the tiles would have too little, more where the page is wide."""
        page, theme = self.parentWidget(), current()
        share = round(page.width() * _SHARE) if page is not None else 0
        width = min(max(share, theme.px(_WIDTH)), theme.px(_WIDEST))
        return QSize(width, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        """As wide whatever is left out; lower than what is shown: where there is less room, less is shown."""
        width = max(super().minimumSizeHint().width(), self.payment.least_width + 2 * SPACE)
        return QSize(width, current().px(_LOWEST))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None and not self._is_fitting:  # what is hidden may resize it
            self.show_sale(*self._shown)

    def show_sale(self, sale: Sale, types: Sequence[TicketType], t: Translator) -> None:
        """Where it is low, what can be done without leaves its place to what is being paid, and to what is said."""
        self._shown = sale, types, t
        if sale.problem is None:
            self._problem.dismiss()
        else:
            self._problem.show_text(*say(sale.problem, types, t))
        self._is_fitting = True
        for room in Room:
            self._show_in(room, sale, t)
            if self._fits():
                break
        self._is_fitting = False

    def _show_in(self, room: Room, sale: Sale, t: Translator) -> None:
        self.payment.show_sale(sale, t, room=room)  # first: what it hides makes room for the basket
        self.basket.show_sale(sale, t, room=room)
        has_lines = room in {Room.USUAL, Room.LOW}
        self.basket.setVisible(has_lines)
        self._rule.setVisible(has_lines)

    def _fits(self) -> bool:
        self.payment.settle()
        self.basket.settle()
        activate(self._problem)
        activate(self)
        basket, needed = self.basket, self._column.totalMinimumHeightForWidth(self.width())
        if basket.isVisibleTo(self):
            needed += max(basket.least_height - basket.minimumSizeHint().height(), 0)
        return needed <= self.height()

    def key_place(self, sale: Sale) -> QWidget | None:
        """Where the next key belongs; None: to the find box, or nowhere while the sale is being recorded."""
        match sale.stage:
            case Stage.COUNTING:
                return self.basket.count_edit
            case Stage.PAYING:
                return self.payment.cash_edit if sale.takes_cash else self.payment.sell_button
            case _:
                return None
