"""The last scans at a door as rows of a list, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex

LINE_ROLE: Final = Qt.ItemDataRole.UserRole
"""The `ScanLine` itself, for whoever paints it."""


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One scan in words. `face` names its shape and colour; `undone`: it was taken back since.

    `who` is the guest, or the kind of a ticket without a name; `about` the rest of it; `what` why it came so.
    """

    id: UUID
    time: str
    face: str
    word: str
    who: str
    about: str
    what: str
    admitted: bool
    undone: bool

    def spoken(self) -> str:
        return ", ".join(filter(None, (self.time, self.word, self.who, self.about, self.what)))


class ScansModel(QAbstractListModel):
    """The rows are replaced as a whole; a row that stays keeps its place in a selection, by its id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ScanLine, ...] = ()

    def show(self, lines: Sequence[ScanLine]) -> None:
        wanted = tuple(lines)
        if wanted == self._lines:
            return
        known = {line.id for line in self._lines}
        fresh = next((row for row, line in enumerate(wanted) if line.id in known), len(wanted))
        self._put_in_front(wanted[:fresh])
        if [line.id for line in self._lines[: len(wanted)]] != [line.id for line in wanted]:
            self.beginResetModel()
            self._lines = wanted
            self.endResetModel()
            return
        self._shorten(len(wanted))
        self._lines = wanted
        if wanted:
            self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))

    def _put_in_front(self, lines: Sequence[ScanLine]) -> None:
        if lines:
            self.beginInsertRows(QModelIndex(), 0, len(lines) - 1)
            self._lines = (*lines, *self._lines)
            self.endInsertRows()

    def _shorten(self, count: int) -> None:
        if len(self._lines) > count:
            self.beginRemoveRows(QModelIndex(), count, len(self._lines) - 1)
            self._lines = self._lines[:count]
            self.endRemoveRows()

    def line(self, row: int) -> ScanLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def lines(self) -> Sequence[ScanLine]:
        return self._lines

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken()
            case _ if role == LINE_ROLE:
                return line
            case _:
                return None
