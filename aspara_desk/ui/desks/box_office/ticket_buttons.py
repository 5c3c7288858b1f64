"""The acts of a ticket as buttons, each with its key."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget
from typing_extensions import override

from aspara_desk.box_office.acts import Act
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.desks.box_office.ticket_acts import LOOKS
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_MOST_IN_A_ROW = 4
_MOST_ROWS = 2


class TicketButtons(QWidget):
    """Only what the ticket's state allows is there."""

    wanted = Signal(object)
    """An `Act`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {act: self._button(act) for act in Act}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * SPACE)
        self._shown: Sequence[Act] = ()
        self._words = dict.fromkeys(Act, "")
        self.show_acts(())

    def _button(self, act: Act) -> QPushButton:
        button = role(QPushButton(self), "tile")
        look = LOOKS[act]
        button.setIcon(current().icon(look.icon, "error" if look.ends else "accent"))
        button.clicked.connect(lambda _checked=False, wanted=act: self.wanted.emit(wanted))
        return button

    def show_acts(self, acts: Sequence[Act]) -> None:
        self._shown = acts
        for act, button in self._buttons.items():
            button.setVisible(act in acts)
        self._place()

    def set_words(self, t: Translator) -> None:
        for act, button in self._buttons.items():
            self._words[act] = t(LOOKS[act].word)
            button.setAccessibleName(self._words[act])
            button.setToolTip(f"{self._words[act]} · {LOOKS[act].key}")
        self._place()

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((self._buttons[act].sizeHint().width() for act in self._shown), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """As many in a row as fit; where they would take up too much, low ones without the keys."""
        self._dress(low=False)
        if self._columns() * _MOST_ROWS < len(self._shown):
            self._dress(low=True)
        columns = self._columns()
        for column in range(_MOST_IN_A_ROW):
            self._grid.setColumnStretch(column, int(column < columns))
        for button in self._buttons.values():
            self._grid.removeWidget(button)
        for place, act in enumerate(self._shown):
            self._grid.addWidget(self._buttons[act], place // columns, place % columns)

    def _dress(self, *, low: bool) -> None:
        for act in self._shown:
            role(self._buttons[act], "secondary" if low else "tile")
            self._buttons[act].setText(self._words[act] if low else f"{self._words[act]}\n{LOOKS[act].key}")

    def _columns(self) -> int:
        return next((most for most in range(_MOST_IN_A_ROW, 1, -1) if self._width(most) <= self.width()), 1)

    def _width(self, columns: int) -> int:
        widths = [self._buttons[act].sizeHint().width() for act in self._shown]
        return sum(max(widths[place::columns], default=0) + self._grid.spacing() for place in range(columns))
