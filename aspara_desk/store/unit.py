"""Units of work: one transaction for one act, and the only way to the rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, insert

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.presence import Clearances
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.rights import Actor
from aspara_desk.store import counters
from aspara_desk.store.counters import Counters
from aspara_desk.store.engine import begin_writing
from aspara_desk.store.faults import Collision, database_translated
from aspara_desk.store.guest_lists import GuestLists
from aspara_desk.store.guests import Guests
from aspara_desk.store.identity import Identity
from aspara_desk.store.models import OUTBOX
from aspara_desk.store.programme import ProgrammeQueries
from aspara_desk.store.programme_cache import Held, ProgrammeCache
from aspara_desk.store.reports import Reports
from aspara_desk.store.sales import Sales
from aspara_desk.store.scan_lists import ScanLists
from aspara_desk.store.scans import Scans

T = TypeVar("T")
_ATTEMPTS = 40  # of a write that loses a race; each loss means that another desk has won
_ROOM_KIBIBYTES = 8 * 1024  # more makes no difference to an import of 100,000 guests
_outbox = insert(OUTBOX)


class Reading:
    """What can be asked of the store in one transaction: a consistent picture."""

    def __init__(self, connection: Connection, cache: ProgrammeCache) -> None:
        self._connection = connection
        self._cache = cache

    @cached_property
    def _held(self) -> Held:
        return self._cache.current(self._connection)

    @property
    def programme(self) -> Programme:
        """The season with its programme, as of this transaction."""
        return self._held.programme

    @property
    def clearances(self) -> Clearances:
        """When everyone was sent out of a venue, as of this transaction."""
        return self._held.clearances

    @cached_property
    def guests(self) -> Guests:
        return Guests(self._connection)

    @cached_property
    def sales(self) -> Sales:
        return Sales(self._connection)

    @cached_property
    def scans(self) -> Scans:
        return Scans(self._connection)

    @cached_property
    def scan_lists(self) -> ScanLists:
        return ScanLists(self._connection)

    @cached_property
    def guest_lists(self) -> GuestLists:
        return GuestLists(self._connection)

    @cached_property
    def counters(self) -> Counters:
        return Counters(self._connection)

    @cached_property
    def identity(self) -> Identity:
        return Identity(self._connection)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self._connection)

    @cached_property
    def programme_rows(self) -> ProgrammeQueries:
        return ProgrammeQueries(self._connection)


class Writing(Reading):
    """A write transaction. Whatever it changes, it also records who did what, in the same transaction."""

    def __init__(
        self, connection: Connection, cache: ProgrammeCache, actor: Actor, now: datetime, new_id: Callable[[], UUID]
    ) -> None:
        super().__init__(connection, cache)
        self.actor = actor
        self.now = now
        self.new_id = new_id

    @cached_property
    def scans(self) -> Scans:
        return Scans(self._connection, locking=True)

    def widen_cache(self) -> None:
        """Before many rows are written: all that they change has room in memory until it is written, once.

        In the 2 MB that SQLite takes by itself, it writes and reads the same pages of a large batch several times.
        """
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql(f"PRAGMA cache_size = -{_ROOM_KIBIBYTES}")

    def others_version(self) -> int | None:
        """A number that is another one after anybody else has written; None where writers need not wait for each other.

        It is only good to compare with an earlier one of the same desk (SQLite's `data_version`).
        """
        if self._connection.dialect.name != "sqlite":
            return None
        return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def lock_venues(self, venue_ids: Iterable[UUID]) -> None:
        """Until this transaction ends nobody else decides about the last place in these venues, or clears them.

        What was read before the wait may have changed meanwhile: then it is read, and decided, again.
        """
        for venue_id in sorted(venue_ids):
            self.counters.lock(counters.venue_lock(venue_id))
        self.require_current()

    def lock_order(self, order_id: UUID) -> None:
        """Until this transaction ends nobody else places an order under this id, and whoever was at it has ended.

        Also one whose desk has lost its server meanwhile: what is looked up from now on stays so. SQLite's writers
        wait for each other anyway.
        """
        if self._connection.dialect.name == "postgresql":
            key = order_id.int % (1 << 63)  # what PostgreSQL takes; all of it is chance in a UUIDv7
            self._connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (key,))

    def require_current(self) -> None:
        """For whoever has waited for another desk: raises Collision where the programme has changed meanwhile.

        SQLite's writers wait for each other before they read anything.
        """
        if self._connection.dialect.name != "postgresql":
            return
        if self._cache.current(self._connection) is not self._held:
            raise Collision

    def record(self, action: str, subject_id: UUID | None, **facts: object) -> None:
        """The line of the audit trail and the outbox. Facts are JSON; never a code, a key or contact data."""
        row = {
            "id": self.new_id(), "at": self.now, "desk_id": self.actor.desk_id, "actor": self.actor.name,
            "role": self.actor.role.value, "action": action, "subject_id": subject_id, "facts": facts,
        }  # fmt: skip
        self._connection.execute(_outbox, row)


@dataclass(frozen=True, slots=True)
class Store:
    """An opened season store. `where` is its address for people, without a password."""

    engine: Engine
    where: str
    cache: ProgrammeCache

    def read(self, work: Callable[[Reading], T]) -> T:
        """Runs `work` in one read transaction."""
        with database_translated(self.where), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":  # one picture for all its statements, as SQLite always gives
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                return work(Reading(connection, self.cache))

    def write(self, actor: Actor, now: datetime, new_id: Callable[[], UUID], work: Callable[[Writing], T]) -> T:
        """Runs `work` in one write transaction; what it returns is durable when this returns.

        `work` may run several times when desks race, so it must change nothing but the store.
        """
        for _attempt in range(_ATTEMPTS):
            try:
                return self._write_once(actor, now, new_id, work)
            except Collision:
                continue
        raise StoreUnusable("store_locked", store=self.where)

    def _write_once(self, actor: Actor, now: datetime, new_id: Callable[[], UUID], work: Callable[[Writing], T]) -> T:
        with database_translated(self.where), self.engine.connect() as connection, begin_writing(connection):
            return work(Writing(connection, self.cache, actor, now, new_id))

    def close(self) -> None:
        self.engine.dispose()
