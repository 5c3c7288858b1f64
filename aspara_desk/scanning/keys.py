"""Keys as a keyboard sends them, a scanner that acts as one included."""

from dataclasses import dataclass, field
from enum import Enum, auto

# Positions are evdev codes, which for these keys are also the set-1 scan codes of Windows.
_POSITIONS = (41, *range(2, 14), *range(16, 28), 43, *range(30, 41), *range(44, 54))
_UNSHIFTED = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
_SHIFTED = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_SPACE = 57
_US = {
    **{position: levels for position, *levels in zip(_POSITIONS, _UNSHIFTED, _SHIFTED, strict=True)},
    _SPACE: [" ", " "],
}
_KEYPAD = frozenset((*range(71, 84), 55, 98, 117))


class KeyKind(Enum):
    """What a press can be to a scanner's reader."""

    TYPED = auto()  # gives a character, or would on a US layout
    ENDING = auto()  # Enter or Tab, which most scanners send after a code
    MODIFIER = auto()  # Shift, Caps Lock and their like alone
    COMMAND = auto()  # everything else: F-keys, arrows, anything with Ctrl, Alt or Meta


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One press. Two presses of the same key are two keys, so it compares by identity.

    `at` is the keyboard's own time in milliseconds; only differences count. `position` is the evdev code, None where
    the system does not tell. `text` is what the layout made of it. Both are hidden: they may be a part of a code.
    `written`: it goes to a field or a dialog, where people write; elsewhere it would be a command.
    """

    kind: KeyKind
    at: int
    text: str = field(default="", repr=False)
    position: int | None = field(default=None, repr=False)
    shift: bool = False
    repeated: bool = False
    written: bool = False

    @property
    def mute(self) -> bool:
        """Whether it is a control character, as some scanners send around a code."""
        return self.us is None and not self.text.isprintable()

    @property
    def us(self) -> str | None:
        """The character at this position on a US layout, whatever layout is on; None where that is not known.

        The key pad says digits on every layout, but only while Num Lock is on: its text is the truth.
        """
        if self.position in _KEYPAD:
            return self.text or None
        levels = _US.get(self.position) if self.position is not None else None
        return levels[self.shift] if levels else None


def gives_character(position: int | None) -> bool:
    """Whether the key gives a character on a US layout, even if it gave none on this one, as a dead key."""
    return position in _US
