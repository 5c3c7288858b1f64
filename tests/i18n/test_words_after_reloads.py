"""What was recorded names doors, events and venues that a season file loaded since may have removed."""

from dataclasses import replace

import pytest

from aspara_desk.domain.admission import Reason, Verdict, VerdictKind
from aspara_desk.domain.programme import Control
from aspara_desk.i18n import verdicts
from aspara_desk.i18n.translator import Translator
from tests.domain.planning import HALL, SHOW, at, door, programme

DOOR_ID = door().id
EMPTY = replace(programme(), venues=(), events=(), doors=())
NOW = at("19:00")
REFUSED = {
    Reason.NOT_GRANTED: {"days": ["2022-10-02"], "next_event": SHOW.id.hex, "next_door": DOOR_ID.hex},
    Reason.TOO_EARLY: {"opens_at": NOW.isoformat(), "closes_at": NOW.isoformat(), "control": "schedule"},
    Reason.TOO_LATE: {"opens_at": NOW.isoformat(), "closes_at": NOW.isoformat(), "control": "cancel"},
    Reason.ALREADY_IN: {"first_at": NOW.isoformat(), "first_door": DOOR_ID.hex, "first_actor": "Dana", "entries": 1},
    Reason.FULL: {"venue": HALL.hex, "limit": 100},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_every_refusal_can_be_said_without_what_it_names(reason: Reason, t: Translator) -> None:
    given = Verdict(VerdictKind.REFUSE, reason, SHOW.id, REFUSED[reason])
    for verdict in (given, replace(given, kind=VerdictKind.ADMIT, override="the bus was late")):
        said = verdicts.text(verdict, EMPTY, NOW, t)
        assert said
        assert "None" not in said
        assert SHOW.id.hex not in said


def test_days_are_still_told(translators: dict[str, Translator]) -> None:
    given = Verdict(VerdictKind.REFUSE, Reason.NOT_GRANTED, None, REFUSED[Reason.NOT_GRANTED])
    assert verdicts.text(given, EMPTY, NOW, translators["en"]) == "Not valid here. It is for 2 October."


def test_where_only_the_door_is_gone_the_event_is_told(translators: dict[str, Translator]) -> None:
    given = Verdict(VerdictKind.REFUSE, Reason.NOT_GRANTED, None, REFUSED[Reason.NOT_GRANTED])
    said = verdicts.text(given, programme(), NOW, translators["en"])
    assert said == "Not valid here. It is for 2 October. Next: 19:00 – 21:00, Hall. show"


@pytest.mark.parametrize("control", Control)
def test_an_event_that_is_gone_has_hours_all_the_same(control: Control, translators: dict[str, Translator]) -> None:
    facts = {**REFUSED[Reason.TOO_EARLY], "control": control.value}
    given = Verdict(VerdictKind.REFUSE, Reason.TOO_EARLY, SHOW.id, facts)
    assert "(no longer in the programme)" in verdicts.text(given, EMPTY, NOW, translators["en"])
