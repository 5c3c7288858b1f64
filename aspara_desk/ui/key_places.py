"""Which key was pressed, by its place: the same on every layout."""

from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication, QKeyEvent

# An X11 or Wayland key code is the evdev code and eight; without a screen nothing but tests types.
_CODES_OF_X11 = ("xcb", "wayland", "offscreen")
_X11_OFFSET = 8
_DIGIT_ROW: Mapping[int, str] = dict(zip(range(2, 14), "1234567890-=", strict=True))


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
