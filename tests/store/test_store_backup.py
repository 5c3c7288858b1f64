import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.errors import DeskError, Misused, StoreUnusable
from aspara_desk.store import automatic, backup_files, sqlite_copy
from aspara_desk.store.automatic import Kept, backups_folder, due, kept_in, start_automatic, to_remove
from aspara_desk.store.backup import Backup, backup, start_backup
from aspara_desk.store.check import check
from aspara_desk.store.opening import open_store
from aspara_desk.store.restore import Restored
from aspara_desk.store.restore import restore as bring_back
from aspara_desk.store.unit import Store
from tests.store.festival import Festival

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def sold(festival: Festival) -> Festival:
    festival.sell(count=3)
    festival.scan("A-000001")
    return festival


@pytest.fixture
def store_address(store: Store) -> str:
    """The address of the store that `sold` is in. The tests' server asks for no password."""
    return store.where


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "evening.backup"


def restore(backup: Path, address: str, now: datetime) -> Restored:
    """As it is; what becomes of the desks' letters is tested with the desks."""
    return bring_back(backup, address, now, lambda _store: None)


on_postgresql = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def refused(address: str, target: Path) -> DeskError:
    with pytest.raises(DeskError) as caught:
        backup(address, target)
    return caught.value


def everything(address: str) -> list[str]:
    with closing(sqlite3.connect(address)) as connection:
        return list(connection.iterdump())


# --- backing up ---------------------------------------------------------------------------------------------------


def test_a_backup_comes_back(sold: Festival, store_address: str, target: Path, restore_address: str) -> None:
    done = backup(store_address, target)
    assert done == Backup(target, target.stat().st_size)
    sold.sell(count=2)
    restored = restore(target, restore_address, NOW)
    assert restored.revision == "0001"
    again = open_store(restore_address)
    assert len(again.read(lambda unit: unit.sales.tickets([f"A-00000{one}" for one in range(1, 6)]))) == 3
    assert check(again, sold.digest) == ()
    again.close()


@pytest.fixture
def restore_address(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if engine_name == "sqlite":
        return str(tmp_path / "restored.db")
    server = request.getfixturevalue("postgresql_server")
    return server.url(server.create_database())


@on_sqlite
def test_a_backup_is_one_file_and_leaves_the_store_alone(sold: Festival, store_address: str, target: Path) -> None:
    before = everything(store_address)
    backup(store_address, target)
    assert [file.name for file in target.parent.iterdir()] == [target.name]
    assert target.read_bytes()[18:20] == b"\x01\x01"  # read and written without a log
    assert everything(str(target)) == everything(store_address) == before
    assert target.stat().st_mode == Path(store_address).stat().st_mode
    sold.sell()


@pytest.mark.usefixtures("sold")
def test_a_backup_overwrites_nothing(store_address: str, target: Path) -> None:
    target.write_bytes(b"precious")
    assert refused(store_address, target).kind == "backup_exists"
    assert target.read_bytes() == b"precious"


@pytest.mark.usefixtures("sold")
def test_where_a_backup_cannot_go(store_address: str, target: Path) -> None:
    assert refused(store_address, target.parent).kind == "backup_is_folder"
    assert refused(store_address, target / "none" / "x").kind == "backup_folder_missing"


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
def test_a_damaged_store_gives_no_backup(sold: Festival, store_address: str, target: Path) -> None:
    sold.store.close()
    with Path(store_address).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 200_000)
    assert refused(store_address, target).kind == "store_damaged"
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
def test_too_little_space_is_known_before_anything_is_written(store_address: str, stick: Path) -> None:
    (stick / "films").write_bytes(bytes(10 << 20))
    error = refused(store_address, stick / "backup")
    assert error.kind == "backup_no_space"
    assert error.facts["free_mb"] == 10
    assert [file.name for file in stick.iterdir()] == ["films"]


@on_sqlite
@pytest.mark.usefixtures("sold")
def test_a_disk_that_fills_up_meanwhile(store_address: str, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stick / "films").write_bytes(bytes((20 << 20) - 100_000))
    monkeypatch.setattr(sqlite_copy, "require_space", lambda _target, _size: None)
    with pytest.raises(Misused, match="backup_disk_full"):
        sqlite_copy.back_up(Path(store_address), stick / "backup")
    assert [file.name for file in stick.iterdir()] == ["films"]


def test_a_store_at_work_is_backed_up_whole(sold: Festival, store_address: str, target: Path) -> None:
    running = start_backup(store_address, target)
    count = 0
    while not running.done:
        sold.sell("fair")
        count += 1
    assert isinstance(running.finish(), Backup)
    assert check(sold.store, sold.digest) == ()


@pytest.mark.usefixtures("sold")
def test_a_backup_that_takes_too_long_is_ended(store_address: str, target: Path) -> None:
    answer = start_backup(store_address, target).finish(timeout=0)
    assert isinstance(answer, StoreUnusable)
    assert answer.kind == "backup_too_slow"
    assert list(target.parent.iterdir()) == []


@pytest.mark.usefixtures("sold")
def test_a_process_that_breaks_is_no_backup(
    store_address: str, target: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("aspara_desk.store.backup.own_process", lambda *_: [sys.executable, "-c", "raise SystemError"])
    assert refused(store_address, target).kind == "backup_failed"
    assert "SystemError" in capfd.readouterr().err


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


@on_postgresql
@pytest.mark.usefixtures("sold")
def test_a_password_is_not_on_a_command_line(store_address: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    popen = subprocess.Popen

    def noting(command: list[str], **options: object) -> object:
        seen.append([*command, "password given" if options["env"].get("PGPASSWORD") == "s3cret" else ""])
        return popen(command, **options)

    monkeypatch.setattr(subprocess, "Popen", noting)
    backup(store_address.replace("postgres@", "postgres:s3cret@"), target)
    assert "s3cret" not in str(seen)
    assert seen[0][-1] == "password given"


@on_postgresql
@pytest.mark.usefixtures("sold")
def test_without_its_program_it_is_said(store_address: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(target.parent))
    error = refused(store_address, target)
    assert (error.kind, dict(error.facts)) == ("backup_program_missing", {"program": "pg_dump"})


@on_postgresql
@pytest.mark.usefixtures("sold")
def test_a_program_that_is_too_old(store_address: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = target.parent / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2; exit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{target.parent}{os.pathsep}{os.environ['PATH']}")
    assert refused(store_address, target).kind == "backup_program_too_old"


@on_postgresql
@pytest.mark.usefixtures("sold")
def test_a_dump_goes_into_an_empty_database_only(store_address: str, target: Path, restore_address: str) -> None:
    backup(store_address, target)
    with pytest.raises(Misused, match="restore_not_empty"):
        restore(target, store_address, NOW)
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
def test_a_dump_of_a_newer_version(sold: Festival, store_address: str, target: Path, restore_address: str) -> None:
    sold.execute("UPDATE alembic_version SET version_num = '9999'")
    backup(store_address, target)
    with pytest.raises(StoreUnusable, match="backup_newer"):
        restore(target, restore_address, NOW)


# --- restoring ----------------------------------------------------------------------------------------------------


@on_sqlite
class TestRestore:
    def test_what_was_there_is_kept(self, sold: Festival, store_address: str, target: Path) -> None:
        backup(store_address, target)
        sold.sell(count=2)
        sold.store.close()
        before, saved = everything(store_address), everything(str(target))
        restored = restore(target, store_address, NOW)
        assert restored.kept is not None
        assert restored.kept.name == "season.db.before-restore-20260501T120000Z"
        assert everything(str(restored.kept)) == before
        assert everything(store_address) == saved
        assert {file.name for file in target.parent.parent.iterdir() if file.is_file()} == {
            "season.db", restored.kept.name,
        }  # fmt: skip

    def test_not_under_a_desk_at_work(self, sold: Festival, store_address: str, target: Path) -> None:
        backup(store_address, target)
        before = everything(store_address)
        with pytest.raises(StoreUnusable, match="store_in_use"):
            restore(target, store_address, NOW)
        assert everything(store_address) == before
        sold.sell()
        assert not list(Path(store_address).parent.glob("*restor*"))

    def test_not_under_another_process(self, sold: Festival, store_address: str, target: Path) -> None:
        backup(store_address, target)
        sold.store.close()
        holding = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
            "c.execute('SELECT count(*) FROM orders').fetchall();"
            "print('open', flush=True); sys.stdin.readline()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", holding, store_address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            other.stdout.readline()
            with pytest.raises(StoreUnusable, match="store_in_use"):
                restore(target, store_address, NOW)
            other.communicate("\n")
        restore(target, store_address, NOW)

    def test_a_log_left_by_a_kill_is_kept_with_its_store(
        self, sold: Festival, store_address: str, target: Path
    ) -> None:
        backup(store_address, target)
        saved = everything(str(target))
        sold.store.close()
        kill_with_log(store_address)
        restored = restore(target, store_address, NOW)
        assert everything(store_address) == saved
        with closing(sqlite3.connect(str(restored.kept))) as kept:
            assert kept.execute("SELECT next FROM numbers WHERE letter = 'Z'").fetchone() == (7,)

    def test_a_damaged_store_is_replaced(self, sold: Festival, store_address: str, target: Path) -> None:
        backup(store_address, target)
        sold.store.close()
        kill_with_log(store_address)
        with Path(store_address).open("r+b") as file:
            file.seek(100)
            file.write(b"\xa5" * 200_000)
        restored = restore(target, store_address, NOW)
        assert restored.kept is not None
        store = open_store(store_address)
        assert check(store, sold.digest) == ()
        store.close()

    @pytest.mark.usefixtures("sold")
    def test_a_truncated_store_is_replaced(self, sold: Festival, store_address: str, target: Path) -> None:
        backup(store_address, target)
        sold.store.close()
        os.truncate(store_address, 5000)
        restore(target, store_address, NOW)
        open_store(store_address).close()

    def test_something_else_is_not_replaced(self, sold: Festival, store_address: str, target: Path) -> None:
        backup(store_address, target)
        diary = target.with_name("diary.txt")
        diary.write_bytes(b"Dear diary,\n" * 100)
        with pytest.raises(StoreUnusable, match="store_foreign"):
            restore(target, str(diary), NOW)
        with closing(sqlite3.connect(target.with_name("other.db"))) as other:
            other.execute("CREATE TABLE a (b)")
        with pytest.raises(StoreUnusable, match="store_foreign"):
            restore(target, str(target.with_name("other.db")), NOW)
        with pytest.raises(StoreUnusable, match="store_is_folder"):
            restore(target, str(target.parent), NOW)
        assert sold.store

    @pytest.mark.parametrize(
        ("spoil", "kind"),
        [
            (lambda file: file.write_bytes(b"Dear diary,\n" * 100), "backup_foreign"),
            (lambda file: file.write_bytes(b""), "backup_foreign"),
            (lambda file: os.truncate(file, 50_000), "backup_damaged"),
            (lambda file: overwrite(file, 8192, 100_000), "backup_damaged"),
            (lambda file: change(file, "UPDATE alembic_version SET version_num = '9999'"), "backup_newer"),
            (lambda file: change(file, "PRAGMA application_id = 7"), "backup_foreign"),
            (lambda file: change(file, "DELETE FROM alembic_version"), "backup_damaged"),
            (lambda file: file.unlink(), "backup_missing"),
        ],
    )
    def test_a_backup_that_is_none(self, sold: Festival, store_address: str, target: Path, spoil, kind: str) -> None:
        backup(store_address, target)
        spoil(target)
        before = everything(store_address)
        sold.store.close()
        with pytest.raises(DeskError) as caught:
            restore(target, store_address, NOW)
        assert caught.value.kind == kind
        assert everything(store_address) == before

    def test_not_from_itself_and_not_into_nowhere(self, sold: Festival, store_address: str, target: Path) -> None:
        backup(store_address, target)
        with pytest.raises(Misused, match="restore_from_itself"):
            restore(target, str(target), NOW)
        with pytest.raises(StoreUnusable, match="store_folder_missing"):
            restore(target, str(target.parent / "none" / "season.db"), NOW)
        assert sold.store

    def test_twice_in_a_second_loses_nothing(self, sold: Festival, store_address: str, target: Path) -> None:
        backup(store_address, target)
        sold.store.close()
        first = restore(target, store_address, NOW)
        with pytest.raises(Misused, match="backup_exists"):
            restore(target, store_address, NOW)
        assert first.kept is not None
        assert restore(target, store_address, LATER).kept != first.kept

    def test_a_power_cut_in_the_last_moment_leaves_the_store(
        self, sold: Festival, store_address: str, target: Path
    ) -> None:
        backup(store_address, target)
        sold.sell(count=2)
        sold.store.close()
        before = everything(store_address)
        killed = (
            "import os, sys; from datetime import datetime, UTC; from pathlib import Path;"
            "from aspara_desk.store.restore import restore;"
            "put = Path.replace;"
            "Path.replace = lambda one, to: os._exit(9) if str(to) == sys.argv[2] else put(one, to);"
            "restore(Path(sys.argv[1]), sys.argv[2], datetime(2026, 5, 1, 12, tzinfo=UTC), lambda store: None)"
        )
        ended = subprocess.run([sys.executable, "-c", killed, target, store_address], check=False)
        assert ended.returncode == 9
        [kept_file] = Path(store_address).parent.glob("*.before-restore-*")
        assert everything(store_address) == everything(str(kept_file)) == before
        open_store(store_address).close()
        assert restore(target, store_address, LATER).kept is not None
        assert everything(store_address) == everything(str(target))

    def test_no_desk_comes_in_between(
        self, sold: Festival, store_address: str, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backup(store_address, target)
        sold.store.close()
        come_in = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('SELECT * FROM orders')"
        refused_to: list[str] = []
        put = Path.replace

        def noting(one: Path, to: Path) -> Path:
            if str(to) == store_address:
                tried = subprocess.run(
                    [sys.executable, "-c", come_in, store_address], capture_output=True, text=True, check=False
                )
                refused_to.append(tried.stderr)
            return put(one, to)

        monkeypatch.setattr(Path, "replace", noting)
        restore(target, store_address, NOW)
        assert len(refused_to) == 1
        assert "database is locked" in refused_to[0]

    def test_a_desk_that_was_about_to_come_in_does_not_work_on_what_was_replaced(
        self, sold: Festival, store_address: str, target: Path
    ) -> None:
        backup(store_address, target)
        sold.store.close()
        with closing(sqlite3.connect(store_address, isolation_level=None)) as late:  # opened, and nothing asked yet
            restored = restore(target, store_address, NOW)
            before = everything(store_address), everything(str(restored.kept))
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                late.execute("PRAGMA journal_mode = WAL")  # as every desk begins
        assert (everything(store_address), everything(str(restored.kept))) == before

    def test_without_room_for_both_the_store_stays(
        self, sold: Festival, store_address: str, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backup(store_address, target)
        sold.store.close()
        before = everything(store_address)

        def no_room(where: Path, _size: int) -> None:
            if "before-restore" in where.name:
                raise Misused("backup_no_space", path=str(where), needed_mb=2, free_mb=1)

        monkeypatch.setattr(sqlite_copy, "require_space", no_room)
        with pytest.raises(Misused, match="backup_no_space"):
            restore(target, store_address, NOW)
        assert everything(store_address) == before
        assert not list(Path(store_address).parent.glob("*restor*"))


def test_before_its_letters_are_given_up_no_desk_opens_a_restored_store(
    sold: Festival, store_address: str, target: Path, restore_address: str
) -> None:
    backup(store_address, target)

    def fails(_store: Store) -> None:
        with pytest.raises(StoreUnusable, match=r"store_missing|store_damaged"):
            open_store(restore_address)
        raise Misused("installation_not_saved", path="somewhere")

    with pytest.raises(Misused, match="installation_not_saved"):
        bring_back(target, restore_address, NOW, fails)
    with pytest.raises(StoreUnusable, match=r"store_missing|store_damaged"):
        open_store(restore_address)
    assert sold.store


def overwrite(file: Path, start: int, size: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(b"\xa5" * size)


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


def kill_with_log(address: str) -> None:
    killed = (
        "import os, signal, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute(\"INSERT INTO numbers (kind, letter, next) VALUES ('ticket', 'Z', 7)\");"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", killed, address], check=False)
    assert Path(address + "-wal").stat().st_size


# --- automatic backups --------------------------------------------------------------------------------------------


def test_one_at_start_up_and_one_an_hour(sold: Festival, store_address: str, tmp_path: Path) -> None:
    folder = backups_folder(tmp_path / "season.db")
    assert due(folder, NOW)
    running = start_automatic(store_address, folder, NOW)
    assert running is not None
    assert isinstance(running.finish(), Backup)
    assert start_automatic(store_address, folder, NOW + timedelta(minutes=59)) is None
    again = start_automatic(store_address, folder, NOW + timedelta(hours=1))
    assert again is not None
    assert isinstance(again.finish(), Backup)
    assert [one.at for one in kept_in(folder)] == [NOW, NOW + timedelta(hours=1)]
    assert {file.stem for file in folder.iterdir()} == {"automatic-20260501T120000Z", "automatic-20260501T130000Z"}
    assert sold.store


def test_a_clock_that_was_wrong_stops_no_backup(tmp_path: Path) -> None:
    (tmp_path / "automatic-20300101T000000Z.db").touch()
    assert due(tmp_path, NOW)


@pytest.mark.usefixtures("sold")
def test_a_folder_that_cannot_be_used_is_said(store_address: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match="backup_folder_unusable"):
        start_automatic(store_address, tmp_path / "file", NOW)


@pytest.mark.usefixtures("sold")
def test_old_ones_and_halves_are_cleared_away(store_address: str, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    for hour in range(60):
        (folder / f"automatic-{NOW - timedelta(hours=hour + 1):%Y%m%dT%H%M%SZ}.db").touch()
    (folder / "automatic-20260501T010000Z.db.part").touch()
    (folder / "automatic-20260501T113000Z.db.part").touch()
    (folder / "evening.backup").touch()
    running = start_automatic(store_address, folder, NOW + timedelta(hours=1))
    assert running is not None
    assert isinstance(running.finish(), Backup)
    names = {file.name for file in folder.iterdir()}
    assert {"evening.backup", "automatic-20260501T113000Z.db.part"} <= names
    assert "automatic-20260501T010000Z.db.part" not in names
    assert len(kept_in(folder)) == 24 + 1 + 1  # the last 24, the new one, and the last of the only day before them


def kept(hours_ago: int, size: int) -> Kept:
    return Kept(Path(f"automatic-{hours_ago}"), NOW - timedelta(hours=hours_ago), size)


backups = st.lists(
    st.builds(kept, st.integers(-100, 3000), st.integers(0, 500)), max_size=80, unique_by=lambda one: one.at
)


@given(backups, st.integers(0, 3000), st.integers(0, 3000))
def test_thinning(present: list[Kept], free: int, needed: int) -> None:
    removed = to_remove(present, NOW, free=free, needed=needed)
    left = sorted((one for one in present if one not in removed), key=lambda one: one.at)
    ordered = sorted(present, key=lambda one: one.at)
    assert len(set(removed)) == len(removed)
    assert set(removed) <= set(present)
    if ordered:
        assert left[-1] == ordered[-1]  # the newest always stays
    freed = free + sum(one.size for one in removed)
    assert freed >= needed or len(left) <= 1
    past = [one for one in ordered if one.at <= NOW]
    wanted = {*past[-24:], *({one.at.date(): one for one in past}.values()), *(one for one in ordered if one.at > NOW)}
    if free >= needed:
        assert set(left) == wanted
    given_up = [one for one in removed if one in wanted]
    if given_up:  # none too many, and the oldest first
        assert freed - given_up[-1].size < needed
        assert given_up == sorted(wanted, key=lambda one: one.at)[: len(given_up)]


def test_the_names_of_automatic_backups_are_read_back(tmp_path: Path) -> None:
    for name in ("automatic-20260501T120000Z.db", "automatic-20260501T130000Z.dump", "automatic-x.db", "other.db"):
        (tmp_path / name).write_bytes(b"12")
    assert [(one.at.hour, one.size) for one in kept_in(tmp_path)] == [(12, 2), (13, 2)]
    assert kept_in(tmp_path / "none") == []
    assert automatic.KEEP_LATEST == 24
