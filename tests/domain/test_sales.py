import pytest

from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method, TicketState, amount_due, may_become, order_number, ticket_number


def kzt(minor: int) -> Money:
    return Money(minor, "KZT")


def test_void_and_replaced_are_for_good() -> None:
    allowed = {(one, other) for one in TicketState for other in TicketState if may_become(one, other)}
    assert allowed == {
        (TicketState.VALID, TicketState.BLOCKED),
        (TicketState.VALID, TicketState.VOID),
        (TicketState.VALID, TicketState.REPLACED),
        (TicketState.BLOCKED, TicketState.VALID),
        (TicketState.BLOCKED, TicketState.VOID),
        (TicketState.BLOCKED, TicketState.REPLACED),
    }


@pytest.mark.parametrize(
    ("prices", "paid", "due"), [([], [], 0), ([100, 200], [], 300), ([100, 200], [250], 50), ([100], [300], 0)]
)
def test_what_is_due(prices: list[int], paid: list[int], due: int) -> None:
    assert amount_due([kzt(one) for one in prices], [kzt(one) for one in paid], "KZT") == kzt(due)


def test_numbers_carry_the_desks_letter() -> None:
    assert ticket_number("A", 123) == "A-000123"
    assert ticket_number("B", 1_234_567) == "B-1234567"
    assert order_number("A", 418) == "OA-000418"


def test_which_ways_to_settle_are_payments() -> None:
    assert [one for one in Method if not one.is_payment] == [Method.FREE, Method.LATER]
