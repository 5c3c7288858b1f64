import csv
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from aspara_desk.domain.errors import BadInput, Place, Problem, Refused, StoreUnusable
from aspara_desk.domain.rights import Role
from aspara_desk.guests import importing
from aspara_desk.guests.finding import find
from aspara_desk.guests.importing import ImportReport, import_file
from aspara_desk.guests.rejected import RejectedRows
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.models import GUESTS
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Writing
from tests.guests.lists import csv_bytes, write_workbook
from tests.rows import count_rows

HEADER = ["name", "phone", "category"]


@pytest.fixture
def guest_file(tmp_path: Path) -> Path:
    """Twenty-two rows, of which three cannot be taken and two repeat a guest."""
    rows = [[f"Қалиев {number} Абай", f"+7 701 {number:07d}", "vip"] for number in range(20)]
    rows[3][0] = ""
    rows[7][2] = "king"
    rows[11] = ["=cmd|'/c calc'!A1", "+7", "@home"]
    rows += [["Калиев 5 абай", "8 701 0000005", "VIP"], ["Qaliev 6 Abai", "7010000006", "вип"]]
    path = tmp_path / "guests.csv"
    path.write_bytes(csv_bytes([HEADER, *rows]))
    return path


def explain(problem: Problem) -> str:
    return f"{problem.kind}!"


def take(here: Workplace, path: Path, **options: object) -> ImportReport:
    return import_file(here, path, explain=explain, **options)  # type: ignore[arg-type]


def count(here: Workplace) -> int:
    return count_rows(here.store, GUESTS)


def test_a_list_is_imported(office: Workplace, guest_file: Path) -> None:
    report = take(office, guest_file)
    assert (report.rows, report.new, report.same, report.rejected) == (22, 17, 2, 3)
    assert (report.file, report.encoding) == (str(guest_file), "utf-8")
    assert count(office) == 17
    assert report.import_id is not None
    assert [(one.kind, one.place.row, one.place.column) for one in report.problems] == [
        ("guest_name_missing", 5, "name"),
        ("guest_category_unknown", 9, "category"),
        ("guest_category_unknown", 13, "category"),
    ]


def test_the_ids_of_a_list_are_in_the_order_of_the_file(office: Workplace, guest_file: Path) -> None:
    ids = take(office, guest_file).guest_ids
    guests = office.read(lambda unit: unit.guests.by_ids(ids))
    assert [guests[one].details.name for one in ids[:4]] == [f"Қалиев {number} Абай" for number in (0, 1, 2, 4)]
    assert len(ids) == 19
    assert ids[-2:] == (ids[4], ids[5])  # those who come twice


def test_a_list_that_is_imported_again_adds_nobody(office: Workplace, guest_file: Path) -> None:
    first = take(office, guest_file)
    second = take(office, guest_file)
    assert (second.new, second.same, second.rejected) == (0, 19, 3)
    assert second.guest_ids == first.guest_ids
    assert count(office) == 17


def test_what_a_list_says_otherwise_of_a_known_guest_is_told_and_left_as_it_was(
    office: Workplace, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    rows = ["Имя,Внимание,Страна", "Aigul Kaliyeva,,KZ", "Berik Omarov,call Dana,KZ", "Dana Li,,"]
    file.write_text("\n".join(rows), encoding="utf-8")
    assert take(office, file).differing == 0
    rows[1:] = ["Aigul Kaliyeva,look at the badge,UZ", "Berik Omarov,,KZ", "Dana Li,,", "Dana Li,her mother pays,"]
    file.write_text("\n".join(rows), encoding="utf-8")
    for dry_run in (True, False):
        report = take(office, file, dry_run=dry_run)
        assert (report.new, report.same, report.rejected, report.differing) == (0, 4, 0, 2)
        told = [(one.kind, one.place.row, one.place.column) for one in report.problems]
        assert told == [
            ("guest_differs", row, title) for row, title in ((2, "Страна"), (2, "Внимание"), (5, "Внимание"))
        ]
    assert [found.guest.details.attention for found in find(office, "Aigul")] == [""]


def test_guests_between_two_quotation_marks_that_are_not_closed_are_told(office: Workplace, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = [
        "name,size,note",
        'Dana Li,"M,tall',
        "Berik Omarov,L,",
        'Aigul Serik,S",',
        'Sara Kim,M,"one line\nand one more"',
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    for dry_run in (True, False):
        report = take(office, file, dry_run=dry_run)
        assert (report.rows, report.new, report.rejected) == (2, 2, 0)
        [told] = [one for one in report.problems if one.kind != "guest_column_ignored"]
        assert (told.kind, told.place.row, told.place.column, told.facts) == (
            "guest_cell_of_rows",
            2,
            "size",
            {"lines": 3},
        )


def test_somebody_who_is_twice_on_a_new_list_differs_the_same_in_a_dry_run(office: Workplace, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("name,attention\nDana Li,\nDana Li,her mother pays\nDana Li,", encoding="utf-8")
    for dry_run in (True, False):
        report = take(office, file, dry_run=dry_run)
        assert (report.new, report.same, report.differing) == (1, 2, 1)


def test_an_interrupted_import_is_finished_by_importing_again(
    office: Workplace, guest_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE_ALONE", 5)
    seen: list[int] = []

    def stop(rows: int) -> None:
        seen.append(rows)
        if rows >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(office, guest_file, progress=stop)
    assert seen == [5, 10]
    assert count(office) == 8
    assert sorted(one.name for one in guest_file.parent.iterdir() if "guests" in one.name) == ["guests.csv"]
    report = take(office, guest_file)
    assert (report.new, report.same, report.rejected) == (9, 10, 3)
    assert count(office) == 17


def test_a_dry_run_counts_and_writes_nothing(office: Workplace, guest_file: Path) -> None:
    before = set(guest_file.parent.iterdir())
    dry = take(office, guest_file, dry_run=True)
    assert (dry.import_id, dry.rejected_file, dry.guest_ids) == (None, None, ())
    assert count(office) == 0
    assert {one.name for one in guest_file.parent.iterdir()} == {one.name for one in before}
    wet = take(office, guest_file)
    assert (dry.rows, dry.new, dry.same, dry.rejected) == (wet.rows, wet.new, wet.same, wet.rejected)
    assert take(office, guest_file, dry_run=True).new == 0


def test_rejected_rows_can_be_corrected_and_imported(office: Workplace, guest_file: Path) -> None:
    report = take(office, guest_file)
    rejected = guest_file.with_name("guests.rejected.csv")
    assert report.rejected_file == str(rejected)
    assert rejected.read_bytes().startswith(b"\xef\xbb\xbf")
    with rejected.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == [*HEADER, "reason"]
    assert rows[1] == ["", "'+7 701 0000003", "vip", "guest_name_missing!"]
    assert rows[3] == ["'=cmd|'/c calc'!A1", "'+7", "'@home", "guest_category_unknown!"]
    rows[1][0], rows[2][2], rows[3][2] = "Айша", "vip", "vip"
    rejected.write_bytes(csv_bytes(rows))
    again = take(office, rejected)
    assert (again.new, again.rejected, again.rejected_file) == (3, 0, None)
    assert again.problems == ()
    guests = office.read(lambda unit: unit.guests.by_ids(again.guest_ids))
    assert {one.details.phone for one in guests.values()} == {"+7 701 0000003", "+7 701 0000007", "+7"}


def test_rejected_rows_never_take_the_place_of_corrected_ones(office: Workplace, guest_file: Path) -> None:
    first = take(office, guest_file).rejected_file
    rejected = guest_file.with_name("guests.rejected.csv")
    assert first == str(rejected)
    rejected.write_text("corrected by hand", encoding="utf-8")
    assert take(office, guest_file).rejected_file == str(guest_file.with_name("guests.rejected-2.csv"))
    workbook = write_workbook(guest_file.with_suffix(".xlsx"), [HEADER, ["", 1, "vip"]])
    assert take(office, workbook).rejected_file == str(guest_file.with_name("guests.rejected-3.csv"))
    assert rejected.read_text(encoding="utf-8") == "corrected by hand"
    assert sorted(one.name for one in guest_file.parent.glob(".*")) == []


def test_a_list_without_mistakes_leaves_no_file(office: Workplace, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", [HEADER, ["Абай", 1, "vip"]])
    report = take(office, path)
    assert (report.encoding, report.new, report.rejected_file) == ("xlsx", 1, None)
    assert not list(tmp_path.glob("*rejected*"))


def test_a_folder_that_cannot_be_written_is_told_and_costs_no_guest(
    office: Workplace, guest_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(30, "Read-only file system")

    for method in ("__init__", "add", "keep"):
        with monkeypatch.context() as patch:
            patch.setattr(RejectedRows, method, full)
            report = take(office, guest_file)
        assert (report.rejected, report.rejected_file) == (3, None)
        assert report.problems[0].kind == "rejected_file_unwritable"
        assert [one.kind for one in report.problems].count("rejected_file_unwritable") == 1
        assert not list(guest_file.parent.glob("*rejected*"))
        assert count(office) == 17


def test_only_the_first_problems_are_named(office: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_PROBLEMS", 3)
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([HEADER, *(["", "1", "vip"] for _ in range(5))]))
    report = take(office, path)
    assert (report.rejected, len(report.problems)) == (5, 3)


def test_every_transaction_leaves_its_line_and_names_its_actor(
    office: Workplace, guest_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE_ALONE", 5)
    recorded: list[tuple[str, UUID | None]] = []
    original = importing.Writing.record

    def record(unit: importing.Writing, action: str, subject_id: UUID | None, **facts: object) -> None:
        recorded.append((action, subject_id))
        original(unit, action, subject_id, **facts)

    monkeypatch.setattr(importing.Writing, "record", record)
    report = take(office, guest_file)
    assert recorded == [("guests_imported", report.import_id)] * 4 + [("guest_list_imported", report.import_id)]


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CLERK, Role.SUPERVISOR])
def test_only_a_manager_imports(at_desk: Callable[..., Workplace], guest_file: Path, role: Role) -> None:
    with pytest.raises(Refused) as caught:
        take(at_desk(role=role), guest_file)
    assert caught.value.kind == "not_allowed"


@pytest.mark.parametrize(
    ("end", "kind"), [(b'"' + b"x" * 200_000, "guest_list_row"), (b'"Aigul\r\nDana\r\n', "guest_list_quote_open")]
)
def test_nothing_is_written_of_a_list_that_cannot_be_read_to_its_end(
    office: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes, kind: str
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE_ALONE", 2)
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name"], ["Абай"], ["Айша"], ["Асан"]]) + end)
    with pytest.raises(BadInput) as caught:
        take(office, path)
    assert (caught.value.kind, caught.value.place) == (kind, Place(str(path), 5))
    assert count(office) == 0


def test_a_store_that_fails_leaves_no_half_file(
    office: Workplace, guest_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise StoreUnusable("disk_full", store="here")

    monkeypatch.setattr(importing.Workplace, "write", full)
    with pytest.raises(StoreUnusable):
        take(office, guest_file)
    assert not list(guest_file.parent.glob("*rejected*"))


def test_an_import_makes_room_for_others_once_they_write(
    office: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE_ALONE", 1_000)
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name"], *([f"Guest {number}"] for number in range(3_500))]))
    rests: list[float] = []
    done: list[int] = []

    def door_opens(rows: int) -> None:
        done.append(rows)
        if len(done) == 2:
            other = open_store(office.store.where)
            other.write(office.actor, office.clock(), lambda: office.new_id(office.clock()), one_more)
            other.close()

    def one_more(unit: Writing) -> None:
        unit.record("tested", None)

    if office.store.engine.dialect.name == "postgresql":  # writers do not wait for each other there
        take(office, path, progress=done.append, rest=rests.append)
        assert (done, rests) == ([1_000, 2_000, 3_000, 3_500], [])
        return
    take(office, path, progress=door_opens, rest=rests.append)
    assert done == [1_000, 2_000, 3_000, 3_100, 3_200, 3_300, 3_400, 3_500]
    assert rests == [importing.REST_SECONDS] * 6


def test_a_row_that_is_too_wide_keeps_its_reason_in_the_column_of_reasons(office: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(csv_bytes([HEADER, ["Абай", "1", "vip", "more", "and more"], ["", "2", "vip"]]))
    report = take(office, path, reason="себебі")
    assert report.rejected_file is not None
    with Path(report.rejected_file).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows == [
        [*HEADER, "себебі"],
        ["Абай", "1", "vip", "guest_row_too_wide!", "more", "and more"],
        ["", "2", "vip", "guest_name_missing!"],
    ]
    again = take(office, Path(report.rejected_file))
    assert [one.kind for one in again.problems] == ["guest_row_too_wide", "guest_name_missing"]


@pytest.mark.parametrize("at_once", [1, 1000])
def test_who_stands_twice_on_a_list_is_told_from_who_is_known(
    office: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE_ALONE", at_once)
    path = tmp_path / "first.csv"
    path.write_bytes(csv_bytes([["name"], ["Абай"]]))
    take(office, path)
    path.write_bytes(csv_bytes([["name"], ["Абай"], ["Айша"], ["Абай"], ["Айша"], ["Айша"]]))
    dry = take(office, path, dry_run=True)
    wet = take(office, path)
    assert (dry.new, dry.same, dry.repeated) == (wet.new, wet.same, wet.repeated) == (1, 4, 2)
