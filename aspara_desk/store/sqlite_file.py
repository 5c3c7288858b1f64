"""A store's SQLite file, looked at from outside. Nothing here changes it.

The file is only ever opened by SQLite: closing any other handle to it would drop this process's locks on it
(https://www.sqlite.org/howtocorrupt.html, section 2.2).
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aspara_desk
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store import crash_check
from aspara_desk.store.crash_check import lock_alone

APPLICATION_ID = 0x41535052  # "ASPR" in the SQLite header, bytes 68 to 71
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Glance:
    """What a file says of itself. `revision` is None where it names none."""

    application_id: int
    tables: frozenset[str]
    revision: str | None


def journal_of(path: Path) -> Path:
    """The write-ahead log beside a store."""
    return path.with_name(path.name + "-wal")


def index_of(path: Path) -> Path:
    """The shared index of a store's write-ahead log."""
    return path.with_name(path.name + "-shm")


def has_journal(path: Path) -> bool:
    """Whether a write-ahead log holds anything: somebody has the store open, or ended uncleanly."""
    journal = journal_of(path)
    return journal.exists() and journal.stat().st_size > 0


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as it is. Without a log it is read as immutable, which leaves nothing beside it."""
    how = "mode=ro" if has_journal(path) else "mode=ro&immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)) as connection:
        yield connection


def glance(path: Path) -> Glance:
    """Raises sqlite3.Error, and StoreUnusable for a file that begins like SQLite's and goes on as something else."""
    try:
        return _glance(path)
    except (sqlite3.DatabaseError, StoreUnusable):
        return _glance(path)  # perhaps a desk that closed the store was writing its log back just then


def _glance(path: Path) -> Glance:
    with reading(path) as connection:
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = frozenset(
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            )
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB and begins_like_sqlite(path):
                raise StoreUnusable("store_damaged", store=str(path)) from None
            raise
        revision = None
        if "alembic_version" in tables:
            revision, *_ = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()
    return Glance(application, tables, revision)


def begins_like_sqlite(path: Path) -> bool:
    """Only for a file that SQLite has refused to open: nobody can hold a lock on it."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def in_use(path: Path) -> bool:
    """Whether anybody has the store open, this process included. A store too damaged to tell counts as not in use."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        return not lock_alone(connection)


def check_after_crash(path: Path) -> None:
    """After an unclean end nobody has the store open, yet its log is not empty: then every page is looked at.

    Raises StoreUnusable `store_damaged`. A process of its own looks, so that the log stays as it was found.
    """
    if not has_journal(path):
        return
    look = [sys.executable, "-I", "-S", crash_check.__file__, str(path)]  # by itself: nothing heavy is imported
    ended = subprocess.run(look, check=False)  # noqa: S603
    if ended.returncode == crash_check.DAMAGED:
        raise StoreUnusable("store_damaged", store=str(path))
    if ended.returncode not in {crash_check.SOUND, crash_check.IN_USE}:
        raise StoreUnusable("store_failed", store=str(path))


def own_process(module: str, *arguments: str) -> list[str]:
    """The command for a process of the store's own."""
    return [sys.executable, "-P", "-m", f"aspara_desk.store.{module}", *arguments]


def own_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment in which such a process finds this same package, wherever it was started from."""
    home = str(Path(aspara_desk.__file__).parents[1])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **(more or {})}
