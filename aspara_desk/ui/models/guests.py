"""Guests as rows of a table: ids are held, and a page of them is read when it is painted."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from aspara_desk.i18n.translator import mark
from aspara_desk.store.guest_lists import ID_BYTES, GuestLine

Index = QModelIndex | QPersistentModelIndex

PAGE: Final = 100
"""Guests that are read at once: two pages fill any screen."""

MOST_PAGES: Final = 60
MOST_AT_ONCE: Final = 3
"""Pages that are asked for at once; those missed before them are not in sight any more."""

LINE_ROLE: Final = Qt.ItemDataRole.UserRole
"""The `GuestLine` itself, for whoever paints it; None while it is being read."""

NAME, ORGANISATION, CATEGORY, TICKETS, ATTENTION = range(5)
HEADS: Final = (mark("Name"), mark("Organisation"), mark("Category"), mark("Tickets"), mark("Attention"))

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Missed:
    """A page that is to be read: the guests on it, in which state of the list."""

    generation: int
    page: int
    ids: tuple[UUID, ...]


class GuestsModel(QAbstractTableModel):
    """Holds 16 bytes a guest, and the lines of the pages that were seen last.

    `missed` says that lines which were asked for are not there; `take_missed` gives their pages, and `show_page` is
    told what they hold. An answer about an older state of the list is dropped.
    """

    missed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packed = bytearray()
        self._pages: OrderedDict[int, tuple[GuestLine | None, ...]] = OrderedDict()
        self._missed: OrderedDict[int, None] = OrderedDict()
        self._stale: set[int] = set()  # pages that are shown as they were, and read again when they are painted
        self._generation = 0
        self._heads: tuple[str, ...] = HEADS
        self._categories: dict[str, str] = {}
        self._attention = ""

    # --- which guests ---

    @property
    def packed(self) -> bytes:
        """All ids, `ID_BYTES` each, in the order of the rows."""
        return bytes(self._packed)

    def show_ids(self, packed: bytes | bytearray) -> None:
        """Another list. Where it is the same one, its lines are read again, but what is chosen stays."""
        if packed == self._packed:
            self.look_again()
            return
        self.beginResetModel()
        self._forget_pages()
        self._packed = bytearray(packed)
        self.endResetModel()

    def show_lines(self, lines: Sequence[GuestLine]) -> None:
        """A short list that is known whole. More than `MOST_PAGES` pages of it are read again when painted."""
        self.beginResetModel()
        self._forget_pages()
        self._packed = bytearray(b"".join(line.id.bytes for line in lines))
        for start in range(0, len(lines), PAGE):
            self._keep(start // PAGE, tuple(lines[start : start + PAGE]))
        self.endResetModel()

    def add_ids(self, packed: bytes) -> None:
        """Further guests, at the end."""
        if packed:
            first = self.rowCount()
            self.beginInsertRows(QModelIndex(), first, first + len(packed) // ID_BYTES - 1)
            self._pages.pop(first // PAGE, None)  # the last one was shorter
            self._packed += packed
            self.endInsertRows()

    def look_again(self) -> None:
        """Something about the guests has changed: their lines are read again when they are painted."""
        self._generation += 1
        self._stale.update(self._pages)
        self._tell_all_changed()

    def guest_id(self, row: int) -> UUID | None:
        if not 0 <= row < self.rowCount():
            return None
        return UUID(bytes=bytes(self._packed[row * ID_BYTES : (row + 1) * ID_BYTES]))

    def row_of(self, guest_id: UUID) -> int | None:
        """Where a guest stands in the list."""
        at = self._packed.find(guest_id.bytes)
        while at >= 0 and at % ID_BYTES:
            at = self._packed.find(guest_id.bytes, at + 1)
        return at // ID_BYTES if at >= 0 else None

    # --- pages ---

    def take_missed(self) -> tuple[Missed, ...]:
        """The pages that were missed last."""
        wanted = [page for page in self._missed if page not in self._pages or page in self._stale][-MOST_AT_ONCE:]
        self._missed.clear()
        return tuple(Missed(self._generation, page, self._ids_of(page)) for page in wanted)

    def show_page(self, asked: Missed, lines: Sequence[GuestLine]) -> None:
        """What a page holds. Guests who are not there any more leave an empty row until the list is read again."""
        first, last = asked.page * PAGE, min((asked.page + 1) * PAGE, self.rowCount()) - 1
        if last < first:
            return
        if asked.generation == self._generation and asked.ids == self._ids_of(asked.page):
            known = {line.id: line for line in lines}
            self._keep(asked.page, tuple(known.get(one) for one in asked.ids))
        self.dataChanged.emit(self.index(first, 0), self.index(last, ATTENTION))

    def line(self, row: int) -> GuestLine | None:
        """A line that is there; None is asked for and comes later."""
        page = row // PAGE
        lines = self._pages.get(page)
        if lines is None:
            self._miss(page)
            return None
        if page in self._stale:
            self._miss(page)
        self._pages.move_to_end(page)
        return lines[row % PAGE]

    def _ids_of(self, page: int) -> tuple[UUID, ...]:
        last = min((page + 1) * PAGE, self.rowCount())
        return tuple(
            UUID(bytes=bytes(self._packed[row * ID_BYTES : (row + 1) * ID_BYTES])) for row in range(page * PAGE, last)
        )

    def _keep(self, page: int, lines: tuple[GuestLine | None, ...]) -> None:
        self._pages[page] = lines
        self._pages.move_to_end(page)
        self._stale.discard(page)
        while len(self._pages) > MOST_PAGES:
            dropped, _lines = self._pages.popitem(last=False)
            self._stale.discard(dropped)

    def _miss(self, page: int) -> None:
        fresh = page not in self._missed
        self._missed[page] = None
        self._missed.move_to_end(page)
        if fresh:
            self.missed.emit()

    def _forget_pages(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._missed.clear()
        self._stale.clear()

    def _tell_all_changed(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, ATTENTION))

    # --- what a view asks ---

    def set_words(self, heads: Sequence[str], categories: dict[str, str], attention: str) -> None:
        """The columns' names, the word for each category, and what a flag of attention is called."""
        self._heads, self._categories, self._attention = tuple(heads), categories, attention
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, ATTENTION)
        self._tell_all_changed()

    def set_name_head(self, head: str) -> None:
        """The name of the column of names, as long as there is room for."""
        if head != self._heads[NAME]:
            self._heads = (head, *self._heads[1:])
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, NAME)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._packed) // ID_BYTES

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if section == ATTENTION else self._heads[section]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == TICKETS:
            return _RIGHT
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == TICKETS else None
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, LINE_ROLE}:
            return None
        line = self.line(index.row())
        if role == LINE_ROLE or line is None:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            return self._spoken(line)
        return self._text(line, index.column())

    def _text(self, line: GuestLine, column: int) -> str:
        texts = {
            NAME: line.name,
            ORGANISATION: line.organisation,
            CATEGORY: self._categories.get(line.category, line.category),
            TICKETS: str(line.tickets) if line.tickets else "",
            ATTENTION: self._attention if line.attention else "",
        }
        return texts[column]

    def _spoken(self, line: GuestLine) -> str:
        """A row in one breath."""
        return ", ".join(filter(None, (self._text(line, column) for column in range(len(HEADS)))))
