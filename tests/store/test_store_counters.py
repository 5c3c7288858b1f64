import itertools
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.engine import begin_writing
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Store, Writing

ROOT = Path(__file__).parents[2]


@pytest.fixture
def here(at_desk: Callable[..., Workplace]) -> Workplace:
    return at_desk()


def values(here: Workplace, *counters: str) -> list[int]:
    return list(here.read(lambda unit: unit.counters.values(list(counters))).values())


def test_a_counter_stays_between_nothing_and_its_ceiling(here: Workplace) -> None:
    here.write(lambda unit: unit.counters.ensure({"sold/x": 3, "inside/y": None}))
    add = {by: lambda unit, by=by: unit.counters.add("sold/x", by) for by in (-1, 1, 2, 4)}
    assert [here.write(add[by]) for by in (-1, 4, 2, 2, 1, 1, -1)] == [False, False, True, False, True, False, True]
    assert values(here, "sold/x", "inside/y", "none/z") == [2, 0, 0]
    assert here.write(lambda unit: unit.counters.add("inside/y", 1_000_000))
    assert not here.write(lambda unit: unit.counters.add("none/z", 1))


def test_a_lowered_ceiling_lets_people_leave(here: Workplace) -> None:
    here.write(lambda unit: unit.counters.ensure({"sold/x": 3}))
    here.write(lambda unit: unit.counters.add("sold/x", 3))
    here.write(lambda unit: unit.counters.ensure({"sold/x": 1}))
    assert values(here, "sold/x") == [3]
    assert here.write(lambda unit: unit.counters.add("sold/x", -1))
    assert not here.write(lambda unit: unit.counters.add("sold/x", 1))


@pytest.fixture(scope="module")
def counting_store(tmp_path_factory: pytest.TempPathFactory):
    store = open_store(str(tmp_path_factory.mktemp("counting") / "season.db"), create=True)
    yield store
    store.close()


counter_names = itertools.count()


@given(st.one_of(st.none(), st.integers(0, 20)), st.lists(st.integers(-8, 8), max_size=20))
def test_adding_follows_the_rule(counting_store: Store, ceiling: int | None, steps: list[int]) -> None:
    name = f"any/{next(counter_names)}"
    with counting_store.engine.connect() as connection, begin_writing(connection):
        unit = Writing(connection, counting_store.cache, None, None, None)
        unit.counters.ensure({name: ceiling})
        value = 0
        for step in steps:
            fits = value + step >= 0 and (ceiling is None or step <= 0 or value + step <= ceiling)
            assert unit.counters.add(name, step) == fits
            value += step if fits else 0
        assert unit.counters.values([name])[name] == value


def test_twenty_desks_take_the_last_ten_places(here: Workplace) -> None:
    here.write(lambda unit: unit.counters.ensure({"sold/x": 10}))
    start = threading.Barrier(20)
    let: list[bool] = []

    def desk() -> None:
        start.wait()
        let.append(here.write(lambda unit: unit.counters.add("sold/x", 1)))

    desks = [threading.Thread(target=desk) for _ in range(20)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    assert sorted(let) == [False] * 10 + [True] * 10
    assert values(here, "sold/x") == [10]


@pytest.mark.heavy
def test_four_processes_count_no_further_than_the_ceiling(here: Workplace) -> None:
    here.write(lambda unit: unit.counters.ensure({"sold/x": 100}))
    command = [sys.executable, "-m", "tests.store.counting", here.store.where, "sold/x", "40"]
    with ExitStack() as running:
        desks = [
            running.enter_context(
                subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(4)
        ]
        for desk in desks:
            assert desk.stdout is not None
            assert desk.stdout.readline() == "ready\n"
        told = []
        for desk in desks:
            assert desk.stdin is not None
            desk.stdin.write("go\n")
            desk.stdin.flush()
        told = [int(desk.communicate()[0]) for desk in desks]
    assert sum(told) == 100
    assert values(here, "sold/x") == [100]


def test_numbers_have_no_gap_where_a_sale_fails(here: Workplace) -> None:
    def failing(unit: Writing) -> None:
        unit.counters.take_numbers("ticket", "A", 5)
        raise ZeroDivisionError

    assert here.write(lambda unit: unit.counters.take_numbers("ticket", "A", 2)) == range(1, 3)
    with pytest.raises(ZeroDivisionError):
        here.write(failing)
    assert here.write(lambda unit: unit.counters.take_numbers("ticket", "A")) == range(3, 4)
    assert here.write(lambda unit: unit.counters.take_numbers("order", "A")) == range(1, 2)
    assert here.write(lambda unit: unit.counters.take_numbers("ticket", "B", 3)) == range(1, 4)
    assert here.write(lambda unit: unit.counters.take_numbers("ticket", "A")) == range(4, 5)


def test_desks_that_take_numbers_at_once_take_different_ones(here: Workplace) -> None:
    start = threading.Barrier(8)
    taken: list[int] = []

    def desk() -> None:
        start.wait()
        for _ in range(5):
            taken.extend(here.write(lambda unit: unit.counters.take_numbers("ticket", "A", 3)))

    desks = [threading.Thread(target=desk) for _ in range(8)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    assert sorted(taken) == list(range(1, 8 * 5 * 3 + 1))


def test_desks_that_meet_a_counter_at_once(here: Workplace) -> None:
    start = threading.Barrier(6)

    def work(unit: Writing) -> None:
        unit.counters.ensure_one("headcount/x")
        assert unit.counters.add("headcount/x", 1)

    def desk() -> None:
        start.wait()
        here.write(work)

    desks = [threading.Thread(target=desk) for _ in range(6)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    assert values(here, "headcount/x") == [6]
