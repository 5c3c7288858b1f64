import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from aspara_desk.domain.errors import Misused, StoreUnusable
from aspara_desk.store import backup_files, sqlite_copy
from aspara_desk.store.backup import Backup, backup, start_backup
from aspara_desk.store.check import check
from aspara_desk.store.opening import open_store
from tests.store.backups import NOW, everything, on_postgresql, on_sqlite, refused, restore
from tests.store.festival import Festival


def test_a_backup_comes_back(sold: Festival, sold_address: str, target: Path, restore_address: str) -> None:
    done = backup(sold_address, target)
    assert done == Backup(target, target.stat().st_size)
    sold.sell(count=2)
    restored = restore(target, restore_address, NOW)
    assert restored.revision == "0001"
    again = open_store(restore_address)
    assert len(again.read(lambda unit: unit.sales.tickets([f"A-00000{one}" for one in range(1, 6)]))) == 3
    assert check(again, sold.digest) == ()
    again.close()


@on_sqlite
def test_a_backup_is_one_file_and_leaves_the_store_alone(sold: Festival, sold_address: str, target: Path) -> None:
    before = everything(sold_address)
    backup(sold_address, target)
    assert [file.name for file in target.parent.iterdir()] == [target.name]
    assert target.read_bytes()[18:20] == b"\x01\x01"  # read and written without a log
    assert everything(str(target)) == everything(sold_address) == before
    assert target.stat().st_mode == Path(sold_address).stat().st_mode
    sold.sell()


@pytest.mark.usefixtures("sold")
def test_a_backup_overwrites_nothing(sold_address: str, target: Path) -> None:
    target.write_bytes(b"precious")
    assert refused(sold_address, target).kind == "backup_exists"
    assert target.read_bytes() == b"precious"


@pytest.mark.usefixtures("sold")
def test_where_a_backup_cannot_go(sold_address: str, target: Path) -> None:
    assert refused(sold_address, target.parent).kind == "backup_is_folder"
    assert refused(sold_address, target / "none" / "x").kind == "backup_folder_missing"


def test_a_memory_stick_without_links(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(_from: Path, _to: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    with backup_files.unfinished(target) as part:
        part.write_bytes(b"whole")
    assert target.read_bytes() == b"whole"
    unwritten = backup_files.unfinished(target)
    with pytest.raises(Misused, match="backup_exists"), unwritten as part:
        part.write_bytes(b"another")
    assert [file.name for file in target.parent.iterdir()] == [target.name]


def test_a_backup_of_nothing_or_of_something_else(tmp_path: Path, target: Path) -> None:
    assert refused(str(tmp_path / "none.db"), target).kind == "store_missing"
    (tmp_path / "text.db").write_bytes(b"Dear diary,\n" * 100)
    assert refused(str(tmp_path / "text.db"), target).kind == "store_foreign"
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE a (b)")
    assert refused(str(tmp_path / "other.db"), target).kind == "store_foreign"
    assert list(target.parent.iterdir()) == []


@on_sqlite
def test_a_damaged_store_gives_no_backup(sold: Festival, sold_address: str, target: Path) -> None:
    sold.store.close()
    with Path(sold_address).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 200_000)
    assert refused(sold_address, target).kind == "store_damaged"
    assert list(target.parent.iterdir()) == []


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A memory stick of 20 megabytes."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=20m", "tmpfs", str(folder)]
    if not sys.platform.startswith("linux") or subprocess.run(["mount", *options], check=False).returncode:
        pytest.skip("a file system can be mounted here by root on Linux only")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.usefixtures("sold")
def test_too_little_space_is_known_before_anything_is_written(sold_address: str, stick: Path) -> None:
    (stick / "films").write_bytes(bytes(10 << 20))
    error = refused(sold_address, stick / "backup")
    assert error.kind == "backup_no_space"
    assert error.facts["free_mb"] == 10
    assert [file.name for file in stick.iterdir()] == ["films"]


@on_sqlite
@pytest.mark.usefixtures("sold")
def test_a_disk_that_fills_up_meanwhile(sold_address: str, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stick / "films").write_bytes(bytes((20 << 20) - 100_000))
    monkeypatch.setattr(sqlite_copy, "require_space", lambda _target, _size: None)
    with pytest.raises(Misused, match="backup_disk_full"):
        sqlite_copy.back_up(Path(sold_address), stick / "backup")
    assert [file.name for file in stick.iterdir()] == ["films"]


def test_a_store_at_work_is_backed_up_whole(sold: Festival, sold_address: str, target: Path) -> None:
    running = start_backup(sold_address, target)
    count = 0
    while not running.done:
        sold.sell("fair")
        count += 1
    assert isinstance(running.finish(), Backup)
    assert check(sold.store, sold.digest) == ()


@pytest.mark.usefixtures("sold")
def test_a_backup_that_takes_too_long_is_ended(sold_address: str, target: Path) -> None:
    answer = start_backup(sold_address, target).finish(timeout=0)
    assert isinstance(answer, StoreUnusable)
    assert answer.kind == "backup_too_slow"
    assert list(target.parent.iterdir()) == []


@pytest.mark.usefixtures("sold")
def test_a_process_that_breaks_is_no_backup(
    sold_address: str, target: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("aspara_desk.store.backup.own_process", lambda *_: [sys.executable, "-c", "raise SystemError"])
    assert refused(sold_address, target).kind == "backup_failed"
    assert "SystemError" in capfd.readouterr().err


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


@on_postgresql
@pytest.mark.usefixtures("sold")
def test_a_password_is_not_on_a_command_line(sold_address: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    popen = subprocess.Popen

    def noting(command: list[str], **options: object) -> object:
        seen.append([*command, "password given" if options["env"].get("PGPASSWORD") == "s3cret" else ""])
        return popen(command, **options)

    monkeypatch.setattr(subprocess, "Popen", noting)
    backup(sold_address.replace("postgres@", "postgres:s3cret@"), target)
    assert "s3cret" not in str(seen)
    assert seen[0][-1] == "password given"


@on_postgresql
@pytest.mark.usefixtures("sold")
def test_without_its_program_it_is_said(sold_address: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(target.parent))
    error = refused(sold_address, target)
    assert (error.kind, dict(error.facts)) == ("backup_program_missing", {"program": "pg_dump"})


@on_postgresql
@pytest.mark.usefixtures("sold")
def test_a_program_that_is_too_old(sold_address: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = target.parent / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2; exit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{target.parent}{os.pathsep}{os.environ['PATH']}")
    assert refused(sold_address, target).kind == "backup_program_too_old"


@on_postgresql
@pytest.mark.usefixtures("sold")
def test_a_dump_goes_into_an_empty_database_only(sold_address: str, target: Path, restore_address: str) -> None:
    backup(sold_address, target)
    with pytest.raises(Misused, match="restore_not_empty"):
        restore(target, sold_address, NOW)
    target.write_bytes(target.read_bytes()[: target.stat().st_size // 2])
    with pytest.raises(StoreUnusable, match=r"backup_damaged|backup_failed"):
        restore(target, restore_address, NOW)
    target.write_bytes(b"Dear diary")
    with pytest.raises(StoreUnusable, match="backup_damaged"):
        restore(target, restore_address, NOW)
    with pytest.raises(StoreUnusable, match="store_missing"):
        open_store(restore_address)


@on_postgresql
def test_a_dump_of_something_else(target: Path, restore_address: str) -> None:
    address = restore_address.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE a (b int)")
    assert refused(address, target).kind == "store_foreign"
    subprocess.run(["pg_dump", "-Fc", "-f", target, address], check=True)
    with pytest.raises(StoreUnusable, match="backup_foreign"):
        restore(target, address, NOW)


@on_postgresql
def test_a_dump_of_a_newer_version(sold: Festival, sold_address: str, target: Path, restore_address: str) -> None:
    sold.execute("UPDATE alembic_version SET version_num = '9999'")
    backup(sold_address, target)
    with pytest.raises(StoreUnusable, match="backup_newer"):
        restore(target, restore_address, NOW)
