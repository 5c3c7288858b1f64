from collections.abc import Callable

import pytest

from aspara_desk.box_office import tickets
from aspara_desk.box_office.life import life_of
from aspara_desk.domain import rights
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.rights import Right, Role
from aspara_desk.domain.sales import Method
from aspara_desk.staff.workplace import Workplace
from tests.door.festival import Festival


def test_what_was_done_to_a_ticket_and_its_order_is_told_in_order(festival: Festival) -> None:
    ticket = festival.sell("show", 2, Method.LATER).tickets[0]
    tickets.block(festival.office, ticket.number, "asked for a refund")
    tickets.unblock(festival.office, ticket.number)
    order = life_of(festival.office, ticket.number).order.order.number
    tickets.pay(festival.office, order, Method.CARD)
    tickets.void(festival.office, ticket.number, "cannot come")

    life = life_of(festival.office, ticket.number)

    done = [deed.action for deed in life.deeds]
    assert done == ["order_placed", "ticket_blocked", "ticket_unblocked", "order_paid", "ticket_voided"]
    assert life.deeds[1].facts["why"] == "asked for a refund"
    assert life.deeds[1].actor == "Saule"
    assert life.ticket.why == "cannot come"
    assert life.replaces is None
    assert len(life.order.tickets) == 2


def test_a_new_paper_knows_the_one_it_replaces(festival: Festival) -> None:
    old = festival.ticket("show")
    [new] = tickets.replace(festival.office, festival.keys, old.number).tickets
    life = life_of(festival.office, new.number)
    assert life.replaces is not None
    assert life.replaces.number == old.number
    assert life_of(festival.office, old.number).ticket.replaced_by == new.number
    assert "ticket_replaced" in [deed.action for deed in life.deeds if deed.subject_id == life.replaces.id]


def test_a_ticket_that_is_not_there_is_named(festival: Festival) -> None:
    with pytest.raises(Misused) as caught:
        life_of(festival.office, "A-999999")
    assert caught.value.kind == "ticket_unknown"


def test_only_whoever_may_find_guests_sees_the_life_of_a_ticket(
    at_desk: Callable[..., Workplace], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rights._RIGHTS, Role.STEWARD, frozenset(Right) - {Right.FIND_GUESTS})
    with pytest.raises(Refused):
        life_of(at_desk(Role.STEWARD), "A-000001")
