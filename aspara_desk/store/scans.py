"""The doors' queries: facts for a decision, and what came of it. The statements are built once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, insert, select, update

from aspara_desk.domain.admission import Notice, Reason, TicketFacts, Verdict, VerdictKind
from aspara_desk.domain.presence import Movement
from aspara_desk.domain.programme import Direction, Programme
from aspara_desk.domain.sales import OrderState, TicketState
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.store.models import (
    CLEARANCES,
    ENTITLEMENTS,
    GUESTS,
    HEADCOUNTS,
    MOVEMENTS,
    ORDERS,
    SCANS,
    SEAT_HOLDINGS,
    SEATS,
    TICKETS,
    UNDOS,
)


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """One reading as it is kept. `code_hash` is set for well-formed codes only."""

    id: UUID
    at: datetime
    recorded_at: datetime
    desk_id: UUID
    door_id: UUID
    direction: Direction
    source: str
    actor: str
    verdict: Verdict
    code_hash: bytes | None = None
    ticket_id: UUID | None = None
    entitlement_id: UUID | None = None
    answers: UUID | None = None


@dataclass(frozen=True, slots=True)
class UndoRecord:
    scan_id: UUID
    at: datetime
    desk_id: UUID
    actor: str
    why: str


_newer = TICKETS.alias()
_facts = (
    select(
        TICKETS.c.id, TICKETS.c.number, TICKETS.c.state, TICKETS.c.entitlement_id, ENTITLEMENTS.c.type_id,
        ENTITLEMENTS.c.seat_id,
        ORDERS.c.state.label("order_state"), GUESTS.c.name.label("guest"), GUESTS.c.organisation, GUESTS.c.attention,
        SEATS.c.row.label("seat_row"), SEATS.c.number.label("seat_number"), _newer.c.number.label("replaced_by"),
    )
    .join(ENTITLEMENTS, ENTITLEMENTS.c.id == TICKETS.c.entitlement_id)
    .join(ORDERS, ORDERS.c.id == ENTITLEMENTS.c.order_id)
    .outerjoin(GUESTS, GUESTS.c.id == ENTITLEMENTS.c.guest_id)
    .outerjoin(SEATS, SEATS.c.id == ENTITLEMENTS.c.seat_id)
    .outerjoin(_newer, _newer.c.id == TICKETS.c.replaced_by)
)  # fmt: skip
_BY_HASH = TICKETS.c.code_hash == bindparam("wanted")
_BY_NUMBER = TICKETS.c.number == bindparam("wanted")
_BY_ID = TICKETS.c.id == bindparam("wanted")


@dataclass(frozen=True, slots=True)
class _Facts:
    """The facts about a ticket by one of its names; with its rows locked, for whoever decides about it."""

    plain: Select[*tuple[Any, ...]]
    locking: Select[*tuple[Any, ...]]

    @classmethod
    def where(cls, condition: ColumnElement[bool]) -> "_Facts":
        plain = _facts.where(condition)
        return cls(plain, plain.with_for_update(of=(TICKETS, ENTITLEMENTS)))


_by_hash, _by_number, _by_id = _Facts.where(_BY_HASH), _Facts.where(_BY_NUMBER), _Facts.where(_BY_ID)
_seat_taken_by = (
    select(TICKETS.c.number)
    .join(SEAT_HOLDINGS, SEAT_HOLDINGS.c.entitlement_id == TICKETS.c.entitlement_id)
    .where(
        SEAT_HOLDINGS.c.seat_id == bindparam("seat"),
        SEAT_HOLDINGS.c.event_id.in_(bindparam("events", expanding=True)),
        TICKETS.c.state.in_((TicketState.VALID, TicketState.BLOCKED)),
    )
    .order_by(TICKETS.c.number)
    .limit(1)
)
_numbers_by_serial = select(TICKETS.c.number).where(TICKETS.c.serial == bindparam("wanted")).order_by(TICKETS.c.number)
_movements = (
    select(MOVEMENTS)
    .where(MOVEMENTS.c.entitlement_id == bindparam("entitlement"))
    .order_by(MOVEMENTS.c.at, MOVEMENTS.c.ordinal)
)
_scan = select(SCANS).where(SCANS.c.id == bindparam("scan"))
_scans_of_ticket = (
    select(SCANS).where(SCANS.c.ticket_id == bindparam("ticket")).order_by(SCANS.c.at, SCANS.c.recorded_at)
)
_last_at_door = (
    select(SCANS.c.id, SCANS.c.verdict)
    .where(SCANS.c.ticket_id == bindparam("ticket"), SCANS.c.door_id == bindparam("door"))
    .order_by(SCANS.c.recorded_at.desc(), SCANS.c.id.desc())
    .limit(1)
)
_undos = select(UNDOS).join(SCANS, SCANS.c.id == UNDOS.c.scan_id).where(SCANS.c.ticket_id == bindparam("ticket"))
_add_scan = insert(SCANS)
_add_movement = insert(MOVEMENTS)


class Scans:
    """With `locking`, the rows of a ticket that is looked up stay as they are until the transaction ends."""

    def __init__(self, connection: Connection, *, locking: bool = False) -> None:
        self._connection = connection
        self._locking = locking

    def by_hash(self, code_hash: bytes, programme: Programme) -> TicketFacts | None:
        """Facts about the ticket with this code, or None where none was issued here."""
        return self._ticket_facts(_by_hash, {"wanted": code_hash}, programme)

    def by_number(self, number: str, programme: Programme) -> TicketFacts | None:
        return self._ticket_facts(_by_number, {"wanted": number}, programme)

    def by_id(self, ticket_id: UUID, programme: Programme) -> TicketFacts | None:
        return self._ticket_facts(_by_id, {"wanted": ticket_id}, programme)

    def numbers_with(self, serial: int) -> list[str]:
        """The tickets of all desks that have this serial number."""
        return list(self._connection.execute(_numbers_by_serial, {"wanted": serial}).scalars())

    def _ticket_facts(
        self, facts: _Facts, parameters: Mapping[str, object], programme: Programme
    ) -> TicketFacts | None:
        statement = facts.locking if self._locking else facts.plain
        row = self._connection.execute(statement, parameters).one_or_none()
        if row is None:
            return None
        if row.state == TicketState.REPLACED and row.replaced_by is None:
            # PostgreSQL waited for the replacement, and then read again only the rows that it locks.
            row = self._connection.execute(statement, parameters).one()
        ticket_type = programme.ticket_type(row.type_id)
        movements, highest = self._history(row.entitlement_id)
        return TicketFacts(
            id=row.id,
            number=row.number,
            state=TicketState(row.state),
            entitlement_id=row.entitlement_id,
            type=ticket_type,
            paid=row.order_state == OrderState.PAID,
            replaced_by=row.replaced_by,
            guest=row.guest,
            organisation=row.organisation,
            attention=row.attention,
            seat=f"{row.seat_row} {row.seat_number}" if row.seat_row is not None else None,
            seat_taken_by=self._seat_taken_by(row, ticket_type) if row.state == TicketState.VOID else None,
            movements=movements,
            highest=highest,
        )

    def _seat_taken_by(self, row: Row[*tuple[Any, ...]], ticket_type: TicketType) -> str | None:
        """The ticket that has the seat of a void one now, at any of the events that both open."""
        if row.seat_id is None:
            return None
        wanted = {"seat": row.seat_id, "events": list(ticket_type.opens())}
        number: str | None = self._connection.execute(_seat_taken_by, wanted).scalar_one_or_none()
        return number

    def _history(self, entitlement_id: UUID) -> tuple[tuple[Movement, ...], Mapping[str, int]]:
        standing: list[Movement] = []
        highest: defaultdict[str, int] = defaultdict(int)
        for row in self._connection.execute(_movements, {"entitlement": entitlement_id}):
            highest[row.slot] = max(highest[row.slot], row.ordinal)
            if row.stands:
                standing.append(_movement(row))
        return tuple(standing), highest

    def recorded(self, scan_id: UUID) -> ScanRecord | None:
        row = self._connection.execute(_scan, {"scan": scan_id}).one_or_none()
        return None if row is None else _record(row)

    def of_ticket(self, ticket_id: UUID) -> tuple[ScanRecord, ...]:
        return tuple(_record(row) for row in self._connection.execute(_scans_of_ticket, {"ticket": ticket_id}))

    def undos_of_ticket(self, ticket_id: UUID) -> tuple[UndoRecord, ...]:
        rows = self._connection.execute(_undos, {"ticket": ticket_id})
        return tuple(UndoRecord(row.scan_id, row.at, row.desk_id, row.actor, row.why) for row in rows)

    def add(self, record: ScanRecord) -> None:
        """Keeps a reading and, where it let somebody pass, the movement."""
        verdict = record.verdict
        self._connection.execute(_add_scan, {
            "id": record.id, "at": record.at, "recorded_at": record.recorded_at, "desk_id": record.desk_id,
            "door_id": record.door_id, "direction": record.direction.value, "source": record.source,
            "actor": record.actor, "code_hash": record.code_hash, "ticket_id": record.ticket_id,
            "entitlement_id": record.entitlement_id, "event_id": verdict.event_id, "verdict": verdict.kind.value,
            "reason": verdict.reason.value, "confirmed": verdict.confirmed, "override": verdict.override,
            "answers": record.answers,
            "facts": {"facts": dict(verdict.facts), "notices": [one.value for one in verdict.notices]},
        })  # fmt: skip
        if verdict.passage is None or record.entitlement_id is None:
            return
        passage = verdict.passage
        self._connection.execute(_add_movement, {
            "scan_id": record.id, "entitlement_id": record.entitlement_id, "direction": passage.direction.value,
            "event_id": passage.event_id, "venue_id": passage.venue_id, "door_id": record.door_id,
            "desk_id": record.desk_id, "actor": record.actor, "at": record.at, "slot": passage.slot,
            "ordinal": passage.ordinal, "uses_entry": passage.uses_entry, "stands": True,
        })  # fmt: skip

    def last_with(self, ticket_id: UUID, door_id: UUID, kind: VerdictKind) -> UUID | None:
        """The latest scan of a ticket at a door, if that was its verdict: what a later scan answers."""
        row = self._connection.execute(_last_at_door, {"ticket": ticket_id, "door": door_id}).one_or_none()
        return row.id if row is not None and row.verdict == kind else None

    def undo(self, undone: UndoRecord) -> None:
        self._connection.execute(insert(UNDOS), {
            "scan_id": undone.scan_id, "at": undone.at, "desk_id": undone.desk_id, "actor": undone.actor,
            "why": undone.why,
        })  # fmt: skip
        self._connection.execute(update(MOVEMENTS).where(MOVEMENTS.c.scan_id == undone.scan_id).values(stands=False))

    def undone(self, scan_id: UUID) -> bool:
        found = self._connection.execute(select(UNDOS.c.scan_id).where(UNDOS.c.scan_id == scan_id)).one_or_none()
        return found is not None

    def add_headcount(self, row: Mapping[str, object]) -> None:
        self._connection.execute(insert(HEADCOUNTS), dict(row))

    def add_clearance(self, row: Mapping[str, object]) -> None:
        self._connection.execute(insert(CLEARANCES), dict(row))

    def standing_by_entitlement(self, venue_ids: Iterable[UUID] | None = None) -> Mapping[UUID, list[Movement]]:
        """Every movement that stands, by entitlement; only of entitlements that were ever in these venues."""
        statement = select(MOVEMENTS).where(MOVEMENTS.c.stands)
        if venue_ids is not None:
            been_there = select(MOVEMENTS.c.entitlement_id).where(MOVEMENTS.c.venue_id.in_(list(venue_ids)))
            statement = statement.where(MOVEMENTS.c.entitlement_id.in_(been_there))
        found: defaultdict[UUID, list[Movement]] = defaultdict(list)
        for row in self._connection.execute(statement):
            found[row.entitlement_id].append(_movement(row))
        return found

    def types_of(self, entitlement_ids: Iterable[UUID]) -> Mapping[UUID, UUID]:
        """The ticket type of each of these entitlements."""
        found: dict[UUID, UUID] = {}
        ids = list(entitlement_ids)
        for start in range(0, len(ids), 500):
            wanted = select(ENTITLEMENTS.c.id, ENTITLEMENTS.c.type_id).where(
                ENTITLEMENTS.c.id.in_(ids[start : start + 500])
            )
            found.update(self._connection.execute(wanted).all())
        return found

    def headcounts(self) -> Mapping[tuple[UUID, str], list[tuple[datetime, int]]]:
        """People without tickets by venue and programme day, each with when they were counted."""
        found: defaultdict[tuple[UUID, str], list[tuple[datetime, int]]] = defaultdict(list)
        for row in self._connection.execute(select(HEADCOUNTS).order_by(HEADCOUNTS.c.at)):
            found[row.venue_id, row.day.isoformat()].append((row.at, row.people))
        return found


def _movement(row: Row[*tuple[Any, ...]]) -> Movement:
    return Movement(
        row.scan_id, Direction(row.direction), row.event_id, row.venue_id, row.desk_id, row.door_id, row.actor,
        row.at, row.slot, row.ordinal, row.uses_entry,
    )  # fmt: skip


def verdict_of(row: Row[*tuple[Any, ...]]) -> Verdict:
    """The verdict that a row of the scans holds."""
    return Verdict(
        VerdictKind(row.verdict), Reason(row.reason), row.event_id, row.facts["facts"],
        tuple(Notice(one) for one in row.facts["notices"]), None, row.confirmed, row.override,
    )  # fmt: skip


def _record(row: Row[*tuple[Any, ...]]) -> ScanRecord:
    return ScanRecord(
        row.id, row.at, row.recorded_at, row.desk_id, row.door_id, Direction(row.direction), row.source, row.actor,
        verdict_of(row), row.code_hash, row.ticket_id, row.entitlement_id, row.answers,
    )  # fmt: skip
