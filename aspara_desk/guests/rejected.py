"""The rows that were not imported, as a file that can be corrected and imported again."""

import csv
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from aspara_desk.domain.spreadsheets import plain_cell


class RejectedRows:
    """Writes `<name>.rejected.csv` beside a list: UTF-8 with a byte order mark. The column after those of the list says
    why, under the title `reason`; what a row has beyond its columns stands behind it.

    The file appears, whole, when it is kept; until then, and after an OSError of any of these methods, there
    is nothing. A file that is there already may have been corrected by hand: the next one is
    `<name>.rejected-2.csv`.
    """

    def __init__(self, beside: Path, header: Sequence[str], reason: str) -> None:
        self._beside = beside
        handle, name = tempfile.mkstemp(prefix=f".{beside.stem}.rejected.", dir=beside.parent)
        self._unfinished = Path(name)
        self._columns = len(header)
        self._stream = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._stream)
        try:
            self.add(header, reason)
        except OSError:
            self.drop()
            raise

    def add(self, cells: Sequence[str], reason: str) -> None:
        padded = [*cells, *[""] * (self._columns - len(cells))]
        row = [*padded[: self._columns], reason, *padded[self._columns :]]
        self._writer.writerow(map(plain_cell, row))

    def keep(self) -> Path:
        """Gives the file that holds the rows now."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._unfinished.chmod(0o600)  # guests' phone numbers: for whoever imports, and nobody else
        path = self._free_name()
        try:
            self._unfinished.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path

    def _free_name(self) -> Path:
        """Taken by an empty file, so that nobody else takes it meanwhile."""
        for number in count(1):
            path = self._beside.with_name(f"{self._beside.stem}.rejected{f'-{number}' if number > 1 else ''}.csv")
            with suppress(FileExistsError):
                path.touch(exist_ok=False)
                break
        return path

    def drop(self) -> None:
        """Throws away what was written. Never raises: it is called where something has gone wrong already."""
        with suppress(OSError):  # what a full disk did not take
            self._stream.close()
        with suppress(OSError):
            self._unfinished.unlink(missing_ok=True)
