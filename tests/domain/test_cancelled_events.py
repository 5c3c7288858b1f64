"""Nobody goes to what does not take place; what only keeps guests waiting does not keep those who work there."""

from dataclasses import replace

import pytest

from aspara_desk.domain.programme import Control
from aspara_desk.domain.ticket_types import Grant, Window, WindowKind
from tests.domain.planning import SHOW, TALK, at_door, opens, scanned, ticket, told, type_of

ARTISAN = ticket(type_of(Grant(0, opens(SHOW, TALK), Window(WindowKind.ANY_TIME), None)))


@pytest.mark.parametrize("now", ["12:00", "19:00", "23:00"])
@pytest.mark.parametrize(
    ("control", "answer"),
    [
        (Control.SCHEDULE, ("admit", "ok")),
        (Control.OPEN, ("admit", "ok")),
        (Control.HOLD, ("admit", "ok")),
        (Control.CLOSE, ("admit", "ok")),
        (Control.CANCEL, ("refuse", "too_late")),
    ],
)
def test_only_a_cancelled_event_is_shut_to_those_who_come_at_any_time(
    control: Control, answer: tuple[str, str], now: str
) -> None:
    verdict = scanned(ARTISAN, at_door(replace(SHOW, control=control)), now)
    assert told(verdict) == answer
    if control is Control.CANCEL:
        assert (verdict.event_id, verdict.facts["control"]) == (SHOW.id, "cancel")


def test_another_event_at_the_door_is_still_theirs() -> None:
    verdict = scanned(ARTISAN, at_door(replace(SHOW, control=Control.CANCEL), TALK), "19:00")
    assert (told(verdict), verdict.event_id) == (("admit", "ok"), TALK.id)
