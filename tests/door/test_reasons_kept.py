"""Reasons are cleaned where they are kept, whoever asks."""

from collections.abc import Callable

import pytest

from aspara_desk.box_office import tickets as box_office
from aspara_desk.domain.errors import Misused
from aspara_desk.door import corrections
from tests.door.festival import Festival, at

DIRTY, CLEAN = " \u202elost\x00 at\n\udcffthe door\x07 ", "lost at the door"
Act = Callable[[Festival, str], object]


def _hall(festival: Festival):
    return next(one for one in festival.programme.doors if one.key == "hall")


def _overridden(festival: Festival, why: str) -> str | None:
    ticket = festival.ticket()
    festival.scan(ticket, "18:10")
    answer = festival.scan(ticket, "18:30", override=why)
    assert festival.scans(ticket)[-1].verdict.override == answer.verdict.override
    return answer.verdict.override


def _counted(festival: Festival, why: str) -> object:
    corrections.count_people(festival.office, _hall(festival), 2, why, at("19:00"))
    return CLEAN if why == DIRTY else why


ACTS: dict[str, Act] = {
    "void": lambda festival, why: box_office.void(festival.office, festival.ticket().number, why).why,
    "block": lambda festival, why: box_office.block(festival.office, festival.ticket().number, why).why,
    "undo": lambda festival, why: festival.undo(festival.scan(festival.ticket()), why).undo.why,
    "override": _overridden,
    "count": _counted,
}


@pytest.mark.parametrize("act", ACTS)
def test_a_reason_is_kept_clean(festival: Festival, act: str) -> None:
    assert ACTS[act](festival, DIRTY) == CLEAN


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("why", "kind"), [("\x00\u202e \udcff", "reason_missing"), ("x" * 501, "reason_too_long")])
def test_a_reason_that_is_none_is_asked_for(festival: Festival, act: str, why: str, kind: str) -> None:
    with pytest.raises(Misused, match=kind):
        ACTS[act](festival, why)


@pytest.mark.parametrize("people", [100_001, -100_001, 10**20])
def test_nobody_counts_more_people_than_there_are(festival: Festival, people: int) -> None:
    with pytest.raises(Misused, match="count_too_large"):
        corrections.count_people(festival.office, _hall(festival), people, "gate open", at("19:00"))


def test_an_attempt_does_not_show_what_was_scanned(festival: Festival) -> None:
    code = festival.code(festival.ticket())
    assert code not in repr(festival.attempt(code))
