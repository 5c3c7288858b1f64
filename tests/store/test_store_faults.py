import logging
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.faults import Collision, translated
from aspara_desk.store.models import ORDERS
from aspara_desk.store.unit import Store, Writing

MARKER = "MARKER-b7f1"
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all that it came from, whether it is shown or not."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def order(unit: Writing, **changes: object) -> None:
    row = {
        "id": unit.new_id(), "number": MARKER, "state": "paid", "currency": "KZT", "total_minor": 1,
        "created_at": NOW, "desk_id": unit.actor.desk_id, "actor": MARKER, **changes,
    }  # fmt: skip
    unit._connection.execute(insert(ORDERS), row)


def twice(unit: Writing) -> None:
    order(unit)
    order(unit)


def nul_in_text(unit: Writing) -> None:
    order(unit, actor=f"{MARKER}\0", currency=f"{MARKER}" * 10)


BREAKS: dict[str, Callable[[Writing], None]] = {
    "unique": twice,
    "check": lambda unit: order(unit, state=MARKER),
    "foreign key": lambda unit: order(unit, guest_id=unit.new_id()),
    "not null": lambda unit: order(unit, currency=None),
    "wrong type": lambda unit: order(unit, total_minor=MARKER),
    "naive time": lambda unit: order(unit, created_at=NOW.replace(tzinfo=None)),
    "division": lambda unit: unit._connection.execute(text("SELECT CAST(:x AS int) / nothing"), {"x": MARKER}),
    "cast": lambda unit: unit._connection.execute(text("SELECT CAST(CAST(:x AS text) AS uuid)"), {"x": MARKER}),
    "nul": nul_in_text,
}


TAKEN = {("sqlite", "nul"), ("sqlite", "cast")}  # SQLite takes any text


@pytest.mark.parametrize(
    ("engine_name", "what"),
    [(engine, what) for engine in ("sqlite", "postgresql") for what in BREAKS if (engine, what) not in TAKEN],
    indirect=["engine_name"],
)
def test_no_value_of_a_row_in_an_error_or_a_log(
    at_desk: Callable[..., Workplace], what: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    here = at_desk()
    here.store.engine.echo = True
    try:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is not the question here
            here.write(BREAKS[what])
    finally:
        here.store.engine.echo = False
    logging.getLogger("test").error("It failed", exc_info=caught.value)
    told = "".join(traceback.format_exception(caught.value))
    told += "".join(f"{error!r} {error} {error.args} {vars(error)}" for error in chain(caught.value))
    assert MARKER not in told
    assert MARKER not in caplog.text


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (psycopg.errors.DiskFull(), "disk_full"),
        (psycopg.errors.ReadOnlySqlTransaction(), "store_read_only"),
        (psycopg.errors.LockNotAvailable(), "store_locked"),
        (psycopg.errors.TooManyConnections(), "store_too_many_desks"),
        (psycopg.errors.AdminShutdown(), "store_server_away"),
        (psycopg.errors.ConnectionFailure(), "store_server_away"),
        (psycopg.errors.UndefinedTable(), "store_failed"),
        (psycopg.DataError("no code"), "store_failed"),
        (psycopg.OperationalError("the connection is lost"), "store_server_away"),
        (psycopg.OperationalError('connection failed: FATAL:  database "x" does not exist'), "store_missing_database"),
        (psycopg.OperationalError("connection failed: FATAL:  sorry, too many clients"), "store_too_many_desks"),
        (psycopg.OperationalError("failed: FATAL:  the database system is starting up"), "store_server_away"),
        (psycopg.OperationalError("connection failed: fe_sendauth: no password supplied"), "store_login_refused"),
        (sqlite3.ProgrammingError("no code"), "store_failed"),
    ],
)  # fmt: skip
def test_what_a_driver_says_becomes_a_sentence(error: Exception, kind: str) -> None:
    with pytest.raises(StoreUnusable) as caught, translated("x.db"):
        raise DBAPIError("SELECT", None, error)
    assert caught.value.kind == kind
    assert caught.value.facts["store"] == "x.db"


@pytest.mark.parametrize("error", [psycopg.errors.SerializationFailure(), psycopg.errors.DeadlockDetected()])
def test_a_lost_race_is_decided_again(error: Exception) -> None:
    with pytest.raises(Collision), translated("x.db"):
        raise DBAPIError("SELECT", None, error)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(28, "no space"), "disk_full"),
        (PermissionError(13, "denied"), "store_not_permitted"),
        (OSError(30, "read-only"), "store_read_only"),
        (OSError(5, "input/output"), "store_io_error"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(error: OSError, kind: str) -> None:
    with pytest.raises(StoreUnusable, match=kind), translated("x.db"):
        raise error


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)  # a file does not go away
def test_a_server_that_goes_away_meanwhile(at_desk: Callable[..., Workplace]) -> None:
    here = at_desk()

    def work(unit: Writing) -> None:
        pid = unit._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with here.store.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        unit.record("x", None)

    with pytest.raises(StoreUnusable, match="store_server_away"):
        here.write(work)
    here.write(lambda unit: unit.record("x", None))


def test_a_write_that_loses_a_race_is_done_again(at_desk: Callable[..., Workplace]) -> None:
    here = at_desk()
    tries: list[int] = []

    def work(unit: Writing) -> str:
        tries.append(len(tries))
        number = f"OA-{len(tries):06d}" if len(tries) > 2 else "OA-000000"
        order(unit, number=number)
        return number

    with here.store.engine.begin() as connection:
        connection.execute(
            insert(ORDERS),
            {"id": here.new_id(NOW), "number": "OA-000000", "state": "paid", "currency": "KZT", "total_minor": 1,
             "created_at": NOW, "desk_id": here.actor.desk_id, "actor": ""},
        )  # fmt: skip
    assert here.write(work) == "OA-000003"
    assert len(tries) == 3


def test_a_write_that_always_loses_is_given_up(at_desk: Callable[..., Workplace]) -> None:
    tries: list[int] = []

    def work(_unit: Writing) -> None:
        tries.append(1)
        raise Collision

    with pytest.raises(StoreUnusable, match="store_locked"):
        at_desk().write(work)
    assert len(tries) > 20


def test_a_write_that_fails_leaves_nothing(at_desk: Callable[..., Workplace]) -> None:
    here = at_desk()

    def work(unit: Writing) -> None:
        unit.identity.claim("A", unit.actor.desk_id, unit.now)
        unit.record("x", None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        here.write(work)
    assert here.read(lambda unit: unit.identity.desks()) == {}


def test_the_error_of_a_store_names_the_store(store: Store) -> None:
    with pytest.raises(StoreUnusable) as caught:
        store.read(lambda unit: unit._connection.execute(text("SELECT nonsense")))
    assert caught.value.facts["store"] == store.where


@pytest.mark.parametrize("error", [BrokenPipeError(32, "Broken pipe"), OSError(28, "No space left"), OSError(5, "I/O")])
def test_a_fault_of_other_files_is_not_the_store_s(at_desk: Callable[..., Workplace], error: OSError) -> None:
    def work(_unit: object) -> None:
        raise error

    for act in (at_desk().read, at_desk().write):
        with pytest.raises(type(error)) as caught:
            act(work)
        assert caught.value is error
