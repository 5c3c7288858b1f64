"""The ticket code, version 1: the secret in the QR, and what a scanner or a person makes of it.

`code = "1" + body + check`. `body` is 31 digits of HMAC-SHA256(season key, "aspara-ticket-v1:" + ticket id);
`check` is ISO 7064 MOD 97-10, as in an IBAN. Only a SHA-256 of the code is ever stored.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from aspara_desk.domain import layouts

LENGTH = 34
SEASON_KEY_BYTES = 32
SPECIMEN_BODY = "0" * 31  # no HMAC is expected to give it; previews show it instead of a real code

_CONTEXT = b"aspara-ticket-v1:"
_CODE = re.compile(r"1[0-9]{33}")
_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"([A-Z]{1,2})\s*[-–—_]?\s*([0-9]{1,12})")
# AIM symbology identifier, ISO/IEC 15424; on Cyrillic layouts the bracket is a letter, and Caps Lock makes it a brace.
_SCANNER_PREFIX = re.compile(r"^[\]}][A-Za-z][0-9]")
_ECI_PREFIX = re.compile(r"^\\[0-9]{6}")  # extended channel interpretation, as readers transmit it
_LONGEST_READING = 4096  # more than any QR symbol holds; nothing longer is looked at
_CYRILLIC_LOOKALIKES = str.maketrans("АВСЕНКМОРТХУ", "ABCEHKMOPTXY")


class TicketCode:
    """A well-formed code. It does not show itself in a repr, a log or an f-string; `reveal` it on purpose."""

    __slots__ = ("_digits",)

    def __init__(self, digits: str) -> None:
        if not is_well_formed(digits):
            raise ValueError("not a well-formed ticket code")
        self._digits = digits

    def reveal(self) -> str:
        return self._digits

    @property
    def digest(self) -> bytes:
        """SHA-256 over the 34 ASCII digits: what the store knows a ticket by."""
        return hashlib.sha256(self._digits.encode("ascii")).digest()

    def __repr__(self) -> str:
        return "<ticket code>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TicketCode) and hmac.compare_digest(self._digits, other._digits)

    def __hash__(self) -> int:
        return hash(self._digits)


def derive(season_key: bytes, ticket_id: UUID) -> TicketCode:
    """The code of a ticket. `season_key` is 32 bytes."""
    if len(season_key) != SEASON_KEY_BYTES:
        raise ValueError("a season key is 32 bytes")
    mac = hmac.digest(season_key, _CONTEXT + ticket_id.bytes, "sha256")
    return _with_check(f"1{int.from_bytes(mac, 'big') % 10**31:031d}")


def specimen() -> TicketCode:
    """A well-formed code that no ticket has, for previews."""
    return _with_check("1" + SPECIMEN_BODY)


def is_well_formed(digits: str) -> bool:
    return _CODE.fullmatch(digits) is not None and int(digits) % 97 == 1


def _with_check(payload: str) -> TicketCode:
    return TicketCode(f"{payload}{98 - int(payload) * 100 % 97:02d}")


@dataclass(frozen=True, slots=True)
class TicketNumber:
    """The printed number of a ticket. `letters` are the desk letters it may carry, likeliest first.

    No letters: bare digits were typed, and any desk's ticket with that serial may be meant.
    """

    letters: tuple[str, ...]
    serial: int


class Unreadable(StrEnum):
    """Why a reading is neither a code nor a number; the values are reasons of the decision."""

    MISREAD = "misread"
    NOT_A_TICKET = "not_a_ticket"


Reading = TicketCode | TicketNumber | Unreadable


def read(text: str) -> Reading:
    """What a scanner sent or a person typed, whatever keyboard layout was on."""
    if len(text) > _LONGEST_READING:
        return Unreadable.NOT_A_TICKET
    russian, kazakh = layouts.typed_for_us(text.strip())
    # Where the row of digits gives letters and signs it gives no digits: "1.5" was not typed on it.
    kazakhs = () if _DIGITS.search(text) else (kazakh,)
    variants = [_bare(variant) for variant in (text.strip(), russian, *kazakhs)]
    digits = [variant for variant in variants if _DIGITS.fullmatch(variant)]
    for variant in digits:
        if is_well_formed(variant):
            return TicketCode(variant)
    if any(20 <= len(variant) <= 80 for variant in digits):
        return Unreadable.MISREAD
    return _read_number(text.strip(), digits) or Unreadable.NOT_A_TICKET


def holds_code(text: str) -> bool:
    """Whether a text that is no reading has a ticket's code in it, as when a scanner fired into the wrong field."""
    return len(text) >= LENGTH and any(
        is_well_formed(run[start : start + LENGTH])
        for variant in (text, *layouts.typed_for_us(text))
        for run in _DIGITS.findall(variant)
        for start in range(len(run) - LENGTH + 1)
    )


def _bare(text: str) -> str:
    return _ECI_PREFIX.sub("", _SCANNER_PREFIX.sub("", text)).strip()


def _read_number(text: str, digits: list[str]) -> TicketNumber | None:
    for variant in digits:
        if len(variant) <= 7 and int(variant) > 0:
            return TicketNumber((), int(variant))
    upper = text.upper()
    matches = [
        _NUMBER.fullmatch(variant)
        for variant in (upper.translate(_CYRILLIC_LOOKALIKES), *(v.upper() for v in layouts.typed_for_us(text)))
    ]
    found = [(match[1], int(match[2])) for match in matches if match]
    if not found:
        return None
    serial = found[0][1]
    return TicketNumber(tuple(dict.fromkeys(letter for letter, other in found if other == serial)), serial)
