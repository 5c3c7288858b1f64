"""Opening a store: what is foreign, newer, older or damaged is refused with a sentence, and never changed."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import URL

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store.engine import APPLICATION_ID, make_engine, shown, store_url
from aspara_desk.store.faults import translated
from aspara_desk.store.models import Base
from aspara_desk.store.programme_cache import ProgrammeCache
from aspara_desk.store.unit import Store

HEAD = "0001"  # the newest revision in migrations/versions; a test compares
_REVISIONS = ("0001",)
_SQLITE_MAGIC = b"SQLite format 3\x00"
_BUSY_PROBE_SECONDS = 0.0


def open_store(address: str, *, create: bool = False, any_revision: bool = False) -> Store:
    """Opens the store at a path or URL. With `create`, one that is not there yet is made.

    `any_revision` also opens an older schema, for an upgrade. Raises StoreUnusable.
    """
    url = store_url(address)
    where = shown(url)
    with translated(where):
        is_file = url.drivername == "sqlite"
        fresh = _look_at_file(Path(str(url.database)), create=create) if is_file else False
        engine = make_engine(url)
        try:
            if is_file and not fresh:
                _check_after_crash(Path(str(url.database)))
            _check_schema(engine, where, create=create, any_revision=any_revision)
        except BaseException:
            engine.dispose()
            raise
    return Store(engine, where, ProgrammeCache())


def _look_at_file(path: Path, *, create: bool) -> bool:
    """Whether a new file is to be made. Refuses what is no store before SQLite touches it."""
    if path.is_dir():
        raise StoreUnusable("store_is_folder", store=str(path))
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        size = None
    except PermissionError:
        raise StoreUnusable("store_not_permitted", store=str(path)) from None
    if not size:
        return _may_create(path, create=create)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError:
        raise StoreUnusable("store_not_permitted", store=str(path)) from None
    if not head.startswith(_SQLITE_MAGIC):
        raise StoreUnusable("store_foreign", store=str(path))
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreUnusable("store_read_only", store=str(path))
    return False


def _may_create(path: Path, *, create: bool) -> bool:
    if not create:
        raise StoreUnusable("store_missing", store=str(path))
    if not path.parent.is_dir():
        raise StoreUnusable("store_folder_missing", store=str(path), folder=str(path.parent))
    if not os.access(path.parent, os.W_OK):
        raise StoreUnusable("store_not_permitted", store=str(path))
    return True


def _check_after_crash(path: Path) -> None:
    """After an unclean end nobody has the store open, yet its journal is not empty: then every page is looked at."""
    journal = path.with_name(path.name + "-wal")
    if not journal.exists() or not journal.stat().st_size:
        return
    with sqlite3.connect(path, timeout=_BUSY_PROBE_SECONDS, isolation_level=None) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return  # another desk has it open, so nothing ended uncleanly
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError:
            found = ("damaged",)
        finally:
            if connection.in_transaction:
                connection.rollback()
    connection.close()
    if found != ("ok",):
        raise StoreUnusable("store_damaged", store=str(path))


def _check_schema(engine: Engine, where: str, *, create: bool, any_revision: bool) -> None:
    with engine.connect() as connection:
        connection.execution_options(writes=create)
        with connection.begin():
            revision = _revision(connection, where)
            if revision is None:
                if not create:
                    raise StoreUnusable("store_missing", store=where)
                create_schema(connection)
                return
            if revision not in _REVISIONS:
                raise StoreUnusable("store_newer", store=where, revision=revision)
            if revision != HEAD and not any_revision:
                raise StoreUnusable("store_older", store=where, revision=revision)


def _revision(connection: Connection, where: str) -> str | None:
    """The schema's revision; None for an empty database. Anything that is not ours is foreign."""
    if connection.dialect.name == "sqlite":
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if not tables and not application:
            return None
        if application != APPLICATION_ID:
            raise StoreUnusable("store_foreign", store=where)
    else:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        if "alembic_version" not in tables or "season_keys" not in tables:
            raise StoreUnusable("store_foreign", store=where)
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def create_schema(connection: Connection) -> None:
    """The newest schema on an empty database, in the connection's transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    else:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4705170)")  # two desks that create at once
        if inspect(connection).has_table("alembic_version"):
            return
    Base.metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY)"
        )
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def database_path(url: URL) -> Path | None:
    """The file of a SQLite store, or None."""
    return Path(str(url.database)) if url.drivername == "sqlite" else None
