"""A desk is killed at any moment: everything it had confirmed is there, and nothing is half done."""

import multiprocessing
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from aspara_desk.domain.rights import Actor, Role
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.check import check
from aspara_desk.store.models import TICKETS
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Store
from tests.conftest import DESK_A
from tests.door.festival import Festival
from tests.e2e import victim
from tests.e2e.crowd import new_id, now
from tests.postgres import PostgresServer, unavailable
from tests.rows import count_rows

KILLS_ON_SQLITE, KILLS_ON_POSTGRESQL = 200, 30
LONGEST = 0.06  # seconds that a desk works before it is killed: a dozen acts or two
PATIENCE = 60.0
pytestmark = pytest.mark.heavy


def season_in(store: Store) -> Festival:
    return Festival(lambda **_who: Workplace(store, Actor("Saule", Role.MANAGER, DESK_A, "A"), now, new_id))


@dataclass
class Confirmed:
    numbers: list[str] = field(default_factory=list)
    scans: dict[object, str] = field(default_factory=dict)
    lives: list[int] = field(default_factory=list)

    def hear(self, said: object) -> None:
        match said:
            case ("sold", numbers):
                self.numbers += numbers
            case ("scanned", scan_id, reason):
                self.scans[scan_id] = reason
        self.lives[-1] += 1


def run_until_killed(
    address: str, seed: int, confirmed: Confirmed, deadline_after: float | None, at_work: threading.Timer | None = None
) -> object:
    """Starts a desk and kills it after so long a time, or lets it run until the store is gone; gives its last word."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([victim.__name__])
    ours, theirs = context.Pipe(duplex=False)
    desk = context.Process(target=victim.work, args=(theirs, address, seed), daemon=True)
    desk.start()
    theirs.close()
    assert ours.poll(PATIENCE)
    assert ours.recv() == victim.READY
    if at_work is not None:
        at_work.start()
    confirmed.lives.append(0)
    if deadline_after is not None:
        deadline = time.monotonic() + deadline_after
        while (left := deadline - time.monotonic()) > 0:
            if ours.poll(left):
                confirmed.hear(ours.recv())
        desk.kill()
    last = None
    for last in rest_of(ours):
        confirmed.hear(last)
    desk.join(PATIENCE)
    return last


def rest_of(pipe: Connection) -> Iterator[object]:
    """What was said and not heard yet; a word that was cut off was not said."""
    try:
        while True:
            yield pipe.recv()
    except (EOFError, OSError):
        return


def holds(address: str, confirmed: Confirmed) -> None:
    """The store opens, keeps every confirmed answer, gave no number twice and left none out, and agrees with itself."""
    store = open_store(address)
    try:
        kept = store.read(lambda unit: {one.number for one in unit.sales.tickets(confirmed.numbers)})
        assert kept == set(confirmed.numbers)
        assert len(kept) == len(confirmed.numbers)
        log = store.read(lambda unit: {one.id: one.verdict.reason for one in unit.reports.scans(None, 1_000_000)})
        assert {scan_id: log.get(scan_id) for scan_id in confirmed.scans} == confirmed.scans
        issued = count_rows(store, TICKETS)
        last = store.read(lambda unit: unit.sales.tickets([f"A-{issued:06d}", f"A-{issued + 1:06d}"]))
        assert [one.number for one in last] == [f"A-{issued:06d}"]
        assert check(store) == ()
    finally:
        store.close()


def test_a_desk_killed_at_any_moment_loses_nothing_on_sqlite(tmp_path: Path) -> None:
    address = str(tmp_path / "season.db")
    season_in(store := open_store(address, create=True))
    store.close()
    chance, confirmed = random.Random(20221001), Confirmed()
    for kill in range(1, KILLS_ON_SQLITE + 1):
        run_until_killed(address, kill, confirmed, chance.uniform(0, LONGEST))
        if kill % 25 == 0:
            holds(address, confirmed)
    assert len([one for one in confirmed.lives if one]) > KILLS_ON_SQLITE / 2, "they were killed at work"


@pytest.fixture
def durable_server() -> Iterator[PostgresServer]:
    if reason := unavailable():
        pytest.skip(reason)
    with PostgresServer() as server:
        yield server


def test_a_desk_killed_at_any_moment_loses_nothing_on_postgresql(durable_server: PostgresServer) -> None:
    address = durable_server.url(durable_server.create_database())
    season_in(store := open_store(address, create=True))
    store.close()
    chance, confirmed = random.Random(20221002), Confirmed()
    for kill in range(1, KILLS_ON_POSTGRESQL + 1):
        run_until_killed(address, kill, confirmed, chance.uniform(0, 2 * LONGEST))
    holds(address, confirmed)
    assert any(confirmed.lives)


def test_a_server_killed_at_any_moment_loses_nothing(durable_server: PostgresServer) -> None:
    address = durable_server.url(durable_server.create_database())
    season_in(store := open_store(address, create=True))
    store.close()
    confirmed = Confirmed()
    for seed in range(2):
        kill = threading.Timer(0.3, durable_server.kill)
        last = run_until_killed(address, seed, confirmed, None, kill)
        kill.join()
        assert last == (victim.GONE, "store_server_away")
        durable_server.restart()
        holds(address, confirmed)
    assert all(confirmed.lives)
