"""Keyboard layouts: what was meant when the wrong layout was on.

The rows are those of the X11 layouts `us`, `ru` and `kz`, unshifted and shifted, key by key.
"""

_US = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_RU = "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю." + 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'
_KZ = '("әіңғ,.үұқөһйцукенгшщзхъ\\фывапролджэячсмитьбю№' + ")!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ?"

_RU_TO_US = str.maketrans(_RU, _US)
_KZ_TO_US = str.maketrans(_KZ, _US)
# With Caps Lock the Kazakh letters of the digit row come in capitals although Shift is up: still digits.
_KZ_DIGITS_TO_US = str.maketrans("ӘІҢҒҮҰҚӨҺ", "2345890-=")
_US_TO_RU = str.maketrans(_US, _RU)
_US_TO_KZ = str.maketrans(_US, _KZ)


def typed_for_us(text: str) -> tuple[str, ...]:
    """What the same keys give on a US layout, if `text` was typed with the Russian or the Kazakh one."""
    return text.translate(_RU_TO_US), text.translate(_KZ_DIGITS_TO_US).translate(_KZ_TO_US)


def typed_for_cyrillic(text: str) -> tuple[str, ...]:
    """What the same keys give on the Russian and the Kazakh layout, if `text` was typed with the US one."""
    return text.translate(_US_TO_RU), text.translate(_US_TO_KZ)
