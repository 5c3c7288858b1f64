"""The evening's check that nothing is shown before it is recorded sees it when something is."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspara_desk.bootstrap import Settings
from aspara_desk.door.check_in import look_up
from aspara_desk.ui.desks.door import readings
from aspara_desk.ui.desks.door.verdict_panel import VerdictPanel
from tests.ui import evening
from tests.ui.durable import Durable
from tests.ui.program_fixture import Hands, opened_program
from tests.ui.typing import scan_code


@pytest.fixture
def hands(qapp: QApplication, qtbot: QtBot, settings: Settings) -> Iterator[Hands]:
    with opened_program(qapp, qtbot, settings) as program:
        hands = Hands(program, qtbot)
        program.window.frame.enter("door")
        hands.settle()
        yield hands


@pytest.fixture
def durable(hands: Hands, settings: Settings) -> Iterator[Durable]:
    watching = Durable(hands.sees(VerdictPanel), settings.store)
    yield watching
    watching.stop()


def scan_stranger(hands: Hands, durable: Durable) -> None:
    durable.made += 1
    scan_code(hands.window, evening.forged(1)[0])
    hands.settle()
    assert hands.sees(VerdictPanel).view.word == "REFUSE"


def test_a_verdict_that_is_recorded_first_is_none_too_early(hands: Hands, durable: Durable) -> None:
    scan_stranger(hands, durable)
    assert durable.shown_too_early == []


def test_a_verdict_that_is_shown_before_it_is_recorded_is_seen(
    hands: Hands, durable: Durable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "check_in", look_up)  # the same answer, without its record
    scan_stranger(hands, durable)
    [sentence] = durable.shown_too_early
    assert sentence.startswith("Unknown ticket")
