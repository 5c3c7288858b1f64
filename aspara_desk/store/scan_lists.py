"""Scans as they are looked at: the last ones at a door, how many there were, and those of some tickets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, literal_column, select, text

from aspara_desk.domain.admission import Verdict, VerdictKind
from aspara_desk.domain.programme import Direction
from aspara_desk.store.models import ENTITLEMENTS, GUESTS, MOVEMENTS, SCANS, SEATS, TICKETS, UNDOS
from aspara_desk.store.scans import verdict_of
from aspara_desk.store.types import Id


@dataclass(frozen=True, slots=True)
class SeenScan:
    """One scan as a list shows it. What belongs to a ticket is None where none was found.

    `guest` and `seat` are the ticket's as they are now. `undone_at` is None while the scan stands.
    """

    id: UUID
    at: datetime
    door_id: UUID
    direction: Direction
    source: str
    actor: str
    verdict: Verdict
    ticket: str | None
    guest: str | None
    type_id: UUID | None
    seat: str | None
    undone_at: datetime | None

    @property
    def undone(self) -> bool:
        return self.undone_at is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """Scans by what came of them: `admitted` came in, `left` went out; those undone since are counted apart.

    Whoever is scanned out twice is counted twice.
    """

    admitted: int = 0
    left: int = 0
    refused: int = 0
    asked: int = 0
    undone: int = 0


_seen = (
    select(
        SCANS, TICKETS.c.number, GUESTS.c.name.label("guest"), ENTITLEMENTS.c.type_id,
        SEATS.c.row.label("seat_row"), SEATS.c.number.label("seat_number"), UNDOS.c.at.label("undone_at"),
    )
    .outerjoin(TICKETS, TICKETS.c.id == SCANS.c.ticket_id)
    .outerjoin(ENTITLEMENTS, ENTITLEMENTS.c.id == SCANS.c.entitlement_id)
    .outerjoin(GUESTS, GUESTS.c.id == ENTITLEMENTS.c.guest_id)
    .outerjoin(SEATS, SEATS.c.id == ENTITLEMENTS.c.seat_id)
    .outerjoin(UNDOS, UNDOS.c.scan_id == SCANS.c.id)
)  # fmt: skip
_BY_TIME = SCANS.c.at.desc(), SCANS.c.id.desc()
_at_door = _seen.where(SCANS.c.door_id == bindparam("door")).order_by(*_BY_TIME).limit(bindparam("most"))
# SQLite numbers the rows of this table as they come in, whatever a clock says. The plus keeps it from an index that
# has no end near what came last.
_ROW: ColumnElement[int] = literal_column("scans.rowid")
_last_row = select(func.max(_ROW)).select_from(SCANS)
_last_recorded = (
    select(SCANS.c.id)
    .where(bindparam("after") < _ROW, text("+scans.door_id = :door").bindparams(bindparam("door", type_=Id)))
    .order_by(_ROW.desc())
    .limit(bindparam("most"))
)
_last_by_time = (
    select(SCANS.c.id).where(SCANS.c.door_id == bindparam("door")).order_by(*_BY_TIME).limit(bindparam("most"))
)
_as_recorded = (
    _seen.where(SCANS.c.id.in_(bindparam("scans", expanding=True))).order_by(_ROW.desc()).limit(bindparam("most"))
)
_TAIL = 2000  # rows: as far as is looked back for scans with a time of another clock
_of_tickets = (
    _seen.order_by(*_BY_TIME)
    .limit(bindparam("most"))
    .where(SCANS.c.ticket_id.in_(bindparam("tickets", expanding=True)))
)
_went_out = (SCANS.c.verdict == VerdictKind.ADMIT.value) & (SCANS.c.direction == Direction.OUT.value)
# Counted in one pass over an index: grouping them would take more than twice the time.
_tally = select(
    func.count().label("scans"),
    func.count().filter(SCANS.c.verdict == VerdictKind.REFUSE.value).label("refused"),
    func.count().filter(SCANS.c.verdict == VerdictKind.ASK.value).label("asked"),
    func.count().filter(_went_out).label("left"),
).where(SCANS.c.door_id == bindparam("door"), SCANS.c.at >= bindparam("begins"), SCANS.c.at < bindparam("ends"))
_undone = select(
    func.count().label("scans"), func.count().filter(MOVEMENTS.c.direction == Direction.OUT.value).label("left")
).where(
    MOVEMENTS.c.door_id == bindparam("door"), MOVEMENTS.c.at >= bindparam("begins"),
    MOVEMENTS.c.at < bindparam("ends"), text("NOT stands"),
)  # fmt: skip
_AT_ONCE = 400  # ids in one query


class ScanLists:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_at(self, door_id: UUID, most: int) -> tuple[SeenScan, ...]:
        """The last scans at a door, the one that was recorded last first.

        So a clock that was set back hides no new scan behind old ones. PostgreSQL keeps no such order: there they
        come by their own time.
        """
        if self._connection.dialect.name != "sqlite":
            rows = self._connection.execute(_at_door, {"door": door_id, "most": most})
            return tuple(map(_seen_scan, rows))
        after = (self._connection.execute(_last_row).scalar_one() or 0) - _TAIL
        recorded = self._connection.execute(_last_recorded, {"door": door_id, "after": after, "most": most})
        by_time = self._connection.execute(_last_by_time, {"door": door_id, "most": most})
        scans = list({*recorded.scalars(), *by_time.scalars()})
        return tuple(map(_seen_scan, self._connection.execute(_as_recorded, {"scans": scans, "most": most})))

    def of_tickets(self, ticket_ids: Sequence[UUID], most: int) -> tuple[SeenScan, ...]:
        """The last scans of these tickets at any door, newest first."""
        found: list[SeenScan] = []
        for start in range(0, len(ticket_ids), _AT_ONCE):
            part = {"tickets": ticket_ids[start : start + _AT_ONCE], "most": most}
            found += map(_seen_scan, self._connection.execute(_of_tickets, part))
        return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True)[:most])

    def tally(self, door_id: UUID, begins: datetime, ends: datetime) -> Tally:
        """The scans at a door from `begins` on and before `ends`, by their own time."""
        wanted = {"door": door_id, "begins": begins, "ends": ends}
        counted = self._connection.execute(_tally, wanted).one()
        undone = self._connection.execute(_undone, wanted).one()
        left = counted.left - undone.left
        admitted = counted.scans - counted.refused - counted.asked - left - undone.scans
        return Tally(admitted, left, counted.refused, counted.asked, undone.scans)


def _seen_scan(row: Row[*tuple[Any, ...]]) -> SeenScan:
    return SeenScan(
        row.id, row.at, row.door_id, Direction(row.direction), row.source, row.actor, verdict_of(row), row.number,
        row.guest, row.type_id, f"{row.seat_row} {row.seat_number}" if row.seat_row is not None else None,
        row.undone_at,
    )  # fmt: skip
