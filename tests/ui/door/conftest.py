from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest
from PySide6.QtCore import QEvent, Qt

from aspara_desk.box_office import selling
from aspara_desk.domain.sales import Method, Ticket
from aspara_desk.door.gates import Gate
from aspara_desk.scanning.wedge import WEDGE, Scan
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.door.desk import DoorDesk
from aspara_desk.ui.desks.door.verdict_view import VerdictView
from tests.conftest import Clock
from tests.scanning.keyboards import strokes_for
from tests.ui.typing import NO_MODIFIER, SHIFT, deliver, press, type_text

CODE_OF_X11 = 8  # its key codes are those of evdev and eight


@dataclass
class Doorway:
    """The room as a steward has it, with tickets to scan."""

    desk: DoorDesk
    context: Context
    clock: Clock
    settle: Callable[[Context], None]
    _beats: "count[int]"

    def sell(self, kind: str, name: str | None = None, method: Method = Method.CASH) -> Ticket:
        guest = selling.guest_named(name) if name else None
        sold = selling.sell(self.context.here, self.context.keyring, type_key=kind, method=method, guest=guest)
        return sold.tickets[0]

    def code(self, ticket: Ticket) -> str:
        return self.context.keyring.code(ticket.key_id, ticket.id).reveal()

    def scan(self, what: Ticket | str) -> None:
        """A reading that is not waited for."""
        text = what if isinstance(what, str) else self.code(what)
        assert self.desk.take_scan(Scan(text, WEDGE, next(self._beats)))

    def answer(self, what: Ticket | str) -> VerdictView:
        self.scan(what)
        return self.seen()

    def seen(self) -> VerdictView:
        """What is on the screen when everything was answered."""
        self.settle(self.context)
        return self.desk._panel.view

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key of a person, to whatever has the focus; what it causes is waited for."""
        window = self.desk.window().windowHandle()
        assert window is not None
        press(window, key, modifiers)
        self.settle(self.context)

    def type(self, text: str) -> None:
        window = self.desk.window().windowHandle()
        assert window is not None
        type_text(window, text)
        self.settle(self.context)

    def type_in_kazakh(self, text: str) -> None:
        """On the Kazakh layout, with the places of the keys, as a keyboard sends them."""
        window = self.desk.window().windowHandle()
        assert window is not None
        for stroke in strokes_for(text, "kz"):
            held = SHIFT if stroke.shift else NO_MODIFIER
            code = (stroke.position or 0) + CODE_OF_X11
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                deliver(window, kind, ord(stroke.text.upper()), held, code=code, text=stroke.text)
        self.settle(self.context)

    def act(self, key: str) -> None:
        """Triggers what an F-key does, without a key."""
        next(one for one in self.desk.actions() if one.shortcut().toString() == key).trigger()
        self.settle(self.context)

    def told(self) -> str:
        """The line below the verdict; empty while nothing is told."""
        return "" if self.desk._told.isHidden() else self.desk._told.text()

    def lines(self) -> list[tuple[str, str]]:
        """The last scans: face and who."""
        self.settle(self.context)
        return [(one.face, one.who) for one in self.desk._list.scans.lines()]

    def stand_at(self, door: str, event: str | None = None) -> None:
        self.desk._station.choose(Gate(door, None, event))
        self.settle(self.context)


@pytest.fixture
def doorway(qtbot, context: Context, evening: Clock, settle: Callable[[Context], None]) -> Iterator[Doorway]:
    context.preferences.door = "hall-main"
    desk = DoorDesk(context)
    qtbot.addWidget(desk)
    desk.set_words(context.t)
    desk.resize(1180, 640)
    with qtbot.waitActive(desk):
        desk.show()
        desk.activateWindow()
    desk.enter()
    settle(context)
    yield Doorway(desk, context, evening, settle, count())
    desk.leave()
