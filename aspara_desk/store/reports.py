"""Sums over sales and scans, worked out by the database."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select, tuple_

from aspara_desk.domain.admission import Verdict
from aspara_desk.domain.programme import Direction
from aspara_desk.store.models import (
    DESKS,
    ENTITLEMENTS,
    HEADCOUNTS,
    MOVEMENTS,
    ORDER_LINES,
    ORDERS,
    PAYMENTS,
    SCANS,
    TICKETS,
    UNDOS,
)
from aspara_desk.store.scans import verdict_of


@dataclass(frozen=True, slots=True)
class EventAttendance:
    """At one event, by ticket type: `people` are different entitlements, `entries` every time one came in."""

    event_id: UUID
    type_id: UUID
    people: int
    entries: int


@dataclass(frozen=True, slots=True)
class TakingsLine:
    method: str
    desk_id: UUID
    actor: str
    payments: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One line of the log of scans."""

    id: UUID
    at: datetime
    recorded_at: datetime
    desk: str | None
    door_id: UUID
    direction: Direction
    source: str
    actor: str
    verdict: Verdict
    ticket: str | None
    undone_at: datetime | None
    undone_by: str | None


_scans = (
    select(
        SCANS, DESKS.c.letter, TICKETS.c.number, UNDOS.c.at.label("undone_at"),
        UNDOS.c.actor.label("undone_by"),
    )
    .outerjoin(TICKETS, TICKETS.c.id == SCANS.c.ticket_id)
    .outerjoin(DESKS, DESKS.c.desk_id == SCANS.c.desk_id)
    .outerjoin(UNDOS, UNDOS.c.scan_id == SCANS.c.id)
    .order_by(SCANS.c.at, SCANS.c.recorded_at, SCANS.c.id)
)  # fmt: skip


class Reports:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def attendance(self) -> tuple[EventAttendance, ...]:
        """Entries that stand, by event and ticket type."""
        rows = self._connection.execute(
            select(
                MOVEMENTS.c.event_id,
                ENTITLEMENTS.c.type_id,
                func.count(MOVEMENTS.c.entitlement_id.distinct()).label("people"),
                func.count().label("entries"),
            )
            .join(ENTITLEMENTS, ENTITLEMENTS.c.id == MOVEMENTS.c.entitlement_id)
            .where(MOVEMENTS.c.stands, MOVEMENTS.c.direction == "in", MOVEMENTS.c.event_id.is_not(None))
            .group_by(MOVEMENTS.c.event_id, ENTITLEMENTS.c.type_id)
        )
        return tuple(EventAttendance(row.event_id, row.type_id, row.people, row.entries) for row in rows)

    def people_by_type(self) -> dict[UUID, int]:
        """Different entitlements that came in at least once, over the whole season, by ticket type."""
        rows = self._connection.execute(
            select(ENTITLEMENTS.c.type_id, func.count(MOVEMENTS.c.entitlement_id.distinct()))
            .join(ENTITLEMENTS, ENTITLEMENTS.c.id == MOVEMENTS.c.entitlement_id)
            .where(MOVEMENTS.c.stands, MOVEMENTS.c.direction == "in")
            .group_by(ENTITLEMENTS.c.type_id)
        )
        return dict(rows.all())

    def headcounts(self) -> dict[tuple[UUID, str], int]:
        """People counted in without a ticket, by venue and programme day (those counted out do not lower it)."""
        rows = self._connection.execute(
            select(HEADCOUNTS.c.venue_id, HEADCOUNTS.c.day, func.sum(HEADCOUNTS.c.people))
            .where(HEADCOUNTS.c.people > 0)
            .group_by(HEADCOUNTS.c.venue_id, HEADCOUNTS.c.day)
        )
        return {(row[0], row[1].isoformat()): int(row[2]) for row in rows}

    def takings(self) -> tuple[TakingsLine, ...]:
        rows = self._connection.execute(
            select(
                PAYMENTS.c.method,
                PAYMENTS.c.desk_id,
                PAYMENTS.c.actor,
                func.count().label("payments"),
                func.sum(PAYMENTS.c.amount_minor).label("amount"),
            )
            .group_by(PAYMENTS.c.method, PAYMENTS.c.desk_id, PAYMENTS.c.actor)
            .order_by(PAYMENTS.c.method, PAYMENTS.c.actor)
        )
        return tuple(TakingsLine(row.method, row.desk_id, row.actor, row.payments, int(row.amount)) for row in rows)

    def orders_by_state(self) -> dict[str, int]:
        rows = self._connection.execute(select(ORDERS.c.state, func.count()).group_by(ORDERS.c.state))
        return dict(rows.all())

    def owed_minor(self) -> int:
        """Minor units that pending orders still owe for the tickets that stand; they have paid nothing yet."""
        owed = self._connection.execute(
            select(func.sum(ORDER_LINES.c.price_minor))
            .join(ENTITLEMENTS, ENTITLEMENTS.c.line_id == ORDER_LINES.c.id)
            .join(TICKETS, TICKETS.c.entitlement_id == ENTITLEMENTS.c.id)
            .join(ORDERS, ORDERS.c.id == ENTITLEMENTS.c.order_id)
            .where(ORDERS.c.state == "pending", TICKETS.c.state.in_(["valid", "blocked"]))
        ).scalar_one()
        return int(owed or 0)

    def scans(self, after: ScanLine | None, most: int) -> tuple[ScanLine, ...]:
        """A page of the log in the order of (at, recorded_at, id), behind `after`; None: from the beginning."""
        page = _scans.limit(most)
        if after is not None:
            key = tuple_(SCANS.c.at, SCANS.c.recorded_at, SCANS.c.id)
            # The first condition is part of the second; it lets every engine begin at the right place of its index.
            page = page.where(SCANS.c.at >= after.at, key > (after.at, after.recorded_at, after.id))
        return tuple(
            ScanLine(
                row.id, row.at, row.recorded_at, row.letter, row.door_id, Direction(row.direction), row.source,
                row.actor, verdict_of(row), row.number, row.undone_at, row.undone_by,
            )
            for row in self._connection.execute(page)
        )  # fmt: skip
