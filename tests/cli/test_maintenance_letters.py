import multiprocessing
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.domain.errors import Misused
from tests.cli.desks import Desk

RACERS = 6
PATIENCE = 60.0


@pytest.fixture
def desk(store_address: str, tmp_path: Path) -> Callable[..., Desk]:
    """Desks by name; `store` is another one than they share."""
    return lambda name, store=store_address: Desk(tmp_path / name, store)


@pytest.fixture
def after_restore(engine_name: str, request: pytest.FixtureRequest, store_address: str) -> str:
    """Where the desks go on: SQLite's store is replaced, PostgreSQL's restored into an empty database."""
    if engine_name == "sqlite":
        return store_address
    server = request.getfixturevalue("postgresql_server")
    return server.url(server.create_database())


on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


# --- after a restore ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("second_desk_is_known", [True, False])
def test_no_number_is_given_twice_after_a_restore(
    desk: Callable[..., Desk], after_restore: str, tmp_path: Path, *, second_desk_is_known: bool
) -> None:
    first, second, third = desk("first"), desk("second"), desk("third")
    first.load()
    printed = [first.sell()]
    if second_desk_is_known:
        printed.append(second.sell())
    first.answer("store", "backup", tmp_path / "backup")
    printed += [second.sell(count=2), first.sell()]
    first.store = second.store = third.store = after_restore
    first.answer("store", "restore", tmp_path / "backup")
    printed += [third.sell(), second.sell(count=2), first.sell(), second.sell(), first.sell()]
    numbers = list(chain.from_iterable(printed))
    assert len(set(numbers)) == len(numbers)
    assert {one.partition("-")[0] for one in first.sell()[1:]}.isdisjoint({"A", "B"})
    assert first.answer("store", "check") == {"ok": True, "findings": [], "codes_checked": True}


@on_sqlite
def test_the_letter_of_a_desk_that_the_lost_store_alone_knew(desk: Callable[..., Desk], tmp_path: Path) -> None:
    first, second, third = desk("first"), desk("second"), desk("third")
    first.load()
    printed = [first.sell()]
    first.answer("store", "backup", tmp_path / "backup")
    printed += [second.sell("--desk", "B"), first.sell()]
    Path(first.store).write_bytes(b"SQLite format 3\0" + b"\xa5" * 20_000)
    first.answer("store", "restore", tmp_path / "backup")
    assert third.refusal("--desk", "B", "tickets", "sell", "--type", "pass-4day") == (2, "desk_letter_taken")
    assert second.refusal("--desk", "B", "tickets", "sell", "--type", "pass-4day") == (2, "desk_letter_taken")
    printed += [third.sell(), second.sell(), first.sell()]
    numbers = list(chain.from_iterable(printed))
    assert len(set(numbers)) == len(numbers)


@on_sqlite
def test_what_a_desk_was_told_to_use_it_remembers(desk: Callable[..., Desk], tmp_path: Path) -> None:
    first, second = desk("first"), desk("second")
    first.load()
    first.answer("store", "backup", tmp_path / "backup")
    second.sell("--desk", "QQ")  # further on than a restore gives letters up by itself
    Path(first.store).unlink()
    first.answer("store", "restore", tmp_path / "backup")
    assert second.refusal("--desk", "QQ", "tickets", "sell", "--type", "pass-4day") == (2, "desk_letter_taken")


@on_sqlite
def test_the_next_letter_follows_where_the_store_before_can_tell(desk: Callable[..., Desk], tmp_path: Path) -> None:
    first, second = desk("first"), desk("second")
    first.load()
    first.sell()
    first.answer("store", "backup", tmp_path / "backup")
    second.sell()
    first.answer("store", "restore", tmp_path / "backup")
    assert first.sell()[1].startswith("C-")


def test_takings_before_a_restore_keep_their_desk(
    desk: Callable[..., Desk], after_restore: str, tmp_path: Path
) -> None:
    first = desk("first")
    first.load()
    first.sell()
    first.answer("store", "backup", tmp_path / "backup")
    first.store = after_restore
    first.answer("store", "restore", tmp_path / "backup")
    [line] = first.answer("report", "takings")["lines"]
    assert line["desk"] == "A"


# --- desks that come at once --------------------------------------------------------------------------------------


def claim(store: str, folder: Path, letter: str | None, barrier: Any, told: Any) -> None:
    settings = Settings(store, "en", letter=letter, data_folder=folder)
    open_store = bootstrap.open_workplace
    open_store(settings).store.close()  # everything is imported, and this desk knows who it is
    barrier.wait(PATIENCE)
    try:
        here = open_store(settings, claim=True)
    except Misused as misused:
        told.put((misused.kind, None))
        return
    told.put((here.actor.desk_letter, here.actor.desk_id))
    here.store.close()


def race(store: str, folders: list[Path], letter: str | None) -> list[tuple[str, Any]]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    barrier, told = context.Barrier(len(folders)), context.Queue()
    racers = [context.Process(target=partial(claim, store, one, letter, barrier, told)) for one in folders]
    for racer in racers:
        racer.start()
    answers = [told.get(timeout=PATIENCE) for _ in racers]
    for racer in racers:
        racer.join(PATIENCE)
    return answers


def claimed(store: str) -> dict[str, Any]:
    here = bootstrap.open_workplace(Settings(store, "en", data_folder=None))
    try:
        return here.read(lambda unit: unit.identity.desks())
    finally:
        here.store.close()


def test_desks_that_claim_at_once_have_letters_of_their_own(
    desk: Callable[..., Desk], store_address: str, tmp_path: Path
) -> None:
    desk("first").load()
    answers = race(store_address, [tmp_path / f"desk-{one}" for one in range(RACERS)], None)
    assert len({letter for letter, _desk_id in answers}) == RACERS
    assert claimed(store_address).items() >= set(answers)


def test_of_desks_that_are_told_one_letter_one_has_it(
    desk: Callable[..., Desk], store_address: str, tmp_path: Path
) -> None:
    desk("first").load()
    answers = race(store_address, [tmp_path / f"desk-{one}" for one in range(RACERS)], "K")
    assert sorted(letter for letter, _desk_id in answers) == ["K", *["desk_letter_taken"] * (RACERS - 1)]
    assert {"K": claimed(store_address)["K"]}.items() <= set(answers)


def test_programs_of_one_desk_that_start_at_once_share_its_letter(
    desk: Callable[..., Desk], store_address: str, tmp_path: Path
) -> None:
    desk("first").load()
    answers = race(store_address, [tmp_path / "desk"] * RACERS, None)
    assert len(set(answers)) == 1
