"""The programme as a season file wants it, with the ids of what is known already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from aspara_desk.domain.programme import Control, Door, Event, Programme, Seat, Venue
from aspara_desk.domain.season import Season
from aspara_desk.domain.ticket_types import Grant, TicketType
from aspara_desk.programme.plan import DoorPlan, EventPlan, GrantPlan, SeasonPlan, TypePlan, VenuePlan

NewId = Callable[[], UUID]


@dataclass(frozen=True, slots=True)
class Current:
    """What the store holds. `programme` is None before the first load."""

    programme: Programme | None
    seats: tuple[Seat, ...]

    def ids(self, section: str) -> dict[str, UUID]:
        """The ids of what is there, by key. `section` is a field of `Programme`."""
        items: Sequence[Venue | Event | TicketType | Door] = getattr(self.programme, section, ())
        return {item.key: item.id for item in items}


@dataclass(frozen=True, slots=True)
class Wanted:
    programme: Programme
    seats: tuple[Seat, ...]


def wanted_by(plan: SeasonPlan, current: Current, new_id: NewId) -> Wanted:
    """What the store shall hold. Keys that are known keep their id; what supervisors decided about events stays."""
    venues = _ids(current.ids("venues"), [one.key for one in plan.venues], new_id)
    events = _ids(current.ids("events"), [one.key for one in plan.events], new_id)
    types = _ids(current.ids("ticket_types"), [one.key for one in plan.ticket_types], new_id)
    doors = _ids(current.ids("doors"), [one.key for one in plan.doors], new_id)
    held = {event.key: event for event in current.programme.events} if current.programme else {}
    programme = Programme(
        season=_season(plan, current, new_id),
        venues=tuple(_venue(one, venues) for one in plan.venues),
        events=tuple(_event(one, events, venues, held.get(one.key)) for one in plan.events),
        ticket_types=tuple(_ticket_type(one, types, events, venues) for one in plan.ticket_types),
        doors=tuple(_door(one, doors, events) for one in plan.doors),
    )
    return Wanted(programme, tuple(_seats(plan, current, venues, new_id)))


def _ids(known: dict[str, UUID], keys: Sequence[str], new_id: NewId) -> dict[str, UUID]:
    return {key: known.get(key) or new_id() for key in keys}


def _season(plan: SeasonPlan, current: Current, new_id: NewId) -> Season:
    head = plan.head
    season_id = current.programme.season.id if current.programme else new_id()
    return Season(
        season_id, head.key, head.titles, head.motto, head.place, head.zone, head.currency, head.first_day,
        head.last_day, head.day_turn, head.sample,
    )  # fmt: skip


def _venue(plan: VenuePlan, ids: dict[str, UUID]) -> Venue:
    return Venue(ids[plan.key], plan.key, plan.titles, plan.capacity, plan.exits_counted, len(plan.seats))


def _seats(plan: SeasonPlan, current: Current, venues: dict[str, UUID], new_id: NewId) -> list[Seat]:
    known = {(seat.venue_id, seat.row, seat.number): seat.id for seat in current.seats}
    places = [(venues[venue.key], seat) for venue in plan.venues for seat in venue.seats]
    return [
        Seat(known.get((venue_id, seat.row, seat.number)) or new_id(), venue_id, seat.row, seat.number, seat.rank)
        for venue_id, seat in places
    ]


def _event(plan: EventPlan, ids: dict[str, UUID], venues: dict[str, UUID], held: Event | None) -> Event:
    return Event(
        ids[plan.key], plan.key, plan.kind, plan.titles, venues[plan.venue], plan.day, plan.doors_open, plan.start,
        plan.last_entry, plan.end, plan.audience_limit, held.control if held else Control.SCHEDULE,
        held.delay if held else timedelta(),
    )  # fmt: skip


def _ticket_type(plan: TypePlan, ids: dict[str, UUID], events: dict[str, UUID], venues: dict[str, UUID]) -> TicketType:
    return TicketType(
        ids[plan.key], plan.key, plan.titles, plan.category, plan.price, plan.colour, plan.quota, plan.personal,
        plan.concession, plan.on_trust, venues[plan.seated_in] if plan.seated_in else None, plan.rows, plan.on_sale,
        plan.notice, tuple(_grant(one, events) for one in plan.grants),
    )  # fmt: skip


def _grant(plan: GrantPlan, events: dict[str, UUID]) -> Grant:
    opens = frozenset(events[key] for key in plan.opens)
    return Grant(plan.position, opens, plan.window, plan.entries, plan.per, plan.reentry)


def _door(plan: DoorPlan, ids: dict[str, UUID], events: dict[str, UUID]) -> Door:
    return Door(
        ids[plan.key], plan.key, plan.titles, tuple(events[key] for key in plan.events), plan.direction, plan.hold
    )
