"""All days beside each other, as a leaflet lists them: what takes place one under the other, crew's work last. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from aspara_desk.domain.programme import Event, EventKind, Programme
from aspara_desk.ui.desks.programme.sheet import Block, Box, Column, Sheet


@dataclass(frozen=True, slots=True)
class LeafletMeasures:
    """Pixels. A column is at least `column` wide, so that many days may be wider than the view."""

    width: float
    column: float
    gap: float
    between: float


def leaflet_sheet(programme: Programme, measures: LeafletMeasures, height_of: Callable[[Event, float], float]) -> Sheet:
    """`height_of` an event at a width: its title may take several lines."""
    days = tuple(programme.season.days())
    share = (measures.width - measures.gap * (len(days) - 1)) / len(days)
    width = max(share, measures.column)
    columns = tuple(Column(place * (width + measures.gap), width, day=day) for place, day in enumerate(days))
    blocks: list[Block] = []
    for place, column in enumerate(columns):
        top = 0.0
        for event in _listed(programme, column.day):
            box = Box(column.left, top, column.width, height_of(event, column.width))
            blocks.append(Block(event, place, box))
            top = box.bottom + measures.between
    whole = columns[-1].left + columns[-1].width
    return Sheet(whole, max((one.box.bottom for one in blocks), default=0.0), columns, tuple(blocks))


def _listed(programme: Programme, day: date | None) -> list[Event]:
    events = [event for event in programme.events if event.day == day]
    return sorted(events, key=lambda one: (one.kind is EventKind.ACCESS, one.starts_at, one.ends_at, one.key))
