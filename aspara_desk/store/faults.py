"""Database errors as sentences: what went wrong and what to do, without a value from the store."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

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
    "28000": "store_not_permitted",
    "28P01": "store_not_permitted",
    "42501": "store_not_permitted",
    "3D000": "store_missing_database",
    "55P03": "store_locked",
    "53300": "store_too_many_desks",
}
_TRY_AGAIN = {"40001", "40P01"}  # serialization failure, deadlock


class Collision(Exception):
    """Another desk was faster: decide again."""


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turns a database's own errors into `StoreUnusable` or `Collision`. `where` is the store for people.

    The original is dropped on purpose: its message may hold values of rows.
    """
    try:
        yield
    except sa_exc.IntegrityError as error:
        raise _integrity(error) from None
    except sa_exc.DBAPIError as error:
        code = getattr(error.orig, "sqlstate", None)
        if code in _TRY_AGAIN:
            raise Collision from None
        raise StoreUnusable(_kind(error), store=where) from None
    except sa_exc.TimeoutError:
        raise StoreUnusable("store_locked", store=where) from None
    except OSError as error:
        kind = "disk_full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "store_io_error"
        raise StoreUnusable(kind, store=where) from None


def _integrity(error: sa_exc.IntegrityError) -> Exception:
    unique = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, "23505"}
    code = getattr(error.orig, "sqlite_errorcode", None) or getattr(error.orig, "sqlstate", None)
    if code in unique:
        return Collision()
    return AssertionError(f"the schema forbids this write ({code})")


def _kind(error: sa_exc.DBAPIError) -> str:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE_KINDS.get(code & 0xFF, "store_failed")
    state = getattr(error.orig, "sqlstate", None)
    if state is None or state.startswith(("08", "57P")):
        return "store_server_away"
    return _POSTGRESQL_KINDS.get(state, "store_failed")
