"""Which seats to give: the best row first, people of one order side by side where that can be had."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from aspara_desk.domain.programme import Seat
from aspara_desk.domain.ticket_types import TicketType


def seats_for(ticket_type: TicketType, all_types: Iterable[TicketType], free: Iterable[Seat]) -> tuple[Seat, ...]:
    """Those of the free seats of its venue that a type may take."""
    takes = takes_row(ticket_type, all_types)
    return tuple(seat for seat in free if takes(seat.row))


def takes_row(ticket_type: TicketType, all_types: Iterable[TicketType]) -> Callable[[str], bool]:
    """Which rows of its venue a type may take: its own, else those that no type has."""
    if ticket_type.rows:
        return frozenset(ticket_type.rows).__contains__
    kept = {row for other in all_types if other.seated_in == ticket_type.seated_in for row in other.rows}
    return lambda row: row not in kept


def best_seats(free: Sequence[Seat], count: int) -> tuple[Seat, ...] | None:
    """`count` of the free seats: together in the best row that has room, else the best ones; None if too few."""
    if len(free) < count:
        return None
    rows: defaultdict[tuple[int, str], list[Seat]] = defaultdict(list)
    for seat in free:
        rows[seat.rank, seat.row].append(seat)
    for _rank_and_row, seats in sorted(rows.items()):
        if block := _side_by_side(sorted(seats, key=lambda seat: seat.number), count):
            return block
    return tuple(sorted(free, key=lambda seat: (seat.rank, seat.row, seat.number))[:count])


def _side_by_side(seats: Sequence[Seat], count: int) -> tuple[Seat, ...] | None:
    for start in range(len(seats) - count + 1):
        block = seats[start : start + count]
        if block[-1].number - block[0].number == count - 1:
            return tuple(block)
    return None
