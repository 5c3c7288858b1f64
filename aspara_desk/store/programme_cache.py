"""The programme as one frozen value, read again only when its stamp has changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.money import Money
from aspara_desk.domain.presence import Clearances
from aspara_desk.domain.programme import Control, Direction, Door, Event, EventKind, Programme, Venue
from aspara_desk.domain.season import Season
from aspara_desk.domain.ticket_types import Category, Grant, Per, Reentry, TicketType, Window, WindowKind
from aspara_desk.store.models import (
    CLEARANCES,
    DOOR_EVENTS,
    DOORS,
    EVENTS,
    GRANT_EVENTS,
    GRANTS,
    SEASON,
    SEATS,
    TICKET_TYPES,
    VENUES,
)

_stamp = select(SEASON.c.id, SEASON.c.stamp)
_AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """What changes seldom and is asked for at every scan."""

    programme: Programme
    clearances: Clearances

    @property
    def stamp(self) -> tuple[UUID, int]:
        return self.programme.season.id, self.programme.stamp


@dataclass(slots=True)
class ProgrammeCache:
    """Kept by an opened store. A stamp is read in every transaction, so a change counts from the next one on."""

    _held: Held | None = field(default=None, repr=False)

    def current(self, connection: Connection) -> Held:
        """What holds as of the connection's transaction. Raises StoreUnusable where no season is loaded.

        Where every statement sees what others have committed by then (PostgreSQL's READ COMMITTED), a load may end
        between two queries: what was read is good only if the stamp is still the one it was read by.
        """
        stamp, held = _read_stamp(connection), self._held
        if held is not None and held.stamp == stamp:
            return held
        while True:
            held = Held(read_programme(connection), _clearances(connection))
            if held.stamp == _read_stamp(connection):
                self._held = held
                return held


def _read_stamp(connection: Connection) -> tuple[UUID, int]:
    row = connection.execute(_stamp).one_or_none()
    if row is None:
        raise StoreUnusable("season_missing")
    return row.id, row.stamp


def _clearances(connection: Connection) -> Clearances:
    found: defaultdict[UUID, list[datetime]] = defaultdict(list)
    for row in connection.execute(select(CLEARANCES.c.venue_id, CLEARANCES.c.at).order_by(CLEARANCES.c.at)):
        found[row.venue_id].append(row.at)
    return dict(found)


def read_programme(connection: Connection) -> Programme:
    season = connection.execute(select(SEASON)).one()
    return Programme(
        season=_season(season),
        venues=_venues(connection),
        events=tuple(
            _event(row) for row in connection.execute(select(EVENTS).order_by(EVENTS.c.doors_open, EVENTS.c.key))
        ),
        ticket_types=_ticket_types(connection),
        doors=_doors(connection),
        stamp=season.stamp,
    )


def _season(row: _AnyRow) -> Season:
    return Season(
        row.id, row.key, row.titles, row.motto, row.place, row.zone, row.currency, row.first_day, row.last_day,
        row.day_turn, row.sample,
    )  # fmt: skip


def _venues(connection: Connection) -> tuple[Venue, ...]:
    counted = select(SEATS.c.venue_id, func.count()).group_by(SEATS.c.venue_id)
    seats: dict[UUID, int] = dict(connection.execute(counted).all())
    rows = connection.execute(select(VENUES).order_by(VENUES.c.position))
    return tuple(
        Venue(row.id, row.key, row.titles, row.capacity, row.exits_counted, seats.get(row.id, 0)) for row in rows
    )


def _event(row: _AnyRow) -> Event:
    return Event(
        row.id, row.key, EventKind(row.kind), row.titles, row.venue_id, row.day, row.doors_open, row.start,
        row.last_entry, row.end, row.audience_limit, Control(row.control), timedelta(minutes=row.delay_minutes),
    )  # fmt: skip


def _ticket_types(connection: Connection) -> tuple[TicketType, ...]:
    opens: defaultdict[tuple[UUID, int], set[UUID]] = defaultdict(set)
    for row in connection.execute(select(GRANT_EVENTS)):
        opens[row.type_id, row.position].add(row.event_id)
    grants: defaultdict[UUID, list[Grant]] = defaultdict(list)
    for row in connection.execute(select(GRANTS).order_by(GRANTS.c.position)):
        grants[row.type_id].append(_grant(row, frozenset(opens[row.type_id, row.position])))
    rows = connection.execute(select(TICKET_TYPES).order_by(TICKET_TYPES.c.position))
    return tuple(_ticket_type(row, grants[row.id]) for row in rows)


def _grant(row: _AnyRow, opens: frozenset[UUID]) -> Grant:
    window = Window(WindowKind(row.window_kind), row.window_before, row.window_after)
    return Grant(row.position, opens, window, row.entries, Per(row.per), Reentry(row.reentry))


def _ticket_type(row: _AnyRow, grants: Sequence[Grant]) -> TicketType:
    return TicketType(
        row.id, row.key, row.titles, Category(row.category), Money(row.price_minor, row.currency), row.colour,
        row.quota, row.personal, row.concession, row.on_trust, row.seated_in, tuple(row.rows), row.on_sale,
        row.notice, tuple(grants),
    )  # fmt: skip


def _doors(connection: Connection) -> tuple[Door, ...]:
    events: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in connection.execute(select(DOOR_EVENTS).order_by(DOOR_EVENTS.c.position)):
        events[row.door_id].append(row.event_id)
    rows = connection.execute(select(DOORS).order_by(DOORS.c.position))
    return tuple(
        Door(row.id, row.key, row.titles, tuple(events[row.id]), Direction(row.direction), row.hold) for row in rows
    )
