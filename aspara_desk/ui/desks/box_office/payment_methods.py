"""The ways to pay side by side, each with its key; they stand in the same order wherever something is paid."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.domain.sales import Method
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.box_office.words import METHOD_KEYS, METHOD_WORDS
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_WAYS = mark("How it is paid")
_KEY_AND_WORD = "{key}  {word}"
_MOST_COLUMNS, _LEAST_COLUMNS = 4, 2
_BESIDE = 26  # the edges and the padding of a segment


class PaymentMethods(QFrame):
    """It changes nothing itself: it says what was chosen."""

    chosen = Signal(object)
    """A Method."""

    def __init__(self, methods: Sequence[Method], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "track")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # never lower than its words
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._grid.setSpacing(SPACE)
        self._buttons = {method: self._button(method) for method in methods}

    def _button(self, method: Method) -> QPushButton:
        button = role(QPushButton(self), "segment")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key works from everywhere
        button.clicked.connect(lambda _checked=False: self.chosen.emit(method))
        return button

    def show_chosen(self, chosen: Method | None, t: Translator, *, enabled: bool) -> None:
        self.setAccessibleName(t(_WAYS))
        for method, button in self._buttons.items():
            word = t(METHOD_WORDS[method])
            button.setText(_KEY_AND_WORD.format(key=METHOD_KEYS[method], word=word))
            button.setAccessibleName(word)
            button.setChecked(method is chosen)
            button.setEnabled(enabled)
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """In as few rows as there is room for; the rows are of one length."""
        count = len(self._buttons)
        even = [columns for columns in range(_MOST_COLUMNS, _LEAST_COLUMNS, -1) if count % columns == 0]
        columns = next((one for one in even if self._width(one) <= self.width()), _LEAST_COLUMNS)
        self.setMinimumWidth(self._width(_LEAST_COLUMNS))
        for place, button in enumerate(self._buttons.values()):
            button.setMinimumWidth(self._width_of(button))
            if columns != self._columns:
                self._grid.removeWidget(button)
                self._grid.addWidget(button, place // columns, place % columns)
        self._columns = columns
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def _width(self, columns: int) -> int:
        widths = [self._width_of(button) for button in self._buttons.values()]
        return sum(max(widths[place::columns]) for place in range(columns)) + (columns + 1) * SPACE

    @staticmethod
    def _width_of(button: QPushButton) -> int:
        bold = QFontMetrics(current().font("body", bold=True))  # as the chosen one is written
        return bold.horizontalAdvance(button.text()) + current().px(_BESIDE)
