import pytest

from aspara_desk.box_office import tickets as box_office
from aspara_desk.box_office.selling import sell
from aspara_desk.domain.errors import Refused
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method
from aspara_desk.reports.takings import Takings, takings
from tests.door.festival import Festival


def by_method(found: Takings) -> dict[str, tuple[int, int]]:
    return {one.method.value: (one.payments, one.amount.minor) for one in found.lines}


def test_an_empty_till(festival: Festival) -> None:
    found = takings(festival.office)
    assert (found.lines, found.total, found.owed, found.orders) == ((), Money(0, "KZT"), Money(0, "KZT"), {})


def test_takings_by_method_desk_and_clerk(festival: Festival) -> None:
    festival.sell("show", 3)
    festival.sell("show", 1, Method.CARD)
    for letter, name in (("A", "Aliya"), ("B", "Saule")):
        sell(festival.at_desk(letter=letter, name=name), festival.keys, type_key="show", method=Method.KASPI)
    found = takings(festival.office)
    assert [(one.method.value, one.actor, one.payments, one.amount.minor) for one in found.lines] == [
        ("card", "Saule", 1, 100000), ("cash", "Saule", 1, 300000),
        ("kaspi", "Aliya", 1, 100000), ("kaspi", "Saule", 1, 100000),
    ]  # fmt: skip
    assert (found.total, found.owed) == (Money(600000, "KZT"), Money(0, "KZT"))
    assert found.orders == {"paid": 4}


def test_gifts_take_in_nothing(festival: Festival) -> None:
    festival.sell("show", 2, Method.FREE)
    found = takings(festival.office)
    assert (found.lines, found.total.minor, found.orders) == ((), 0, {"paid": 1})


def test_what_is_owed_is_what_stands_of_pending_orders(festival: Festival) -> None:
    first = festival.sell("show", 3, Method.LATER)
    festival.sell("concession", 1, Method.LATER)
    assert takings(festival.office).owed == Money(350000, "KZT")
    box_office.void(festival.office, first.tickets[0].number, "ill")
    box_office.block(festival.office, first.tickets[1].number, "lost")
    assert takings(festival.office).owed == Money(250000, "KZT")
    box_office.pay(festival.office, first.order.number, Method.TRANSFER)
    found = takings(festival.office)
    assert (found.owed, by_method(found)) == (Money(50000, "KZT"), {"transfer": (1, 200000)})
    assert found.orders == {"paid": 1, "pending": 1}


def test_a_cancelled_order_owes_nothing(festival: Festival) -> None:
    sold = festival.sell("show", 1, Method.LATER)
    box_office.void(festival.office, sold.tickets[0].number, "ill")
    found = takings(festival.office)
    assert (found.owed.minor, found.orders) == (0, {"cancelled": 1})


def test_a_paid_ticket_that_is_void_was_paid_all_the_same(festival: Festival) -> None:
    sold = festival.sell("show", 2)
    box_office.void(festival.office, sold.tickets[0].number, "ill")
    assert takings(festival.office).total == Money(200000, "KZT")


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CLERK])
def test_the_till_is_not_for_everybody(festival: Festival, role: Role) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        takings(festival.at_desk(role=role))
