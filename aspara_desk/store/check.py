"""Checking a store: whether what is derived still follows from what is true, and every row belongs somewhere."""

from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import chain, islice
from uuid import UUID

from sqlalchemy import Connection, select

from aspara_desk.domain.errors import Problem
from aspara_desk.domain.programme import Programme
from aspara_desk.store import counters
from aspara_desk.store.check_rows import ROW_CHECKS, Findings
from aspara_desk.store.derived import derived_counters
from aspara_desk.store.faults import translated
from aspara_desk.store.models import COUNTERS, TICKETS
from aspara_desk.store.unit import Reading, Store

MOST = 100  # findings of one kind: whoever mends a store needs no million of them
CodeDigest = Callable[[UUID, UUID], bytes]


def check(store: Store, code_digest: CodeDigest | None = None) -> tuple[Problem, ...]:
    """What is wrong in a store, in one consistent picture of it; nothing, where all is well.

    `code_digest` gives SHA-256 of a ticket's code from its key's and its own id; without it hashes are not compared.
    Raises StoreUnusable where the store cannot be read.
    """
    with translated(store.where), store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            if broken := tuple(_pages(connection)):
                return broken
            checks = [one(connection) for one in ROW_CHECKS]
            unit = Reading(connection, store.cache)
            if unit.identity.season_id() is not None:
                checks.append(_counters(connection, unit))
            if code_digest is not None:
                checks.append(_codes(connection, code_digest))
            return tuple(chain.from_iterable(_first(one) for one in checks))


def _first(findings: Findings) -> list[Problem]:
    with closing(findings):  # what is not read on must not hold a cursor open
        return list(islice(findings, MOST))


def _pages(connection: Connection) -> Findings:
    if connection.dialect.name != "sqlite":
        return
    for (detail,) in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})"):
        if detail != "ok":
            yield Problem("check_damaged", {"detail": detail})
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check")
    for table, parent in sorted({(row[0], row[2]) for row in orphans}):
        yield Problem("check_orphan", {"table": table, "parent": parent})


def _counters(connection: Connection, unit: Reading) -> Findings:
    programme = unit.programme
    names = _names(programme)
    sold = unit.sales.standing_by_type()
    expected = derived_counters(unit) | {counters.sold(one.id): sold.get(one.id, 0) for one in programme.ticket_types}
    found = {row.id: row for row in connection.execute(select(COUNTERS))}
    needed = {*names, *(one for one, value in expected.items() if value)}
    for missing in sorted(needed - set(found)):
        yield Problem("check_counter_missing", {"counter": names.get(missing, missing)})
    for counter, row in sorted(found.items()):
        wanted = expected.get(counter, 0)
        if row.value != wanted:
            facts = {"counter": names.get(counter, counter), "expected": wanted, "found": row.value}
            yield Problem("check_counter", facts)
    for one in programme.ticket_types:
        counter = counters.sold(one.id)
        if counter in found and found[counter].ceiling != one.quota:
            yield Problem("check_quota", {"type": one.key, "expected": one.quota, "found": found[counter].ceiling})


def _names(programme: Programme) -> Mapping[str, str]:
    """The counters that must be there, as people know them."""
    return {
        **{counters.sold(one.id): f"sold/{one.key}" for one in programme.ticket_types},
        **{counters.inside(one.id): f"inside/{one.key}" for one in programme.events},
        **{counters.audience(one.id): f"audience/{one.key}" for one in programme.events},
        **{counters.came(one.id): f"came/{one.key}" for one in programme.events},
        **{counters.venue_lock(one.id): f"admission/{one.key}" for one in programme.venues},
    }


def _codes(connection: Connection, code_digest: CodeDigest) -> Findings:
    tickets = select(TICKETS.c.id, TICKETS.c.key_id, TICKETS.c.number, TICKETS.c.code_hash)
    with connection.execute(tickets.execution_options(yield_per=1000)) as rows:
        for row in rows:
            if code_digest(row.key_id, row.id) != row.code_hash:
                yield Problem("check_code", {"ticket": row.number})
