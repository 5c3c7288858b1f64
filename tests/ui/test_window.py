"""The window round the rooms: its keys, what it remembers, what is always in sight, and where a scan goes."""

import gc
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.box_office import selling
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.sales import Method, Ticket
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.errors import sentence
from aspara_desk.store import engine
from aspara_desk.ui.context import Health
from aspara_desk.ui.desks.box_office.ticket_card import TicketCard
from aspara_desk.ui.frame import Foot
from aspara_desk.ui.header import Header
from aspara_desk.ui.help import HelpWindow
from aspara_desk.ui.preferences import Preferences
from aspara_desk.ui.program import Program
from aspara_desk.ui.room_preloader import RoomPreloader
from aspara_desk.ui.rooms import ROOMS
from aspara_desk.ui.theme.plain import breakable
from aspara_desk.ui.theme.theme import Choice
from aspara_desk.ui.widgets.badge import Badge
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.segmented import Segmented
from tests.conftest import Clock
from tests.postgres import PostgresServer, unavailable
from tests.ui import evening as festival
from tests.ui.conftest import PATIENCE_MS
from tests.ui.program_fixture import Hands, close, opened_program, started_program
from tests.ui.typing import CTRL, ENTER, press, scan_code
from tests.ui.watchdog import Stall, comes_back, watched

KEYS = [room.key for room in ROOMS]
LEFT = QSize(960, 640)  # the screen of these tests is no wider


def room_of(hands: Hands) -> str:
    desk = hands.frame.desk
    assert desk is not None
    return desk.key


def enter(hands: Hands, room: str) -> None:
    hands.press(str(KEYS.index(room) + 1), modifiers=CTRL)
    assert room_of(hands) == room


def shown(hands: Hands, part: type[QWidget]) -> list[str]:
    """What is written there, from the left."""
    return [one.text() for one in hands.sees(part).findChildren(QLabel) if one.isVisible() and one.text()]


def sold(hands: Hands) -> tuple[Ticket, str]:
    """A ticket and its code."""
    here, keyring = hands.context.here, hands.context.keyring
    [ticket] = selling.sell(here, keyring, type_key="pass-day2", method=Method.CASH).tickets
    return ticket, keyring.code(ticket.key_id, ticket.id).reveal()


def rows(settings: Settings, table: str) -> int:
    with closing(sqlite3.connect(f"file:{settings.store}?mode=ro", uri=True)) as store:
        [[count]] = store.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - the test's own word
    return int(count)


# --- keys ---


def test_each_room_has_its_key(hands: Hands) -> None:
    for room in (*KEYS, *reversed(KEYS)):
        enter(hands, room)
        desk = hands.frame.desk
        assert desk is not None
        assert desk.isVisible()
        assert desk.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("room", KEYS)
def test_help_opens_at_the_room_and_closes_again(hands: Hands, room: str) -> None:
    enter(hands, room)
    hands.press("F1")
    [help_window] = hands.window.findChildren(HelpWindow)
    assert QApplication.activeWindow() is help_window
    page = help_window.page
    word = hands.program.language.t(ROOMS[KEYS.index(room)].word)
    tops = {
        page.document().findBlockByNumber(number).text(): page.document().documentLayout().blockBoundingRect(
            page.document().findBlockByNumber(number)).top()
        for number in range(page.document().blockCount())
        if page.document().findBlockByNumber(number).blockFormat().headingLevel()
    }  # fmt: skip
    scrolled = page.verticalScrollBar()
    assert scrolled.value() == scrolled.maximum() or 0 <= tops[word] - scrolled.value() < page.viewport().height() / 4
    press(help_window, Qt.Key.Key_Escape)
    assert not help_window.isVisible()
    assert room_of(hands) == room


def test_f12_goes_through_the_languages(hands: Hands) -> None:
    said = []
    for _ in range(4):
        said.append(shown(hands, Header)[0])
        hands.press("F12")
    assert len(set(said)) == 3
    assert said[3] == said[0]


def test_f11_fills_the_screen_and_back(hands: Hands) -> None:
    hands.press("F11")
    assert hands.window.isFullScreen()
    hands.press("F11")
    assert not hands.window.isFullScreen()
    assert hands.window.isVisible()


# --- what is remembered ---


def test_a_restart_finds_the_window_as_it_was_left(qapp: QApplication, qtbot: QtBot, settings: Settings) -> None:
    with opened_program(qapp, qtbot, settings) as program:
        hands = Hands(program, qtbot)
        enter(hands, "settings")
        hands.press("F12")
        [theme] = [one for one in program.window.findChildren(Segmented) if one.key == Choice.SYSTEM.value]
        theme.setFocus()
        hands.press("Right", "Right")
        chosen = program.theme.choice
        assert chosen is not Choice.SYSTEM
        language = program.language.key
        assert language != "en"
        program.window.resize(LEFT)
    again = Program(qapp, settings)
    try:
        assert again.language.key == language
        assert again.theme.choice is chosen
        assert again.window.size() == LEFT
        again.window.show()
        with qtbot.waitSignal(again.opened, timeout=PATIENCE_MS):
            again.open()
        assert room_of(Hands(again, qtbot)) == "settings"
    finally:
        again.theme.choose(Choice.SYSTEM)
        again.language.choose("en")
        close(again)
        gc.collect()


# --- scans ---


@pytest.mark.parametrize("room", ["box_office", "programme", "guests", "reports"])
@pytest.mark.parametrize("layout", ["us", "kz"])
def test_a_scan_away_from_the_door_opens_the_ticket_and_admits_nobody(
    hands: Hands, settings: Settings, room: str, layout: str
) -> None:
    ticket, digits = sold(hands)
    enter(hands, room)
    before = [rows(settings, table) for table in ("scans", "movements", "outbox")]
    scan_code(hands.window, digits, layout)
    hands.settle()
    assert room_of(hands) == "box_office"
    assert ticket.number in hands.sees(TicketCard).accessibleName()
    assert [rows(settings, table) for table in ("scans", "movements", "outbox")] == before
    assert not any(digits[1:-2] in text for text in hands.texts())


def all_rooms_ready(hands: Hands) -> None:
    ahead = hands.frame.findChild(RoomPreloader)
    assert ahead is not None
    with hands.qtbot.waitSignal(ahead.all_ready, timeout=PATIENCE_MS):
        pass


def test_settings_try_the_scanner(hands: Hands, settings: Settings) -> None:
    all_rooms_ready(hands)
    _ticket, digits = sold(hands)
    enter(hands, "settings")
    before = hands.texts()
    scan_code(hands.window, digits, "ru")
    hands.settle()
    assert room_of(hands) == "settings"
    assert len(hands.texts() - before) == 1
    assert not any(digits[1:-2] in text for text in hands.texts())
    assert rows(settings, "scans") == 0


@pytest.mark.parametrize(("room", "scans"), [("door", 1), ("guests", 0)])
def test_a_scan_while_the_help_is_open_is_typed_nowhere(
    hands: Hands, settings: Settings, room: str, scans: int
) -> None:
    ticket, digits = sold(hands)
    enter(hands, room)
    hands.press("F1")
    [help_window] = hands.window.findChildren(HelpWindow)
    place = help_window.page.verticalScrollBar().value()
    scan_code(help_window, digits, "kz")
    hands.settle()
    assert rows(settings, "scans") == scans  # at the door it counts, whatever is open
    if not scans:
        assert ticket.number in hands.sees(TicketCard).accessibleName()
    assert not help_window.isVisible()  # it would lie over the verdict
    assert help_window.page.verticalScrollBar().value() == place
    assert not [one.text() for one in hands.window.findChildren(QLineEdit) if one.isVisible() and one.text()]
    help_window.close()


# --- what is always in sight ---


def test_season_sample_day_clock_and_desk_are_in_sight_in_every_room(hands: Hands) -> None:
    for room in KEYS:
        enter(hands, room)
        season, sample, day, time, desk = shown(hands, Header)
        assert "ASPARA" in season
        assert (sample, day[:5], time, desk) == ("Sample season", "Day 2", "18:42", "Desk B")


@pytest.mark.parametrize("language", LANGUAGES)
def test_day_and_clock_are_whole_in_the_smallest_window_and_the_largest_letters(hands: Hands, language: str) -> None:
    hands.program.language.choose(language)
    hands.program.theme.set_text_scale(1.3)
    hands.window.resize(960, 600)
    hands.settle()
    header = hands.sees(Header)
    for label in header.findChildren(QLabel)[1:]:
        if label.isVisible():
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    assert header.width() <= 960
    keys = [one.text() for one in hands.sees(Foot).findChildren(QLabel) if one.isVisible()]
    assert {"F1", "F12"} <= set(keys)
    hands.program.theme.set_text_scale(1.0)


def test_f12_in_the_help_switches_the_language(hands: Hands) -> None:
    hands.press("F1")
    [help_window] = hands.window.findChildren(HelpWindow)
    before = help_window.windowTitle()
    press(help_window, Qt.Key.Key_F12)
    hands.settle()
    assert help_window.windowTitle() != before
    assert help_window.isVisible()
    help_window.close()


def test_the_day_turns_over_at_four_in_the_morning(hands: Hands, evening: Clock, qtbot: QtBot) -> None:
    def says(day: str, time: str) -> Callable[[], bool]:
        return lambda: [one[:5] for one in shown(hands, Header)[2:4]] == [day, time]

    evening.now = datetime(2022, 10, 2, 21, 59, 59, tzinfo=UTC)
    qtbot.waitUntil(says("Day 2", "03:59"), timeout=PATIENCE_MS)
    evening.advance(seconds=1)
    qtbot.waitUntil(says("Day 3", "04:00"), timeout=PATIENCE_MS)


def test_a_practice_clock_is_shown_as_one(qapp: QApplication, qtbot: QtBot, settings: Settings, evening: Clock) -> None:
    evening.now = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
    with opened_program(qapp, qtbot, settings) as program:
        hands = Hands(program, qtbot)
        hands.window.resize(1280, 720)
        assert shown(hands, Header)[2:5] == ["Day 2 · Sunday 2 October", "18:40", "practice clock"]


def foot_says(hands: Hands) -> list[str]:
    return [one.text() for one in hands.sees(Foot).findChildren(QLabel) if one.isVisible()]


def test_the_health_of_the_store_is_in_sight(hands: Hands, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    [badge] = hands.sees(Foot).findChildren(Badge)
    said: list[str] = []
    monkeypatch.setattr(Badge, "setText", lambda one, text: (said.append(text), QLabel.setText(one, text)))
    enter(hands, "door")
    forged = iter(festival.forged(3))

    def scan() -> list[str]:
        said.clear()
        scan_code(hands.window, next(forged))
        hands.settle()
        return said

    assert badge.text() == "saved"
    assert scan() == ["saving…", "saved"]
    with closing(sqlite3.connect(settings.store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert scan()[:2] == ["saving…", "not saved"]
        assert any("locked by another program" in text for text in foot_says(hands))
        other.execute("ROLLBACK")
    assert scan()[-1] == "saved"
    assert not any("locked" in text for text in foot_says(hands))


@pytest.mark.parametrize(
    "error",
    [StoreUnusable("store_locked", store="a"), StoreUnusable("backup_folder_unusable", folder="/media/ан" * 40)],
)
@pytest.mark.parametrize("width", [960, 1600])
def test_what_is_wrong_is_read_whole_and_in_every_language(hands: Hands, error: StoreUnusable, width: int) -> None:
    hands.window.resize(width, 700)
    hands.settle()
    for key in ("en", "kk", "ru"):
        hands.context.health_changed.emit(Health.TROUBLE, error)
        hands.program.language.choose(key)
        hands.settle()
        said = breakable(sentence(error.problem, hands.context.t))
        [label] = [one for one in hands.sees(Foot).findChildren(QLabel) if one.isVisible() and one.text() == said]
        needed = label.fontMetrics().boundingRect(0, 0, label.width(), 10_000, Qt.TextFlag.TextWordWrap, said)
        assert label.width() >= needed.width()
        hands.qtbot.waitUntil(lambda: label.height() >= needed.height(), timeout=PATIENCE_MS)  # noqa: B023
        assert hands.frame.width() <= hands.window.width()
    hands.context.health_changed.emit(Health.SAVED, None)
    assert said not in foot_says(hands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_foot_moves_while_something_is_saved(hands: Hands, language: str) -> None:
    hands.program.language.choose(language)
    hands.settle()
    foot = hands.sees(Foot)
    [badge] = foot.findChildren(Badge)
    places = set()
    for health in Health:
        hands.context.health = health
        foot.show_health(health, None)
        hands.settle()
        assert badge.width() >= badge.sizeHint().width()
        places.add((badge.geometry().getRect(), foot.height()))
    assert len(places) == 1


# --- a store that cannot be opened ---


def refused(qtbot: QtBot, program: Program) -> str:
    """What is said in place, with the way to try again at hand."""
    program.open()
    Hands(program, qtbot).settle()
    hands = Hands(program, qtbot)
    assert program.window.frame is None
    return hands.sees(Banner).text


def try_again(qtbot: QtBot, program: Program) -> None:
    hands = Hands(program, qtbot)
    with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
        hands.press(ENTER)
    hands.settle()
    assert room_of(hands) == "box_office"


def damage(store: Path) -> None:
    content = bytearray(store.read_bytes())
    content[4096 : 4096 * 40] = bytes(4096 * 39)
    store.write_bytes(content)


def make_newer(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (damage, "is damaged. Stop here, and restore the latest backup."),
        (make_newer, "was made by a newer version. Install that version here."),
        (lambda store: store.write_text("a letter"), "is not a store of this program."),
    ],
)
def test_a_store_that_cannot_be_opened_is_tried_again_when_it_was_mended(
    qapp: QApplication, qtbot: QtBot, settings: Settings, sample_store: Path, spoil: Callable[[Path], None], says: str
) -> None:
    store = Path(settings.store)
    spoil(store)
    with started_program(qapp, settings) as program:
        assert says in refused(qtbot, program)
        Hands(program, qtbot).press(ENTER)
        assert program.window.frame is None  # nothing was mended yet
        shutil.copy(sample_store, store)
        try_again(qtbot, program)


@pytest.mark.heavy
def test_a_server_that_does_not_answer_is_tried_again_when_it_does(
    qapp: QApplication, qtbot: QtBot, settings: Settings
) -> None:
    if reason := unavailable():
        pytest.skip(reason)
    with PostgresServer() as server:
        there = replace(settings, store=server.url(server.create_database()))
        season = bootstrap.first_season(there, bootstrap.sample_season(), None)
        assert season is not None
        season.here.store.close()
        server.kill()
        with started_program(qapp, there) as program:
            said = refused(qtbot, program)
            assert "server" in said
            server.restart()
            try_again(qtbot, program)


# --- nothing holds the window up ---


def stalls_of_first_steps(qapp: QApplication, qtbot: QtBot, settings: Settings, first: str) -> list[Stall]:
    """From the opening of a season, through every room, and back to the first."""
    with started_program(qapp, settings) as program, watched() as watchdog:
        program.preferences.room = first
        with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
            program.open()
        hands = Hands(program, qtbot)
        hands.settle()
        all_rooms_ready(hands)
        for room in (*KEYS, first):
            enter(hands, room)
    gc.collect()  # so many windows at once are more than the collector can take apart
    return watchdog.own()


@pytest.mark.parametrize("first", KEYS)
def test_no_room_holds_the_window_up_when_it_is_first_entered(
    qapp: QApplication, qtbot: QtBot, settings: Settings, first: str
) -> None:
    assert comes_back(partial(stalls_of_first_steps, qapp, qtbot, settings, first)) == []


def test_a_room_that_is_not_ready_yet_is_entered_all_the_same(
    qapp: QApplication, qtbot: QtBot, settings: Settings
) -> None:
    with opened_program(qapp, qtbot, settings) as program:
        hands = Hands(program, qtbot)
        for room in KEYS:
            press(program.window, Qt.Key[f"Key_{KEYS.index(room) + 1}"], CTRL)
            assert room_of(hands) == room
            assert hands.frame.desk.isVisible()
        hands.settle()
    gc.collect()


# --- a scanner is set up ---


def test_a_trial_of_the_scanner_opens_no_ticket(hands: Hands, settings: Settings) -> None:
    ticket, code = sold(hands)
    enter(hands, "settings")
    [button] = [one for one in hands.window.findChildren(QPushButton) if one.text() == "&Scan any ticket"]
    button.setFocus()
    hands.press("Return")
    scans = rows(settings, "scans")

    scan_code(hands.window, f"T:{code}", gap_ms=70)
    hands.settle()

    assert room_of(hands) == "settings"
    assert rows(settings, "scans") == scans
    assert (hands.program.scanner.prefix, hands.program.scanner.gap) == ("T:", 100)
    enter(hands, "box_office")
    scan_code(hands.window, f"T:{code}", gap_ms=70)
    hands.settle()
    assert ticket.number in hands.sees(TicketCard).accessibleName()


def test_what_was_set_up_holds_from_the_start(qapp: QApplication, settings: Settings) -> None:
    settings.home.mkdir(parents=True)
    kept = Preferences(settings.home)
    kept.scanner_prefix, kept.scanner_gap_ms = "T:", 100
    kept.save()
    with started_program(qapp, settings) as program:
        assert (program.scanner.prefix, program.scanner.gap) == ("T:", 100)
