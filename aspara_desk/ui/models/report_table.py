"""A report as a table for a view: columns under groups, numbers at the right, the total last."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from aspara_desk.ui.theme.plain import plain

GROUP_ROLE: Final = Qt.ItemDataRole.UserRole
"""Of a header: the word over several columns, empty without."""

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """`group` is a word over this column and those beside it with the same one."""

    title: str
    number: bool = False
    group: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.group}, {self.title}" if self.group else self.title


@dataclass(frozen=True, slots=True)
class Cell:
    """`spoken` is what is said of it, where that is more than its text."""

    text: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """As it is shown, in the window's language. Every line has a cell for each column."""

    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()


class ReportModel(QAbstractTableModel):
    """Replaced as a whole when it is worked out again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = Report()

    def show(self, report: Report) -> None:
        self.beginResetModel()
        self._report = report
        self.endResetModel()

    @property
    def columns(self) -> Sequence[Column]:
        return self._report.columns

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._report.lines)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._report.columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, self.CheckIndexOption.IndexIsValid):
            return None
        line = self._report.lines[index.row()]
        cell = line.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.spoken or cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return plain(cell.spoken or cell.text)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self._report.columns[index.column()].number else _LEFT
            case Qt.ItemDataRole.FontRole if line.total:
                font = QFont()
                font.setBold(True)
                return font
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._report.columns):
            return None
        column = self._report.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.spoken
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.number else _LEFT
            case _:
                return column.group if role == GROUP_ROLE else None
