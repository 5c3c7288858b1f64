"""Which key was pressed, by its place: the same on every layout."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

# An X11 or Wayland key code is the evdev code and eight; without a screen nothing but tests types.
_CODES_OF_X11 = ("xcb", "wayland", "offscreen")
_X11_OFFSET = 8
_DIGIT_ROW: Mapping[int, str] = dict(zip(range(2, 14), "1234567890-=", strict=True))
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier)
_STEPS: Mapping[str, int] = {"+": 1, "=": 1, "-": -1, "−": -1}  # = is the key of + without Shift


def place(event: QKeyEvent, platform: str = "") -> int | None:
    """The evdev code of the key; None where the window system does not tell. `platform` is Qt's name of it."""
    code, platform = event.nativeScanCode(), platform or QGuiApplication.platformName()
    if code and platform.startswith(_CODES_OF_X11):
        return code - _X11_OFFSET
    return code if code and platform == "windows" else None


def sign_of_digit_row(event: QKeyEvent) -> str:
    """What a US layout has on this key without Shift, if it is one of the row of digits; else empty.

    The Kazakh layout has letters and signs there: a desk without a block of digits could choose no ticket.
    """
    at = place(event)
    return _DIGIT_ROW.get(at, "") if at is not None else ""


def gives_letter(event: QKeyEvent) -> bool | None:
    """Whether the layout that is on has a letter where others have a digit; None where this key does not tell."""
    sign = sign_of_digit_row(event)
    if not sign or not event.text() or event.modifiers() != Qt.KeyboardModifier.NoModifier:
        return None
    return event.text() != sign


def digit(event: QKeyEvent) -> int | None:
    """The digit that a key means where no text is written: the one it gives, else that of its place without Shift."""
    text, sign = event.text(), sign_of_digit_row(event)
    if text.isdecimal() and text.isascii():
        return int(text)
    return int(sign) if sign.isdecimal() and event.modifiers() in _PLAIN else None


def step(event: QKeyEvent, *, by_place: bool = False) -> int:
    """1 for a key that means +, -1 for −, 0 for any other. `by_place`: no text is written, so that its place counts.

    With Alt it counts anywhere: the Kazakh layout has letters there.
    """
    sign = sign_of_digit_row(event)
    if event.text() in _STEPS:
        return _STEPS[event.text()]
    counts = by_place or event.modifiers() == Qt.KeyboardModifier.AltModifier
    return _STEPS.get(sign, 0) if counts else 0
