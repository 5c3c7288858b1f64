"""Checks of rows against rows: each gives what it finds wrong, and nothing where all is well."""

import re
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, String, and_, case, cast, exists, func, or_, select

from aspara_desk.domain.errors import Problem
from aspara_desk.domain.sales import OrderState, TicketState
from aspara_desk.store.models import (
    ENTITLEMENTS,
    EVENTS,
    GRANT_EVENTS,
    MOVEMENTS,
    NUMBERS,
    ORDER_LINES,
    ORDERS,
    PAYMENTS,
    SCANS,
    SEAT_HOLDINGS,
    SEATS,
    TICKETS,
    UNDOS,
)

Findings = Generator[Problem, None, None]
RowCheck = Callable[[Connection], Findings]
_TicketOf = Row[UUID, UUID, str, str, UUID | None]
_NUMBER = re.compile(r"(?P<letter>[A-Z]{1,2})-(?P<serial>[0-9]{1,18})")
_STANDING = [TicketState.VALID.value, TicketState.BLOCKED.value]
_seat_label = SEATS.c.row.concat(" ").concat(cast(SEATS.c.number, String))


# --- the doors ----------------------------------------------------------------------------------------------------


def admissions(connection: Connection) -> Findings:
    """Every scan that let somebody pass has its movement, and every movement such a scan."""
    lost = (
        select(SCANS.c.id)
        .outerjoin(MOVEMENTS, MOVEMENTS.c.scan_id == SCANS.c.id)
        .where(SCANS.c.verdict == "admit", SCANS.c.entitlement_id.is_not(None), MOVEMENTS.c.scan_id.is_(None))
    )
    for scan_id in connection.execute(lost).scalars():
        yield Problem("check_movement_missing", {"scan": str(scan_id)})
    same = ("entitlement_id", "direction", "event_id", "door_id", "desk_id", "actor", "at")
    differs = [MOVEMENTS.c[name].is_distinct_from(SCANS.c[name]) for name in same]
    wrong = (
        select(SCANS.c.id)
        .join(MOVEMENTS, MOVEMENTS.c.scan_id == SCANS.c.id)
        .where(or_(SCANS.c.verdict != "admit", *differs))
    )
    for scan_id in connection.execute(wrong).scalars():
        yield Problem("check_movement_differs", {"scan": str(scan_id)})


def ordinals(connection: Connection) -> Findings:
    """Ordinals count from 1; that none is there twice is the unique key's work."""
    for scan_id in connection.execute(select(MOVEMENTS.c.scan_id).where(MOVEMENTS.c.ordinal < 1)).scalars():
        yield Problem("check_ordinal", {"scan": str(scan_id)})


def undos(connection: Connection) -> Findings:
    """A movement stands exactly as long as nobody has undone it."""
    undone = exists().where(UNDOS.c.scan_id == MOVEMENTS.c.scan_id)
    wrong = select(MOVEMENTS.c.scan_id).where(or_(and_(MOVEMENTS.c.stands, undone), ~MOVEMENTS.c.stands & ~undone))
    nothing = (
        select(UNDOS.c.scan_id)
        .outerjoin(MOVEMENTS, MOVEMENTS.c.scan_id == UNDOS.c.scan_id)
        .where(MOVEMENTS.c.scan_id.is_(None))
    )
    for scan_id in connection.execute(wrong.union(nothing)).scalars():
        yield Problem("check_undo", {"scan": str(scan_id)})


# --- tickets and seats --------------------------------------------------------------------------------------------


def seats(connection: Connection) -> Findings:
    """A seat is held for those, and only for those, whose ticket stands: at every event it opens in that venue."""
    stands = exists().where(
        TICKETS.c.entitlement_id == ENTITLEMENTS.c.id,
        TICKETS.c.state.in_(_STANDING),
        ENTITLEMENTS.c.seat_id == SEAT_HOLDINGS.c.seat_id,
    )
    idle = (
        select(EVENTS.c.key, _seat_label)
        .join(SEAT_HOLDINGS, SEAT_HOLDINGS.c.event_id == EVENTS.c.id)
        .join(SEATS, SEATS.c.id == SEAT_HOLDINGS.c.seat_id)
        .join(ENTITLEMENTS, ENTITLEMENTS.c.id == SEAT_HOLDINGS.c.entitlement_id)
        .where(~stands)
    )
    for event, seat in connection.execute(idle):
        yield Problem("check_seat_idle", {"event": event, "seat": seat})
    held = and_(SEAT_HOLDINGS.c.event_id == EVENTS.c.id, SEAT_HOLDINGS.c.entitlement_id == ENTITLEMENTS.c.id)
    not_held = (
        select(TICKETS.c.number, EVENTS.c.key, _seat_label)
        .join(ENTITLEMENTS, ENTITLEMENTS.c.id == TICKETS.c.entitlement_id)
        .join(SEATS, SEATS.c.id == ENTITLEMENTS.c.seat_id)
        .join(GRANT_EVENTS, GRANT_EVENTS.c.type_id == ENTITLEMENTS.c.type_id)
        .join(EVENTS, and_(EVENTS.c.id == GRANT_EVENTS.c.event_id, EVENTS.c.venue_id == SEATS.c.venue_id))
        .outerjoin(SEAT_HOLDINGS, held)
        .where(TICKETS.c.state.in_(_STANDING), SEAT_HOLDINGS.c.event_id.is_(None))
        .distinct()
    )
    for ticket, event, seat in connection.execute(not_held):
        yield Problem("check_seat_not_held", {"ticket": ticket, "event": event, "seat": seat})


def tickets(connection: Connection) -> Findings:
    """Every entitlement has one ticket that was not replaced."""
    current = case((TICKETS.c.state != TicketState.REPLACED.value, 1))
    wrong = (
        select(ORDERS.c.number, func.count(current))
        .join(ENTITLEMENTS, ENTITLEMENTS.c.order_id == ORDERS.c.id)
        .outerjoin(TICKETS, TICKETS.c.entitlement_id == ENTITLEMENTS.c.id)
        .group_by(ENTITLEMENTS.c.id, ORDERS.c.number)
        .having(func.count(current) != 1)
    )
    for order, count in connection.execute(wrong):
        yield Problem("check_tickets_of_right", {"order": order, "tickets": count})


def replacements(connection: Connection) -> Findings:
    """From every replaced ticket a chain of replacements leads to the one that was not; nothing else is named."""
    older = TICKETS.alias()
    replaced = select(older.c.entitlement_id).where(
        or_(older.c.state == TicketState.REPLACED.value, older.c.replaced_by.is_not(None))
    )
    rows = connection.execute(
        select(TICKETS.c.entitlement_id, TICKETS.c.id, TICKETS.c.number, TICKETS.c.state, TICKETS.c.replaced_by)
        .where(TICKETS.c.entitlement_id.in_(replaced))
        .order_by(TICKETS.c.entitlement_id)
    )
    for _entitlement, group in groupby(rows, key=lambda row: row.entitlement_id):
        for number in _broken_chains(list(group)):
            yield Problem("check_replacement", {"ticket": number})


def _broken_chains(tickets_of_one: Sequence[_TicketOf]) -> Iterator[str]:
    by_id = {row.id: row for row in tickets_of_one}
    for row in tickets_of_one:
        last = row
        for _step in tickets_of_one:
            if last.state != TicketState.REPLACED or last.replaced_by not in by_id:
                break
            last = by_id[last.replaced_by]
        if last.state == TicketState.REPLACED or last.replaced_by is not None:
            yield row.number


def numbers(connection: Connection) -> Findings:
    """No number was given that could be given again, and a ticket's serial is the one that is printed."""
    highest: defaultdict[tuple[str, str], int] = defaultdict(int)
    for kind, column, skipped in (("ticket", TICKETS.c.number, 0), ("order", ORDERS.c.number, 1)):
        with connection.execute(select(column).execution_options(yield_per=10_000)) as rows:
            for number in rows.scalars():
                read = _NUMBER.fullmatch(number, skipped)
                if read is None:
                    yield Problem("check_number_damaged", {"number": number})
                    continue
                highest[kind, read["letter"]] = max(highest[kind, read["letter"]], int(read["serial"]))
    given = connection.execute(select(NUMBERS.c.kind, NUMBERS.c.letter, NUMBERS.c.next))
    following = {(row.kind, row.letter): row.next for row in given}
    for (kind, letter), serial in sorted(highest.items()):
        if serial >= following.get((kind, letter), 1):
            yield Problem("check_number", {"kind": kind, "letter": letter, "serial": serial})
    unlike = select(TICKETS.c.number).where(~TICKETS.c.number.endswith(cast(TICKETS.c.serial, String)))
    for number in connection.execute(unlike).scalars():
        yield Problem("check_serial", {"ticket": number})


# --- orders -------------------------------------------------------------------------------------------------------


def orders(connection: Connection) -> Findings:
    """Lines add up to the total and have their tickets, and the state fits what was paid and what stands."""
    lines = (
        select(ORDERS.c.number)
        .outerjoin(ORDER_LINES, ORDER_LINES.c.order_id == ORDERS.c.id)
        .group_by(ORDERS.c.id, ORDERS.c.number, ORDERS.c.total_minor)
        .having(func.coalesce(func.sum(ORDER_LINES.c.count * ORDER_LINES.c.price_minor), 0) != ORDERS.c.total_minor)
    )
    for order in connection.execute(lines).scalars():
        yield Problem("check_order_total", {"order": order})
    rights = (
        select(ORDERS.c.number)
        .join(ORDER_LINES, ORDER_LINES.c.order_id == ORDERS.c.id)
        .outerjoin(ENTITLEMENTS, ENTITLEMENTS.c.line_id == ORDER_LINES.c.id)
        .group_by(ORDER_LINES.c.id, ORDERS.c.number, ORDER_LINES.c.count)
        .having(func.count(ENTITLEMENTS.c.id) != ORDER_LINES.c.count)
    )
    for order in connection.execute(rights).scalars():
        yield Problem("check_order_rights", {"order": order})
    with connection.execute(_balances.execution_options(yield_per=1000)) as balances:
        for row in balances:
            if not _state_fits(row):
                yield Problem("check_order_state", {"order": row.number, "state": row.state})


_paid = (
    select(PAYMENTS.c.order_id, func.sum(PAYMENTS.c.amount_minor).label("minor"))
    .group_by(PAYMENTS.c.order_id)
    .subquery()
)
_standing = (
    select(
        ENTITLEMENTS.c.order_id, func.count().label("tickets"), func.sum(ORDER_LINES.c.price_minor).label("minor")
    )
    .join(TICKETS, TICKETS.c.entitlement_id == ENTITLEMENTS.c.id)
    .join(ORDER_LINES, ORDER_LINES.c.id == ENTITLEMENTS.c.line_id)
    .where(TICKETS.c.state.in_(_STANDING))
    .group_by(ENTITLEMENTS.c.order_id)
    .subquery()
)  # fmt: skip
_balances = (
    select(
        ORDERS.c.number, ORDERS.c.state, ORDERS.c.total_minor,
        func.coalesce(_paid.c.minor, 0).label("paid"),
        func.coalesce(_standing.c.tickets, 0).label("standing"),
        func.coalesce(_standing.c.minor, 0).label("due"),
    )
    .outerjoin(_paid, _paid.c.order_id == ORDERS.c.id)
    .outerjoin(_standing, _standing.c.order_id == ORDERS.c.id)
)  # fmt: skip


def _state_fits(row: Row[Any]) -> bool:
    """Voiding gives no money back, so a paid order may have brought more than what stands of it is worth."""
    if row.state == OrderState.PAID:
        return bool(row.due <= row.paid <= row.total_minor and (row.paid > 0) == (row.total_minor > 0))
    if row.state == OrderState.PENDING:
        return bool(row.paid == 0 and row.standing > 0)
    return bool(row.paid == 0 and row.standing == 0)


ROW_CHECKS: tuple[RowCheck, ...] = (
    admissions, ordinals, undos, seats, tickets, replacements, numbers, orders,
)  # fmt: skip
