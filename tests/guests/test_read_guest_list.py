import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.errors import Misused, Place
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.names import clean
from aspara_desk.domain.ticket_types import Category
from aspara_desk.guests.reading import ListRow, look_at_columns, open_list
from aspara_desk.guests.vocabulary import field_of
from tests.guests.lists import csv_bytes, write_workbook

HEADER = ["ФИО", "Организация", "Страна", "Телефон", "Категория", "Язык"]
RUSSIAN = [HEADER, ["Иванова Мария Петровна", "Модный дом", "Россия", "+7 701 111 22 33", "пресса", "русский"]]
KAZAKH = [
    ["Аты-жөні", "Ұйым", "Ел", "Телефон", "Санат", "Тіл"],
    ["Қалиева Айгүл", "Тараз Сән", "Қазақстан", "87011112233", "қолөнерші", "қазақша"],
]


def details_in(path: Path, mapping: dict[str, str] | None = None) -> list[GuestDetails]:
    rows = list(open_list(path, mapping).rows)
    assert [row.problems for row in rows if row.problems] == []
    return [row.details for row in rows if row.details is not None]


def rows_of(tmp_path: Path, *rows: Sequence[str]) -> list[ListRow]:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes(rows))
    return list(open_list(path).rows)


def kinds(row: ListRow) -> list[str]:
    return [problem.kind for problem in row.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("rows", "encoding", "label"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "utf-8", "utf-8"),
        (KAZAKH, "utf-8", "utf-8"),
        (KAZAKH, "utf-8-sig", "utf-8"),
        (KAZAKH, "utf-16", "utf-16"),
        (KAZAKH, "utf-16-le", "utf-16-le"),
        (KAZAKH, "utf-16-be", "utf-16-be"),
        (KAZAKH, "kz1048", "kz1048"),
    ],
)
def test_every_encoding_with_every_delimiter(
    tmp_path: Path, rows: list[list[str]], encoding: str, label: str, delimiter: str
) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(csv_bytes(rows, delimiter, encoding))
    assert open_list(path).source.label == label
    (guest,) = details_in(path)
    assert (guest.name, guest.organisation, guest.phone) == (rows[1][0], rows[1][1], rows[1][3])
    assert guest.country == ("RU" if rows is RUSSIAN else "KZ")
    assert guest.category is (Category.PRESS if rows is RUSSIAN else Category.ARTISAN)
    assert guest.language == ("ru" if rows is RUSSIAN else "kk")


def test_a_western_list_is_not_taken_for_cyrillic(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("name,phone\nJürgen Müller,1\nFrançois Lefèvre,2\nJosé Núñez,3\n".encode("cp1252"))
    assert [one.name for one in details_in(path)] == ["Jürgen Müller", "François Lefèvre", "José Núñez"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(tmp_path: Path, end: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name", "phone"], ["Айша", "1"], ["Асан", "2"]], end=end))
    assert [one.name for one in details_in(path)] == ["Айша", "Асан"]


def test_a_workbook(tmp_path: Path) -> None:
    rows = [HEADER, ["Иванова Мария", "Дом «Мода»", "KZ", 77011112233, "VIP", "en"], [], ["Қалиев", "", "", "", "", ""]]
    path = write_workbook(tmp_path / "list.xlsx", rows)
    found = open_list(path)
    assert found.source.label == "xlsx"
    read = list(found.rows)
    assert [row.number for row in read] == [2, 4]
    assert read[0].details == GuestDetails(
        "Иванова Мария", organisation="Дом «Мода»", country="KZ", phone="77011112233", category=Category.VIP,
        language="en",
    )  # fmt: skip


def test_the_type_of_a_file_is_told_by_its_content(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.csv", [["name"], ["Айша"]])
    assert [one.name for one in details_in(path)] == ["Айша"]


def test_the_program_s_own_list(request: pytest.FixtureRequest) -> None:
    found = open_list(request.config.rootpath / "resources" / "season" / "guests.csv")
    rows = list(found.rows)
    assert found.warnings == ()
    assert len(rows) > 300
    assert [row for row in rows if row.problems] == []


@pytest.mark.parametrize(
    ("header", "cells", "name"),
    [
        (["Surname", "Given name", "Patronymic"], ["Kaliyev", "Abai", "Nurlanuly"], "Kaliyev Abai Nurlanuly"),
        (["Имя", "Отчество", "Фамилия"], ["Абай", "Нұрланұлы", "Қалиев"], "Қалиев Абай Нұрланұлы"),
        (["Әкесінің аты", "Тегі", "Аты"], ["", "Қалиев", "Абай"], "Қалиев Абай"),
        (["Имя", "Телефон"], ["Абай Қалиев", "1"], "Абай Қалиев"),
        (["  FULL   NAME ", "E-Mail"], ["Абай", ""], "Абай"),
        (["Ф.И.О.", "x"], ["Абай", ""], "Абай"),
    ],
)
def test_a_name_in_one_column_or_in_three(tmp_path: Path, header: list[str], cells: list[str], name: str) -> None:
    (row,) = rows_of(tmp_path, header, cells)
    assert row.details is not None
    assert row.details.name == name


def test_a_mapping_wins_over_the_header(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name", "Кто", "x"], ["wrong", "Абай", "VIP"]]))
    (guest,) = details_in(path, {"кто": "name", "X": "category"})
    assert (guest.name, guest.category) == ("Абай", Category.VIP)


@pytest.mark.parametrize(
    ("mapping", "kind"), [({"nobody": "name"}, "guest_column_unknown"), ({"name": "shoe size"}, "guest_field_unknown")]
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, mapping: dict[str, str], kind: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name"], ["Абай"]]))
    with pytest.raises(Misused) as caught:
        open_list(path, mapping)
    assert caught.value.kind == kind


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name", "Shoe size", "phone", "Телефон", ""], ["Абай", "43", "1", "2", ""]]))
    warnings = open_list(path).warnings
    assert [(one.kind, one.place.column) for one in warnings] == [
        ("guest_column_ignored", "Shoe size"),
        ("guest_column_repeated", "Телефон"),
    ]
    (guest,) = details_in(path)
    assert guest.phone == "1"


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, ["name", "note"], ["Абай", "two\nlines"], [], ["", ""], ["Айша", ""])
    assert [(row.number, row.details and row.details.note) for row in rows] == [(2, "two lines"), (5, "")]


def test_a_declared_delimiter_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("sep=;\nname;note\nАбай;a,b\n", encoding="utf-8")
    (row,) = open_list(path).rows
    assert row.number == 3
    assert row.details is not None
    assert (row.details.name, row.details.note) == ("Абай", "a,b")


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("name", "", "guest_name_missing"),
        ("name", " .,- ", "guest_name_missing"),
        ("name", "А" * 201, "guest_value_too_long"),
        ("organisation", "x" * 201, "guest_value_too_long"),
        ("note", "x" * 1001, "guest_value_too_long"),
        ("category", "king", "guest_category_unknown"),
        ("country", "Atlantis", "guest_country_unknown"),
        ("country", "XX", "guest_country_unknown"),
        ("language", "klingon", "guest_language_unknown"),
        ("email", "aigul", "guest_email_malformed"),
        ("email", "a b@example.kz", "guest_email_malformed"),
        ("email", "a@example.kz; b@example.kz", "guest_email_malformed"),
    ],
)
def test_a_value_that_is_wrong_rejects_its_row(tmp_path: Path, column: str, value: str, kind: str) -> None:
    header = ["name", "organisation", "note", "category", "country", "language", "email", "phone"]
    cells = dict.fromkeys(header, "") | {"name": "Абай", "phone": "1"} | {column: value}
    wrong, right = rows_of(tmp_path, header, list(cells.values()), ["Айша", *[""] * 5, "a@b.kz", "2"])
    assert kinds(wrong) == [kind]
    assert wrong.details is None
    assert wrong.problems[0].place == Place(str(tmp_path / "list.csv"), 2, column)
    assert right.problems == ()


def test_all_problems_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, ["name", "category", "country"], ["", "king", "Atlantis", "", "more"])
    assert kinds(row) == [
        "guest_row_too_wide", "guest_name_missing", "guest_category_unknown", "guest_country_unknown",
    ]  # fmt: skip


def test_control_and_bidi_characters_are_taken_out(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, ["name"], ["\u202eА\u0007бай\u200b  Қалиев\ufeff"])
    assert row.details is not None
    assert row.details.name == "Абай Қалиев"


def test_an_apostrophe_against_formulas_is_taken_off_again(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, ["name", "phone"], ["'Абай", "'+7 701"])
    assert row.details is not None
    assert (row.details.name, row.details.phone) == ("'Абай", "+7 701")


_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=30
).filter(lambda text: not text.startswith("'"))  # fmt: skip


@given(
    guests=st.lists(st.tuples(_text.filter(lambda text: any(map(str.isalnum, text))), _text, _text), min_size=1),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, guests: list[tuple[str, str, str]], delimiter: str, encoding: str
) -> None:
    path = tmp_path_factory.mktemp("list") / "list.csv"
    path.write_bytes(csv_bytes([["Name", "Organisation", "Note"], *guests], delimiter, encoding))
    found = [(one.name, one.organisation, one.note) for one in details_in(path)]
    assert found == [tuple(map(clean, guest)) for guest in guests]


def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "list.csv"
    line = csv_bytes([["Қалиев Абай", "x" * 100]])
    path.write_bytes(b"name,note\n" + line * 50_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in open_list(path).rows) == 50_000
        assert tracemalloc.get_traced_memory()[1] < 16_000_000  # the file has 6.5 million characters
    finally:
        tracemalloc.stop()


def test_the_helper_writes_what_the_standard_reader_reads() -> None:
    assert list(csv.reader(io.StringIO(csv_bytes([["a;b", "c"]], ";").decode()), delimiter=";")) == [["a;b", "c"]]


@pytest.mark.parametrize(("kind", "delimiter"), [("csv", ","), ("csv", ";"), ("xlsx", "")])
def test_the_titles_may_stand_below_a_title_of_the_list(tmp_path: Path, kind: str, delimiter: str) -> None:
    path = tmp_path / f"list.{kind}"
    rows = [
        ["Список гостей, Тараз, 2026", "", ""],
        ["", "", ""],
        ["ФИО", "Тел.", "Заметки о госте"],
        ["Абай", "1", "x"],
    ]
    if kind == "xlsx":
        write_workbook(path, rows)
    else:
        path.write_bytes(csv_bytes(rows, delimiter))
    found = open_list(path)
    assert [(row.number, row.details.name) for row in found.rows if row.details is not None] == [(4, "Абай")]
    told = [(one.kind, one.place.row) for one in found.warnings]
    assert told == [("guest_list_headings_found", 3), ("guest_column_ignored", 3)]
    assert [column.field for column in look_at_columns(path)] == ["name", "phone", None]


@pytest.mark.parametrize(
    "rows",
    [
        [["Абай", "8701"], ["name", "8702"], ["Айша", "8703"]],  # one cell is no row of titles
        [["Кто", "Почта"], ["name", "phone"]],  # what is known already wins
        [["Абай", "1", "2", "3", "4"], ["name", "phone", "x", "y", "z"]],  # most of them are none
    ],
)
def test_what_is_no_row_of_titles_is_a_guest(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes(rows))
    assert [column.title for column in look_at_columns(path)] == rows[0]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Ұйымы", "organisation"), ("Ұйымның атауы", "organisation"), ("Место работы", "organisation"),
        ("Толық аты-жөні", "name"), ("Т.А.Ә.", "name"), ("ФИО гостя", "name"), ("Қатысушы", "name"),
        ("Телефоны", "phone"), ("Моб. телефон", "phone"), ("Телефон нөмірі", "phone"), ("Электрондық поштасы", "email"),
        ("E-mail address", "email"), ("Елі", "country"), ("Гражданство", "country"), ("Ескертуі", "note"),
        ("Санаты", "category"), ("Тілі", "language"), ("Тегі", "surname"), ("Өз аты", "given"), ("Сы", None),
    ],
)  # fmt: skip
def test_titles_as_people_write_them(title: str, field: str | None) -> None:
    assert field_of(title) == field


@pytest.mark.parametrize(
    ("phone", "wrong"), [("abc", True), ("a1@example.kz", True), ("8 701 (мама)", False), ("", False)]
)
def test_what_is_no_telephone_number_is_told(tmp_path: Path, phone: str, *, wrong: bool) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name", "phone"], ["Абай", phone]]))
    [row] = open_list(path).rows
    assert [one.kind for one in row.problems] == (["guest_phone_malformed"] if wrong else [])
