import csv
from pathlib import Path

import pytest

from aspara_desk.domain.errors import Misused
from aspara_desk.domain.money import Money, in_major_units
from aspara_desk.reports.csv_file import write_table


def read(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_a_table_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    out = tmp_path / "table.csv"
    write_table(out, ["name", "count"], [['Әйгерім «Ұлы», "Қыз"\n2', 3], [None, -4], ["", True]])
    assert read(out) == [["name", "count"], ['Әйгерім «Ұлы», "Қыз"\n2', "3"], ["", "-4"], ["", "True"]]


@pytest.mark.parametrize(
    ("decimal_comma", "written"),
    [(False, 'actor,amount\r\n"A, B",24000.50\r\n'), (True, "actor;amount\r\nA, B;24000,50\r\n")],
)
def test_amounts_are_written_as_the_reader_reads_them(tmp_path: Path, *, decimal_comma: bool, written: str) -> None:
    out = tmp_path / "table.csv"
    rows = [["A, B", in_major_units(Money(24_000_50, "KZT"))]]
    for _ in range(2):  # the second takes the place of the first
        write_table(out, ["actor", "amount"], rows, decimal_comma=decimal_comma)
    assert out.read_bytes() == b"\xef\xbb\xbf" + written.encode()


@pytest.mark.parametrize("cell", ["=1+1", "+7 701", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(tmp_path: Path, cell: str) -> None:
    out = tmp_path / "table.csv"
    write_table(out, ["name"], [[cell]])
    assert read(out)[1] == [f"'{cell}"]


def test_a_table_that_breaks_off_leaves_the_older_one(tmp_path: Path) -> None:
    out = tmp_path / "table.csv"
    write_table(out, ["name"], [["older"]])

    def broken_off():
        yield ["newer"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_table(out, ["name"], broken_off())
    assert read(out) == [["name"], ["older"]]
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]
    write_table(out, ["name"], [["newest"]])
    assert read(out) == [["name"], ["newest"]]


def test_a_file_that_is_no_such_table_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "guests.csv"
    for other in (b"\xef\xbb\xbfname,phone\r\n", b"name\r\n", b"SQLite format 3\0"):
        out.write_bytes(other)
        with pytest.raises(Misused, match="output_is_other_file"):
            write_table(out, ["method", "desk"], [])
        assert out.read_bytes() == other


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misused, match="output_folder_missing"):
        write_table(tmp_path / "no" / "table.csv", ["name"], [])
    with pytest.raises(Misused, match="output_is_folder"):
        write_table(tmp_path, ["name"], [])
    with pytest.raises(Misused, match="output_"):
        write_table(Path("/dev/full"), ["name"], [])
