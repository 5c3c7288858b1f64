"""Engines: every connection set up, and checked, the same way.

SQLite: WAL, `synchronous=FULL`, foreign keys on, explicit `BEGIN`. What a pragma promises is read back.
"""

import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store.network_shares import share_below

BUSY_SECONDS = 20.0
_BUSY_MILLISECONDS = int(BUSY_SECONDS * 1000)
_ASK_AGAIN_SECONDS = 0.001
LOCK_SECONDS = 20
_OPENED = "aspara_opened"  # which file a connection was opened on: its path, and what was found there
_WRITES = "aspara_writes"  # the transaction that begins now will write
CONNECT_SECONDS = 5
_PRAGMAS: dict[str, tuple[int | str, int | str]] = {
    "busy_timeout": (_BUSY_MILLISECONDS, _BUSY_MILLISECONDS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "fullfsync": ("ON", 1),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
}


def store_url(text: str) -> URL:
    """The URL of a store given as a path or a URL. Raises StoreUnusable for what is neither."""
    if "\0" in text or not text.strip():
        raise StoreUnusable("store_url_unknown")
    if "://" not in text:
        return _file_url(text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreUnusable("store_url_unknown") from None
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "postgresql+psycopg"} or not url.database:
        raise StoreUnusable("store_url_unknown")
    return _file_url(url.database) if url.drivername == "sqlite" else url


def _file_url(path: str) -> URL:
    try:
        return URL.create("sqlite", database=str(Path(path).expanduser().absolute()))
    except RuntimeError:  # the home of nobody that this computer knows
        raise StoreUnusable("store_url_unknown") from None


def database_path(url: URL) -> Path | None:
    """The file of a SQLite store, or None."""
    return Path(str(url.database)) if url.drivername == "sqlite" else None


def shown(url: URL) -> str:
    """A store's address for people: never its password."""
    if url.drivername == "sqlite":
        return str(url.database)
    return without_password(url).set(query={}).render_as_string()


def without_password(url: URL) -> URL:
    query = {name: value for name, value in url.query.items() if name != "password"}
    return URL.create(
        url.drivername, username=url.username, host=url.host, port=url.port, database=url.database, query=query
    )


def password_of(url: URL) -> str | None:
    asked = url.query.get("password")
    return url.password or (asked if isinstance(asked, str) else None)


def make_engine(url: URL) -> Engine:
    return _sqlite(url) if url.drivername == "sqlite" else _postgresql(url)


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    if share := share_below(path):
        raise StoreUnusable("store_on_network_share", path=str(path), share=share)
    engine = create_engine(
        url.set(drivername="sqlite+explicit"),
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
        pool_reset_on_return=None,  # every transaction ends in its own block: nothing is left to roll back
    )
    event.listen(engine, "connect", partial(_set_up_sqlite, path))
    return engine


def _set_up_sqlite(path: Path, connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    for name, (wanted, answer) in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != answer:
            raise StoreUnusable("store_setting_refused", setting=name)
    record.info[_OPENED] = path, _identity(Path(connection.execute("PRAGMA database_list").fetchone()[2]))


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file a path leads to; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


class ExplicitSqlite(SQLiteDialect_pysqlite):
    """Begins every transaction by a statement: the driver in autocommit begins none.

    The event `begin` would do the same; but an engine with any event looks for listeners at every statement, which
    takes a seventh of a scan's time.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        driver = dbapi_connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        if not dbapi_connection.info.get(_WRITES, False):
            driver.execute("BEGIN")
            return
        _require_in_place(*dbapi_connection.info[_OPENED])
        _take_write_lock(driver, time.monotonic() + BUSY_SECONDS)


registry.register("sqlite.explicit", __name__, "ExplicitSqlite")


def begin_writing(connection: Connection) -> RootTransaction:
    """Begins a transaction that will write. On SQLite it takes its lock at once: one taken later, after reading, could
    only fail.
    """
    connection.info[_WRITES] = True
    try:
        return connection.begin()
    finally:
        del connection.info[_WRITES]


def _require_in_place(path: Path, opened: tuple[int, int] | None) -> None:
    """What is written into a file that was moved or deleted under a desk would be lost without a word."""
    if _identity(path) != opened:
        raise StoreUnusable("store_gone", store=str(path))


def _take_write_lock(driver: sqlite3.Connection, deadline: float) -> None:
    """Asks again every millisecond until the deadline, by the monotonic clock. Raises sqlite3.OperationalError.

    SQLite's own waiting grows to a tenth of a second between two questions, in which a long import would go first
    again and again.
    """
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while not _begun(driver, is_last=time.monotonic() >= deadline):
            time.sleep(_ASK_AGAIN_SECONDS)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")


def _begun(driver: sqlite3.Connection, *, is_last: bool) -> bool:
    """False where somebody else has the lock, unless it is the last time of asking: that raises."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if is_last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _postgresql(url: URL) -> Engine:
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "aspara-desk",
        "options": f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout=60s -c timezone=UTC",
    }
    return create_engine(
        url, hide_parameters=True, connect_args=arguments, isolation_level="READ COMMITTED", pool_pre_ping=True
    )
