"""Keys for tests of the whole window, delivered to its QWindow as the window system would, without any waiting.

- `scan_code(window, digits, layout="kz", ending=ENTER)`: a scanner fires. The keys are those of a US layout, so the
  text is garbled as `layout` garbles it; native scan codes and timestamps are set.
- `type_text(window, "Қалиева", layout="kz")`: a person types, 120 ms a key.
- `press(window, Qt.Key.Key_F5)`, `press(window, Qt.Key.Key_P, CTRL)`, `press(window, "+")`: one key of a person.

Keys go to the window that has the focus, an open popup or menu included, and from there to the widget that has it;
name a widget as target to give it the focus first. Times are made up and far apart from one call to the next, and each
call ends as if the pause after it had passed, so when it returns, everything that it caused directly has happened.

What is known about ways to send keys (PySide6 6.11): `QTest.keyClick(widget, …)` goes to the widget itself, past every
filter on windows, so no scanner is heard, but shortcuts fire. `QTest.keyClick(window, …)` with a QWindow goes the whole
way, ShortcutOverride and shortcuts included, but without scan codes and with the real time. Events sent to a QWindow
with `sendEvent` carry everything but fire no shortcut. So `press` takes the second way; scans and text take the third,
with a ShortcutOverride ahead of each press, which has to be accepted (else a shortcut would have been looked up).
"""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from aspara_desk.ui.scanner import ScannerFilter
from tests.scanning.keyboards import Stroke, strokes, strokes_for

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab

SCANNER_MS = 8
PERSON_MS = 120
_X11_OFFSET = 8
_SHIFT_CODE = 42 + _X11_OFFSET
_POSITIONS = {ENTER: 28, TAB: 15}
_TEXTS = {ENTER: "\r", TAB: "\t"}
_BETWEEN_CALLS_MS = 10_000


class _Clock:
    """The keyboard's time: far from Qt's own, which begins with the process."""

    now = 1_000_000_000


def scan_code(
    target: QWidget | QWindow,
    digits: str,
    layout: str = "us",
    ending: Qt.Key | None = ENTER,
    *,
    gap_ms: int = SCANNER_MS,
    caps: bool = False,
    native: bool = True,
) -> None:
    """A scanner types `digits` (or any text that a US layout has) and `ending`. `native`: with scan codes."""
    _Clock.now += _BETWEEN_CALLS_MS
    send(target, strokes(digits, layout, caps=caps), gap_ms=gap_ms, native=native)
    if ending is not None:
        send_ending(target, ending, gap_ms)
    settle()


def type_text(target: QWidget | QWindow, text: str, layout: str = "us", *, gap_ms: int = PERSON_MS) -> None:
    """A person types `text` on a keyboard with `layout`."""
    _Clock.now += _BETWEEN_CALLS_MS
    send(target, strokes_for(text, layout), gap_ms=gap_ms)
    settle()


def press(target: QWidget | QWindow, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """A person presses and releases one key; shortcuts fire. A text is the key that gives it."""
    window = focused(target)
    if isinstance(key, str):
        QTest.sendKeyEvent(QTest.KeyAction.Click, window, Qt.Key(_code(key)), key, modifiers)
    else:
        QTest.keyClick(window, key, modifiers)
    settle()


def send(target: QWidget | QWindow, keys: Iterable[Stroke], *, gap_ms: int, native: bool = True) -> None:
    """Keys at a steady pace, with nothing settled at the end."""
    for key in keys:
        _Clock.now += gap_ms
        code = key.position + _X11_OFFSET if native and key.position else 0
        if key.shift:
            deliver(target, QEvent.Type.KeyPress, Qt.Key.Key_Shift, code=_SHIFT_CODE)
        _click(target, _code(key.text), SHIFT if key.shift else NO_MODIFIER, code, key.text)
        if key.shift:
            deliver(target, QEvent.Type.KeyRelease, Qt.Key.Key_Shift, SHIFT, code=_SHIFT_CODE)


def send_ending(target: QWidget | QWindow, ending: Qt.Key = ENTER, gap_ms: int = SCANNER_MS) -> None:
    """The scanner's Enter or Tab `gap_ms` after the last key; a person's, if the window does not expect one."""
    _Clock.now += gap_ms
    _click(target, ending, NO_MODIFIER, _POSITIONS[ending] + _X11_OFFSET, _TEXTS[ending])


def settle() -> None:
    """As if the pause after the last key had passed."""
    for scanner in QCoreApplication.instance().findChildren(ScannerFilter):
        scanner.settle()


def focused(target: QWidget | QWindow) -> QWindow:
    """The window that keys for the target go to: its own, made active, or a popup that is open."""
    widget = target if isinstance(target, QWidget) else None
    window = widget.window().windowHandle() if widget else target
    assert window is not None, "show the window first"
    now = QGuiApplication.focusWindow()
    if QApplication.activePopupWidget() is None and now is not window:
        window.requestActivate()
        QCoreApplication.processEvents()
    if widget is not None and not widget.isWindow() and not widget.hasFocus():
        widget.setFocus()
    now = QGuiApplication.focusWindow()
    assert now is not None, "the window cannot be made active"
    return now


def deliver(
    target: QWidget | QWindow,
    kind: QEvent.Type,
    key: int,
    modifiers: Qt.KeyboardModifier = NO_MODIFIER,
    *,
    code: int = 0,
    text: str = "",
    at: int | None = None,
) -> QKeyEvent:
    """One raw event. `code` is the native scan code, `at` its time, the keyboard's present one by default."""
    event = QKeyEvent(kind, key, modifiers, code, 0, 0, text)
    event.setTimestamp(_Clock.now if at is None else at)
    if kind is QEvent.Type.ShortcutOverride:
        event.ignore()
    QCoreApplication.sendEvent(focused(target), event)
    return event


def _click(target: QWidget | QWindow, key: int, modifiers: Qt.KeyboardModifier, code: int, text: str) -> None:
    override = deliver(target, QEvent.Type.ShortcutOverride, key, modifiers, code=code, text=text)
    if not override.isAccepted():  # nobody holds it: the whole way, shortcuts included
        QTest.sendKeyEvent(QTest.KeyAction.Click, focused(target), Qt.Key(key), text, modifiers)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        deliver(target, kind, key, modifiers, code=code, text=text)


def _code(text: str) -> int:
    return ord(text.upper()[0]) if text else int(Qt.Key.Key_unknown)
