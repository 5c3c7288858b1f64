"""Short lists to choose from: rows of a title, a second line and a note at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
"""The `Row` itself, for whoever paints it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What stands before a row's words, and their colours. Tones are colours of the theme by name.

    `bar` is a colour of its own, `#RRGGBB`; a row has a bar, an icon, or neither.
    """

    icon: str = ""
    icon_tone: str = "muted"
    bar: str = ""
    title_tone: str = "text"
    note_tone: str = "muted"


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class Row:
    """`value` is what is chosen with it. `strong`: the one that is proposed."""

    title: str
    second: str = ""
    note: str = ""
    value: object = None
    strong: bool = False
    look: Look = PLAIN

    def spoken(self) -> str:
        return ", ".join(filter(None, (self.title, self.second, self.note)))


class RowsModel(QAbstractListModel):
    """The rows are few, and replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def say_again(self, rows: Sequence[Row]) -> None:
        """The same rows in other words; what is chosen stays so."""
        self._rows = tuple(rows)
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rows(self) -> Sequence[Row]:
        return self._rows

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return row if role == ROW_ROLE else None
