"""Asks once, in place, before something is done with a ticket; never a window of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.errors import Problem
from aspara_desk.domain.sales import Method
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.box_office.ticket_acts import LOOKS, PAYMENTS, Act, method_word
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.field import Field

_WHY = mark("Reason, for the record")
_BACK = mark("Back")
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked. `says` and `does` are made again for each language; `does` is None where a payment is chosen."""

    says: Callable[[Translator], str]
    does: Callable[[Translator], str] | None
    needs_reason: bool = False
    ends: bool = False
    saves: bool = False
    """Whether what Enter prints can be saved instead."""


class Question(QFrame):
    """A sentence with the thing's name, a field for the reason where one is needed, and the way on or back."""

    confirmed = Signal(str)
    """With the reason as it was typed."""
    payment_chosen = Signal(str)
    """The value of a `Method`."""
    saving_chosen = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._asking: Asking | None = None
        self._does = ""
        self._says = role(QLabel(), "heading")
        self._says.setWordWrap(True)
        self._why = Field(self)
        self._fault = role(QLabel(), "error")
        self._fault.setWordWrap(True)
        self._problem: Problem | None = None
        self._go = QPushButton(self)
        self._save = role(QPushButton(self), "secondary")
        self._payments = self._payment_buttons()
        self._back = role(QPushButton(self), "quiet")
        self._lay_out()
        self._go.clicked.connect(self._on_confirmed)
        self._save.clicked.connect(self.saving_chosen)
        self._back.clicked.connect(self.dismissed)

    def _payment_buttons(self) -> Mapping[Method, QPushButton]:
        buttons = {}
        for method in PAYMENTS:
            button = role(QPushButton(self), "secondary")
            button.clicked.connect(lambda _checked=False, chosen=method: self.payment_chosen.emit(chosen.value))
            buttons[method] = button
        return buttons

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self._go)
        buttons.addWidget(self._save)
        for button in self._payments.values():
            buttons.addWidget(button)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (self._says, self._why, self._fault):
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
        self._go.setVisible(asking.does is not None)
        self._save.setVisible(asking.saves)
        self._why.setVisible(asking.needs_reason)
        for button in self._payments.values():
            button.setVisible(asking.does is None)
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
        elif self._asking.does is None:
            self._payments[Method.CASH].setFocus()
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
        for button in (self._go, self._save, *self._payments.values()):
            button.setEnabled(not busy)

    def set_words(self, t: Translator) -> None:
        self._why.set_label(t(_WHY))
        self._why.set_words(t)
        if self._problem is not None:
            self._fault.setText(sentence(self._problem, t))
        self._back.setText(f"{t(_BACK)}  Esc")
        self._save.setText(f"{t(LOOKS[Act.SAVE].word)}  {LOOKS[Act.SAVE].key}")
        for method, button in self._payments.items():
            button.setText(f"{method_word(method, t)}  {PAYMENTS[method]}")
        if self._asking is not None:
            self._says.setText(self._asking.says(t))
            self.setAccessibleName(self._says.text())
            if self._asking.does is not None:
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
            elif self._asking.does is not None:
                self._on_confirmed()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_confirmed(self) -> None:
        self.confirmed.emit(self._why.text)
