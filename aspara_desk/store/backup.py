"""Backups: a whole and verified copy of a store in one file, written by a process of its own."""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

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
    """A backup that is being written. Whoever started it calls `finish` before the program ends."""

    target: Path
    store: str
    _process: subprocess.Popen[str] = field(repr=False)

    @property
    def done(self) -> bool:
        """Whether `finish` would answer at once."""
        return self._process.poll() is not None

    def finish(self, timeout: float | None = None) -> Backup | DeskError:
        """Waits at most `timeout` seconds, then ends the process. An error is handed over, not raised."""
        try:
            told, _ = self._process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            self._process.communicate()
            part_of(self.target).unlink(missing_ok=True)
            return StoreUnusable("backup_too_slow", path=str(self.target), store=self.store)
        return self._read(told)

    def _read(self, told: str) -> Backup | DeskError:
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
    process = subprocess.Popen(  # noqa: S603
        own_process("backup_process", source, str(target.absolute())),
        env=own_environment({"PGPASSWORD": password} if password else None),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    return Running(target, shown(url), process)


def backup(address: str, target: Path) -> Backup:
    """Backs a store up and waits for it. Raises Misused or StoreUnusable."""
    answer = start_backup(address, target).finish()
    if isinstance(answer, DeskError):
        raise answer
    return answer
