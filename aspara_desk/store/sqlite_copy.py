"""A whole, verified copy of a SQLite store, in one file, by one step of SQLite's online backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

from aspara_desk.domain.errors import Misused, StoreUnusable
from aspara_desk.store.backup_files import require_free, require_space, unfinished
from aspara_desk.store.crash_check import is_sound
from aspara_desk.store.sqlite_file import APPLICATION_ID, glance, has_journal, journal_of, reading

_WAIT_SECONDS = 20.0


def back_up(store: Path, target: Path) -> int:
    """Copies a store that others may be using, and gives the size of the copy in bytes.

    Raises Misused where the target does not fit, StoreUnusable where the store, or its copy, is not sound.
    """
    if not store.exists():
        raise StoreUnusable("store_missing", store=str(store))
    require_free(target)
    require_space(target, size_of(store))
    source = f"{store.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(source, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
        _write(connection, store, target)
    return target.stat().st_size


def copy_backup(backup: Path, target: Path) -> None:
    """Copies a backup, which stays as it is."""
    require_space(target, size_of(backup))
    with reading(backup) as connection:
        _write(connection, backup, target)


def copy_opened(connection: sqlite3.Connection, store: Path, target: Path) -> None:
    """Copies a store through a connection to it, which keeps its locks. Raises as `back_up` does."""
    require_space(target, size_of(store))
    _write(connection, store, target)


def size_of(store: Path) -> int:
    journal = journal_of(store)
    return store.stat().st_size + (journal.stat().st_size if has_journal(store) else 0)


def _write(source: sqlite3.Connection, store: Path, target: Path) -> None:
    with unfinished(target) as part:
        try:
            _copy(source, part)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                require_space(target, size_of(store))
                raise Misused("backup_disk_full", path=str(target)) from None
            raise
        part.chmod(store.stat().st_mode & 0o777)
        _verify(part, store)


def _copy(source: sqlite3.Connection, part: Path) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        # Nobody reads the copy before it is whole, so it needs no journal, and is made durable once, at the end.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")


def _verify(part: Path, store: Path) -> None:
    with reading(part) as connection:
        if not is_sound(connection):
            raise StoreUnusable("store_damaged", store=str(store))
    seen = glance(part)
    if seen.application_id != APPLICATION_ID or seen.revision is None:
        raise StoreUnusable("store_foreign", store=str(store))
