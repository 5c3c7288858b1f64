import threading
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import text

from aspara_desk.box_office import orders
from aspara_desk.box_office import tickets as box_office
from aspara_desk.box_office.selling import BasketLine, Sold, guest_named, sell_basket, sold_under
from aspara_desk.domain.errors import DeskError, Misused, Refused, StoreUnusable
from aspara_desk.domain.ids import uuid7
from aspara_desk.domain.rights import Actor, Role
from aspara_desk.domain.sales import Method, OrderState
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.check import check
from aspara_desk.store.models import (
    ENTITLEMENTS,
    GUESTS,
    ORDER_LINES,
    ORDERS,
    OUTBOX,
    PAYMENTS,
    TICKETS,
)
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Store
from tests.conftest import DESK_A, Clock, Ids
from tests.door.festival import Festival, at
from tests.lost_answers import lost_answer
from tests.postgres import PostgresServer
from tests.rows import count_rows

KEY = uuid7(at("12:00"), bytes(10))
OTHER = uuid7(at("12:00"), bytes([1] * 10))
BASKET = [BasketLine("quota-3", 2), BasketLine("show", 1)]


def sell(festival: Festival, lines: list[BasketLine] = BASKET, key: UUID = KEY, **how) -> Sold:
    return sell_basket(festival.office, festival.keys, lines, order_id=key, **how)


def left(festival: Festival, key: str) -> int:
    """How many more tickets of a type can be sold: found out by selling them, all but the ones sold before."""
    sold = 0
    while True:
        try:
            sell_basket(festival.office, festival.keys, [BasketLine(key)])
        except Refused:
            return sold
        sold += 1


def counts(festival: Festival) -> dict[str, int]:
    tables = (ORDERS, ORDER_LINES, PAYMENTS, ENTITLEMENTS, TICKETS, GUESTS, OUTBOX)
    return {table.name: count_rows(festival.office.store, table) for table in tables}


def is_sound(festival: Festival) -> bool:
    return check(festival.office.store, lambda key, ticket: festival.keys.code(key, ticket).digest) == ()


# --- the answer is lost, and asked for again ---


def test_a_sale_whose_answer_was_lost_is_made_once(festival: Festival) -> None:
    buyer = guest_named("Айгүл Қалиева")
    with lost_answer(festival.office.store.engine), pytest.raises(StoreUnusable):
        sell(festival, guest=buyer)
    [order] = orders.recent_orders(festival.office, 10)
    before = counts(festival)
    again = sell(festival, guest=buyer)
    assert (again.order, again.tickets) == (order.order, order.tickets)
    assert again.order.id == KEY
    assert counts(festival) == before
    assert (before["orders"], before["payments"], before["tickets"], before["guests"]) == (1, 1, 3, 1)
    assert left(festival, "quota-3") == 1
    assert is_sound(festival)


def test_a_sale_that_was_lost_itself_is_made_at_the_second_time(festival: Festival) -> None:
    with lost_answer(festival.office.store.engine, durable=False), pytest.raises(StoreUnusable):
        sell(festival)
    assert orders.recent_orders(festival.office, 10) == ()
    assert sold_under(festival.office, KEY) is None
    assert sell(festival).order.number == "OA-000001"
    assert counts(festival)["orders"] == 1


def test_the_same_answer_as_at_the_first_time(festival: Festival) -> None:
    first = sell(festival)
    assert sell(festival) == first
    assert sell(festival, BASKET[::-1]) == first
    assert sold_under(festival.office, KEY) == first


def test_the_last_tickets_are_answered_though_none_are_left(festival: Festival) -> None:
    first = sell(festival, [BasketLine("quota-3", 3)])
    assert sell(festival, [BasketLine("quota-3", 3)]) == first
    with pytest.raises(Refused):
        sell(festival, [BasketLine("quota-3", 3)], OTHER)


@pytest.mark.parametrize("method", [Method.FREE, Method.LATER, Method.KASPI])
def test_every_way_to_pay_is_answered_again(festival: Festival, method: Method) -> None:
    first = sell(festival, method=method)
    assert sell(festival, method=method) == first


def test_what_was_paid_or_made_void_since_is_answered_as_it_is(festival: Festival) -> None:
    first = sell(festival, method=Method.LATER)
    box_office.void(festival.office, first.tickets[0].number, "a mistake")
    box_office.pay(festival.office, first.order.number, Method.CARD)
    again = sell(festival, method=Method.LATER)
    assert (again.order.number, again.order.state) == (first.order.number, OrderState.PAID)
    assert [one.state.stands for one in again.tickets] == [False, True, True]


@pytest.mark.parametrize(
    ("lines", "method"),
    [
        ([BasketLine("quota-3", 1), BasketLine("show", 1)], Method.CASH),
        ([BasketLine("quota-3", 2)], Method.CASH),
        ([*BASKET, BasketLine("room")], Method.CASH),
        (BASKET, Method.FREE),
    ],
)
def test_another_sale_under_the_same_id_is_refused(festival: Festival, lines: list[BasketLine], method: Method) -> None:
    first = sell(festival)
    before = counts(festival)
    with pytest.raises(Misused) as caught:
        sell(festival, lines, method=method)
    assert (caught.value.kind, caught.value.facts) == ("order_differs", {"order": first.order.number})
    assert counts(festival) == before


def test_without_an_id_every_sale_is_another_one(festival: Festival) -> None:
    numbers = {sell_basket(festival.office, festival.keys, BASKET[1:]).order.number for _ in range(3)}
    assert len(numbers) == 3


# --- two that are at it at once ---


def test_whoever_asks_again_waits_for_the_one_that_is_still_at_it(festival: Festival, store: Store) -> None:
    """A desk that lost its server, and a server that has not ended the desk's first transaction yet."""
    answers: list[Sold | DeskError | None] = []

    def ask_again() -> None:
        for ask in (lambda: sold_under(festival.office, KEY), lambda: sell(festival, [BasketLine("quota-3", 3)])):
            try:
                answers.append(ask())
            except DeskError as error:
                answers.append(error)

    asking = threading.Thread(target=ask_again)

    def still_at_it() -> None:
        asking.start()
        if store.engine.dialect.name == "postgresql":
            wait_for_a_waiter(store)

    first = slow_sale(festival, still_at_it)
    asking.join()
    assert answers == [first, first]
    assert counts(festival)["orders"] == 1


def slow_sale(festival: Festival, meanwhile: Callable[[], None]) -> Sold:
    """Sells the last three; `meanwhile` is called when all is written and nothing is durable."""
    store = festival.office.store
    commit = store.engine.dialect.do_commit
    seller = threading.get_ident()

    def do_commit(connection) -> None:
        if threading.get_ident() == seller:
            meanwhile()
        commit(connection)

    store.engine.dialect.do_commit = do_commit
    try:
        return sell(festival, [BasketLine("quota-3", 3)])
    finally:
        store.engine.dialect.do_commit = commit


def wait_for_a_waiter(store: Store) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
    pause = threading.Event()
    for _ in range(2000):
        with store.engine.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return
        pause.wait(0.005)
    raise AssertionError("nobody waits")


# --- a server that really goes away ---


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as made:
        yield made


def test_a_server_that_dies_after_the_commit_has_sold_once(server: PostgresServer) -> None:
    store = open_store(server.url(server.create_database()), create=True)
    festival = Festival(lambda: Workplace(store, Actor("Saule", Role.MANAGER, DESK_A, "A"), Clock(), Ids()))
    with lost_answer(store.engine, server.kill), pytest.raises(StoreUnusable) as caught:
        sell(festival)
    assert caught.value.kind == "store_server_away"
    with pytest.raises(StoreUnusable):
        sell(festival)
    server.restart()
    again = sell(festival)
    assert [one.order for one in orders.recent_orders(festival.office, 10)] == [again.order]
    assert again.order.number == "OA-000001"
    assert left(festival, "quota-3") == 1
    store.close()


# --- what cannot happen twice by itself ---


def test_an_order_is_paid_once_though_the_answer_was_lost(festival: Festival) -> None:
    order = sell(festival, method=Method.LATER).order
    with lost_answer(festival.office.store.engine), pytest.raises(StoreUnusable):
        box_office.pay(festival.office, order.number, Method.CASH)
    with pytest.raises(Refused) as caught:
        box_office.pay(festival.office, order.number, Method.CASH)
    assert (caught.value.kind, caught.value.facts["state"]) == ("order_not_pending", "paid")
    assert counts(festival)["payments"] == 1


def test_a_ticket_is_replaced_once_though_the_answer_was_lost(festival: Festival) -> None:
    [old] = sell(festival, [BasketLine("show")]).tickets
    with lost_answer(festival.office.store.engine), pytest.raises(StoreUnusable):
        box_office.replace(festival.office, festival.keys, old.number)
    with pytest.raises(Refused) as caught:
        box_office.replace(festival.office, festival.keys, old.number)
    assert (caught.value.kind, caught.value.facts["state"]) == ("ticket_state", "replaced")
    assert counts(festival)["tickets"] == 2
    assert festival.now(old.number).replaced_by == "A-000002"
