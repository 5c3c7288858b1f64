"""The QR symbol of a ticket code: numeric mode, version 2, error correction H, 25 × 25 modules (DESIGN.md 4.1).

`qrcode` makes one symbol in up to a millisecond: in a batch that would be most of the time of a ticket. With
version, level and mask fixed, every module is a sum modulo 2 of bits of the digits: they are written in groups
of three as ten bits and the last one as four, and Reed-Solomon parity and mask are sums modulo 2 themselves
(ISO/IEC 18004). So the library makes one symbol for each of those 114 bits, once in the life of the program,
and the symbol of a code is the sum of those whose bits are set.
"""

import re
from functools import cache

from qrcode.constants import ERROR_CORRECT_H
from qrcode.main import QRCode

from aspara_desk.domain import code
from aspara_desk.domain.code import TicketCode

SIDE = 25

_VERSION = 2
# Every mask is valid. Of the eight this one has, over random digits, the fewest patterns that confuse readers.
_MASK = 0
_ZEROS = "0" * code.LENGTH
_LAST = code.LENGTH - 1
_DARK = re.compile("1+")


def runs(ticket_code: TicketCode) -> list[tuple[int, int, int]]:
    """The dark modules merged along rows: (row from the top, first column, number of modules)."""
    return [
        (number, run.start(), run.end() - run.start())
        for number, row in enumerate(_rows(ticket_code))
        for run in _DARK.finditer(row)
    ]


def _rows(ticket_code: TicketCode) -> list[str]:
    text = f"{_symbol(ticket_code.reveal()):0{SIDE * SIDE}b}"
    return [text[at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]


def _symbol(digits: str) -> int:
    """All modules as one number, row by row, the top left module as its highest bit."""
    blank, symbols = _symbols_by_bit()
    bits = 0
    for at in range(0, _LAST, 3):
        bits = bits << 10 | int(digits[at : at + 3])
    bits = bits << 4 | int(digits[_LAST])
    total = blank
    for symbol in symbols:
        if bits & 1:
            total ^= symbol
        bits >>= 1
    return total


@cache
def _symbols_by_bit() -> tuple[int, tuple[int, ...]]:
    """The symbol of 34 zeros, and what each bit of the digits changes in it, the last digit's lowest bit first."""
    blank = _encode(_ZEROS)
    last = [f"{_ZEROS[:_LAST]}{1 << bit}" for bit in range(4)]
    groups = [
        f"{_ZEROS[:at]}{1 << bit:03d}{_ZEROS[at + 3 :]}" for at in reversed(range(0, _LAST, 3)) for bit in range(10)
    ]
    return blank, tuple(_encode(digits) ^ blank for digits in (*last, *groups))


def _encode(digits: str) -> int:
    symbol = QRCode(version=_VERSION, error_correction=ERROR_CORRECT_H, mask_pattern=_MASK)
    symbol.add_data(digits, optimize=0)  # digits alone: the library writes them in numeric mode
    symbol.make(fit=False)
    return int("".join("1" if dark else "0" for row in symbol.modules for dark in row), 2)
