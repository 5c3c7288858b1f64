from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest

from aspara_desk.box_office import tickets
from aspara_desk.box_office.life import life_of
from aspara_desk.box_office.naming import give_on, name_ticket
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import TicketState
from aspara_desk.guests.finding import find
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.check import check
from tests.door.festival import Festival, at

AIGUL = GuestDetails("Айгүл Қалиева")
ERLAN = GuestDetails("Ерлан Екі")
UNKNOWN = UUID("0192f0c4-5a3e-7b1d-9c44-0000000000ff")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DeskError) as error:
        act()
    return error.value.kind


def deeds(festival: Festival, number: str) -> list[str]:
    return [deed.action for deed in life_of(festival.office, number).deeds]


def is_sound(festival: Festival) -> bool:
    return check(festival.office.store, lambda key, ticket: festival.keys.code(key, ticket).digest) == ()


def test_a_forgotten_name_is_given_to_the_same_paper(festival: Festival) -> None:
    bare = festival.ticket("show")
    named = name_ticket(festival.office, bare.number, AIGUL)
    assert (named.number, named.id, named.key_id, named.state) == (bare.number, bare.id, bare.key_id, bare.state)
    assert named.guest_name == "Айгүл Қалиева"
    [found] = find(festival.office, "қалиева", 5)
    assert [one.number for one in found.tickets] == [bare.number]
    assert deeds(festival, bare.number) == ["order_placed", "ticket_named"]
    assert life_of(festival.office, bare.number).deeds[1].facts == {
        "ticket": bare.number, "guest": str(found.guest.id), "before": None,
    }  # fmt: skip
    assert is_sound(festival)


def test_a_ticket_that_has_a_guest_is_not_named_over_him(festival: Festival) -> None:
    [named] = festival.sell("show", name="Айгүл Қалиева").tickets
    assert refused(lambda: name_ticket(festival.office, named.number, ERLAN)) == "ticket_named"
    assert tickets.show(festival.office, named.number).ticket.guest_name == "Айгүл Қалиева"
    assert find(festival.office, "ерлан", 5) == ()  # a guest of whom nothing came is not in the list


def test_a_ticket_that_does_not_stand_is_nobodys(festival: Festival) -> None:
    bare = festival.ticket("show")
    tickets.void(festival.office, bare.number, "spoilt")
    assert refused(lambda: name_ticket(festival.office, bare.number, AIGUL)) == "ticket_state"
    assert refused(lambda: give_on(festival.office, festival.keys, bare.number, AIGUL)) == "ticket_state"


def test_another_guest_takes_another_paper_with_the_same_right_and_seat(festival: Festival) -> None:
    [old] = festival.sell("seat", name="Ерлан Екі").tickets
    [namesake] = festival.sell("show", name="Ерлан Екі").tickets
    assert isinstance(namesake.guest_id, UUID)
    new = give_on(festival.office, festival.keys, old.number, namesake.guest_id)
    assert (new.guest_id, new.entitlement_id, new.seat) == (namesake.guest_id, old.entitlement_id, old.seat)
    before = tickets.show(festival.office, old.number).ticket
    assert (before.state, before.replaced_by) == (TicketState.REPLACED, new.number)
    life = life_of(festival.office, new.number)
    [given] = [deed for deed in life.deeds if deed.action == "ticket_given_on"]
    assert given.facts["before"] == str(old.guest_id)
    assert is_sound(festival)


def test_a_ticket_goes_to_nobody_who_has_it(festival: Festival) -> None:
    [named] = festival.sell("show", name="Айгүл Қалиева").tickets
    assert isinstance(named.guest_id, UUID)
    assert refused(partial(give_on, festival.office, festival.keys, named.number, named.guest_id)) == "ticket_named"
    assert tickets.show(festival.office, named.number).ticket.state is TicketState.VALID


def test_a_right_that_was_used_stays_with_who_used_it(festival: Festival) -> None:
    [old] = festival.sell("show", name="Айгүл Қалиева").tickets
    festival.scan(old, at("18:45"))
    assert refused(lambda: give_on(festival.office, festival.keys, old.number, ERLAN)) == "ticket_used"
    assert tickets.show(festival.office, old.number).ticket.state is TicketState.VALID


def test_a_guest_who_is_not_in_the_list_gets_nothing(festival: Festival) -> None:
    bare = festival.ticket("show")
    assert refused(lambda: name_ticket(festival.office, bare.number, UNKNOWN)) == "guest_unknown"
    assert refused(lambda: name_ticket(festival.office, "A-999999", AIGUL)) == "ticket_unknown"


def test_it_is_the_work_of_who_sells(festival: Festival, at_desk: Callable[..., Workplace]) -> None:
    bare = festival.ticket("show")
    [named] = festival.sell("show", name="Айгүл Қалиева").tickets
    for role in (Role.STEWARD, Role.SUPERVISOR):
        here = at_desk(role=role)
        assert refused(partial(name_ticket, here, bare.number, AIGUL)) == "not_allowed"
        assert refused(partial(give_on, here, festival.keys, named.number, ERLAN)) == "not_allowed"
    clerk = at_desk(role=Role.CLERK)
    assert name_ticket(clerk, bare.number, AIGUL).guest_name == AIGUL.name
    assert give_on(clerk, festival.keys, named.number, ERLAN).guest_name == ERLAN.name
