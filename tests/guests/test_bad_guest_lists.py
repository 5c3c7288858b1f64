import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aspara_desk.domain.errors import BadInput
from aspara_desk.guests import source, workbook_rows
from aspara_desk.guests.reading import open_list
from tests.guests.lists import csv_bytes, sheet, workbook_parts, write_workbook, write_zip

GOOD = [["name", "phone"], ["Абай", "1"], ["Айша", "2"]]


def read(path: Path) -> int:
    return sum(1 for _ in open_list(path).rows)


def read_or_refused(path: Path) -> bool:
    """Whether a file was read, or refused as the file that it is; any other error is let through."""
    try:
        read(path)
    except BadInput as refused:
        return refused.place.file == str(path)
    return True


def content(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def cut_workbook(path: Path) -> None:
    write_workbook(path, GOOD)
    path.write_bytes(path.read_bytes()[:-100])


def sheet_cut_short(path: Path) -> None:
    write_zip(path, workbook_parts(sheet(GOOD)[:-60]))


def huge_extent(path: Path) -> None:
    xml = sheet(GOOD).replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    write_zip(path, workbook_parts(xml))


def lying_directory(path: Path) -> None:
    """A part that says it unpacks to 10 bytes and unpacks to much more."""
    write_zip(path, workbook_parts(sheet(GOOD)) | {"xl/media/a.bin": "\0" * (workbook_rows.MAX_UNPACKED_BYTES + 1)})
    data = bytearray(path.read_bytes())
    size = struct.pack("<L", workbook_rows.MAX_UNPACKED_BYTES + 1)
    path.write_bytes(data.replace(size, struct.pack("<L", 10)))


def bomb(path: Path) -> None:
    write_zip(path, workbook_parts(sheet(GOOD)) | {"xl/a.xml": " " * (workbook_rows.MAX_UNPACKED_BYTES + 1)})


def many_parts(path: Path) -> None:
    write_zip(path, workbook_parts(sheet(GOOD)) | {f"xl/{number}": "" for number in range(workbook_rows.MAX_PARTS)})


def encrypted(path: Path) -> None:
    write_workbook(path, GOOD)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)


def other_archive(path: Path) -> None:
    write_zip(path, {"hello.txt": "hello"})


def empty_workbook(path: Path) -> None:
    write_workbook(path, [])


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda _: None, "file_missing"),
        (Path.mkdir, "file_is_folder"),
        (a_pipe, "file_not_regular"),
        (content(b""), "file_empty"),
        (content(b"\xef\xbb\xbf\r\n \r\n"), "file_empty"),
        (content(bytes(range(256)) * 20), "file_binary"),
        (content(b"name\nA\0B\n"), "file_binary"),
        (content("name\nA\0B\n".encode("utf-16")), "file_binary"),
        (content(b"name\n" + b"\x01\x02\x03\x04" * 50), "file_binary"),
        (content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "guest_list_old_excel"),
        (content("name\nАбай\n".encode("utf-16")[:-1]), "guest_list_encoding"),
        (content(b"\xef\xbb\xbfname\n\xff\xfe\xff\n"), "guest_list_encoding"),
        (content(b"name\n" + b"A" * 10_000_000), "guest_list_line_too_long"),
        (content(b'name\n"' + b"A,\n" * 100_000), "guest_list_row"),
        (content(b"name,phone\r\n"), "guest_list_no_rows"),
        (content(b"name,phone\r\n\r\n,\r\n"), "guest_list_no_rows"),
        (content(b"phone,shoe size\r\n1,2\r\n"), "guest_list_no_name"),
        (content(b"just some text\nand more of it\n"), "guest_list_no_name"),
        (content(b"%PDF-1.7\nname\n"), "guest_list_no_name"),
        (content(b"PK\x03\x04"), "guest_list_damaged"),
        (cut_workbook, "guest_list_damaged"),
        (sheet_cut_short, "guest_list_damaged"),
        (encrypted, "guest_list_damaged"),
        (lying_directory, "guest_list_too_big_inside"),
        (bomb, "guest_list_too_big_inside"),
        (many_parts, "guest_list_too_big_inside"),
        (huge_extent, "guest_list_too_big_inside"),
        (other_archive, "guest_list_not_workbook"),
        (empty_workbook, "file_empty"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(
    tmp_path: Path, make: Callable[[Path], None], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_rows, "MAX_UNPACKED_BYTES", 5_000_000)
    path = tmp_path / "list"
    make(path)
    with pytest.raises(BadInput) as caught:
        read(path)
    assert caught.value.kind == kind
    assert caught.value.place.file == str(path)


@pytest.mark.parametrize(
    "make", [lambda path: path.write_bytes(csv_bytes(GOOD)), lambda path: write_workbook(path, GOOD)]
)
def test_a_file_over_the_limit_is_not_read(
    tmp_path: Path, make: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list"
    make(path)
    assert read(path) == 2
    monkeypatch.setattr(source, "MAX_TEXT_BYTES", 10)
    monkeypatch.setattr(source, "MAX_WORKBOOK_BYTES", 10)
    with pytest.raises(BadInput) as caught:
        read(path)
    assert caught.value.kind == "file_too_large"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list"
    path.write_bytes(csv_bytes(GOOD))
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read everything

        def forbidden(*_arguments: object, **_options: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(BadInput) as caught:
        read(path)
    assert caught.value.kind == "file_forbidden"


def test_a_name_with_a_nul_is_of_no_file() -> None:
    with pytest.raises(BadInput) as caught:
        read(Path("a\0b"))
    assert caught.value.kind == "file_missing"


def mangled(data: bytes, edits: list[tuple[int, int]], length: int) -> bytes:
    changed = bytearray(data)
    for position, value in edits:
        changed[position % len(changed)] = value
    return bytes(changed[: length % (len(changed) + 1)]) if length else bytes(changed)


_edits = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=_edits, length=st.integers(0, 1 << 20), encoding=st.sampled_from(["utf-8", "utf-16", "kz1048"]))
def test_a_mangled_list_is_read_or_refused(
    tmp_path: Path, edits: list[tuple[int, int]], length: int, encoding: str
) -> None:
    rows = [["Аты-жөні", "Телефон"], *([f"Қалиев {number}", 'a "b", c'] for number in range(20))]
    path = tmp_path / "list"
    path.write_bytes(mangled(csv_bytes(rows, encoding=encoding), edits, length))
    assert read_or_refused(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=_edits, length=st.integers(0, 1 << 20))
def test_a_mangled_workbook_is_read_or_refused(tmp_path: Path, edits: list[tuple[int, int]], length: int) -> None:
    good = write_workbook(tmp_path / "good.xlsx", [["name", "phone"], *([f"Қалиев {n}", n] for n in range(20))])
    path = tmp_path / "list"
    path.write_bytes(mangled(good.read_bytes(), edits, length))
    assert read_or_refused(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=_edits)
def test_a_workbook_with_a_mangled_sheet_is_read_or_refused(tmp_path: Path, edits: list[tuple[int, int]]) -> None:
    parts = workbook_parts(sheet([["name", "phone"], *([f"Qaliev {n}", n] for n in range(20))]))
    path = tmp_path / "list"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, mangled(text.encode(), edits, 0) if "sheet1" in name else text)
    assert read_or_refused(path)


@given(data=st.binary(max_size=3000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"name\n" + data)
    assert read_or_refused(path)


def test_what_is_named_a_workbook_and_is_none_is_not_told_to_be_text(tmp_path: Path) -> None:
    path = tmp_path / "guests.xlsx"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(BadInput) as caught:
        open_list(path)
    assert caught.value.kind == "guest_list_not_workbook"
