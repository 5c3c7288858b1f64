from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import opening
from aspara_desk.store import upgrade as upgrade_module
from aspara_desk.store.check import check
from aspara_desk.store.engine import make_engine, store_url
from aspara_desk.store.models import METADATA
from aspara_desk.store.opening import REVISIONS, create_schema, open_store
from aspara_desk.store.upgrade import MIGRATIONS, VERSIONS, UpgradeReport, migrate, upgrade
from tests.store.festival import Festival, load_sample

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECOND = '''"""A second revision, as a later version may bring it."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade() -> None:
    op.add_column("orders", sa.Column("remark", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE orders SET remark = 'settled' WHERE state = 'paid'")
    with op.batch_alter_table("venues") as batch:
        batch.alter_column("capacity", new_column_name="places")
    {more}


def downgrade() -> None:
    op.drop_column("orders", "remark")
    with op.batch_alter_table("venues") as batch:
        batch.alter_column("places", new_column_name="capacity")
'''


@contextmanager
def connected(address: str) -> Iterator[Connection]:
    engine: Engine = make_engine(store_url(address))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def described(connection: Connection) -> dict[str, list[str]]:
    """The whole schema as the database itself writes it down. The order of a table's constraints means nothing."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master").all()
    else:
        rows = connection.exec_driver_sql(PG_SCHEMA).all()
    connection.rollback()
    return {name: sorted(line.strip(" \t,") for line in sql.splitlines()) for name, sql in rows}


PG_SCHEMA = """
SELECT 'column ' || table_name || '.' || column_name,
       concat_ws(' ', ordinal_position, data_type, character_maximum_length, numeric_precision, numeric_scale,
                 is_nullable, column_default, collation_name)
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL
SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL
SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


@pytest.fixture
def another_address(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second store on the same engine."""
    if engine_name == "sqlite":
        return str(tmp_path / "another.db")
    server = request.getfixturevalue("postgresql_server")
    return server.url(server.create_database())


def test_the_program_knows_exactly_the_revisions_there_are() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert tuple(reversed([one.revision for one in script.walk_revisions()])) == REVISIONS


def test_head_equals_the_models(store_address: str) -> None:
    with connected(store_address) as connection:
        migrate(connection, REVISIONS[-1])
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_creating_and_upgrading_give_the_same_schema(store_address: str, another_address: str) -> None:
    with connected(store_address) as connection:
        migrate(connection, REVISIONS[-1])
        upgraded = described(connection)
    with connected(another_address) as connection:
        with connection.begin():
            create_schema(connection)
        created = described(connection)
    assert upgraded == created
    assert len(created) > 50


def test_what_only_one_engine_has_survives(store_address: str) -> None:
    with connected(store_address) as connection:
        migrate(connection, REVISIONS[-1])
        schema = described(connection)
    if connection.dialect.name == "sqlite":
        assert "WITHOUT ROWID" in schema["table guest_words"]
        assert any("CHECK (price_minor = CAST(price_minor AS BIGINT))" in line for line in schema["table order_lines"])
    else:
        assert schema["column guest_words.word"][0].endswith(" C")
        assert "CHECK" in schema["constraint order_lines.ck_order_lines_price_minor_whole"][0]


def test_down_to_nothing_and_up_again(store_address: str) -> None:
    with connected(store_address) as connection:
        migrate(connection, REVISIONS[-1])
        before = described(connection)
        migrate(connection, "base")
        assert [one for one in described(connection) if "alembic_version" not in one] == []
        migrate(connection, REVISIONS[-1])
        assert described(connection) == before


# --- upgrades with data -------------------------------------------------------------------------------------------


@pytest.fixture
def old(at_desk: Callable[..., Workplace], clock) -> Festival:
    """A store of the first revision, with data, that nobody has open any more."""
    festival = load_sample(at_desk(), clock)
    festival.sell(count=3)
    festival.scan("A-000001")
    assert check(festival.store, festival.digest) == ()
    festival.store.close()
    return festival


@pytest.fixture
def address(old: Festival) -> str:
    """The tests' server asks for no password."""
    return old.store.where


@dataclass
class Versions:
    """Where a program of a later version has its newer revision, and the store that has not got it yet."""

    folder: Path
    store: str

    def add(self, more: str = "") -> None:
        (self.folder / "0002_second.py").write_text(SECOND.format(more=more), encoding="utf-8")


@pytest.fixture
def second(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Versions:
    """A program that knows one revision more than the store, which was made before."""
    folder = tmp_path / "versions"
    folder.mkdir()
    monkeypatch.setattr(upgrade_module, "VERSIONS", (*VERSIONS, folder))
    monkeypatch.setattr(opening, "REVISIONS", (*REVISIONS, "0002"))
    return Versions(folder, address)


def rows(address: str) -> dict[str, list[tuple[object, ...]]]:
    with connected(address) as connection:
        found = {
            table: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {table}"))), key=repr)  # noqa: S608
            for table in sorted(METADATA.tables)
        }
        connection.rollback()
        return found


def test_an_upgrade_keeps_the_data_and_a_backup(second: Versions, address: str, tmp_path: Path) -> None:
    second.add()
    before = rows(address)
    with pytest.raises(StoreUnusable, match="store_older"):
        open_store(address)
    report = upgrade(address, backup_folder=tmp_path / "backups", now=NOW)
    assert (report.before, report.after, report.without_backup) == ("0001", "0002", None)
    assert report.backup is not None
    assert report.backup.name.startswith(("season-before-upgrade-from-0001-2026", "store-before-upgrade-from-0001-"))
    open_store(address).close()
    with connected(address) as connection:
        remarks = connection.execute(text("SELECT remark FROM orders")).scalars().all()
        assert remarks == ["settled"]
        assert connection.execute(text("SELECT count(*) FROM venues WHERE places > 0")).scalar_one() == 5
        connection.rollback()
        migrate(connection, "0001")
    assert rows(address) == before


def test_foreign_keys_are_on_again_after_an_upgrade(second: Versions, address: str) -> None:
    second.add()
    with connected(address) as connection:
        migrate(connection, "0002")
        with pytest.raises(Exception, match=r"(?i)foreign key"), connection.begin():
            connection.execute(text("DELETE FROM venues"))


def test_nothing_to_do_is_said(address: str, tmp_path: Path) -> None:
    assert upgrade(address, backup_folder=tmp_path / "none", now=NOW) == UpgradeReport("0001", "0001")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "more",
    ['raise ValueError("half way")', 'op.execute("DELETE FROM venues")', 'op.execute("SELECT nonsense")'],
)
def test_a_migration_that_fails_leaves_nothing_behind(
    second: Versions, address: str, tmp_path: Path, more: str
) -> None:
    second.add(more)
    with connected(address) as connection:
        before = described(connection)
    data = rows(address)
    with pytest.raises((ValueError, AssertionError, StoreUnusable)):
        upgrade(address, backup_folder=tmp_path / "backups", now=NOW)
    with connected(address) as connection:
        assert described(connection) == before
    assert rows(address) == data


def test_no_upgrade_under_a_desk_at_work(second: Versions, address: str, tmp_path: Path) -> None:
    second.add()
    with connected(address) as desk:
        desk.execute(text("SELECT count(*) FROM orders"))
        desk.rollback()
        with pytest.raises(StoreUnusable, match=r"store_in_use"):
            upgrade(address, backup_folder=tmp_path / "backups", now=NOW)
    assert upgrade(address, backup_folder=tmp_path / "backups", now=NOW).after == "0002"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_postgresql_without_its_programs_is_upgraded_and_told(
    second: Versions, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second.add()
    monkeypatch.setenv("PATH", str(tmp_path))
    report = upgrade(address, backup_folder=tmp_path / "backups", now=NOW)
    assert report.backup is None
    assert report.without_backup is not None
    assert report.without_backup.kind == "backup_program_missing"
