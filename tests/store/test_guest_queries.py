from collections.abc import Callable
from dataclasses import replace

import pytest

from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.ticket_types import Category
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guests import identity, new_guest
from aspara_desk.store.models import GUESTS
from aspara_desk.store.unit import Writing
from tests.rows import count_rows

ABAI = GuestDetails(
    "Қалиев Абай", organisation="Тараз Сән", country="KZ", phone="+7 (701) 123-45-67", email="abai@example.kz",
    category=Category.VIP, language="kk", note="n", attention="a",
)  # fmt: skip


@pytest.fixture
def add(at_desk: Callable[..., Workplace]) -> Callable[..., Workplace]:
    def write(*guests: GuestDetails) -> Workplace:
        here = at_desk()

        def work(unit: Writing) -> None:
            unit.guests.add([new_guest(unit.new_id(), guest) for guest in guests], unit.now)

        here.write(work)
        return here

    return write


def named(*names: str) -> list[GuestDetails]:
    return [GuestDetails(name) for name in names]


def test_a_guest_is_read_as_it_was_written(add: Callable[..., Workplace]) -> None:
    here = add(ABAI)
    known = here.read(lambda unit: unit.guests.known([identity(ABAI), b"0" * 16]))
    guests = here.read(lambda unit: unit.guests.by_ids(list(known.values())))
    assert set(known) == {identity(ABAI)}
    assert [one.details for one in guests.values()] == [replace(ABAI, latin="Kaliyev Abai")]


@pytest.mark.parametrize(
    "same",
    [
        replace(ABAI, name="Калиев Абай"),
        replace(ABAI, name="abai QALIEV"),
        replace(ABAI, phone="8 701 1234567"),
        replace(ABAI, email="ABAI@example.kz", organisation="ТАРАЗ СӘН"),
        replace(ABAI, note="", attention="", country="", language="ru", latin="Abay Kaliev"),
    ],
)
def test_the_same_person_has_the_same_identity(same: GuestDetails) -> None:
    assert identity(same) == identity(ABAI)


@pytest.mark.parametrize(
    "other",
    [
        replace(ABAI, name="Қалиева Абай"),
        replace(ABAI, phone="8 701 1234568"),
        replace(ABAI, phone=""),
        replace(ABAI, email=""),
        replace(ABAI, organisation=""),
        replace(ABAI, category=Category.PRESS),
        replace(ABAI, organisation="", email="Тараз Сән"),
    ],
)
def test_another_person_has_another_identity(other: GuestDetails) -> None:
    assert identity(other) != identity(ABAI)


def test_the_oldest_of_the_same_is_known(add: Callable[..., Workplace]) -> None:
    add(ABAI)
    here = add(ABAI)
    (known,) = here.read(lambda unit: unit.guests.known([identity(ABAI)])).values()
    ids = here.read(lambda unit: unit.guests.with_word_beginning("kalev", (), 9))
    assert known == min(ids)
    assert len(ids) == 2


def test_words_are_found_by_how_they_begin_whole_words_first(add: Callable[..., Workplace]) -> None:
    here = add(*named("Алиаскар", "Али", "Алим", "Бали", "Ал"))

    def found(beginning: str, limit: int = 9) -> list[str]:
        ids = here.read(lambda unit: unit.guests.with_word_beginning(beginning, (), limit))
        guests = here.read(lambda unit: unit.guests.by_ids(ids))
        return [guests[one].details.name for one in ids]

    assert found("ali") == ["Али", "Алиаскар", "Алим"]
    assert found("ali", 1) == ["Али"]
    assert found("alik") == []


def test_further_words_must_begin_with_one_of_their_alternatives(add: Callable[..., Workplace]) -> None:
    here = add(*named("Қалиев Абай", "Қалиев Асан", "Қалиев Мабай"))

    def count(*beside: tuple[str, ...]) -> int:
        return here.read(lambda unit: len(unit.guests.with_word("kalev", beside, 9)))

    assert count() == 3
    assert count(("ab",)) == 1
    assert count(("ab", "as")) == 2
    assert count(("ab",), ("as",)) == 0


def test_words_are_counted_up_to_a_bound(add: Callable[..., Workplace]) -> None:
    here = add(*named("Асан", "Асан Асанов", "Асем"))
    assert here.read(lambda unit: unit.guests.count_beginning("as", 99)) == 4
    assert here.read(lambda unit: unit.guests.count_beginning("as", 2)) == 2
    assert here.read(lambda unit: unit.guests.count_beginning("b", 2)) == 0


@pytest.mark.parametrize(
    "typed",
    [
        "mukhtar",
        "ukhtar",
        "bukhtar",
        "xmukhtar",
        "umkhtar",
        "mkuhtar",
        "mukhtra",
        "mukhta",
        "mukhtxar",
        "mkhtar",
        "muhktar",
    ],
)
def test_a_word_with_one_typo_is_near(add: Callable[..., Workplace], typed: str) -> None:
    here = add(*named("Мұхтаров", "Асан"))
    near = here.read(lambda unit: unit.guests.words_near(typed, 99))
    assert "mukhtarov" in near
    assert "asan" not in near


def test_words_that_are_known_are_noted_once(add: Callable[..., Workplace]) -> None:
    add(*named("Асан", "Асан", "Асан Асан"))
    here = add(*named("Асан", "Асанов"))
    assert here.read(lambda unit: unit.guests.words_near("asan", 99)) == ["asan", "asanov"]
    assert count_rows(here.store, GUESTS) == 5
