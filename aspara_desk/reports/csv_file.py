"""Tables for spreadsheets. A cell that a spreadsheet would take for a formula is written as text."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aspara_desk.domain.spreadsheets import plain_cell
from aspara_desk.tickets.output import Output, whole_file


class Table:
    """Takes rows one at a time: a table may be longer than memory."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._rows = csv.writer(self)

    def add(self, row: Sequence[object]) -> None:
        self._rows.writerow([plain_cell(one) if isinstance(one, str) else one for one in row])

    def write(self, text: str) -> int:
        """What `csv` writes to."""
        return self._output.write(text.encode("utf-8"))


@contextmanager
def new_table(out: Path, header: Sequence[str]) -> Iterator[Table]:
    """UTF-8 with a mark that spreadsheets look for; the file is there when the block ends well, or not at all.

    It takes the place of an older table of the same columns only. Raises Misused as `whole_file` does.
    """
    head = BOM_UTF8 + ",".join(header).encode("utf-8")
    with whole_file(out, begins=head) as output:
        output.write(BOM_UTF8)
        table = Table(output)
        table.add(header)
        yield table


def write_table(out: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """As `new_table`."""
    with new_table(out, header) as table:
        for row in rows:
            table.add(row)
