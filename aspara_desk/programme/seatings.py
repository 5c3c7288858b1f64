"""Seats that tickets sold already come to hold, when a changed file opens them more events where they sit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from aspara_desk.domain.programme import Event, Programme
from aspara_desk.domain.ticket_types import TicketType

Opening = tuple[TicketType, Event]


def new_openings(held: Programme, wanted: Programme) -> tuple[Opening, ...]:
    """The events that seated types come to open in their venue: by a wider grant, or because an event moves there."""
    before = {(item.id, event.id) for item, event in _openings(held)}
    return tuple((item, event) for item, event in _openings(wanted) if (item.id, event.id) not in before)


def _openings(programme: Programme) -> Iterator[Opening]:
    for item in programme.ticket_types:
        if item.seated_in is not None:
            events = programme.events_of(item.opens())
            yield from ((item, event) for event in events if event.venue_id == item.seated_in)


@dataclass(frozen=True, slots=True)
class Seatings:
    """What new openings mean to people with tickets.

    `seated` has (entitlement, seat) of the tickets that stand, by id of their type; `taken` has (event, seat) of what
    is held at these events already.
    """

    openings: tuple[Opening, ...] = ()
    seated: Mapping[UUID, Sequence[tuple[UUID, UUID]]] = field(default_factory=dict)
    taken: frozenset[tuple[UUID, UUID]] = frozenset()

    def holdings(self) -> list[tuple[UUID, UUID, UUID]]:
        """(event, seat, entitlement): what these tickets have to hold from now on."""
        return [
            (event.id, seat_id, entitlement_id)
            for item, event in self.openings
            for entitlement_id, seat_id in self.seated.get(item.id, ())
        ]

    def clashes(self) -> Iterator[tuple[TicketType, Event, frozenset[UUID]]]:
        """Openings by which two people would have one seat, with those seats."""
        taken = set(self.taken)
        for item, event in self.openings:
            seats = {seat_id for _entitlement, seat_id in self.seated.get(item.id, ())}
            twice = frozenset(seat_id for seat_id in seats if (event.id, seat_id) in taken)
            taken.update((event.id, seat_id) for seat_id in seats)
            if twice:
                yield item, event, twice
