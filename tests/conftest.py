"""What every part of the suite shares: stores on both engines, and desks that act on them."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from aspara_desk.domain.ids import uuid7
from aspara_desk.domain.rights import Actor, Role
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Store
from tests.postgres import PostgresServer, unavailable

DESK_A = UUID("0192f0c4-5a3e-7b1d-9c44-00000000000a")
DESK_B = UUID("0192f0c4-5a3e-7b1d-9c44-00000000000b")


def address_of(here: Workplace) -> str:
    """By which another process opens the same store."""
    url = here.store.engine.url
    if url.get_backend_name() != "sqlite":
        return url.render_as_string(hide_password=False)
    assert url.database is not None
    return url.database


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = datetime(2022, 9, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **step: float) -> None:
        self.now += timedelta(**step)


@dataclass
class Ids:
    """Ids that differ and sort, without chance."""

    count: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __call__(self, at: datetime) -> UUID:
        return uuid7(at, next(self.count).to_bytes(10, "big"))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    if reason := unavailable():
        pytest.skip(reason)
    with PostgresServer(durable=False) as server:  # what survives a kill is tested on servers of their own
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresServer) -> str:
    """A database with the newest schema, to be copied: quicker than making it for every test."""
    name = postgresql_server.create_database()
    open_store(postgresql_server.url(name), create=True).close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "season.db"
    open_store(str(path), create=True).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store_address(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store that is not there yet, on each engine."""
    if engine_name == "sqlite":
        yield str(tmp_path / "season.db")
        return
    yield from _database(request.getfixturevalue("postgresql_server"), "template1")


@pytest.fixture
def store(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An opened store without a season, on each engine."""
    if engine_name == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        addresses = iter([str(shutil.copy(template, tmp_path / "season.db"))])
    else:
        template = request.getfixturevalue("postgresql_template")
        addresses = _database(request.getfixturevalue("postgresql_server"), template)
    for address in addresses:
        opened = open_store(address)
        yield opened
        opened.close()


def _database(server: PostgresServer, template: str) -> Iterator[str]:
    name = server.create_database(template)
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ids() -> Ids:
    return Ids()


@pytest.fixture
def at_desk(store: Store, clock: Clock, ids: Ids) -> Callable[..., Workplace]:
    """Somebody at a desk: `at_desk(role=…, letter=…, name=…)`."""

    def make(role: Role = Role.MANAGER, letter: str = "A", name: str = "Saule") -> Workplace:
        desk_id = {"A": DESK_A, "B": DESK_B}[letter]
        return Workplace(store, Actor(name, role, desk_id, letter), clock, ids)

    return make


@pytest.fixture(autouse=True)
def away_from_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the data of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in [one for one in os.environ if one.startswith("ASPARA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    return home
