"""Asks once, in place, before something is done with a ticket; never a window of its own."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.box_office.acts import Act
from aspara_desk.domain.errors import DeskError, Misused, Problem
from aspara_desk.domain.sales import Method
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.askings import Asking
from aspara_desk.ui.desks.box_office.cash_entry import CashEntry
from aspara_desk.ui.desks.box_office.cash_given import CashGiven
from aspara_desk.ui.desks.box_office.guest_picker import GuestPicker
from aspara_desk.ui.desks.box_office.payment_methods import PaymentMethods
from aspara_desk.ui.desks.box_office.ticket_acts import LOOKS, PAYMENTS
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.field import Field

_WHY = mark("Reason, for the record")
_BACK = mark("Back")
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Question(QFrame):
    """A sentence with the thing's name, a field for the reason where one is needed, and the way on or back."""

    confirmed = Signal(str)
    """With the reason as it was typed."""
    paid = Signal(object, object)
    """A `Method`, and the cash that was handed over where it was typed."""
    guest_picked = Signal(object)
    """The UUID of a guest, or the GuestDetails of a new one."""
    saving_chosen = Signal()
    dismissed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._asking: Asking | None = None
        self._does = ""
        self._busy = False
        self._says = role(QLabel(), "heading")
        self._says.setWordWrap(True)
        self._more = role(QLabel(), "warning")
        self._more.setWordWrap(True)
        self._why = Field(self)
        self._fault = role(QLabel(), "error")
        self._fault.setWordWrap(True)
        self._problem: Problem | None = None
        self._go = QPushButton(self)
        self._save = role(QPushButton(self), "secondary")
        self._method = Method.CASH
        self._cash_text = ""
        self._t: Translator | None = None
        self._ways = PaymentMethods(tuple(PAYMENTS), self)
        self._cash = CashEntry(self)
        self._guests = GuestPicker(context, self)
        self._back = role(QPushButton(self), "quiet")
        self._lay_out()
        self._go.clicked.connect(self._on_confirmed)
        self._save.clicked.connect(self.saving_chosen)
        self._back.clicked.connect(self.dismissed)
        self._ways.chosen.connect(self.choose_method)
        self._cash.typed.connect(self._on_cash_typed)
        self._guests.picked.connect(self.guest_picked)
        self._guests.refused.connect(self._on_guest_refused)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self._go)
        buttons.addWidget(self._save)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (self._says, self._more, self._cash, self._ways, self._why, self._guests, self._fault):
            column.addWidget(widget)
        column.addLayout(buttons)

    @property
    def does(self) -> str:
        """What Enter does."""
        return self._does

    def ask(self, asking: Asking, t: Translator) -> None:
        self._asking = asking
        self._why.edit.clear()
        self._clear_problem()
        role(self._go, "danger" if asking.ends else "primary")
        self._save.setVisible(asking.saves)
        self._why.setVisible(asking.needs_reason)
        self._guests.setVisible(asking.needs_guest)
        self._guests.clear()
        self._ways.setVisible(asking.due is not None)
        self._method, self._cash_text = Method.CASH, ""
        self.set_busy(busy=False)
        self.set_words(t)
        self.show()
        self.focus_first()

    def focus_first(self) -> None:
        """Nothing happens while it is not in sight: the room may be another one by now."""
        if self._asking is None or not self.isVisible():
            return
        if self._asking.needs_reason:
            self._why.setFocus()
        elif self._asking.needs_guest:
            self._guests.setFocus()
        elif self._takes_cash:
            self._cash.edit.setFocus()
        else:
            self._go.setFocus()

    def show_problem(self, problem: Problem, t: Translator) -> None:
        """What was typed stays."""
        self._clear_problem()
        if self._asking is not None and self._asking.needs_reason:
            self._why.show_problem(problem, t)
        else:
            self._problem = problem
            self._fault.setText(sentence(problem, t))
            self._fault.show()
        self.set_busy(busy=False)
        self.focus_first()

    def _clear_problem(self) -> None:
        self._problem = None
        self._why.clear_error()
        self._fault.hide()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being done, it cannot be asked for twice."""
        self._why.edit.setReadOnly(busy)
        self._guests.set_locked(locked=busy)
        self._busy = busy
        for button in (self._go, self._save):
            button.setEnabled(not busy)
        self._show_payment()

    def set_words(self, t: Translator) -> None:
        self._why.set_label(t(_WHY))
        self._why.set_words(t)
        self._guests.set_words(t)
        if self._problem is not None:
            self._fault.setText(sentence(self._problem, t))
        self._back.setText(f"{t(_BACK)}  Esc")
        self._save.setText(f"{t(LOOKS[Act.SAVE].word)}  {LOOKS[Act.SAVE].key}")
        self._t = t
        self._show_payment()
        if self._asking is not None:
            self._says.setText(self._asking.says(t))
            self._more.setText(self._asking.more(t) if self._asking.more is not None else "")
            self._more.setVisible(self._asking.more is not None)
            self.setAccessibleName(f"{self._says.text()} {self._more.text()}".strip())
            self._does = self._asking.does(t)
            self._go.setText(f"{self._does}  ⏎")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTERS and event.isAutoRepeat():
            return  # a key that is held answers one question
        if event.key() in _ENTERS and self._asking is not None and self._go.isEnabled():
            focused = self.focusWidget()
            if isinstance(focused, QPushButton) and focused.hasFocus():
                focused.click()
            else:
                self._on_confirmed()
        elif event.key() in _STEPS and self._takes_cash:
            self._on_cash_typed(self._given.next_text(_STEPS[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_confirmed(self) -> None:
        if self._asking is not None and self._asking.needs_guest:
            self._guests.pick()
            return
        if self._asking is None or self._asking.due is None:
            self.confirmed.emit(self._why.text)
            return
        try:
            given = self._given.checked() if self._takes_cash else None
        except Misused as error:
            if self._t is not None:
                self.show_problem(error.problem, self._t)
            return
        self.paid.emit(self._method, given)

    @Slot(object)
    def _on_guest_refused(self, error: DeskError) -> None:
        if self._t is not None:
            self.show_problem(error.problem, self._t)

    # --- what is paid ---

    @property
    def _given(self) -> CashGiven:
        assert self._asking is not None
        assert self._asking.due is not None
        return CashGiven(self._asking.due, self._cash_text)

    @property
    def _takes_cash(self) -> bool:
        due = self._asking.due if self._asking is not None else None
        return due is not None and due.minor > 0 and self._method is Method.CASH

    @Slot(object)
    def choose_method(self, method: Method) -> None:
        if self._busy:
            return
        self._method = method
        self._clear_problem()
        self._show_payment()
        self.focus_first()

    @Slot(str)
    def _on_cash_typed(self, text: str) -> None:
        if not self._busy:
            self._cash_text = text
            self._clear_problem()
            self._show_payment()

    def _show_payment(self) -> None:
        self._cash.setVisible(self._takes_cash)
        if self._t is None or self._asking is None or self._asking.due is None:
            return
        self._ways.show_chosen(self._method, self._t, enabled=not self._busy)
        if self._takes_cash:
            self._cash.show_cash(self._given, self._t, locked=self._busy)
