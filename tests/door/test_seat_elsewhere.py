"""A seat is the ticket's wherever it is scanned, and told to a steward only in its own hall."""

import json
from dataclasses import replace

import pytest

from aspara_desk.cli.call import Call
from aspara_desk.cli.scanning import show_answer
from aspara_desk.domain.programme import Programme
from aspara_desk.door.check_in import Answer
from aspara_desk.i18n.translator import Translator
from tests.door.festival import Festival


def line(answer: Answer, programme: Programme, capsys: pytest.CaptureFixture[str], *, as_json: bool) -> str:
    show_answer(Call(Translator("en"), as_json=as_json), programme, answer, recorded=False)
    return capsys.readouterr().out


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_line_leaves_a_seat_of_another_hall_out_and_json_keeps_it(
    festival: Festival, capsys: pytest.CaptureFixture[str]
) -> None:
    here = festival.scan(festival.ticket("seat", name="Айгүл Қалиева"), "19:00", door="theatre")
    assert here.seat is not None
    assert here.seat in line(here, festival.programme, capsys, as_json=False)
    elsewhere = replace(here, verdict=replace(here.verdict, event_id=festival.event("d1-show").id))
    assert here.seat not in line(elsewhere, festival.programme, capsys, as_json=False)
    assert json.loads(line(elsewhere, festival.programme, capsys, as_json=True))["seat"] == here.seat
