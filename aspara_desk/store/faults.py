"""Database errors as sentences: what went wrong and what to do, without a value from the store."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy.exc as sa_exc

from aspara_desk.domain.errors import StoreUnusable

# https://www.sqlite.org/rescode.html, primary codes
_SQLITE_KINDS = {
    sqlite3.SQLITE_BUSY: "store_locked",
    sqlite3.SQLITE_LOCKED: "store_locked",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "store_read_only",
    sqlite3.SQLITE_PERM: "store_not_permitted",
    sqlite3.SQLITE_CANTOPEN: "store_cannot_open",
    sqlite3.SQLITE_IOERR: "store_io_error",
    sqlite3.SQLITE_CORRUPT: "store_damaged",
    sqlite3.SQLITE_NOTADB: "store_foreign",
}
# https://www.postgresql.org/docs/15/errcodes-appendix.html
_POSTGRESQL_KINDS = {
    "53100": "disk_full",
    "25006": "store_read_only",
    "28000": "store_login_refused",
    "28P01": "store_login_refused",
    "42501": "store_not_permitted",
    "3D000": "store_missing_database",
    "55P03": "store_locked",
    "53300": "store_too_many_desks",
}
# A connection that fails carries no code (libpq keeps none), only what the server said; first match counts.
_SAID_ON_CONNECTING = (
    ("password authentication failed", "store_login_refused"),
    ("no password supplied", "store_login_refused"),
    ("pg_hba.conf", "store_login_refused"),
    ("role ", "store_login_refused"),
    ("too many", "store_too_many_desks"),
    ("connection slots", "store_too_many_desks"),
    ("permission denied", "store_not_permitted"),
    ("database system", "store_server_away"),
    ("database ", "store_missing_database"),
)
_SYSTEM_KINDS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "store_not_permitted",
    errno.EPERM: "store_not_permitted",
    errno.EROFS: "store_read_only",
}
_TRY_AGAIN = {"40001", "40P01"}  # serialization failure, deadlock
# Unique keys; and on PostgreSQL, where writers do not wait for each other, a row that another desk has just removed.
_RACED = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, "23505", "23503"}
_NO_SPACE = 1 << 20  # bytes; with less than this SQLite cannot even grow its shared-memory file


class Collision(Exception):
    """Another desk was faster: decide again."""


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turns the errors of a database and of its files into `StoreUnusable` or `Collision`.

    `where` is the store for people.
    """
    try:
        with database_translated(where):
            yield
    except OSError as error:
        kind = _SYSTEM_KINDS.get(error.errno or 0, "store_io_error")
        raise StoreUnusable(kind, store=where) from None


@contextmanager
def database_translated(where: str) -> Iterator[None]:
    """As `translated`, around work that may touch files or streams of its own: their faults are not the store's.

    The original is emptied and dropped on purpose: its message may hold values of rows.
    """
    try:
        yield
    except sa_exc.DBAPIError as error:
        fault = _integrity(error) if isinstance(error, sa_exc.IntegrityError) else _store_error(error.orig, where)
        _empty(error)
        raise fault from None
    except sa_exc.StatementError as error:  # a fault of ours: a value that its column does not take
        error.params = None
        raise
    except sqlite3.Error as error:
        raise _store_error(error, where) from None
    except sa_exc.TimeoutError:
        raise StoreUnusable("store_locked", store=where) from None


def _empty(error: sa_exc.DBAPIError) -> None:
    """Whoever walks back to the original, as a crash report may, finds no value in it."""
    error.args = (type(error.orig).__name__,)
    error.params = None
    if error.orig is not None:
        error.orig.args = ()


def _integrity(error: sa_exc.IntegrityError) -> Exception:
    code = getattr(error.orig, "sqlite_errorcode", None) or getattr(error.orig, "sqlstate", None)
    if code in _RACED:
        return Collision()
    return AssertionError(f"the schema forbids this write ({code})")


def _store_error(error: BaseException | None, where: str) -> Exception:
    state = getattr(error, "sqlstate", None)
    if state in _TRY_AGAIN:
        return Collision()
    kind = _sqlite_kind(error, where) if isinstance(error, sqlite3.Error) else _postgresql_kind(error, state)
    return StoreUnusable(kind, store=where)


def _sqlite_kind(error: sqlite3.Error, where: str) -> str:
    # Raised by the driver itself, as for a closed connection, an error has no code.
    kind = _SQLITE_KINDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "store_failed")
    return "disk_full" if kind == "store_io_error" and _is_full(Path(where).parent) else kind


def _is_full(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free < _NO_SPACE


def _postgresql_kind(error: BaseException | None, state: str | None) -> str:
    if state is not None:
        return "store_server_away" if state.startswith(("08", "57P")) else _POSTGRESQL_KINDS.get(state, "store_failed")
    if type(error).__name__ not in {"OperationalError", "ConnectionTimeout"}:
        return "store_failed"
    return _kind_on_connecting(str(error))


def _kind_on_connecting(said: str) -> str:
    _where, answered, reason = said.partition("FATAL:")
    if not answered:
        return "store_login_refused" if "fe_sendauth" in said else "store_server_away"
    return next((kind for words, kind in _SAID_ON_CONNECTING if words in reason), "store_server_away")
