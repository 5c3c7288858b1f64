from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.postgres import PostgresServer, unavailable


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    reason = unavailable()
    if reason is not None:
        pytest.skip(reason)
    with PostgresServer() as started:
        yield started


def connect(server: PostgresServer, database: str) -> psycopg.Connection:
    return psycopg.connect(server.url(database).replace("+psycopg", ""), autocommit=True)


def ask(server: PostgresServer, database: str, question: str) -> object:
    with connect(server, database) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_writes_utf8_to_disk_in_utc_and_sorts_by_bytes(server: PostgresServer) -> None:
    asked = {
        name: ask(server, "postgres", f"SHOW {name}")
        for name in ("server_encoding", "lc_collate", "fsync", "timezone", "listen_addresses")
    }
    assert asked == {
        "server_encoding": "UTF8",
        "lc_collate": "C",
        "fsync": "on",
        "timezone": "UTC",
        "listen_addresses": "127.0.0.1",
    }


def test_databases_are_apart_and_copy_their_template(server: PostgresServer) -> None:
    template = server.create_database()
    with connect(server, template) as connection:
        connection.execute("CREATE TABLE season AS SELECT 'АСПАРА'::text AS title")
    first, second = server.create_database(template), server.create_database(template)
    assert len({template, first, second}) == 3
    with connect(server, first) as connection:
        connection.execute("DELETE FROM season")
    assert ask(server, second, "SELECT title FROM season") == "АСПАРА"


def test_a_database_is_dropped_under_its_users(server: PostgresServer) -> None:
    name = server.create_database()
    with connect(server, name) as connection:
        server.drop_database(name)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(server, name)


def test_what_was_committed_survives_a_kill(server: PostgresServer) -> None:
    name = server.create_database()
    with connect(server, name) as connection:
        connection.execute("CREATE TABLE admission AS SELECT 1 AS ordinal")
    server.kill()
    server.restart()
    assert ask(server, name, "SELECT ordinal FROM admission") == 1


def test_leaves_nothing_behind(server: PostgresServer) -> None:
    with PostgresServer() as other:
        assert other.port != server.port
        folder = Path(str(ask(other, "postgres", "SHOW data_directory"))).parent
        assert folder.is_dir()
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        connect(other, "postgres")


def test_a_taken_port_is_left_to_its_owner(server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    free = postgres._free_port()
    ports = iter([server.port, free])
    monkeypatch.setattr(postgres, "_free_port", lambda: next(ports))
    with PostgresServer() as other:
        assert other.port == free


def test_says_why_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_programs", lambda: None)
    assert "apt-get install postgresql" in (unavailable() or "")
    with pytest.raises(RuntimeError, match="not installed"), PostgresServer():
        pytest.fail("It must not start.")
