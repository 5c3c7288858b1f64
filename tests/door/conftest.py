from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Store
from tests.door.festival import Festival
from tests.emptied import emptied_store
from tests.postgres import PostgresServer


@pytest.fixture(scope="session")
def shared_database(postgresql_server: PostgresServer) -> str:
    return postgresql_server.url(postgresql_server.create_database())


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store on each engine."""
    if request.param == "sqlite":
        opened = open_store(str(tmp_path / "season.db"), create=True)
    else:
        opened = emptied_store(request.getfixturevalue("shared_database"))
    yield opened
    opened.close()


@pytest.fixture
def festival(at_desk: Callable[..., Workplace]) -> Festival:
    return Festival(at_desk)
