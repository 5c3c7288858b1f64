"""Asks whose a ticket is: a guest who is in the list, or a new one."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.box_office.selling import guest_named
from aspara_desk.domain.errors import DeskError, Misused
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.choices import Choice, NewGuest, PickGuest
from aspara_desk.ui.desks.box_office.finder import TicketFinder
from aspara_desk.ui.desks.box_office.guest_box import GuestBox
from aspara_desk.ui.theme.tokens import SPACE

_MOST_ROWS = 3  # in sight at once


class _NameBox(GuestBox):
    """Every letter is one of a name: there is nothing here that a key of the row of digits could stand for."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.text() and event.text().strip() and event.text().isprintable():
            QLineEdit.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)


class GuestPicker(QWidget):
    picked = Signal(object)
    """The UUID of a guest, or the GuestDetails of a new one."""
    refused = Signal(object)
    """A DeskError: why nobody can be picked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = TicketFinder(context, self, self, box=_NameBox(self), guests_only=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._finder.box)
        column.addWidget(self._finder.list)
        self.setFocusProxy(self._finder.box)
        self._finder.opened.connect(self._on_opened)
        self._finder.closed.connect(self._finder.list.hide)
        self._finder.picked.connect(self._on_picked)
        self._finder.failed.connect(self.refused)

    def clear(self) -> None:
        self._finder.clear()

    def pick(self) -> None:
        """What is chosen of what was found, as soon as it is."""
        if self._finder.text.strip():
            self._finder.pick()

    def set_locked(self, *, locked: bool) -> None:
        self._finder.box.setReadOnly(locked)
        self._finder.list.setEnabled(not locked)

    def set_words(self, t: Translator) -> None:
        self._finder.set_words(t)

    @Slot()
    def _on_opened(self) -> None:
        """As high as what was found, as far as there is room for it."""
        found = self._finder.list
        count, row = min(found.model().rowCount(), _MOST_ROWS), found.sizeHintForRow(0)
        found.setMinimumHeight(row + 2 * SPACE)
        found.setMaximumHeight(count * row + 2 * SPACE)
        found.setVisible(count > 0)

    @Slot(object)
    def _on_picked(self, choice: Choice) -> None:
        if self._finder.box.isReadOnly():
            return
        try:
            match choice:
                case PickGuest(found):
                    self.picked.emit(found.guest.id)
                case NewGuest(name):
                    self.picked.emit(guest_named(name))
        except Misused as error:
            self._refuse(error)

    def _refuse(self, error: DeskError) -> None:
        self.refused.emit(error)
