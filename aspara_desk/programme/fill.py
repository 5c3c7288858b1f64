"""How full each event is: who may come, who came, who is inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aspara_desk.domain.programme import Event, Programme
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.unit import Reading


@dataclass(frozen=True, slots=True)
class Fill:
    """One event, crew aside. `entitled` are the tickets that stand and open it, `came` the different people who
    came in at least once, `inside` those who are there now.

    `limit` is the audience limit, or the capacity of the venue where that is less or the event has none.
    """

    entitled: int
    came: int
    inside: int
    limit: int


def fill(here: Workplace, at: datetime) -> Mapping[UUID, Fill]:
    """Every event of the programme by its id, as of `at` (UTC). Everybody may see it."""
    return here.read(lambda unit: _fill(unit, at))


def _fill(unit: Reading, at: datetime) -> Mapping[UUID, Fill]:
    programme = unit.programme
    values = unit.counters.all()
    entitled = _entitled(programme, values)
    return {
        event.id: Fill(
            entitled[event.id],
            values.get(counters.came(event.id), 0),
            values.get(counters.audience(event.id), 0) if _may_be_inside(programme, event, at) else 0,
            _limit(programme, event),
        )
        for event in programme.events
    }


def _entitled(programme: Programme, values: Mapping[str, int]) -> dict[UUID, int]:
    found = dict.fromkeys((event.id for event in programme.events), 0)
    for one in programme.ticket_types:
        if not one.category.is_crew:
            sold = values.get(counters.sold(one.id), 0)
            for event_id in one.opens():
                found[event_id] += sold
    return found


def _may_be_inside(programme: Programme, event: Event, at: datetime) -> bool:
    """Being inside ends with the event and with its day."""
    return event.day == programme.season.programme_day(at) and not programme.is_over(event, at)


def _limit(programme: Programme, event: Event) -> int:
    capacity = programme.venue(event.venue_id).capacity
    return capacity if event.audience_limit is None else min(event.audience_limit, capacity)
