"""The sale: a find box, tiles and a preview at the left, the order with its payment at the right.

All that is decided is decided by `sale.Sale`; the page hands it keys and shows what has become of it.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from aspara_desk.box_office.expiry import expired
from aspara_desk.box_office.selling import Sold, guest_named
from aspara_desk.box_office.stock import Stock
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.sales import Method
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desk import Hint
from aspara_desk.ui.desks.box_office.checkout import Buyer
from aspara_desk.ui.desks.box_office.choices import Choice, NewGuest, OpenOrder, OpenTicket, PickGuest, PickType
from aspara_desk.ui.desks.box_office.finder import TicketFinder
from aspara_desk.ui.desks.box_office.keys import Command, KeyAct, command, hints
from aspara_desk.ui.desks.box_office.last_sale import LastSale
from aspara_desk.ui.desks.box_office.order_sheet import OrderSheet
from aspara_desk.ui.desks.box_office.preview import Preview
from aspara_desk.ui.desks.box_office.receipt_watch import ReceiptWatch
from aspara_desk.ui.desks.box_office.recording import Recording
from aspara_desk.ui.desks.box_office.sale import Remark, Sale, Stage
from aspara_desk.ui.desks.box_office.sale_layout import lay_out
from aspara_desk.ui.desks.box_office.stock_watch import StockWatch
from aspara_desk.ui.desks.box_office.tiles import Tiles
from aspara_desk.ui.desks.box_office.till import Specimen, known_buyer
from aspara_desk.ui.desks.box_office.type_pages import TypePage, type_pages
from aspara_desk.ui.key_places import sign_of_digit_row
from aspara_desk.ui.printing import Printing


class SalePage(QWidget):
    """Stands ready for the next sale as soon as the one before it is recorded."""

    ticket_wanted = Signal(str)
    """The number of a ticket, as it was typed."""
    order_wanted = Signal(str)
    hints_changed = Signal()

    def __init__(self, context: Context, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.sale = Sale(context.programme.season.currency)
        self._pages: Sequence[TypePage] = type_pages(context.programme.ticket_types)
        self._page = 0
        self._stock = StockWatch(context, self)
        self._recording = Recording(context, self.sale, self)
        self._receipt = ReceiptWatch(context, self.sale, self)
        self._construct(printing)
        self._lay_out()
        self._connect()
        self._fit()

    # --- built once ---

    def _construct(self, printing: Printing) -> None:
        self._left = QStackedWidget(self)
        self._finder = TicketFinder(self._context, self, self._left, self._type_at)
        self._tiles = Tiles(self._left)
        self._preview = Preview(self._context, self)
        self.last = LastSale(printing, self)
        self._order = OrderSheet(self)
        self.setFocusProxy(self._finder.box)
        self.sale.print_at_once(wanted=self._context.preferences.prints_at_once)
        self.last.set_at_once(wanted=self.sale.prints)

    def _lay_out(self) -> None:
        self._left.addWidget(self._tiles)
        self._left.addWidget(self._finder.list)
        self._left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        lay_out(self, [self._finder.box, self._left], [self._preview, self.last], self._order)

    def _connect(self) -> None:
        self._finder.picked.connect(self._on_picked)
        self._finder.opened.connect(self._on_found)
        self._finder.closed.connect(self._on_find_left)
        self._finder.failed.connect(self._on_error)
        self._finder.nothing.connect(self._on_nothing_found)
        self._finder.box.layout_changed.connect(self.hints_changed)
        self._tiles.taken.connect(self.take)
        self._tiles.turned.connect(self._turn_to)
        basket, payment = self._order.basket, self._order.payment
        basket.line_pressed.connect(self._on_line_pressed)
        basket.changed_by.connect(self._on_changed_by)
        basket.removed.connect(partial(self._carry_out, Command(KeyAct.REMOVE)))
        basket.guest_removed.connect(partial(self._carry_out, Command(KeyAct.FORGET_BUYER)))
        basket.count_typed.connect(self._on_count_typed)
        payment.method_chosen.connect(self.choose_method)
        payment.cash_typed.connect(self._on_cash_typed)
        payment.confirmed.connect(self._on_enter)
        self.last.opened.connect(self.order_wanted)
        self.last.crowded.connect(self._preview.setHidden)
        self.last.at_once_chosen.connect(self._on_at_once_chosen)
        self._stock.seen.connect(self._on_stock)
        self._stock.failed.connect(self._on_error)
        self._recording.sold.connect(self._on_sold)
        self._recording.failed.connect(self._on_not_sold)
        self._recording.delayed.connect(self._show)
        self._receipt.updated.connect(self._show)
        self._context.changed.connect(self._on_changed)
        self._context.theme.changed.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        self._tiles.fit_in(self.height())
        self._order.fit()
        self.last.fit()

    # --- what is asked for from outside ---

    def enter(self) -> None:
        """The page is shown: what is left may have changed, and the find box stands ready."""
        self._stock.look()
        self._receipt.look()
        self._focus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stock.start()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stock.stop()

    def sell_to(self, guest_id: UUID, name: str) -> None:
        """The next ticket is for this guest, about whom more is looked up."""
        self.sale.choose_buyer(Buyer(guest_named(name), guest_id))
        work = partial(known_buyer, self._context.here, guest_id)
        self._context.ask(self, work, self._on_known_buyer, self._on_error)
        self._show()

    def focus_find(self) -> None:
        """F2: to the find box, whatever is under way; what is being recorded is."""
        if self.sale.stage in {Stage.COUNTING, Stage.PAYING}:
            self.sale.back()
        self._show()
        self._finder.box.selectAll()

    @property
    def typed(self) -> str:
        """What stands in the find box."""
        return self._finder.text

    # --- choosing ---

    @Slot(object)
    def take(self, ticket_type: TicketType) -> None:
        if self.sale.is_empty:
            self._stock.look()  # other desks sell as well
        self.sale.take(ticket_type)
        self.last.dismiss()
        self._show()

    @Slot(int)
    def _turn_to(self, page: int) -> None:
        self._page = page % len(self._pages) if self._pages else 0
        self._show()

    def _type_at(self, digit: int) -> TicketType | None:
        return self._pages[self._page].at(digit) if self._pages else None

    def _take_digit(self, digit: int) -> None:
        one = self._type_at(digit)
        if one is not None:
            if self.typed:
                self._finder.clear()  # with Alt: a ticket was meant
            self.take(one)

    @Slot(int)
    def _on_line_pressed(self, index: int) -> None:
        self.sale.select(index - self.sale.selected)
        self._show()

    @Slot(int)
    def _on_changed_by(self, by: int) -> None:
        self.sale.add(by)
        self._show()

    @Slot()
    def begin_count(self) -> None:
        self.sale.begin_count()
        self._show()

    @Slot(str)
    def _on_count_typed(self, text: str) -> None:
        self.sale.type_count(text)
        self._show()

    # --- finding ---

    @Slot()
    def _on_found(self) -> None:
        self._left.setCurrentWidget(self._finder.list)
        self.hints_changed.emit()

    @Slot()
    def _on_find_left(self) -> None:
        self._left.setCurrentWidget(self._tiles)
        self.hints_changed.emit()

    @Slot(object)
    def _on_error(self, error: DeskError) -> None:
        self.sale.report(error.problem)
        self._show()

    @Slot()
    def _on_nothing_found(self) -> None:
        self.sale.report(Remark.NOTHING_FOUND)
        self._show()

    @Slot(object)
    def _on_picked(self, choice: Choice) -> None:
        match choice:
            case PickType(type=one):
                self.take(one)
            case PickGuest(found):
                self.sale.choose_buyer(Buyer(found.guest.details, found.guest.id))
            case NewGuest(name):
                try:
                    self.sale.choose_buyer(Buyer(guest_named(name)))
                except DeskError as error:
                    self._on_error(error)  # what cannot be a name stays where it was typed
                    return
            case OpenTicket(number):
                self.ticket_wanted.emit(number)
            case OpenOrder(number):
                self.order_wanted.emit(number)
        self._finder.clear()
        self._show()

    def _on_known_buyer(self, buyer: Buyer) -> None:
        self.sale.know_buyer(buyer)
        self._show()

    # --- paying ---

    @Slot(object)
    def choose_method(self, method: Method) -> None:
        """One key from anywhere on the page: to the payment, paid this way."""
        if self.typed:
            return  # a guest is being looked for
        if self.sale.stage is Stage.COUNTING:
            self._on_enter()
        self.sale.pay(method)
        self._show()

    @Slot(str)
    def _on_cash_typed(self, text: str) -> None:
        self.sale.type_cash(text)
        self._show()

    @Slot()
    def _on_enter(self) -> None:
        self._recording.enter()
        self._show()
        if self.sale.stage is Stage.PAYING and self.sale.problem is not None:
            self._order.payment.select_cash()

    @Slot(object)
    def _on_sold(self, _sold: Sold) -> None:
        self._page = 0
        done, was_meant = self.sale.receipt, self.sale.is_empty  # or else an earlier sale, perhaps not wanted any more
        if self.sale.prints and was_meant and done is not None and done.is_paid:
            QTimer.singleShot(0, self.last, self.last.print_tickets)  # after all have heard of the sale
        self._show()

    @Slot()
    def _on_not_sold(self) -> None:
        self._context.look_at_programme()  # which may have changed
        self._show()
        self._stock.look()

    def turn_printing(self) -> None:
        """Ctrl+T: whether tickets are printed as soon as they are sold."""
        self.last.set_at_once(wanted=not self.last.at_once)

    @Slot(bool)
    def _on_at_once_chosen(self, wanted: bool) -> None:  # noqa: FBT001 - as Qt calls it
        self.sale.print_at_once(wanted=wanted)
        self._context.preferences.prints_at_once = wanted
        self._show()

    # --- what changes elsewhere ---

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change is Change.PROGRAMME:
            programme = self._context.programme
            self._pages = type_pages(programme.ticket_types)
            self._page = min(self._page, max(len(self._pages) - 1, 0))
            self.sale.refresh(programme.ticket_types, programme.season.currency)
            self._show()
        if change in {Change.PROGRAMME, Change.SALES} and self.isVisible():
            self._stock.look()

    @Slot(object)
    def _on_stock(self, known: Mapping[UUID, Stock]) -> None:
        if self._look_at_clock() or known != self.sale.stock:
            self.sale.know_stock(known)
            self._receipt.look()  # another desk may have made a ticket of it void
            self._show_left()
            self._show_order()

    # --- keys ---

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = sign_of_digit_row(event)
        wanted = command(Qt.Key(event.key()), event.text(), event.modifiers(), self.sale.stage, sign)
        if wanted is None:
            super().keyPressEvent(event)
        elif wanted.act is KeyAct.TYPE:
            self._finder.type(event.text(), sign)
        elif wanted.act is not KeyAct.ENTER or not event.isAutoRepeat():  # a key that is held confirms one thing
            self._carry_out(wanted)

    def _carry_out(self, wanted: Command) -> None:
        match wanted.act:
            case KeyAct.DIGIT:
                self._take_digit(wanted.value)
            case KeyAct.PAGE:
                self._turn_to(self._page + wanted.value)
            case KeyAct.ENTER:
                self._on_enter()
            case KeyAct.BACK:
                self._go_back()
            case _:
                self._change_order(wanted)
        self._show()

    def _change_order(self, wanted: Command) -> None:
        sale = self.sale
        match wanted.act:
            case KeyAct.ADD:
                sale.add(wanted.value)
            case KeyAct.SELECT:
                sale.select(wanted.value)
            case KeyAct.PROPOSE:
                sale.type_cash(sale.cash.next_text(wanted.value))
            case KeyAct.COUNT:
                sale.begin_count()
            case KeyAct.REMOVE:
                sale.remove()
            case KeyAct.FORGET_BUYER:
                sale.forget_buyer()
            case KeyAct.BRING_BACK:
                sale.bring_back()
            case _:
                raise AssertionError(wanted)

    def _go_back(self) -> None:
        """Esc: what was told goes first. A sale that is cleared leaves the page ready for the next one."""
        if self.sale.stage is not Stage.CHOOSING or not self.last.dismiss():
            self.sale.back()
            self._page = 0 if self.sale.is_empty else self._page

    def hints(self) -> Sequence[Hint]:
        return hints(
            self.sale, self._context.t, is_searching=bool(self.typed),
            digits_are_letters=self._finder.box.digits_are_letters, proposes=self._order.payment.proposes,
        )  # fmt: skip

    # --- what is shown ---

    def set_words(self, t: Translator) -> None:
        self._finder.set_words(t)
        self.last.set_words(t)
        self._preview.set_words(t)
        self._show()

    @Slot()
    def _show(self) -> None:
        self._look_at_clock()
        self._show_order()
        self.last.show_receipt(self.sale.receipt, self._context.t, self._when_sold())
        self._show_left()
        self._show_preview()
        self._focus()
        self.hints_changed.emit()

    def _when_sold(self) -> str:
        """When the last sale was recorded, if that was before the start."""
        receipt, context = self.sale.receipt, self._context
        if receipt is None or receipt.before_start is None:
            return ""
        return formats.when(context.programme.season, receipt.before_start, context.now(), context.t.language)

    def _look_at_clock(self) -> bool:
        """Whether other tickets open nothing any more than before."""
        context = self._context
        over = expired(context.programme, context.programme.ticket_types, context.now())
        return self.sale.know_expired(over)

    def _show_order(self) -> None:
        self._order.show_sale(self.sale, self._context.programme.ticket_types, self._context.t)

    def _show_left(self) -> None:
        self._tiles.show_page(self._pages, self._page, self.sale, self._context.t)

    def _show_preview(self) -> None:
        """The ticket that is being chosen, or else that of the sale beside it."""
        line, buyer, receipt = self.sale.line, self.sale.buyer, self.sale.receipt
        if line is not None:
            self._preview.show_ticket(Specimen(line.type, buyer.details if buyer else None))
        else:
            self._preview.show_ticket(next(iter(receipt.numbers), None) if receipt is not None else None)

    def _focus(self) -> None:
        """Where the next key belongs. Words change, and sales end, also while somebody works in another room."""
        if not self.isVisible():
            return
        wanted = self._finder.box if self.sale.stage is Stage.CHOOSING else self._order.key_place(self.sale)
        if wanted is not None and not wanted.hasFocus():
            wanted.setFocus()
