"""A changed file opens more of a hall to tickets that are sold: each keeps its seat, and no seat has two people."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aspara_desk.domain.errors import BadInput, Refused
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.check import check
from tests.programme.rows_hall import DOOR, TOP, Hall

EVENT = """
[[event]]
key = "{key}"
kind = "show"
titles = {{ kk = "К", ru = "П", en = "S" }}
venue = "{venue}"
day = 2022-10-02
start = "19:00"
end = "20:30"
"""
TYPE = """
[[ticket_type]]
key = "{key}"
titles = {{ kk = "Б", ru = "Б", en = "T" }}
category = "public"
price = "5000"
colour = "#0B6E6A"
quota = {quota}
seated_in = "hall"
[[ticket_type.grant]]
events = [{events}]
"""


def season(first: str = '"show"', second: str = '"talk"', talk: str = "hall", more: str = "") -> str:
    """`first` and `second` are the events of two types, `talk` the venue of the second event."""
    events = EVENT.format(key="talk", venue=talk) + EVENT.format(key="late", venue="hall")
    types = TYPE.format(key="first", quota=10, events=first) + TYPE.format(key="second", quota=10, events=second)
    return TOP + events + types + DOOR + more


def row_of(text: str, line: str, *, after: str) -> int:
    start = text.index(after)
    return text[: text.index(line, start)].count("\n") + 1


@pytest.fixture
def hall(at_desk: Callable[..., Workplace], tmp_path: Path) -> Hall:
    hall = Hall(at_desk(), tmp_path / "season.toml")
    hall.load(season())
    return hall


def refused(hall: Hall, text: str) -> tuple[str, int | None, object, object]:
    before = hall.programme()
    with pytest.raises(BadInput) as raised:
        hall.load(text)
    assert hall.programme() == before
    [problem] = raised.value.problems
    return problem.kind, problem.place.row, problem.facts["event"], problem.facts["seats"]


def is_sound(hall: Hall) -> bool:
    return check(hall.here.store) == ()


def test_a_wider_grant_holds_the_seats_that_are_sold(hall: Hall) -> None:
    assert list(hall.sell("first", 3)) == ["A 1", "A 2", "A 3"]
    hall.load(season(first='"show", "talk"'))
    assert is_sound(hall)
    assert list(hall.sell("second", 2)) == ["B 1", "B 2"], "neither the seats that are held, nor one beside a gap"


def test_a_voided_ticket_gets_no_seat_again(hall: Hall) -> None:
    sold = hall.sell("first", 4)
    hall.void(sold["A 2"])
    hall.load(season(first='"show", "talk"'))
    assert is_sound(hall)
    assert list(hall.sell("second")) == ["A 2"]


def test_a_wider_grant_is_refused_where_its_seats_are_taken(hall: Hall) -> None:
    hall.sell("first", 3)
    hall.sell("second", 2)
    wider = season(first='"show", "talk"')
    row = row_of(wider, "[[ticket_type.grant]]", after='key = "first"')
    assert refused(hall, wider) == ("seats_held_there", row, "talk", "A 1, A 2")
    assert is_sound(hall)


def test_two_types_that_come_to_one_event_are_refused_where_they_share_a_seat(hall: Hall) -> None:
    hall.sell("first", 3)
    hall.sell("second", 1)
    both = season(first='"show", "late"', second='"talk", "late"')
    row = row_of(both, "[[ticket_type.grant]]", after='key = "second"')
    assert refused(hall, both) == ("seats_held_there", row, "late", "A 1")


def test_an_event_that_moves_into_the_hall_holds_the_seats_of_its_tickets(
    at_desk: Callable[..., Workplace], tmp_path: Path
) -> None:
    hall = Hall(at_desk(), tmp_path / "season.toml")
    hall.load(season(first='"show", "talk"', second='"late", "talk"', talk="tent"))
    hall.sell("first", 2)
    hall.load(season(first='"show", "talk"', second='"late", "talk"'))
    assert is_sound(hall)
    assert list(hall.sell("second", 2)) == ["A 3", "A 4"]


def test_an_event_stays_outside_where_two_people_would_have_one_seat(
    at_desk: Callable[..., Workplace], tmp_path: Path
) -> None:
    hall = Hall(at_desk(), tmp_path / "season.toml")
    hall.load(season(first='"show", "talk"', second='"late", "talk"', talk="tent"))
    hall.sell("first", 2)
    hall.sell("second", 1)
    moved = season(first='"show", "talk"', second='"late", "talk"')
    row = row_of(moved, "venue =", after='key = "talk"')
    assert refused(hall, moved) == ("seats_held_there", row, "talk", "A 1")


def test_what_nobody_has_bought_may_be_opened_to_anybody(hall: Hall) -> None:
    hall.sell("second", 10)
    hall.load(season(first='"show", "talk"'))
    with pytest.raises(Refused) as raised:
        hall.sell("first")
    assert raised.value.kind == "no_seats_left"
    assert is_sound(hall)
