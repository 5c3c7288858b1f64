"""Which orders are the latest, by the order in which they were recorded.

Clocks do not tell: they are set, also back, and ids are made by them. The numbers of one desk do: it numbers its orders
as they are recorded, without a gap. Several desks share nothing but the time.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from aspara_desk.domain.sales import order_number
from aspara_desk.store.models import NUMBERS, ORDERS

_Found = Row[*tuple[Any, ...]]
_AT_ONCE = 400  # numbers in one query: every engine takes that many parameters
_following = select(NUMBERS.c.letter, NUMBERS.c.next).where(NUMBERS.c.kind == "order")
_orders = select(ORDERS.c.id, ORDERS.c.number, ORDERS.c.created_at)


def latest_orders(connection: Connection, limit: int) -> tuple[UUID, ...]:
    """The ids of so many of all desks, newest first: of each desk as it recorded them, between desks by the time."""
    desks = [_latest_of(connection, row.letter, row.next, limit) for row in connection.execute(_following).all()]
    return tuple(islice(_newest_first(desks), limit))


def latest_order_of_desk(connection: Connection, letter: str) -> UUID | None:
    """The one that a desk recorded last; None: it has recorded none."""
    row = connection.execute(_following.where(NUMBERS.c.letter == letter)).one_or_none()
    found = [] if row is None else _latest_of(connection, letter, row.next, 1)
    return found[-1].id if found else None


def _latest_of(connection: Connection, letter: str, following: int, limit: int) -> list[_Found]:
    """The last ones of a desk whose next number is `following`, the newest at the end."""
    numbers = [order_number(letter, serial) for serial in range(max(following - limit, 1), following)]
    found: dict[str, _Found] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        part = _orders.where(ORDERS.c.number.in_(numbers[start : start + _AT_ONCE]))
        found.update((row.number, row) for row in connection.execute(part))
    return [found[number] for number in numbers if number in found]


def _newest_first(desks: Iterable[Sequence[_Found]]) -> Iterator[UUID]:
    left = [list(rows) for rows in desks if rows]
    while left:
        newest = max(left, key=lambda rows: (rows[-1].created_at, rows[-1].id))
        yield newest.pop().id
        left = [rows for rows in left if rows]
