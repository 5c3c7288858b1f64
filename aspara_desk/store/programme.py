"""Rows of the programme: what loading a season and supervisors on the day write."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, union, update
from sqlalchemy.orm import InstrumentedAttribute

from aspara_desk.domain.programme import Control, Door, Event, Seat, Venue
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import TicketState
from aspara_desk.domain.season import Season
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.store import counters
from aspara_desk.store.models import (
    ClearanceRow,
    CounterRow,
    DoorEventRow,
    DoorRow,
    EntitlementRow,
    EventRow,
    GrantEventRow,
    GrantRow,
    HeadcountRow,
    OrderLineRow,
    OrderRow,
    ScanRow,
    SeasonRow,
    SeatHoldingRow,
    SeatRow,
    StaffRow,
    TicketRow,
    TicketTypeRow,
    VenueRow,
)

_Keyed = type[VenueRow] | type[EventRow] | type[TicketTypeRow] | type[DoorRow] | type[StaffRow]
_Placed = type[VenueRow] | type[TicketTypeRow] | type[DoorRow]
# Where the rows of each table are named by what has happened since: such rows must stay.
_NAMED_BY: dict[type[object], tuple[InstrumentedAttribute[Any], ...]] = {
    VenueRow: (HeadcountRow.venue_id, ClearanceRow.venue_id),
    EventRow: (ScanRow.event_id, SeatHoldingRow.event_id),
    TicketTypeRow: (OrderLineRow.type_id, EntitlementRow.type_id),
    DoorRow: (ScanRow.door_id, HeadcountRow.door_id),
    SeatRow: (EntitlementRow.seat_id, SeatHoldingRow.seat_id),
}


class ProgrammeQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- on the day ---

    def set_control(self, event_id: UUID, control: Control, delay_minutes: int | None = None) -> None:
        """Without `delay_minutes` the delay stays what it is, whoever set it last."""
        delay = {} if delay_minutes is None else {"delay_minutes": delay_minutes}
        self._connection.execute(
            update(EventRow)
            .where(EventRow.id == event_id)
            .values(control=control.value, revision=EventRow.revision + 1, **delay)
        )

    def touch(self) -> None:
        """Tells every desk that the programme has changed: from its next transaction on it reads it again."""
        self._connection.execute(update(SeasonRow).values(stamp=SeasonRow.stamp + 1))

    # --- what is there ---

    def lock(self) -> None:
        """Nobody else changes the programme until this transaction ends. Whoever does takes this first."""
        self._connection.execute(select(SeasonRow.id).with_for_update())

    def seats(self) -> tuple[Seat, ...]:
        rows = self._connection.execute(select(SeatRow.__table__))
        return tuple(Seat(row.id, row.venue_id, row.row, row.number, row.rank) for row in rows)

    def staff(self) -> dict[str, tuple[UUID, str, Role]]:
        """Id, name and role of everyone on the staff, by key."""
        rows = self._connection.execute(select(StaffRow.key, StaffRow.id, StaffRow.name, StaffRow.role))
        return {row.key: (row.id, row.name, Role(row.role)) for row in rows}

    def used_venues(self) -> frozenset[UUID]:
        return self._named(VenueRow)

    def used_events(self) -> frozenset[UUID]:
        """Events with scans, or with seats that are taken."""
        return self._named(EventRow)

    def used_ticket_types(self) -> frozenset[UUID]:
        return self._named(TicketTypeRow)

    def used_doors(self) -> frozenset[UUID]:
        return self._named(DoorRow)

    def used_seats(self) -> frozenset[UUID]:
        return self._named(SeatRow)

    def _named(self, table: type[object]) -> frozenset[UUID]:
        parts = (select(column).where(column.is_not(None)) for column in _NAMED_BY[table])
        return frozenset(self._connection.execute(union(*parts)).scalars())

    def taken_seats(self) -> Mapping[UUID, frozenset[UUID]]:
        """The seats that tickets of each type hold, at whatever event, by the id of the type."""
        rows = self._connection.execute(
            select(EntitlementRow.type_id, SeatHoldingRow.seat_id)
            .join(EntitlementRow, EntitlementRow.id == SeatHoldingRow.entitlement_id)
            .distinct()
        )
        found: defaultdict[UUID, set[UUID]] = defaultdict(set)
        for row in rows:
            found[row.type_id].add(row.seat_id)
        return {type_id: frozenset(seats) for type_id, seats in found.items()}

    def standing_seats(self, type_ids: Collection[UUID]) -> Mapping[UUID, Sequence[tuple[UUID, UUID]]]:
        """(entitlement, seat) of every ticket with a seat that stands, of these types, by the id of the type."""
        rows = self._connection.execute(
            select(EntitlementRow.type_id, EntitlementRow.id, EntitlementRow.seat_id)
            .join(TicketRow, TicketRow.entitlement_id == EntitlementRow.id)
            .where(TicketRow.state.in_([TicketState.VALID.value, TicketState.BLOCKED.value]))
            .where(EntitlementRow.type_id.in_(sorted(type_ids)), EntitlementRow.seat_id.is_not(None))
        )
        found: defaultdict[UUID, list[tuple[UUID, UUID]]] = defaultdict(list)
        for type_id, entitlement_id, seat_id in rows:
            assert seat_id is not None
            found[type_id].append((entitlement_id, seat_id))
        return dict(found)

    def held_seats(self, event_ids: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
        """(event, seat) of what is held at these events."""
        rows = self._connection.execute(
            select(SeatHoldingRow.event_id, SeatHoldingRow.seat_id).where(
                SeatHoldingRow.event_id.in_(sorted(event_ids))
            )
        )
        return frozenset((row.event_id, row.seat_id) for row in rows)

    def any_order(self) -> bool:
        return self._connection.execute(select(OrderRow.id).limit(1)).one_or_none() is not None

    def any_scan(self) -> bool:
        return self._connection.execute(select(ScanRow.id).limit(1)).one_or_none() is not None

    # --- loading: new rows and changed ones ---

    def add_season(self, season: Season) -> None:
        self._connection.execute(insert(SeasonRow), {"id": season.id, "stamp": 1, **_season(season)})

    def change_season(self, season: Season) -> None:
        self._connection.execute(
            update(SeasonRow)
            .where(SeasonRow.id == season.id)
            .values(revision=SeasonRow.revision + 1, **_season(season))
        )

    def save_venue(self, venue: Venue, position: int, *, new: bool) -> None:
        values = {
            "titles": venue.titles, "capacity": venue.capacity, "exits_counted": venue.exits_counted,
            "position": position,
        }  # fmt: skip
        self._save(VenueRow, venue.id, venue.key, values, new=new)

    def save_event(self, event: Event, *, new: bool) -> None:
        """Writes what is planned; what a supervisor decided on the day stays."""
        values = {
            "kind": event.kind.value, "titles": event.titles, "venue_id": event.venue_id, "day": event.day,
            "doors_open": event.doors_open, "start": event.start, "last_entry": event.last_entry, "end": event.end,
            "audience_limit": event.audience_limit,
        }  # fmt: skip
        self._save(EventRow, event.id, event.key, values, new=new)

    def save_ticket_type(self, item: TicketType, position: int, *, new: bool) -> None:
        values = {
            "titles": item.titles, "category": item.category.value, "price_minor": item.price.minor,
            "currency": item.price.currency, "colour": item.colour, "quota": item.quota, "personal": item.personal,
            "concession": item.concession, "on_trust": item.on_trust, "seated_in": item.seated_in,
            "rows": list(item.rows), "on_sale": item.on_sale, "notice": item.notice, "position": position,
        }  # fmt: skip
        self._save(TicketTypeRow, item.id, item.key, values, new=new)
        self._save_grants(item)

    def _save_grants(self, item: TicketType) -> None:
        self._connection.execute(delete(GrantEventRow).where(GrantEventRow.type_id == item.id))
        self._connection.execute(delete(GrantRow).where(GrantRow.type_id == item.id))
        self._connection.execute(insert(GrantRow), [
            {"type_id": item.id, "position": grant.position, "window_kind": grant.window.kind.value,
             "window_before": grant.window.before, "window_after": grant.window.after, "entries": grant.entries,
             "per": grant.per.value, "reentry": grant.reentry.value}
            for grant in item.grants
        ])  # fmt: skip
        self._connection.execute(insert(GrantEventRow), [
            {"type_id": item.id, "position": grant.position, "event_id": event_id}
            for grant in item.grants for event_id in sorted(grant.opens)
        ])  # fmt: skip

    def save_door(self, door: Door, position: int, *, new: bool) -> None:
        values = {
            "titles": door.titles, "direction": door.direction.value, "hold": door.hold, "position": position,
        }  # fmt: skip
        self._save(DoorRow, door.id, door.key, values, new=new)
        self._connection.execute(delete(DoorEventRow).where(DoorEventRow.door_id == door.id))
        self._connection.execute(insert(DoorEventRow), [
            {"door_id": door.id, "event_id": event_id, "position": at} for at, event_id in enumerate(door.event_ids)
        ])  # fmt: skip

    def save_staff(self, staff_id: UUID, key: str, name: str, role: Role, *, new: bool) -> None:
        self._save(StaffRow, staff_id, key, {"name": name, "role": role.value}, new=new)

    def _save(self, table: _Keyed, row_id: UUID, key: str, values: dict[str, Any], *, new: bool) -> None:
        if new:
            self._connection.execute(insert(table), {"id": row_id, "key": key, **values})
        else:
            same: ColumnElement[bool] = table.id == row_id
            self._connection.execute(update(table).where(same).values(revision=table.revision + 1, **values))

    def save_seats(self, new: Sequence[Seat], ranked: Iterable[Seat]) -> None:
        """Adds seats, and gives others a new rank."""
        if new:
            self._connection.execute(insert(SeatRow), [
                {"id": seat.id, "venue_id": seat.venue_id, "row": seat.row, "number": seat.number, "rank": seat.rank}
                for seat in new
            ])  # fmt: skip
        for seat in ranked:
            self._connection.execute(update(SeatRow).where(SeatRow.id == seat.id).values(rank=seat.rank))

    def set_order(self, table_of: str, ids: Sequence[UUID]) -> None:
        """Sets the order of `venues`, `ticket_types` or `doors` on screen. What stays in place is not written."""
        tables: dict[str, _Placed] = {"venues": VenueRow, "ticket_types": TicketTypeRow, "doors": DoorRow}
        table = tables[table_of]
        for position, row_id in enumerate(ids):
            moved = (table.id == row_id) & (table.position != position)
            self._connection.execute(update(table).where(moved).values(position=position, revision=table.revision + 1))

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
            (DoorEventRow, DoorEventRow.door_id, doors),
            (DoorRow, DoorRow.id, doors),
            (GrantEventRow, GrantEventRow.type_id, ticket_types),
            (GrantRow, GrantRow.type_id, ticket_types),
            (TicketTypeRow, TicketTypeRow.id, ticket_types),
            (EventRow, EventRow.id, events),
            (SeatRow, SeatRow.id, seats),
            (VenueRow, VenueRow.id, venues),
        ):
            for row_id in ids:
                self._connection.execute(delete(table).where(column == row_id))
        gone = [counters.sold(one) for one in ticket_types] + [counters.venue_lock(one) for one in venues]
        gone += [counter(one) for one in events for counter in (counters.inside, counters.audience, counters.came)]
        for counter_id in gone:
            self._connection.execute(delete(CounterRow).where(CounterRow.id == counter_id))


def _season(season: Season) -> dict[str, Any]:
    return {
        "key": season.key, "titles": season.titles, "motto": season.motto, "place": season.place, "zone": season.zone,
        "currency": season.currency, "first_day": season.first_day, "last_day": season.last_day,
        "day_turn": season.day_turn, "sample": season.sample,
    }  # fmt: skip
