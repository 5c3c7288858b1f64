"""A clerk who works the box office by keys alone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk.box_office.orders import recent_orders
from aspara_desk.store.sales import OrderView
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.desk import BoxOfficeDesk
from aspara_desk.ui.widgets.tile import Tile
from tests.conftest import Clock
from tests.scanning.keyboards import strokes

X11_OFFSET = 8
MORNING = datetime(2022, 10, 1, 4, 0, tzinfo=UTC)  # 10:00 in Taraz, the season's first day
KEYS = {
    "Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Del": Qt.Key.Key_Delete, "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down, "Left": Qt.Key.Key_Left, "Right": Qt.Key.Key_Right,
    **{f"F{number}": getattr(Qt.Key, f"Key_F{number}") for number in range(2, 11)},
}  # fmt: skip


class Clerk:
    """Works the box office by keys alone."""

    def __init__(self, desk: BoxOfficeDesk, context: Context, qtbot: QtBot, settle: Callable[[Context], None]) -> None:
        self.desk = desk
        self.context = context
        self._qtbot = qtbot
        self._settle = settle

    def keys(self, *keys: str) -> None:
        """Names of keys are pressed; anything else is typed letter by letter."""
        for key in keys:
            if key in KEYS:
                self._qtbot.keyClick(self._focus(), KEYS[key])
            else:
                self._type(key)
            self.settle()

    def quickly(self, *keys: str) -> None:
        """Without waiting for anything in between."""
        for key in keys:
            if key in KEYS:
                self._qtbot.keyClick(self._focus(), KEYS[key])
            else:
                self._type(key)

    def _type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._focus(), event)

    def places(self, text: str, layout: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """The keys that type `text` on a US layout, pressed while another layout is on."""
        for stroke in strokes(text, layout):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(
                    kind, Qt.Key.Key_unknown, modifiers, stroke.position + X11_OFFSET, 0, 0, stroke.text
                )  # fmt: skip
                QApplication.sendEvent(self._focus(), event)
            self.settle()

    def control(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(self._focus(), key, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.desk

    def settle(self) -> None:
        self._settle(self.context)
        QApplication.processEvents()  # what was answered is laid out: a title shows what its width has room for

    @property
    def sale(self):
        return self.desk._sale.sale

    def shown(self) -> str:
        """All words that are in sight."""
        labels = self.desk.findChildren(QLabel)
        return "\n".join(label.text().replace("\u00a0", " ") for label in labels if label.isVisible())

    def orders(self, limit: int = 50) -> tuple[OrderView, ...]:
        return recent_orders(self.context.here, limit)

    def tile(self, title: str) -> Tile:
        [found] = [one for one in self.desk.findChildren(Tile) if one.isVisible() and one.face.title == title]
        return found


@pytest.fixture
def clerk(context: Context, evening: Clock, qtbot: QtBot, settle: Callable[[Context], None]) -> Clerk:
    """On the season's first morning: nothing is over yet."""
    evening.now = MORNING
    desk = BoxOfficeDesk(context)
    qtbot.addWidget(desk)
    desk.set_words(context.t)
    context.language.changed.connect(lambda: desk.set_words(context.t))
    desk.resize(1180, 640)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    desk.enter()
    made = Clerk(desk, context, qtbot, settle)
    made.settle()
    return made
