"""The order as it grows: whose it is, its lines, and how many of each."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from aspara_desk.domain.sales import Method
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.box_office.checkout import Line
from aspara_desk.ui.desks.box_office.digit_edit import DigitEdit
from aspara_desk.ui.desks.box_office.room import Room, activate
from aspara_desk.ui.desks.box_office.sale import Sale, Stage
from aspara_desk.ui.desks.box_office.tiles import left_text
from aspara_desk.ui.desks.box_office.words import METHOD_WORDS
from aspara_desk.ui.theme.plain import plain
from aspara_desk.ui.theme.roles import PROPERTY, dress, role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import ICON, SPACE
from aspara_desk.ui.widgets.empty import EmptyState
from aspara_desk.ui.widgets.icon_label import IconLabel

_ORDER = mark("Order")
_NO_GUEST = mark("Without a name")
_NO_GUEST_PERSONAL = mark("Type the guest's name")
_NEW_GUEST = mark("new guest")
_NO_GUEST_ANY_MORE = mark("Remove the guest · Shift+Del")
_EMPTY = mark("A new order")
_EMPTY_SAYS = mark("Press a digit for a ticket, or type some letters of a name.")
_TIMES = mark("{count} × {price}")
_BRIEF = mark("{count} × {title}")
_OVER = mark("over")
_OVER_SAYS = mark("What this ticket opens is over: it opens nothing any more.")
_ONE_MORE = mark("One more · +")
_ONE_LESS = mark("One less · −")
_REMOVE = mark("Remove · Del")
_HOW_MANY = mark("How many?")
_LEAST_LINES = 56  # a height


class _Tool(QToolButton):
    """For the mouse; its key works from everywhere."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        role(self, "quiet")
        self.setIcon(current().icon(icon))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fit()
        current().changed.connect(self._fit)

    def _fit(self) -> None:
        side = current().px(ICON * 0.8)
        self.setIconSize(QSize(side, side))
        self.setFixedHeight(current().px(7 * SPACE))


def _name(button: QToolButton, text: str) -> None:
    button.setToolTip(plain(text))
    button.setAccessibleName(text)


class LineRow(QFrame):
    """One line. The one that keys act on has a ground, and buttons for the mouse."""

    pressed = Signal()
    changed_by = Signal(int)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = role(QLabel(), "strong")
        self._total = role(QLabel(), "strong")
        self._each = role(QLabel(), "caption")
        self._short = role(QLabel(), "error-caption")
        self._less, self._more, self._remove = (_Tool(icon, self) for icon in ("minus", "plus", "trash-2"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._less.clicked.connect(lambda: self.changed_by.emit(-1))
        self._more.clicked.connect(lambda: self.changed_by.emit(1))
        self._remove.clicked.connect(self.removed)

    def _lay_out(self) -> None:
        self._title.setWordWrap(True)
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setSpacing(2 * SPACE)
        below.addWidget(self._each)
        below.addWidget(self._short)
        below.addStretch(1)
        self._grid = grid = QGridLayout(self)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._total, 0, 1)
        grid.addLayout(below, 1, 0)
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for tool in (self._less, self._more, self._remove):
            tools.addWidget(tool)
        grid.addLayout(tools, 1, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)

    def show_line(self, line: Line, sale: Sale, t: Translator, *, selected: bool) -> None:
        """While it is paid it takes as little room as it can: all lines are to be read then."""
        is_brief = sale.stage in {Stage.PAYING, Stage.SAVING}
        count, title = formats.number(line.count), line.type.titles.to(t.language)
        self._title.setText(t(_BRIEF, count=count, title=title) if is_brief else title)
        space = (1 if is_brief else 2) * SPACE
        self._grid.setContentsMargins(3 * SPACE, space, 2 * SPACE, space)
        is_free = sale.method is Method.FREE and line.total.minor > 0
        self._total.setText(t(METHOD_WORDS[Method.FREE]) if is_free else formats.money(line.total))
        self._each.setText(t(_TIMES, count=count, price=formats.money(line.type.price)))
        self._each.setHidden(is_brief)
        known = sale.stock.get(line.type.id)
        short = known is not None and known.left is not None and known.left < line.count
        left = left_text(known.left or 0, t) if known is not None and short else ""
        over = t(_OVER) if line.type.id in sale.expired else ""
        self._short.setText(" · ".join(filter(None, [over, left])))
        self._short.setToolTip(t(_OVER_SAYS) if over else "")
        self._short.setVisible(bool(self._short.text()))
        for tool, text in ((self._less, _ONE_LESS), (self._more, _ONE_MORE), (self._remove, _REMOVE)):
            _name(tool, t(text))
            tool.setVisible(selected and sale.stage is Stage.CHOOSING)
        dress(self, PROPERTY, "card" if selected and not is_brief else "")
        self.setAccessibleName(f"{self._title.text()}, {self._each.text()}, {self._short.text()}, {self._total.text()}")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class GuestRow(QWidget):
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("user", "muted", parent=self)
        self._name = role(QLabel(), "muted")
        self._name.setWordWrap(True)
        self._name.setMinimumWidth(1)  # a name without a space makes no window grow
        self._about = role(QLabel(), "caption")
        self._remove = _Tool("x", self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 0, 2 * SPACE, 0)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self._remove)
        self._remove.clicked.connect(self.removed)

    def _in_one_line(self, name: str) -> str:
        bold = QFontMetrics(current().font("body", bold=True))
        return bold.elidedText(name, Qt.TextElideMode.ElideRight, self._name.width())

    def show_guest(self, sale: Sale, t: Translator, *, low: bool) -> None:
        """`low`: there is room for one line."""
        buyer = sale.buyer
        wanted = sale.wants_name
        nobody = t(_NO_GUEST_PERSONAL if wanted else _NO_GUEST)
        self._name.setText(self._in_one_line(buyer.name) if buyer and low else buyer.name if buyer else nobody)
        self._name.setToolTip(plain(buyer.name) if buyer else "")
        role(self._name, "strong" if buyer else "warning" if wanted else "muted")
        self._icon.show_icon("user", "accent" if buyer else "warning" if wanted else "muted")
        about = "" if buyer is None else buyer.details.organisation if buyer.id else t(_NEW_GUEST)
        self._about.setText(about)
        self._about.setVisible(bool(about) and not low)
        self._remove.setVisible(buyer is not None and sale.stage is Stage.CHOOSING)
        _name(self._remove, t(_NO_GUEST_ANY_MORE))


class CountRow(QWidget):
    """Where a count is typed, in sight only then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = role(QLabel(), "strong")
        self.edit = DigitEdit(self)
        self.edit.setMaxLength(6)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._label.setBuddy(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.addWidget(self._label, 1)
        row.addWidget(self.edit)

    def show_count(self, sale: Sale, t: Translator) -> None:
        self._label.setText(t(_HOW_MANY))
        self.edit.setAccessibleName(t(_HOW_MANY))
        if self.edit.text() != sale.count_text:
            self.edit.setText(sale.count_text)
        self.setVisible(sale.stage is Stage.COUNTING)


class Basket(QWidget):
    """The upper part of the order's sheet. It changes nothing itself: it says what the mouse wants."""

    line_pressed = Signal(int)
    changed_by = Signal(int)
    removed = Signal()
    guest_removed = Signal()
    count_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = role(QLabel(), "heading")
        self.guest = GuestRow(self)
        self._count = CountRow(self)
        self._empty = EmptyState("ticket-plus", self)
        self._rows: list[LineRow] = []
        self._scroll = QScrollArea(self)
        self._lines = QWidget(self._scroll)
        self._column = QVBoxLayout(self._lines)
        self._lay_out()
        self.guest.removed.connect(self.guest_removed)
        self._count.edit.textEdited.connect(self.count_typed)

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll.setWidget(self._lines)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        head = QHBoxLayout()
        head.setContentsMargins(3 * SPACE, 0, 0, 0)
        head.addWidget(self._head)
        column.addLayout(head)
        column.addWidget(self.guest)
        column.addWidget(self._empty, 1)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._count)

    def fit(self) -> None:
        """Sizes as the text is now."""
        theme = current()
        self.guest.setMinimumHeight(theme.px(10 * SPACE))
        self._count.edit.setFixedWidth(theme.px(28 * SPACE))

    @override
    def hasHeightForWidth(self) -> bool:
        return False  # or else Qt would give its lines all the height they want, at the cost of the payment

    @property
    def least_height(self) -> int:
        """With all lines of a name, and at least a glimpse of those of the order."""
        return self._inside.totalMinimumHeightForWidth(self.width())

    @property
    def count_edit(self) -> DigitEdit:
        return self._count.edit

    def show_sale(self, sale: Sale, t: Translator, *, room: Room = Room.USUAL) -> None:
        """While it is paid, the lines take the place of what says nothing about them."""
        is_paying = sale.stage in {Stage.PAYING, Stage.SAVING}
        self._head.setText(t(_ORDER))
        self._head.setVisible(sale.is_empty or (room is Room.USUAL and not is_paying))
        self.guest.show_guest(sale, t, low=room is not Room.USUAL)
        self.guest.setVisible(sale.buyer is not None or not (sale.is_empty or is_paying))
        self._scroll.setMinimumHeight(current().px(_LEAST_LINES * (2 if room is Room.USUAL and is_paying else 1)))
        self._count.show_count(sale, t)
        self._empty.show_text(t(_EMPTY), t(_EMPTY_SAYS))
        self._empty.setVisible(sale.is_empty)
        self._scroll.setVisible(not sale.is_empty and room in {Room.USUAL, Room.LOW})
        while len(self._rows) < len(sale.lines):
            self._add_row()
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(sale.lines))
            if index < len(sale.lines):
                row.show_line(sale.lines[index], sale, t, selected=index == sale.selected)
        if sale.lines:
            self._lines.adjustSize()
            self._scroll_to_line(sale)

    def _scroll_to_line(self, sale: Sale) -> None:
        """To the one that keys act on; while it is paid, the order is read from its beginning."""
        if sale.stage in {Stage.PAYING, Stage.SAVING}:
            self._scroll.verticalScrollBar().setValue(0)
        else:
            self._scroll.ensureWidgetVisible(self._rows[sale.selected], 0, 0)

    def settle(self) -> None:
        """What was shown counts in its size from now on, not only once the event loop comes to it."""
        for one in (self.guest, self._count, self):
            activate(one)

    def _add_row(self) -> None:
        row, index = LineRow(self._lines), len(self._rows)
        row.pressed.connect(lambda: self.line_pressed.emit(index))
        row.changed_by.connect(self.changed_by)
        row.removed.connect(self.removed)
        self._rows.append(row)
        self._column.insertWidget(index, row)
