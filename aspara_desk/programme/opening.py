"""Which events a grant opens, or a door is set to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from aspara_desk.domain.programme import EventKind
from aspara_desk.programme.plan import EventPlan, SeasonHead
from aspara_desk.programme.sections import Sections
from aspara_desk.programme.tables import Table

_WAYS_TO_OPEN = ("events", "venues", "programme")
_NARROWERS = ("days", "kinds", "access")


def read_opened(table: Table, sections: Sections) -> list[str]:
    """The keys of the events that a grant opens or a door is set to, earliest first.

    `events` names them. `venues` or `programme` takes all of a place or all there is, narrowed by `days` and
    `kinds`, without set-up and backstage unless `access` says so.
    """
    ways = [name for name in _WAYS_TO_OPEN if table.has(name)]
    named = table.references("events", sections.keys["event"])
    venues = table.references("venues", sections.keys["venue"])
    everything = table.flag("programme", default=False)
    narrowed = _Narrowed.read(table, sections.head)
    if len(ways) != 1 or (ways == ["programme"] and not everything and table.sound("programme")):
        table.findings.wrong("opens_how", table.place, ways=", ".join(_WAYS_TO_OPEN))
        table.faulty.add("events")
        return []
    if ways == ["events"]:
        for name in filter(table.has, _NARROWERS):
            table.wrong("not_with_events", name)
        return sorted(named, key=lambda key: _by_time(sections.events.get(key), key))
    found = [
        event for event in sections.events.values() if (everything or event.venue in venues) and narrowed.has(event)
    ]
    return [event.key for event in sorted(found, key=lambda event: _by_time(event, event.key))]


def _by_time(event: EventPlan | None, key: str) -> tuple[datetime, str]:
    return (event.doors_open if event else datetime.max.replace(tzinfo=UTC), key)


@dataclass(frozen=True, slots=True)
class _Narrowed:
    days: frozenset[date]
    kinds: frozenset[str]
    access: bool

    @classmethod
    def read(cls, table: Table, head: SeasonHead) -> "_Narrowed":
        days = frozenset(_days(table, head))
        kinds = frozenset(kind.value for kind in table.choices("kinds", EventKind))
        return cls(days, kinds, table.flag("access", default=False))

    def has(self, event: EventPlan) -> bool:
        return (
            (not self.days or event.day in self.days)
            and (not self.kinds or event.kind.value in self.kinds)
            and (self.access or event.kind is not EventKind.ACCESS or EventKind.ACCESS.value in self.kinds)
        )


def _days(table: Table, head: SeasonHead) -> Iterator[date]:
    for position, value in table.items("days"):
        day = table.checked_day(value, "days", position)
        if table.sound("days") and not head.holds(day):
            table.wrong("day_outside_season", "days", position, first=head.first_day, last=head.last_day)
        yield day


def note_if_nothing(table: Table, opened: list[str], kind: str, sections: Sections) -> None:
    """Notes a grant or a door without any event, unless that follows from a mistake noted already."""
    if opened or table.faulty or table.findings.broken or not sections.sound("event"):
        return
    table.findings.wrong(kind, table.place)
