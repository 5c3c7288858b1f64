from pathlib import Path

import pytest

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.ids import uuid7
from aspara_desk.domain.rights import Actor, Role
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Store, Writing
from tests.conftest import DESK_A, Clock, Ids

SEASON = uuid7(Clock().now, bytes(10))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "season.db"


@pytest.fixture
def opened(path: Path):
    store = open_store(str(path), create=True)
    yield store
    store.close()


def write(store: Store, clock: Clock) -> None:
    def work(unit: Writing) -> None:
        unit.record("tried", SEASON)

    store.write(Actor("Saule", Role.MANAGER, DESK_A, "A"), clock.now, lambda: Ids()(clock.now), work)


def kind_of_refusal(store: Store, clock: Clock) -> str:
    with pytest.raises(StoreUnusable) as refused:
        write(store, clock)
    return refused.value.kind


def test_nothing_is_written_into_a_file_that_was_moved_away(opened: Store, path: Path, clock: Clock) -> None:
    path.rename(path.with_name("elsewhere.db"))
    assert kind_of_refusal(opened, clock) == "store_gone"
    path.with_name("elsewhere.db").rename(path)
    write(opened, clock)


def test_nothing_is_written_into_a_file_that_was_deleted(opened: Store, path: Path, clock: Clock) -> None:
    path.unlink()
    assert kind_of_refusal(opened, clock) == "store_gone"
    assert not path.exists()


def test_nothing_is_written_into_a_file_that_was_exchanged(opened: Store, path: Path, clock: Clock) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).rename(path.with_name("elsewhere.db" + suffix))
    open_store(str(path), create=True).close()
    assert kind_of_refusal(opened, clock) == "store_gone"
