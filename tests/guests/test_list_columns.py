from pathlib import Path

import pytest

from aspara_desk.domain.errors import BadInput, Misused
from aspara_desk.guests.reading import Column, gives_names, look_at_columns, open_list
from tests.guests.lists import csv_bytes, write_workbook

ROWS = [["Кто", "Телефон", "Откуда", "Phone"], ["", "8701", "", "1"], ["Абай", "8702", "Тараз", "2"]]
LOOKED_AT = (
    Column("Кто", "Абай", None), Column("Телефон", "8701", "phone"), Column("Откуда", "Тараз", None),
    Column("Phone", "1", None),
)  # fmt: skip


@pytest.fixture(params=["csv", "xlsx"])
def unknown_heads(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"list.{request.param}"
    if request.param == "xlsx":
        return write_workbook(path, ROWS)
    path.write_bytes(csv_bytes(ROWS))
    return path


def test_columns_are_shown_with_what_stands_in_them_and_each_field_once(unknown_heads: Path) -> None:
    assert look_at_columns(unknown_heads) == LOOKED_AT
    assert not gives_names(LOOKED_AT)


def test_a_list_is_read_by_the_columns_that_were_chosen(unknown_heads: Path) -> None:
    name, phone, place, other = LOOKED_AT
    chosen = (Column(name.title, name.sample, "name"), Column(phone.title, phone.sample, None), place, other)
    found = open_list(unknown_heads, chosen)
    rows = list(found.rows)
    assert found.warnings == ()
    assert [row.details.name for row in rows if row.details is not None] == ["Абай"]
    assert {row.details.phone for row in rows if row.details is not None} == {""}
    assert [problem.kind for problem in rows[0].problems] == ["guest_name_missing"]


def test_a_list_with_other_columns_than_those_looked_at_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes(ROWS))
    columns = look_at_columns(path)
    path.write_bytes(csv_bytes([row[::-1] for row in ROWS]))
    with pytest.raises(BadInput) as caught:
        open_list(path, columns)
    assert caught.value.kind == "guest_list_changed"


def test_a_list_without_a_column_of_names_is_refused_however_it_was_chosen(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name"], ["Абай"]]))
    with pytest.raises(BadInput) as caught:
        open_list(path, [Column("name", "Абай", None)])
    assert caught.value.kind == "guest_list_no_name"


def test_a_list_of_one_row_has_nothing_to_choose(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["Кто", "Откуда"]]))
    with pytest.raises(BadInput) as caught:
        look_at_columns(path)
    assert caught.value.kind == "guest_list_no_rows"


@pytest.mark.parametrize(
    "text",
    [
        'name,note\r\nАбай,"left open\r\nАйша,x\r\n',
        'name,note\nАбай,"a ""quoted"" word\nАйша,x',
        'name,note\nАбай,x\nАйша,"',
        '"name,note\nАбай,x\n',
        'name;note\rАбай;"left open\rАйша;x',
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_named_by_its_row(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(BadInput) as caught:
        open_list(path)
    assert caught.value.kind == "guest_list_quote_open"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    opened = max(number for number, line in enumerate(lines, start=1) if line.count('"') % 2)
    assert (caught.value.place.file, caught.value.place.row) == (str(path), opened)


@pytest.mark.parametrize(
    "text", ['name,note\nАбай,5" disk\n', 'name,note\nАбай,"two\nlines"', 'name\n"Абай"', 'name\nА"']
)
def test_quotation_marks_that_mean_no_harm_are_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert len(list(open_list(path).rows)) == 1


def test_a_mapping_by_title_still_needs_a_title_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes(ROWS))
    with pytest.raises(Misused):
        open_list(path, {"nobody": "name"})
    assert [row.number for row in open_list(path, {"кто": "name"}).rows] == [2, 3]


def test_a_list_without_heads_begins_with_a_guest(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["Абай", "8701", ""], ["Айша", "8702", "x"], ["", "8703", ""]]))
    name, phone, other = look_at_columns(path)
    chosen = (Column(name.title, name.sample, "name"), Column(phone.title, phone.sample, "phone"), other)
    found = open_list(path, chosen, headless=True)
    rows = list(found.rows)
    assert found.header == ("name", "phone", "")
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.details.name for row in rows if row.details is not None] == ["Абай", "Айша"]
    assert [problem.place.column for problem in rows[2].problems] == ["name"]
    assert len(list(open_list(path, chosen).rows)) == 2
