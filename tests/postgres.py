"""A PostgreSQL of the tests' own: in a temporary folder, on loopback, gone when the tests are."""

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql

STARTS = 3  # a free port may be taken by another program before the server binds it
READY_WITHIN = 60.0  # seconds; a busy machine needs a few, a hopeless start ends by itself


def unavailable() -> str | None:
    """Why no private server can be had here, as a sentence for a skipped test; None where one can."""
    if not hasattr(os, "geteuid"):
        return "The tests start PostgreSQL on Linux and macOS only."
    if _programs() is None:
        return (
            "PostgreSQL's server programs (initdb, postgres) are not installed: on Debian, apt-get install postgresql."
        )
    if os.geteuid() == 0 and _server_user() is None:
        return "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as."
    return None


class PostgresServer:
    """A private server, started on entry and removed with its data on exit.

    It accepts the superuser `postgres` on 127.0.0.1 without a password, keeps UTC, sorts by bytes and writes to disk
    in earnest (`fsync`), because durability is among the things tested, unless it is told that nobody tests it.
    """

    def __init__(self, *, max_connections: int = 100, durable: bool = True) -> None:
        self._max_connections = max_connections
        self._durable = durable
        self._folder = Path()
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._names = itertools.count(1)

    def __enter__(self) -> Self:
        reason = unavailable()
        if reason is not None:
            raise RuntimeError(reason)
        self._folder = Path(tempfile.mkdtemp(prefix="aspara-pg-"))
        try:
            if os.geteuid() == 0:
                user = _server_user()
                assert user is not None
                os.chown(self._folder, user.pw_uid, user.pw_gid)
            self._initialise()
            self._start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    @property
    def port(self) -> int:
        return self._port

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy URL of a database on this server."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/{database}"

    def create_database(self, template: str = "template1") -> str:
        """A new database under a name of its own, copied from `template`, which nobody may be connected to."""
        name = f"desk_{next(self._names)}"
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database; whoever is still connected to it is disconnected."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def kill(self) -> None:
        """End the server at once, as a power cut would; `restart` lets it recover."""
        self._stop(signal.SIGQUIT)

    def restart(self) -> None:
        """Start again on the same data and the same port."""
        self._stop(signal.SIGINT)
        self._launch()
        if not self._await_ready():
            raise self._failure("did not start again")

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement)

    @property
    def _address(self) -> str:
        return f"host=127.0.0.1 port={self._port} user=postgres dbname=postgres connect_timeout=5"

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def _log(self) -> Path:
        return self._folder / "server.log"

    def _initialise(self) -> None:
        made = subprocess.run(
            [
                *(_program("initdb"), "--pgdata", str(self._data), "--username=postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"),
            ],
            **self._as_server(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed:\n{made.stdout.decode(errors='replace')}")

    def _start(self) -> None:
        for _ in range(STARTS):
            self._port = _free_port()
            self._launch()
            if self._await_ready():
                return
        raise self._failure("did not start")

    def _launch(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self._port,
            "unix_socket_directories": "",
            "max_connections": self._max_connections,
            "shared_buffers": "32MB",
            "fsync": "on" if self._durable else "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [_program("postgres"), "-D", str(self._data), *options], **self._as_server(), stdout=log, stderr=log
            )

    def _await_ready(self) -> bool:
        """True once the server answers; False when it ended instead, as when its port was taken."""
        assert self._process is not None
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                return False
            if self._answers():
                return True
            time.sleep(0.02)
        raise self._failure("was not ready in time")

    def _answers(self) -> bool:
        """Whether this server, and not another one on the same port, takes connections."""
        try:
            with psycopg.connect(self._address) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row == (str(self._data),)

    def _failure(self, what: str) -> RuntimeError:
        return RuntimeError(f"PostgreSQL {what}:\n{self._log.read_text(errors='replace')}")

    def _stop(self, how: signal.Signals) -> None:
        """SIGINT ends the sessions and shuts down in order, SIGQUIT stops without tidying up."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _remove(self) -> None:
        self._stop(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _as_server(self) -> dict[str, Any]:
        """What makes a child process run as a user that PostgreSQL accepts, in a folder that this user may enter."""
        common = {"cwd": self._folder, "stdin": subprocess.DEVNULL, "env": {**os.environ, "LC_ALL": "C"}}
        if os.geteuid() != 0:
            return common
        user = _server_user()
        assert user is not None
        return {**common, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _server_user() -> pwd.struct_passwd | None:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _programs() -> Path | None:
    """The folder of the newest server programs: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    if found is not None and Path(found).with_name("postgres").exists():
        return Path(found).parent
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(installed, key=lambda folder: int(folder.parent.name), default=None)


def _program(name: str) -> str:
    folder = _programs()
    assert folder is not None
    return str(folder / name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
