"""The ticket page: find a ticket, see what became of it, and do something about it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.box_office import orders
from aspara_desk.box_office.acts import Act
from aspara_desk.domain.code import TicketCode, Unreadable, read
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.sales import Method
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.staff.workplace import Workplace
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desk import Hint
from aspara_desk.ui.desks.box_office.orders_list import OrdersList
from aspara_desk.ui.desks.box_office.ticket_acts import LOOKS, PAYMENTS
from aspara_desk.ui.desks.box_office.ticket_pane import TicketPane
from aspara_desk.ui.desks.box_office.ticket_search import SearchResult, is_question, newest, search
from aspara_desk.ui.models.orders import rows_of_orders
from aspara_desk.ui.printing import Printing
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_FIND = mark("Number, order or name")
_NEWEST = mark("Latest orders")
_FOUND = mark("Found")
_NO_ORDERS = mark("Nothing has been sold yet.")
_NOBODY = mark("Nobody of this name is in the list.")
_NO_NUMBER = mark("There is no ticket and no order of this number.")
_NO_TICKETS = mark("Guests of this name are in the list, but have no ticket.")
_FIND_WORD = mark("Find")
_LAST = mark("Last order")
_OTHER_PRINTER = mark("Print on another printer")
_BACK = mark("Back")
_LIST_WIDTH = 360
_LIST_SHARE = 34  # hundredths of the page that the list takes at most
_STEPS: Mapping[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class _FindBox(QLineEdit):
    stepped = Signal(int)
    """By how many rows the mark of the list is to move."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)


def _order(here: Workplace, number: str) -> SearchResult:
    view = orders.order_view(here, number)
    return SearchResult(rows_of_orders([view]), view.tickets[0].number if view.tickets else None)


class TicketPage(QWidget):
    """What was found is at the left, the ticket at the right. What a scanner read is never written anywhere."""

    closed = Signal()
    guest_wanted = Signal(object, str)
    """The UUID and the name of a guest who wants another ticket."""
    hints_changed = Signal()

    def __init__(self, context: Context, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._searching = context.latest(self)
        self._found = SearchResult(())
        self._is_searching = False
        self._enter_waits = False  # for what is being looked up
        self._fault: DeskError | None = None
        self._side = QWidget(self)
        self._find = role(_FindBox(self._side), "find")
        self._heading = role(QLabel(self._side), "label")
        self._says = role(QLabel(self._side), "muted")
        self._says.setWordWrap(True)
        self._list = OrdersList(context, self._side)
        self._pane = TicketPane(context, printing, self)
        self._lay_out()
        self._on_theme_changed()
        self._add_actions()
        self._connect()
        self.set_words(context.t)

    def _lay_out(self) -> None:
        left = QVBoxLayout(self._side)
        left.setSpacing(2 * SPACE)
        left.addWidget(self._find)
        left.addWidget(self._heading)
        left.addWidget(self._says)
        left.addWidget(self._list, 1)
        left.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._side)
        row.addWidget(self._pane, 1)

    def _add_actions(self) -> None:
        self._add_action("F2", self._on_find_wanted)
        self._add_action("F4", self.show_last)
        by_key: dict[str, list[Act]] = {}
        for act in Act:
            by_key.setdefault(LOOKS[act].key, []).append(act)
        for key, acts in by_key.items():
            self._add_action(key, partial(self._on_act, acts))
        self._add_action("Shift+Ctrl+P", self._on_other_printer)
        for method, key in PAYMENTS.items():
            self._add_action(key, partial(self._on_payment, method))

    def _add_action(self, key: str, act: object) -> None:
        """It works while the focus is within the page."""
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(act)
        self.addAction(action)

    def _connect(self) -> None:
        self._find.textChanged.connect(self._on_text_changed)
        self._find.returnPressed.connect(self._on_enter)
        self._find.stepped.connect(self._list.step)
        self._list.chosen.connect(self._pane.show_number)
        self._pane.shown.connect(self._on_shown)
        self._pane.guest_wanted.connect(self.guest_wanted)
        self._pane.hints_changed.connect(self.hints_changed)
        self._pane.left.connect(self._find.setFocus)
        self._context.changed.connect(self._on_changed)
        current().changed.connect(self._on_theme_changed)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._side.setFixedWidth(min(current().px(_LIST_WIDTH), self.width() * _LIST_SHARE // 100))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_theme_changed()

    # --- what is asked for from outside ---

    def enter(self) -> None:
        """The page is shown: the next key goes to what is asked, or to the find box."""
        if self._pane.is_asking:
            self._pane.focus_question()
        else:
            self._focus()

    def _focus(self) -> None:
        """Answers come also while somebody works in another room, whose focus is left alone."""
        if self.isVisible():
            self._find.setFocus()

    def forget_told(self) -> None:
        self._pane.forget_told()

    def show_newest(self) -> None:
        """The latest orders, and no ticket yet."""
        self._pane.show_nothing()
        self._clear_find()
        self._ask(partial(newest, self._context.here))
        self._focus()

    @Slot()
    def show_last(self) -> None:
        """The first ticket of the latest order of all desks."""
        self.show_newest()
        self._enter_waits = True

    def show_text(self, text: str) -> None:
        """A number or a name, or what a scanner read, which is not written anywhere."""
        reading = read(text)
        if reading is Unreadable.NOT_A_TICKET and is_question(text):
            self._clear_find()  # so that the same name is looked for again
            self._find.setText(text)
            self._enter_waits = True
        else:
            self._clear_find()
            self._enter_waits = True
            self._ask(partial(search, self._context.here, text))
        self._focus()

    def show_number(self, number: str) -> None:
        """A ticket whose number is known as it is printed."""
        self._clear_find()
        self._pane.show_number(number)
        self._ask(partial(search, self._context.here, number))
        self._focus()

    def show_order(self, order_number: str) -> None:
        self._clear_find()
        self._enter_waits = True
        self._ask(partial(_order, self._context.here, order_number))
        self._focus()

    # --- finding ---

    def _clear_find(self) -> None:
        self._searching.forget()
        self._find.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._find.clear()
        self._find.blockSignals(False)  # noqa: FBT003

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._enter_waits = False
        self._pane.forget_told()
        if isinstance(read(text), TicketCode):  # a scanner that typed into the box
            self.show_text(text)
        elif is_question(text):
            self._ask(partial(search, self._context.here, text))
        else:
            self._ask(partial(newest, self._context.here))

    def _ask(self, work: "partial[SearchResult]") -> None:
        self._is_searching = True
        self._searching.run(work, self._on_found, self._on_not_found)

    def _on_found(self, found: SearchResult) -> None:
        self._is_searching = False
        self._found, self._fault = found, found.fault
        self._list.show_rows(found.rows, found.number or self._pane.number)
        self._say_found()
        if found.number is not None and found.number != self._pane.number:
            self._pane.show_number(found.number)
        elif self._list.number is None and self._pane.number is not None:
            self._pane.show_nothing()  # nothing is done by mistake to a ticket that is not in the list
        if self._enter_waits:
            self._on_enter()

    def _on_not_found(self, error: DeskError) -> None:
        self._is_searching = False
        self._enter_waits = False
        self._pane.show_fault(error)

    def _say_found(self) -> None:
        t, found = self._context.t, self._found
        typed = bool(self._find.text()) or found.number is not None or found.fault is not None
        self._heading.setText(t(_FOUND if typed else _NEWEST))
        if found.fault is not None:
            says = sentence(found.fault.problem, t)
        elif found.rows:
            says = ""
        elif typed:
            is_number = any(map(str.isdecimal, self._find.text()))
            says = t(_NO_TICKETS if found.people else _NO_NUMBER if is_number else _NOBODY)
        else:
            says = t(_NO_ORDERS)
        self._says.setText(says)
        self._says.setVisible(bool(says))

    @Slot()
    def _on_enter(self) -> None:
        """Opens what is marked, or the first that was found; waits for it where it is still being looked up."""
        if self._is_searching:
            self._enter_waits = True
            return
        self._enter_waits = False
        if self._fault is not None:
            self._pane.show_fault(self._fault)
        elif self._list.number is None:
            self._list.mark_first()
        elif self._list.number != self._pane.number:
            self._pane.show_number(self._list.number)
        self._find.selectAll()

    @Slot(str)
    def _on_shown(self, number: str) -> None:
        self._list.mark(number)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        """What is listed has changed; the pane sees to the ticket."""
        if change is Change.SCANS or self._is_searching:
            return
        life = self._pane.life
        if self._find.text() and is_question(self._find.text()):
            self._ask(partial(search, self._context.here, self._find.text()))
        elif self._found.number is not None and life is not None:
            self._ask(partial(self._again, self._context.here, life.order.order.number, self._pane.number))
        else:
            self._ask(partial(newest, self._context.here, self._pane.number))

    @staticmethod
    def _again(here: Workplace, order: str, number: str | None) -> SearchResult:
        return SearchResult(rows_of_orders([orders.order_view(here, order)]), number)

    # --- keys ---

    @Slot()
    def _on_find_wanted(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def _on_act(self, acts: Sequence[Act], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - as Qt calls it
        """Of the acts that share a key, the one that the ticket's state allows."""
        for act in acts:
            if act in self._pane.allowed:
                self._pane.act(act)
                return

    @Slot()
    def _on_other_printer(self) -> None:
        self._pane.act(Act.PRINT, choose_printer=True)

    def _on_payment(self, method: Method, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - as Qt calls it
        self._pane.pay_by(method)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        elif event.key() in _ENTERS and self._list.hasFocus():
            self._on_enter()
        else:
            super().keyPressEvent(event)

    def _step_back(self) -> None:
        """One step: the question, the message, what was typed, the page."""
        if self._pane.step_back():
            return
        if self._find.text():
            self._find.clear()
        else:
            self.closed.emit()

    # --- words ---

    def set_words(self, t: Translator) -> None:
        self._find.setPlaceholderText(t(_FIND))
        self._find.setAccessibleName(t(_FIND))
        self._list.setAccessibleName(t(_NEWEST))
        self._pane.set_words(t)
        self._say_found()
        self._list.viewport().update()

    def hints(self) -> Sequence[Hint]:
        t = self._context.t
        own = [*self._pane.hints()]
        if self._pane.is_asking:
            return own
        if any(hint.key == LOOKS[Act.PRINT].key for hint in own):
            own.append(Hint("Shift+Ctrl+P", t(_OTHER_PRINTER)))
        return [Hint("F2", t(_FIND_WORD)), *own, Hint("F4", t(_LAST)), Hint("Esc", t(_BACK))]
