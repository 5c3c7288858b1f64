"""What a keyboard sends for a text: positions, and the text that each layout makes of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from aspara_desk.domain.layouts import typed_for_cyrillic

LAYOUTS = ("us", "ru", "kz")
_POSITIONS = (41, *range(2, 14), *range(16, 28), 43, *range(30, 41), *range(44, 54), 57)
_UNSHIFTED = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ "
_SHIFTED = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>? '
_KEYPAD = dict(zip("7894561230", (71, 72, 73, 75, 76, 77, 79, 80, 81, 82), strict=True))
_KEYS = {
    character: (position, level)
    for level, row in enumerate((_UNSHIFTED, _SHIFTED))
    for position, character in zip(_POSITIONS, row, strict=True)
}


@dataclass(frozen=True)
class Stroke:
    """A key at an evdev position (0: not known), with or without Shift, and the text that comes of it."""

    position: int
    text: str
    shift: bool


def strokes(text: str, layout: str = "us", *, caps: bool = False, keypad: bool = False) -> list[Stroke]:
    """The keys that type `text` on a US layout, with `layout` switched on."""
    return [_stroke(character, layout, caps=caps, keypad=keypad) for character in text]


def strokes_for(text: str, layout: str = "us") -> list[Stroke]:
    """The keys that a person presses to get `text` on `layout`; 0 as position where the layout lacks a character."""
    by_text = {stroke.text: stroke for stroke in strokes(_UNSHIFTED + _SHIFTED, layout)}
    return [by_text.get(character, Stroke(0, character, shift=False)) for character in text]


def typed(keys: Iterable[Stroke]) -> str:
    return "".join(key.text for key in keys)


def _stroke(character: str, layout: str, *, caps: bool, keypad: bool) -> Stroke:
    if keypad and character in _KEYPAD:
        return Stroke(_KEYPAD[character], character, shift=False)
    if not character.isprintable():
        return Stroke(0, character, shift=False)
    position, level = _KEYS[character]
    text = {"us": character, **dict(zip(("ru", "kz"), typed_for_cyrillic(character), strict=True))}[layout]
    return Stroke(position, text.swapcase() if caps else text, bool(level))
