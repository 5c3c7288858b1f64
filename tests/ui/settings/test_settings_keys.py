"""The settings by keys alone: where Tab goes, how the practice clock is written, and what stays when one comes back."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTime
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk.scanning.wedge import Scan
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.settings.desk import SettingsDesk
from tests.scanning.keyboards import strokes_for
from tests.ui.typing import CTRL, ENTER, TAB, deliver, press

CODE_OF_X11 = 8  # its key codes are those of evdev and eight
BACKTAB = Qt.Key.Key_Backtab
LOCAL = timedelta(hours=6)  # the sample season's


@pytest.fixture
def desk(context: Context, qtbot: QtBot) -> Iterator[SettingsDesk]:
    made = SettingsDesk(context)
    qtbot.addWidget(made)
    made.set_words(context.t)
    made.resize(900, 420)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.enter()
    yield made
    made.leave()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def is_in_sight(desk: SettingsDesk, widget: QWidget) -> bool:
    for _turn in range(3):
        QApplication.processEvents()
    seen = desk._area.viewport()
    return seen.rect().contains(QRect(widget.mapTo(seen, QPoint(0, 0)), widget.size()))


def stops(desk: SettingsDesk, key: Qt.Key) -> list[QWidget]:
    """What has the focus, from the first control on, until it comes round; the time has two parts."""
    desk.appearance.focus_first()
    found = [focused()]
    for _step in range(60):
        press(desk, key)
        if focused() is found[0]:
            return found
        if focused() is not found[-1]:
            found.append(focused())
    raise AssertionError("Tab does not come round")


def test_tab_follows_the_eye(desk: SettingsDesk) -> None:
    def place(widget: QWidget) -> tuple[int, int]:
        at = widget.mapTo(desk._area.widget(), QPoint(0, widget.height() // 2))
        return at.y() // 20, at.x()

    there = stops(desk, TAB)
    assert [place(one) for one in there] == sorted(place(one) for one in there)
    assert desk.practice._day.focusProxy() in there
    assert stops(desk, BACKTAB)[1:] == there[:0:-1]


@pytest.mark.parametrize("way", ["Ctrl+A", "Home", "Tab", "Shift+Tab", "kz"])
def test_a_time_is_written_whatever_way_one_comes(desk: SettingsDesk, way: str) -> None:
    clock = desk.practice._clock
    {"Tab": desk.practice._day, "Shift+Tab": desk.practice._set}.get(way, clock).setFocus()
    if way in {"Tab", "Shift+Tab"}:
        press(desk, TAB if way == "Tab" else BACKTAB)
    elif way == "Ctrl+A":
        press(desk, Qt.Key.Key_A, CTRL)
    elif way == "Home":
        press(desk, Qt.Key.Key_End)
        press(desk, Qt.Key.Key_Home)
    assert clock.hasFocus()
    window = desk.windowHandle()
    for stroke in strokes_for('".ің' if way == "kz" else "1730", "kz" if way == "kz" else "us"):
        code = (stroke.position or 0) + CODE_OF_X11
        deliver(window, QEvent.Type.KeyPress, ord(stroke.text.upper()), code=code, text=stroke.text)
    assert clock.time() == (QTime(17, 34) if way == "kz" else QTime(17, 30))
    press(desk, ENTER)
    local = desk.context.programme.season.local(desk.context.now()).time()
    assert local.replace(second=0) == time(17, 34 if way == "kz" else 30)


def test_what_was_chosen_and_not_set_is_kept(desk: SettingsDesk, context: Context) -> None:
    desk.practice._day.setFocus()
    press(desk, Qt.Key.Key_Right)
    desk.leave()
    desk.enter()
    assert desk.practice._day.key == "3"
    press(desk, TAB)
    press(desk, ENTER)
    assert context.now() + LOCAL == datetime(2022, 10, 3, 18, 42, tzinfo=UTC)
    desk.practice._day.choose("1")
    desk.leave()
    desk.enter()
    assert desk.practice._day.key == "3"


def test_one_comes_back_to_the_control_that_one_left(desk: SettingsDesk) -> None:
    desk.safety._check.setFocus()
    desk.leave()
    desk.appearance.focus_first()  # as another room takes the focus away
    desk.enter()
    assert focused() is desk.safety._check
    assert is_in_sight(desk, focused())


def test_what_was_scanned_comes_into_sight(desk: SettingsDesk) -> None:
    desk.safety._check.setFocus()
    desk._area.ensureWidgetVisible(desk.safety._check)
    assert not is_in_sight(desk, desk.scanner.says)
    desk.take_scan(Scan("A-000123", "wedge", 1))
    assert is_in_sight(desk, desk.scanner.says)
    assert "number came" in desk.scanner.says.text()
