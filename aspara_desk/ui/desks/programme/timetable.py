"""One day as a timetable: a column a venue, the hours from top to bottom. Pure: what it is given decides it all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil, floor
from uuid import UUID

from aspara_desk.domain.programme import Event, EventKind, Programme
from aspara_desk.domain.season import Season
from aspara_desk.ui.desks.programme.lanes import Lane, Span, in_lanes
from aspara_desk.ui.desks.programme.sheet import Block, Box, Column, Hour, Sheet, in_order

_HOUR = 60.0
_SEEN = 60.0  # minutes of a ribbon that have to be on the sheet
_WIDER = 0.55  # how much of a column's width each further lane adds to it


@dataclass(frozen=True, slots=True)
class Measures:
    """Pixels. `width` and `height` are what there is in view, `axis` the hours' share of the width at the left.

    An hour is at least `hour` high, so that a day may be higher than the view; a block is at least `block` high.
    """

    width: float
    height: float
    axis: float
    hour: float
    block: float
    column: float
    ribbon: float
    gap: float


@dataclass(frozen=True, slots=True)
class _Item:
    """`span` is in minutes since the programme day began, and lies within it."""

    event: Event
    span: Span

    @property
    def ribbon(self) -> bool:
        return self.event.kind is EventKind.ACCESS


def day_sheet(programme: Programme, day: date, measures: Measures) -> Sheet:
    """The events of one programme day. What a supervisor delayed stands where it takes place now.

    Set-up and backstage become ribbons; they do not stretch the hours, but are cut where nothing else takes place.
    """
    items = _items(programme, day)
    if not items:
        return Sheet(measures.width, measures.height)
    begin, end = _hours(items, _day_minutes(programme.season, day))
    scale = max(measures.hour, measures.height / ((end - begin) / _HOUR)) / _HOUR
    begins = programme.season.day_bounds(day)[0]
    until = _room(begin, end, measures.block / scale, _day_minutes(programme.season, day))
    spans = [_shown(item.span, begin, until, measures.block / scale) for item in items]
    end = max(end, *(span.end for span in spans))
    columns, boxes = _columns(programme, items, spans, measures)
    blocks = [
        Block(
            item.event,
            place,
            Box(left, (span.begin - begin) * scale, width, (span.end - span.begin) * scale),
            item.ribbon,
        )
        for item, span, (place, left, width) in zip(items, spans, boxes, strict=True)
    ]
    first, last = begins + timedelta(minutes=begin), begins + timedelta(minutes=end)
    hours = [Hour((at - first) / timedelta(minutes=1) * scale, at) for at in _full_hours(programme.season, first, last)]
    width = max(measures.width, columns[-1].left + columns[-1].width)
    return Sheet(width, (end - begin) * scale, tuple(columns), in_order(blocks), tuple(hours), first, last)


def _items(programme: Programme, day: date) -> list[_Item]:
    begins, next_begins = programme.season.day_bounds(day)
    return [
        _Item(event, Span(_minutes(event.starts_at, begins, next_begins), _minutes(event.ends_at, begins, next_begins)))
        for event in programme.events
        if event.day == day
    ]


def _minutes(moment: datetime, begins: datetime, ends: datetime) -> float:
    return (min(max(moment, begins), ends) - begins) / timedelta(minutes=1)


def _day_minutes(season: Season, day: date) -> float:
    begins, next_begins = season.day_bounds(day)
    return (next_begins - begins) / timedelta(minutes=1)


def _hours(items: Sequence[_Item], whole: float) -> tuple[float, float]:
    """The hours that are shown, in minutes of the day: those of the events, and enough of every ribbon."""
    staged = [item.span for item in items if not item.ribbon] or [item.span for item in items]
    begin, end = min(span.begin for span in staged), max(span.end for span in staged)
    for item in items:
        if min(item.span.end, end) - max(item.span.begin, begin) < min(_SEEN, item.span.end - item.span.begin):
            begin, end = min(begin, item.span.begin), max(end, item.span.end)
    begin = max(floor(begin / _HOUR) * _HOUR, 0.0)
    end = min(max(_up(end), begin + _HOUR), whole)
    return min(begin, end - _HOUR), end


def _up(minutes: float) -> float:
    return ceil(minutes / _HOUR) * _HOUR


def _room(begin: float, end: float, least: float, whole: float) -> float:
    """How far a short block may reach, which is drawn longer than it lasts: no further than the day does."""
    return max(min(end + least, whole), min(begin + least, whole))


def _shown(span: Span, begin: float, until: float, least: float) -> Span:
    """The part that is on the sheet, at least as long as can be read; what is near the day's end grows upwards."""
    first, last = max(span.begin, begin), min(span.end, until)
    last = min(max(last, first + least), until)
    return Span(max(min(first, last - least), begin), last)


def _columns(
    programme: Programme, items: Sequence[_Item], spans: Sequence[Span], measures: Measures
) -> tuple[list[Column], list[tuple[int, float, float]]]:
    """The columns, and for every item its column's place, its left edge and its width."""
    used = {item.event.venue_id for item in items}
    venues = [venue.id for venue in programme.venues if venue.id in used]
    lanes = _lanes(items, spans)
    at = {venue: [one for one, item in enumerate(items) if item.event.venue_id == venue] for venue in venues}
    ribbons = {v: max((lanes[one].of for one in at[v] if items[one].ribbon), default=0) for v in venues}
    lanes_of = {v: max((lanes[one].of for one in at[v] if not items[one].ribbon), default=1) for v in venues}
    weights = {venue: 1 + _WIDER * (lanes_of[venue] - 1) for venue in venues}
    free = measures.width - measures.axis - sum(ribbons.values()) * measures.ribbon - measures.gap * len(venues)
    unit = max(free / sum(weights.values()), measures.column)
    columns: list[Column] = []
    boxes: dict[int, tuple[int, float, float]] = {}
    left = measures.axis
    for place, venue in enumerate(venues):
        beside = ribbons[venue] * measures.ribbon
        column = Column(left, beside + weights[venue] * unit, venue_id=venue)
        columns.append(column)
        for one in at[venue]:
            first, width = (left, beside) if items[one].ribbon else (left + beside, column.width - beside)
            step = width / lanes[one].of
            boxes[one] = (place, first + lanes[one].first * step, lanes[one].takes * step)
        left += column.width + measures.gap
    return columns, [boxes[one] for one in range(len(items))]


def _lanes(items: Sequence[_Item], spans: Sequence[Span]) -> Mapping[int, Lane]:
    """Ribbons and what takes place beside them have lanes of their own in each venue."""
    found: dict[int, Lane] = {}
    for place in _places(items):
        chosen = [one for one, item in enumerate(items) if (item.event.venue_id, item.ribbon) == place]
        found.update(zip(chosen, in_lanes([spans[one] for one in chosen]), strict=True))
    return found


def _places(items: Iterable[_Item]) -> set[tuple[UUID, bool]]:
    return {(item.event.venue_id, item.ribbon) for item in items}


def _full_hours(season: Season, first: datetime, last: datetime) -> list[datetime]:
    """The full hours of the local clock from one moment to another, both included where they are one."""
    local = season.local(first)
    into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    at = (first - into if not into else first - into + timedelta(hours=1)).astimezone(UTC)
    hours = []
    while at <= last:
        hours.append(at)
        at += timedelta(hours=1)
    return hours
