"""The list of guests as a table that is gone through by keys."""

from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QCursor, QHoverEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from aspara_desk.i18n import vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.guests.cells import GuestCells
from aspara_desk.ui.models.guests import ATTENTION, CATEGORY, HEADS, NAME, ORGANISATION, TICKETS, GuestsModel
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE

_SORTED_NAME = mark("Name · by Latin spelling")
_WIDTHS = {CATEGORY: 144, TICKETS: 104, ATTENTION: 44}
_NARROW = 560  # below this the organisation is left out
_NARROWER = 420  # and below this the category too: it is on the card
_NAME_SHARE = 0.6  # of what the others leave


class GuestTable(QTableView):
    """One row is chosen at a time. What moves in the list stays in it; a letter begins a search."""

    moved = Signal()
    """Another guest is the chosen one, or none."""
    opened = Signal()
    """Enter, or a double click, on a guest."""
    typed = Signal(str)
    """Letters that are meant for the search."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, is_sorted: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_sorted = is_sorted  # else the best come first
        self._name_heads = ("", "")
        self.guests = GuestsModel(self)
        self.setModel(self.guests)
        self._cells = GuestCells(theme, self)
        self.setItemDelegate(self._cells)
        theme.dress_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._kept: UUID | None = None
        self._kept_above = 0
        self.guests.modelAboutToBeReset.connect(self._on_reset_begins)
        self.guests.modelReset.connect(self._on_reset)
        self.doubleClicked.connect(self._on_double_clicked)
        self.setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.changed.connect(self._share_width)

    def set_words(self, t: Translator) -> None:
        heads = [t(head) for head in HEADS]
        categories = {key: t(word) for key, word in vocabulary.CATEGORIES.items()}
        self.guests.set_words(heads, categories, heads[ATTENTION])
        self._name_heads = (t(_SORTED_NAME) if self._is_sorted else heads[NAME], heads[NAME])
        self._say_order()

    # --- what is chosen ---

    @property
    def chosen(self) -> UUID | None:
        return self.guests.guest_id(self.currentIndex().row())

    def choose(self, guest_id: UUID | None) -> bool:
        """Goes to a guest; False: not on this list."""
        row = None if guest_id is None else self.guests.row_of(guest_id)
        if row is None:
            return False
        self.choose_row(row)
        return True

    def choose_row(self, row: int) -> None:
        index = self.guests.index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def move_by(self, by: int) -> None:
        """To the next guest, or the one before; to the first where none is chosen."""
        row = self.currentIndex().row()
        self.choose_row(0 if row < 0 else min(max(row + by, 0), self.guests.rowCount() - 1))

    def _on_current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.moved.emit()

    def _on_reset_begins(self) -> None:
        self._kept = self.chosen
        self._kept_above = self.rowViewportPosition(self.currentIndex().row())

    def _on_reset(self) -> None:
        """Who was chosen stays so, at the same height, where they are on the new list too."""
        row = None if self._kept is None else self.guests.row_of(self._kept)
        if row is None:
            self.moved.emit()
            return
        self.setCurrentIndex(self.guests.index(row, 0))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.rowViewportPosition(row) - self._kept_above)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()

    # --- the mouse ---

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            left = event.type() is QEvent.Type.HoverLeave
            self._point_at(-1 if left else self.rowAt(event.position().toPoint().y()))
        return super().viewportEvent(event)

    def _on_scrolled(self) -> None:
        viewport = self.viewport()
        if viewport.underMouse():
            self._point_at(self.rowAt(viewport.mapFromGlobal(QCursor.pos()).y()))

    def _point_at(self, row: int) -> None:
        if row != self._cells.pointed_at:
            self._cells.pointed_at = row
            self.viewport().update()

    # --- keys ---

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        commands = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Home and not commands:
            self.choose_row(0)
        elif event.key() == Qt.Key.Key_End and not commands:
            self.choose_row(self.guests.rowCount() - 1)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif text.isprintable() and text.strip() and not commands:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    # --- columns ---

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Names and organisations share what the others leave; the narrower the list, the more names have alone."""
        width = self.viewport().width()
        narrow = width < self._theme.px(_NARROW)
        self.setColumnHidden(ORGANISATION, narrow)
        self.setColumnHidden(CATEGORY, width < self._theme.px(_NARROWER))
        left = width
        for column, wanted in _WIDTHS.items():
            self.setColumnWidth(column, self._theme.px(wanted))
            left -= self.columnWidth(column)
        left = max(left, 0)
        name = left if narrow else round(left * _NAME_SHARE)
        self.setColumnWidth(NAME, name)
        self.setColumnWidth(ORGANISATION, left - name)
        self._say_order()

    def _say_order(self) -> None:
        """By what the names are sorted: they are written in several alphabets, so it is not seen."""
        metrics, room = self.horizontalHeader().fontMetrics(), self.columnWidth(NAME) - self._theme.px(8 * SPACE)
        long, short = self._name_heads
        self.guests.set_name_head(long if metrics.horizontalAdvance(long) <= room else short)
