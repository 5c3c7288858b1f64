"""Rows of a comma-, semicolon- or tab-separated list, read as a stream."""

import csv
import re
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from itertools import count, islice

from aspara_desk.domain.errors import BadInput, Place
from aspara_desk.guests.source import Source
from aspara_desk.guests.vocabulary import fields_of, heading_row

_DELIMITERS = ",;\t"
_LOOKED_AT = 20  # lines, to find the header and its delimiter
_DECLARED = re.compile(r'\ufeff?"?sep=(.)"?\s*$')  # how a spreadsheet program is told the delimiter


def csv_rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows with their number in a spreadsheet, from 1; a row without any text is left out.

    Raises BadInput before the first of them: `guest_list_row` for a cell of more than 131,072 characters, and
    `guest_list_quote_open` where a quotation mark is never closed. The place is the row in which such a cell begins.
    """
    delimiter, declared = _delimiter(source)
    deque(_all_rows(source, delimiter), maxlen=0)  # nothing of a list is used that cannot be read to its end
    for number, cells in _all_rows(source, delimiter):
        if any(map(str.strip, cells)) and not (declared and number == 1):
            yield number, cells


def _all_rows(source: Source, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    with closing(_lines(source)) as lines:
        watched = _Watched(lines)
        reader = csv.reader(watched, delimiter=delimiter)
        for number in count(1):
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:  # a quotation mark that is closed much too late, or never
                raise BadInput("guest_list_row", place=Place(str(source.path), number)) from None
            if watched.ended:  # in the middle of a row: only within quotation marks does one go on at a line's end
                raise BadInput("guest_list_quote_open", place=Place(str(source.path), number))
            yield number, cells


class _Watched:
    """Lines, and whether somebody asked for one more than there are."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.ended = True


def _lines(source: Source) -> Generator[str]:
    try:
        with source.path.open(encoding=source.encoding, newline="") as stream:
            yield from stream
    except (OSError, UnicodeError) as error:  # it was readable a moment ago
        raise BadInput("file_unreadable", place=Place(str(source.path)), reason=type(error).__name__) from error


def _delimiter(source: Source) -> tuple[str, bool]:
    """The delimiter, and whether the first line only declares it: that under which the header says most."""
    with closing(_lines(source)) as lines:
        first = list(islice(lines, _LOOKED_AT))
    declared = _DECLARED.match(first[0]) if first else None
    if declared:
        return declared[1], True
    return max(_DELIMITERS, key=lambda one: _fits(_first_rows(first, one))), False


def _first_rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows += (cells for cells in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, cells)))
    return rows


def _fits(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many titles of its columns a list has then that are known, and how many columns."""
    header = rows[heading_row(rows)] if rows else ()
    return sum(field is not None for field in fields_of(header)), len(header)
