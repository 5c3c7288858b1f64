"""Tables for spreadsheets. A cell that a spreadsheet would take for a formula is written as text."""

import csv
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from aspara_desk.domain.errors import Misused

# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(value: object) -> object:
    """The value, or a text that begins with an apostrophe where a spreadsheet would calculate."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value


def write_table(out: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with a mark that spreadsheets look for; the file is there whole or not at all. Raises Misused."""
    try:
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=out.parent)
    except OSError as error:
        raise Misused("output_unwritable", path=str(out), reason=error.strerror or "") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow([plain_cell(one) for one in header])
            table.writerows([plain_cell(one) for one in row] for row in rows)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(out)
    except OSError as error:
        raise Misused("output_unwritable", path=str(out), reason=error.strerror or "") from None
    finally:
        Path(part).unlink(missing_ok=True)
