"""One report: its figures, its table, what is to be added, and the button that saves it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from aspara_desk.ui.desks.reports.contents import Content, Figure
from aspara_desk.ui.desks.reports.group_header import GroupHeader
from aspara_desk.ui.models.report_table import ReportModel
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.empty import EmptyState


class ReportPanel(QFrame):
    save_wished = Signal()

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._theme = theme
        self._title = role(QLabel(), "heading")
        self._save = role(QPushButton(), "quiet")
        self._save.setIcon(theme.icon("file-down", "muted"))
        self._save.setEnabled(False)
        self._figures = QHBoxLayout()
        self._body = QStackedWidget(self)
        self._table = QTableView(self._body)
        self._model = ReportModel(self)
        self._empty = EmptyState(icon, self._body)
        self._notes = role(QLabel(), "muted")
        self._set_up_table()
        self._lay_out()
        self._save.clicked.connect(self.save_wished)

    def _set_up_table(self) -> None:
        self._table.setHorizontalHeader(GroupHeader(self._theme, self._table))
        self._table.setModel(self._model)
        self._theme.dress_table(self._table)
        self._table.setFrameShape(QFrame.Shape.NoFrame)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._table.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._save)
        self._figures.setSpacing(8 * SPACE)
        self._figures.addStretch(1)
        self._body.addWidget(self._table)
        self._body.addWidget(self._empty)
        self._body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._notes.setWordWrap(True)
        self._notes.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(head)
        column.addLayout(self._figures)
        column.addWidget(self._body, 1)
        column.addWidget(self._notes)

    def set_words(self, *, save: str, title: str, says: str) -> None:
        """The button's word, and what is said while there is nothing to show."""
        self._save.setText(save)
        self._empty.show_text(title, says)

    def show_content(self, content: Content) -> None:
        self._title.setText(content.title)
        self._table.setAccessibleName(content.title)
        self._save.setAccessibleName(f"{content.title}: {self._save.text()}")
        self._show_figures(content.figures)
        row = self._table.currentIndex().row()
        self._model.show(content.report)
        there = bool(content.report.lines)
        self._save.setEnabled(there)
        self._body.setCurrentWidget(self._table if there else self._empty)
        self._notes.setText("\n".join(content.notes))
        self._notes.setVisible(bool(content.notes))
        if there:
            self._size_columns(content.wide)
            self._table.setCurrentIndex(self._model.index(min(max(row, 0), len(content.report.lines) - 1), 0))

    def _show_figures(self, figures: Sequence[Figure]) -> None:
        while self._figures.count() > 1:
            item = self._figures.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for place, figure in enumerate(figures):
            self._figures.insertWidget(place, _figure(figure))

    def _size_columns(self, wide: int) -> None:
        header = self._table.horizontalHeader()
        fit = QHeaderView.ResizeMode.ResizeToContents
        for place in range(self._model.columnCount()):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch if place == wide else fit)
        header.setMinimumSectionSize(self._theme.px(14 * SPACE))
        header.updateGeometry()

    def focus_table(self) -> None:
        self._table.setFocus()

    def has_focus(self) -> bool:
        return self._table.hasFocus() or self._save.hasFocus()


def _figure(figure: Figure) -> QWidget:
    """A number over its word."""
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for text, kind in ((figure.value, "figure"), (figure.word, "body"), (figure.more, "caption")):
        if text:
            column.addWidget(role(QLabel(text), kind))
    column.addStretch(1)
    shown.setAccessibleName(f"{figure.word}: {figure.value}")
    return shown
