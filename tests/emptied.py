"""Fixtures for folders with many tests on a store: one PostgreSQL database, emptied for each test.

Emptying takes a tenth of the time of copying a database. A folder's conftest.py imports the fixtures.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from aspara_desk.store.models import METADATA
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Store
from tests.postgres import PostgresServer


def emptied_store(address: str) -> Store:
    """The store at this address, opened, with nothing in it; made where it is not there yet."""
    store = open_store(address, create=True)
    with store.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # rows may go in any order
        for table in METADATA.sorted_tables:
            connection.execute(table.delete())
    return store


@pytest.fixture(scope="session")
def shared_database(postgresql_server: PostgresServer) -> str:
    return postgresql_server.url(postgresql_server.create_database())


@pytest.fixture
def store(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store on each engine."""
    if engine_name == "sqlite":
        opened = open_store(str(shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "season.db")))
    else:
        opened = emptied_store(request.getfixturevalue("shared_database"))
    yield opened
    opened.close()
