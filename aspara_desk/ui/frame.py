"""The frame round the rooms: navigation at the left, what is always in sight above, the keys of the room below."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from aspara_desk.domain.errors import DeskError
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.scanning.wedge import Scan
from aspara_desk.ui.context import Context, Health
from aspara_desk.ui.desk import Desk, Hint, ShowTicket, Wish
from aspara_desk.ui.header import Header
from aspara_desk.ui.rooms import ROOMS, WHO_GRANTS, Room
from aspara_desk.ui.theme.plain import breakable
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.badge import Badge
from aspara_desk.ui.widgets.key_hint import KeyBar

_NAV_ICON = 24
_HELP = mark("Help")
_LANGUAGE = mark("Language")
_ROOMS_OF_THE_WINDOW = mark("Rooms")
_BACKUP = mark("Automatic backup: {text}")
_HEALTH = {Health.SAVED: mark("saved"), Health.SAVING: mark("saving…"), Health.TROUBLE: mark("not saved")}
_HEALTH_COLOUR = {Health.SAVED: "admit", Health.SAVING: "accent", Health.TROUBLE: "refuse"}


class Navigation(QFrame):
    """One button a room, with Ctrl and its number as the key."""

    chosen = Signal(str)

    def __init__(self, context: Context, rooms: Sequence[Room], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "nav")
        self._context = context
        self._rooms = rooms
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 2 * SPACE, SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for number, room in enumerate(rooms, start=1):
            if room.key == "settings":
                column.addStretch(1)
            column.addWidget(self._button(number, room))

    def _button(self, number: int, room: Room) -> QToolButton:
        button = role(QToolButton(), "nav")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        side = self._context.theme.px(_NAV_ICON)
        button.setIcon(self._context.theme.icon(room.icon, "muted", checked="accent"))
        button.setIconSize(QSize(side, side))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key works everywhere: Tab stays within the room
        action = QAction(self)
        action.setShortcut(QKeySequence(f"Ctrl+{number}"))
        action.triggered.connect(lambda _checked=False, key=room.key: self.chosen.emit(key))
        self.addAction(action)
        button.clicked.connect(action.trigger)
        self._group.addButton(button)
        self._buttons[room.key] = button
        return button

    def set_words(self, t: Translator) -> None:
        self.setAccessibleName(t(_ROOMS_OF_THE_WINDOW))
        for number, room in enumerate(self._rooms, start=1):
            button = self._buttons[room.key]
            button.setText(t(room.word))
            button.setToolTip(f"{t(room.word)} · Ctrl+{number}")
            button.setAccessibleName(t(room.word))

    def show_chosen(self, key: str) -> None:
        self._buttons[key].setChecked(True)


class Foot(QFrame):
    """The keys of the room, and how the store is. What is wrong has a line of its own where there is no room for it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "keybar")
        self._context = context
        self._trouble: DeskError | None = None
        self._warning: DeskError | None = None
        self._keys = KeyBar(self)
        self._above, self._beside = _trouble(self), _trouble(self)
        self._above.setWordWrap(True)
        self._above.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # no word widens the window
        self._health = Badge("", "admit")
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(self._keys, 1)
        row.addWidget(self._beside)
        row.addWidget(self._health)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, SPACE, 4 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._above)
        column.addLayout(row)
        context.health_changed.connect(self.show_health)
        context.warned.connect(self._on_warned)
        context.theme.changed.connect(self.set_words)

    def set_words(self) -> None:
        t = self._context.t
        self._health.setText(t(_HEALTH[self._context.health]))
        self._health.keep_room_for([t(word) for word in _HEALTH.values()])  # the keys beside it stay where they are
        self._show_trouble()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        self._keys.show_hints([(hint.key, hint.word) for hint in hints])
        self._show_trouble()

    @Slot(object, object)
    def show_health(self, health: Health, error: DeskError | None) -> None:
        self._trouble = error
        self._health.set_colour(_HEALTH_COLOUR[health])
        self.set_words()

    @Slot(object)
    def _on_warned(self, error: DeskError | None) -> None:
        """It stays until a backup is written: what is saved meanwhile says nothing about backups."""
        self._warning = error
        self._show_trouble()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_trouble()

    def _show_trouble(self) -> None:
        text = self._text(self._context.t)
        taken = self._keys.sizeHint().width() + self._health.sizeHint().width() + 15 * SPACE
        fits = self._beside.fontMetrics().horizontalAdvance(text) + taken <= self.width()
        for label, shown in ((self._above, text and not fits), (self._beside, text and fits)):
            label.setText(breakable(text) if shown else "")
            label.setVisible(bool(shown))

    def _text(self, t: Translator) -> str:
        if self._trouble is not None:
            return sentence(self._trouble.problem, t)
        if self._warning is not None:
            return t(_BACKUP, text=sentence(self._warning.problem, t))
        return ""


def _trouble(parent: QWidget) -> QLabel:
    label = role(QLabel(parent), "error")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class Frame(QWidget):
    """The window while a season is open. A room is built when it is first entered, or ahead of that."""

    help_wished = Signal(str)
    """The key of the room that help is wanted with."""
    room_entered = Signal(str)

    def __init__(self, context: Context, rooms: Sequence[Room] = ROOMS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._rooms = {room.key: room for room in rooms}
        self._desks: dict[str, Desk] = {}
        self._steps = {key: self._build(key) for key in self._rooms}
        self._current: Desk | None = None
        self._navigation = Navigation(context, rooms)
        self._header = Header(context)
        self._stack = QStackedWidget()
        self._foot = Foot(context)
        self._lay_out()
        self._add_actions()
        self._navigation.chosen.connect(self.enter)
        context.language.changed.connect(self._on_language_changed)
        self._on_language_changed()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addLayout(column, 1)

    def _add_actions(self) -> None:
        for key, act in (("F1", self._on_help), ("F12", self.context.language.choose_next)):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(act)
            self.addAction(action)

    # --- rooms ---

    @property
    def desk(self) -> Desk | None:
        """The room that is shown."""
        return self._current

    @Slot(str)
    def enter(self, key: str) -> None:
        desk = self._ready(key)
        self._navigation.show_chosen(key)
        if desk is not self._current:
            if self._current is not None:
                self._current.leave()
            self._current = desk
            self._stack.setCurrentWidget(desk)
            self.room_entered.emit(key)
        desk.enter()
        self._show_hints()

    def prepare(self, key: str) -> bool:
        """Takes one step towards entering the room, short enough for one turn of the loop. False: none was left."""
        try:
            return next(self._steps[key], False)
        except Exception:
            self._steps[key] = self._build(key)  # whoever enters it again is to see what is wrong, again
            raise

    def _ready(self, key: str) -> Desk:
        while self.prepare(key):
            pass
        return self._desks[key]

    def _build(self, key: str) -> Iterator[bool]:
        desk = self._rooms[key].load()(self.context, self._stack)
        desk.hints_changed.connect(self._show_hints)
        desk.wished.connect(self._on_wished)
        self._desks[key] = desk
        yield True
        desk.set_words(self.context.t)
        yield True
        self._stack.addWidget(desk)
        yield True

    def rooms(self) -> Sequence[str]:
        return tuple(self._rooms)

    @Slot(object)
    def _on_wished(self, wish: Wish) -> None:
        key = WHO_GRANTS[type(wish)]
        self.enter(key)
        self._ready(key).grant_wish(wish)

    @Slot(object)
    def take_scan(self, scan: Scan) -> None:
        """At a door it is checked in; anywhere else it opens the ticket, and never admits."""
        if self._current is not None and not self._current.take_scan(scan):
            self._on_wished(ShowTicket(scan.text))

    # --- words and keys ---

    @Slot()
    def _on_language_changed(self) -> None:
        t = self.context.t
        self._navigation.set_words(t)
        self._header.set_words(t)
        self._foot.set_words()
        for desk in self._desks.values():
            desk.set_words(t)
        self._show_hints()

    @Slot()
    def _show_hints(self) -> None:
        t = self.context.t
        own = self._current.hints() if self._current is not None else ()
        self._foot.show_hints([Hint("F1", t(_HELP)), *own, Hint("F12", t(_LANGUAGE))])

    @Slot()
    def _on_help(self) -> None:
        self.help_wished.emit(self._current.key if self._current is not None else "")
