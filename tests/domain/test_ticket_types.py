from dataclasses import replace
from uuid import UUID

import pytest

from aspara_desk.domain.ticket_types import Category, Grant, Per, Reentry, Window, WindowKind, most_generous
from tests.domain.planning import SHOW, SHOW_2, TALK, opens, type_of

PLAIN = Grant(2, opens(SHOW, TALK))


def test_a_slot_is_the_scope_in_which_entries_are_counted() -> None:
    event_id = UUID(int=5)
    slots = {per: replace(PLAIN, per=per).slot(event_id, SHOW.day) for per in Per}
    assert slots == {
        Per.EVENT: f"event:{event_id.hex}",
        Per.DAY: "day:2:2022-10-01",
        Per.SEASON: "season:2",
    }
    other = replace(PLAIN, position=3)
    assert other.slot(event_id, SHOW.day) == slots[Per.EVENT], "an event has one slot, whatever grant opens it"
    assert replace(other, per=Per.SEASON).slot(event_id, SHOW.day) != slots[Per.SEASON]


@pytest.mark.parametrize(
    ("mean", "generous"),
    [
        ({"entries": 3}, {"entries": None}),
        ({"entries": 9, "per": Per.DAY}, {"entries": 1, "per": Per.EVENT}),
        ({"entries": 9, "per": Per.SEASON}, {"entries": 1, "per": Per.DAY}),
        ({"entries": 1}, {"entries": 2}),
        ({}, {"reentry": Reentry.AFTER_EXIT}),
        ({"reentry": Reentry.AFTER_EXIT}, {"reentry": Reentry.FREE}),
    ],
)
def test_the_more_generous_grant(mean: dict[str, object], generous: dict[str, object]) -> None:
    less, more = replace(PLAIN, **mean), replace(PLAIN, **generous)
    assert most_generous([less, more]) is more
    assert most_generous([more, less]) is more


@pytest.mark.parametrize(
    ("change", "covers"),
    [
        ({}, True),
        ({"opens": opens(SHOW, TALK, SHOW_2)}, True),
        ({"opens": opens(SHOW)}, False),
        ({"entries": 2}, True),
        ({"entries": None}, True),
        ({"per": Per.DAY}, False),
        ({"reentry": Reentry.FREE}, True),
        ({"window": Window(WindowKind.ANY_TIME)}, True),
    ],
)
def test_a_changed_grant_covers_what_was_bought(change: dict[str, object], covers: bool) -> None:  # noqa: FBT001
    assert replace(PLAIN, **change).covers(PLAIN) is covers


def test_less_of_anything_does_not_cover() -> None:
    wide = replace(PLAIN, entries=None, reentry=Reentry.FREE, window=Window(WindowKind.MINUTES, 60, 30))
    for less in (
        {"entries": 9},
        {"reentry": Reentry.AFTER_EXIT},
        {"window": Window()},
        {"window": Window(WindowKind.MINUTES, 59, 30)},
        {"window": Window(WindowKind.MINUTES, 60, 29)},
    ):
        assert not replace(wide, **less).covers(wide)
    assert replace(wide, window=Window(WindowKind.MINUTES, 61, 30)).covers(wide)


def test_a_type_opens_what_its_grants_open() -> None:
    assert type_of().opens() == frozenset()
    assert type_of(PLAIN, Grant(3, opens(SHOW_2))).opens() == opens(SHOW, TALK, SHOW_2)


def test_crew_are_no_audience_and_who_shows_is_no_visitor() -> None:
    assert [one for one in Category if one.is_crew] == [Category.STAFF]
    assert {one for one in Category if not one.is_visitor} == {Category.STAFF, Category.ARTISAN, Category.DESIGNER}
