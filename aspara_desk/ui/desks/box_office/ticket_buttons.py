"""The acts of a ticket as buttons, each with its key."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.desks.box_office.ticket_acts import LOOKS, Act
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import ICON, SPACE

_IN_A_ROW = 4


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
        for column in range(_IN_A_ROW):
            self._grid.setColumnStretch(column, 1)
        self.show_acts(())

    def _button(self, act: Act) -> QPushButton:
        button = role(QPushButton(self), "tile")
        look = LOOKS[act]
        button.setIcon(current().icon(look.icon, "error" if look.ends else "accent"))
        button.setIconSize(QSize(current().px(ICON), current().px(ICON)))
        button.clicked.connect(lambda _checked=False, wanted=act: self.wanted.emit(wanted))
        return button

    def show_acts(self, acts: Sequence[Act]) -> None:
        for act, button in self._buttons.items():
            self._grid.removeWidget(button)
            button.setVisible(act in acts)
        for place, act in enumerate(acts):
            self._grid.addWidget(self._buttons[act], place // _IN_A_ROW, place % _IN_A_ROW)

    def set_words(self, t: Translator) -> None:
        for act, button in self._buttons.items():
            look = LOOKS[act]
            button.setText(f"{t(look.word)}\n{look.key}")
            button.setAccessibleName(t(look.word))
            button.setToolTip(f"{t(look.word)} · {look.key}")
