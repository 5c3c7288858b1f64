"""A file that is there complete or not at all."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from aspara_desk.domain.errors import Misused

PDF = b"%PDF"
_KINDS = {
    errno.ENOSPC: "output_disk_full",
    errno.EDQUOT: "output_disk_full",
    errno.EACCES: "output_no_permission",
    errno.EPERM: "output_no_permission",
    errno.EROFS: "output_no_permission",
    errno.ENOENT: "output_folder_missing",
    errno.ENOTDIR: "output_folder_missing",
    errno.EISDIR: "output_is_folder",
}


class Output:
    """Bytes on their way to the file `out`, kept beside it until they are complete."""

    def __init__(self, out: Path, begins: bytes = PDF) -> None:
        self._out = out
        with self._faults_named():
            if out.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if out.exists() and not out.is_file():
                raise OSError(errno.EINVAL, "not a regular file")  # a device must not be renamed over
            if _holds_something_else(out, begins):
                raise Misused("output_is_other_file", path=str(out))
            handle, part = mkstemp(prefix=".", suffix=".part", dir=out.parent)
        self._part = Path(part)
        self._stream: BinaryIO = os.fdopen(handle, "wb")

    def write(self, data: bytes) -> int:
        with self._faults_named():
            return self._stream.write(data)

    def settle(self, before_naming: Callable[[], None] | None = None) -> None:
        """Durable first, then in place: a crash leaves the old file or the new one."""
        with self._faults_named():
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
        if before_naming is not None:
            before_naming()
        with self._faults_named():
            if self._out.exists():
                shutil.copymode(self._out, self._part)
            self._part.replace(self._out)
            _sync_folder(self._out.parent)

    def discard(self) -> None:
        with suppress(OSError):  # a full disk refuses the last bytes once more; they are not wanted
            self._stream.close()
        self._part.unlink(missing_ok=True)

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            kind = _KINDS.get(fault.errno or 0, "output_unwritable")
            raise Misused(kind, path=str(self._out), reason=fault.strerror or "") from fault


def _holds_something_else(out: Path, begins: bytes) -> bool:
    """Whether a file of another kind is there: a store or a guest list is not lost to a slip of the keyboard."""
    if not out.exists():
        return False
    with out.open("rb") as file:
        head = file.read(len(begins))
    return bool(head) and head != begins


@contextmanager
def whole_file(out: Path, *, begins: bytes = PDF, before_naming: Callable[[], None] | None = None) -> Iterator[Output]:
    """A stream whose bytes become the file `out` when the block ends well, and vanish when it does not.

    An older file stays as it was until then, and hands on its permissions; a new one is its owner's alone, for
    tickets are worth money. `before_naming` is called when all bytes are durable, just before they become the
    file; what it raises leaves nothing. Raises Misused: `output_is_other_file` for an older file that does not
    begin with `begins`, `output_folder_missing`, `output_is_folder`, `output_no_permission`, `output_disk_full`, or
    `output_unwritable` with the system's own reason.
    """
    output = Output(out, begins)
    try:
        yield output
        output.settle(before_naming)
    finally:
        output.discard()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no way to open a folder for this, and journals the rename itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse it; the file itself is durable already
            os.fsync(handle)
    finally:
        os.close(handle)
