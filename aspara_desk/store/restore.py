"""Bringing a backup back. The store that was there is kept beside it under a name of its own, never removed."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL

from aspara_desk.domain.errors import DeskError, Misused, StoreUnusable
from aspara_desk.store import postgresql_dump, sqlite_copy
from aspara_desk.store.backup_files import fsync_folder, require_space, unfinished
from aspara_desk.store.crash_check import is_sound, lock_alone
from aspara_desk.store.engine import database_path, make_engine, shown, store_url
from aspara_desk.store.faults import translated
from aspara_desk.store.network_shares import share_below
from aspara_desk.store.opening import REVISIONS, write_revision
from aspara_desk.store.programme_cache import ProgrammeCache
from aspara_desk.store.sqlite_file import (
    APPLICATION_ID,
    begins_like_sqlite,
    glance,
    index_of,
    journal_of,
    reading,
)
from aspara_desk.store.unit import Store

_STAMP = "%Y%m%dT%H%M%SZ"
Settle = Callable[[Store], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """`revision` is the schema's; an older one is upgraded next. `kept` is the store that was there before."""

    store: str
    revision: str
    kept: Path | None


def restore(backup: Path, address: str, now: datetime, settle: Settle) -> Restored:
    """Makes a backup the store at a path or URL. `settle` gives up its letters, before any desk can open it: numbers
    that were given after the backup are on papers already.

    Raises Misused for a backup that is not there, or a database that is not empty; StoreUnusable for a backup that
    is foreign, newer or damaged, and for a store that somebody has open. Then nothing was changed, but that a
    database in which `settle` failed is no longer empty; it cannot be opened either.
    """
    if not backup.is_file():
        raise Misused("backup_missing", path=str(backup))
    url = store_url(address)
    path = database_path(url)
    if path is None:
        return _restore_dump(backup, url, settle)
    with translated(str(path)):
        return _restore_file(backup, path, now, settle)


def _restore_file(backup: Path, store: Path, now: datetime, settle: Settle) -> Restored:
    if share := share_below(store):
        raise StoreUnusable("store_on_network_share", path=str(store), share=share)
    if not store.parent.is_dir():
        raise StoreUnusable("store_folder_missing", store=str(store), folder=str(store.parent))
    if store.exists() and store.samefile(backup):
        raise Misused("restore_from_itself", path=str(backup))
    revision = revision_of_backup(backup)
    _require_replaceable(store)
    fresh = store.with_name(f"{store.name}.restoring")
    _remove(fresh)
    try:
        sqlite_copy.copy_backup(backup, fresh)
        _settled(store_url(str(fresh)), settle).close()
        kept = _replace(store, fresh, now)
    finally:
        _remove(fresh)
    fsync_folder(store.parent)
    return Restored(str(store), revision, kept)


def _settled(url: URL, settle: Settle) -> Store:
    store = Store(make_engine(url), shown(url), ProgrammeCache())
    try:
        settle(store)
    except BaseException:
        store.close()
        raise
    return store


def _remove(fresh: Path) -> None:
    for file in (fresh, journal_of(fresh), index_of(fresh)):
        file.unlink(missing_ok=True)


def revision_of_backup(backup: Path) -> str:
    """Looks at every page of a SQLite backup. Raises StoreUnusable for what is no sound backup of a store."""
    try:
        seen = glance(backup)
        with reading(backup) as connection:
            sound = is_sound(connection)
    except sqlite3.Error as error:
        foreign = error.sqlite_errorcode == sqlite3.SQLITE_NOTADB
        raise StoreUnusable("backup_foreign" if foreign else "backup_damaged", path=str(backup)) from None
    except StoreUnusable:
        raise StoreUnusable("backup_damaged", path=str(backup)) from None
    if seen.application_id != APPLICATION_ID:
        raise StoreUnusable("backup_foreign", path=str(backup))
    if not sound or seen.revision is None:
        raise StoreUnusable("backup_damaged", path=str(backup))
    return _known(seen.revision, backup)


def _known(revision: str, backup: Path) -> str:
    if revision not in REVISIONS:
        raise StoreUnusable("backup_newer", path=str(backup), revision=revision)
    return revision


def _require_replaceable(store: Path) -> None:
    """Raises StoreUnusable for what is not ours to replace. A damaged store of ours is."""
    if not store.exists() or (store.is_file() and not store.stat().st_size):
        return
    if not store.is_file():
        raise StoreUnusable("store_is_folder" if store.is_dir() else "store_foreign", store=str(store))
    if not os.access(store.parent, os.W_OK):
        raise StoreUnusable("store_read_only", store=str(store))
    try:
        seen = glance(store)
    except (sqlite3.DatabaseError, DeskError):
        if not begins_like_sqlite(store):
            raise StoreUnusable("store_foreign", store=str(store)) from None
        return
    if seen.application_id != APPLICATION_ID and (seen.application_id or seen.tables):
        raise StoreUnusable("store_foreign", store=str(store))


def _replace(store: Path, fresh: Path, now: datetime) -> Path | None:
    """Puts the restored store in place; gives the name under which the one that was there is kept.

    That one is copied first and then replaced in one step, so that there is a store at any moment.
    """
    kept = store.with_name(f"{store.name}.before-restore-{now.astimezone(UTC).strftime(_STAMP)}")
    if kept.exists():
        raise Misused("backup_exists", path=str(kept))
    if not store.exists():
        _keep_log(store, kept)
        fresh.replace(store)
        return None
    with closing(sqlite3.connect(store, timeout=0, isolation_level=None)) as connection:
        if not lock_alone(connection):
            raise StoreUnusable("store_in_use", store=str(store))
        if not (_write_log_back(connection) and _is_copied(connection, store, kept)):
            connection.close()  # too damaged for anybody to be at work on it
            _copy_as_it_is(store, kept)
        elif os.name == "nt":
            connection.close()  # Windows replaces no file that is open
        fresh.replace(store)
    return kept


def _is_copied(connection: sqlite3.Connection, store: Path, kept: Path) -> bool:
    """Whether the store was sound enough to be copied by SQLite, under the lock that the connection holds."""
    try:
        sqlite_copy.copy_opened(connection, store, kept)
    except (sqlite3.DatabaseError, StoreUnusable):
        return False
    return True


def _copy_as_it_is(store: Path, kept: Path) -> None:
    """A damaged store, with the log that may still be read into it."""
    require_space(kept, sqlite_copy.size_of(store))
    with unfinished(kept) as part:
        shutil.copyfile(store, part)
    _keep_log(store, kept)


def _keep_log(store: Path, kept: Path) -> None:
    """A log that outlives its store would be applied to the next one: it goes with the store it belongs to."""
    journal = journal_of(store)
    if journal.exists():
        journal.rename(journal_of(kept))
    index_of(store).unlink(missing_ok=True)


def _write_log_back(connection: sqlite3.Connection) -> bool:
    """Makes the store one file; False where it is too damaged for that, so that its log stays beside it."""
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        mode: tuple[str] = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError:
        return False
    return mode == ("delete",)


def _restore_dump(dump: Path, url: URL, settle: Settle) -> Restored:
    revision = postgresql_dump.revision_of(dump)
    if revision is None:
        raise StoreUnusable("backup_foreign", path=str(dump))
    _known(revision, dump)
    _require_empty(url)
    postgresql_dump.restore(dump, url)
    store = _settled(url, settle)
    try:
        with translated(store.where), store.engine.connect() as connection, connection.begin():
            write_revision(connection, revision)
    finally:
        store.close()
    return Restored(shown(url), revision, None)


def _require_empty(url: URL) -> None:
    engine = make_engine(url)
    try:
        with translated(shown(url)), engine.connect() as connection:
            tables = inspect(connection).get_table_names()
    finally:
        engine.dispose()
    if tables:
        raise Misused("restore_not_empty", store=shown(url))
