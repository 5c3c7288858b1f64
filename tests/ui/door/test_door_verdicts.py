"""Raw scans at a door of the sample season: every verdict that a steward meets, in words, shape and sound."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aspara_desk.box_office import tickets
from aspara_desk.domain import code
from aspara_desk.domain.admission import Reason
from aspara_desk.domain.programme import Control
from aspara_desk.domain.sales import Method
from aspara_desk.door import corrections
from aspara_desk.door.gates import door_by_key
from aspara_desk.store import engine
from aspara_desk.ui.desks.door import verdict_panel
from aspara_desk.ui.desks.door.door_state import Answered
from aspara_desk.ui.desks.door.finds import Choice
from aspara_desk.ui.desks.door.verdict_layout import NAME_LEAST
from aspara_desk.ui.desks.door.verdict_view import Face, VerdictView
from aspara_desk.ui.theme.tokens import SPACE, TEXT_SCALES
from tests.ui.door.conftest import Doorway

LONG = "Нұрсұлтан-Бейбітшілік Әбдіғаппарұлы Қожахметов-Сейітқасымов"
LONG_TITLE = "Evening show: the joint collections of designers of Central Asia and the Caucasus, with guests"
SHOW = "show-d2-evening"


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Another program holds the store."""
    holder = sqlite3.connect(store, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


def void(at: Doorway) -> None:
    sold = at.sell(SHOW)
    tickets.void(at.context.here, sold.number, "lost")
    at.scan(sold)


def replaced(at: Doorway) -> None:
    sold = at.sell(SHOW)
    tickets.replace(at.context.here, at.context.keyring, sold.number)
    at.scan(sold)


def blocked(at: Doorway) -> None:
    sold = at.sell(SHOW)
    tickets.block(at.context.here, sold.number, "stolen")
    at.scan(sold)


def too_early(at: Doorway) -> None:
    at.clock.now = datetime(2022, 10, 2, 11, 59, 59, tzinfo=UTC)
    at.scan(at.sell(SHOW))


def too_late(at: Doorway) -> None:
    at.clock.now = datetime(2022, 10, 2, 13, 45, 1, tzinfo=UTC)
    at.scan(at.sell(SHOW))


def twice(at: Doorway, seconds: int) -> None:
    sold = at.sell(SHOW)
    at.answer(sold)
    at.clock.advance(seconds=seconds)
    at.scan(sold)


def four_shows_on_a_ticket_for_three(at: Doorway) -> None:
    sold = at.sell("show-any-3")
    shows = ((2, 8), (2, 12), (3, 8), (3, 12))
    for day, hour in shows:
        at.clock.now = datetime(2022, 10, day, hour, 30, tzinfo=UTC)
        at.answer(sold)


def full(at: Doorway) -> None:
    here, door = at.context.here, door_by_key(at.context.programme, "hall-main")
    corrections.count_people(here, door, 600, "counted at the door", at.clock.now)
    at.scan(at.sell(SHOW))


def held_door(at: Doorway) -> None:
    at.stand_at("hall-vip")
    at.scan(at.sell("vip-front-row", "Айгүл Қалиева"))


CASES: dict[Reason, Callable[[Doorway], None]] = {
    Reason.OK: lambda at: at.scan(at.sell(SHOW)),
    Reason.MISREAD: lambda at: at.scan("1" * 33),
    Reason.NOT_A_TICKET: lambda at: at.scan("https://example.org"),
    Reason.UNKNOWN: lambda at: at.scan(code.specimen().reveal()),
    Reason.VOID: void,
    Reason.REPLACED: replaced,
    Reason.BLOCKED: blocked,
    Reason.UNPAID: lambda at: at.scan(at.sell(SHOW, method=Method.LATER)),
    Reason.NOT_GRANTED: lambda at: at.scan(at.sell("pass-day3")),
    Reason.TOO_EARLY: too_early,
    Reason.TOO_LATE: too_late,
    Reason.JUST_ADMITTED: lambda at: twice(at, 2),
    Reason.ALREADY_IN: lambda at: twice(at, 6),
    Reason.ENTRIES_USED: four_shows_on_a_ticket_for_three,
    Reason.FULL: full,
    Reason.CHECK_PERSON: held_door,
}
FACES = {
    Reason.OK: Face.ADMIT,
    Reason.MISREAD: Face.ASK,
    Reason.JUST_ADMITTED: Face.ASK,
    Reason.CHECK_PERSON: Face.ASK,
}


@pytest.mark.parametrize("reason", Reason)
def test_every_verdict_has_its_face_words_and_sound(
    doorway: Doorway, reason: Reason, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[str] = []
    monkeypatch.setattr(doorway.context.sounds, "play", played.append)
    CASES[reason](doorway)
    seen = doorway.seen()
    shown = doorway.desk._readings.showing
    assert isinstance(shown, Answered)
    assert shown.answer.verdict.reason is reason
    assert seen.face is FACES.get(reason, Face.REFUSE)
    assert seen.word == {Face.ADMIT: "ADMIT", Face.REFUSE: "REFUSE", Face.ASK: "ASK"}[seen.face]
    assert seen.sentence
    assert played[-1] == seen.face.value
    assert doorway.desk._panel.accessibleName() == seen.spoken()
    assert doorway.lines()[0][0] == seen.face.value


def test_a_language_changes_the_words_and_the_verdict_stays(doorway: Doorway) -> None:
    doorway.answer("https://example.org")
    words = set()
    for language in ("ru", "kk", "en"):
        doorway.context.language.choose(language)
        doorway.desk.set_words(doorway.context.t)
        seen = doorway.seen()
        words.add((seen.word, seen.sentence))
        assert seen.face is Face.REFUSE
    assert len(words) == 3
    doorway.context.language.choose("en")


@pytest.mark.parametrize("size", [(1180, 610), (1830, 970), (700, 400)])
@pytest.mark.parametrize("name", ["Ли", "Айгүл Қалиева", LONG, "ы" * 120])
def test_a_name_is_never_smaller_than_a_twelfth_of_the_panel(
    doorway: Doorway, name: str, size: tuple[int, int]
) -> None:
    doorway.desk.resize(*size)
    doorway.answer(doorway.sell("vip-front-row", name))
    panel = doorway.desk._panel
    placed = panel.placed()
    [shown] = [part for part in placed.parts if part.key == "name"]
    assert shown.fitted.font.pixelSize() >= panel.height() * NAME_LEAST
    assert shown.fitted.width <= placed.width + 1
    assert all(part.top >= 0 and part.bottom <= panel.height() for part in placed.parts)
    if len(name) <= 60:
        assert "".join(shown.fitted.lines).replace(" ", "") == name.replace(" ", "")


@pytest.mark.usefixtures("watchdog")
def test_a_burst_is_answered_in_order_and_none_is_lost(doorway: Doorway) -> None:
    sold = [doorway.sell("fair") for _ in range(100)]
    doorway.stand_at("fair-north")
    answered: list[str | None] = []
    doorway.desk._readings.answered.connect(lambda answer: answered.append(answer.ticket))
    for ticket in sold:
        doorway.scan(ticket)
        doorway.scan("1" * 33)
    doorway.seen()  # of answers that came in one turn, each is in the list, and the panel says how many they were
    assert answered == [number for ticket in sold for number in (ticket.number, None)]
    assert doorway.answer("1" * 33).face is Face.ASK
    assert "admitted 100" in doorway.desk._head.accessibleName()


def test_a_scan_is_checked_whatever_is_open(doorway: Doorway) -> None:
    for key in ("F2", "F5", "F4", "F9", "F8", "Ctrl+E"):
        refused = doorway.answer("https://example.org")
        assert refused.face is Face.REFUSE
        doorway.act(key)
        assert doorway.answer(doorway.sell(SHOW)).face is Face.ADMIT
        assert doorway.desk._stack.currentIndex() == 0
        assert doorway.desk._below.currentWidget() is doorway.desk._list


def test_the_way_out_says_so(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW, "Dana")
    doorway.answer(sold)
    doorway.stand_at("hall-exit")
    assert doorway.seen().word == "Ready: the way out"
    doorway.clock.advance(minutes=10)
    left = doorway.answer(sold)
    assert (left.face, left.word, left.name) == (Face.EXIT, "EXIT", "Dana")
    assert "exits scanned 1" in doorway.desk._head.accessibleName()
    again = doorway.answer(sold)
    assert again.notice == "was not counted in"


def test_a_store_that_is_locked_admits_nobody_and_the_scanner_stays_alive(
    doorway: Doorway, season_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold = doorway.sell(SHOW)
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    with locked(season_store):
        seen = doorway.answer(sold)
        assert seen.face is Face.NOT_RECORDED
        assert seen.notice == "Do not admit: nothing was recorded."
        assert seen.sentence
        assert not doorway.desk._acts.is_open
    assert doorway.answer(sold).face is Face.ADMIT


def test_while_the_store_waits_the_screen_says_checking(doorway: Doorway, season_store: Path, qtbot: QtBot) -> None:
    doorway.answer(doorway.sell(SHOW))
    sold = doorway.sell(SHOW)
    with locked(season_store):
        doorway.scan(sold)
        qtbot.waitUntil(lambda: doorway.desk._panel.view.face is Face.CHECKING)
    assert doorway.seen().face is Face.ADMIT


@pytest.fixture
def long_titles(season_store: Path) -> None:
    """Every event has a title that no line holds."""
    store = sqlite3.connect(season_store)
    store.execute("UPDATE events SET titles = ?", (json.dumps({"en": LONG_TITLE}),))
    store.commit()
    store.close()


@pytest.mark.usefixtures("long_titles")
@pytest.mark.parametrize("size", [(1180, 610), (860, 490), (1830, 970)])
def test_a_long_title_takes_no_place_from_the_reason(doorway: Doorway, size: tuple[int, int]) -> None:
    here, sold = doorway.context.here, doorway.sell(SHOW, LONG)
    doorway.desk.resize(*size)
    panel = doorway.desk._panel
    said = []
    for control in (Control.HOLD, Control.CLOSE, Control.CANCEL):
        corrections.control_event(here, "d2-show-evening", control)
        said.append(doorway.answer(sold).sentence)
        [shown] = [part for part in panel.placed().parts if part.key == "sentence"]
        assert " ".join(shown.fitted.lines) == said[-1]
    assert said == [
        "On hold. Ask the guest to wait.", "Closed: no more entry.", "Cancelled. Send the guest to the box office.",
    ]  # fmt: skip


@pytest.mark.usefixtures("long_titles")
def test_a_long_title_hides_no_ticket_number(doorway: Doorway) -> None:
    sold = doorway.sell("fair")
    doorway.stand_at("fair-north", "d2-exhibition")
    doorway.answer(sold)
    [shown] = [part for part in doorway.desk._panel.placed().parts if part.key == "details"]
    assert shown.fitted.lines[0].startswith(sold.number)


def test_a_seat_is_told_in_its_own_hall_only(doorway: Doorway) -> None:
    vip = doorway.sell("vip-front-row", "Айгүл Қалиева")
    assert vip.seat is not None
    assert vip.seat in doorway.answer(vip).details
    doorway.stand_at("amphitheatre-main")
    doorway.clock.advance(hours=2)
    seen = doorway.answer(vip)
    assert seen.face is Face.ADMIT
    assert vip.number in seen.details
    assert vip.seat not in seen.details
    assert [vip.seat in one.about for one in doorway.desk._list.scans.lines()] == [False]
    doorway.stand_at("hall-main")
    assert vip.seat in doorway.seen().details or vip.seat in doorway.desk._list.scans.lines()[0].about


def test_what_is_shown_is_said_as_well(doorway: Doorway, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(verdict_panel.QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    seen = doorway.answer(doorway.sell("pass-day3"))
    assert heard[-1] == seen.spoken()
    assert seen.more in heard[-1]


def test_a_hall_on_hold_is_seen_at_the_next_scan(doorway: Doorway) -> None:
    corrections.control_event(doorway.context.here, "d2-show-evening", Control.HOLD)
    seen = doorway.answer(doorway.sell(SHOW))
    assert seen.sentence == "On hold. Ask the guest to wait."
    assert seen.more == "Evening show: designers of Central Asia"
    assert "on hold" in doorway.desk._head.accessibleName()


def test_a_full_hall_is_marked(doorway: Doorway) -> None:
    full(doorway)
    doorway.seen()
    assert "FULL" in doorway.desk._head.accessibleName()


def test_a_code_is_nowhere_on_the_screen(doorway: Doorway) -> None:
    sold = doorway.sell(SHOW, "Dana")
    seen = doorway.answer(sold)
    assert isinstance(seen, VerdictView)
    assert doorway.code(sold) not in repr(seen) + repr(doorway.desk._readings.showing) + str(doorway.lines())


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_a_question_about_a_long_name_is_read_whole(doorway: Doorway, scale: float, qtbot: QtBot) -> None:
    theme, question = doorway.context.theme, doorway.desk._prompt
    theme.set_text_scale(scale)
    doorway.desk.resize(1130, 560)
    doorway.answer(doorway.sell("pass-day3", LONG))
    doorway.act("F6")
    qtbot.waitUntil(lambda: question.height() >= question.sizeHint().height())
    heading = question._heading
    assert not heading.is_cut_in(heading.width())
    assert heading.height() >= heading.fitted(heading.width()).height
    assert doorway.desk._panel.height() >= doorway.desk._panel.minimumSizeHint().height()
    theme.set_text_scale(1.0)


def test_what_was_looked_up_stays_within_its_edge(doorway: Doorway) -> None:
    sold = doorway.sell("vip-front-row", LONG)
    doorway.desk._on_found(Choice(sold.number, picked=False), only_look=True)
    assert doorway.seen().looked_up
    panel = doorway.desk._panel
    assert panel.placed().parts[-1].bottom <= panel.height() - doorway.context.theme.px(2 * SPACE)


@pytest.mark.parametrize("scale", TEXT_SCALES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_door_is_named_beside_whatever_is_marked(doorway: Doorway, scale: float, language: str) -> None:
    theme, desk = doorway.context.theme, doorway.desk
    theme.set_text_scale(scale)
    doorway.context.language.choose(language)
    desk.set_words(doorway.context.t)
    desk.resize(930, 490)
    corrections.control_event(doorway.context.here, "d2-show-evening", Control.HOLD, 25)
    full(doorway)
    doorway.context.sounds.muted = True
    desk._station.look()
    doorway.seen()
    assert desk.width() == 930
    assert desk._head._door.width() >= 30 * SPACE
    doorway.context.language.choose("en")
    theme.set_text_scale(1.0)


def test_a_verdict_keeps_its_size_when_something_is_told_or_asked(doorway: Doorway) -> None:
    doorway.answer(doorway.sell(SHOW))
    panel = doorway.desk._panel
    before = panel.height()
    doorway.act("F6")
    assert doorway.told()
    doorway.seen()
    assert panel.height() == before
    doorway.act("F4")
    doorway.seen()
    assert panel.height() == before


def test_no_row_of_the_list_is_cut_at_its_edge(doorway: Doorway) -> None:
    doorway.desk.resize(1180, 617)
    for _ in range(8):
        doorway.answer("https://example.org")
    rows = doorway.desk._list
    assert rows.viewport().height() % rows.sizeHintForRow(0) == 0
