"""QR codes in files that people hand in: photographs, screenshots, scans, PDFs."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aspara_desk.domain.errors import BadInput, Place
from aspara_desk.scanning.images import open_picture, read_image
from aspara_desk.scanning.pdf import Document

MAX_PICTURE_BYTES = 64 * 1024 * 1024
"""An uncompressed photograph of 20 megapixels; a JPEG of this size would be far over the limit of pixels."""

MAX_PDF_BYTES = 256 * 1024 * 1024
"""Scanned posters and batches of tens of thousands of tickets."""

FIRST_DPI = 150
SECOND_DPI = 300
"""A page without a code at 150 dpi is looked at again: small codes need two pixels a module."""

# Readers accept a PDF whose header begins within the first kilobyte (ISO 32000-1, implementation note 13).
_HEAD_BYTES = 1024


@dataclass(frozen=True, slots=True)
class PageCodes:
    """The codes of one page, in reading order, each text once; `page` counts from 1, a picture has one."""

    file: str
    page: int
    codes: tuple[str, ...]


def read_file(path: Path) -> Iterator[PageCodes]:
    """The QR codes of a picture or a PDF, page by page; a page without a code gives an empty tuple.

    The type is told by the content, not the name. Raises `BadInput` with the file as its place, when the
    first or the faulty page is asked for:
    `file_missing`, `file_is_folder`, `file_forbidden`, `file_unreadable` (`reason`), `file_not_regular`,
    `file_empty`, `file_too_large` (`megabytes`, `limit`); and what `open_picture` and `Document` raise.
    """
    place = Place(file=str(path))
    size = _size(path, place)
    is_pdf = b"%PDF-" in _head(path, place)
    _bounded(size, MAX_PDF_BYTES if is_pdf else MAX_PICTURE_BYTES, place)
    if is_pdf:
        yield from _read_pdf(path)
    else:
        yield PageCodes(str(path), 1, read_image(open_picture(path)))


def _read_pdf(path: Path) -> Iterator[PageCodes]:
    with Document(path) as document:
        for page in range(1, len(document) + 1):
            codes = read_image(document.render(page, FIRST_DPI, grey=True))
            if not codes:
                codes = read_image(document.render(page, SECOND_DPI, grey=True))
            yield PageCodes(str(path), page, codes)


def _size(path: Path, place: Place) -> int:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL in the name
        raise BadInput("file_missing", place=place) from error
    except PermissionError as error:
        raise BadInput("file_forbidden", place=place) from error
    except OSError as error:
        raise BadInput("file_unreadable", place=place, reason=error.strerror) from error
    if stat.S_ISDIR(status.st_mode):
        raise BadInput("file_is_folder", place=place)
    if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
        raise BadInput("file_not_regular", place=place)
    return status.st_size


def _head(path: Path, place: Place) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except PermissionError as error:
        raise BadInput("file_forbidden", place=place) from error
    except OSError as error:
        raise BadInput("file_unreadable", place=place, reason=error.strerror) from error
    if not head:
        raise BadInput("file_empty", place=place)
    return head


def _bounded(size: int, limit: int, place: Place) -> None:
    if size > limit:
        mebibyte = 1024 * 1024
        raise BadInput("file_too_large", place=place, megabytes=size // mebibyte, limit=limit // mebibyte)
