"""Two at once: real processes on one store, round after round."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest

from aspara_desk.box_office import tickets as box_office
from aspara_desk.domain.programme import Control
from aspara_desk.domain.sales import Ticket
from aspara_desk.door.corrections import control_event
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.check import check
from tests.conftest import address_of
from tests.door.festival import Festival, at
from tests.e2e.crowd import Crowd, clear, come_and_go, enter_and_leave, replace, scan, scan_for_newer, sell

ROUNDS = 1000
CROWD = 20
pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def crowd() -> Iterator[Crowd]:
    with Crowd(CROWD) as waiting:
        yield waiting


@pytest.fixture
def festival(at_desk: Callable[..., Workplace]) -> Festival:
    return Festival(at_desk)


def address(festival: Festival) -> str:
    return address_of(festival.office)


def sold(festival: Festival, kind: str, count: int) -> list[Ticket]:
    made: list[Ticket] = []
    while len(made) < count:
        made += festival.sell(kind, min(500, count - len(made))).tickets
    return made


def is_sound(festival: Festival) -> bool:
    keys = festival.keys
    return check(festival.office.store, lambda key_id, ticket_id: keys.code(key_id, ticket_id).digest) == ()


def test_one_ticket_at_two_desks_is_let_in_once(festival: Festival, crowd: Crowd) -> None:
    """A thousand times out of a thousand; the clocks of the desks differ by up to three seconds."""
    tickets = sold(festival, "show", ROUNDS)
    skews = [timedelta(seconds=number % 7 - 3) for number in range(ROUNDS)]
    rounds = [(festival.code(one), at("18:10")) for one in tickets]
    skewed = [(text, moment + skew) for (text, moment), skew in zip(rounds, skews, strict=True)]
    answers = crowd.race(
        partial(scan, address(festival), "A", "hall", rounds), partial(scan, address(festival), "B", "hall-2", skewed)
    )
    assert Counter(tuple(sorted(one)) for one in answers) == {("already_in", "ok"): ROUNDS}
    assert 0 < sum(first == "ok" for first, _second in answers) < ROUNDS, "they did race"
    assert is_sound(festival)


def test_one_ticket_twice_at_the_same_desk_is_let_in_once(festival: Festival, crowd: Crowd) -> None:
    """The second scan's time is a second before, at, or after the first's."""
    count = ROUNDS // 4
    codes = [festival.code(one) for one in sold(festival, "show", count)]
    rounds = [(code, at("18:10")) for code in codes]
    skewed = [(code, at("18:10") + timedelta(seconds=number % 3 - 1)) for number, code in enumerate(codes)]
    answers = crowd.race(*(partial(scan, address(festival), "A", "hall", one) for one in (rounds, skewed)))
    assert all(sorted(one) in (["just_admitted", "ok"], ["already_in", "ok"]) for one in answers)
    assert len(answers) == count
    assert is_sound(festival)


def test_the_last_place_of_a_hall_is_given_once(festival: Festival, crowd: Crowd) -> None:
    count = ROUNDS // 4
    seated, *tickets = sold(festival, "room", 2 * count + 1)
    assert festival.scan(seated, "18:05", door="room").verdict.reason.value == "ok"
    codes = [(festival.code(one), at("18:10")) for one in tickets]
    answers = crowd.race(
        partial(enter_and_leave, address(festival), "A", "room", codes[::2]),
        partial(enter_and_leave, address(festival), "B", "room", codes[1::2]),
    )
    assert Counter(tuple(sorted(one)) for one in answers) == {("full", "ok"): count}
    assert is_sound(festival)


def test_twenty_at_the_last_ten_places_fill_them_exactly(festival: Festival, crowd: Crowd) -> None:
    rounds = 10
    codes = [(festival.code(one), at("18:10")) for one in sold(festival, "ten", CROWD * rounds)]
    answers = crowd.race(*(
        partial(enter_and_leave, address(festival), "AB"[place % 2], "ten", codes[place::CROWD])
        for place in range(CROWD)
    ))  # fmt: skip
    assert [Counter(one) for one in answers] == [{"ok": 10, "full": 10}] * rounds
    assert is_sound(festival)


def test_twenty_buyers_of_the_last_ten_tickets_get_ten(festival: Festival, crowd: Crowd) -> None:
    for _ in range(3):
        answers = crowd.race(
            *(partial(sell, address(festival), "AB"[place % 2], "quota-10", 1) for place in range(CROWD))
        )
        numbers = [number for number, _seat in answers[0] if number != "sold_out"]
        assert len(numbers) == len(set(numbers)) == 10
        for number in numbers:
            box_office.void(festival.office, number, "again")
    assert is_sound(festival)


def test_twenty_buyers_never_share_a_seat(festival: Festival, crowd: Crowd) -> None:
    for _ in range(3):
        answers = crowd.race(*(partial(sell, address(festival), "AB"[place % 2], "seat", 1) for place in range(CROWD)))
        taken = {number: seat for number, seat in answers[0] if seat is not None}
        assert sorted(taken.values()) == [f"{row} {seat}" for row in "AB" for seat in range(1, 5)]
        assert {number for number, seat in answers[0] if seat is None} == {"sold_out"}
        for number in taken:
            box_office.void(festival.office, number, "again")
    assert is_sound(festival)


def test_numbers_have_no_gap_and_no_twin(festival: Festival, crowd: Crowd) -> None:
    rounds = 10
    answers = crowd.race(*(partial(sell, address(festival), "AB"[place % 2], "show", rounds) for place in range(CROWD)))
    numbers = sorted(number for one in answers for number, _seat in one)
    each = CROWD * rounds // 2
    assert numbers == [f"{letter}-{serial:06d}" for letter in "AB" for serial in range(1, each + 1)]
    assert is_sound(festival)


def test_clearing_a_hall_while_guests_come_and_go_counts_right(festival: Festival, crowd: Crowd) -> None:
    rounds = 200
    control_event(festival.at_desk(), "d1-room", Control.OPEN)
    codes = [festival.code(one) for one in sold(festival, "room", rounds)]
    answers = crowd.race(
        partial(come_and_go, address(festival), "A", "room", codes),
        partial(clear, address(festival), "B", "room", rounds),
    )
    assert {one for one, _inside in answers} <= {"ok", "full"}
    assert is_sound(festival)


def test_a_ticket_scanned_while_it_is_replaced_names_the_newer_one(festival: Festival, crowd: Crowd) -> None:
    tickets = sold(festival, "show", 200)
    codes = [(festival.code(one), at("18:10")) for one in tickets]
    numbers = [one.number for one in tickets]
    answers = crowd.race(
        partial(scan_for_newer, address(festival), "A", "hall", codes),
        partial(replace, address(festival), "B", numbers),
    )
    for (reason, named), newer in answers:
        assert (reason, named) in {("ok", None), ("replaced", newer)}
    assert is_sound(festival)
