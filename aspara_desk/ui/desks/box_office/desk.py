"""The box office: the sale, and beside it the page of one ticket and what becomes of it."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.box_office.orders import recent_orders
from aspara_desk.domain.errors import DeskError
from aspara_desk.i18n.translator import Translator
from aspara_desk.scanning.wedge import Scan
from aspara_desk.store.sales import OrderView
from aspara_desk.ui.context import Context
from aspara_desk.ui.desk import Desk, Hint, SellTo, ShowTicket, Wish
from aspara_desk.ui.desks.box_office.sale_page import SalePage
from aspara_desk.ui.desks.box_office.ticket_page import TicketPage
from aspara_desk.ui.desks.box_office.words import METHOD_KEYS
from aspara_desk.ui.printing import Printing


class BoxOfficeDesk(Desk):
    """The sale is kept while a ticket is looked at. A scan opens its ticket and never admits."""

    key = "box_office"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._printing = Printing(context, self)
        self._pages = QStackedWidget(self)
        self._sale = SalePage(context, self._printing, self._pages)
        self._made: TicketPage | None = None
        self._ready = QTimer(self, singleShot=True, interval=0)  # stopped with the room, and before it is gone
        self._ready.timeout.connect(self._make_ticket_page)
        self._lay_out()
        self._add_actions()
        self._connect()

    def _lay_out(self) -> None:
        self._pages.addWidget(self._sale)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _add_actions(self) -> None:
        """Keys of the sale work while the focus is in it: the ticket page has its own."""
        keys: dict[str, Callable[[], None]] = {
            "F2": self._sale.focus_find,
            "F3": self._sale.begin_count,
            "Ctrl+P": self._sale.last.print_tickets,
            "Shift+Ctrl+P": self._sale.last.print_elsewhere,
            "Ctrl+S": self._sale.last.save_tickets,
            "Ctrl+T": self._sale.turn_printing,
            "Ctrl+F": self._on_find_ticket,
            "F4": self._on_last_order,
            **{key: partial(self._sale.choose_method, method) for method, key in METHOD_KEYS.items()},
        }
        for key, act in keys.items():
            action = QAction(self._sale)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self._sale.addAction(action)

    def _connect(self) -> None:
        self._sale.hints_changed.connect(self.hints_changed)
        self._sale.ticket_wanted.connect(self._on_ticket_wanted)
        self._sale.order_wanted.connect(self._on_order_wanted)

    @property
    def _ticket(self) -> TicketPage:
        """Made when it is wanted, where that is before the sale was in sight."""
        return self._make_ticket_page() if self._made is None else self._made

    @Slot()
    def _make_ticket_page(self) -> TicketPage:
        self._ready.stop()
        self._made = page = TicketPage(self.context, self._printing, self._pages)
        self._pages.addWidget(page)
        page.hints_changed.connect(self.hints_changed)
        page.closed.connect(self._on_ticket_closed)
        page.guest_wanted.connect(self._on_guest_wanted)
        return page

    # --- the room ---

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._made is None:
            self._ready.start()

    @override
    def set_words(self, t: Translator) -> None:
        self._sale.set_words(t)
        if self._made is not None:
            self._made.set_words(t)

    @override
    def hints(self) -> Sequence[Hint]:
        return self._shown.hints()

    @property
    def _shown(self) -> SalePage | TicketPage:
        return self._sale if self._pages.currentWidget() is self._sale else self._ticket

    @override
    def enter(self) -> None:
        self._shown.enter()

    @override
    def take_scan(self, scan: Scan) -> bool:
        self._on_ticket_wanted(scan.text)
        return True

    @override
    def grant_wish(self, wish: Wish) -> None:
        match wish:
            case ShowTicket(text):
                self._on_ticket_wanted(text)
            case SellTo(guest_id, name):
                self._on_guest_wanted(guest_id, name)
            case _:
                raise AssertionError(wish)

    def _turn_to(self, page: SalePage | TicketPage) -> None:
        if page is not self._shown:  # what was told goes with its page
            self._sale.last.dismiss()
            self._ticket.forget_told()
        self._pages.setCurrentWidget(page)
        self.hints_changed.emit()

    # --- between the pages ---

    @Slot(str)
    def _on_ticket_wanted(self, text: str) -> None:
        self._turn_to(self._ticket)
        self._ticket.show_text(text)

    @Slot(str)
    def _on_order_wanted(self, number: str) -> None:
        self._turn_to(self._ticket)
        self._ticket.show_order(number)

    def _on_find_ticket(self) -> None:
        """What was typed on the sale is looked for among the tickets."""
        if self._sale.typed.strip():
            self._on_ticket_wanted(self._sale.typed)
        else:
            self._show_newest()

    def _on_last_order(self) -> None:
        receipt = self._sale.sale.receipt
        if receipt is not None:
            self._on_order_wanted(receipt.order)
        else:
            work = partial(recent_orders, self.context.here, 1)
            self.context.ask(self, work, self._on_newest, self._on_no_newest)

    def _on_newest(self, views: Sequence[OrderView]) -> None:
        if views:
            self._on_order_wanted(views[0].order.number)
        else:
            self._show_newest()

    def _on_no_newest(self, _error: DeskError) -> None:
        self._show_newest()  # the page asks again, and says in place what stands in the way

    def _show_newest(self) -> None:
        self._turn_to(self._ticket)
        self._ticket.show_newest()

    @Slot()
    def _on_ticket_closed(self) -> None:
        self._turn_to(self._sale)
        self._sale.enter()

    @Slot(object, str)
    def _on_guest_wanted(self, guest_id: UUID, name: str) -> None:
        self._turn_to(self._sale)
        self._sale.enter()
        self._sale.sell_to(guest_id, name)
