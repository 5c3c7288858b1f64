"""Lists of guests: ids in the order of their names, and what a line or a card shows besides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, bindparam, func, select, type_coerce

from aspara_desk.domain.guests import GuestFilter
from aspara_desk.domain.sales import OrderState, TicketState
from aspara_desk.domain.ticket_types import Category
from aspara_desk.store.models import ENTITLEMENTS, GUESTS, ORDERS, TICKETS

T = TypeVar("T")
ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A guest as a list shows it. `tickets` counts those that stand, `attention` is whether there is a note."""

    id: UUID
    name: str
    latin: str
    organisation: str
    category: Category
    tickets: int
    attention: bool


_AT_ONCE = 400  # ids in one query
_FETCHED = 200  # rows at once; many more would set the garbage collector off, and it stops every thread
_stands = TICKETS.c.state.in_([TicketState.VALID.value, TicketState.BLOCKED.value])
_lines = select(
    GUESTS.c.id, GUESTS.c.name, GUESTS.c.latin, GUESTS.c.organisation, GUESTS.c.category,
    (GUESTS.c.attention != "").label("attention"),
).where(GUESTS.c.id.in_(bindparam("ids", expanding=True)))  # fmt: skip
_tickets = (
    select(ENTITLEMENTS.c.guest_id, func.count())
    .join(TICKETS, TICKETS.c.entitlement_id == ENTITLEMENTS.c.id)
    .where(ENTITLEMENTS.c.guest_id.in_(bindparam("ids", expanding=True)), _stands)
    .group_by(ENTITLEMENTS.c.guest_id)
)
_orders = select(ORDERS.c.id, ORDERS.c.number, ORDERS.c.state).where(ORDERS.c.id.in_(bindparam("ids", expanding=True)))
# As one set: for a whole list that takes half the time of asking for each guest.
_with_ticket = (
    select(ENTITLEMENTS.c.guest_id)
    .join(TICKETS, TICKETS.c.entitlement_id == ENTITLEMENTS.c.id)
    .where(ENTITLEMENTS.c.guest_id.is_not(None), _stands)
)


class GuestLists:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def packed_ids(self, wanted: GuestFilter, at_once: int) -> Iterator[bytes]:
        """The ids of these guests, `ID_BYTES` each: by Latin spelling without case and marks, then by id.

        They come in parts of `at_once` or a few more.
        """
        statement = _narrowed(select(self._packed_id()), wanted).order_by(GUESTS.c.sorted_as, GUESTS.c.id)
        rows = self._connection.execute(statement.execution_options(yield_per=min(at_once, _FETCHED)))
        part = bytearray()
        for fetched in rows.scalars().partitions():
            part += b"".join(fetched)
            if len(part) >= at_once * ID_BYTES:
                yield bytes(part)
                part.clear()
        if part:
            yield bytes(part)

    def _packed_id(self) -> ColumnElement[bytes]:
        """The bytes of an id, without making a UUID of each."""
        if self._connection.dialect.name == "postgresql":
            return func.uuid_send(GUESTS.c.id, type_=LargeBinary)
        return type_coerce(GUESTS.c.id, LargeBinary)

    def count(self, wanted: GuestFilter) -> int:
        return self._connection.execute(_narrowed(select(func.count()).select_from(GUESTS), wanted)).scalar_one()

    def lines(self, ids: Sequence[UUID]) -> tuple[GuestLine, ...]:
        """These guests in the order asked for; unknown ids are left out."""
        found: dict[UUID, GuestLine] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = {"ids": ids[start : start + _AT_ONCE]}
            tickets: dict[UUID | None, int] = dict(self._connection.execute(_tickets, part).all())
            for row in self._connection.execute(_lines, part):
                found[row.id] = GuestLine(
                    row.id, row.name, row.latin, row.organisation, Category(row.category), tickets.get(row.id, 0),
                    bool(row.attention),
                )  # fmt: skip
        return tuple(found[one] for one in ids if one in found)

    def orders(self, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, OrderState]]:
        """Number and state of each of these orders."""
        found: dict[UUID, tuple[str, OrderState]] = {}
        for start in range(0, len(ids), _AT_ONCE):
            rows = self._connection.execute(_orders, {"ids": ids[start : start + _AT_ONCE]})
            found.update((row.id, (row.number, OrderState(row.state))) for row in rows)
        return found


def _narrowed(statement: Select[T], wanted: GuestFilter) -> Select[T]:
    if wanted.category is not None:
        statement = statement.where(GUESTS.c.category == wanted.category.value)
    if wanted.attention:
        statement = statement.where(GUESTS.c.attention != "")
    if wanted.without_ticket:
        statement = statement.where(GUESTS.c.id.not_in(_with_ticket))
    return statement
