"""Ids that are made at the desk and sort by time: UUID version 7 (RFC 9562, section 5.7)."""

from datetime import datetime
from uuid import UUID

ENTROPY_BYTES = 10


def uuid7(at: datetime, entropy: bytes) -> UUID:
    """An id from a moment (to the millisecond) and ten random bytes, of which 74 bits are used."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError("ten random bytes are needed")
    milliseconds = int(at.timestamp() * 1000)
    random = int.from_bytes(entropy, "big")
    high = random >> 64 & 0x0FFF
    low = random & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low)
