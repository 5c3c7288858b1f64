"""What one desk does while another has not committed yet, on PostgreSQL: nothing here depends on timing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, text

from aspara_desk.store.unit import Store

PATIENCE = 30.0  # seconds for a thread that is stuck; nothing waits that long where all is well
_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


@dataclass
class Other:
    """Something done in a thread of its own. `outcome` is what it gave, or the error it ended with."""

    act: Callable[[], Any]
    outcome: Any = field(default=None, init=False)
    _thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self.outcome = self.act()
        except Exception as error:  # noqa: BLE001 - it is the outcome
            self.outcome = error

    def start(self, store: Store) -> None:
        """Returns when it waits for a lock, or is done."""
        self._thread.start()
        with store.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            while self._thread.is_alive() and not connection.execute(_WAITING).scalar_one():
                self._thread.join(0.01)

    @property
    def is_waiting(self) -> bool:
        return self._thread.is_alive()

    def result(self) -> Any:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return self.outcome


@contextmanager
def before_the_next_commit(store: Store, act: Callable[[], Any]) -> Iterator[Other]:
    """The first transaction that is about to commit in the block finds `act` at work already, waiting or done."""
    other = Other(act)
    done = threading.Event()

    def start(_connection: object) -> None:
        if not done.is_set():
            done.set()
            other.start(store)

    event.listen(store.engine, "commit", start)
    try:
        yield other
    finally:
        event.remove(store.engine, "commit", start)


@contextmanager
def holding(store: Store, statement: str, act: Callable[[], Any], **values: object) -> Iterator[Callable[[str], None]]:
    """Runs a locking statement, then `act` in another thread until it waits; gives a way to run more statements.

    Each of them must find what it needs free: what is locked is an error at once.
    """
    other = Other(act)
    with store.engine.connect() as connection, connection.begin():
        connection.execute(text("SET LOCAL lock_timeout = '200ms'"))
        connection.execute(text(statement), values)
        other.start(store)
        yield lambda more: connection.execute(text(more), values)
    outcome = other.result()
    assert not isinstance(outcome, Exception), outcome
