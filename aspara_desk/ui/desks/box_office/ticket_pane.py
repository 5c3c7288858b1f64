"""One ticket at the right of the ticket page: what it is, what can be done with it, what happened to it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from aspara_desk import bootstrap
from aspara_desk.box_office import orders, tickets
from aspara_desk.box_office.acts import RIGHTS, Act, permitted, possible
from aspara_desk.box_office.life import TicketLife, life_of
from aspara_desk.box_office.printable import give_on_printable, name_printable, replace_printable
from aspara_desk.box_office.printing import Press
from aspara_desk.domain.errors import DeskError, Refused
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method, Ticket
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.tickets.layouts import DEFAULT
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desk import Hint
from aspara_desk.ui.desks.box_office import askings
from aspara_desk.ui.desks.box_office.askings import Asking, Say
from aspara_desk.ui.desks.box_office.paper_progress import PaperProgress
from aspara_desk.ui.desks.box_office.patience import Patience
from aspara_desk.ui.desks.box_office.ticket_acts import LOOKS, PAYMENTS
from aspara_desk.ui.desks.box_office.ticket_buttons import TicketButtons
from aspara_desk.ui.desks.box_office.ticket_card import TicketCard
from aspara_desk.ui.desks.box_office.ticket_history import TicketHistoryView
from aspara_desk.ui.desks.box_office.ticket_question import Question
from aspara_desk.ui.desks.box_office.words import METHOD_WORDS, STORE_BUSY
from aspara_desk.ui.printing import Printing
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.empty import EmptyState

T = TypeVar("T")

_NOTHING = mark("No ticket is shown")
_NOTHING_SAYS = mark("Scan a ticket, or type its number, the order's number or the guest's name.")
_HISTORY = mark("What happened to this ticket")
_BACK = mark("Back")
_LOW = 520  # there is no room for a question and the history
_WITH_NEW = (Act.PRINT, Act.SAVE)


class TicketPane(QWidget):
    """Asks in place, acts off the event loop, and reads the ticket again whenever something was sold or scanned."""

    shown = Signal(str)
    """The number of the ticket that is seen now."""
    guest_wanted = Signal(object, str)
    """The UUID and the name of a guest who wants another ticket."""
    hints_changed = Signal()
    left = Signal()
    """What had the focus here is gone; somebody else takes it."""

    def __init__(self, context: Context, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._printing = printing
        self._looking = context.latest(self)
        self._number: str | None = None
        self._life: TicketLife | None = None
        self._asked: Asking | None = None  # the question that is open
        self._answer: Callable[[str], None] | None = None  # what a confirmed question leads to
        self._new: str | None = None  # the number of a new paper, while it is asked what becomes of it
        self._news: Say | None = None
        self._is_delayed = False
        self._banner = Banner(self)
        self._progress = PaperProgress(printing, self)
        self._patience = Patience(self)
        self._pages = QStackedWidget(self)
        self._empty = EmptyState("ticket", self._pages)
        self._ticket = QWidget(self._pages)
        self._card = TicketCard(context, self._ticket)
        self._buttons = TicketButtons(self._ticket)
        self._question = Question(context, self._ticket)
        self._history = TicketHistoryView(context, self._ticket)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._ticket)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        for widget in (self._card, self._buttons, self._question):
            column.addWidget(widget)
        column.addWidget(self._history, 1)
        column.addStretch(0)  # where the history has no room
        self._question.hide()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._ticket)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(3 * SPACE)
        outer.addWidget(self._banner)
        outer.addWidget(self._progress)
        outer.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._buttons.wanted.connect(self.act)
        self._question.confirmed.connect(self._on_confirmed)
        self._question.guest_picked.connect(self._on_guest_picked)
        self._question.paid.connect(self._on_paid)
        self._question.saving_chosen.connect(self._on_saving_chosen)
        self._question.dismissed.connect(self.step_back)
        self._printing.told.connect(self._on_told)
        self._context.changed.connect(self._on_changed)
        self._patience.timeout.connect(self._on_delayed)

    # --- what is shown ---

    @property
    def number(self) -> str | None:
        return self._number

    @property
    def life(self) -> TicketLife | None:
        return self._life

    def show_number(self, number: str) -> None:
        """Another ticket, or the same one again: what was being asked is dropped."""
        self._close_question()
        self._banner.dismiss()
        self._news = None
        self._number = number
        self._read()

    def show_nothing(self) -> None:
        self._looking.forget()
        self._close_question()
        self._number, self._life = None, None
        self._pages.setCurrentIndex(0)
        self.hints_changed.emit()

    def forget_told(self) -> None:
        """What was told is about a ticket that nobody is at any more; not while something is still on its way."""
        if not self._is_delayed:
            self._banner.dismiss()

    def show_fault(self, error: DeskError) -> None:
        """What stands in the way. The ticket that is shown stays."""
        self._news = None
        self._banner.show_problem(error.problem, self._context.t)

    def _read(self) -> None:
        if self._number is not None:
            work = partial(life_of, self._context.here, self._number)
            self._looking.run(work, self._on_life, self.show_fault)

    @Slot(object)
    def _on_life(self, life: TicketLife) -> None:
        self._life = life
        self._show_life(life)
        self._pages.setCurrentIndex(1)
        self.shown.emit(life.ticket.number)
        self.hints_changed.emit()

    def _show_life(self, life: TicketLife) -> None:
        self._card.show_life(life)
        self._buttons.show_acts(possible(life))
        self._history.show_life(life)

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        self._read()

    @Slot(str, str)
    def _on_told(self, kind: str, text: str) -> None:
        """Not while another page is in sight: that one tells it."""
        page = self.parentWidget()
        if page is None or not page.isHidden():
            self._news = self._printing.words
            self._banner.show_text(kind, text)

    # --- what is done ---

    @Slot(object)
    def act(self, act: Act, *, choose_printer: bool = False) -> None:
        """Asks or acts. What the state does not allow is left alone; what the role does not, is said."""
        if self._new is not None:
            self._use_new(act, self._new, choose_printer=choose_printer)
            return
        life = self._life
        if life is None or self.is_asking or act not in possible(life):
            return
        if life.ticket.number != self._number:  # another one is about to be shown
            return
        try:
            self._context.here.require(RIGHTS[act])
        except Refused as error:
            self.show_fault(error)
            return
        self._banner.dismiss()
        number = life.ticket.number
        match act:
            case Act.PRINT:
                self._printing.print_numbers(self, [number], choose=choose_printer)
            case Act.SAVE:
                self._printing.save_numbers(self, [number])
            case Act.UNBLOCK:
                work = partial(tickets.unblock, self._context.here, number)
                self._run(work, lambda _ticket: askings.done(act, life))
            case Act.SELL_TO:
                guest_id = life.ticket.guest_id
                assert isinstance(guest_id, UUID)
                self.guest_wanted.emit(guest_id, life.ticket.guest_name or "")
            case _:
                self._ask(act, life)

    def _ask(self, act: Act, life: TicketLife) -> None:
        here, keyring = self._context.here, self._context.keyring
        number, order = life.ticket.number, life.order.order.number
        answers: dict[Act, Callable[[str], None]] = {
            Act.VOID: self._with_reason(partial(tickets.void, here, number), askings.done(Act.VOID, life)),
            Act.VOID_ORDER: self._with_reason(
                partial(orders.void_order, here, order), askings.done(Act.VOID_ORDER, life)
            ),
            Act.BLOCK: self._with_reason(partial(tickets.block, here, number), askings.done(Act.BLOCK, life)),
            Act.REPLACE: lambda _why: self._renew(number, partial(replace_printable, here, keyring)),
        }
        self._open(askings.asking(act, life), answers.get(act))

    def _with_reason(self, work: Callable[[str], object], say: Say) -> Callable[[str], None]:
        return lambda why: self._run(partial(work, why), lambda _outcome: say)

    @Slot(object)
    def _on_guest_picked(self, guest: GuestDetails | UUID) -> None:
        life = self._life
        if life is None or self._asked is None:
            return
        here, number = self._context.here, life.ticket.number
        self._question.set_busy(busy=True)
        if life.ticket.guest_id is None:
            self._renew(number, lambda press, _number: name_printable(here, press, number, guest))
        else:
            give_on = partial(give_on_printable, here, self._context.keyring)
            self._renew(number, lambda press, _number: give_on(press, number, guest))

    def _renew(self, number: str, work: Callable[[Press, str], Ticket]) -> None:
        """Makes a new paper of a ticket, or another one of it; then it is asked whether to print it."""
        context, asked = self._context, self._asked
        language = context.language.key
        self._patience.start()
        done, refused = partial(self._on_renewed, asked, number), partial(self._on_refused, asked)
        context.act(
            self, lambda: work(bootstrap.press(language, DEFAULT), number), done, refused, changes=Change.SALES
        )  # fmt: skip

    def _on_renewed(self, asked: Asking | None, old: str, new: Ticket) -> None:
        self._end_delay()
        gone_on = self._number != old or (self.is_asking and self._asked is not asked)
        if gone_on:  # to another ticket, or another question
            self._tell(askings.renewed(new, old))
        else:
            self.show_number(new.number)
            self._new = new.number
            self._open(askings.asking_about_new(new, old), lambda _why: self._use_new(Act.PRINT, new.number))
        if asked is not None and asked.needs_guest:
            self._context.changed.emit(Change.GUESTS)  # one who was not in the list is now

    def _use_new(self, act: Act, number: str, *, choose_printer: bool = False) -> None:
        self._close_question()
        if act is Act.SAVE:
            self._printing.save_numbers(self, [number])
        else:
            self._printing.print_numbers(self, [number], choose=choose_printer)

    @Slot()
    def _on_saving_chosen(self) -> None:
        self.act(Act.SAVE)

    @property
    def allowed(self) -> Sequence[Act]:
        """What the state of the ticket allows, whoever asks; of a new paper, what it is asked about."""
        if self._new is not None:
            return _WITH_NEW
        return possible(self._life) if self._life is not None else ()

    @Slot(object, object)
    def _on_paid(self, method: Method, given: Money | None) -> None:
        if self._life is not None and self.is_choosing_payment:
            self._question.set_busy(busy=True)
            work = partial(tickets.pay, self._context.here, self._life.order.order.number, method)
            self._run(work, lambda paid: askings.paid(paid.order.number, paid.amount, given))

    def pay_by(self, method: Method) -> None:
        """By the method's key, while it is asked how."""
        if self.is_choosing_payment:
            self._question.choose_method(method)

    def _run(self, work: Callable[[], T], say: Callable[[T], Say]) -> None:
        """The answer is to the question that is open now; another one may be by then, and stays as it is."""
        asked = self._asked

        def done(outcome: T) -> None:
            self._end_delay()
            if self._asked is asked:
                self._close_question()
            self._tell(say(outcome))

        self._patience.start()
        self._context.act(self, work, done, partial(self._on_refused, asked), changes=Change.SALES)

    @Slot()
    def _on_delayed(self) -> None:
        self._news = None
        self._is_delayed = True
        self._banner.show_text("info", self._context.t(STORE_BUSY))

    def _end_delay(self) -> None:
        self._patience.stop()
        if self._is_delayed:
            self._is_delayed = False
            self._banner.dismiss()

    def _on_refused(self, asked: Asking | None, error: DeskError) -> None:
        self._end_delay()
        if asked is not None and self._asked is asked:
            self._question.show_problem(error.problem, self._context.t)
        else:
            self.show_fault(error)

    def _tell(self, say: Say) -> None:
        self._news = say
        self._banner.show_text("ok", say(self._context.t))

    # --- the question ---

    @property
    def is_asking(self) -> bool:
        return self._asked is not None

    def focus_question(self) -> None:
        self._question.focus_first()

    @property
    def is_choosing_payment(self) -> bool:
        return self._asked is not None and self._asked.due is not None

    def _open(self, asking: Asking, answer: Callable[[str], None] | None) -> None:
        self._asked, self._answer = asking, answer
        self._buttons.hide()
        self._history.setVisible(not asking.needs_guest and self.height() >= current().px(_LOW))
        self._question.ask(asking, self._context.t)
        self.hints_changed.emit()

    def _close_question(self) -> None:
        self._new = None
        if self.is_asking:
            focused = QApplication.focusWidget()  # none: it was on a button that was switched off meanwhile
            had_focus = focused is None or self._question.isAncestorOf(focused)
            self._asked = None
            self._question.hide()
            self._buttons.show()
            self._history.show()
            if had_focus and self.isVisible():
                self.left.emit()
            self.hints_changed.emit()

    @Slot(str)
    def _on_confirmed(self, why: str) -> None:
        if self._answer is not None:
            self._question.set_busy(busy=True)
            self._answer(why)

    @Slot()
    def step_back(self) -> bool:
        """Closes the question, or takes the message away; False: there was neither."""
        if self.is_asking:
            self._close_question()
            return True
        if not self._banner.isHidden():
            self._banner.dismiss()
            return True
        return False

    # --- words ---

    def set_words(self, t: Translator) -> None:
        self._empty.show_text(t(_NOTHING), t(_NOTHING_SAYS))
        self._history.setAccessibleName(t(_HISTORY))
        self._buttons.set_words(t)
        self._question.set_words(t)
        self._progress.set_words(t)
        self._banner.set_words(t)
        if self._news is not None and not self._banner.isHidden():
            self._banner.show_text(self._banner.kind, self._news(t))
        if self._life is not None:
            self._show_life(self._life)

    def hints(self) -> Sequence[Hint]:
        """Only what this person may do with this ticket as it is."""
        t = self._context.t
        if self.is_choosing_payment:
            ways = [Hint(key, t(METHOD_WORDS[method])) for method, key in PAYMENTS.items()]
            return [Hint("Enter", self._question.does), *ways, Hint("Esc", t(_BACK))]
        if self.is_asking:
            others = _WITH_NEW if self._new is not None else ()
            keys = [Hint(LOOKS[act].key, t(LOOKS[act].word)) for act in others]
            return [Hint("Enter", self._question.does), *keys, Hint("Esc", t(_BACK))]
        if self._life is None:
            return []
        return [Hint(LOOKS[act].key, t(LOOKS[act].word)) for act in permitted(self._life, self._context.here.actor)]
