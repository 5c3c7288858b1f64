"""Backups of a PostgreSQL store by PostgreSQL's own programs. A password never appears on a command line."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL

from aspara_desk.domain.errors import Misused, StoreUnusable
from aspara_desk.store.backup_files import require_free, require_space, unfinished
from aspara_desk.store.engine import make_engine, password_of, shown
from aspara_desk.store.faults import translated

_VERSION = " TABLE DATA public alembic_version "
_OURS = (_VERSION, " TABLE DATA public season_keys ")


def back_up(url: URL, target: Path) -> int:
    """Dumps a store that others may be using (`pg_dump -Fc`), and gives the size of the dump in bytes.

    Raises Misused where the target does not fit or the program is not there or too old, StoreUnusable otherwise.
    """
    require_free(target)
    require_space(target, _size(url))
    with unfinished(target) as part:
        run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--file", str(part)], url, path=target)
        if revision_of(part) is None:
            raise StoreUnusable("store_foreign", store=shown(url))
    return target.stat().st_size


def revision_of(dump: Path) -> str | None:
    """The schema's revision in a dump; None for the dump of anything but a store. Raises StoreUnusable."""
    listed = run("pg_restore", ["--list", str(dump)], None, path=dump)
    if not all(table in listed for table in _OURS):
        return None
    told = run("pg_restore", ["--data-only", "--table=alembic_version", "--file=-", str(dump)], None, path=dump)
    rows = told.partition("FROM stdin;\n")[2].partition("\n\\.")[0]
    return rows or None


def restore(dump: Path, url: URL) -> None:
    """Brings a dump into an empty database: all of it, or nothing.

    All but the revision of its schema: no desk can open it until that is written, too.
    """
    listed = run("pg_restore", ["--list", str(dump)], None, path=dump)
    wanted = "".join(line for line in listed.splitlines(keepends=True) if _VERSION not in line)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    with tempfile.TemporaryDirectory() as folder:
        choice = Path(folder) / "wanted"
        choice.write_text(wanted, encoding="utf-8")
        options += ["--use-list", str(choice), "--dbname", str(url.database)]
        run("pg_restore", [*options, str(dump)], url, path=dump)


def run(program: str, arguments: list[str], url: URL | None, *, path: Path) -> str:
    """What one of PostgreSQL's programs prints. What it complains of may hold values of rows, and is not kept."""
    found = shutil.which(program)
    if found is None:
        raise Misused("backup_program_missing", program=program)
    environment = {**os.environ, "LC_ALL": "C", **(_connection(url) if url else {})}
    ended = subprocess.run(  # noqa: S603
        [found, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if ended.returncode == 0:
        return ended.stdout
    if "version mismatch" in ended.stderr or "unsupported version" in ended.stderr:
        raise Misused("backup_program_too_old", program=program)
    if url is None:
        raise StoreUnusable("backup_damaged", path=str(path))
    raise StoreUnusable("backup_failed", path=str(path), store=shown(url))


def _size(url: URL) -> int:
    """Of the database; its dump is compressed and smaller."""
    engine = make_engine(url)
    try:
        with translated(shown(url)), engine.connect() as connection:
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    finally:
        engine.dispose()


def _connection(url: URL) -> Mapping[str, str]:
    """A store's address in the environment variables of libpq."""
    from psycopg.pq import Conninfo  # noqa: PLC0415 - a SQLite store needs no PostgreSQL

    names = {option.keyword.decode(): option.envvar.decode() for option in Conninfo.get_defaults() if option.envvar}
    wanted = {
        **{key: value for key, value in url.query.items() if isinstance(value, str)},
        "host": url.host, "port": url.port, "user": url.username, "password": password_of(url), "dbname": url.database,
    }  # fmt: skip
    return {names[key]: str(value) for key, value in wanted.items() if key in names and value is not None}
