"""The keyboard of the whole window, listened to for scanners, whichever widget has the focus.

Keys reach a window (QWindow) before any widget. There they are taken on their first delivery, held until the wedge
knows whose they are, and posted to the same window again if they are a person's. Only windows that had the focus are
filtered, not the application: a filter in Python on every event of every widget would cost what it need not.
"""

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from typing_extensions import override

from aspara_desk.scanning.keys import Key, KeyKind, gives_character
from aspara_desk.scanning.trial import learn
from aspara_desk.scanning.wedge import GAP, Scan, Wedge
from aspara_desk.ui.key_places import place

_ANSWERED = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_TRIED = frozenset({KeyKind.TYPED, KeyKind.ENDING})
_ENDINGS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Mode_switch,
})  # fmt: skip
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

# After the loop was held up, keys that came in time may still wait to be read: let it go round once more.
_GRACE_MS = 5
_HELD_UP_MS = 15
_TRIAL_OVER_MS = 400  # the slowest scanners pause for a third of it


class _Replayed(QKeyEvent):
    """A key that was held and goes its way now."""

    def __init__(self, event: QKeyEvent) -> None:
        super().__init__(
            event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
            event.nativeModifiers(), event.text(), event.isAutoRepeat(), event.count(),
        )  # fmt: skip
        self.setTimestamp(event.timestamp())


class _Held:
    """A press that waits, with its release if that came meanwhile."""

    def __init__(self, window: QWindow, press: QKeyEvent) -> None:
        self.window = window
        self.events = [_Replayed(press)]


class ScannerFilter(QObject):
    """Takes what scanners type out of the stream of keys, and gives it as scans.

    While it listens, keys that give a character fire no shortcut: they reach `keyPressEvent` up to `gap` ms later.
    `platform` is Qt's name of the window system, which decides what a native scan code means.
    """

    scanned = Signal(object)  # Scan
    tried = Signal(object)
    """While it is tried: a `Trial`, or None where what came was no ticket's code."""

    def __init__(self, application: QGuiApplication, platform: str | None = None) -> None:
        super().__init__(application)
        self._wedge = Wedge(GAP)
        self._platform = platform or application.platformName()
        self._held: dict[Key, _Held] = {}  # in the order of the keys
        self._down: dict[int, Key] = {}  # pressed and held back, not yet released
        self._taken: set[Key] = set()  # of those: a scanner's
        self._clock = QElapsedTimer()
        self._clock.start()
        self._since_key = QElapsedTimer()
        self._since_arming = QElapsedTimer()
        self._graced = False
        self._trying = False
        self._trial: list[Key] = []
        self._trial_over = QTimer(self)
        self._trial_over.setSingleShot(True)
        self._trial_over.setInterval(_TRIAL_OVER_MS)
        self._trial_over.timeout.connect(self._on_trial_over)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._windows: list[QWindow] = []
        self._timer.timeout.connect(self._on_pause)
        self._listening = application.focusWindowChanged.connect(self._on_focus_window_changed)
        self._on_focus_window_changed(application.focusWindow())

    @property
    def gap(self) -> int:
        """Milliseconds that may lie between two keys of a scanner."""
        return self._wedge.gap

    @gap.setter
    def gap(self, gap: int) -> None:
        self._wedge.gap = gap

    @property
    def prefix(self) -> str:
        """What the scanner was set up to send before every code."""
        return self._wedge.prefix

    @prefix.setter
    def prefix(self, prefix: str) -> None:
        self._wedge.prefix = prefix

    @Slot(bool)
    def set_trying(self, trying: bool) -> None:  # noqa: FBT001 - a slot
        """While it is tried, whatever is typed tells of the scanner, and is nobody's scan and nobody's keys."""
        self.settle()
        self._trying = trying

    def settle(self) -> None:
        """Decides now about what is held, as if the pause had passed."""
        if self._trial:
            self._on_trial_over()
        self._timer.stop()
        self._let_go(self._wedge.settle())

    @Slot()
    def _on_trial_over(self) -> None:
        self._trial_over.stop()
        trial, self._trial = self._trial, []
        self.tried.emit(learn(trial))

    def stop(self) -> None:
        """Listens no more. What was held goes its way."""
        self.settle()
        QObject.disconnect(self._listening)
        for window in self._windows:
            if isValid(window):
                window.removeEventFilter(self)
        self._windows.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _ANSWERED or isinstance(event, _Replayed):
            return False
        assert isinstance(event, QKeyEvent)
        assert isinstance(watched, QWindow)
        if kind is QEvent.Type.KeyPress:
            return self._take_press(watched, event)
        if kind is QEvent.Type.KeyRelease:
            return self._take_release(event)
        return self._take_override(watched, event)

    def _take_press(self, window: QWindow, event: QKeyEvent) -> bool:
        key = self._key(window, event)
        if self._is_tried(key):
            self._down[_identity(event)] = key
            self._taken.add(key)
            return True
        left = self._wedge.feed(key)
        passes = bool(left) and left[-1] is key
        if passes:
            left.pop()
        else:
            self._hold(window, event, key)
        self._let_go(left)
        return not passes

    def _is_tried(self, key: Key) -> bool:
        """Takes a key for the trial. An Enter that ends none is a person's."""
        if not self._trying or key.kind not in _TRIED or (key.kind is KeyKind.ENDING and not self._trial):
            return False
        if key.kind is KeyKind.TYPED:
            self._trial.append(key)
        self._trial_over.start()
        return True

    def _hold(self, window: QWindow, event: QKeyEvent, key: Key) -> None:
        self._held[key] = _Held(window, event)
        if before := self._down.get(_identity(event)):
            self._taken.discard(before)  # its release went elsewhere
        self._down[_identity(event)] = key
        self._graced = False
        self._since_key.start()
        self._wait(self.gap + 1)

    def _take_release(self, event: QKeyEvent) -> bool:
        key = self._down.pop(_identity(event), None)
        if key is None:
            return False
        if key in self._held:
            self._held[key].events.append(_Replayed(event))
            return True
        taken = key in self._taken
        self._taken.discard(key)
        return taken

    def _take_override(self, window: QWindow, event: QKeyEvent) -> bool:
        """Before a shortcut is looked up. An accepted event fires none and comes as a press."""
        key = self._key(window, event)
        awaited = bool(self._trial) or self._wedge.awaits_ending(key.at)
        if key.kind is KeyKind.TYPED or (key.kind is KeyKind.ENDING and awaited):
            event.accept()
            return True
        if key.kind is KeyKind.COMMAND:
            self._let_go(self._wedge.feed(key)[:-1])
        return False

    def _let_go(self, left: list[Key | Scan]) -> None:
        """Sends keys on their way and tells of scans, in order."""
        leaving = [one if isinstance(one, Scan) else self._held.pop(one) for one in left]
        self._forget_taken()
        windows: list[QWindow] = []
        for one in leaving:
            if isinstance(one, Scan):
                _deliver(windows)
                self.scanned.emit(one)
            elif window := one.window if isValid(one.window) else QGuiApplication.focusWindow():
                for event in one.events:
                    QCoreApplication.postEvent(window, event)
                windows.append(window)
        _deliver(windows)

    def _forget_taken(self) -> None:
        """Drops the keys that a scan was made of; their releases, if still to come, are dropped as well."""
        if len(self._held) == len(self._wedge.held):
            return
        held = set(self._wedge.held)
        self._taken.update(key for key in self._down.values() if key in self._held and key not in held)
        self._held = {key: waiting for key, waiting in self._held.items() if key in held}

    def _wait(self, milliseconds: int) -> None:
        self._since_arming.start()
        self._timer.start(milliseconds)

    @Slot()
    def _on_pause(self) -> None:
        patience = self._wedge.patience
        if patience is None:
            return
        left = patience - self._since_key.elapsed()
        if left >= 0:
            self._wait(left + 1)
        elif self._graced and self._since_arming.elapsed() - self._timer.interval() <= _HELD_UP_MS:
            self.settle()
        else:
            self._graced = True
            self._wait(_GRACE_MS)

    @Slot(object)
    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        self._windows = [known for known in self._windows if isValid(known)]
        if window is not None and window not in self._windows:
            self._windows.append(window)
            window.installEventFilter(self)

    def _key(self, window: QWindow, event: QKeyEvent) -> Key:
        position = place(event, self._platform)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        at = event.timestamp() or self._clock.elapsed()  # not every window system tells
        return Key(_kind(event, position), at, event.text(), position, shift, event.isAutoRepeat(), _is_written(window))


def _kind(event: QKeyEvent, position: int | None) -> KeyKind:
    key, text, modifiers = event.key(), event.text(), event.modifiers()
    if key in _MODIFIERS:
        return KeyKind.MODIFIER
    if modifiers & _COMMANDING:
        return KeyKind.COMMAND
    if key in _ENDINGS:
        return KeyKind.COMMAND if modifiers & Qt.KeyboardModifier.ShiftModifier else KeyKind.ENDING
    if text.isprintable():
        return KeyKind.TYPED if text or gives_character(position) else KeyKind.COMMAND
    # Escape, Backspace and Delete have texts too; a control character of a scanner is no named key.
    return KeyKind.TYPED if key < Qt.Key.Key_Escape or key == Qt.Key.Key_unknown else KeyKind.COMMAND


def _is_written(window: QWindow) -> bool:
    """Whether the key goes where people write: to a field, or to a dialog, whatever has the focus there."""
    if window.modality() is not Qt.WindowModality.NonModal:
        return True
    focused = QApplication.focusWidget()
    return focused is not None and focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _identity(event: QKeyEvent) -> int:
    """The same for a press and its release, whatever Shift and the layout did between them."""
    return event.nativeScanCode() or -event.key()


def _deliver(windows: list[QWindow]) -> None:
    """Posted and delivered at once: ahead of the key that follows, and still in order if one opens a dialog."""
    for window in dict.fromkeys(windows):
        if isValid(window):
            QCoreApplication.sendPostedEvents(window, 0)
    windows.clear()
