"""Two batches of one guest list at once: real processes, round after round."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from aspara_desk.box_office import batch, selling
from aspara_desk.domain.sales import TicketState
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.check import check
from aspara_desk.store.guests import new_guest
from aspara_desk.store.season_keys import unlock
from tests.conftest import address_of
from tests.door.festival import Festival
from tests.e2e.crowd import Crowd, Meet, workplace

pytestmark = pytest.mark.heavy


def issue(address: str, letter: str, lists: Sequence[Sequence[UUID]], meet: Meet) -> list[Any]:
    """Plans, waits for the other, and gives; one list a round."""
    given = []
    with workplace(address, letter) as here:
        keys = unlock(here.read(lambda unit: unit.identity.keys()), None)
        for guest_ids in lists:
            without = batch.plan(here, "press", guest_ids).without
            meet()
            parts = list(batch.issue_in_parts(here, keys, "press", without))
            holders = {one.guest_id for part in parts for one in part.holders}
            given.append(({one.guest_id for part in parts for one in part.tickets}, holders))
            meet()
    return given


def guests(here: Workplace, count: int) -> list[UUID]:
    def work(unit):
        made = [new_guest(unit.new_id(), selling.guest_named(f"Guest {number}")) for number in range(count)]
        unit.guests.add(made, unit.now)
        return [one.id for one in made]

    return here.write(work)


def test_two_batches_at_once_give_nobody_a_second_ticket(at_desk: Callable[..., Workplace]) -> None:
    festival = Festival(at_desk)
    lists = [guests(festival.office, 8) for _ in range(25)]
    address = address_of(festival.office)
    with Crowd(2) as crowd:
        rounds = crowd.race(*(partial(issue, address, letter, lists) for letter in "AB"))
    for wanted, ((first, told_first), (second, told_second)) in zip(lists, rounds, strict=True):
        assert first | second == set(wanted)
        assert first & second == set()
        assert (told_first, told_second) == (second, first)
    held = festival.office.read(lambda unit: unit.sales.tickets_of_guests([one for each in lists for one in each]))
    standing = Counter(len([one for one in each if one.state is TicketState.VALID]) for each in held.values())
    assert standing == {1: 200}
    assert check(festival.office.store, None) == ()
