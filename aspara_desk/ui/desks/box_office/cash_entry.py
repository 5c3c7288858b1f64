"""Where the cash that is handed over is typed, with what goes back beside it and likely amounts below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.box_office.cash_given import CashGiven, typed
from aspara_desk.ui.desks.box_office.digit_edit import DigitEdit
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_GIVEN = mark("Cash received")
_EXACT = mark("exact: {amount}")
_CHANGE = mark("Change")
_MISSING = mark("Missing")
_MOST_PROPOSALS = 4
_INSIDE = 28  # the edges and the padding of the field


class CashEntry(QWidget):
    """It changes nothing itself: it says what was typed."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exact: tuple[str, ...] = ("",)  # what stands in the empty field, the longest first
        self._given_word = role(QLabel(), "label")
        self.edit = DigitEdit(self)
        self._proposals = [role(QPushButton(self), "quiet") for _ in range(_MOST_PROPOSALS)]
        self._change_word, self._change = role(QLabel(), "strong"), role(QLabel(), "figure")
        self._lay_out()
        self.edit.textEdited.connect(self.typed)

    def _lay_out(self) -> None:
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setMaxLength(20)
        self._given_word.setBuddy(self.edit)
        chips = QHBoxLayout()
        chips.setSpacing(SPACE)
        for chip in self._proposals:
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(lambda _checked=False, chip=chip: self.typed.emit(chip.property("amount")))
            chips.addWidget(chip)
        chips.addStretch(1)
        given = QVBoxLayout()
        given.setSpacing(SPACE)
        given.addWidget(self._given_word)
        given.addWidget(self.edit)
        change = QVBoxLayout()
        change.setSpacing(0)
        for label in (self._change_word, self._change):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            change.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(4 * SPACE)
        row.addLayout(given, 1)
        row.addLayout(change, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addLayout(chips)

    def show_cash(self, cash: CashGiven, t: Translator, *, locked: bool, low: bool = False) -> None:
        """`locked`: it is being recorded. `low`: no room for the amounts, which are left out."""
        amount = formats.money(cash.due)
        self._exact = t(_EXACT, amount=amount), amount
        self._given_word.setText(t(_GIVEN))
        self.edit.setAccessibleName(t(_GIVEN))
        self.edit.setAccessibleDescription(self._exact[0])
        self.edit.setReadOnly(locked)
        if self.edit.text() != cash.text:
            self.edit.setText(cash.text)
        self._show_proposals(cash, low=low)
        given, change = cash.given, cash.change
        short = given is not None and change is None
        self._change_word.setText("" if given is None else t(_MISSING if short else _CHANGE))
        self._change.setText("" if given is None else formats.money(change or cash.due - given))
        self._change.setEnabled(not short)
        role(self._change, "amount" if low else "figure")
        self._fit()

    def _show_proposals(self, cash: CashGiven, *, low: bool) -> None:
        proposals = cash.proposals[:_MOST_PROPOSALS]
        for place, chip in enumerate(self._proposals):
            chip.setVisible(place < len(proposals) and not low)
            if place < len(proposals):
                chip.setText(formats.money(proposals[place]))
                chip.setProperty("amount", typed(proposals[place]))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A sum is never cut: where there is no room for the words, it stands alone, or not at all."""
        self.edit.ensurePolished()
        metrics, room = QFontMetrics(self.edit.font()), self.edit.width() - current().px(_INSIDE)
        fitting = (one for one in self._exact if metrics.horizontalAdvance(one) <= room)
        self.edit.setPlaceholderText(next(fitting, ""))
