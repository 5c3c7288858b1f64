import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store import opening
from aspara_desk.store.engine import BUSY_SECONDS, shown, store_url
from aspara_desk.store.network_shares import share_below
from aspara_desk.store.opening import open_store
from aspara_desk.store.sqlite_file import APPLICATION_ID, glance, has_journal, own_environment
from tests.postgres import PostgresServer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store in a file, closed."""
    file = tmp_path / "season.db"
    open_store(str(file), create=True).close()
    return file


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def refused(address: str | Path, *, create: bool = False) -> str:
    with pytest.raises(StoreUnusable) as caught:
        open_store(str(address), create=create)
    return caught.value.kind


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


# --- what is there, or is not -------------------------------------------------------------------------------------


def test_a_store_is_made_once_and_opened_again(store_address: str) -> None:
    open_store(store_address, create=True).close()
    open_store(store_address).close()
    open_store(store_address, create=True).close()


def test_a_missing_store_is_not_made_by_opening(store_address: str) -> None:
    assert refused(store_address) == "store_missing"
    if "://" not in store_address:
        assert not Path(store_address).exists()


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path, create=True) == "store_is_folder"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "season.db", create=True) == "store_folder_missing"


def test_an_empty_file_is_no_store_yet(tmp_path: Path) -> None:
    file = tmp_path / "season.db"
    file.touch()
    assert refused(file) == "store_missing"
    assert contents(tmp_path) == {"season.db": b""}
    open_store(str(file), create=True).close()
    assert glance(file).application_id == APPLICATION_ID


@pytest.mark.parametrize("content", [b"Dear diary,\n" * 100, bytes(5000), b"x"])
def test_a_file_of_something_else(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "season.db"
    file.write_bytes(content)
    for create in (False, True):
        assert refused(file, create=create) == "store_foreign"
    assert contents(tmp_path) == {"season.db": content}


def test_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "season.db")
    assert refused(tmp_path / "season.db", create=True) == "store_foreign"


@pytest.mark.parametrize("application_id", [0, 4711])
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_database_of_another_program(tmp_path: Path, application_id: int, journal: str) -> None:
    file = tmp_path / "season.db"
    change(file, f"PRAGMA journal_mode = {journal}", f"PRAGMA application_id = {application_id}", "CREATE TABLE a (b)")
    before = contents(tmp_path)
    for create in (False, True):
        assert refused(file, create=create) == "store_foreign"
    assert contents(tmp_path) == before


def test_a_database_that_another_program_has_open(tmp_path: Path) -> None:
    file = tmp_path / "season.db"
    change(file, "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE a (b)")
        assert refused(file, create=True) == "store_foreign"


def test_a_newer_revision(path: Path) -> None:
    change(path, "UPDATE alembic_version SET version_num = '9999'", "PRAGMA journal_mode = DELETE")
    before = contents(path.parent)
    assert refused(path) == "store_newer"
    assert contents(path.parent) == before


def test_an_older_revision_is_opened_for_an_upgrade_only(store_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(store_address, create=True).close()
    monkeypatch.setattr(opening, "REVISIONS", (*opening.REVISIONS, "0002"))
    assert refused(store_address) == "store_older"
    open_store(store_address, any_revision=True).close()


def test_a_newer_revision_on_either_engine(store_address: str) -> None:
    store = open_store(store_address, create=True)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    assert refused(store_address, create=True) == "store_newer"


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_store_that_has_lost_its_revision(path: Path, statement: str) -> None:
    change(path, statement)
    assert refused(path) == "store_damaged"


def test_a_store_that_was_being_made_is_made_now(tmp_path: Path) -> None:
    file = tmp_path / "season.db"
    change(file, "PRAGMA journal_mode = WAL")
    assert file.stat().st_size
    assert refused(file) == "store_missing"
    open_store(str(file), create=True).close()
    open_store(str(file)).close()


# --- damage -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [50, 600, 5000, 40_000])
def test_a_truncated_file(path: Path, size: int) -> None:
    os.truncate(path, size)
    before = contents(path.parent)
    assert refused(path) == "store_damaged"
    assert contents(path.parent) == before


def test_damaged_pages_are_a_sentence_when_they_are_met(path: Path) -> None:
    damage(path)
    with pytest.raises(StoreUnusable, match="store_damaged"):
        count(path)


def count(path: Path) -> None:
    store = open_store(str(path))
    try:
        store.read(lambda unit: unit.counters.all())
    finally:
        store.close()


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 8192))


KILLED = """
import os, signal, sys
from sqlalchemy import text
from aspara_desk.store.opening import open_store
store = open_store(sys.argv[1])
with store.engine.begin() as connection:
    connection.execute(text("INSERT INTO numbers (kind, letter, next) VALUES ('ticket', 'A', 7)"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def kill_at_work(path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], env=own_environment(), check=False)
    assert ended.returncode == -signal.SIGKILL
    assert has_journal(path)


def looks(path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often every page is looked at when a store is opened."""
    seen: list[object] = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: seen.append(args) or run(*args, **options))
    open_store(str(path)).close()
    return len(seen)


def test_every_page_is_looked_at_after_a_kill_and_only_then(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(path, monkeypatch) == 0
    kill_at_work(path)
    assert looks(path, monkeypatch) == 1
    assert looks(path, monkeypatch) == 0
    store = open_store(str(path))
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT next FROM numbers")).scalar_one() == 7
    store.close()


def test_damage_after_a_kill_is_refused_and_left_as_it_was(path: Path) -> None:
    kill_at_work(path)
    damage(path)
    before = contents(path.parent)
    assert refused(path) == "store_damaged"
    after = contents(path.parent)
    assert after["season.db"] == before["season.db"]
    assert after["season.db-wal"] == before["season.db-wal"]


def test_a_store_at_work_at_another_desk_is_opened_without_a_look(path: Path) -> None:
    other = open_store(str(path))
    with other.engine.begin() as connection:
        connection.execute(text("INSERT INTO numbers (kind, letter, next) VALUES ('ticket', 'A', 7)"))
    assert has_journal(path)
    open_store(str(path)).close()
    other.close()


def test_the_log_of_a_lost_store_is_not_thrown_away(path: Path) -> None:
    kill_at_work(path)
    path.unlink()
    assert refused(path, create=True) == "store_damaged"
    assert has_journal(path)


# --- who may ------------------------------------------------------------------------------------------------------


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes of its own."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if not sys.platform.startswith("linux") or subprocess.run(["mount", *options], check=False).returncode:
        pytest.skip("a file system can be mounted here by root on Linux only")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_read_only_file_system(path: Path, mounted: Path) -> None:
    shutil.copy(path, mounted)
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    assert refused(mounted / "season.db") == "store_read_only"
    assert refused(mounted / "new.db", create=True) == "store_not_permitted"


def test_a_full_disk(path: Path, mounted: Path) -> None:
    shutil.copy(path, mounted)
    store = open_store(str(mounted / "season.db"))
    fill(mounted)
    counters = {f"inside/{one}": None for one in range(1000)}
    with pytest.raises(StoreUnusable, match="disk_full"):
        store.read(lambda unit: unit.counters.ensure(counters))
    (mounted / "filler").unlink()
    store.read(lambda unit: unit.counters.ensure(counters))
    store.close()
    fill(mounted)
    assert refused(mounted / "season.db") == "disk_full"
    assert refused(mounted / "new.db", create=True) == "disk_full"


def fill(folder: Path) -> None:
    handle = os.open(folder / "filler", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    try:
        with pytest.raises(OSError, match="No space"):
            write_on(handle)
    finally:
        os.close(handle)


def write_on(handle: int) -> None:
    while True:
        os.write(handle, bytes(4096))


def as_nobody(path: Path, *, create: bool = False) -> str:
    """How opening ends for a user without rights, in a process of that user."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
        try:
            open_store(str(path), create=create)
            os.write(tell, b"opened")
        except StoreUnusable as error:
            os.write(tell, error.kind.encode())
        finally:
            os._exit(0)
    os.close(tell)
    os.waitpid(child, 0)
    with os.fdopen(told, "rb") as pipe:
        return pipe.read().decode()


@pytest.fixture
def shared(path: Path) -> Iterator[Path]:
    """A store that everybody may reach."""
    for folder in [path.parent, *path.parent.parents]:
        if folder.name.startswith(("pytest-", "popen-")):
            folder.chmod(0o755)
    path.parent.chmod(0o777)
    path.chmod(0o666)
    assert as_nobody(path) == "opened"
    yield path
    path.parent.chmod(0o700)


@pytest.mark.parametrize(
    ("file", "folder", "expected"),
    [
        (0o444, 0o777, "store_read_only"),
        (0o666, 0o555, "store_read_only"),
        (0o000, 0o777, "store_not_permitted"),
        (0o666, 0o000, "store_not_permitted"),
    ],
)
def test_permissions(shared: Path, file: int, folder: int, expected: str) -> None:
    shared.chmod(file)
    shared.parent.chmod(folder)
    assert as_nobody(shared) == expected


def test_a_folder_where_nobody_may_write(shared: Path) -> None:
    shared.parent.chmod(0o555)
    assert as_nobody(shared.parent / "new.db", create=True) == "store_not_permitted"


# --- addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "mysql://root@server/db", "sqlite://", "postgresql://server", "postgresql://server:port/db", "://", "", " ",
        "file\0name", "oracle://x/y", "~no-such-user-here/season.db", "sqlite+pysqlcipher:///x.db",
    ],
)  # fmt: skip
def test_no_address_of_a_store(address: str) -> None:
    assert refused(address, create=True) == "store_url_unknown"


def test_a_path_and_a_url_are_the_same_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    addresses = ["season.db", "sqlite:///season.db", f"sqlite:///{tmp_path}/season.db?mode=memory", "./season.db"]
    assert {str(store_url(one).database) for one in addresses} == {str(tmp_path / "season.db")}


def test_a_password_is_never_shown() -> None:
    url = store_url("postgresql://clerk:s3cret@server/season?password=s3cret2&sslmode=require")
    assert "s3cret" not in shown(url)
    assert shown(url) == "postgresql+psycopg://clerk@server/season"


MOUNTS = """\
/dev/vda / ext4 rw 0 0
//server/share /srv/saule/na\\040s cifs rw 0 0
server:/x /mnt/nfs nfs4 rw 0 0
/dev/vdb /mnt/nfs/local ext4 rw 0 0
tmpfs /mnt/nfs2 tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/saule/season.db", None),
        ("/srv/saule/na s/season.db", "cifs"),
        ("/mnt/nfs/season.db", "nfs4"),
        ("/mnt/nfs/local/season.db", None),
        ("/mnt/nfs2/season.db", None),
        ("/mnt/other/../nfs/season.db", "nfs4"),
        ("//server/share/season.db", "UNC"),
        ("\\\\server\\share\\season.db", "UNC"),
    ],
)
def test_network_shares(tmp_path: Path, path: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert share_below(Path(path), mounts) == kind
    assert share_below(Path("/srv/season.db"), tmp_path / "none") is None


def test_a_link_into_a_share(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path.resolve()}/far nfs rw 0 0\n", encoding="utf-8")
    assert share_below(tmp_path / "near" / "season.db", mounts) == "nfs"


def test_a_store_on_a_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aspara_desk.store.engine.share_below", lambda _path: "nfs4")
    assert refused(tmp_path / "season.db", create=True) == "store_on_network_share"
    assert contents(tmp_path) == {}


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


def test_a_server_that_is_away(postgresql_server: PostgresServer) -> None:
    url = store_url(postgresql_server.url("x")).set(port=1)
    assert refused(url.render_as_string(hide_password=False)) == "store_server_away"


def test_a_host_that_nobody_knows() -> None:
    assert refused("postgresql://desk@no-such-host.invalid/season") == "store_server_away"


def test_a_database_that_is_not_there(postgresql_server: PostgresServer) -> None:
    assert refused(postgresql_server.url("nowhere"), create=True) == "store_missing_database"


def test_a_user_or_a_password_that_is_wrong(postgresql_server: PostgresServer) -> None:
    url = postgresql_server.url(postgresql_server.create_database())
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE clerk LOGIN PASSWORD 'right'")
        row = connection.execute("SHOW hba_file").fetchone()
        assert row is not None
        hba = Path(str(row[0]))
        rules = hba.read_text(encoding="utf-8")
        hba.write_text("host all clerk 127.0.0.1/32 scram-sha-256\n" + rules, encoding="utf-8")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("GRANT ALL ON SCHEMA public TO clerk")
    assert refused(url.replace("postgres@", "stranger@")) == "store_login_refused"
    assert refused(url.replace("postgres@", "clerk@")) == "store_login_refused"
    assert refused(url.replace("postgres@", "clerk:wrong@")) == "store_login_refused"
    open_store(url.replace("postgres@", "clerk:right@"), create=True).close()


def test_a_user_who_may_not_make_a_store(postgresql_server: PostgresServer) -> None:
    url = postgresql_server.url(postgresql_server.create_database())
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN")
    assert refused(url.replace("postgres@", "guest@"), create=True) == "store_not_permitted"


@pytest.mark.parametrize("table", ["journal", "alembic_version", "season_keys"])
def test_a_database_with_tables_of_another_program(postgresql_server: PostgresServer, table: str) -> None:
    url = postgresql_server.url(postgresql_server.create_database())
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE TABLE {table} (a int)")
    assert refused(url, create=True) == "store_foreign"


# --- connections --------------------------------------------------------------------------------------------------


def test_every_connection_is_set_up_alike(path: Path) -> None:
    store = open_store(str(path))
    wanted = {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "foreign_keys": 1, "trusted_schema": 0,
              "busy_timeout": BUSY_SECONDS * 1000}  # fmt: skip
    with store.engine.connect() as one, store.engine.connect() as other:
        for connection in (one, other):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
            assert found == wanted
    store.close()


def test_a_setting_that_is_refused_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules["aspara_desk.store.engine"]._PRAGMAS, "synchronous", ("OFF", 2))
    assert refused(tmp_path / "season.db", create=True) == "store_setting_refused"


CREATED = """
import sys
from aspara_desk.store.opening import open_store
sys.stdin.readline()
open_store(sys.argv[1], create=True).close()
"""


@pytest.mark.heavy
def test_two_desks_that_make_a_store_at_once(store_address: str) -> None:
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", CREATED, store_address], env=own_environment(), stdin=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for desk in desks:
        assert desk.stdin is not None
        desk.stdin.write("go\n")
        desk.stdin.flush()
    for desk in desks:
        desk.communicate()
    assert [desk.returncode for desk in desks] == [0] * 4
    open_store(store_address).close()
