"""Automatic backups: when one is due, what it is called, and which of the old ones are kept."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store.backup import Running, start_backup
from aspara_desk.store.engine import database_path, store_url
from aspara_desk.store.sqlite_copy import size_of

EVERY = timedelta(hours=1)
KEEP_LATEST = 24
_UNDER_WAY = timedelta(minutes=15)  # of a backup that is not finished: after a kill the next one waits as long
_ABANDONED_AFTER = timedelta(hours=6)  # nothing writes one backup for that long
_SPARE = 64 << 20  # bytes that old backups leave free beside the next one
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"automatic-(\d{8}T\d{6}Z)\.(?:db|dump)(\.part)?")


@dataclass(frozen=True, slots=True)
class Kept:
    """An automatic backup that is there. `at` is when it was begun, UTC; `size` is in bytes."""

    file: Path
    at: datetime
    size: int


def backups_folder(store: Path) -> Path:
    """Where the automatic backups of a SQLite store lie: beside it."""
    return store.with_name(store.name + ".backups")


def due(folder: Path, now: datetime) -> bool:
    """Whether the last hour has no backup, and none is under way: one that was begun minutes ago may be.

    One dated later than now, by a clock that was wrong, does not count.
    """
    if any(now - EVERY < one.at <= now for one in kept_in(folder)):
        return False
    return not any(now - _UNDER_WAY < at <= now for _file, at in _unfinished(folder))


def start_automatic(address: str, folder: Path, now: datetime) -> Running | None:
    """Begins an automatic backup in a process of its own, or gives None where none is due.

    Makes room first. Raises StoreUnusable where the folder cannot be written; nothing but the backup depends on it.
    """
    path = database_path(store_url(address))
    try:
        folder.mkdir(exist_ok=True)
        if not due(folder, now):
            return None
        _clear_away(folder, now)
        _thin(folder, now, needed=size_of(path) if path else _largest(folder))
    except OSError:
        raise StoreUnusable("backup_folder_unusable", folder=str(folder)) from None
    suffix = "db" if path else "dump"
    return start_backup(address, folder / f"automatic-{now.astimezone(UTC).strftime(_STAMP)}.{suffix}")


def kept_in(folder: Path) -> list[Kept]:
    """The finished automatic backups in a folder, oldest first. Other files are nobody's business."""
    if not folder.is_dir():
        return []
    found = ((file, _NAME.fullmatch(file.name)) for file in folder.iterdir())
    return sorted(
        (Kept(file, _moment(match[1]), file.stat().st_size) for file, match in found if match and not match[2]),
        key=lambda one: one.at,
    )


def to_remove(backups: Sequence[Kept], now: datetime, *, free: int, needed: int) -> list[Kept]:
    """Which backups to remove, in this order: all but the last 24 and the last of each day (UTC); then, as long as
    fewer than `needed` bytes are free, the oldest ones. The newest always stays.

    One dated later than `now` is kept until its time has come, unless space is needed.
    """
    ordered = sorted(backups, key=lambda one: one.at)
    past = [one for one in ordered if one.at <= now]
    last_of_day = {one.at.date(): one for one in past}
    wanted = {*past[-KEEP_LATEST:], *last_of_day.values()}
    removed = [one for one in past if one not in wanted]
    free += sum(one.size for one in removed)
    for one in ordered[:-1]:
        if free >= needed:
            break
        if one not in removed:
            removed.append(one)
            free += one.size
    return removed


def _thin(folder: Path, now: datetime, *, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    for one in to_remove(kept_in(folder), now, free=free, needed=needed + _SPARE):
        one.file.unlink()


def _clear_away(folder: Path, now: datetime) -> None:
    """What a program that was ended has left half written."""
    for file, at in _unfinished(folder):
        if now - at > _ABANDONED_AFTER:
            file.unlink(missing_ok=True)


def _unfinished(folder: Path) -> list[tuple[Path, datetime]]:
    """The backups that are being written, or were when their process ended, and when they were begun."""
    if not folder.is_dir():
        return []
    found = ((file, _NAME.fullmatch(file.name)) for file in folder.iterdir())
    return [(file, _moment(match[1])) for file, match in found if match and match[2]]


def _largest(folder: Path) -> int:
    """How much the next dump may need; the server knows how much it holds, not how far it can be compressed."""
    return max((one.size for one in kept_in(folder)), default=0)


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
