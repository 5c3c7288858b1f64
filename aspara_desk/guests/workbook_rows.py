"""Rows of the first sheet of an XLSX workbook that has any.

A workbook is a zip archive, and small ones can unpack to anything: its parts are unpacked once as a stream and
measured, and the extent of its sheets is counted, before the library that reads cells opens it.
"""

import copy
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.parsers import expat

from aspara_desk.domain.errors import BadInput, Place
from aspara_desk.guests.source import Source

MAX_PARTS = 2_000
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_CELLS = 8_000_000
"""Rows times columns of a sheet, empty cells included: the library keeps them all."""

_CHUNK = 256 * 1024
_ARCHIVE_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
Cell = str | int | float | bool | date | datetime | time | timedelta


def workbook_rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows with their number in the sheet, from 1; a row without any text is left out.

    Raises BadInput: `guest_list_damaged`, `guest_list_not_workbook`, `guest_list_too_big_inside`,
    `guest_list_no_rows`.
    """
    place = Place(str(source.path))
    _measure(source.path, place)
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - slow to load, and only for workbooks

    try:
        with source.path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as workbook:
            for index in range(len(workbook.sheet_names)):
                sheet = workbook.get_sheet_by_index(index)
                if sheet.start is not None:
                    rows = enumerate(sheet.iter_rows(), start=sheet.start[0] + 1)
                    yield from _texts(rows)
                    return
    except BaseException as error:
        # The library's own panics are no Exceptions; whatever it says of a file, the file is at fault.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise BadInput("guest_list_damaged", place=place) from error
        raise


def _texts(rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows:
        texts = [_text(cell) for cell in cells]
        if any(map(str.strip, texts)):
            yield number, texts


def _text(cell: Cell) -> str:
    """What a cell says. A whole number, as telephone numbers often are, has no decimal point."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _measure(path: Path, place: Place) -> None:
    left = MAX_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise BadInput("guest_list_not_workbook", place=place)
            if len(parts) > MAX_PARTS:
                raise BadInput("guest_list_too_big_inside", place=place)
            for part in parts:
                left -= _unpacked(archive, part, left, place)
    except _ARCHIVE_FAULTS as error:
        raise BadInput("guest_list_damaged", place=place) from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, place: Place) -> int:
    """How many bytes a part unpacks to, whatever the archive's directory says."""
    honest = copy.copy(part)
    honest.file_size = left + 2 * _CHUNK  # reading would end at the size that is claimed
    with archive.open(honest) as stream:
        extent = _Extent(place, must_be_xml=part.filename.endswith((".xml", ".rels")))
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise BadInput("guest_list_too_big_inside", place=place)
            extent.feed(chunk)
    return size


class _Extent:
    """Follows the cells of a sheet, whatever part it is in, and refuses one that spans too much."""

    def __init__(self, place: Place, *, must_be_xml: bool) -> None:
        self._place = place
        self._must_be_xml = must_be_xml
        self._row = self._column = self._last_row = self._last_column = 0
        self._parser: expat.XMLParserType | None = expat.ParserCreate()
        self._parser.StartElementHandler = self._on_element

    def feed(self, chunk: bytes) -> None:
        if self._parser is None:
            return
        try:
            self._parser.Parse(chunk)
        except (expat.ExpatError, LookupError) as error:  # the latter for an encoding that does not exist
            if self._must_be_xml:
                raise BadInput("guest_list_damaged", place=self._place) from error
            self._parser = None  # a picture, or the settings of a printer

    def _on_element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        reference = attributes.get("r", "")
        if kind == "row":
            self._row, self._column = int(reference) if reference.isdecimal() else self._row + 1, 0
        elif kind == "c":
            letters = reference.rstrip("0123456789").upper()
            digits = reference[len(letters) :]
            self._row = int(digits) if digits else self._row
            self._column = _column(letters) if letters else self._column + 1
        self._last_row, self._last_column = max(self._last_row, self._row), max(self._last_column, self._column)
        if self._last_row * self._last_column > MAX_CELLS:
            raise BadInput("guest_list_too_big_inside", place=self._place)


def _column(letters: str) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
