"""Where a backup goes: looked at before anything is written, and put in place only when it is whole."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aspara_desk.domain.errors import Misused

_UNFINISHED = ".part"
_MARGIN = 16 << 20  # bytes left free beside a backup: the store goes on growing
_MB = 1 << 20


def require_free(target: Path) -> None:
    """Raises Misused where a backup cannot be written under this name. What is there is never overwritten."""
    if target.is_dir():
        raise Misused("backup_is_folder", path=str(target))
    if target.exists():
        raise Misused("backup_exists", path=str(target))
    if not target.parent.is_dir():
        raise Misused("backup_folder_missing", path=str(target), folder=str(target.parent))
    if not os.access(target.parent, os.W_OK):
        raise Misused("backup_not_permitted", path=str(target))


def require_space(target: Path, size: int) -> None:
    """Raises Misused unless `size` bytes, and a margin, fit beside the target."""
    free = shutil.disk_usage(target.parent).free
    if free < size + _MARGIN:
        raise Misused("backup_no_space", path=str(target), needed_mb=(size + _MARGIN) // _MB + 1, free_mb=free // _MB)


def part_of(target: Path) -> Path:
    """The name of a backup until it is whole."""
    return target.with_name(target.name + _UNFINISHED)


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A name to write to. It becomes the target when the block ends well, and is removed when it does not.

    Raises Misused where the folder does not take it.
    """
    part = part_of(target)
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)  # it holds the season's keys
        yield part
        _put_in_place(part, target)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise Misused("backup_disk_full" if full else "backup_not_permitted", path=str(target)) from None
    finally:
        part.unlink(missing_ok=True)


def _put_in_place(part: Path, target: Path) -> None:
    fsync(part)
    try:
        os.link(part, target)  # unlike a rename, this overwrites nothing
    except FileExistsError:
        raise Misused("backup_exists", path=str(target)) from None
    except OSError:  # a file system without links, as on most memory sticks
        require_free(target)
        part.rename(target)
    fsync_folder(target.parent)


def fsync(path: Path) -> None:
    """What the file holds survives a power cut from now on."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """The names in a folder survive a power cut from now on. Windows writes them through by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
