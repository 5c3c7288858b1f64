"""Tickets under the order or the guest that they belong to, as a list for a view."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from aspara_desk.domain.sales import Ticket
from aspara_desk.guests.finding import FoundGuest
from aspara_desk.store.sales import OrderView

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `OrderRow` itself, for whoever paints it."""

_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A ticket, or the head of some: the order or the guest they belong to.

    Or a line that says how many `more` tickets of the order `of` are left out.
    """

    order: OrderView | None = None
    guest: FoundGuest | None = None
    ticket: Ticket | None = None
    more: int = 0
    of: str = ""
    under: str | None = None
    """The guest whom the head of a ticket names already."""

    @property
    def text(self) -> str:
        if self.ticket is not None:
            return self.ticket.number
        if self.order is not None:
            return self.order.order.number
        return self.guest.guest.details.name if self.guest is not None else f"+{self.more}"


def rows_of_orders(orders: Sequence[OrderView], most: int | None = None) -> list[OrderRow]:
    """Each order with its tickets below it, at most so many of one order."""
    rows = []
    for order in orders:
        shown = order.tickets[:most]
        rows += [OrderRow(order), *(OrderRow(ticket=ticket, under=order.guest_name) for ticket in shown)]
        if len(shown) < len(order.tickets):
            rows.append(OrderRow(more=len(order.tickets) - len(shown), of=order.order.number))
    return rows


def rows_of_guests(guests: Sequence[FoundGuest]) -> list[OrderRow]:
    """Guests who have tickets, each with them below."""
    rows = []
    for one in guests:
        if one.tickets:
            name = one.guest.details.name
            rows += [OrderRow(guest=one), *(OrderRow(ticket=ticket, under=name) for ticket in one.tickets)]
    return rows


class OrdersModel(QAbstractListModel):
    """Only tickets can be chosen; the arrow keys pass over the heads."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[OrderRow] = []

    def show_rows(self, rows: Sequence[OrderRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_of(self, number: str) -> int | None:
        """Where a ticket stands."""
        for place, row in enumerate(self._rows):
            if row.ticket is not None and row.ticket.number == number:
                return place
        return None

    def first_ticket(self) -> int | None:
        return next((place for place, row in enumerate(self._rows) if row.ticket is not None), None)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.text
            case _ if role == ROW_ROLE:
                return row
            case _:
                return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rows[index.row()].ticket is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
