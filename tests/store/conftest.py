from collections.abc import Callable
from pathlib import Path

import pytest

from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.unit import Store
from tests.store.festival import Festival, load_sample


@pytest.fixture
def festival(at_desk: Callable[..., Workplace], clock) -> Festival:
    return load_sample(at_desk(), clock)


@pytest.fixture
def sold(festival: Festival) -> Festival:
    festival.sell(count=3)
    festival.scan("A-000001")
    return festival


@pytest.fixture
def sold_address(store: Store) -> str:
    """The address of the store that `sold` is in. The tests' server asks for no password."""
    return store.where


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "evening.backup"


@pytest.fixture
def restore_address(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if engine_name == "sqlite":
        return str(tmp_path / "restored.db")
    server = request.getfixturevalue("postgresql_server")
    return server.url(server.create_database())
