from collections.abc import Callable

import pytest

from aspara_desk.box_office import orders, tickets
from aspara_desk.box_office.acts import Act, ended_by, permitted, possible
from aspara_desk.box_office.life import TicketLife, life_of
from aspara_desk.box_office.refunds import Refund, refund_for
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method
from aspara_desk.staff.workplace import Workplace
from tests.door.festival import Festival

OF_ANY_THAT_STANDS = {Act.PRINT, Act.SAVE, Act.REPLACE, Act.VOID}


def life(festival: Festival, number: str) -> TicketLife:
    return life_of(festival.office, number)


def test_what_is_possible_follows_the_states_of_the_ticket_and_of_its_order(festival: Festival) -> None:
    first, second = (one.number for one in festival.sell("show", 2, Method.LATER).tickets)
    assert set(possible(life(festival, first))) == {
        *OF_ANY_THAT_STANDS, Act.NAME, Act.PAY, Act.BLOCK, Act.VOID_ORDER,
    }  # fmt: skip
    tickets.block(festival.office, first, "asked for")
    tickets.pay(festival.office, life(festival, first).order.order.number, Method.CARD)
    assert set(possible(life(festival, first))) == {*OF_ANY_THAT_STANDS, Act.NAME, Act.UNBLOCK, Act.VOID_ORDER}
    tickets.void(festival.office, first, "cannot come")
    assert set(possible(life(festival, first))) == {Act.VOID_ORDER}  # the other one still stands
    assert set(possible(life(festival, second))) == {*OF_ANY_THAT_STANDS, Act.NAME, Act.BLOCK}
    tickets.void(festival.office, second, "cannot come")
    assert possible(life(festival, second)) == ()


def test_a_guest_can_be_sold_another_one(festival: Festival) -> None:
    [named] = festival.sell("show", name="Айгүл Қалиева").tickets
    tickets.void(festival.office, named.number, "cannot come")
    assert possible(life(festival, named.number)) == (Act.SELL_TO,)


@pytest.mark.parametrize(
    ("role", "left_out"),
    [(Role.CLERK, set()), (Role.SUPERVISOR, {*OF_ANY_THAT_STANDS, Act.GIVE_ON, Act.SELL_TO, Act.VOID_ORDER})],
)
def test_of_that_each_role_may_do_its_own_work(
    festival: Festival, at_desk: Callable[..., Workplace], role: Role, left_out: set[Act]
) -> None:
    sold = festival.sell("show", 2, name="Айгүл Қалиева").tickets[0]
    shown = life(festival, sold.number)
    assert set(permitted(shown, at_desk(role=role).actor)) == set(possible(shown)) - left_out


def test_what_was_paid_for_it_is_given_back_the_way_it_came(festival: Festival) -> None:
    sold = festival.sell("show", 3, Method.LATER)
    before = life(festival, sold.tickets[0].number)
    assert refund_for(before.order, ended_by(Act.VOID, before)) is None  # nothing was paid yet
    tickets.void(festival.office, sold.tickets[0].number, "cannot come")
    assert life(festival, sold.tickets[1].number).order.due == Money(200_000, "KZT")
    tickets.pay(festival.office, sold.order.number, Method.KASPI)
    paid = life(festival, sold.tickets[1].number)
    assert paid.order.due == Money(0, "KZT")
    assert refund_for(paid.order, ended_by(Act.VOID, paid)) == Refund(Money(100_000, "KZT"), Method.KASPI)
    assert refund_for(paid.order, ended_by(Act.VOID_ORDER, paid)) == Refund(Money(200_000, "KZT"), Method.KASPI)
    assert refund_for(paid.order, ended_by(Act.BLOCK, paid)) is None


def test_a_gift_gives_nothing_back(festival: Festival) -> None:
    given = festival.sell("show", 1, Method.FREE)
    view = orders.order_view(festival.office, given.order.number)
    assert refund_for(view, view.standing) is None
