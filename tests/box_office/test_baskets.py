from dataclasses import asdict
from pathlib import Path
from uuid import UUID

import pytest

from aspara_desk.box_office import selling
from aspara_desk.box_office.selling import BasketLine, Sold, sell_basket
from aspara_desk.box_office.tickets import void
from aspara_desk.domain.errors import DeskError, Refused
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method, OrderState
from aspara_desk.programme.loading import load
from aspara_desk.store.check import check
from aspara_desk.store.models import GUESTS, ORDER_LINES, ORDERS, OUTBOX, TICKETS
from tests.door.festival import ENTROPY, SEASON, Festival
from tests.door.meanwhile import holding
from tests.rows import count_rows

UNKNOWN = UUID("0192f0c4-5a3e-7b1d-9c44-0000000000ff")
MATINEE = """
[[event]]
key = "matinee"
kind = "theatre"
titles = { kk = "matinee", ru = "matinee", en = "matinee" }
venue = "theatre"
day = 2022-10-02
start = "12:00"
end = "14:00"
"""
SEATED = """
[[ticket_type]]
key = "%s"
titles = { kk = "seated", ru = "seated", en = "seated" }
category = "public"
price = "3000"
colour = "#123456"
seated_in = "theatre"
%s
[[ticket_type.grant]]
events = [%s]
"""


def basket(festival: Festival, *lines: tuple[str, int], **how) -> Sold:
    return sell_basket(festival.office, festival.keys, [BasketLine(*line) for line in lines], **how)


def refused(act) -> DeskError:
    with pytest.raises(DeskError) as error:
        act()
    return error.value


def kinds(festival: Festival, sold: Sold) -> list[str]:
    return [festival.programme.ticket_type(one.type_id).key for one in sold.tickets]


def is_sound(festival: Festival) -> bool:
    return check(festival.office.store, lambda key, ticket: festival.keys.code(key, ticket).digest) == ()


def rows(festival: Festival) -> dict[str, int]:
    return {one.name: count_rows(festival.office.store, one) for one in (ORDERS, TICKETS, OUTBOX, GUESTS)}


def more_seats(festival: Festival, folder: Path, *types: tuple[str, str, str]) -> None:
    file = folder / "season.toml"
    text = SEASON.read_text(encoding="utf-8") + MATINEE + "".join(SEATED % one for one in types)
    file.write_text(text, encoding="utf-8")
    load(festival.office, file, key_entropy=ENTROPY)


def test_a_basket_is_one_order_with_one_payment_and_a_line_for_each_type(festival: Festival) -> None:
    sold = basket(festival, ("seat", 2), ("show", 1), ("quota-3", 3), method=Method.KASPI)
    assert (sold.order.number, sold.order.state, sold.order.total) == (
        "OA-000001",
        OrderState.PAID,
        Money(1_000_000, "KZT"),
    )
    assert kinds(festival, sold) == ["seat", "seat", "show", "quota-3", "quota-3", "quota-3"]
    assert [one.number for one in sold.tickets] == [f"A-{serial:06d}" for serial in range(1, 7)]
    assert [one.seat for one in sold.tickets] == ["A 1", "A 2", None, None, None, None]
    assert count_rows(festival.office.store, ORDER_LINES) == 3
    [taken] = festival.office.read(lambda unit: unit.reports.takings())
    assert (taken.method, taken.payments, taken.amount_minor) == ("kaspi", 1, 1_000_000)
    assert is_sound(festival)


def test_lines_of_one_type_become_one(festival: Festival) -> None:
    sold = basket(festival, ("show", 1), ("press", 1), ("show", 2))
    assert kinds(festival, sold) == ["show", "show", "show", "press"]
    assert count_rows(festival.office.store, ORDER_LINES) == 2
    assert is_sound(festival)


@pytest.mark.parametrize(
    ("method", "state", "total"),
    [(Method.LATER, OrderState.PENDING, 400_000), (Method.FREE, OrderState.PAID, 0)],
)
def test_a_basket_is_left_unpaid_or_given_as_a_whole(
    festival: Festival, method: Method, state: OrderState, total: int
) -> None:
    sold = basket(festival, ("seat", 1), ("show", 1), ("press", 1), method=method)
    assert (sold.order.state, sold.order.total.minor) == (state, total)
    assert festival.office.read(lambda unit: unit.reports.takings()) == ()
    assert is_sound(festival)


# --- for whom -----------------------------------------------------------------------------------------------------


def test_a_basket_is_for_a_guest_who_is_known_already(festival: Festival) -> None:
    [first] = festival.sell(name="Айгүл Қалиева").tickets
    sold = basket(festival, ("show", 1), ("seat", 1), guest=first.guest_id)
    assert {one.guest_id for one in (*sold.tickets, sold.order)} == {first.guest_id}
    assert {one.guest_name for one in sold.tickets} == {"Айгүл Қалиева"}
    assert count_rows(festival.office.store, GUESTS) == 1


def test_a_new_guest_is_written_once_with_all_that_is_known(festival: Festival) -> None:
    details = selling.GuestDetails("Дана Сәрсен", phone="+7 701 000 00 00", language="ru")
    sold = basket(festival, ("show", 1), ("seat", 1), guest=details)
    [guest_id] = {one.guest_id for one in sold.tickets}
    kept = festival.office.read(lambda unit: unit.guests.by_ids([guest_id]))[guest_id].details
    assert {**asdict(kept), "latin": ""} == asdict(details)


def test_a_guest_who_is_not_there_buys_nothing(festival: Festival) -> None:
    before = rows(festival)
    assert refused(lambda: basket(festival, ("show", 1), guest=UNKNOWN)).kind == "guest_unknown"
    assert rows(festival) == before


# --- all or nothing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "kind", "facts"),
    [
        ([("show", 2), ("quota-3", 4)], "sold_out", {"type": "quota-3", "wanted": 4, "left": 3}),
        ([("quota-10", 11), ("quota-3", 4)], "sold_out", {"type": "quota-10", "wanted": 11, "left": 10}),
        ([("quota-3", 4), ("quota-10", 11)], "sold_out", {"type": "quota-3", "wanted": 4, "left": 3}),
        ([("quota-3", 2), ("show", 1), ("quota-3", 2)], "sold_out", {"type": "quota-3", "wanted": 4, "left": 3}),
        ([("show", 1), ("closed", 1)], "not_on_sale", {"type": "closed"}),
    ],
)
def test_a_basket_that_cannot_be_had_names_the_first_type_and_leaves_nothing(
    festival: Festival, lines: list[tuple[str, int]], kind: str, facts: dict[str, object]
) -> None:
    before = rows(festival)
    error = refused(lambda: basket(festival, *lines, guest=selling.guest_named("Nobody")))
    assert isinstance(error, Refused)
    assert (error.kind, dict(error.facts)) == (kind, facts)
    assert rows(festival) == before
    assert basket(festival, ("quota-3", 3), ("quota-10", 10)).order.number == "OA-000001"
    assert is_sound(festival)


@pytest.mark.parametrize(
    ("lines", "count"),
    [([], 0), ([("show", 0)], 0), ([("show", 5), ("seat", -1)], -1), ([("show", 300), ("press", 201)], 501)],
)
def test_a_basket_has_one_ticket_to_the_most(festival: Festival, lines: list[tuple[str, int]], count: int) -> None:
    error = refused(lambda: basket(festival, *lines))
    assert (error.kind, error.facts["count"], error.facts["most"]) == ("count_out_of_range", count, 500)


def test_an_unknown_type_in_a_basket_stops_all_of_it(festival: Festival) -> None:
    before = rows(festival)
    assert refused(lambda: basket(festival, ("show", 1), ("nothing", 1))).kind == "ticket_type_unknown"
    assert rows(festival) == before


@pytest.mark.parametrize("method", [Method.CASH, Method.FREE, Method.LATER])
def test_a_steward_sells_and_gives_nothing(festival: Festival, method: Method) -> None:
    here = festival.at_desk(role=Role.STEWARD)
    lines = [BasketLine("show")]
    assert refused(lambda: sell_basket(here, festival.keys, lines, method=method)).kind == "not_allowed"


# --- seats of several lines ---------------------------------------------------------------------------------------


def test_two_lines_of_one_event_never_share_a_seat(festival: Festival, tmp_path: Path) -> None:
    more_seats(festival, tmp_path, ("child", "quota = 8", '"d1-play"'))
    sold = basket(festival, ("seat", 3), ("child", 2))
    assert [one.seat for one in sold.tickets] == ["A 1", "A 2", "A 3", "B 1", "B 2"]
    assert is_sound(festival)


def test_too_few_seats_for_the_second_line_leave_nothing(festival: Festival, tmp_path: Path) -> None:
    more_seats(festival, tmp_path, ("child", "quota = 8", '"d1-play"'))
    before = rows(festival)
    error = refused(lambda: basket(festival, ("seat", 5), ("child", 4)))
    assert (error.kind, dict(error.facts)) == ("no_seats_left", {"type": "child", "wanted": 4, "left": 3})
    assert rows(festival) == before
    assert len(basket(festival, ("seat", 5), ("child", 3)).tickets) == 8
    assert is_sound(festival)


def test_a_guest_of_two_events_has_the_same_seat_twice(festival: Festival, tmp_path: Path) -> None:
    more_seats(festival, tmp_path, ("noon", "quota = 8", '"matinee"'))
    sold = basket(festival, ("seat", 2), ("noon", 2))
    assert [one.seat for one in sold.tickets] == ["A 1", "A 2", "A 1", "A 2"]
    assert is_sound(festival)


@pytest.mark.parametrize("lines", [["seat", "both"], ["both", "seat"]])
def test_the_last_seat_for_both_events_goes_to_who_needs_both(
    festival: Festival, tmp_path: Path, lines: list[str]
) -> None:
    more_seats(festival, tmp_path, ("noon", "quota = 8", '"matinee"'), ("both", "quota = 8", '"d1-play", "matinee"'))
    basket(festival, ("noon", 8))  # every seat is held at noon
    festival.sell("seat", 6)
    void(festival.office, "A-000007", "does not come")  # B 3 alone is free at both
    sold = basket(festival, *((one, 1) for one in lines))
    assert dict(zip(lines, [one.seat for one in sold.tickets], strict=True)) == {"both": "B 3", "seat": "B 4"}
    assert is_sound(festival)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_who_waits_for_a_seat_holds_none_that_comes_after_it(festival: Festival) -> None:
    """Then nobody waits for who waits: two baskets over the same seats never block each other."""
    festival.sell()
    hold = (
        "INSERT INTO seat_holdings SELECT events.id, seats.id, entitlements.id FROM events, seats, entitlements"
        " WHERE events.key = 'd1-play' AND seats.id %s (SELECT id FROM seats ORDER BY id LIMIT 1)"
    )
    sale = lambda: basket(festival, ("seat", 8))  # noqa: E731
    with holding(festival.office.store, hold % "=", sale) as also:
        also(hold % ">")
        also("DELETE FROM seat_holdings")
    assert is_sound(festival)
