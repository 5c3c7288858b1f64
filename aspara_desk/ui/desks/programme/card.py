"""The card of one event, beside the timetable."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from aspara_desk.domain.programme import Event
from aspara_desk.i18n.translator import mark
from aspara_desk.ui.desks.programme.facts import card_facts
from aspara_desk.ui.desks.programme.wording import EventWords
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.badge import Badge
from aspara_desk.ui.widgets.fact_grid import FactGrid, wrapped_label

_WIDTH = 320
_CLOSE = mark("Close the card")
_CARD = mark("Card of the event")
_OPENED_BY = mark("Tickets that open it")
_DOORS = mark("Doors to it")
_HOW_FULL = mark("How full")


class EventCard(QFrame):
    """Everything that is known of an event. Esc, or the cross, closes it: the room listens."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._theme = theme
        self._kind = Badge()
        self._notes = [Badge(), Badge()]
        self._close = role(QToolButton(self), "quiet")
        self._close.setIcon(theme.icon("x", "muted"))
        self._title, self._others = wrapped_label("heading"), wrapped_label("muted")
        self._heads = {message: wrapped_label("label") for message in (_HOW_FULL, _OPENED_BY, _DOORS)}
        self._types, self._doors = wrapped_label("body"), wrapped_label("body")
        self._scroll = QScrollArea(self)
        self._inner = QWidget(self._scroll)
        self._schedule, self._people = FactGrid(self._inner), FactGrid(self._inner)
        self._lay_out()
        self._close.clicked.connect(self.closed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _lay_out(self) -> None:
        badges = QHBoxLayout()
        badges.setSpacing(SPACE)
        for badge in (self._kind, *self._notes):
            badges.addWidget(badge)
        badges.addStretch(1)
        badges.addWidget(self._close)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(4 * SPACE, SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        for part in (self._title, self._others, self._schedule):
            column.addWidget(part)
        parts = ((_HOW_FULL, self._people), (_OPENED_BY, self._types), (_DOORS, self._doors))
        for message, widget in parts:
            column.addSpacing(2 * SPACE)
            column.addWidget(self._heads[message])
            column.addWidget(widget)
        column.addStretch(1)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 3 * SPACE, 1, 1)
        head = QHBoxLayout()
        head.setContentsMargins(4 * SPACE, 0, 2 * SPACE, 0)
        head.addLayout(badges)
        outer.addLayout(head)
        outer.addWidget(scroll, 1)

    def show_event(self, event: Event, words: EventWords) -> None:
        facts = card_facts(event, words)
        self._kind.setText(words.kind(event.kind))
        self._kind.set_colour(f"kind.{event.kind.value}")
        notes = words.notes(event)
        for place, badge in enumerate(self._notes):
            badge.setVisible(place < len(notes))
            if place < len(notes):
                badge.setText(notes[place].text)
                badge.set_colour(notes[place].colour)
        self._title.setText(facts.title)
        self._others.setText("\n".join(facts.others))
        self._others.setVisible(bool(facts.others))
        self._schedule.show_facts([(one.name, one.value) for one in facts.schedule])
        self._people.show_facts([(one.name, one.value) for one in facts.people])
        self._people.setVisible(bool(facts.people))
        self._heads[_HOW_FULL].setVisible(bool(facts.people))
        self._types.setText("\n".join(facts.types))
        self._doors.setText("\n".join(facts.doors))
        for message, head in self._heads.items():
            head.setText(words.t(message))
        self._close.setAccessibleName(words.t(_CLOSE))
        self._close.setToolTip(f"{words.t(_CLOSE)} · Esc")
        self._scroll.setAccessibleName(words.t(_CARD))
        self.setAccessibleName(f"{words.t(_CARD)}: {words.spoken(event)}")

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(self._theme.px(_WIDTH))
