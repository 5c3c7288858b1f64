"""The list at the left of the ticket page: what was found, or the newest orders."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.ticket_rows import TicketRows
from aspara_desk.ui.models.orders import ROW_ROLE, OrderRow, OrdersModel


class OrdersList(QListView):
    """Tickets under their orders or guests. Its rows are painted in the language of the moment."""

    chosen = Signal(str)
    """A ticket's number: it is the one that is marked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._silent = False
        self._model = OrdersModel(self)
        self.setModel(self._model)
        self._rows = TicketRows(context)
        self._rows.setParent(self)
        self.setItemDelegate(self._rows)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def number(self) -> str | None:
        """The ticket that is marked."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.ticket.number if isinstance(row, OrderRow) and row.ticket is not None else None

    def show_rows(self, rows: Sequence[OrderRow], number: str | None) -> None:
        """Lists these, with a ticket marked if it is among them; nothing is told."""
        self._silent = True
        self._model.show_rows(rows)
        self._silent = False
        if number is not None:
            self.mark(number)

    def mark(self, number: str) -> bool:
        """Marks a ticket without telling; False: it is not listed."""
        place = self._model.row_of(number)
        if place is not None:
            self._mark(place, told=False)
        return place is not None

    def step(self, by: int) -> None:
        """Marks the next ticket below (1) or above (-1), passing over heads."""
        rows = self._model.rowCount()
        place = self.currentIndex().row() + by if self.currentIndex().isValid() else (0 if by > 0 else rows - 1)
        while 0 <= place < rows:
            row = self._model.index(place).data(ROW_ROLE)
            if isinstance(row, OrderRow) and row.ticket is not None:
                self._mark(place, told=True)
                return
            place += by

    def mark_first(self) -> bool:
        """Marks the first ticket, and tells; False: there is none."""
        place = self._model.first_ticket()
        if place is not None:
            self._mark(place, told=True)
        return place is not None

    @property
    def empty(self) -> bool:
        return self._model.rowCount() == 0

    def _mark(self, place: int, *, told: bool) -> None:
        index = self._model.index(place)
        self._silent = not told
        self.setCurrentIndex(index)
        self._silent = False
        self.scrollTo(index)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._silent and self.number is not None:
            self.chosen.emit(self.number)
