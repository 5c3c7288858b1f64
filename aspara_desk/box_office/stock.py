"""What is sold and what is left, for the tiles of the box office."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from aspara_desk.box_office.seats import count_free_seats
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.unit import Reading


@dataclass(frozen=True, slots=True)
class Stock:
    """Tickets of a type that stand, and how many more can be had; `left` is None where any number can."""

    sold: int
    left: int | None

    @property
    def sold_out(self) -> bool:
        return self.left == 0


def stock(here: Workplace) -> Mapping[UUID, Stock]:
    """The stock of every type by its id, as of one moment. A type is as short as its quota or its seats are."""
    return here.read(_stock)


def _stock(unit: Reading) -> Mapping[UUID, Stock]:
    types = unit.programme.ticket_types
    sold = unit.counters.values([counters.sold(one.id) for one in types])
    return {one.id: _of_type(unit, one, sold[counters.sold(one.id)]) for one in types}


def _of_type(unit: Reading, ticket_type: TicketType, sold: int) -> Stock:
    limits = []
    if ticket_type.quota is not None:
        limits.append(max(ticket_type.quota - sold, 0))
    if ticket_type.seated_in is not None:
        limits.append(count_free_seats(unit, ticket_type))
    return Stock(sold, min(limits, default=None))
