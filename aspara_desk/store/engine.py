"""Engines: every connection set up, and checked, the same way.

SQLite: WAL, `synchronous=FULL`, foreign keys on, explicit `BEGIN`. What a pragma promises is read back.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store.network_shares import share_below

BUSY_SECONDS = 20.0
_BUSY_MILLISECONDS = int(BUSY_SECONDS * 1000)
_ASK_AGAIN_SECONDS = 0.001
LOCK_SECONDS = 20
_OPENED = "aspara_opened"  # what a connection was opened on
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
        url,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
        pool_reset_on_return=None,  # every transaction ends in its own block: nothing is left to roll back
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    for name, (wanted, answer) in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != answer:
            raise StoreUnusable("store_setting_refused", setting=name)
    record.info[_OPENED] = _identity(connection.execute("PRAGMA database_list").fetchone()[2])


def _identity(path: str) -> tuple[int, int] | None:
    """Which file a path leads to; None where there is none."""
    try:
        found = Path(path).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _require_in_place(connection: Connection) -> None:
    """What is written into a file that was moved or deleted under a desk would be lost without a word."""
    path = str(connection.engine.url.database)
    if connection.info.get(_OPENED) != _identity(path):
        raise StoreUnusable("store_gone", store=path)


def _begin_sqlite(connection: Connection) -> None:
    """A write takes its lock at once: a lock taken later, after reading, could only fail.

    It asks again every millisecond. SQLite's own waiting grows to a tenth of a second between two questions, in
    which a long import would go first again and again.
    """
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN")
        return
    _require_in_place(connection)
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        if not _take_write_lock(driver, time.monotonic() + BUSY_SECONDS):
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, for its error
    finally:
        driver.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")


def _take_write_lock(driver: sqlite3.Connection, deadline: float) -> bool:
    """Whether it was taken before the deadline, by the monotonic clock."""
    while time.monotonic() < deadline:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                return False
            time.sleep(_ASK_AGAIN_SECONDS)
        else:
            return True
    return False


def _postgresql(url: URL) -> Engine:
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "aspara-desk",
        "options": f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout=60s -c timezone=UTC",
    }
    return create_engine(
        url, hide_parameters=True, connect_args=arguments, isolation_level="READ COMMITTED", pool_pre_ping=True
    )
