from functools import partial
from uuid import UUID

import pytest

from aspara_desk.box_office import orders
from aspara_desk.box_office import tickets as box_office
from aspara_desk.box_office.selling import BasketLine, Sold, sell_basket
from aspara_desk.box_office.stock import Stock, stock
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method, OrderState, TicketState
from aspara_desk.store.check import check
from tests.door.festival import Festival, told
from tests.door.meanwhile import before_the_next_commit

UNKNOWN = UUID("0192f0c4-5a3e-7b1d-9c44-0000000000ff")


def basket(festival: Festival, *lines: tuple[str, int], **how) -> Sold:
    return sell_basket(festival.office, festival.keys, [BasketLine(*line) for line in lines], **how)


def refused(act) -> str:
    with pytest.raises(DeskError) as error:
        act()
    return error.value.kind


def type_id(festival: Festival, key: str) -> UUID:
    return next(one.id for one in festival.programme.ticket_types if one.key == key)


def is_sound(festival: Festival) -> bool:
    return check(festival.office.store, lambda key, ticket: festival.keys.code(key, ticket).digest) == ()


# --- looking ------------------------------------------------------------------------------------------------------


def test_an_order_is_seen_with_all_that_belongs_to_it(festival: Festival) -> None:
    [known] = festival.sell(name="Айгүл Қалиева").tickets
    sold = basket(festival, ("seat", 2), ("show", 1), method=Method.CARD, guest=known.guest_id)
    view = orders.order_view(festival.office, f" {sold.order.number.lower()} ")
    assert (view.order, view.actor, view.guest_name, view.tickets) == (
        sold.order,
        "Saule",
        "Айгүл Қалиева",
        sold.tickets,
    )
    assert [(one.type_id, one.count, one.price) for one in view.lines] == [
        (type_id(festival, "seat"), 2, Money(300_000, "KZT")),
        (type_id(festival, "show"), 1, Money(100_000, "KZT")),
    ]
    assert [(one.method, one.amount, one.at) for one in view.payments] == [
        (Method.CARD, Money(700_000, "KZT"), festival.office.clock())
    ]


def test_an_order_paid_later_shows_how_it_was_paid(festival: Festival) -> None:
    number = festival.sell(method=Method.LATER).order.number
    assert orders.order_view(festival.office, number).payments == ()
    box_office.pay(festival.office, number, Method.KASPI)
    view = orders.order_view(festival.office, number)
    assert (view.order.state, [one.method for one in view.payments]) == (OrderState.PAID, [Method.KASPI])


def test_void_and_replaced_tickets_stay_in_sight_and_lines_in_their_order(festival: Festival) -> None:
    sold = basket(festival, ("show", 1), ("seat", 2))
    first, second, third = (one.number for one in sold.tickets)
    [newer] = box_office.replace(festival.at_desk(letter="B"), festival.keys, first).tickets
    box_office.void(festival.office, second, "does not come")
    view = orders.order_view(festival.office, sold.order.number)
    assert {one.number: one.state for one in view.tickets} == {
        first: TicketState.REPLACED,
        second: TicketState.VOID,
        third: TicketState.VALID,
        newer.number: TicketState.VALID,
    }
    assert [one.count for one in view.lines] == [1, 2]


def test_the_latest_orders_come_newest_first_whoever_sold_them(festival: Festival, clock) -> None:
    numbers = []
    for letter in "ABAB":
        clock.advance(seconds=1)
        here = festival.at_desk(letter=letter, name=f"clerk {letter}")
        numbers.append(sell_basket(here, festival.keys, [BasketLine("show")]).order.number)
    seen = orders.recent_orders(festival.office, 3)
    assert [one.order.number for one in seen] == numbers[:0:-1]
    assert [one.actor for one in seen] == ["clerk B", "clerk A", "clerk B"]
    assert len(orders.recent_orders(festival.office, 50)) == 4


def test_a_clock_that_was_set_back_does_not_change_which_order_is_the_latest(festival: Festival, clock) -> None:
    first = festival.sell().order.number
    clock.advance(days=300)
    other = festival.at_desk(letter="B", name="clerk B")
    from_the_future = [sell_basket(here, festival.keys, [BasketLine("show")]) for here in (festival.office, other)]
    clock.advance(days=-300, seconds=1)
    last = festival.sell().order.number
    of_a, of_b = (sold.order.number for sold in from_the_future)
    seen = [one.order.number for one in orders.recent_orders(festival.office, 10)]
    assert [one for one in seen if one != of_b] == [last, of_a, first]
    seen = [one.order.number for one in orders.recent_orders(festival.office, 2)]
    assert seen == [of_b, last]  # desks share nothing but the time
    for here, number in ((festival.office, last), (other, of_b)):
        view = orders.last_order_of_desk(here)
        assert view is not None
        assert view.order.number == number
        assert view.tickets


def test_no_orders_is_an_empty_list(festival: Festival) -> None:
    assert orders.recent_orders(festival.office, 10) == ()
    assert orders.last_order_of_desk(festival.office) is None


def test_a_desk_without_an_order_has_no_last_one(festival: Festival) -> None:
    festival.sell()
    assert orders.last_order_of_desk(festival.at_desk(letter="B", name="clerk B")) is None


def test_more_orders_than_one_query_takes(festival: Festival) -> None:
    sold = [festival.sell().order.number for _ in range(403)]
    assert [one.order.number for one in orders.recent_orders(festival.office, 1000)] == sold[::-1]


def test_the_orders_of_a_guest_are_those_with_a_ticket_for_them(festival: Festival, clock) -> None:
    first = festival.sell("show", 2, name="Saule")
    [guest_id] = {one.guest_id for one in first.tickets}
    festival.sell(name="Saule")
    clock.advance(seconds=1)
    second = basket(festival, ("seat", 1), ("show", 1), guest=guest_id)
    found = [one.order.number for one in orders.orders_of_guest(festival.office, guest_id)]
    assert found == [second.order.number, first.order.number]
    assert orders.orders_of_guest(festival.office, UNKNOWN) == ()


def test_an_order_that_is_not_there_is_said(festival: Festival) -> None:
    assert refused(lambda: orders.order_view(festival.office, "OA-000009")) == "order_unknown"
    assert refused(lambda: orders.void_order(festival.office, "OA-000009", "because")) == "order_unknown"


# --- what is left -------------------------------------------------------------------------------------------------


def test_the_stock_counts_what_stands(festival: Festival) -> None:
    types = {key: type_id(festival, key) for key in ("quota-3", "show", "press")}
    sold = basket(festival, ("quota-3", 2), ("show", 5))
    box_office.block(festival.office, sold.tickets[0].number, "lost")
    seen = stock(festival.office)
    assert seen.keys() == {one.id for one in festival.programme.ticket_types}
    assert [seen[types[key]] for key in types] == [Stock(2, 1), Stock(5, None), Stock(0, None)]
    festival.sell("quota-3")
    assert stock(festival.office)[types["quota-3"]].sold_out
    box_office.void(festival.office, sold.tickets[1].number, "does not come")
    assert stock(festival.office)[types["quota-3"]] == Stock(2, 1)


def test_a_seated_type_is_as_short_as_its_seats(festival: Festival) -> None:
    seat = type_id(festival, "seat")
    assert stock(festival.office)[seat] == Stock(0, 8)
    festival.sell("seat", 3)
    assert stock(festival.office)[seat] == Stock(3, 5)


# --- ending an order ----------------------------------------------------------------------------------------------


def test_a_void_order_frees_quotas_and_seats(festival: Festival) -> None:
    sold = basket(festival, ("seat", 8), ("quota-3", 3))
    view = orders.void_order(festival.office, sold.order.number.lower(), " double booking ")
    assert {(one.state, one.why) for one in view.tickets} == {(TicketState.VOID, "double booking")}
    assert view.order.state is OrderState.PAID
    assert [told(festival.scan(one)) for one in sold.tickets[-3:]] == ["void"] * 3
    assert len(basket(festival, ("seat", 8), ("quota-3", 3)).tickets) == 11
    assert is_sound(festival)


def test_a_void_pending_order_is_cancelled(festival: Festival) -> None:
    sold = basket(festival, ("show", 2), ("seat", 1), method=Method.LATER)
    assert orders.void_order(festival.office, sold.order.number, "because").order.state is OrderState.CANCELLED
    assert refused(lambda: box_office.pay(festival.office, sold.order.number, Method.CASH)) == "order_not_pending"
    assert is_sound(festival)


def test_only_what_stands_is_made_void(festival: Festival) -> None:
    sold = festival.sell("show", 4)
    first, second, third, _fourth = (one.number for one in sold.tickets)
    box_office.void(festival.office, first, "earlier")
    [newer] = box_office.replace(festival.office, festival.keys, second).tickets
    box_office.block(festival.office, third, "lost")
    view = orders.void_order(festival.office, sold.order.number, "later")
    assert [(one.state.value, one.why) for one in view.tickets] == [
        ("void", "earlier"),
        ("replaced", None),
        ("void", "later"),
        ("void", "later"),
        ("void", "later"),
    ]
    assert view.tickets[1].replaced_by == newer.number
    assert is_sound(festival)


def test_an_order_without_tickets_cannot_be_made_void_again(festival: Festival) -> None:
    number = festival.sell("show", 2).order.number
    orders.void_order(festival.office, number, "because")
    assert refused(lambda: orders.void_order(festival.office, number, "again")) == "order_empty"


def test_making_an_order_void_says_why(festival: Festival) -> None:
    sold = festival.sell()
    assert refused(lambda: orders.void_order(festival.office, sold.order.number, " ")) == "reason_missing"
    assert festival.now(sold.tickets[0].number).state is TicketState.VALID


@pytest.mark.parametrize("role", [Role.STEWARD, Role.SUPERVISOR])
def test_who_may_not_make_a_ticket_void_may_not_make_an_order_void(festival: Festival, role: Role) -> None:
    number = festival.sell().order.number
    assert refused(lambda: orders.void_order(festival.at_desk(role=role), number, "because")) == "not_allowed"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_ticket_that_is_replaced_meanwhile_is_made_void_too(festival: Festival) -> None:
    sold = festival.sell("show", 2)
    act = partial(orders.void_order, festival.at_desk(letter="B"), sold.order.number, "because")
    with before_the_next_commit(festival.office.store, act) as other:
        [newer] = box_office.replace(festival.office, festival.keys, sold.tickets[0].number).tickets
    view = other.result()
    assert {one.number: one.state.value for one in view.tickets} == {
        sold.tickets[0].number: "replaced",
        sold.tickets[1].number: "void",
        newer.number: "void",
    }
    assert is_sound(festival)
