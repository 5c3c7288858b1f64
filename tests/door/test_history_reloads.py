"""Old scans are shown as they were answered, whatever has left the programme since."""

import json
from pathlib import Path

import pytest

from aspara_desk.box_office import tickets
from aspara_desk.cli import history
from aspara_desk.cli.call import Call
from aspara_desk.cli.scanning import show_answer
from aspara_desk.door.check_in import check_in
from aspara_desk.door.gates import Gate
from aspara_desk.i18n.translator import Translator
from aspara_desk.programme.loading import load
from tests.door.festival import ENTROPY, SEASON, Festival, told

GONE = """
[[event]]
key = "gone"
kind = "show"
titles = { kk = "gone", ru = "gone", en = "gone" }
venue = "stage"
day = 2022-10-03
start = "10:00"
end = "12:00"
[[door]]
key = "gone"
titles = { kk = "gone", ru = "gone", en = "gone" }
events = ["gone"]
[[ticket_type]]
key = "third-day"
titles = { kk = "third-day", ru = "third-day", en = "third-day" }
category = "public"
price = "1000"
colour = "#123456"
[[ticket_type.grant]]
events = [%s]
"""
ENGLISH = Translator("en")


def load_with(festival: Festival, file: Path, more: str) -> None:
    file.write_text(SEASON.read_text(encoding="utf-8") + more, encoding="utf-8")
    load(festival.office, file, key_entropy=ENTROPY)


def test_a_scan_that_names_what_is_gone_is_shown_and_answered_again(
    festival: Festival, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_with(festival, tmp_path / "s.toml", GONE % '"gone", "d3-show"')
    ticket = festival.ticket("third-day")
    attempt = festival.attempt(ticket)
    first = check_in(festival.at_desk(), Gate("stage"), attempt)
    assert told(first) == "not_granted"
    assert first.verdict.facts["next_event"] == festival.event("gone").id.hex
    tickets.void(festival.office, ticket.number, "the show was dropped")
    kept = GONE[GONE.index("[[ticket_type]]") :] % '"d3-show"'
    load_with(festival, tmp_path / "s.toml", kept)

    again = check_in(festival.at_desk(), Gate("stage"), attempt)
    assert (told(again), again.verdict.facts) == ("not_granted", first.verdict.facts)
    call = Call(ENGLISH, as_json=True)
    show_answer(call, festival.programme, again, recorded=True)
    shown = json.loads(capsys.readouterr().out)
    assert (shown["reason"], shown["event"]) == ("not_granted", None)
    assert shown["text"].startswith("Not valid here. It is for 3 October.")

    found = tickets.show(festival.office, ticket.number)
    assert [scan["reason"] for scan in history.as_data(found, festival.programme)["scans"]] == ["not_granted"]
    assert any("It is for 3 October." in line for line in history.as_lines(found, festival.programme, ENGLISH))
