from collections.abc import Callable
from pathlib import Path

import pytest

from aspara_desk.domain.errors import BadInput
from aspara_desk.programme.season_file import read_season_file
from aspara_desk.programme.showing import show
from aspara_desk.staff.workplace import Workplace
from tests.programme.rows_hall import NO_ROWS, OTHER, SEASON, VIP, Hall

ROWS = 'seat_rows = ["A"]'


def row_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.fixture
def hall(at_desk: Callable[..., Workplace], tmp_path: Path) -> Hall:
    return Hall(at_desk(), tmp_path / "season.toml")


def mistakes(tmp_path: Path, text: str) -> list[tuple[str, int | None, int | str | None]]:
    file = tmp_path / "season.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        read_season_file(file)
    return [(one.kind, one.place.row, one.place.column) for one in raised.value.problems]


def warnings(tmp_path: Path, text: str) -> list[tuple[str, object, object]]:
    file = tmp_path / "season.toml"
    file.write_text(text, encoding="utf-8")
    found = read_season_file(file).warnings
    return [(one.kind, one.facts["total"], one.facts["seats"]) for one in found]


WRONG = [
    ('["A", "Q"]', "row_unknown", 19),
    ('["A", "Z"]', "row_unknown", 19),  # a row of another venue
    ('["A", "a"]', "row_unknown", 19),
    ('["A", " "]', "row_unknown", 19),
    ('["A", " A"]', "listed_twice", 19),
    ('["A", 2]', "expected_text", 19),
    ('"A"', "expected_list", 13),
]


@pytest.mark.parametrize(("value", "kind", "column"), WRONG)
def test_mistakes_about_rows_are_reported_in_their_place(tmp_path: Path, value: str, kind: str, column: int) -> None:
    text = SEASON.replace(ROWS, f"seat_rows = {value}")
    assert mistakes(tmp_path, text) == [(kind, row_of(text, "seat_rows"), column)]


def test_every_unknown_row_is_reported_at_once(tmp_path: Path) -> None:
    text = SEASON.replace(ROWS, 'seat_rows = ["X", "A", "\\u202E"]')
    assert [kind for kind, _row, _column in mistakes(tmp_path, text)] == ["row_unknown", "row_unknown"]


def test_rows_need_the_place_they_are_in(tmp_path: Path) -> None:
    text = SEASON.replace('seated_in = "hall"\nseat_rows', "seat_rows")
    assert mistakes(tmp_path, text) == [("rows_without_venue", row_of(text, "seat_rows"), 13)]


def test_a_row_is_for_one_type_alone(tmp_path: Path) -> None:
    text = SEASON.replace(VIP, VIP + VIP.replace('"vip"', '"guests"', 1).replace('["A"]', '["C", "A"]'))
    text = text.replace("quota = 6", "quota = 4").replace("quota = 5", "quota = 4")
    [found] = mistakes(tmp_path, text)
    assert found == ("row_claimed_twice", row_of(text, '"C", "A"'), 19)


def test_rows_are_not_judged_by_lines_that_cannot_be_read(tmp_path: Path) -> None:
    text = SEASON.replace('{ row = "A", seats = "1-4" }', '{ row = "A", seats = 1-4 }')
    assert "row_unknown" not in {kind for kind, _row, _column in mistakes(tmp_path, text)}
    text = SEASON.replace('{ row = "A", seats = "1-4" }', '{ row = "A", seats = "4-1" }')
    assert [kind for kind, _row, _column in mistakes(tmp_path, text)] == ["bad_seats"]


def test_a_quota_fits_the_seats_that_the_type_may_take(tmp_path: Path) -> None:
    text = SEASON.replace("quota = 4", "quota = 9")
    assert mistakes(tmp_path, text) == [("quota_above_seats", row_of(text, "quota = 9"), 9)]
    text = SEASON.replace("quota = 6", "quota = 7")
    assert mistakes(tmp_path, text) == [("quota_above_seats", row_of(text, "quota = 7"), 9)]
    assert warnings(tmp_path, NO_ROWS.replace("quota = 6", "quota = 7")) == [("quotas_above_seats", 16, 10)]


def test_types_with_rows_are_left_out_of_the_seats_for_all(tmp_path: Path) -> None:
    assert warnings(tmp_path, SEASON) == [("quotas_above_seats", 11, 6)]
    assert warnings(tmp_path, SEASON.replace(OTHER, "")) == []


def test_rows_are_kept_and_shown(hall: Hall) -> None:
    hall.load()
    shown = {one["key"]: one["seat_rows"] for one in show(hall.programme(), {})["ticket_types"]}
    assert shown == {"show": [], "other": [], "vip": ["A"]}
    assert hall.load().changed == ()


def refused(hall: Hall, text: str) -> list[tuple[str, int | None, object]]:
    before = hall.programme()
    with pytest.raises(BadInput) as raised:
        hall.load(text)
    assert raised.value.kind == "season_change"
    assert hall.programme() == before
    return [(one.kind, one.place.row, one.facts["seats"]) for one in raised.value.problems]


def test_rows_change_while_nobody_sits_in_the_wrong_place(hall: Hall) -> None:
    hall.load(NO_ROWS)
    hall.sell("vip", 2)
    assert hall.load().changed == ("ticket_type/vip",)
    more = SEASON.replace('["A"]', '["A", "C"]').replace("quota = 6", "quota = 4").replace("quota = 5", "quota = 4")
    assert hall.load(more).changed == ("ticket_type/show", "ticket_type/other", "ticket_type/vip")
    hall.load(NO_ROWS)
    assert list(hall.sell("show", 2)) == ["A 3", "A 4"]


def test_rows_are_refused_where_others_sit_already(hall: Hall) -> None:
    hall.load(NO_ROWS)
    seats = hall.sell("show", 3)
    assert list(hall.sell("vip")) == ["A 4"]
    assert refused(hall, SEASON) == [("rows_taken", row_of(SEASON, "seat_rows"), "A 1, A 2, A 3")]
    for number in seats.values():
        hall.void(number)
    assert hall.load(SEASON).changed == ("ticket_type/vip",)


def test_rows_are_refused_that_leave_tickets_outside(hall: Hall) -> None:
    hall.load()
    hall.sell("show", 2)
    hall.sell("vip", 2)
    text = SEASON.replace('["A"]', '["B"]')
    place = row_of(text, "seat_rows")
    assert refused(hall, text) == [("seats_outside_rows", place, "A 1, A 2"), ("rows_taken", place, "B 1, B 2")]


def test_a_new_type_takes_no_row_that_is_taken(hall: Hall) -> None:
    without = SEASON.replace(VIP, "")
    hall.load(without)
    hall.sell("show")
    assert refused(hall, SEASON) == [("rows_taken", row_of(SEASON, "seat_rows"), "A 1")]


def test_other_changes_of_the_type_are_free(hall: Hall) -> None:
    hall.load()
    hall.sell("vip")
    hall.sell("show")
    assert hall.load(SEASON.replace("quota = 4", "quota = 3")).changed == ("ticket_type/vip",)


def test_vip_guests_of_the_sample_have_the_front_row(sample: Path) -> None:
    plan = read_season_file(sample)
    assert plan.warnings == ()
    assert [(one.key, one.rows) for one in plan.ticket_types if one.rows] == [("vip-front-row", ("A",))]
