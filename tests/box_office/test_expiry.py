"""What opens nothing any more, by its events and by how long its grants open them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aspara_desk.box_office.expiry import expired
from aspara_desk.domain.programme import Control
from aspara_desk.domain.ticket_types import Grant, Window, WindowKind
from tests.domain.planning import at, event, opens, programme, type_of

SHOW = event("show-a", "18:00", "19:00", "19:30", "20:00")
LATER = event("show-b", "20:30", "21:00", "21:15", "22:00")


def is_expired(*grants: Grant, now: str, day: int = 1, show: object = SHOW) -> bool:
    one = type_of(*grants)
    return bool(expired(programme(show, LATER), [one], at(now, day)))


@pytest.mark.parametrize(("now", "over"), [("19:59", False), ("20:00", True)])
def test_a_type_is_over_with_its_event(now: str, *, over: bool) -> None:
    assert is_expired(Grant(1, opens(SHOW)), now=now) is over


@pytest.mark.parametrize(("now", "over"), [("20:00", False), ("22:00", True)])
def test_a_type_is_over_with_the_last_of_its_events(now: str, *, over: bool) -> None:
    assert is_expired(Grant(1, opens(SHOW)), Grant(2, opens(LATER)), now=now) is over


def test_a_grant_for_minutes_after_the_end_still_opens() -> None:
    window = Window(WindowKind.MINUTES, 0, 30)
    assert not is_expired(Grant(1, opens(SHOW), window), now="20:29")
    assert is_expired(Grant(1, opens(SHOW), window), now="20:31")


def test_a_grant_for_any_time_opens_all_of_the_day() -> None:
    window = Window(WindowKind.ANY_TIME)
    assert not is_expired(Grant(1, opens(SHOW), window), now="23:00")
    assert is_expired(Grant(1, opens(SHOW), window), now="12:00", day=2)


def test_what_is_cancelled_is_over_and_what_is_kept_open_is_not() -> None:
    grant = Grant(1, opens(SHOW))
    assert is_expired(grant, now="12:00", show=replace(SHOW, control=Control.CANCEL))
    assert not is_expired(grant, now="23:00", show=replace(SHOW, control=Control.OPEN))
    assert not is_expired(grant, now="20:10", show=replace(SHOW, delay=timedelta(minutes=30)))


def test_a_type_that_opens_nothing_is_never_over() -> None:
    assert not is_expired(now="23:00", day=3)
