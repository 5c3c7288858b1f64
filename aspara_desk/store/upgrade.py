"""Upgrades of the schema: a verified backup first, then all migrations in one transaction, or none."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from aspara_desk.domain.errors import DeskError, StoreUnusable
from aspara_desk.store import opening
from aspara_desk.store.backup import backup
from aspara_desk.store.engine import begin_writing, database_path, store_url
from aspara_desk.store.faults import Collision, translated
from aspara_desk.store.opening import open_store, read_revision
from aspara_desk.store.sqlite_file import in_use
from aspara_desk.store.unit import Store

MIGRATIONS = Path(__file__).with_name("migrations")
VERSIONS = (MIGRATIONS / "versions",)
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class UpgradeReport:
    """Revisions before and after; the same where there was nothing to do.

    `backup` is None where nothing was done, or none could be made: then `without_backup` says why.
    """

    before: str
    after: str
    backup: Path | None = None
    without_backup: DeskError | None = None


def upgrade(address: str, *, backup_folder: Path, now: datetime) -> UpgradeReport:
    """Brings a store's schema to the newest revision. Raises StoreUnusable; then nothing was changed.

    A SQLite store is never upgraded without its backup. For PostgreSQL, whose keeper may have backups of another
    kind, `pg_dump` may be missing or too old; the report says so.
    """
    store = open_store(address, any_revision=True)
    try:
        before = _revision(store)
    finally:
        store.close()
    after = opening.REVISIONS[-1]
    if before == after:
        return UpgradeReport(before, after)
    _require_alone(address)
    file, why_not = _back_up(address, backup_folder / _name(address, before, now))
    _migrate_all(address, after)
    return UpgradeReport(before, after, file, why_not)


def _name(address: str, before: str, now: datetime) -> str:
    path = database_path(store_url(address))
    stem, suffix = (path.stem, "db") if path else ("store", "dump")
    return f"{stem}-before-upgrade-from-{before}-{now.astimezone(UTC).strftime(_STAMP)}.{suffix}"


def _require_alone(address: str) -> None:
    """Raises StoreUnusable while another desk has the store open: it would go on by the old schema."""
    path = database_path(store_url(address))
    if path is not None:
        if in_use(path):
            raise StoreUnusable("store_in_use", store=str(path))
        return
    store = open_store(address, any_revision=True)
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = 'aspara-desk' AND pid <> pg_backend_pid()"
    )
    try:
        with translated(store.where), store.engine.connect() as connection:
            if connection.execute(others).scalar_one():
                raise StoreUnusable("store_in_use", store=store.where)
    finally:
        store.close()


def _back_up(address: str, target: Path) -> tuple[Path | None, DeskError | None]:
    target.parent.mkdir(exist_ok=True)
    try:
        return backup(address, target).file, None
    except DeskError as error:
        if error.kind in {"backup_program_missing", "backup_program_too_old"}:
            return None, error
        raise


def _migrate_all(address: str, revision: str) -> None:
    store = open_store(address, any_revision=True)
    try:
        with translated(store.where), store.engine.connect() as connection:
            migrate(connection, revision)
    except Collision:  # another program worked on the same rows
        raise StoreUnusable("store_locked", store=store.where) from None
    finally:
        store.close()


def migrate(connection: Connection, revision: str) -> None:
    """Moves the schema up or down to a revision ("base" is nothing), in one transaction also on SQLite.

    SQLite rebuilds a table by dropping the old one. Foreign keys, which it can only switch outside a transaction,
    would then forget rows: they are off meanwhile, and looked at before the commit.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        _switch_foreign_keys(connection, "OFF")
    try:
        with begin_writing(connection):
            _run(connection, revision)
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise AssertionError("a migration leaves rows that point nowhere")
    finally:
        if is_sqlite:
            _switch_foreign_keys(connection, "ON")


def _switch_foreign_keys(connection: Connection, state: str) -> None:
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.cursor().execute(f"PRAGMA foreign_keys = {state}")


def _run(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", _escaped(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(_escaped, VERSIONS)))
    config.attributes["connection"] = connection
    going_up = revision != "base" and _position(revision) > _position(_now_at(connection))
    (command.upgrade if going_up else command.downgrade)(config, revision)


def _now_at(connection: Connection) -> str | None:
    made = connection.dialect.has_table(connection, "alembic_version")
    return read_revision(connection) if made else None


def _position(revision: str | None) -> int:
    return opening.REVISIONS.index(revision) if revision else -1


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _revision(store: Store) -> str:
    with translated(store.where), store.engine.connect() as connection:
        revision = read_revision(connection)
    assert revision is not None
    return revision
