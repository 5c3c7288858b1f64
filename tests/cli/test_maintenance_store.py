import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aspara_desk import bootstrap
from aspara_desk.bootstrap import AutomaticBackups, Settings
from aspara_desk.domain.errors import DeskError, StoreUnusable
from aspara_desk.store import automatic, opening
from aspara_desk.store.backup import Running
from tests.cli.desks import Desk

STEWARD, CLERK, SUPERVISOR, MANAGER = "Стюард", "Сабина Көктемова", "Ерасыл Жартасбек", "Мөлдір Тасқынова"
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def desk(store_address: str, tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk", store_address)
    made.load()
    return made


# --- rights -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [CLERK, SUPERVISOR])
def test_only_a_keeper_of_the_store_keeps_it(desk: Desk, tmp_path: Path, name: str) -> None:
    taken = tmp_path / "taken"
    for command in (["check"], ["backup", taken], ["restore", taken], ["upgrade"]):
        assert desk.refusal("--staff", name, "store", *command) == (1, "not_allowed")
    assert not taken.exists()
    for command in (["check"], ["backup", taken], ["upgrade"]):
        desk.answer("--staff", MANAGER, "store", *command)


@on_sqlite
def test_over_a_store_that_cannot_be_opened_whoever_holds_the_files_may_restore(desk: Desk, tmp_path: Path) -> None:
    desk.answer("store", "backup", tmp_path / "backup")
    Path(desk.store).write_bytes(b"SQLite format 3\0" + b"\xa5" * 20_000)
    desk.answer("--staff", CLERK, "store", "restore", tmp_path / "backup")
    assert desk.refusal("--staff", CLERK, "store", "restore", tmp_path / "backup") == (1, "not_allowed")


# --- addresses ----------------------------------------------------------------------------------------------------


@on_sqlite
def test_a_store_by_url_is_kept_like_one_by_path(
    desk: Desk, store_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.store = f"sqlite:///{store_address}"
    desk.sell()
    backups = Path(f"{store_address}.backups")
    assert len(automatic.kept_in(backups)) == 1
    monkeypatch.setattr(opening, "REVISIONS", ("0001", "0002"))
    monkeypatch.setattr("aspara_desk.store.upgrade._migrate_all", lambda _address, _revision: None)
    upgraded = desk.answer("store", "upgrade")
    assert Path(upgraded["backup"]).parent == backups


def test_the_home_of_nobody(tmp_path: Path) -> None:
    nobody = Desk(tmp_path, "~nobody-here/season.db")
    for command in (["check"], ["restore", tmp_path / "none"], ["upgrade"], ["backup", tmp_path / "none"]):
        assert nobody.refusal("store", *command) == (4, "store_url_unknown")
    assert nobody.refusal("programme", "show") == (4, "store_url_unknown")


def test_wiring_loads_no_store() -> None:
    heavy = "import sys, aspara_desk.bootstrap; print([one for one in sys.modules if one.startswith('sqlalchemy')])"
    told = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


# --- checking -----------------------------------------------------------------------------------------------------


def test_locked_keys_leave_the_codes_uncompared(store_address: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", store_address, {"ASPARA_PASSPHRASE": "saule"})
    desk.load()
    desk.sell()
    assert desk.answer("store", "check") == {"ok": True, "findings": [], "codes_checked": True}
    assert "compared" not in desk.run("store", "check").out
    desk.more = {}
    assert desk.answer("store", "check") == {"ok": True, "findings": [], "codes_checked": False}
    done = desk.run("store", "check")
    assert (done.code, "were not compared" in done.out) == (0, True)


@on_sqlite
def test_a_check_that_found_damage_compared_no_codes(desk: Desk) -> None:
    desk.sell()
    with closing(sqlite3.connect(desk.store, isolation_level=None)) as connection:
        connection.execute("DELETE FROM desks")
        connection.execute("DELETE FROM orders")
    done = bootstrap.check_store(Settings(desk.store, "en", data_folder=desk.data))
    assert {one.kind for one in done.findings} == {"check_orphan"}
    assert not done.codes_checked


# --- automatic backups --------------------------------------------------------------------------------------------


@on_sqlite
def test_nobody_waits_for_a_slow_backup_for_ever(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = tmp_path / "go on"
    os.mkfifo(go_on)
    slow = f"open({str(go_on)!r}).read(); print('{{\"bytes\": 1}}')"
    monkeypatch.setattr("aspara_desk.store.backup.own_process", lambda *_: [sys.executable, "-c", slow])
    monkeypatch.setattr(bootstrap, "_PATIENCE_SECONDS", 0.1)
    told: list[DeskError | None] = []
    begun: list[Running] = []
    start = automatic.start_automatic

    def noting(address: str, folder: Path, now: datetime) -> Running | None:
        begun.append(start(address, folder, now))
        return begun[-1]

    monkeypatch.setattr(automatic, "start_automatic", noting)
    backups = AutomaticBackups(Settings(desk.store, "en"), told.append)
    monkeypatch.setattr(bootstrap, "clock", lambda: datetime.now(UTC) + timedelta(hours=2))
    backups.tick()
    backups.finish()
    assert [one.kind for one in told if one] == ["backup_goes_on"]
    backups.finish()
    assert len(told) == 1
    go_on.write_text("now")
    assert begun[0].ends_within(60)  # it was left alone, and could tell how it ended
    assert begun[0].finish().size == 1


@on_sqlite
def test_no_second_backup_beside_one_that_goes_on(desk: Desk, tmp_path: Path) -> None:
    now = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    (tmp_path / "automatic-20260501T115900Z.db.part").touch()
    assert automatic.start_automatic(desk.store, tmp_path, now) is None
    later = automatic.start_automatic(desk.store, tmp_path, now + timedelta(minutes=15))
    assert later is not None
    assert not isinstance(later.finish(), DeskError)


def test_a_store_that_is_none_is_told_and_stops_nothing(tmp_path: Path) -> None:
    told: list[DeskError | None] = []
    AutomaticBackups(Settings("~nobody-here/season.db", "en", data_folder=tmp_path), told.append).tick()
    assert [(type(one), one and one.kind) for one in told] == [(StoreUnusable, "store_url_unknown")]
