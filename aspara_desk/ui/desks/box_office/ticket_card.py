"""What a ticket is: its number and state, what it opens, whose it is, its seat, price and order."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.box_office.life import TicketLife
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.ticket_rows import ORDER_COLOURS, TICKET_COLOURS, type_title
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.badge import Badge

_GUEST = mark("Guest")
_SEAT = mark("Seat")
_PRICE = mark("Price")
_ORDER = mark("Order")
_NO_NAME = mark("without a name")
_FREE = mark("free of charge")
_BAR = 6


class _Bar(QWidget):
    """The colour of the ticket type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = QColor()
        self._on_theme_changed()
        current().changed.connect(self._on_theme_changed)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setFixedWidth(current().px(_BAR))

    def show_colour(self, colour: str) -> None:
        self._colour = QColor(colour)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        half = self.width() / 2
        painter.drawRoundedRect(self.rect(), half, half)
        painter.end()


class _Fact(QWidget):
    """A name above a value, which may be cut short: all of it is in the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = role(QLabel(), "caption")
        self._value = role(QLabel(), "strong")
        self._value.setWordWrap(True)
        self._value.setMinimumWidth(1)  # a name without a space makes no window grow
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._value)
        self._column = column

    def add_below(self, widget: QWidget) -> None:
        self._column.addSpacing(SPACE)
        self._column.addWidget(widget)

    def show_fact(self, name: str, value: str) -> None:
        self._name.setText(name)
        self._value.setText(value)
        self._value.setAccessibleName(f"{name}: {value}")


class TicketCard(QFrame):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._context = context
        self._bar = _Bar(self)
        self._number = role(QLabel(), "figure")
        self._state = Badge(parent=self)
        self._type = role(QLabel(), "heading")
        self._type.setWordWrap(True)
        self._guest, self._seat, self._price, self._order = (_Fact(self) for _ in range(4))
        self._order_state = Badge(parent=self._order)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(self._number)
        head.addWidget(self._state)
        head.addStretch(1)
        facts = QGridLayout()
        facts.setHorizontalSpacing(6 * SPACE)
        for place, (fact, share) in enumerate(((self._guest, 5), (self._seat, 2), (self._price, 2), (self._order, 3))):
            facts.addWidget(fact, 0, place, Qt.AlignmentFlag.AlignTop)
            facts.setColumnStretch(place, share)
        self._order.add_below(self._order_state)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addLayout(head)
        words.addWidget(self._type)
        words.addSpacing(SPACE)
        words.addLayout(facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 3 * SPACE, 5 * SPACE, 3 * SPACE)
        row.setSpacing(4 * SPACE)
        row.addWidget(self._bar)
        row.addLayout(words, 1)

    def show_life(self, life: TicketLife) -> None:
        """In the language of the moment."""
        t, programme, ticket = self._context.t, self._context.programme, life.ticket
        self._number.setText(ticket.number)
        self._state.setText(t(vocabulary.TICKET_STATES[ticket.state]))
        self._state.set_colour(TICKET_COLOURS[ticket.state])
        self._bar.show_colour(programme.ticket_type(ticket.type_id).colour)
        self._type.setText(type_title(programme, ticket, t.language))
        self._guest.show_fact(t(_GUEST), ticket.guest_name or t(_NO_NAME))
        self._seat.show_fact(t(_SEAT), ticket.seat or "")
        self._seat.setVisible(ticket.seat is not None)
        self._price.show_fact(t(_PRICE), formats.money(ticket.price) if ticket.price.minor else t(_FREE))
        order = life.order.order
        self._order.show_fact(t(_ORDER), order.number)
        self._order_state.setText(t(vocabulary.ORDER_STATES[order.state]))
        self._order_state.set_colour(ORDER_COLOURS[order.state])
        self._order_state.setMinimumWidth(0)  # or else its hint is never less than that of the words before
        self._order_state.setMinimumWidth(self._order_state.sizeHint().width())
        self.setAccessibleName(f"{ticket.number}, {self._state.text()}, {self._type.text()}")
