"""The moments of a ticket as a list for a view."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from aspara_desk.ui.models.timeline import Moment
from aspara_desk.ui.theme.plain import plain

MOMENT_ROLE = Qt.ItemDataRole.UserRole
"""The `Moment` itself, for whoever paints it."""

_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """One row a moment; its text is all there is to read about it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()

    def show_moments(self, moments: Sequence[Moment]) -> None:
        self.beginResetModel()
        self._moments = tuple(moments)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._moments)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        moment = self._moments[index.row()]
        spoken = ". ".join(filter(None, [moment.when, moment.what, moment.detail]))
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return spoken
            case Qt.ItemDataRole.ToolTipRole:
                return plain(spoken)
            case _ if role == MOMENT_ROLE:
                return moment
            case _:
                return None
