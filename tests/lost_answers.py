"""A store whose answer is lost: what was written is durable, and whoever wrote it is told that it failed."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

_WRITES = ("INSERT INTO", "UPDATE")


def io_error() -> sqlite3.Error:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    return error


def server_away() -> psycopg.Error:
    return psycopg.OperationalError("server closed the connection unexpectedly")


@contextmanager
def lost_answer(engine: Engine, after: Callable[[], object] = lambda: None, *, durable: bool = True) -> Iterator[None]:
    """The next transaction that writes rows fails once its COMMIT has succeeded in the database itself.

    `after` is called in between. Not `durable`: it fails before the COMMIT, and the database rolls it back.
    """
    writing: set[int] = set()
    commit = engine.dialect.do_commit
    lost: list[bool] = []

    def on_statement(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(_WRITES):
            writing.add(threading.get_ident())

    def do_commit(connection: Any) -> None:
        if lost or threading.get_ident() not in writing:
            commit(connection)
            return
        lost.append(True)
        if durable:
            commit(connection)
        else:
            connection.rollback()
        after()
        raise io_error() if engine.dialect.name == "sqlite" else server_away()

    event.listen(engine, "after_cursor_execute", on_statement)
    engine.dialect.do_commit = do_commit  # type: ignore[method-assign]
    try:
        yield
    finally:
        engine.dialect.do_commit = commit  # type: ignore[method-assign]
        event.remove(engine, "after_cursor_execute", on_statement)
    assert lost, "nothing was written"


@contextmanager
def unreachable(engine: Engine) -> Iterator[None]:
    """No transaction begins."""

    def on_begin(_connection: Any) -> None:
        raise DBAPIError.instance(
            "BEGIN", None, io_error() if engine.dialect.name == "sqlite" else server_away(),
            sqlite3.Error if engine.dialect.name == "sqlite" else psycopg.Error,
        )  # fmt: skip

    event.listen(engine, "begin", on_begin)
    try:
        yield
    finally:
        event.remove(engine, "begin", on_begin)
