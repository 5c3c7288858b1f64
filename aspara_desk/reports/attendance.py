"""Who came: people and entries told apart, artisans and crew apart from visitors."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aspara_desk.domain.programme import Event, Programme
from aspara_desk.domain.rights import Right
from aspara_desk.domain.ticket_types import Category
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.unit import Reading


class Crowd(StrEnum):
    VISITORS = "visitors"
    PARTICIPANTS = "participants"
    CREW = "crew"


@dataclass(frozen=True, slots=True)
class Came:
    """`people` are different rights to enter, `entries` every time one was used to come in."""

    people: int = 0
    entries: int = 0

    def __add__(self, other: "Came") -> "Came":
        return Came(self.people + other.people, self.entries + other.entries)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: who came to it. A crowd of which nobody came is left out."""

    event: Event
    crowds: Mapping[Crowd, Came]

    def of(self, crowd: Crowd) -> Came:
        return self.crowds.get(crowd, Came())


@dataclass(frozen=True, slots=True)
class Attendance:
    """By event, and over the season: who came to three shows is three times in the lines, once in the total."""

    programme: Programme
    events: tuple[EventLine, ...]
    total: Mapping[Crowd, Came]
    without_ticket: Mapping[tuple[str, str], int]


def crowd_of(category: Category) -> Crowd:
    if category.is_crew:
        return Crowd.CREW
    return Crowd.VISITORS if category.is_visitor else Crowd.PARTICIPANTS


def attendance(here: Workplace) -> Attendance:
    """Entries that stand, by event; people without a ticket by venue key and programme day (ISO)."""
    here.require(Right.REPORT)
    return here.read(_attendance)


def _attendance(unit: Reading) -> Attendance:
    programme = unit.programme
    by_event: defaultdict[Event, defaultdict[Crowd, Came]] = defaultdict(lambda: defaultdict(Came))
    entries: defaultdict[Crowd, int] = defaultdict(int)
    for row in unit.reports.attendance():
        crowd = crowd_of(programme.ticket_type(row.type_id).category)
        by_event[programme.event(row.event_id)][crowd] += Came(row.people, row.entries)
        entries[crowd] += row.entries
    people: defaultdict[Crowd, int] = defaultdict(int)
    for type_id, count in unit.reports.people_by_type().items():
        people[crowd_of(programme.ticket_type(type_id).category)] += count
    return Attendance(
        programme,
        tuple(EventLine(event, dict(by_event[event])) for event in programme.events if event in by_event),
        {crowd: Came(people[crowd], entries[crowd]) for crowd in Crowd},
        {(programme.venue(venue).key, day): count for (venue, day), count in unit.reports.headcounts().items()},
    )
