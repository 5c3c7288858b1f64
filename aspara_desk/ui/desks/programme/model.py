"""The events that are shown, as a list behind the picture: what a screen reader goes through."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from aspara_desk.domain.programme import Event
from aspara_desk.ui.desks.programme.wording import EventWords
from aspara_desk.ui.theme.plain import plain

EVENT = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class EventModel(QAbstractListModel):
    """Events in the order in which the sheet has them. EVENT gives the Event itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[Event, ...] = ()
        self._words: EventWords | None = None

    def show(self, events: Sequence[Event], words: EventWords) -> None:
        """Other events, or the same ones with what is new about them."""
        if [one.id for one in events] != [one.id for one in self._events]:
            self.beginResetModel()
            self._events, self._words = tuple(events), words
            self.endResetModel()
            return
        self._events, self._words = tuple(events), words
        if events:
            self.dataChanged.emit(self.index(0), self.index(len(events) - 1))

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._events)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, self.CheckIndexOption.IndexIsValid) or self._words is None:
            return None
        event = self._events[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words.title(event)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._words.spoken(event)
            case Qt.ItemDataRole.ToolTipRole:
                return plain(self._words.spoken(event))
            case _:
                return event if role == EVENT else None
