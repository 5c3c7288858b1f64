import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from aspara_desk.domain.errors import DeskError, Misused, StoreUnusable
from aspara_desk.store import sqlite_copy
from aspara_desk.store.backup import backup
from aspara_desk.store.check import check
from aspara_desk.store.opening import open_store
from aspara_desk.store.restore import restore as bring_back
from aspara_desk.store.unit import Store
from tests.store.backups import LATER, NOW, everything, on_sqlite, restore
from tests.store.festival import Festival


@on_sqlite
class TestRestore:
    def test_what_was_there_is_kept(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
        sold.sell(count=2)
        sold.store.close()
        before, saved = everything(sold_address), everything(str(target))
        restored = restore(target, sold_address, NOW)
        assert restored.kept is not None
        assert restored.kept.name == "season.db.before-restore-20260501T120000Z"
        assert everything(str(restored.kept)) == before
        assert everything(sold_address) == saved
        assert {file.name for file in target.parent.parent.iterdir() if file.is_file()} == {
            "season.db", restored.kept.name,
        }  # fmt: skip

    def test_not_under_a_desk_at_work(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
        before = everything(sold_address)
        with pytest.raises(StoreUnusable, match="store_in_use"):
            restore(target, sold_address, NOW)
        assert everything(sold_address) == before
        sold.sell()
        assert not list(Path(sold_address).parent.glob("*restor*"))

    def test_not_under_another_process(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
        sold.store.close()
        holding = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
            "c.execute('SELECT count(*) FROM orders').fetchall();"
            "print('open', flush=True); sys.stdin.readline()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", holding, sold_address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            other.stdout.readline()
            with pytest.raises(StoreUnusable, match="store_in_use"):
                restore(target, sold_address, NOW)
            other.communicate("\n")
        restore(target, sold_address, NOW)

    def test_a_log_left_by_a_kill_is_kept_with_its_store(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
        saved = everything(str(target))
        sold.store.close()
        kill_with_log(sold_address)
        restored = restore(target, sold_address, NOW)
        assert everything(sold_address) == saved
        with closing(sqlite3.connect(str(restored.kept))) as kept:
            assert kept.execute("SELECT next FROM numbers WHERE letter = 'Z'").fetchone() == (7,)

    def test_a_damaged_store_is_replaced(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
        sold.store.close()
        kill_with_log(sold_address)
        with Path(sold_address).open("r+b") as file:
            file.seek(100)
            file.write(b"\xa5" * 200_000)
        restored = restore(target, sold_address, NOW)
        assert restored.kept is not None
        store = open_store(sold_address)
        assert check(store, sold.digest) == ()
        store.close()

    @pytest.mark.usefixtures("sold")
    def test_a_truncated_store_is_replaced(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
        sold.store.close()
        os.truncate(sold_address, 5000)
        restore(target, sold_address, NOW)
        open_store(sold_address).close()

    def test_something_else_is_not_replaced(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
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
    def test_a_backup_that_is_none(self, sold: Festival, sold_address: str, target: Path, spoil, kind: str) -> None:
        backup(sold_address, target)
        spoil(target)
        before = everything(sold_address)
        sold.store.close()
        with pytest.raises(DeskError) as caught:
            restore(target, sold_address, NOW)
        assert caught.value.kind == kind
        assert everything(sold_address) == before

    def test_not_from_itself_and_not_into_nowhere(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
        with pytest.raises(Misused, match="restore_from_itself"):
            restore(target, str(target), NOW)
        with pytest.raises(StoreUnusable, match="store_folder_missing"):
            restore(target, str(target.parent / "none" / "season.db"), NOW)
        assert sold.store

    def test_twice_in_a_second_loses_nothing(self, sold: Festival, sold_address: str, target: Path) -> None:
        backup(sold_address, target)
        sold.store.close()
        first = restore(target, sold_address, NOW)
        with pytest.raises(Misused, match="backup_exists"):
            restore(target, sold_address, NOW)
        assert first.kept is not None
        assert restore(target, sold_address, LATER).kept != first.kept

    def test_a_power_cut_in_the_last_moment_leaves_the_store(
        self, sold: Festival, sold_address: str, target: Path
    ) -> None:
        backup(sold_address, target)
        sold.sell(count=2)
        sold.store.close()
        before = everything(sold_address)
        killed = (
            "import os, sys; from datetime import datetime, UTC; from pathlib import Path;"
            "from aspara_desk.store.restore import restore;"
            "put = Path.replace;"
            "Path.replace = lambda one, to: os._exit(9) if str(to) == sys.argv[2] else put(one, to);"
            "restore(Path(sys.argv[1]), sys.argv[2], datetime(2026, 5, 1, 12, tzinfo=UTC), lambda store: None)"
        )
        ended = subprocess.run([sys.executable, "-c", killed, target, sold_address], check=False)
        assert ended.returncode == 9
        [kept_file] = Path(sold_address).parent.glob("*.before-restore-*")
        assert everything(sold_address) == everything(str(kept_file)) == before
        open_store(sold_address).close()
        assert restore(target, sold_address, LATER).kept is not None
        assert everything(sold_address) == everything(str(target))

    def test_no_desk_comes_in_between(
        self, sold: Festival, sold_address: str, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backup(sold_address, target)
        sold.store.close()
        come_in = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('SELECT * FROM orders')"
        refused_to: list[str] = []
        put = Path.replace

        def noting(one: Path, to: Path) -> Path:
            if str(to) == sold_address:
                tried = subprocess.run(
                    [sys.executable, "-c", come_in, sold_address], capture_output=True, text=True, check=False
                )
                refused_to.append(tried.stderr)
            return put(one, to)

        monkeypatch.setattr(Path, "replace", noting)
        restore(target, sold_address, NOW)
        assert len(refused_to) == 1
        assert "database is locked" in refused_to[0]

    def test_a_desk_that_was_about_to_come_in_does_not_work_on_what_was_replaced(
        self, sold: Festival, sold_address: str, target: Path
    ) -> None:
        backup(sold_address, target)
        sold.store.close()
        with closing(sqlite3.connect(sold_address, isolation_level=None)) as late:  # opened, and nothing asked yet
            restored = restore(target, sold_address, NOW)
            before = everything(sold_address), everything(str(restored.kept))
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                late.execute("PRAGMA journal_mode = WAL")  # as every desk begins
        assert (everything(sold_address), everything(str(restored.kept))) == before

    def test_without_room_for_both_the_store_stays(
        self, sold: Festival, sold_address: str, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backup(sold_address, target)
        sold.store.close()
        before = everything(sold_address)

        def no_room(where: Path, _size: int) -> None:
            if "before-restore" in where.name:
                raise Misused("backup_no_space", path=str(where), needed_mb=2, free_mb=1)

        monkeypatch.setattr(sqlite_copy, "require_space", no_room)
        with pytest.raises(Misused, match="backup_no_space"):
            restore(target, sold_address, NOW)
        assert everything(sold_address) == before
        assert not list(Path(sold_address).parent.glob("*restor*"))


def test_before_its_letters_are_given_up_no_desk_opens_a_restored_store(
    sold: Festival, sold_address: str, target: Path, restore_address: str
) -> None:
    backup(sold_address, target)

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
