"""What a changed season file may not do to people who hold tickets already."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from aspara_desk.domain.errors import Place, Problem
from aspara_desk.domain.programme import Programme, Seat
from aspara_desk.domain.ticket_types import Grant, TicketType
from aspara_desk.programme.plan import SeasonPlan
from aspara_desk.programme.seatings import Seatings
from aspara_desk.programme.wanted import Current, Wanted


@dataclass(frozen=True, slots=True)
class Bonds:
    """What has happened since the last load. Ids of what is named by sales, scans and counts, and must stay.

    `sold` counts the tickets of each type that stand, `taken_seats` has the seats that they hold, by id of the type.
    """

    venues: frozenset[UUID]
    events: frozenset[UUID]
    ticket_types: frozenset[UUID]
    doors: frozenset[UUID]
    seats: frozenset[UUID]
    sold: Mapping[UUID, int]
    taken_seats: Mapping[UUID, frozenset[UUID]]
    seatings: Seatings
    any_guest: bool
    any_order: bool
    any_scan: bool


def refusals(plan: SeasonPlan, held: Programme, current: Current, wanted: Wanted, bonds: Bonds) -> Iterator[Problem]:
    """Every change that would break a ticket, with its place in the file."""
    yield from _about_season(plan, held, bonds)
    yield from _about_removals(plan, held, wanted.programme, bonds)
    yield from _about_seats(plan, held, current, wanted, bonds)
    yield from _about_rows(plan, held, current, wanted, bonds)
    yield from _about_seatings(plan, held, current, bonds)
    yield from _about_events(plan, held, wanted.programme, bonds)
    older = {item.id: item for item in held.ticket_types}
    for item in wanted.programme.ticket_types:
        if item.id in older and bonds.sold.get(item.id):
            yield from _about_type(plan, held, older[item.id], item, bonds.sold[item.id])


def change_warnings(plan: SeasonPlan, held: Programme, wanted: Wanted, bonds: Bonds) -> Iterator[Problem]:
    """Changes that are made, but that people who hold tickets should hear of."""
    capacities = {venue.id: venue.capacity for venue in held.venues}
    for venue in wanted.programme.venues:
        if venue.capacity < capacities.get(venue.id, 0):
            place = plan.place("venue", venue.key, "capacity")
            yield _problem("capacity_lowered", place, key=venue.key, before=capacities[venue.id], now=venue.capacity)
    ticketed = _opened_by_sold(held, bonds)
    older = {event.id: event for event in held.events}
    for event in wanted.programme.events:
        before = older.get(event.id)
        if before and event.id in ticketed and (before.day, before.venue_id) != (event.day, event.venue_id):
            yield _problem("event_moved", plan.place("event", event.key), key=event.key)


def _opened_by_sold(held: Programme, bonds: Bonds) -> frozenset[UUID]:
    return frozenset().union(*(item.opens() for item in held.ticket_types if bonds.sold.get(item.id)))


def _about_season(plan: SeasonPlan, held: Programme, bonds: Bonds) -> Iterator[Problem]:
    season, head = held.season, plan.head
    if (bonds.any_guest or bonds.any_order) and head.sample != season.sample:
        kind = "sample_made_real" if season.sample else "real_made_sample"
        yield _problem(kind, plan.place("season", head.key, "sample"))
    if bonds.any_order and head.currency != season.currency:
        place = plan.place("season", head.key, "currency")
        yield _problem("currency_changed", place, before=season.currency, now=head.currency)
    if bonds.any_scan and head.zone != season.zone:
        yield _problem("zone_changed", plan.place("season", head.key, "zone"), before=season.zone, now=head.zone)
    if bonds.any_scan and head.day_turn != season.day_turn:
        yield _problem("day_turn_changed", plan.place("season", head.key, "day_turn"), before=season.day_turn)


def _about_removals(plan: SeasonPlan, held: Programme, wanted: Programme, bonds: Bonds) -> Iterator[Problem]:
    top = Place(plan.file)
    for kind, before, after, used in (
        ("venue_in_use", held.venues, wanted.venues, bonds.venues),
        ("event_in_use", held.events, wanted.events, bonds.events),
        ("type_in_use", held.ticket_types, wanted.ticket_types, bonds.ticket_types),
        ("door_in_use", held.doors, wanted.doors, bonds.doors),
    ):
        kept = {item.id for item in after}
        for item in before:
            if item.id not in kept and item.id in used:
                yield _problem(kind, top, key=item.key)


def _about_seats(
    plan: SeasonPlan, held: Programme, current: Current, wanted: Wanted, bonds: Bonds
) -> Iterator[Problem]:
    kept = {seat.id for seat in wanted.seats}
    lost = [seat for seat in current.seats if seat.id not in kept and seat.id in bonds.seats]
    for venue in held.venues:
        labels = sorted(seat.label for seat in lost if seat.venue_id == venue.id)
        if labels:
            yield _problem("seats_taken", plan.place("venue", venue.key, "rows"), key=venue.key, seats=_listed(labels))


def claiming_rows(held: Programme, wanted: Programme) -> Iterator[TicketType]:
    """Types that shall have rows for themselves which they do not have yet, or not all of them."""
    older = {item.id: (item.seated_in, item.rows) for item in held.ticket_types}
    return (item for item in wanted.ticket_types if item.rows and older.get(item.id) != (item.seated_in, item.rows))


def _about_rows(plan: SeasonPlan, held: Programme, current: Current, wanted: Wanted, bonds: Bonds) -> Iterator[Problem]:
    for item in claiming_rows(held, wanted.programme):
        place = plan.place("ticket_type", item.key, "seat_rows")
        own = bonds.taken_seats.get(item.id, frozenset())
        others = frozenset().union(*(seats for type_id, seats in bonds.taken_seats.items() if type_id != item.id))
        in_rows = {one.id for one in current.seats if one.venue_id == item.seated_in and one.row in item.rows}
        for kind, seats in (("seats_outside_rows", own - in_rows), ("rows_taken", others & in_rows)):
            if seats:
                yield _problem(kind, place, key=item.key, seats=_labels(current, seats))


def _labels(current: Current, seats: frozenset[UUID]) -> str:
    return _listed(one.label for one in sorted(current.seats, key=_along_the_row) if one.id in seats)


def _along_the_row(seat: Seat) -> tuple[int, str, int]:
    return seat.rank, seat.row, seat.number


def _about_seatings(plan: SeasonPlan, held: Programme, current: Current, bonds: Bonds) -> Iterator[Problem]:
    """The event's place where the event came to the seats, else the grant's that came to the event."""
    for item, event, seats in bonds.seatings.clashes():
        before = held.find_event(event.id)
        moved = before is not None and before.venue_id != event.venue_id
        place = plan.place("event", event.key, "venue") if moved else plan.place("ticket_type", item.key, "grant")
        yield _problem("seats_held_there", place, key=item.key, event=event.key, seats=_labels(current, seats))


def _about_events(plan: SeasonPlan, held: Programme, wanted: Programme, bonds: Bonds) -> Iterator[Problem]:
    older = {event.id: event for event in held.events}
    for event in wanted.events:
        before = older.get(event.id)
        if before is None or event.id not in bonds.events:
            continue
        if before.day != event.day:
            yield _problem("event_day_fixed", plan.place("event", event.key, "day"), key=event.key, before=before.day)
        if before.venue_id != event.venue_id:
            venue = held.venue(before.venue_id).key
            yield _problem("event_venue_fixed", plan.place("event", event.key, "venue"), key=event.key, before=venue)


def _about_type(
    plan: SeasonPlan, held: Programme, before: TicketType, after: TicketType, sold: int
) -> Iterator[Problem]:
    def refuse(kind: str, name: str, **facts: object) -> Problem:
        return _problem(kind, plan.place("ticket_type", after.key, name), key=after.key, sold=sold, **facts)

    if after.quota is not None and after.quota < sold:
        yield refuse("quota_below_sold", "quota", quota=after.quota)
    if after.seated_in != before.seated_in:
        yield refuse("seating_changed", "seated_in")
    if after.category.is_crew != before.category.is_crew:
        yield refuse("crew_changed", "category", before=before.category.value)
    if before.on_trust and not after.on_trust:
        yield refuse("trust_withdrawn", "on_trust")
    newer = {grant.position: grant for grant in after.grants}
    for grant in before.grants:
        if grant.position not in newer or not newer[grant.position].covers(grant):
            lost = _lost(grant, newer.get(grant.position), lambda one: held.event(one).key)
            yield refuse("grant_narrowed", "grant", grant=grant.position + 1, lost=lost)


def _lost(before: Grant, after: Grant | None, key_of: Callable[[UUID], str]) -> str | None:
    """The events that a grant no longer opens; None where it still opens them all, but less generously."""
    return _listed(sorted(key_of(one) for one in before.opens - (after.opens if after else frozenset()))) or None


def _listed(words: Iterable[str], most: int = 12) -> str:
    every = list(words)
    return ", ".join(every[:most]) + (" …" if len(every) > most else "")


def _problem(kind: str, place: Place, **facts: object) -> Problem:
    return Problem(kind, MappingProxyType(facts), place)
