"""Numbers that many desks change at once: only ever by one conditional update."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Select, bindparam, insert, or_, select, update

from aspara_desk.store.models import COUNTERS, NUMBERS


def sold(type_id: UUID) -> str:
    """Tickets of a type that stand; its ceiling is the quota."""
    return f"sold/{type_id.hex}"


def inside(event_id: UUID) -> str:
    """Entitlements whose latest movement is an entry at this event."""
    return f"inside/{event_id.hex}"


def audience(event_id: UUID) -> str:
    """Those inside that are not crew."""
    return f"audience/{event_id.hex}"


def came(event_id: UUID) -> str:
    """Entitlements with an entry at this event that stands, crew aside: different people who came in."""
    return f"came/{event_id.hex}"


def headcount(venue_id: UUID, day: str) -> str:
    """People without a ticket inside a venue on a programme day."""
    return f"headcount/{venue_id.hex}/{day}"


def venue_lock(venue_id: UUID) -> str:
    """Locked by whoever decides about the last place of a venue."""
    return f"admission/{venue_id.hex}"


_add = (
    update(COUNTERS)
    .where(COUNTERS.c.id == bindparam("counter"))
    .where(COUNTERS.c.value + bindparam("by") >= 0)
    .where(
        or_(
            COUNTERS.c.ceiling.is_(None), bindparam("by") <= 0, COUNTERS.c.value + bindparam("by") <= COUNTERS.c.ceiling
        )
    )
    .values(value=COUNTERS.c.value + bindparam("by"))
)
_step = (
    update(COUNTERS)
    .where(COUNTERS.c.id.in_([bindparam("first"), bindparam("second"), bindparam("third")]))
    .values(value=COUNTERS.c.value + bindparam("by"))
)
_take_number = (
    update(NUMBERS)
    .where(NUMBERS.c.kind == bindparam("of_kind"), NUMBERS.c.letter == bindparam("at_letter"))
    .values(next=NUMBERS.c.next + bindparam("count"))
    .returning(NUMBERS.c.next)
)
_lock = select(COUNTERS.c.id).where(COUNTERS.c.id == bindparam("counter")).with_for_update()


@lru_cache(maxsize=64)
def _values(count: int) -> Select[str, int]:
    """Reads so many counters; one statement for each number of them, so that it is built once."""
    wanted: list[BindParameter[str]] = [bindparam(f"id{at}") for at in range(count)]
    return select(COUNTERS.c.id, COUNTERS.c.value).where(COUNTERS.c.id.in_(wanted))


class Counters:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, counter: str, by: int) -> bool:
        """Adds in one update, unless it would pass the counter's ceiling or fall below nothing."""
        return self._connection.execute(_add, {"counter": counter, "by": by}).rowcount == 1

    def step(self, counters: Sequence[str], by: int) -> None:
        """Adds to up to three counters that must be there and have room; anything else is a fault of ours."""
        parameters = {"first": counters[0], "second": counters[len(counters) // 2], "third": counters[-1], "by": by}
        if self._connection.execute(_step, parameters).rowcount != len(counters):
            raise AssertionError(f"counters are missing: {', '.join(counters)}")

    def lock(self, counter: str) -> None:
        """Nobody else passes here until this transaction ends. SQLite's writers wait for each other anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_lock, {"counter": counter})

    def values(self, ids: list[str]) -> dict[str, int]:
        if not ids:
            return {}
        parameters = {f"id{at}": one for at, one in enumerate(ids)}
        found = dict(self._connection.execute(_values(len(ids)), parameters).all())
        return {one: found.get(one, 0) for one in ids}

    def ensure(self, ids: Mapping[str, int | None]) -> None:
        """Creates the counters that are missing and sets the ceilings that differ, in the order of their ids.

        A counter that is right already is not touched: doors may be at it.
        """
        known: dict[str, int | None] = dict(self._connection.execute(select(COUNTERS.c.id, COUNTERS.c.ceiling)).all())
        wanted = sorted(ids.items())
        rows = [{"id": one, "value": 0, "ceiling": ceiling} for one, ceiling in wanted if one not in known]
        if rows:
            self._connection.execute(insert(COUNTERS), rows)
        for one, ceiling in wanted:
            if known.get(one, ceiling) != ceiling:
                self._connection.execute(update(COUNTERS).where(COUNTERS.c.id == one).values(ceiling=ceiling))

    def ensure_one(self, counter: str) -> None:
        """Creates a counter that is met for the first time, also when two desks meet it at once."""
        found = self._connection.execute(select(COUNTERS.c.id).where(COUNTERS.c.id == counter)).one_or_none()
        if found is None:
            self._connection.execute(insert(COUNTERS), {"id": counter, "value": 0, "ceiling": None})

    def set(self, counter: str, value: int) -> None:
        self._connection.execute(update(COUNTERS).where(COUNTERS.c.id == counter).values(value=value))

    def all(self) -> dict[str, int]:
        return dict(self._connection.execute(select(COUNTERS.c.id, COUNTERS.c.value)).all())

    def take_numbers(self, kind: str, letter: str, count: int = 1) -> range:
        """The next printed numbers of a kind at a desk letter; a rollback gives them back, so there is no gap."""
        row = self._connection.execute(
            _take_number, {"of_kind": kind, "at_letter": letter, "count": count}
        ).scalar_one_or_none()
        if row is None:
            self._connection.execute(insert(NUMBERS), {"kind": kind, "letter": letter, "next": count + 1})
            return range(1, count + 1)
        return range(row - count, row)
