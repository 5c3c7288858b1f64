import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTime
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.domain.code import TicketCode, read
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.scanning.wedge import Scan
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.settings.desk import SettingsDesk
from aspara_desk.ui.desks.settings.safety import _WRITTEN
from aspara_desk.ui.scanner import ScannerFilter
from aspara_desk.ui.tasks import Lane
from aspara_desk.ui.theme.theme import Choice
from tests.conftest import Clock
from tests.ui.typing import CTRL, ENTER, press, scan_code, type_text

Settle = Callable[[Context], None]
CODE = "1482906135572940168337205519462873"
NUMBER = "A-000123"
LOCAL = timedelta(hours=6)  # the sample season's


@pytest.fixture
def desk(context: Context, qtbot: QtBot) -> Iterator[SettingsDesk]:
    made = SettingsDesk(context)
    qtbot.addWidget(made)
    made.set_words(context.t)
    made.resize(1180, 900)
    made.show()
    made.activateWindow()
    made.enter()
    yield made
    made.leave()
    context.theme.choose(Choice.SYSTEM)
    context.theme.set_text_scale(1.0)
    context.language.choose("en")


def focused_name() -> str:
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, QPushButton):
        widget = widget.parentWidget()
    return widget.text() if widget is not None else ""


def tab_to(desk: SettingsDesk, word: str) -> None:
    """Goes on with Tab until a button with this word has the focus."""
    for _step in range(40):
        if focused_name().replace("&", "") == word:
            return
        press(desk, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {word}")


def scanned(text: str) -> Scan:
    return Scan(text, "wedge", datetime(2022, 10, 2, tzinfo=UTC))


# --- the window ---


@pytest.mark.usefixtures("desk")
def test_the_first_control_has_the_focus_for_all_to_see() -> None:
    assert focused_name() == "English"


def test_the_language_is_chosen_by_keys(desk: SettingsDesk, context: Context) -> None:
    press(desk, Qt.Key.Key_Left)
    assert context.language.key == "ru"
    press(desk, Qt.Key.Key_Left)
    assert context.language.key == "kk"
    press(desk, Qt.Key.Key_Left)
    assert context.language.key == "kk"


def test_colours_are_chosen_and_remembered(desk: SettingsDesk, context: Context) -> None:
    tab_to(desk, "As the system")
    press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_Right)
    assert context.theme.scheme.dark
    assert context.preferences.theme is Choice.DARK


def test_the_size_of_text_is_chosen_and_remembered(desk: SettingsDesk, context: Context) -> None:
    tab_to(desk, "Usual")
    press(desk, Qt.Key.Key_Right)
    assert context.theme.text_scale == context.preferences.text_scale == 1.15


def test_controls_begin_on_one_line_in_every_section(desk: SettingsDesk) -> None:
    at = {
        part.mapTo(desk, part.rect().topLeft()).x()
        for part in (desk.appearance._language, desk.appearance._sound, desk.practice._day, desk.safety._version)
    }
    assert len(at) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_no_choice_is_cut(desk: SettingsDesk, context: Context, language: str, scale: float) -> None:
    context.theme.set_text_scale(scale)
    context.language.choose(language)
    desk.set_words(context.t)
    desk.resize(860, 600)
    for _layout in range(2):  # the inner asks the outer in the next turn
        QApplication.processEvents()
    for button in desk.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.mapTo(desk, button.rect().topRight()).x() <= desk.width()


# --- the door ---


def test_sounds_are_switched_off(desk: SettingsDesk, context: Context) -> None:
    context.sounds.muted = False
    tab_to(desk, "On")
    press(desk, Qt.Key.Key_Right)
    assert context.sounds.muted
    assert context.preferences.muted


def test_each_sound_can_be_heard(desk: SettingsDesk, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[str] = []
    monkeypatch.setattr(context.sounds, "play", played.append)
    for word in ("Admit", "Refuse", "Ask", "Unreadable"):
        tab_to(desk, word)
        press(desk, ENTER)
    assert played == ["admit", "refuse", "ask", "unreadable"]


def test_the_pace_of_the_scanner_is_told_and_remembered(desk: SettingsDesk, context: Context, qtbot: QtBot) -> None:
    desk.scanner._pace.setFocus()
    with qtbot.waitSignal(context.scanner_paced) as told:
        press(desk, Qt.Key.Key_Right)
    assert told.args == [100]
    assert context.preferences.scanner_gap_ms == 100


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (NUMBER, "A ticket's number came"),
        (CODE, "came"),
        ("14829061355729401683", "Part of a code came"),
        ("https://example.org", "Something came that is no ticket"),
    ],
)
def test_what_was_scanned_is_said_and_never_shown(desk: SettingsDesk, text: str, says: str) -> None:
    assert desk.take_scan(scanned(text))
    said = desk.scanner._tried.text()
    assert says in said
    for word in desk.findChildren(QWidget):
        shown = word.text() if isinstance(word, (QLabel, QPushButton)) else ""
        assert text not in shown + word.accessibleName() + word.toolTip()
    assert not any(letter.isdigit() for letter in said)


def test_a_code_is_told_from_part_of_one(desk: SettingsDesk, context: Context) -> None:
    whole = next(code for code in (f"{CODE[:-2]}{end:02}" for end in range(100)) if isinstance(read(code), TicketCode))
    desk.take_scan(scanned(whole))
    assert desk.scanner._tried.text() == "A ticket's code came, whole and well-formed. The scanner works."
    assert whole not in repr(desk.scanner._scan)
    context.language.choose("ru")
    desk.set_words(context.t)
    assert whole not in desk.scanner._tried.text()


# --- the scanner is set up by a scan ---


@pytest.fixture
def scanner(desk: SettingsDesk, context: Context, qapp: QApplication) -> Iterator[ScannerFilter]:
    """It listens, and `desk` hears of it as in the program."""
    made = ScannerFilter(qapp)
    context.scanner_paced.connect(lambda gap: setattr(made, "gap", gap))
    context.scanner_prefixed.connect(lambda prefix: setattr(made, "prefix", prefix))
    context.trial_wished.connect(made.set_trying)
    made.tried.connect(context.tried)
    made.scanned.connect(desk.take_scan)
    yield made
    made.stop()
    made.deleteLater()


def well_formed() -> str:
    return next(code for code in (f"{CODE[:-2]}{end:02}" for end in range(100)) if isinstance(read(code), TicketCode))


@pytest.fixture
def scanned_texts(scanner: ScannerFilter) -> list[str]:
    heard: list[str] = []
    scanner.scanned.connect(lambda scan: heard.append(scan.text))
    return heard


def listen(desk: SettingsDesk) -> None:
    tab_to(desk, "Scan any ticket")
    press(desk, ENTER)
    assert "Scan a ticket now" in desk.scanner._found.text()


@pytest.mark.parametrize("layout", ["us", "ru", "kz"])
def test_a_scan_sets_the_scanner_up(
    desk: SettingsDesk, context: Context, scanner: ScannerFilter, scanned_texts: list[str], layout: str
) -> None:
    listen(desk)
    scan_code(desk, f"T:{well_formed()}", layout, gap_ms=70)
    assert (scanner.prefix, scanner.gap) == ("T:", 100)
    assert (context.preferences.scanner_prefix, context.preferences.scanner_gap_ms) == ("T:", 100)
    assert (desk.scanner._prefix.text(), desk.scanner._pace.key) == ("T:", "100")
    assert "“T:” before each code, 70 ms" in desk.scanner._found.text()
    assert scanned_texts == []
    scan_code(desk, f"T:{well_formed()}", layout, gap_ms=70)
    assert scanned_texts == [well_formed()]


def test_what_is_no_code_changes_nothing(desk: SettingsDesk, context: Context, scanner: ScannerFilter) -> None:
    desk.scanner._set_prefix("T:")
    for text, gap_ms in (("https://example.org", 8), (well_formed(), 140)):
        listen(desk)
        scan_code(desk, text, gap_ms=gap_ms)
        assert (scanner.prefix, scanner.gap) == ("T:", 50)
        assert "Scan a ticket now" not in desk.scanner._found.text()
        assert context.preferences.scanner_prefix == "T:"
        assert "othing was changed" in desk.scanner._found.text()


def test_a_trial_ends_when_somebody_turns_to_something_else(desk: SettingsDesk, scanned_texts: list[str]) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, ENTER):
        listen(desk)
        press(desk, key)
        assert "finds out" in desk.scanner._found.text()
        scan_code(desk, well_formed())
        assert scanned_texts.pop() == well_formed()


def test_the_prefix_is_set_by_hand(desk: SettingsDesk, context: Context, scanner: ScannerFilter) -> None:
    type_text(desk.scanner._prefix, "*QR")
    assert scanner.prefix == context.preferences.scanner_prefix == "*QR"
    assert desk.scanner._prefix.accessibleName() == "What the scanner sends before each code"


# --- the practice clock ---


def test_the_clock_is_set_by_keys_and_goes_on(
    desk: SettingsDesk, context: Context, evening: Clock, qtbot: QtBot
) -> None:
    desk.practice._day.setFocus()
    press(desk, Qt.Key.Key_Right)
    desk.practice._clock.setTime(QTime(2, 30))
    tab_to(desk, "Set the clock")
    with qtbot.waitSignal(context.clock_set):
        press(desk, ENTER)
    assert context.is_practising
    assert context.now() + LOCAL == datetime(2022, 10, 4, 2, 30, tzinfo=UTC)
    evening.advance(minutes=5)
    assert context.now() + LOCAL == datetime(2022, 10, 4, 2, 35, tzinfo=UTC)
    desk.enter()
    assert desk.practice._day.key == "3"


def test_enter_in_the_field_of_the_time_sets_the_clock(desk: SettingsDesk, context: Context) -> None:
    desk.practice._clock.setFocus()
    desk.practice._clock.setTime(QTime(19, 30))
    press(desk, ENTER)
    assert context.programme.season.local(context.now()).time() == time(19, 30)


def test_the_clock_shows_what_it_is_now(desk: SettingsDesk) -> None:
    assert desk.practice._clock.time() == QTime(18, 42)
    assert desk.practice._day.key == "2"
    assert desk.practice.isVisible()


# --- the store ---


@pytest.fixture
def saves_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], None]:
    """What the person chooses in the system's dialog; None: closes it."""

    def chooses(file: Path | None) -> None:
        def answer(dialog: QFileDialog) -> None:
            if file is not None:
                dialog.fileSelected.emit(str(file))
            dialog.close()

        monkeypatch.setattr(QFileDialog, "open", answer)

    return chooses


SavesTo = Callable[[Path | None], None]


@pytest.mark.usefixtures("watchdog")
def test_a_backup_is_written_by_keys_and_said_in_every_language(
    desk: SettingsDesk, context: Context, settle: Settle, saves_to: SavesTo, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / "season.backup"
    file.parent.mkdir()
    saves_to(file)
    tab_to(desk, "Back up now…")
    press(desk, ENTER)
    assert desk.safety._progress.isVisible()
    assert not desk.safety._check.isEnabled()
    settle(context)
    assert file.exists()
    assert desk.safety._banner.kind == "ok"
    assert str(file) in desk.safety._banner.text
    assert desk.safety._progress.isHidden()
    assert desk.safety._check.isEnabled()
    before = desk.safety._banner.text
    context.language.choose("kk")
    desk.set_words(context.t)
    assert str(file) in desk.safety._banner.text
    assert desk.safety._banner.text == context.t(_WRITTEN, file=file)
    assert before == bootstrap.one_translator("en")(_WRITTEN, file=file)


def test_the_answer_is_in_sight_and_the_button_keeps_the_focus(
    desk: SettingsDesk, context: Context, settle: Settle, saves_to: SavesTo, tmp_path: Path
) -> None:
    desk.resize(900, 420)
    saves_to(tmp_path / "season.backup")
    tab_to(desk, "Back up now…")
    for _again in range(2):
        press(desk, ENTER)
        settle(context)
        for _turn in range(3):
            QApplication.processEvents()
        banner, seen = desk.safety._banner, desk._area.viewport()
        assert focused_name() == "&Back up now…"
        assert seen.rect().contains(QRect(banner.mapTo(seen, QPoint(0, 0)), banner.size()))


def test_it_shows_where_backups_lie(desk: SettingsDesk, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(Path(url.toLocalFile()))))
    folder = bootstrap.backups_folder(context.settings)
    tab_to(desk, "Show the backups")
    press(desk, ENTER)
    assert opened == [folder.parent]  # no backup was made yet
    assert str(folder) in desk.safety._banner.text
    folder.mkdir()
    press(desk, ENTER)
    assert opened[-1] == folder


def test_going_back_asks_for_a_backup_and_leaves_the_rest_to_the_window(
    desk: SettingsDesk, qtbot: QtBot, context: Context, saves_to: SavesTo, tmp_path: Path
) -> None:
    saves_to(tmp_path / "season.backup")
    tab_to(desk, "Go back to a backup…")
    with qtbot.waitSignal(context.restore_wished) as wished:
        press(desk, ENTER)
    assert wished.args == [tmp_path / "season.backup"]


def test_nobody_goes_back_while_long_work_runs(
    desk: SettingsDesk, qtbot: QtBot, context: Context, settle: Settle
) -> None:
    go_on = threading.Event()
    context.tasks.run(desk, Lane.LONG, go_on.wait, lambda _waited: None, lambda _error: None)
    tab_to(desk, "Go back to a backup…")
    with qtbot.assertNotEmitted(context.restore_wished):
        press(desk, ENTER)
    assert "Wait until the work that runs has ended" in desk.safety._banner.text
    go_on.set()
    settle(context)


def test_nothing_is_written_where_the_dialog_was_closed(
    desk: SettingsDesk, context: Context, saves_to: SavesTo
) -> None:
    saves_to(None)
    tab_to(desk, "Back up now…")
    press(desk, ENTER)
    assert not context.tasks.busy
    assert desk.safety._banner.isHidden()


def test_a_backup_is_cancelled_and_leaves_nothing(
    desk: SettingsDesk, context: Context, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    before = threading.Event()
    context.tasks.run(desk, Lane.LONG, before.wait, lambda _waited: None, lambda _error: None)
    desk.safety.back_up_to(folder / "season.backup")
    desk.safety._progress._cancel.setFocus()
    press(desk.safety._progress._cancel, Qt.Key.Key_Space)
    before.set()
    settle(context)
    assert desk.safety._banner.text == "Stopped. No backup was written."
    assert list(folder.iterdir()) == []
    assert desk.safety._back_up.isEnabled()


def test_a_file_that_exists_is_not_written_over(
    desk: SettingsDesk, context: Context, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "season.backup"
    file.write_text("something else")
    desk.safety.back_up_to(file)
    settle(context)
    assert desk.safety._banner.kind == "error"
    assert str(file) in desk.safety._banner.text
    assert file.read_text() == "something else"


def test_a_folder_that_is_missing_is_said(desk: SettingsDesk, context: Context, settle: Settle, tmp_path: Path) -> None:
    desk.safety.back_up_to(tmp_path / "gone" / "season.backup")
    settle(context)
    assert desk.safety._banner.kind == "error"
    assert "gone" in desk.safety._banner.text
    assert desk.safety._back_up.isEnabled()


def test_a_folder_that_cannot_be_written_is_said(desk: SettingsDesk, context: Context, settle: Settle) -> None:
    desk.safety.back_up_to(Path("/proc/season.backup"))  # read-only for whoever runs the tests
    settle(context)
    assert desk.safety._banner.kind == "error"
    assert "/proc" in desk.safety._banner.text


def test_a_season_that_agrees_is_called_sound(desk: SettingsDesk, context: Context, settle: Settle) -> None:
    tab_to(desk, "Check the season")
    press(desk, ENTER)
    settle(context)
    assert desk.safety._banner.text == "Everything in the season agrees."


def test_what_does_not_agree_is_listed(
    desk: SettingsDesk, context: Context, settle: Settle, season_store: Path
) -> None:
    with closing(sqlite3.connect(season_store)) as connection, connection:
        connection.execute("UPDATE counters SET ceiling = ceiling + 1 WHERE id LIKE 'sold/%'")
    desk.safety._check.click()
    settle(context)
    first, *rest = desk.safety._banner.text.splitlines()
    assert desk.safety._banner.kind == "error"
    assert first.endswith("things do not agree:")
    assert 1 < len(rest) <= 13


def test_the_keys_of_the_room_are_told(desk: SettingsDesk) -> None:
    assert [hint.key for hint in desk.hints()] == ["Tab", "← →", "Enter"]


def test_no_plain_shortcut_takes_what_a_scanner_types(desk: SettingsDesk) -> None:
    for action in desk.findChildren(QWidget):
        for one in action.actions():
            assert one.shortcut().isEmpty() or one.shortcut()[0].keyboardModifiers() & CTRL
