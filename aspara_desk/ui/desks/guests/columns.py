"""The columns of a list that is to be imported: what each is called, what stands in it, and which field it is."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from aspara_desk.domain.names import clean
from aspara_desk.guests.reading import Column
from aspara_desk.i18n import formats
from aspara_desk.i18n.errors import masked
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.guests import column_words as words
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import ROW, SPACE

_COLUMN = mark("column “{column}”")
_COLUMN_NUMBER = mark("column {column}")
_MORE = mark("and {number} more")
_HEADLESS = mark("The first row is a guest as well: the list has no heads")
_MOST = 200  # columns to choose for; what is recognised in the others is taken all the same
_AT_ONCE = 6  # that are laid out before keys are heard again
_IN_SIGHT, _AT_LEAST = 5, 1
_LONGEST = 60


class _FieldBox(QComboBox):
    """The wheel scrolls what it is in: it must not change what was chosen."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Rows(QScrollArea):
    """As high as its rows, up to a few of them; lower where there is no room for so many."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = 0
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_rows(self, rows: int) -> None:
        self._rows = rows
        self.updateGeometry()

    def _high(self, rows: int) -> int:
        return current().px(ROW + 2 * SPACE) * min(self._rows, rows) + current().px(2 * SPACE)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high(_IN_SIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._high(_AT_LEAST))


class ColumnChoices(QWidget):
    """Tab goes from column to column; the arrows, or a letter, choose its field."""

    changed = Signal()
    """Somebody has chosen another field, or what the first row is; `columns` and `headless` have it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t: Translator | None = None
        self._fields = QStandardItemModel(self)
        self._boxes: dict[int, QComboBox] = {}
        self._waiting: list[int] = []
        self._more, self._more_label = 0, role(QLabel(self), "muted")  # columns beyond those that are shown
        self._more_label.hide()
        self.columns: tuple[Column, ...] = ()
        self._headless = QCheckBox(self)
        self._headless.clicked.connect(self.changed)
        self._scroll = _Rows(self)
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._lay_out_some)
        self._grid = self._new_page()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._headless)
        whole.addWidget(self._scroll)
        current().changed.connect(self._fit)

    def _new_page(self) -> QGridLayout:
        page = QWidget(self._scroll.viewport())
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        self._scroll.setWidget(page)
        return grid

    def set_words(self, t: Translator) -> None:
        self._t = t
        self._headless.setText(t(_HEADLESS))
        choices = words.choices(t)
        while self._fields.rowCount() < len(choices):
            self._fields.appendRow(QStandardItem())
        for row, (key, word) in enumerate(choices):
            item = self._fields.item(row)
            item.setText(word)
            item.setData(key, Qt.ItemDataRole.UserRole)
        for place, box in self._boxes.items():
            box.setAccessibleName(self._name(place))
        self._say_more()

    def _say_more(self) -> None:
        assert self._t is not None
        self._more_label.setText(self._t(_MORE, number=formats.number(self._more)))

    def _name(self, place: int) -> str:
        assert self._t is not None
        title = _short(self.columns[place].title)
        return self._t(_COLUMN, column=title) if title else self._t(_COLUMN_NUMBER, column=place + 1)

    @property
    def headless(self) -> bool:
        return self._headless.isChecked()

    # --- the columns of a list ---

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Of another list, in place of those before. What has no title and no text is no column."""
        self.columns = tuple(columns)
        self._headless.setChecked(False)
        self._boxes = {}
        self._more_label.hide()
        self._more_label.setParent(self)  # the page that it was on goes
        self._grid = self._new_page()
        self._waiting = [place for place, column in enumerate(columns) if column.title or column.sample]
        self._more = max(len(self._waiting) - _MOST, 0)
        del self._waiting[_MOST:]
        self._say_more()
        self._fit()
        self._lay_out_some()

    @property
    def undecided(self) -> QWidget:
        """Where there is something to choose: the first column without a field, or the first of all."""
        place = min(self._boxes, key=lambda place: bool(self.columns[place].field), default=None)
        return self._headless if place is None else self._boxes[place]

    def _fit(self) -> None:
        self._scroll.show_rows(len(self._boxes) + len(self._waiting))

    def _lay_out_some(self) -> None:
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            self._lay_out_one(self._waiting.pop(0))
        if self._waiting:
            self._soon.start()
        elif self._more:
            self._grid.addWidget(self._more_label, _MOST, 0)
            self._more_label.show()

    def _lay_out_one(self, place: int) -> None:
        column, row = self.columns[place], len(self._boxes)
        for at, (text, kind) in enumerate(((column.title, "strong"), (column.sample, "muted"))):
            label = role(QLabel(_short(text)), kind)
            label.setWordWrap(True)
            self._grid.addWidget(label, row, at)
        box = _FieldBox()
        box.setModel(self._fields)
        box.setCurrentIndex(box.findData(column.field or ""))
        box.setAccessibleName(self._name(place))
        box.setAccessibleDescription(_short(column.sample))
        box.setMaxVisibleItems(self._fields.rowCount())
        box.activated.connect(lambda _row, place=place: self._on_chosen(place))
        self._grid.addWidget(box, row, 2)
        self.setTabOrder([*self._boxes.values()][-1] if self._boxes else self._headless, box)
        self._boxes[place] = box

    def _on_chosen(self, place: int) -> None:
        columns = words.with_field(self.columns, place, str(self._boxes[place].currentData()))
        if columns != self.columns:
            self.columns = columns
            for at, box in self._boxes.items():
                box.setCurrentIndex(box.findData(columns[at].field or ""))
            self.changed.emit()


def _short(text: str) -> str:
    """A code may stand in a list by mistake: it is not shown."""
    shown = masked(clean(text))
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
