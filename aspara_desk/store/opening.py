"""Opening a store: what is foreign, newer, older or damaged is refused with a sentence, and never changed."""

import os
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store.engine import begin_writing, database_path, make_engine, shown, store_url
from aspara_desk.store.faults import translated
from aspara_desk.store.models import METADATA
from aspara_desk.store.programme_cache import ProgrammeCache
from aspara_desk.store.sqlite_file import APPLICATION_ID, check_after_crash, glance, has_journal
from aspara_desk.store.unit import Store

REVISIONS = ("0001",)  # all that this program knows, oldest first; a test compares with migrations/versions
_OURS = frozenset({"alembic_version", "season_keys"})  # tables that every revision of a store has
_CREATING = 4705170  # an advisory lock of PostgreSQL: two desks that create at once
# As Alembic itself makes it.
_version_table = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def open_store(address: str, *, create: bool = False, any_revision: bool = False) -> Store:
    """Opens the store at a path or URL. With `create`, one that is not there yet is made.

    `any_revision` also opens an older schema, for an upgrade. Raises StoreUnusable.
    """
    url = store_url(address)
    where = shown(url)
    path = database_path(url)
    with translated(where):
        engine = make_engine(url)
        try:
            if path is not None and _is_to_be_made(path, create=create):
                path.touch(mode=0o600)  # it will hold the season's keys
            elif path is not None:
                _look_at_file(path, where, any_revision=any_revision)
            _check_schema(engine, where, create=create, any_revision=any_revision)
        except BaseException:
            engine.dispose()
            raise
    return Store(engine, where, ProgrammeCache())


def _is_to_be_made(path: Path, *, create: bool) -> bool:
    """Whether the file is not there yet, or empty. Raises StoreUnusable where it cannot be made, or be a store."""
    if path.is_dir():
        raise StoreUnusable("store_is_folder", store=str(path))
    if path.exists() and not path.is_file():
        raise StoreUnusable("store_foreign", store=str(path))
    if path.exists() and path.stat().st_size:
        return False
    if has_journal(path):  # the log of a store whose file is lost: SQLite would throw it away
        raise StoreUnusable("store_damaged", store=str(path))
    if not create:
        raise StoreUnusable("store_missing", store=str(path))
    if not path.parent.is_dir():
        raise StoreUnusable("store_folder_missing", store=str(path), folder=str(path.parent))
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise StoreUnusable("store_not_permitted", store=str(path))
    return True


def _look_at_file(path: Path, where: str, *, any_revision: bool) -> None:
    """Refuses what is no store of ours before a connection can change it."""
    if not os.access(path, os.R_OK):
        raise StoreUnusable("store_not_permitted", store=where)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreUnusable("store_read_only", store=where)
    seen = glance(path)
    if path.stat().st_size == 1:  # one byte SQLite takes for nothing, and would write over
        raise StoreUnusable("store_foreign", store=where)
    if seen.application_id or seen.tables:  # else a store that was being made when its program was ended
        if seen.application_id != APPLICATION_ID:
            raise StoreUnusable("store_foreign", store=where)
        check_revision(seen.revision, where, any_revision=any_revision)
    check_after_crash(path)


def check_revision(revision: str | None, where: str, *, any_revision: bool = False) -> None:
    """Raises StoreUnusable for a schema that this program does not know, or knows as an older one."""
    if revision is None:
        raise StoreUnusable("store_damaged", store=where)
    if revision not in REVISIONS:
        raise StoreUnusable("store_newer", store=where, revision=revision)
    if revision != REVISIONS[-1] and not any_revision:
        raise StoreUnusable("store_older", store=where, revision=revision)


def _check_schema(engine: Engine, where: str, *, create: bool, any_revision: bool) -> None:
    with engine.connect() as connection, connection.begin():
        is_made = _is_made(connection, where)
        if is_made:
            check_revision(read_revision(connection), where, any_revision=any_revision)
    if is_made:
        return
    if not create:
        raise StoreUnusable("store_missing", store=where)
    with engine.connect() as connection, begin_writing(connection):
        create_schema(connection)


def _is_made(connection: Connection, where: str) -> bool:
    """False for an empty database. Raises StoreUnusable for one that holds anything but a store."""
    tables = set(inspect(connection).get_table_names())
    if tables and not tables >= _OURS:
        raise StoreUnusable("store_foreign", store=where)
    return bool(tables)


def read_revision(connection: Connection) -> str | None:
    return connection.execute(select(_version_table.c.version_num)).scalar_one_or_none()


def create_schema(connection: Connection) -> None:
    """The newest schema on an empty database, in the connection's transaction; nothing where another desk made it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CREATING})")
    if inspect(connection).has_table(_version_table.name):
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    METADATA.create_all(connection)
    _version_table.create(connection)
    write_revision(connection, REVISIONS[-1])


def write_revision(connection: Connection, revision: str) -> None:
    """Says which revision a schema has that says nothing yet: from now on it can be opened."""
    connection.execute(insert(_version_table), {"version_num": revision})
