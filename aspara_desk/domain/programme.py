"""The programme of a season: venues with their seats, events, doors, and what supervisors changed on the day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from aspara_desk.domain.season import Season, Titles
from aspara_desk.domain.ticket_types import TicketType


class EventKind(StrEnum):
    SHOW = "show"
    EXHIBITION = "exhibition"
    FAIR = "fair"
    CONCERT = "concert"
    THEATRE = "theatre"
    TOUR = "tour"
    CEREMONY = "ceremony"
    MEETING = "meeting"
    WORKSHOP = "workshop"
    PARTY = "party"
    ACCESS = "access"


class Control(StrEnum):
    """What a supervisor decided about an event on the day; it beats the schedule at every door at once.

    `hold` and `close` do not stop those whose grant opens the event at any time, `cancel` stops everybody. An event
    under `open` has not ended before its programme day turns.
    """

    SCHEDULE = "schedule"
    OPEN = "open"
    HOLD = "hold"
    CLOSE = "close"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Seat:
    """`rank` orders rows from the best (1). Numbers count along the row."""

    id: UUID
    venue_id: UUID
    row: str
    number: int
    rank: int

    @property
    def label(self) -> str:
        return f"{self.row} {self.number}"


@dataclass(frozen=True, slots=True)
class Venue:
    """`capacity` is how many may be inside. Where exits are not counted, a full venue warns instead of stopping."""

    id: UUID
    key: str
    titles: Titles
    capacity: int
    exits_counted: bool = True
    seat_count: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Times are UTC and as scheduled; `delay` and `control` are a supervisor's and come on top."""

    id: UUID
    key: str
    kind: EventKind
    titles: Titles
    venue_id: UUID
    day: date
    doors_open: datetime
    start: datetime
    last_entry: datetime
    end: datetime
    audience_limit: int | None = None
    control: Control = Control.SCHEDULE
    delay: timedelta = timedelta()

    @property
    def opens_at(self) -> datetime:
        return self.doors_open + self.delay

    @property
    def starts_at(self) -> datetime:
        return self.start + self.delay

    @property
    def closes_at(self) -> datetime:
        return self.last_entry + self.delay

    @property
    def ends_at(self) -> datetime:
        return self.end + self.delay

    @property
    def delay_minutes(self) -> int:
        return self.delay // timedelta(minutes=1)


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Door:
    """A named place where tickets are scanned. `hold` asks the steward to confirm every guest."""

    id: UUID
    key: str
    titles: Titles
    event_ids: tuple[UUID, ...]
    direction: Direction = Direction.IN
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that is planned, as one value. `stamp` changes whenever anything in it does."""

    season: Season
    venues: tuple[Venue, ...]
    events: tuple[Event, ...]
    ticket_types: tuple[TicketType, ...]
    doors: tuple[Door, ...]
    stamp: int = 0
    _venues: Mapping[UUID, Venue] = field(init=False, repr=False, compare=False)
    _events: Mapping[UUID, Event] = field(init=False, repr=False, compare=False)
    _types: Mapping[UUID, TicketType] = field(init=False, repr=False, compare=False)
    _doors: Mapping[UUID, Door] = field(init=False, repr=False, compare=False)
    _places: Mapping[tuple[UUID, date], tuple[Event, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_venues", MappingProxyType({venue.id: venue for venue in self.venues}))
        object.__setattr__(self, "_events", MappingProxyType({event.id: event for event in self.events}))
        object.__setattr__(self, "_types", MappingProxyType({item.id: item for item in self.ticket_types}))
        object.__setattr__(self, "_doors", MappingProxyType({door.id: door for door in self.doors}))
        places: defaultdict[tuple[UUID, date], tuple[Event, ...]] = defaultdict(tuple)
        for event in self.events:
            places[event.venue_id, event.day] += (event,)
        object.__setattr__(self, "_places", MappingProxyType(dict(places)))

    def venue(self, venue_id: UUID) -> Venue:
        return self._venues[venue_id]

    def event(self, event_id: UUID) -> Event:
        return self._events[event_id]

    def ticket_type(self, type_id: UUID) -> TicketType:
        return self._types[type_id]

    def door(self, door_id: UUID) -> Door:
        return self._doors[door_id]

    def find_venue(self, venue_id: UUID | None) -> Venue | None:
        """For an id from a record: what was recorded may be gone from the programme since."""
        return None if venue_id is None else self._venues.get(venue_id)

    def find_event(self, event_id: UUID | None) -> Event | None:
        """As `find_venue`."""
        return None if event_id is None else self._events.get(event_id)

    def find_door(self, door_id: UUID | None) -> Door | None:
        """As `find_venue`."""
        return None if door_id is None else self._doors.get(door_id)

    def events_of(self, ids: Iterable[UUID]) -> tuple[Event, ...]:
        """The events with these ids, earliest first."""
        return tuple(sorted((self._events[one] for one in ids), key=lambda event: (event.doors_open, event.key)))

    def is_over(self, event: Event, now: datetime) -> bool:
        """Whether an event has ended; one that a supervisor keeps open lasts until its programme day turns."""
        if event.control is Control.OPEN:
            return self.season.programme_day(now) > event.day
        return now >= event.ends_at

    def events_at(self, venue_id: UUID, day: date) -> tuple[Event, ...]:
        """What takes place at a venue on one programme day."""
        return self._places.get((venue_id, day), ())

    def has_seat_at(self, type_id: UUID, event_id: UUID | None) -> bool:
        """Whether the seat of such a ticket is in the place of that event: elsewhere its label is another chair's."""
        event, ticket_type = self.find_event(event_id), self._types.get(type_id)
        return event is not None and ticket_type is not None and ticket_type.seated_in == event.venue_id

    def doors_to(self, event_id: UUID) -> tuple[Door, ...]:
        return tuple(door for door in self.doors if event_id in door.event_ids and door.direction is Direction.IN)
