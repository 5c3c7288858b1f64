"""Rows of the programme: what loading a season and supervisors on the day write."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, insert, select, union, update

from aspara_desk.domain.programme import Control, Door, Event, Seat, Venue
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import TicketState
from aspara_desk.domain.season import Season
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.store import counters
from aspara_desk.store.models import (
    CLEARANCES,
    COUNTERS,
    DOOR_EVENTS,
    DOORS,
    ENTITLEMENTS,
    EVENTS,
    GRANT_EVENTS,
    GRANTS,
    GUESTS,
    HEADCOUNTS,
    ORDER_LINES,
    ORDERS,
    SCANS,
    SEASON,
    SEAT_HOLDINGS,
    SEATS,
    STAFF,
    TICKET_TYPES,
    TICKETS,
    VENUES,
)

# Where the rows of each table are named by what has happened since: such rows must stay.
_NAMED_BY: dict[Table[Any], tuple[Column[Any], ...]] = {
    VENUES: (HEADCOUNTS.c.venue_id, CLEARANCES.c.venue_id),
    EVENTS: (SCANS.c.event_id, SEAT_HOLDINGS.c.event_id),
    TICKET_TYPES: (ORDER_LINES.c.type_id, ENTITLEMENTS.c.type_id),
    DOORS: (SCANS.c.door_id, HEADCOUNTS.c.door_id),
    SEATS: (ENTITLEMENTS.c.seat_id, SEAT_HOLDINGS.c.seat_id),
}


class ProgrammeQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- on the day ---

    def set_control(self, event_id: UUID, control: Control, delay_minutes: int | None = None) -> None:
        """Without `delay_minutes` the delay stays what it is, whoever set it last."""
        delay = {} if delay_minutes is None else {"delay_minutes": delay_minutes}
        self._connection.execute(
            update(EVENTS)
            .where(EVENTS.c.id == event_id)
            .values(control=control.value, revision=EVENTS.c.revision + 1, **delay)
        )

    def touch(self) -> None:
        """Tells every desk that the programme has changed: from its next transaction on it reads it again."""
        self._connection.execute(update(SEASON).values(stamp=SEASON.c.stamp + 1))

    # --- what is there ---

    def lock(self) -> None:
        """Nobody else changes the programme until this transaction ends. Whoever does takes this first."""
        self._connection.execute(select(SEASON.c.id).with_for_update())

    def seats(self) -> tuple[Seat, ...]:
        rows = self._connection.execute(select(SEATS))
        return tuple(Seat(row.id, row.venue_id, row.row, row.number, row.rank) for row in rows)

    def staff(self) -> dict[str, tuple[UUID, str, Role]]:
        """Id, name and role of everyone on the staff, by key."""
        rows = self._connection.execute(select(STAFF.c.key, STAFF.c.id, STAFF.c.name, STAFF.c.role))
        return {row.key: (row.id, row.name, Role(row.role)) for row in rows}

    def used_venues(self) -> frozenset[UUID]:
        return self._named(VENUES)

    def used_events(self) -> frozenset[UUID]:
        """Events with scans, or with seats that are taken."""
        return self._named(EVENTS)

    def used_ticket_types(self) -> frozenset[UUID]:
        return self._named(TICKET_TYPES)

    def used_doors(self) -> frozenset[UUID]:
        return self._named(DOORS)

    def used_seats(self) -> frozenset[UUID]:
        return self._named(SEATS)

    def _named(self, table: Table[Any]) -> frozenset[UUID]:
        parts = (select(column).where(column.is_not(None)) for column in _NAMED_BY[table])
        return frozenset(self._connection.execute(union(*parts)).scalars())

    def taken_seats(self) -> Mapping[UUID, frozenset[UUID]]:
        """The seats that tickets of each type hold, at whatever event, by the id of the type."""
        rows = self._connection.execute(
            select(ENTITLEMENTS.c.type_id, SEAT_HOLDINGS.c.seat_id)
            .join(ENTITLEMENTS, ENTITLEMENTS.c.id == SEAT_HOLDINGS.c.entitlement_id)
            .distinct()
        )
        found: defaultdict[UUID, set[UUID]] = defaultdict(set)
        for row in rows:
            found[row.type_id].add(row.seat_id)
        return {type_id: frozenset(seats) for type_id, seats in found.items()}

    def standing_seats(self, type_ids: Collection[UUID]) -> Mapping[UUID, Sequence[tuple[UUID, UUID]]]:
        """(entitlement, seat) of every ticket with a seat that stands, of these types, by the id of the type."""
        rows = self._connection.execute(
            select(ENTITLEMENTS.c.type_id, ENTITLEMENTS.c.id, ENTITLEMENTS.c.seat_id)
            .join(TICKETS, TICKETS.c.entitlement_id == ENTITLEMENTS.c.id)
            .where(TICKETS.c.state.in_([TicketState.VALID.value, TicketState.BLOCKED.value]))
            .where(ENTITLEMENTS.c.type_id.in_(sorted(type_ids)), ENTITLEMENTS.c.seat_id.is_not(None))
        )
        found: defaultdict[UUID, list[tuple[UUID, UUID]]] = defaultdict(list)
        for type_id, entitlement_id, seat_id in rows:
            assert seat_id is not None
            found[type_id].append((entitlement_id, seat_id))
        return dict(found)

    def held_seats(self, event_ids: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
        """(event, seat) of what is held at these events."""
        rows = self._connection.execute(
            select(SEAT_HOLDINGS.c.event_id, SEAT_HOLDINGS.c.seat_id).where(
                SEAT_HOLDINGS.c.event_id.in_(sorted(event_ids))
            )
        )
        return frozenset((row.event_id, row.seat_id) for row in rows)

    def any_order(self) -> bool:
        return self._connection.execute(select(ORDERS.c.id).limit(1)).one_or_none() is not None

    def any_guest(self) -> bool:
        return self._connection.execute(select(GUESTS.c.id).limit(1)).one_or_none() is not None

    def any_scan(self) -> bool:
        return self._connection.execute(select(SCANS.c.id).limit(1)).one_or_none() is not None

    # --- loading: new rows and changed ones ---

    def add_season(self, season: Season) -> None:
        self._connection.execute(insert(SEASON), {"id": season.id, "stamp": 1, **_season(season)})

    def change_season(self, season: Season) -> None:
        self._connection.execute(
            update(SEASON).where(SEASON.c.id == season.id).values(revision=SEASON.c.revision + 1, **_season(season))
        )

    def save_venue(self, venue: Venue, position: int, *, new: bool) -> None:
        values = {
            "titles": venue.titles, "capacity": venue.capacity, "exits_counted": venue.exits_counted,
            "position": position,
        }  # fmt: skip
        self._save(VENUES, venue.id, venue.key, values, new=new)

    def save_event(self, event: Event, *, new: bool) -> None:
        """Writes what is planned; what a supervisor decided on the day stays."""
        values = {
            "kind": event.kind.value, "titles": event.titles, "venue_id": event.venue_id, "day": event.day,
            "doors_open": event.doors_open, "start": event.start, "last_entry": event.last_entry, "end": event.end,
            "audience_limit": event.audience_limit,
        }  # fmt: skip
        self._save(EVENTS, event.id, event.key, values, new=new)

    def save_ticket_type(self, item: TicketType, position: int, *, new: bool) -> None:
        values = {
            "titles": item.titles, "category": item.category.value, "price_minor": item.price.minor,
            "currency": item.price.currency, "colour": item.colour, "quota": item.quota, "personal": item.personal,
            "concession": item.concession, "on_trust": item.on_trust, "seated_in": item.seated_in,
            "rows": list(item.rows), "on_sale": item.on_sale, "notice": item.notice, "position": position,
        }  # fmt: skip
        self._save(TICKET_TYPES, item.id, item.key, values, new=new)
        self._save_grants(item)

    def _save_grants(self, item: TicketType) -> None:
        self._connection.execute(delete(GRANT_EVENTS).where(GRANT_EVENTS.c.type_id == item.id))
        self._connection.execute(delete(GRANTS).where(GRANTS.c.type_id == item.id))
        self._connection.execute(insert(GRANTS), [
            {"type_id": item.id, "position": grant.position, "window_kind": grant.window.kind.value,
             "window_before": grant.window.before, "window_after": grant.window.after, "entries": grant.entries,
             "per": grant.per.value, "reentry": grant.reentry.value}
            for grant in item.grants
        ])  # fmt: skip
        self._connection.execute(insert(GRANT_EVENTS), [
            {"type_id": item.id, "position": grant.position, "event_id": event_id}
            for grant in item.grants for event_id in sorted(grant.opens)
        ])  # fmt: skip

    def save_door(self, door: Door, position: int, *, new: bool) -> None:
        values = {
            "titles": door.titles, "direction": door.direction.value, "hold": door.hold, "position": position,
        }  # fmt: skip
        self._save(DOORS, door.id, door.key, values, new=new)
        self._connection.execute(delete(DOOR_EVENTS).where(DOOR_EVENTS.c.door_id == door.id))
        self._connection.execute(insert(DOOR_EVENTS), [
            {"door_id": door.id, "event_id": event_id, "position": at} for at, event_id in enumerate(door.event_ids)
        ])  # fmt: skip

    def save_staff(self, staff_id: UUID, key: str, name: str, role: Role, *, new: bool) -> None:
        self._save(STAFF, staff_id, key, {"name": name, "role": role.value}, new=new)

    def _save(self, table: Table[Any], row_id: UUID, key: str, values: dict[str, Any], *, new: bool) -> None:
        if new:
            self._connection.execute(insert(table), {"id": row_id, "key": key, **values})
        else:
            same: ColumnElement[bool] = table.c.id == row_id
            self._connection.execute(update(table).where(same).values(revision=table.c.revision + 1, **values))

    def save_seats(self, new: Sequence[Seat], ranked: Iterable[Seat]) -> None:
        """Adds seats, and gives others a new rank."""
        if new:
            self._connection.execute(insert(SEATS), [
                {"id": seat.id, "venue_id": seat.venue_id, "row": seat.row, "number": seat.number, "rank": seat.rank}
                for seat in new
            ])  # fmt: skip
        for seat in ranked:
            self._connection.execute(update(SEATS).where(SEATS.c.id == seat.id).values(rank=seat.rank))

    def set_order(self, table_of: str, ids: Sequence[UUID]) -> None:
        """Sets the order of `venues`, `ticket_types` or `doors` on screen. What stays in place is not written."""
        tables: dict[str, Table[Any]] = {"venues": VENUES, "ticket_types": TICKET_TYPES, "doors": DOORS}
        table = tables[table_of]
        for position, row_id in enumerate(ids):
            moved = (table.c.id == row_id) & (table.c.position != position)
            change = update(table).where(moved).values(position=position, revision=table.c.revision + 1)
            self._connection.execute(change)

    # --- loading: rows that go ---

    def remove(
        self,
        *,
        venues: Collection[UUID] = (),
        events: Collection[UUID] = (),
        ticket_types: Collection[UUID] = (),
        doors: Collection[UUID] = (),
        seats: Collection[UUID] = (),
    ) -> None:
        """Removes rows that nothing names any more, with what belongs to them and their counters."""
        for table, column, ids in (
            (DOOR_EVENTS, DOOR_EVENTS.c.door_id, doors),
            (DOORS, DOORS.c.id, doors),
            (GRANT_EVENTS, GRANT_EVENTS.c.type_id, ticket_types),
            (GRANTS, GRANTS.c.type_id, ticket_types),
            (TICKET_TYPES, TICKET_TYPES.c.id, ticket_types),
            (EVENTS, EVENTS.c.id, events),
            (SEATS, SEATS.c.id, seats),
            (VENUES, VENUES.c.id, venues),
        ):
            for row_id in ids:
                self._connection.execute(delete(table).where(column == row_id))
        gone = [counters.sold(one) for one in ticket_types] + [counters.venue_lock(one) for one in venues]
        gone += [counter(one) for one in events for counter in (counters.inside, counters.audience, counters.came)]
        for counter_id in gone:
            self._connection.execute(delete(COUNTERS).where(COUNTERS.c.id == counter_id))


def _season(season: Season) -> dict[str, Any]:
    return {
        "key": season.key, "titles": season.titles, "motto": season.motto, "place": season.place, "zone": season.zone,
        "currency": season.currency, "first_day": season.first_day, "last_day": season.last_day,
        "day_turn": season.day_turn, "sample": season.sample,
    }  # fmt: skip
