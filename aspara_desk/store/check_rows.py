"""Checks of rows against rows: each gives what it finds wrong, and nothing where all is well."""

import re
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, String, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from aspara_desk.domain.errors import Problem
from aspara_desk.domain.sales import OrderState, TicketState
from aspara_desk.store.models import (
    EntitlementRow,
    EventRow,
    GrantEventRow,
    MovementRow,
    NumberRow,
    OrderLineRow,
    OrderRow,
    PaymentRow,
    ScanRow,
    SeatHoldingRow,
    SeatRow,
    TicketRow,
    UndoRow,
)

Findings = Generator[Problem, None, None]
RowCheck = Callable[[Connection], Findings]
_TicketOf = Row[UUID, UUID, str, str, UUID | None]
_NUMBER = re.compile(r"(?P<letter>[A-Z]{1,2})-(?P<serial>[0-9]{1,18})")
_STANDING = [TicketState.VALID.value, TicketState.BLOCKED.value]
_seat_label = SeatRow.row.concat(" ").concat(cast(SeatRow.number, String))


# --- the doors ----------------------------------------------------------------------------------------------------


def admissions(connection: Connection) -> Findings:
    """Every scan that let somebody pass has its movement, and every movement such a scan."""
    lost = (
        select(ScanRow.id)
        .outerjoin(MovementRow, MovementRow.scan_id == ScanRow.id)
        .where(ScanRow.verdict == "admit", ScanRow.entitlement_id.is_not(None), MovementRow.scan_id.is_(None))
    )
    for scan_id in connection.execute(lost).scalars():
        yield Problem("check_movement_missing", {"scan": str(scan_id)})
    same = ("entitlement_id", "direction", "event_id", "door_id", "desk_id", "actor", "at")
    differs = [getattr(MovementRow, name).is_distinct_from(getattr(ScanRow, name)) for name in same]
    wrong = (
        select(ScanRow.id)
        .join(MovementRow, MovementRow.scan_id == ScanRow.id)
        .where(or_(ScanRow.verdict != "admit", *differs))
    )
    for scan_id in connection.execute(wrong).scalars():
        yield Problem("check_movement_differs", {"scan": str(scan_id)})


def ordinals(connection: Connection) -> Findings:
    """Ordinals count from 1; that none is there twice is the unique key's work."""
    for scan_id in connection.execute(select(MovementRow.scan_id).where(MovementRow.ordinal < 1)).scalars():
        yield Problem("check_ordinal", {"scan": str(scan_id)})


def undos(connection: Connection) -> Findings:
    """A movement stands exactly as long as nobody has undone it."""
    undone = exists().where(UndoRow.scan_id == MovementRow.scan_id)
    wrong = select(MovementRow.scan_id).where(or_(and_(MovementRow.stands, undone), ~MovementRow.stands & ~undone))
    nothing = (
        select(UndoRow.scan_id)
        .outerjoin(MovementRow, MovementRow.scan_id == UndoRow.scan_id)
        .where(MovementRow.scan_id.is_(None))
    )
    for scan_id in connection.execute(wrong.union(nothing)).scalars():
        yield Problem("check_undo", {"scan": str(scan_id)})


# --- tickets and seats --------------------------------------------------------------------------------------------


def seats(connection: Connection) -> Findings:
    """A seat is held for those, and only for those, whose ticket stands: at every event it opens in that venue."""
    stands = exists().where(
        TicketRow.entitlement_id == EntitlementRow.id,
        TicketRow.state.in_(_STANDING),
        EntitlementRow.seat_id == SeatHoldingRow.seat_id,
    )
    idle = (
        select(EventRow.key, _seat_label)
        .join(SeatHoldingRow, SeatHoldingRow.event_id == EventRow.id)
        .join(SeatRow, SeatRow.id == SeatHoldingRow.seat_id)
        .join(EntitlementRow, EntitlementRow.id == SeatHoldingRow.entitlement_id)
        .where(~stands)
    )
    for event, seat in connection.execute(idle):
        yield Problem("check_seat_idle", {"event": event, "seat": seat})
    held = and_(SeatHoldingRow.event_id == EventRow.id, SeatHoldingRow.entitlement_id == EntitlementRow.id)
    not_held = (
        select(TicketRow.number, EventRow.key, _seat_label)
        .join(EntitlementRow, EntitlementRow.id == TicketRow.entitlement_id)
        .join(SeatRow, SeatRow.id == EntitlementRow.seat_id)
        .join(GrantEventRow, GrantEventRow.type_id == EntitlementRow.type_id)
        .join(EventRow, and_(EventRow.id == GrantEventRow.event_id, EventRow.venue_id == SeatRow.venue_id))
        .outerjoin(SeatHoldingRow, held)
        .where(TicketRow.state.in_(_STANDING), SeatHoldingRow.event_id.is_(None))
        .distinct()
    )
    for ticket, event, seat in connection.execute(not_held):
        yield Problem("check_seat_not_held", {"ticket": ticket, "event": event, "seat": seat})


def tickets(connection: Connection) -> Findings:
    """Every entitlement has one ticket that was not replaced."""
    current = case((TicketRow.state != TicketState.REPLACED.value, 1))
    wrong = (
        select(OrderRow.number, func.count(current))
        .join(EntitlementRow, EntitlementRow.order_id == OrderRow.id)
        .outerjoin(TicketRow, TicketRow.entitlement_id == EntitlementRow.id)
        .group_by(EntitlementRow.id, OrderRow.number)
        .having(func.count(current) != 1)
    )
    for order, count in connection.execute(wrong):
        yield Problem("check_tickets_of_right", {"order": order, "tickets": count})


def replacements(connection: Connection) -> Findings:
    """From every replaced ticket a chain of replacements leads to the one that was not; nothing else is named."""
    older = aliased(TicketRow)
    replaced = select(older.entitlement_id).where(
        or_(older.state == TicketState.REPLACED.value, older.replaced_by.is_not(None))
    )
    rows = connection.execute(
        select(TicketRow.entitlement_id, TicketRow.id, TicketRow.number, TicketRow.state, TicketRow.replaced_by)
        .where(TicketRow.entitlement_id.in_(replaced))
        .order_by(TicketRow.entitlement_id)
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
    for kind, column, skipped in (("ticket", TicketRow.number, 0), ("order", OrderRow.number, 1)):
        with connection.execute(select(column).execution_options(yield_per=10_000)) as rows:
            for number in rows.scalars():
                read = _NUMBER.fullmatch(number, skipped)
                if read is None:
                    yield Problem("check_number_damaged", {"number": number})
                    continue
                highest[kind, read["letter"]] = max(highest[kind, read["letter"]], int(read["serial"]))
    given = connection.execute(select(NumberRow.kind, NumberRow.letter, NumberRow.next))
    following = {(row.kind, row.letter): row.next for row in given}
    for (kind, letter), serial in sorted(highest.items()):
        if serial >= following.get((kind, letter), 1):
            yield Problem("check_number", {"kind": kind, "letter": letter, "serial": serial})
    unlike = select(TicketRow.number).where(~TicketRow.number.endswith(cast(TicketRow.serial, String)))
    for number in connection.execute(unlike).scalars():
        yield Problem("check_serial", {"ticket": number})


# --- orders -------------------------------------------------------------------------------------------------------


def orders(connection: Connection) -> Findings:
    """Lines add up to the total and have their tickets, and the state fits what was paid and what stands."""
    lines = (
        select(OrderRow.number)
        .outerjoin(OrderLineRow, OrderLineRow.order_id == OrderRow.id)
        .group_by(OrderRow.id, OrderRow.number, OrderRow.total_minor)
        .having(func.coalesce(func.sum(OrderLineRow.count * OrderLineRow.price_minor), 0) != OrderRow.total_minor)
    )
    for order in connection.execute(lines).scalars():
        yield Problem("check_order_total", {"order": order})
    rights = (
        select(OrderRow.number)
        .join(OrderLineRow, OrderLineRow.order_id == OrderRow.id)
        .outerjoin(EntitlementRow, EntitlementRow.line_id == OrderLineRow.id)
        .group_by(OrderLineRow.id, OrderRow.number, OrderLineRow.count)
        .having(func.count(EntitlementRow.id) != OrderLineRow.count)
    )
    for order in connection.execute(rights).scalars():
        yield Problem("check_order_rights", {"order": order})
    with connection.execute(_balances.execution_options(yield_per=1000)) as balances:
        for row in balances:
            if not _state_fits(row):
                yield Problem("check_order_state", {"order": row.number, "state": row.state})


_paid = (
    select(PaymentRow.order_id, func.sum(PaymentRow.amount_minor).label("minor"))
    .group_by(PaymentRow.order_id)
    .subquery()
)
_standing = (
    select(
        EntitlementRow.order_id, func.count().label("tickets"), func.sum(OrderLineRow.price_minor).label("minor")
    )
    .join(TicketRow, TicketRow.entitlement_id == EntitlementRow.id)
    .join(OrderLineRow, OrderLineRow.id == EntitlementRow.line_id)
    .where(TicketRow.state.in_(_STANDING))
    .group_by(EntitlementRow.order_id)
    .subquery()
)  # fmt: skip
_balances = (
    select(
        OrderRow.number, OrderRow.state, OrderRow.total_minor,
        func.coalesce(_paid.c.minor, 0).label("paid"),
        func.coalesce(_standing.c.tickets, 0).label("standing"),
        func.coalesce(_standing.c.minor, 0).label("due"),
    )
    .outerjoin(_paid, _paid.c.order_id == OrderRow.id)
    .outerjoin(_standing, _standing.c.order_id == OrderRow.id)
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
