"""The list of guests for a table that holds ids and reads a page when it is painted."""

from collections.abc import Callable, Sequence
from uuid import UUID

from aspara_desk.domain.guests import EVERYBODY, GuestFilter
from aspara_desk.domain.rights import Right
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guest_lists import ID_BYTES, GuestLine
from aspara_desk.store.unit import Reading

AT_ONCE = 4_000
"""Ids in one part, or a few more: some screens full of them."""

OnPart = Callable[[bytes], None]


def guest_ids(here: Workplace, on_part: OnPart | None = None, wanted: GuestFilter = EVERYBODY) -> bytes:
    """The ids of all guests that are wanted, `ID_BYTES` each: by Latin spelling without case and marks, then by id.

    `on_part` gets them as they come, about `AT_ONCE` at a time, and may raise to stop; a table can show the first
    ones while the others are read. Raises Refused without the right to find guests.
    """
    here.require(Right.FIND_GUESTS)

    def work(unit: Reading) -> bytes:
        packed = bytearray()
        for part in unit.guest_lists.packed_ids(wanted, AT_ONCE):
            packed += part
            if on_part is not None:
                on_part(part)
        return bytes(packed)

    return here.read(work)


def unpacked(packed: bytes | bytearray, start: int, stop: int) -> tuple[UUID, ...]:
    """The ids at these places of a packed list, as many of them as there are."""
    part = packed[start * ID_BYTES : stop * ID_BYTES]
    return tuple(UUID(bytes=bytes(part[at : at + ID_BYTES])) for at in range(0, len(part), ID_BYTES))


def page(here: Workplace, ids: Sequence[UUID]) -> tuple[GuestLine, ...]:
    """These guests in the order asked for; those that are not there any more are left out."""
    here.require(Right.FIND_GUESTS)
    return here.read(lambda unit: unit.guest_lists.lines(ids))


def count(here: Workplace, wanted: GuestFilter = EVERYBODY) -> int:
    here.require(Right.FIND_GUESTS)
    return here.read(lambda unit: unit.guest_lists.count(wanted))
