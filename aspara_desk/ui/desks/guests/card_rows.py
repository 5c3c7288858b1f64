"""The rows of a guest's card: their tickets, and the scans of these."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from aspara_desk.ui.models.rows import Row
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import RING
from aspara_desk.ui.widgets.row_list import RowList, row_height

_MOST_IN_SIGHT = 6


class CardList(RowList):
    """As high as its rows, up to a few of them."""

    opened = Signal(object)
    """The value of a row: Enter, or a click."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, ruled=True)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._fit)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """What is chosen stays chosen by its place."""
        if rows == self.rows.rows():
            return
        at = max(self.currentIndex().row(), 0)
        self.rows.show(rows)
        self._fit()
        if rows:
            self.choose_row(min(at, len(rows) - 1))

    def _fit(self) -> None:
        shown = min(len(self.rows.rows()), _MOST_IN_SIGHT)
        self.setFixedHeight(shown * row_height(self.theme) + 2 * self.theme.px(RING))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if row is not None:
            self.opened.emit(row.value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.rows.row(self.currentIndex().row())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None:
            self.opened.emit(row.value)
        else:
            super().keyPressEvent(event)
