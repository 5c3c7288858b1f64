"""Tables for spreadsheets. A cell that a spreadsheet would take for a formula is written as text.

With `decimal_comma`, amounts have a comma and cells are separated by semicolons: so spreadsheets read a table by
double click where numbers are written that way, as in Kazakhstan. Programs are given commas and points.
"""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from aspara_desk.domain.spreadsheets import plain_cell
from aspara_desk.tickets.output import Output, whole_file


class Table:
    """Takes rows one at a time: a table may be longer than memory."""

    def __init__(self, output: Output, *, decimal_comma: bool = False) -> None:
        self._output = output
        self._decimal_comma = decimal_comma
        self._rows = csv.writer(self, delimiter=_separator(decimal_comma=decimal_comma))

    def add(self, row: Sequence[object]) -> None:
        self._rows.writerow(map(self._cell, row))

    def _cell(self, value: object) -> object:
        if isinstance(value, str):
            return plain_cell(value)
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", "," if self._decimal_comma else ".")
        return value

    def write(self, text: str) -> int:
        """What `csv` writes to."""
        return self._output.write(text.encode("utf-8"))


@contextmanager
def new_table(out: Path, header: Sequence[str], *, decimal_comma: bool = False) -> Iterator[Table]:
    """UTF-8 with a mark that spreadsheets look for; the file is there when the block ends well, or not at all.

    It takes the place of an older table of the same columns only. Raises Misused as `whole_file` does.
    """
    head = BOM_UTF8 + _separator(decimal_comma=decimal_comma).join(header).encode("utf-8")
    with whole_file(out, begins=head) as output:
        output.write(BOM_UTF8)
        table = Table(output, decimal_comma=decimal_comma)
        table.add(header)
        yield table


def write_table(
    out: Path, header: Sequence[str], rows: Iterable[Sequence[object]], *, decimal_comma: bool = False
) -> None:
    """As `new_table`."""
    with new_table(out, header, decimal_comma=decimal_comma) as table:
        for row in rows:
            table.add(row)


def _separator(*, decimal_comma: bool) -> str:
    return ";" if decimal_comma else ","
