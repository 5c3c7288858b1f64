"""Chooses the door, its direction and what it works for, in place and by keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.programme import Direction, Door
from aspara_desk.door.gates import Gate
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui import key_places
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.door.choices import EventChoice, door_rows, event_rows
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.key_hint import KeyBar
from aspara_desk.ui.widgets.row_list import RowList

_DOORS = mark("Which door?")
_EVENTS = mark("For which event?")
_DOORS_NAME = mark("Doors")
_EVENTS_NAME = mark("Events of the door")
_TAKE = mark("work at this door")
_SIDES = mark("door, event")
_LEAVE = mark("leave it")
_TURN = mark("in or out")
_WAYS = {Direction.IN: mark("Guests come in here."), Direction.OUT: mark("Guests go out here.")}
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Chooser(QFrame):
    """Two lists side by side: the arrows go along, letters jump to a door, Enter takes what is chosen in both."""

    chosen = Signal(object)
    """The `Gate`."""
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._context = context
        self._direction: Direction | None = None
        self._doors_head, self._events_head = role(QLabel(), "heading"), role(QLabel(), "heading")
        self._way = role(QLabel(), "strong")
        self._doors, self._events = RowList(context.theme, self), RowList(context.theme, self)
        self._keys = KeyBar(self)
        self._lay_out()
        self._doors.moved.connect(self._on_door_moved)
        for rows in (self._doors, self._events):
            rows.doubleClicked.connect(self._on_taken)

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(6 * SPACE)
        for head, rows in ((self._doors_head, self._doors), (self._events_head, self._events)):
            side = QVBoxLayout()
            side.setSpacing(2 * SPACE)
            side.addWidget(head)
            side.addWidget(rows, 1)
            sides.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(sides, 1)
        column.addWidget(self._way)
        column.addWidget(self._keys)

    # --- what is offered ---

    def offer(self, gate: Gate | None) -> None:
        """Shows the doors as they are now, with the one that is worked at chosen."""
        self._direction = gate.direction if gate else None
        rows = door_rows(self._context.programme, self._context.now(), gate.door_key if gate else None, self._context.t)
        self._doors.rows.show(rows)
        doors = [row.value.key for row in rows if isinstance(row.value, Door)]
        self._doors.choose_row(doors.index(gate.door_key) if gate and gate.door_key in doors else 0)
        events = [row.value for row in self._events.rows.rows()]
        wanted = EventChoice(gate.event_key if gate else None)
        self._events.choose_row(events.index(wanted) if wanted in events else 0)
        self._doors.setFocus()

    def set_words(self, t: Translator) -> None:
        self._doors_head.setText(t(_DOORS))
        self._events_head.setText(t(_EVENTS))
        self._doors.setAccessibleName(t(_DOORS_NAME))
        self._events.setAccessibleName(t(_EVENTS_NAME))
        self._keys.show_hints([("Enter", t(_TAKE)), ("← →", t(_SIDES)), ("+", t(_TURN)), ("Esc", t(_LEAVE))])
        if not self.isHidden() and self._door is not None:
            self._say_again()

    def _say_again(self) -> None:
        door, event, focused = self._doors.chosen_row, self._events.chosen_row, self._events.hasFocus()
        self.offer(self._gate())
        self._doors.choose_row(door)
        self._events.choose_row(event)
        (self._events if focused else self._doors).setFocus()

    @property
    def _door(self) -> Door | None:
        row = self._doors.chosen
        return row.value if row is not None and isinstance(row.value, Door) else None

    def _on_door_moved(self) -> None:
        door = self._door
        if door is not None:
            self._events.rows.show(event_rows(self._context.programme, door, self._context.now(), self._context.t))
            self._events.choose_row(0)
            self._say_way()

    def _say_way(self) -> None:
        door, t = self._door, self._context.t
        if door is not None:
            self._way.setText(t(_WAYS[self._direction or door.direction]))

    # --- keys ---

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in _ENTERS:
            self._on_taken()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Right:
            self._events.setFocus()
        elif key == Qt.Key.Key_Left:
            self._doors.setFocus()
        elif key_places.step(event):
            self._turn()
        elif text and text.isprintable():
            (self._events if self._events.hasFocus() else self._doors).keyboardSearch(text)
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        """The other way through the same door."""
        door = self._door
        if door is not None:
            now = self._direction or door.direction
            other = Direction.OUT if now is Direction.IN else Direction.IN
            self._direction = None if other is door.direction else other
            self._say_way()

    def _gate(self) -> Gate | None:
        door, row = self._door, self._events.chosen
        if door is None:
            return None
        event = row.value.key if row is not None and isinstance(row.value, EventChoice) else None
        return Gate(door.key, self._direction, event)

    def _on_taken(self) -> None:
        gate = self._gate()
        if gate is not None:
            self.chosen.emit(gate)
