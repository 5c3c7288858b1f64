"""The last sale: its order, what it cost, what goes back, and its tickets to print or save."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.sales import Method
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.ui.desks.box_office.checkout import Receipt
from aspara_desk.ui.desks.box_office.words import METHOD_WORDS
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import ICON, SPACE
from aspara_desk.ui.widgets.icon_label import IconLabel

_SOLD = mark("Sold {order}")
_GIVEN = mark("Given {order}")
_RESERVED = mark("{order} waits for payment")
_VOID = mark("{order} is void")
_SOME_VOID = mark_plural("{count} void", "{count} void")
_TICKETS = mark_plural("{count} ticket", "{count} tickets")
_CHANGE = mark("Change")
_NO_CHANGE = mark("No change")
_LEAST, _USUAL = 104, 164
_PRINT = mark("Print · Ctrl+P")
_PRINT_SHORT = mark("Print")
_SAVE_SHORT = mark("PDF")
_SAVE = mark("PDF · Ctrl+S")
_OPEN = mark("Open · F4")
_AT_ONCE = mark("Print at once · Ctrl+T")
_EARLIER = mark("Before the start: {order}")
_NONE = mark("No sale at this desk yet")
_NONE_SAYS = mark("F4 opens the last order of all desks.")


class ReceiptCard(QFrame):
    """It stays until the next sale is recorded."""

    print_wished = Signal()
    save_wished = Signal()
    opened = Signal()
    at_once_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._t: Translator | None = None
        self._receipt: Receipt | None = None
        self._low = False
        self._mark = IconLabel("circle-check", "ok", parent=self)
        self._title = role(QLabel(), "heading")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._what = role(QLabel(), "muted")
        self._what.setWordWrap(True)
        self._what.setMinimumWidth(1)  # a name without a space makes no window grow
        self._change_word = role(QLabel(), "strong")
        self._change = role(QLabel(), "figure")
        self.at_once = role(QToolButton(self), "quiet")
        self.at_once.setIcon(current().icon("printer", "muted", checked="accent"))
        self.at_once.setCheckable(True)
        self.at_once.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._open = role(QToolButton(self), "quiet")
        self._open.setIcon(current().icon("arrow-up-right"))
        self._open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._print = self._button("printer")
        self._save = self._button("file-down")
        self._lay_out()
        self._print.clicked.connect(self.print_wished)
        self._save.clicked.connect(self.save_wished)
        self._open.clicked.connect(self.opened)
        self.at_once.toggled.connect(self.at_once_chosen)

    def _button(self, icon: str) -> QPushButton:
        button = role(QPushButton(self), "secondary")
        button.setIcon(current().icon(icon))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        head.addWidget(self.at_once)
        head.addWidget(self._open)
        self._change_row = change = QHBoxLayout()
        change.setSpacing(3 * SPACE)
        change.addWidget(self._change_word, alignment=Qt.AlignmentFlag.AlignBaseline)
        change.addWidget(self._change, alignment=Qt.AlignmentFlag.AlignBaseline)
        change.addStretch(1)
        self._button_row = buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        for button in (self._print, self._save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._what)
        column.addLayout(change)
        column.addStretch(1)
        column.addLayout(buttons)

    def fit(self) -> None:
        """Sizes as the text is now."""
        side = current().px(ICON)
        for button in (self.at_once, self._open):  # the style sheet sees to the others
            button.setIconSize(QSize(side, side))
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), current().px(_LEAST))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where it is low, the buttons stand beside the change, in few words or none; what was sold is said where there
        is room for it, else by the title alone.
        """
        self._low = self.height() < current().px(_USUAL)
        beside = self._change_row if self._low else self._button_row
        for button in (self._print, self._save):
            if beside.indexOf(button) < 0:
                beside.insertWidget(beside.count() - (not self._low), button)
        space = (2 if self._low else 3) * SPACE
        self._what.setVisible(not self._low or self._has_room_for_words(space))
        role(self._change, "heading" if self._low else "figure")
        self._column.setContentsMargins(4 * SPACE, space, 4 * SPACE, space)
        self._say_change()
        self._name_buttons()
        self._fit_title()

    def _has_room_for_words(self, space: int) -> bool:
        """Between the title and the buttons, whatever lines they take."""
        beside = self.at_once.sizeHint().width() + 2 * SPACE
        title = self._title.heightForWidth(self._room - beside) if self._title.wordWrap() else 0
        head = max(title, self._title.sizeHint().height(), self.at_once.sizeHint().height())
        below = self._change_row.sizeHint().height() if self._receipt is not None else 0
        lines = head + self._what.heightForWidth(self._room) + below
        return lines + 2 * space + self._column.spacing() * self._column.count() <= self.height()

    def _name_buttons(self) -> None:
        if self._t is None:
            return
        words = ((self._print, _PRINT_SHORT, _PRINT), (self._save, _SAVE_SHORT, _SAVE))
        for button, short, usual in words:
            button.setText(self._t(short if self._low else usual))
            button.setToolTip(self._t(usual))
            button.setAccessibleName(self._t(usual))
        beside = (self._change_word, self._change) if self._low else ()
        shown = [one for one in (*beside, self._print, self._save) if not one.isHidden()]
        if sum(one.sizeHint().width() + 3 * SPACE for one in shown) > self._room:
            for button, _short, _usual in words:
                button.setText("")  # its picture is left

    @property
    def _room(self) -> int:
        return self.width() - 2 * 4 * SPACE

    def _fit_title(self) -> None:
        """Never cut: smaller where there is little room, and the number alone, beside its sign, where there is less."""
        if self._t is None or self._receipt is None:
            return
        full, number = self._t(_state(self._receipt)[0], order=self._receipt.order), self._receipt.order
        beside = sum(one.sizeHint().width() + 2 * SPACE for one in (self._mark, self.at_once, self._open))
        looks = [(text, kind) for text in (full, number) for kind in ("heading", "strong")]
        text, kind = next((one for one in looks if self._width(*one) <= self._room - beside), looks[-1])
        role(self._title, kind)
        self._title.setText(text)
        self._title.setToolTip(full)

    @staticmethod
    def _width(text: str, kind: str) -> int:
        size = "heading" if kind == "heading" else "body"
        return QFontMetrics(current().font(size, bold=True)).horizontalAdvance(text)

    def _say_change(self) -> None:
        """What goes back; where nothing does, and the words are left out, what was paid."""
        t, receipt = self._t, self._receipt
        word, amount = "", ""
        if t is None or receipt is None:
            pass
        elif receipt.change is not None and receipt.change.minor > 0:
            word, amount = t(_CHANGE), formats.money(receipt.change)
        elif self._what.isHidden():
            word, amount = t(METHOD_WORDS[receipt.method]), formats.money(receipt.total)
        elif receipt.change is not None:
            word = t(_NO_CHANGE)
        for label, text in ((self._change_word, word), (self._change, amount)):
            label.setText(text)
            label.setVisible(bool(text))  # an empty one would take a line

    def show_receipt(self, receipt: Receipt | None, t: Translator, when: str = "") -> None:
        """`when` is when it was recorded, of one from before the start."""
        self._t, self._receipt = t, receipt
        for button in (self._print, self._save):
            button.setVisible(receipt is not None and receipt.stands)
        self._open.setToolTip(t(_OPEN))
        self._open.setAccessibleName(t(_OPEN))
        self.at_once.setToolTip(t(_AT_ONCE))
        self.at_once.setAccessibleName(t(_AT_ONCE))
        self._open.setVisible(receipt is not None)
        self._mark.setVisible(receipt is not None)
        self._title.setWordWrap(receipt is None)
        if receipt is None:
            role(self._title, "strong")
            self._title.setText(t(_NONE))
            self._what.setText(t(_NONE_SAYS))
        else:
            self._show(receipt, t, when)
        self._arrange()

    def _show(self, receipt: Receipt, t: Translator, when: str) -> None:
        title, *sign = _state(receipt)
        self._mark.show_icon(*sign)
        tickets = t.plural(*_TICKETS, len(receipt.numbers)) if receipt.stands else ""
        void = t.plural(*_SOME_VOID, receipt.void) if receipt.void else ""
        seats = formats.seats(receipt.seats)
        paid = t(METHOD_WORDS[receipt.method])
        parts = [when, tickets, seats, void, formats.money(receipt.total), paid, receipt.buyer]
        self._what.setText(" · ".join(part for part in parts if part))
        self._say_change()
        self.setAccessibleName(
            f"{t(title, order=receipt.order)} {self._what.text()} {self._change_word.text()} {self._change.text()}"
        )


def _state(receipt: Receipt) -> tuple[str, str, str]:
    """The title's message, an icon and its colour."""
    title = _GIVEN if receipt.method is Method.FREE else _SOLD
    sign = "circle-check", "ok"
    if not receipt.stands:
        title, sign = _VOID, ("ticket-x", "error")
    elif not receipt.is_paid:
        title, sign = _RESERVED, ("hourglass", "warning")
    return _EARLIER if receipt.before_start is not None else title, *sign
