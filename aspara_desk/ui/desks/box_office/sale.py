"""A sale as it grows at the counter: what is wanted, for whom, how it is paid, and what Enter does now. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from uuid import UUID

from aspara_desk.box_office.selling import MOST_IN_ONE_SALE, Sold
from aspara_desk.box_office.stock import Stock
from aspara_desk.domain.errors import Misused, Problem
from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.store.sales import OrderView
from aspara_desk.ui.desks.box_office.cash_given import CashGiven
from aspara_desk.ui.desks.box_office.checkout import (
    Buyer,
    Checkout,
    Line,
    Receipt,
    Unsure,
    receipt,
    receipt_now,
    receipt_of,
)


class Remark(Enum):
    """What the sale itself has to say; what stands in its way is a `Problem`."""

    NAME_WANTED = auto()
    OVER = auto()
    MUCH_CASH = auto()
    NOTHING_CHOSEN = auto()
    NOTHING_FOUND = auto()
    CLEAR_AGAIN = auto()
    CLEARED = auto()
    STORE_BUSY = auto()


class Stage(Enum):
    CHOOSING = auto()
    COUNTING = auto()
    PAYING = auto()
    SAVING = auto()


class Sale:
    """The sale at this counter, and the one before it. Every act leaves the basket as it was, or as it was asked."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.stage = Stage.CHOOSING
        self.lines: tuple[Line, ...] = ()
        self.selected = 0
        self.buyer: Buyer | None = None
        self.method = Method.CASH
        self.cash_text = ""
        self.count_text = ""
        self.problem: Problem | Remark | Unsure | None = None
        self.receipt: Receipt | None = None
        self.prints = False
        self.expired: frozenset[UUID] = frozenset()
        self.know_stock({})
        self._checkout: Checkout | None = None
        self._doubts: tuple[Checkout, ...] = ()  # confirmed, and perhaps recorded; they outlive the basket
        self._cleared: tuple[tuple[Line, ...], Buyer | None] | None = None
        self._removed: tuple[int, Line] | None = None  # the line that was taken out last, and where it stood

    # --- what is in the basket ---

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def line(self) -> Line | None:
        """The one that is selected."""
        return self.lines[self.selected] if self.lines else None

    @property
    def price(self) -> Money:
        """What the basket costs by its prices."""
        return sum((line.total for line in self.lines), Money(0, self.currency))

    @property
    def total(self) -> Money:
        """What is to be paid: nothing for what is given."""
        return Money(0, self.currency) if self.method is Method.FREE else self.price

    @property
    def over_count(self) -> int:
        """How many tickets in the basket open nothing any more."""
        return sum(line.count for line in self.lines if line.type.id in self.expired)

    def know_expired(self, ids: frozenset[UUID]) -> bool:
        """The types that open nothing any more; False: they are the same as before."""
        is_new = ids != self.expired
        self.expired = ids
        return is_new

    def print_at_once(self, *, wanted: bool) -> None:
        """Whether tickets are printed as soon as they are sold."""
        self.prints = wanted

    def report(self, problem: Problem | Remark) -> None:
        """What somebody else found to be in the way, until the next act."""
        self.problem = problem

    def know_stock(self, stock: Mapping[UUID, Stock]) -> None:
        """What is left of each type, by its id, as it was last looked up."""
        self.stock = stock

    def left(self, ticket_type: TicketType) -> int | None:
        """How many more of a type can be had beside those in the basket, never below nothing; None: any number."""
        known = self.stock.get(ticket_type.id)
        if known is None or known.left is None:
            return None
        return max(known.left - self._count_of(ticket_type), 0)

    def _count_of(self, ticket_type: TicketType) -> int:
        return sum(line.count for line in self.lines if line.type.id == ticket_type.id)

    # --- choosing ---

    def take(self, ticket_type: TicketType, count: int = 1) -> None:
        """More of a type: a line of its own, or more in the one that it has. What is sold out is not taken."""
        if self.stage is Stage.SAVING:
            return
        self._resume()
        known = self.stock.get(ticket_type.id)
        if known is not None and known.sold_out:
            self.problem = Problem("sold_out", {"type": ticket_type.key, "wanted": count, "left": 0})
            return
        for index, line in enumerate(self.lines):
            if line.type.id == ticket_type.id:
                self.selected = index
                self._set_count(line.count + count)
                return
        if self._fits(count):
            self.lines = (*self.lines, Line(ticket_type, count))
            self.selected = len(self.lines) - 1

    def add(self, by: int) -> None:
        """More, or fewer, of the line that is selected; with none left the line goes."""
        line = self.line
        if line is None or self.stage is not Stage.CHOOSING:
            return
        self.problem = None
        self._set_count(line.count + by)

    def remove(self) -> None:
        """Takes out the line that is selected; the buyer, where there is no line."""
        if self.is_empty:
            self.forget_buyer()
        elif self.stage is Stage.CHOOSING:
            self.problem = None
            self._set_count(0)

    def know_buyer(self, buyer: Buyer) -> None:
        """More about the guest who is the buyer; of somebody else, or while it is being recorded, it is left."""
        if self.buyer is not None and self.buyer.id == buyer.id and self.stage is not Stage.SAVING:
            self.buyer = buyer

    def forget_buyer(self) -> None:
        if self.stage is Stage.CHOOSING:
            self.problem, self.buyer = None, None

    def select(self, by: int) -> None:
        if self.lines and self.stage is Stage.CHOOSING:
            self.selected = min(max(self.selected + by, 0), len(self.lines) - 1)

    def _set_count(self, count: int) -> None:
        line = self.lines[self.selected]
        if count < 1:
            self._removed = self.selected, line
            self.lines = (*self.lines[: self.selected], *self.lines[self.selected + 1 :])
            self.selected = min(self.selected, max(len(self.lines) - 1, 0))
        elif self._fits(count - line.count):
            changed = replace(line, count=count)
            self.lines = (*self.lines[: self.selected], changed, *self.lines[self.selected + 1 :])

    def _fits(self, more: int) -> bool:
        if self.count + more <= MOST_IN_ONE_SALE:
            return True
        self.problem = Problem("count_out_of_range", {"count": self.count + more, "most": MOST_IN_ONE_SALE})
        return False

    def refresh(self, types: Sequence[TicketType], currency: str) -> None:
        """Takes over another programme. A line whose type is gone goes; a confirmed sale is left as it was offered."""
        self.currency = currency
        if self.stage is Stage.SAVING:
            return
        known = {one.id: one for one in types}
        self.lines = tuple(replace(line, type=known[line.type.id]) for line in self.lines if line.type.id in known)
        self.selected = min(self.selected, max(len(self.lines) - 1, 0))
        self._cleared = self._removed = None
        if self.is_empty:
            self.stage = Stage.CHOOSING

    # --- the buyer ---

    def choose_buyer(self, buyer: Buyer) -> None:
        if self.stage is Stage.SAVING:
            return
        self._resume()
        self.buyer = buyer

    @property
    def wants_name(self) -> bool:
        """Whether a ticket in the basket is checked against a name that nobody has given."""
        return self.buyer is None and any(line.type.personal for line in self.lines)

    # --- the count, typed ---

    def begin_count(self) -> None:
        if self.line is not None and self.stage is Stage.CHOOSING:
            self.problem = None
            self.stage, self.count_text = Stage.COUNTING, ""

    def type_count(self, text: str) -> None:
        self.count_text = text
        self.problem = None

    def _take_count(self) -> None:
        """An empty count leaves it as it was."""
        if self.count_text:
            line = self.line
            assert line is not None
            wanted = int(self.count_text) if self.count_text.isdecimal() else 0
            if not 1 <= wanted <= MOST_IN_ONE_SALE - self.count + line.count:
                self.problem = Problem("count_out_of_range", {"count": wanted, "most": MOST_IN_ONE_SALE})
                return
            self._set_count(wanted)
        self.stage = Stage.CHOOSING

    # --- paying ---

    @property
    def takes_cash(self) -> bool:
        return self.method is Method.CASH and self.total.minor > 0

    @property
    def cash(self) -> CashGiven:
        """The cash that is handed over, as it was typed."""
        return CashGiven(self.total, self.cash_text)

    def pay(self, method: Method | None = None) -> None:
        """To the payment. A method that was chosen is kept, also while something is asked before."""
        if self.stage not in {Stage.CHOOSING, Stage.PAYING}:
            return
        if self.is_empty:
            self.problem = Remark.NOTHING_CHOSEN
            return
        if method is not None:
            self.method = method
        self.problem = self._next_question() if self.stage is Stage.CHOOSING else None
        if self.stage is Stage.CHOOSING and self.problem is None:
            self.stage, self.cash_text = Stage.PAYING, ""

    def _questions(self) -> Sequence[Remark]:
        """What is asked of this basket before its payment, each once; the next key to the payment answers yes."""
        asked = {Remark.NAME_WANTED: self.wants_name, Remark.OVER: self.over_count > 0}
        return [question for question, applies in asked.items() if applies]

    def _next_question(self) -> Remark | None:
        questions = self._questions()
        answered = [place for place, question in enumerate(questions, start=1) if self._was_said(question)]
        return next(iter(questions[sum(answered) :]), None)

    def type_cash(self, text: str) -> None:
        if self.stage is Stage.PAYING:
            self.cash_text = text
            self.problem = None

    def enter(self, order_id: UUID) -> Checkout | None:
        """What Enter does: on to the payment, then to the record; nothing while one is being written.

        Gives the checkout that is to be recorded; it is given once. `order_id` is for a sale that is a new one.
        """
        match self.stage:
            case Stage.CHOOSING:
                self.pay()
            case Stage.COUNTING:
                self._take_count()
            case Stage.PAYING:
                return self._check_out(order_id)
            case Stage.SAVING:
                pass
        return None

    def _check_out(self, order_id: UUID) -> Checkout | None:
        try:
            given = self.cash.checked() if self.takes_cash else None
        except Misused as error:
            self.problem = error.problem
            return None
        if self.takes_cash and self.cash.is_improbable and not self._was_said(Remark.MUCH_CASH):
            self.problem = Remark.MUCH_CASH
            return None
        self.problem = None
        self.stage = Stage.SAVING
        self._checkout = self._in_doubt(Checkout(order_id, self.lines, self.buyer, self.method, self.total, given))
        return self._checkout

    def _in_doubt(self, wanted: Checkout) -> Checkout:
        """The same sale as one that may have been recorded keeps its id; every other one of them is looked up first."""
        again = next((one for one in self._doubts if one.wanted == wanted.wanted), wanted)
        others = tuple(one for one in self._doubts if one.order_id != again.order_id)
        return replace(wanted, order_id=again.order_id, doubts=others)

    def back(self) -> None:
        """Esc: one step back. A basket is emptied by the second one, after it was said."""
        match self.stage:
            case Stage.COUNTING | Stage.PAYING:
                self.stage, self.problem = Stage.CHOOSING, None
                self.method, self.cash_text = Method.CASH, ""
            case Stage.CHOOSING if self.problem in self._questions():
                self.method, self.problem = Method.CASH, None
            case Stage.CHOOSING if self.lines and not self._was_said(Remark.CLEAR_AGAIN):
                self.problem = Remark.CLEAR_AGAIN
            case Stage.CHOOSING if self.lines:
                self._cleared = (self.lines, self.buyer)
                self._clear()
                self.problem = Remark.CLEARED
            case Stage.CHOOSING:
                self._clear()
            case Stage.SAVING:
                pass

    @property
    def can_bring_back(self) -> bool:
        """Whether something was taken out of the order, or the order was cleared, and is not begun anew."""
        if self.stage is not Stage.CHOOSING:
            return False
        if self._removed is not None:
            return all(line.type.id != self._removed[1].type.id for line in self.lines)
        return self.is_empty and self._cleared is not None

    def bring_back(self) -> None:
        """The line that was taken out last; or the order that was cleared last, unless another one has begun."""
        if not self.can_bring_back:
            return
        self.problem = None
        if self._removed is not None:
            at, line = self._removed
            if self._fits(line.count):
                self.lines = (*self.lines[:at], line, *self.lines[at:])
                self.selected, self._removed = min(at, len(self.lines) - 1), None
        elif self._cleared is not None:
            self.lines, self.buyer = self._cleared
            self._cleared = None

    def _was_said(self, remark: Remark) -> bool:
        return self.problem is remark

    def _resume(self) -> None:
        """Back to choosing, with whatever was said taken away."""
        self.problem = None
        self.stage = Stage.CHOOSING

    # --- the record ---

    def saved(self, sold: Sold) -> Checkout:
        """It is durable, and the next sale can begin; or an earlier one turned out to be, and nothing more was sold.

        Gives the checkout that was recorded.
        """
        wanted = self._checkout
        assert wanted is not None
        done = next(one for one in (wanted, *wanted.doubts) if one.order_id == sold.order.id)
        self.receipt = receipt(done, sold)
        if done is wanted:  # the others were looked up before it, and are not there
            self._doubts, self._cleared = (), None
            self._clear()
            return done
        self._doubts = tuple(one for one in self._doubts if one.order_id != done.order_id)
        self._checkout = None
        self.stage, self.method, self.cash_text = Stage.CHOOSING, Method.CASH, ""
        self.problem = Problem("sold_already", {"order": sold.order.number})
        return done

    def remember(self, view: OrderView) -> bool:
        """The last order of this desk from before the start; False: one was sold since, which counts."""
        if self.receipt is not None:
            return False
        self.receipt = receipt_of(view)
        return True

    def hear_of(self, view: OrderView) -> bool:
        """How an order is now; False: nothing that the receipt says has changed."""
        before = self.receipt
        if before is None or before.order != view.order.number:
            return False
        self.receipt = receipt_now(before, view)
        return self.receipt != before

    def is_delayed(self) -> None:
        """It takes longer than usual to record; it goes on being tried."""
        if self.stage is Stage.SAVING:
            self.problem = Remark.STORE_BUSY

    def failed(self, problem: Problem, *, unsure: bool) -> None:
        """There is no answer, or it was refused: everything is kept, and what stood in the way is said.

        `unsure`: it may have been recorded all the same. Then the next Enter asks for the same order once more.
        """
        failed = self._checkout
        assert failed is not None
        self._checkout = None
        self.stage, self.problem = Stage.PAYING, Unsure(problem) if unsure else problem
        if unsure:
            self._doubts = (*failed.doubts, replace(failed, doubts=()))

    def _clear(self) -> None:
        self.stage, self.lines, self.selected, self.buyer = Stage.CHOOSING, (), 0, None
        self.method, self.cash_text, self.problem, self._checkout = Method.CASH, "", None, None
        self._removed = None
