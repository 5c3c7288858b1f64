"""How an order is paid: the total, the ways to pay, cash with its change, and the button that Enter presses."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.ui.desks.box_office.digit_edit import DigitEdit
from aspara_desk.ui.desks.box_office.sale import Sale, Stage
from aspara_desk.ui.desks.box_office.words import METHOD_KEYS, METHOD_WORDS
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_TOTAL = mark("Total")
_TICKETS = mark_plural("{count} ticket", "{count} tickets")
_GIVEN = mark("Cash received")
_EXACT = mark("exact: {amount}")
_CHANGE = mark("Change")
_MISSING = mark("Missing")
_PAY = mark("Pay · Enter")
_SELL = mark("Sell · Enter")
_SELL_EXACT = mark("Sell, exact cash · Enter")
_SELL_AND_PRINT = mark("Sell and print · Enter")
_GIVE_AND_PRINT = mark("Give and print · Enter")
_GIVE = mark("Give free of charge · Enter")
_RESERVE = mark("Sell, pay later · Enter")
_SAVING = mark("Saving…")
_WAYS = mark("How it is paid")
_KEY_AND_WORD = "{key}  {word}"
_COLUMNS = 3
_BESIDE = 26  # the edges and the padding of a segment
_MOST_PROPOSALS = 4


class Payment(QWidget):
    """The lower part of the order's sheet. It changes nothing itself: it says what the mouse and the keys want."""

    method_chosen = Signal(object)
    """A Method."""
    cash_typed = Signal(str)
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_low = False  # no room for the amounts, which the arrow keys propose as well
        self._total_word, self._total = role(QLabel(), "strong"), role(QLabel(), "figure")
        self._count = role(QLabel(), "caption")
        self._methods: dict[Method, QPushButton] = {}
        self._ways = role(QFrame(self), "track")
        self._cash = QWidget(self)
        self._given_word = role(QLabel(), "label")
        self.cash_edit = DigitEdit(self._cash)
        self._proposals = [role(QPushButton(self._cash), "quiet") for _ in range(_MOST_PROPOSALS)]
        self._change_word, self._change = role(QLabel(), "strong"), role(QLabel(), "figure")
        self.sell_button = role(QPushButton(), "primary")
        self._build_ways()
        self._build_cash()
        self._lay_out()
        self.cash_edit.textEdited.connect(self.cash_typed)
        self.sell_button.clicked.connect(self.confirmed)

    def _build_ways(self) -> None:
        grid = QGridLayout(self._ways)
        grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid.setSpacing(SPACE)
        for place, method in enumerate(METHOD_KEYS):
            button = role(QPushButton(self._ways), "segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key works from everywhere
            button.clicked.connect(lambda _checked=False, method=method: self.method_chosen.emit(method))
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
            self._methods[method] = button

    def _build_cash(self) -> None:
        self.cash_edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.cash_edit.setMaxLength(20)
        self._given_word.setBuddy(self.cash_edit)
        chips = QHBoxLayout()
        chips.setSpacing(SPACE)
        for chip in self._proposals:
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(lambda _checked=False, chip=chip: self._on_proposed(chip))
            chips.addWidget(chip)
        chips.addStretch(1)
        given = QVBoxLayout()
        given.setSpacing(SPACE)
        given.addWidget(self._given_word)
        given.addWidget(self.cash_edit)
        change = QVBoxLayout()
        change.setSpacing(0)
        self._change.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._change_word.setAlignment(Qt.AlignmentFlag.AlignRight)
        change.addWidget(self._change_word)
        change.addWidget(self._change)
        row = QHBoxLayout()
        row.setSpacing(4 * SPACE)
        row.addLayout(given, 1)
        row.addLayout(change, 1)
        column = QVBoxLayout(self._cash)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addLayout(chips)

    def _lay_out(self) -> None:
        total = QHBoxLayout()
        total.addWidget(self._total_word)
        total.addWidget(self._count, alignment=Qt.AlignmentFlag.AlignVCenter)
        total.addStretch(1)
        total.addWidget(self._total)
        total.setSpacing(2 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 0, 3 * SPACE, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(total)
        column.addWidget(self._cash)
        column.addWidget(self._ways)
        column.addWidget(self.sell_button)

    # --- what is shown ---

    def show_sale(self, sale: Sale, t: Translator) -> None:
        self._total_word.setText(t(_TOTAL))
        self._total.setText(formats.money(sale.total))
        self._count.setText(t.plural(*_TICKETS, sale.count) if sale.count else "")
        self._show_ways(sale, t)
        self._show_cash(sale, t)
        self.sell_button.setText(self._button_text(sale, t))
        self.sell_button.setEnabled(not sale.is_empty and sale.stage is not Stage.SAVING)

    def _show_ways(self, sale: Sale, t: Translator) -> None:
        paying = sale.stage in {Stage.PAYING, Stage.SAVING}
        self._ways.setAccessibleName(t(_WAYS))
        for method, button in self._methods.items():
            word = t(METHOD_WORDS[method])
            button.setAccessibleName(word)
            button.setChecked(paying and method is sale.method)
            button.setEnabled(not sale.is_empty and sale.stage is not Stage.SAVING)
        self._fit_ways()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_ways()

    def _fit_ways(self) -> None:
        """Without the keys where there is no room for them: the bar of keys has them too."""
        room = self.width() - 2 * 3 * SPACE
        words = {method: button.accessibleName() for method, button in self._methods.items()}
        keyed = {
            method: _KEY_AND_WORD.format(key=METHOD_KEYS[method], word=word) for method, word in words.items()
        }  # fmt: skip
        texts = keyed if self._width_of_ways(keyed) <= room else words
        self._ways.setMinimumWidth(self._width_of_ways(words))
        for method, button in self._methods.items():
            button.setText(texts[method])
            button.setMinimumWidth(self._width_of_way(words[method]))

    def _width_of_ways(self, texts: Mapping[Method, str]) -> int:
        widths = [self._width_of_way(texts[method]) for method in self._methods]
        columns = sum(max(widths[place::_COLUMNS]) for place in range(_COLUMNS))
        return columns + (_COLUMNS + 1) * SPACE

    @staticmethod
    def _width_of_way(text: str) -> int:
        bold = QFontMetrics(current().font("body", bold=True))  # as the chosen one is written
        return bold.horizontalAdvance(text) + current().px(_BESIDE)

    def _show_cash(self, sale: Sale, t: Translator) -> None:
        self._cash.setVisible(sale.takes_cash and sale.stage in {Stage.PAYING, Stage.SAVING})
        self._given_word.setText(t(_GIVEN))
        self.cash_edit.setAccessibleName(t(_GIVEN))
        self.cash_edit.setPlaceholderText(t(_EXACT, amount=formats.money(sale.total)))
        self.cash_edit.setReadOnly(sale.stage is Stage.SAVING)
        if self.cash_edit.text() != sale.cash_text:
            self.cash_edit.setText(sale.cash_text)
        proposals = sale.proposals[1 : 1 + _MOST_PROPOSALS]  # the first is what nothing typed means
        for place, chip in enumerate(self._proposals):
            chip.setVisible(place < len(proposals) and not self.is_low)
            if place < len(proposals):
                chip.setText(formats.money(proposals[place]))
                chip.setProperty("amount", typed(proposals[place]))
        given, change = sale.given, sale.change
        short = given is not None and change is None
        self._change_word.setText("" if given is None else t(_MISSING if short else _CHANGE))
        role(self._change, "figure")
        self._change.setText("" if given is None else formats.money(change or sale.total - given))
        self._change.setEnabled(not short)

    def _button_text(self, sale: Sale, t: Translator) -> str:
        match sale.stage, sale.method:
            case Stage.SAVING, _:
                return t(_SAVING)
            case Stage.CHOOSING | Stage.COUNTING, _:
                return t(_PAY)
            case _, Method.FREE:
                return t(_GIVE_AND_PRINT if sale.prints else _GIVE)
            case _, Method.LATER if sale.total.minor:
                return t(_RESERVE)
            case _ if sale.prints:
                return t(_SELL_AND_PRINT)
            case _:
                return t(_SELL_EXACT if sale.takes_cash and not sale.cash_text.strip() else _SELL)

    def _on_proposed(self, chip: QPushButton) -> None:
        self.cash_typed.emit(chip.property("amount"))


def typed(amount: Money) -> str:
    """An amount of whole major units as it would be typed."""
    return formats.money(amount).rpartition("\u00a0")[0].replace("\u00a0", "")


def next_proposal(sale: Sale, step: int) -> str:
    """What may be handed over after, or before, the amount that is typed; empty is the exact one."""
    amounts = ["", *(typed(one) for one in sale.proposals[1:])]
    current = sale.cash_text.replace(" ", "").replace("\u00a0", "")
    at = amounts.index(current) if current in amounts else 0
    return amounts[(at + step) % len(amounts)]
