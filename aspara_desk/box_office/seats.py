"""The seats of an order: which are free for a type, and which are given."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from aspara_desk.domain.errors import Refused
from aspara_desk.domain.programme import Programme, Seat
from aspara_desk.domain.seating import best_seats, seats_for, takes_row
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.store.sales import NewEntitlement
from aspara_desk.store.unit import Reading, Writing


def free_seats(unit: Reading, ticket_type: TicketType) -> tuple[Seat, ...]:
    """Seats that a type may take and nobody holds at any event it opens; none for a type without seats."""
    if ticket_type.seated_in is None:
        return ()
    free = unit.sales.free_seats(ticket_type.seated_in, _seated_events(unit.programme, ticket_type))
    return seats_for(ticket_type, unit.programme.ticket_types, free)


def count_free_seats(unit: Reading, ticket_type: TicketType) -> int:
    if ticket_type.seated_in is None:
        return 0
    by_row = unit.sales.count_free_seats(ticket_type.seated_in, _seated_events(unit.programme, ticket_type))
    takes = takes_row(ticket_type, unit.programme.ticket_types)
    return sum(count for row, count in by_row.items() if takes(row))


def find_seats(unit: Reading, wanted: Sequence[tuple[TicketType, int]]) -> Mapping[UUID, Sequence[Seat]]:
    """The seats of each type that has any, by its id. Raises Refused `no_seats_left`.

    Whoever needs a seat at most events chooses first: that one is hardest to find. A seat may go to two types that
    open different events: a guest of both then has the same seat twice.
    """
    seated = [(_seated_events(unit.programme, one), one, count) for one, count in wanted if one.seated_in is not None]
    found: dict[UUID, Sequence[Seat]] = {}
    taken: set[tuple[UUID, UUID]] = set()
    for events, ticket_type, count in sorted(seated, key=lambda line: len(line[0]), reverse=True):
        allowed = [
            seat
            for seat in free_seats(unit, ticket_type)
            if taken.isdisjoint((event_id, seat.id) for event_id in events)
        ]
        seats = best_seats(allowed, count)
        if seats is None:
            raise Refused("no_seats_left", type=ticket_type.key, wanted=count, left=len(allowed))
        taken.update((event_id, seat.id) for event_id in events for seat in seats)
        found[ticket_type.id] = seats
    return found


def hold_seats(unit: Writing, entitlements: Sequence[NewEntitlement]) -> None:
    """In one order for all desks, so that two of them collide over a seat and never wait for each other."""
    holdings = [
        (event_id, one.seat_id, one.id)
        for one in entitlements
        if one.seat_id is not None
        for event_id in _seated_events(unit.programme, unit.programme.ticket_type(one.type_id))
    ]
    if holdings:
        unit.sales.hold_seats(sorted(holdings))


def _seated_events(programme: Programme, ticket_type: TicketType) -> list[UUID]:
    """The events at which a ticket of this type holds its seat: all it opens in the seated venue."""
    return [one.id for one in programme.events_of(ticket_type.opens()) if one.venue_id == ticket_type.seated_in]
