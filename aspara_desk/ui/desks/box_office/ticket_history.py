"""What happened to a ticket, newest first, as it is seen on the ticket page."""

from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from aspara_desk.box_office.life import TicketLife
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.ticket_rows import MomentRows
from aspara_desk.ui.models.history import HistoryModel
from aspara_desk.ui.models.timeline import timeline


class TicketHistoryView(QListView):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = HistoryModel(self)
        self.setModel(self._model)
        self._rows = MomentRows(context)
        self._rows.setParent(self)
        self.setItemDelegate(self._rows)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_life(self, life: TicketLife) -> None:
        """In the language of the moment."""
        moments = timeline(life, self._context.programme, self._context.t)
        self._rows.widest = max((one.when for one in moments), key=len, default="")
        self._model.show_moments(moments)
