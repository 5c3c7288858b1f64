"""Baskets that want the same last places, their lines in opposite order: real processes, round after round."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from aspara_desk.box_office import orders
from aspara_desk.box_office import tickets as box_office
from aspara_desk.box_office.selling import BasketLine, sell_basket
from aspara_desk.domain.errors import Refused
from aspara_desk.programme.loading import load
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.check import check
from aspara_desk.store.season_keys import unlock
from tests.conftest import address_of
from tests.door.festival import ENTROPY, SEASON, Festival
from tests.e2e.crowd import Crowd, Meet, workplace

pytestmark = pytest.mark.heavy

CROWD = 6
ROUNDS = 40
TYPES = """
[[ticket_type]]
key = "%s"
titles = { kk = "more", ru = "more", en = "more" }
category = "public"
price = "3000"
colour = "#123456"
quota = 8
%s
[[ticket_type.grant]]
events = ["d1-play"]
"""


def sell_baskets(address: str, letter: str, lines: Sequence[tuple[str, int]], rounds: int, meet: Meet) -> list[Any]:
    """One basket a round, all at once; each gives its tickets back before the next one. Seats, or what was refused."""
    wanted = [BasketLine(*line) for line in lines]
    answers: list[Any] = []
    with workplace(address, letter) as here:
        keys = unlock(here.read(lambda unit: unit.identity.keys()), None)
        for _ in range(rounds):
            meet()
            try:
                sold = sell_basket(here, keys, wanted)
                answers.append([(one.number, one.seat) for one in sold.tickets])
            except Refused as refused:
                answers.append((refused.kind, refused.facts["type"]))
            meet()
            if isinstance(answers[-1], list):
                orders.void_order(here, sold.order.number, "again")
    return answers


def void_tickets(address: str, letter: str, rounds: Sequence[Sequence[str]], meet: Meet) -> list[Any]:
    """Each round makes some tickets void, one after the other; gives which, and why the others were not."""
    answers: list[Any] = []
    with workplace(address, letter) as here:
        for numbers in rounds:
            meet()
            answers.append([outcome(partial(box_office.void, here, number, "one")) for number in numbers])
    return answers


def void_orders(address: str, letter: str, rounds: Sequence[str], meet: Meet) -> list[Any]:
    """Each round makes an order void; gives the order, or why it was not."""
    answers: list[Any] = []
    with workplace(address, letter) as here:
        for number in rounds:
            meet()
            answers.append(outcome(partial(orders.void_order, here, number, "all")))
    return answers


def outcome(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Refused as refused:
        return refused.kind


@pytest.fixture(scope="module")
def crowd() -> Iterator[Crowd]:
    with Crowd(CROWD) as waiting:
        yield waiting


@pytest.fixture
def festival(at_desk: Callable[..., Workplace], tmp_path: Path) -> Festival:
    """The theatre has eight seats: `seat` and `child` share them, `fan` has a quota of eight and no seats."""
    made = Festival(at_desk)
    more = TYPES % ("child", 'seated_in = "theatre"') + TYPES % ("fan", "")
    file = tmp_path / "season.toml"
    file.write_text(SEASON.read_text(encoding="utf-8") + more, encoding="utf-8")
    load(made.office, file, key_entropy=ENTROPY)
    return made


def address(festival: Festival) -> str:
    return address_of(festival.office)


def is_sound(festival: Festival) -> bool:
    return check(festival.office.store, lambda key, ticket: festival.keys.code(key, ticket).digest) == ()


def deadlocks(festival: Festival) -> int:
    """As PostgreSQL counts them; a session that is at its end has told all it knows."""
    if festival.office.store.engine.dialect.name != "postgresql":
        return 0
    with festival.office.store.engine.connect() as connection:
        counted = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return connection.execute(counted).scalar_one()


def race(festival: Festival, crowd: Crowd, baskets: Sequence[Sequence[tuple[str, int]]]) -> list[tuple[Any, ...]]:
    """All these baskets at once, from desks A and B in turn, round after round."""
    before = deadlocks(festival)
    answers = crowd.race(
        *(
            partial(sell_baskets, address(festival), "AB"[place % 2], lines, ROUNDS)
            for place, lines in enumerate(baskets)
        )
    )
    assert is_sound(festival)
    assert deadlocks(festival) == before
    return answers


def test_the_last_places_go_to_one_of_two_baskets_in_opposite_order(festival: Festival, crowd: Crowd) -> None:
    lines = [("quota-3", 2), ("quota-10", 6)]
    for one, other in race(festival, crowd, [lines, lines[::-1]]):
        [won], [lost] = ([each for each in (one, other) if isinstance(each, kind)] for kind in (list, tuple))
        assert len(won) == 8
        assert lost in {("sold_out", "quota-3"), ("sold_out", "quota-10")}


def test_a_crowd_of_baskets_in_every_order_fills_the_quotas_exactly(festival: Festival, crowd: Crowd) -> None:
    lines = [("quota-3", 1), ("quota-10", 3), ("fan", 2)]
    baskets = [lines[place % 3 :] + lines[: place % 3] for place in range(CROWD)]
    for answers in race(festival, crowd, baskets):
        numbers = [number for each in answers if isinstance(each, list) for number, _seat in each]
        assert Counter(type(each) for each in answers) == {list: 3, tuple: 3}
        assert len(set(numbers)) == len(numbers) == 3 * 6


def test_a_crowd_of_baskets_never_shares_a_seat(festival: Festival, crowd: Crowd) -> None:
    lines = [("seat", 1), ("child", 1), ("fan", 1)]
    baskets = [lines if place % 2 else lines[::-1] for place in range(CROWD)]
    for answers in race(festival, crowd, baskets):
        seats = [seat for each in answers if isinstance(each, list) for _number, seat in each if seat]
        assert sorted(seats) == [f"{row} {seat}" for row in "AB" for seat in range(1, 5)]
        assert {each for each in answers if isinstance(each, tuple)} <= {
            ("no_seats_left", "seat"),
            ("no_seats_left", "child"),
        }


def test_baskets_without_a_type_in_common_collide_over_seats_only(festival: Festival, crowd: Crowd) -> None:
    for one, other in race(festival, crowd, [[("seat", 5), ("show", 1)], [("child", 5), ("fan", 1)]]):
        assert Counter(type(each) for each in (one, other)) == {list: 1, tuple: 1}


def test_an_order_and_its_tickets_made_void_at_once_end_once(festival: Festival, crowd: Crowd) -> None:
    sold = [festival.sell("show", 4) for _ in range(ROUNDS)]
    before = deadlocks(festival)
    answers = crowd.race(
        partial(void_orders, address(festival), "A", [each.order.number for each in sold]),
        partial(void_tickets, address(festival), "B", [[one.number for one in each.tickets[::-1]] for each in sold]),
    )
    assert is_sound(festival)
    assert deadlocks(festival) == before
    for placed, (whole, one_by_one) in zip(sold, answers, strict=True):
        singly = [one.number for one in one_by_one if one != "ticket_state"]
        together = [] if whole == "order_empty" else [one.number for one in whole.tickets if one.why == "all"]
        assert sorted(singly + together) == [one.number for one in placed.tickets]
