"""The card of one guest, beside the list."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.guests.card_rows import CardList
from aspara_desk.ui.desks.guests.card_words import CardView
from aspara_desk.ui.desks.guests.side_by_side import SideBySide
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import ICON, SPACE
from aspara_desk.ui.widgets.badge import Badge
from aspara_desk.ui.widgets.fact_grid import FactGrid, wrapped_label
from aspara_desk.ui.widgets.icon_label import IconLabel

_SELL, _EDIT, _FLAG = mark("Sell a ticket"), mark("Edit"), mark("Attention")
_TICKETS, _SCANS = mark("Tickets"), mark("Scans")
_NO_TICKETS, _NO_SCANS = mark("No ticket yet."), mark("Not scanned yet.")


class GuestCardView(QFrame):
    """Everything that is known of a guest, and what can be done with it."""

    sell_wished = Signal()
    edit_wished = Signal()
    attention_wished = Signal()
    ticket_opened = Signal(str)
    """Its number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scroll = QScrollArea(self)
        inner = QWidget(self._scroll.viewport())
        self._name, self._latin, self._category = wrapped_label("heading"), wrapped_label("muted"), Badge()
        self._flag = role(QFrame(inner), "banner-warning")
        self._flag_text = wrapped_label("body")
        self._facts = FactGrid(inner)
        self._tickets_head, self._scans_head = wrapped_label("label"), wrapped_label("label")
        self._no_tickets, self._no_scans = wrapped_label("muted"), wrapped_label("muted")
        self._buttons = SideBySide(2 * SPACE, inner)  # Tab goes in the order in which these are made
        self._sell, self._edit, self._attention = QPushButton(inner), QToolButton(inner), QToolButton(inner)
        self.tickets, self._scans = CardList(theme, inner), CardList(theme, inner)
        self._lay_out(inner)
        self._fit_icons()
        theme.changed.connect(self._fit_icons)
        self._sell.clicked.connect(self.sell_wished)
        self._edit.clicked.connect(self.edit_wished)
        self._attention.clicked.connect(self.attention_wished)
        self.tickets.opened.connect(self._on_opened)

    def _lay_out(self, inner: QWidget) -> None:
        column = QVBoxLayout(inner)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        badge = QHBoxLayout()
        badge.addWidget(self._category)
        badge.addStretch(1)
        column.addLayout(badge)
        for widget in (self._name, self._latin, self._flag_row(), self._facts):
            column.addWidget(widget)
        column.addSpacing(SPACE)
        self._lay_out_buttons()
        column.addWidget(self._buttons)
        for head, empty, rows in (
            (self._tickets_head, self._no_tickets, self.tickets), (self._scans_head, self._no_scans, self._scans),
        ):  # fmt: skip
            column.addSpacing(2 * SPACE)
            column.addWidget(head)
            column.addWidget(empty)
            column.addWidget(rows)
        column.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # page keys reach it from whatever in it has the focus
        self._scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _flag_row(self) -> QFrame:
        row = QHBoxLayout(self._flag)
        row.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(IconLabel("triangle-alert", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._flag_text, 1)
        return self._flag

    def _lay_out_buttons(self) -> None:
        tools = QWidget(self._buttons)
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        self._sell.setIcon(self._theme.icon("ticket-plus", "accent"))
        self._buttons.add(role(self._sell, "secondary"), fills=True)
        for button, icon in ((self._edit, "pencil"), (self._attention, "triangle-alert")):
            button.setIcon(self._theme.icon(icon, "accent"))
            row.addWidget(role(button, "quiet"))
        row.addStretch(1)
        self._buttons.add(tools)

    def _fit_icons(self) -> None:
        side = self._theme.px(ICON)
        for button in (self._edit, self._attention):
            button.setIconSize(QSize(side, side))

    def set_words(self, t: Translator) -> None:
        buttons = ((self._sell, _SELL, "F5"), (self._edit, _EDIT, "F6"), (self._attention, _FLAG, "F7"))
        for button, word, key in buttons:
            button.setAccessibleName(t(word))
            button.setToolTip(f"{t(word)} · {key}")
        self._sell.setText(t(_SELL))
        for label, word in (
            (self._tickets_head, _TICKETS), (self._scans_head, _SCANS), (self._no_tickets, _NO_TICKETS),
            (self._no_scans, _NO_SCANS),
        ):  # fmt: skip
            label.setText(t(word))
        self.tickets.setAccessibleName(t(_TICKETS))
        self._scans.setAccessibleName(t(_SCANS))

    def show_card(self, view: CardView) -> None:
        self._name.setText(view.name)
        self._latin.setText(view.latin)
        self._latin.setVisible(bool(view.latin))
        self._category.setText(view.category)
        self._category.set_colour(f"category.{view.card.guest.details.category.value}")
        self._flag_text.setText(view.attention)
        self._flag.setVisible(bool(view.attention))
        self._facts.show_facts([(one.name, one.value) for one in view.facts])
        self._facts.setVisible(bool(view.facts))
        for rows, shown, empty in (
            (self.tickets, view.tickets, self._no_tickets), (self._scans, view.scans, self._no_scans),
        ):  # fmt: skip
            rows.show_rows(shown)
            rows.setVisible(bool(shown))
            empty.setVisible(not shown)
        self._scans_head.setVisible(bool(view.tickets))
        self._no_scans.setVisible(bool(view.tickets) and not view.scans)
        self.setAccessibleName(", ".join(filter(None, (view.name, view.latin, view.category, view.attention))))

    def scroll_to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def show_rights(self, *, may_sell: bool) -> None:
        for button in (self._sell, self._edit, self._attention):
            button.setEnabled(may_sell)

    def _on_opened(self, number: object) -> None:
        self.ticket_opened.emit(number)
