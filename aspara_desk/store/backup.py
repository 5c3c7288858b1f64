"""Backups: a whole and verified copy of a store in one file, written by a process of its own."""

import json
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from aspara_desk.domain.errors import DeskError, Misused, StoreUnusable
from aspara_desk.store.backup_files import part_of
from aspara_desk.store.engine import database_path, password_of, shown, store_url, without_password
from aspara_desk.store.sqlite_file import own_environment, own_process

_ERRORS: dict[str, type[DeskError]] = {"Misused": Misused, "StoreUnusable": StoreUnusable}


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and verified. `size` is in bytes."""

    file: Path
    size: int


@dataclass(slots=True)
class Running:
    """A backup that is being written, by a process that also goes on when the program that started it ends."""

    target: Path
    store: str
    _process: subprocess.Popen[bytes] = field(repr=False)
    _told: IO[bytes] = field(repr=False)

    @property
    def done(self) -> bool:
        """Whether `finish` would answer at once."""
        return self._process.poll() is not None

    def ends_within(self, seconds: float) -> bool:
        """Waits at most so long. Where it is still being written then, it goes on by itself."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def finish(self, timeout: float | None = None) -> Backup | DeskError:
        """Waits at most `timeout` seconds, then ends the process. An error is handed over, not raised."""
        with self._told as told:
            try:
                self._process.wait(timeout)
            except subprocess.TimeoutExpired:
                self._process.terminate()
                self._process.wait()
                part_of(self.target).unlink(missing_ok=True)
                return StoreUnusable("backup_too_slow", path=str(self.target), store=self.store)
            told.seek(0)
            return self._read(told.read())

    def _read(self, told: bytes) -> Backup | DeskError:
        try:
            answer = json.loads(told)
        except ValueError:  # the process broke; why stands on its stderr, which is this program's
            return StoreUnusable("backup_failed", path=str(self.target), store=self.store)
        if "bytes" in answer:
            return Backup(self.target, answer["bytes"])
        return _ERRORS[answer["error"]](answer["kind"], **answer["facts"])


def start_backup(address: str, target: Path) -> Running:
    """Starts to back up a store, at a path or URL, to a file that is not there yet."""
    url = store_url(address)
    path = database_path(url)
    source = str(path) if path else without_password(url).render_as_string()
    password = password_of(url)
    told = tempfile.TemporaryFile()  # noqa: SIM115 - unlike a pipe, the process may write to it after this program's end
    process = subprocess.Popen(  # noqa: S603
        own_process("backup_process", source, str(target.absolute())),
        env=own_environment({"PGPASSWORD": password} if password else None),
        stdin=subprocess.DEVNULL,
        stdout=told,
    )
    return Running(target, shown(url), process, told)


def backup(address: str, target: Path) -> Backup:
    """Backs a store up and waits for it. Raises Misused or StoreUnusable."""
    answer = start_backup(address, target).finish()
    if isinstance(answer, DeskError):
        raise answer
    return answer
