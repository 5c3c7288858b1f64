"""The card and the counts of tickets, on a store with a season, sales and scans."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from aspara_desk.box_office import selling, tickets
from aspara_desk.domain.admission import VerdictKind
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.guests import GuestDetails, GuestFilter
from aspara_desk.domain.sales import Method, OrderState, TicketState
from aspara_desk.guests import listing
from aspara_desk.guests.card import card
from aspara_desk.guests.writing import change_guest
from aspara_desk.staff.workplace import Workplace
from tests.store.festival import Festival, load_sample

NAME = "Айгүл Қалиева"


@pytest.fixture
def festival(at_desk: Callable[..., Workplace], clock) -> Festival:
    return load_sample(at_desk(), clock)


def sold_to(festival: Festival, name: str = NAME, count: int = 1, method: Method = Method.CASH) -> selling.Sold:
    return selling.sell(
        festival.here, festival.keyring, type_key="show-d2-young", count=count, method=method,
        guest=GuestDetails(name),
    )  # fmt: skip


def guest_of(sold: selling.Sold) -> UUID:
    guest_id = sold.tickets[0].guest_id
    assert guest_id is not None
    return guest_id


def test_a_card_has_tickets_orders_and_movements(festival: Festival) -> None:
    sold = sold_to(festival, count=2, method=Method.LATER)
    first, second = sold.tickets
    refused = festival.scan(first.number)
    tickets.pay(festival.here, sold.order.number, Method.CASH)
    admitted = festival.scan(first.number)
    tickets.void(festival.here, second.number, "not coming")
    seen = card(festival.here, guest_of(sold))
    assert seen.guest.details.name == NAME
    assert [(one.ticket.number, one.ticket.state) for one in seen.tickets] == [
        (first.number, TicketState.VALID), (second.number, TicketState.VOID),
    ]  # fmt: skip
    assert {(one.order, one.order_state, one.type.key) for one in seen.tickets} == {
        (sold.order.number, OrderState.PAID, "show-d2-young")
    }
    assert [one.id for one in seen.scans] == [admitted.scan_id, refused.scan_id]
    assert [one.verdict.kind for one in seen.scans] == [VerdictKind.ADMIT, VerdictKind.REFUSE]
    assert {one.ticket for one in seen.scans} == {first.number}


def test_a_card_of_nobody(festival: Festival) -> None:
    with pytest.raises(Misused) as misused:
        card(festival.here, UUID(int=1))
    assert misused.value.kind == "guest_unknown"


def test_a_guest_without_tickets_has_an_empty_card(festival: Festival) -> None:
    from aspara_desk.guests.writing import add_guest

    guest = add_guest(festival.here, GuestDetails(NAME))
    seen = card(festival.here, guest.id)
    assert (seen.guest, seen.tickets, seen.scans) == (guest, (), ())


def test_tickets_that_stand_are_counted_and_guests_without_found(festival: Festival) -> None:
    replaced = sold_to(festival, "a", 2)
    gone = sold_to(festival, "b")
    blocked = sold_to(festival, "c")
    tickets.replace(festival.here, festival.keyring, replaced.tickets[0].number)
    tickets.void(festival.here, gone.tickets[0].number, "not coming")
    tickets.block(festival.here, blocked.tickets[0].number, "lost")
    ids = [guest_of(one) for one in (replaced, gone, blocked)]
    assert [one.tickets for one in listing.page(festival.here, ids)] == [2, 0, 1]
    without = GuestFilter(without_ticket=True)
    assert listing.guest_ids(festival.here, None, without) == ids[1].bytes
    assert listing.count(festival.here, without) == 1


def test_renaming_a_guest_leaves_the_codes_of_tickets_alone(festival: Festival) -> None:
    sold = sold_to(festival)
    [ticket] = sold.tickets
    before = festival.digest(ticket.key_id, ticket.id)
    change_guest(festival.here, guest_of(sold), replace(GuestDetails(NAME), name="Сәуле Омарова"), 1)
    facts = festival.here.read(lambda unit: unit.scans.by_hash(before, unit.programme))
    assert facts is not None
    assert (facts.number, facts.guest) == (ticket.number, "Сәуле Омарова")
