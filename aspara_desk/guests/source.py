"""The file of a guest list: what it is, told by its content, and how its text is encoded."""

import codecs
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aspara_desk.domain.errors import BadInput, Place

MAX_TEXT_BYTES = 200 * 1024 * 1024
MAX_WORKBOOK_BYTES = 64 * 1024 * 1024
LONGEST_LINE = 1_000_000
"""Characters between two line ends; a guest's row has some hundred."""

_SAMPLE = 256 * 1024
_CHUNK = 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel before 2007, and what Excel encrypts
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a"))
# Encodings in which lists are handed in when they are not Unicode, Windows-1251 first.
_LEGACY = ("cp1251", "cp1252", "cp866", "koi8_r")
_UNSURE = 0.15  # of mess, by the detector's measure: what else looks tidier by this much wins over Windows-1251
# Letters of Windows-1251 that only Serbian and Macedonian have, in the places of қ, ә, һ in the Kazakh code page.
_KAZAKH_PLACES = frozenset("ЌќЈјЋћ")


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file. `encoding` is a codec's name; None for a workbook."""

    path: Path
    encoding: str | None

    @property
    def label(self) -> str:
        """What the file is, for people and for reports."""
        names = {"utf-8-sig": "utf-8", "cp1251": "windows-1251", "cp1252": "windows-1252"}
        return "xlsx" if self.encoding is None else names.get(self.encoding, self.encoding.replace("_", "-"))


def open_source(path: Path) -> Source:
    """Looks at a file before it is read.

    Raises BadInput: `file_missing`, `file_is_folder`, `file_forbidden`, `file_not_regular`, `file_unreadable`
    (`reason`), `file_empty`, `file_too_large` (`megabytes`, `limit`), `file_binary`, `guest_list_old_excel`,
    `guest_list_not_workbook`, `guest_list_line_too_long` (`limit`), `guest_list_encoding`.
    """
    place = Place(str(path))
    size = _size(path, place)
    head = next(_chunks(path, place), b"")[:_SAMPLE]
    if not head.strip(b" \t\r\n\x1a" + codecs.BOM_UTF8):
        raise BadInput("file_empty", place=place)
    if head.startswith(_OLE):
        raise BadInput("guest_list_old_excel", place=place)
    is_workbook = head.startswith(_ZIP)
    limit = MAX_WORKBOOK_BYTES if is_workbook else MAX_TEXT_BYTES
    if size > limit:
        raise BadInput("file_too_large", place=place, megabytes=size >> 20, limit=limit >> 20)
    return Source(path, None if is_workbook else _encoding(path, head, place))


def _size(path: Path, place: Place) -> int:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise BadInput("file_missing", place=place) from None
    except PermissionError:
        raise BadInput("file_forbidden", place=place) from None
    except OSError as error:
        raise BadInput("file_unreadable", place=place, reason=error.strerror) from error
    if stat.S_ISDIR(status.st_mode):
        raise BadInput("file_is_folder", place=place)
    if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
        raise BadInput("file_not_regular", place=place)
    return status.st_size


def _chunks(path: Path, place: Place) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except FileNotFoundError:
        raise BadInput("file_missing", place=place) from None
    except PermissionError:
        raise BadInput("file_forbidden", place=place) from None
    except OSError as error:
        raise BadInput("file_unreadable", place=place, reason=error.strerror) from error


def _encoding(path: Path, head: bytes, place: Place) -> str:
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    unicode = marked or _utf16_without_mark(head) or "utf-8"
    if "utf-16" not in unicode and _looks_binary(head):
        raise BadInput("guest_list_not_workbook" if _is_named_workbook(path) else "file_binary", place=place)
    if _decodes(path, unicode, place):
        return unicode
    legacy = _legacy(head) if unicode == "utf-8" else None
    if legacy is None or not _decodes(path, legacy, place):
        raise BadInput("guest_list_encoding", place=place)
    return legacy


def _is_named_workbook(path: Path) -> bool:
    return path.suffix.casefold().startswith(".xls")


def _looks_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in head or controls * 20 > len(head)


def _utf16_without_mark(head: bytes) -> str | None:
    """In UTF-16 what stands between the letters has a zero byte, always on the same side."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if bool(even) == bool(odd):
        return None
    encoding = "utf-16-le" if odd else "utf-16-be"
    return encoding if "\n" in head.decode(encoding, "ignore") else None


def _decodes(path: Path, encoding: str, place: Place) -> bool:
    """Whether the whole file is valid in an encoding. Refuses lines and NULs that no list has."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 0
    try:
        for chunk in _chunks(path, place):
            line = _longest_open_line(decoder.decode(chunk), line, place)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _longest_open_line(text: str, before: int, place: Place) -> int:
    """The length of the line that is open at the end of `text`."""
    if "\0" in text:
        raise BadInput("file_binary", place=place)
    first, *others = text.replace("\r", "\n").split("\n")
    lengths = [before + len(first), *map(len, others)]
    if max(lengths) > LONGEST_LINE:
        raise BadInput("guest_list_line_too_long", place=place, limit=LONGEST_LINE)
    return lengths[-1]


def _legacy(head: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load, and seldom needed

    matches = {match.encoding: match.chaos for match in from_bytes(head, cp_isolation=list(_LEGACY))}
    if not matches:
        return None
    tidiest = min(matches, key=lambda name: (matches[name], _LEGACY.index(name)))
    if "cp1251" not in matches or matches["cp1251"] > matches[tidiest] + _UNSURE:
        return tidiest
    return "kz1048" if _KAZAKH_PLACES.intersection(head.decode("cp1251", "replace")) else "cp1251"
