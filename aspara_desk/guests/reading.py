"""A guest list as people hand it in, row by row: what it says, and what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from aspara_desk.domain.errors import BadInput, Misused, Place, Problem
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.names import clean
from aspara_desk.domain.ticket_types import Category
from aspara_desk.guests.csv_rows import csv_rows
from aspara_desk.guests.details import LONGEST, problem_with
from aspara_desk.guests.source import Source, open_source
from aspara_desk.guests.vocabulary import (
    FIELDS,
    category_of,
    country_of,
    fields_of,
    folded,
    heading_row,
    is_reason,
    language_of,
)
from aspara_desk.guests.workbook_rows import workbook_rows

_NAME_PARTS = ("surname", "given", "patronymic")
_NAMING = frozenset({"name", "surname", "given"})
_TITLES_WITHIN = 10  # rows with any text; above the titles a list may have one of its own
_SAMPLED = 20  # rows in which something is looked for that stands in a column
_BETWEEN_CELLS = ",;\t"
_FORMULA_SIGNS = frozenset("=+-@")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its number in a spreadsheet, its cells as they stand, and the guest, or what is wrong with it.

    `warnings` are about what is odd, and wrong perhaps: the guest is written down all the same.
    """

    number: int
    cells: Sequence[str]
    details: GuestDetails | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class GuestList:
    """A list whose header is understood. `warnings` are about columns; `titles` are those of the fields that are read.

    `rows` gives, once, every row below the header that has any text; it raises BadInput where a file breaks off.
    """

    source: Source
    header: tuple[str, ...]
    warnings: tuple[Problem, ...]
    rows: Iterator[ListRow]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its title, the first thing that stands below it, and its field; None: it is left out."""

    title: str
    sample: str
    field: str | None


def look_at_columns(path: Path) -> tuple[Column, ...]:
    """The columns of a list with the fields that their titles tell, each field once.

    Raises BadInput: what `open_source` and the readers of rows raise, and `guest_list_no_rows`.
    """
    opened = _opened(path)
    header = opened.header
    used, _warnings = _once_each(header, fields_of(header), Place(str(path), opened.row))
    first = [cells for _number, cells in islice(opened.rows, _SAMPLED)]
    if not first:
        raise BadInput("guest_list_no_rows", place=Place(str(path)))
    return tuple(
        Column(title, next((value for value in _below(first, index) if value), ""), field)
        for index, (title, field) in enumerate(zip(header, used, strict=True))
    )


def gives_names(columns: Iterable[Column]) -> bool:
    """Whether guests can be written down from them."""
    return any(column.field in _NAMING for column in columns)


def _below(rows: Iterable[Sequence[str]], index: int) -> Iterator[str]:
    return (clean(cells[index]) for cells in rows if index < len(cells))


def open_list(
    path: Path, columns: Mapping[str, str] | Sequence[Column] | None = None, *, headless: bool = False
) -> GuestList:
    """Looks at a list and its header.

    `columns` tells which column is which field (one of `FIELDS`): as a mapping, of some by their titles, which wins
    over what these say; or of all of them, as they were looked at: then a list may be `headless`, whose first row is
    a guest too. Raises Misused for a mapping that does not fit, and BadInput: what `open_source` and the readers of
    rows raise, `guest_list_no_rows`, `guest_list_no_name` (`columns`), and `guest_list_changed` where the list has
    other columns than those looked at.
    """
    opened = _opened(path)
    header, rows, place = opened.header, opened.rows, Place(str(path), opened.row)
    if columns is None or isinstance(columns, Mapping):
        used, warnings = _once_each(header, _mapped(header, columns or {}), place)
    elif header != tuple(column.title for column in columns):
        raise BadInput("guest_list_changed", place=Place(str(path)))
    else:
        used, warnings = tuple(column.field for column in columns), ()
    if not _NAMING.intersection(used):
        raise BadInput("guest_list_no_name", place=place, columns=", ".join(filter(None, header))[:LONGEST])
    if headless:
        rows = chain([(opened.row, list(header))], rows)
        header = tuple(field or "" for field in used)
    first = next(rows, None)
    if first is None:
        raise BadInput("guest_list_no_rows", place=Place(str(path)))
    reader = _RowReader(str(path), header, used)
    read = (reader.read(number, cells) for number, cells in chain([first], rows))
    found = (Problem("guest_list_headings_found", {}, place),) if opened.skipped else ()
    return GuestList(opened.source, header, (*found, *warnings), read, reader.titles)


_Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A list, the number of the row with its titles, these, and the rows below; `skipped`: something stands above."""

    source: Source
    row: int
    header: tuple[str, ...]
    rows: _Rows
    skipped: bool


def _opened(path: Path) -> _Opened:
    source = open_source(path)
    rows = workbook_rows(source) if source.encoding is None else csv_rows(source)
    first = list(islice(rows, _TITLES_WITHIN))
    if not first:
        raise BadInput("file_empty", place=Place(str(path)))
    at = heading_row([cells for _number, cells in first])
    number, cells = first[at]
    titles = tuple(map(clean, cells))
    below: _Rows = chain(first[at + 1 :], rows)
    if is_reason(titles[-1]):
        titles, below = titles[:-1], _without_column(below, len(titles) - 1)
    return _Opened(source, number, titles, below, skipped=at > 0)


def _without_column(rows: _Rows, at: int) -> _Rows:
    """Why a row was rejected says nothing of the guest."""
    return ((number, [*cells[:at], *cells[at + 1 :]]) for number, cells in rows)


def _mapped(header: Sequence[str], mapping: Mapping[str, str]) -> list[str | None]:
    fields = fields_of(header)
    columns = {folded(title): index for index, title in enumerate(header)}
    for column, field in mapping.items():
        if field not in FIELDS:
            raise Misused("guest_field_unknown", field=field, known=", ".join(FIELDS))
        index = columns.get(folded(column))
        if index is None:
            raise Misused("guest_column_unknown", column=column, columns=", ".join(filter(None, header))[:LONGEST])
        fields = [None if one == field else one for one in fields]
        fields[index] = field
    return fields


def _once_each(
    header: Sequence[str], fields: Sequence[str | None], place: Place
) -> tuple[tuple[str | None, ...], tuple[Problem, ...]]:
    """The first column of each field, and what is not read of the others."""
    used: list[str | None] = []
    warnings = []
    for title, field in zip(header, fields, strict=True):
        spot = Place(place.file, place.row, title)
        if field is None and title:
            warnings.append(Problem("guest_column_ignored", {"column": title}, spot))
        elif field is not None and field in used:
            warnings.append(Problem("guest_column_repeated", {"column": title, "field": field}, spot))
            field = None  # noqa: PLW2901 - the second column of a field is one without
        used.append(field)
    return tuple(used), tuple(warnings)


class _RowReader:
    """Reads the rows of one list."""

    def __init__(self, file: str, header: Sequence[str], fields: Sequence[str | None]) -> None:
        self._file = file
        self._header = header
        self._columns = [(index, field) for index, field in enumerate(fields) if field is not None]
        self.titles = {field: header[index] for index, field in self._columns}

    def read(self, number: int, cells: Sequence[str]) -> ListRow:
        values = {field: _value(cells[index]) for index, field in self._columns if index < len(cells) and cells[index]}
        problems, warnings = list(self._wrong(number, cells, values)), tuple(self._odd(number, cells))
        if problems:
            return ListRow(number, cells, None, tuple(problems), warnings)
        return ListRow(number, cells, _details(values), (), warnings)

    def _odd(self, number: int, cells: Sequence[str]) -> Iterator[Problem]:
        """A cell that looks like rows: two quotation marks that are not closed hide all guests between them."""
        for index, cell in enumerate(cells):
            if "\n" in cell and sum(map(cell.count, _BETWEEN_CELLS)) >= cell.count("\n"):
                title = self._header[index] if index < len(self._header) else ""
                facts = {"lines": cell.count("\n") + 1}
                yield Problem("guest_cell_of_rows", facts, Place(self._file, number, title or index + 1))

    def _wrong(self, number: int, cells: Sequence[str], values: Mapping[str, str]) -> Iterator[Problem]:
        if len(cells) > len(self._header) and any(map(str.strip, cells[len(self._header) :])):
            facts = {"cells": len(cells), "columns": len(self._header)}
            yield Problem("guest_row_too_wide", facts, Place(self._file, number))
        if not any(map(str.isalnum, _full_name(values))):
            title = self.titles.get("name") or self.titles.get("surname") or self.titles["given"]
            yield Problem("guest_name_missing", {}, Place(self._file, number, title))
        for field, value in values.items():
            problem = problem_with(field, value)
            if problem is not None:
                yield replace(problem, place=Place(self._file, number, self.titles[field]))


def _value(cell: str) -> str:
    """A cell as plain text; without the apostrophe that keeps spreadsheets from reading a formula."""
    value = clean(cell)
    return value[1:] if value[0:1] == "'" and value[1:2] in _FORMULA_SIGNS else value


def _full_name(values: Mapping[str, str]) -> str:
    return values.get("name") or " ".join(filter(None, map(values.get, _NAME_PARTS)))


def _details(values: Mapping[str, str]) -> GuestDetails:
    get = values.get
    return GuestDetails(
        name=_full_name(values),
        latin=get("latin", ""),
        organisation=get("organisation", ""),
        country=country_of(get("country", "")) or "",
        phone=get("phone", ""),
        email=get("email", ""),
        category=category_of(get("category", "")) or Category.PUBLIC,
        language=language_of(get("language", "")) or "",
        note=get("note", ""),
        attention=get("attention", ""),
    )
