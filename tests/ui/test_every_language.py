"""After a switch of the language, nothing in sight is left in the old one: in every room, in whatever state it is."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from aspara_desk.bootstrap import Settings
from aspara_desk.box_office import selling
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.sales import Method
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.store import engine
from aspara_desk.ui.context import Health
from aspara_desk.ui.desks.guests.desk import GuestsDesk
from aspara_desk.ui.desks.programme.season_file import SeasonFile
from aspara_desk.ui.desks.settings.safety import Safety
from aspara_desk.ui.rooms import ROOMS
from tests.ui import evening as festival
from tests.ui.left_over import left_over
from tests.ui.program_fixture import Hands, started_program
from tests.ui.typing import CTRL, scan_code

pytestmark = pytest.mark.heavy

_ROOMS = [room.key for room in ROOMS]
_CAPS = {"Enter": "Return", "Esc": "Escape", "Del": "Delete"}
_BESIDE_HINTS = {"box_office": ["1", "9"], "door": ["a"], "guests": ["a"]}


@pytest.fixture(autouse=True)
def nobody_chooses_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "open", QFileDialog.close)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: 0)


def switched(hands: Hands, steps: int = len(LANGUAGES)) -> set[str]:
    """What is left after each step round the languages."""
    found: set[str] = set()
    for _step in range(steps):
        old = hands.program.language.key
        hands.program.language.choose_next()
        hands.settle()
        found |= left_over(old, hands.program.language.key)
    return found


def enter(hands: Hands, room: str) -> None:
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.reject()
    hands.press("Escape", "Escape", "Escape")
    hands.frame.enter("settings")
    hands.frame.enter(room)
    hands.settle()


def press(hands: Hands, cap: str) -> None:
    """What stands on the cap of a key; of several, the first."""
    cap = _CAPS.get(cap, cap)
    if cap.startswith("Ctrl+"):
        hands.press(cap.removeprefix("Ctrl+"), modifiers=CTRL)
    elif cap[0].isalnum():
        hands.press(re.split("[–…, ]", cap)[0])
    else:
        hands.press({"←": "Left", "↑": "Up", "+": "+"}[cap[0]])


def keys_of(hands: Hands, room: str) -> list[str]:
    desk = hands.frame.desk
    assert desk is not None
    return [*(hint.key for hint in desk.hints()), *_BESIDE_HINTS.get(room, [])]


@pytest.mark.heavy
@pytest.mark.parametrize("room", _ROOMS)
def test_nothing_is_left_whatever_keys_have_opened(hands: Hands, room: str) -> None:
    """Each key that the room shows, and after it each that it shows only then."""
    enter(hands, room)
    found = dict.fromkeys(switched(hands), "")
    known = keys_of(hands, room)
    for first in known:
        enter(hands, room)
        press(hands, first)
        found |= dict.fromkeys(switched(hands, 1), first)
        for second in [key for key in keys_of(hands, room) if key not in known]:
            enter(hands, room)
            press(hands, first)
            press(hands, second)
            found |= dict.fromkeys(switched(hands, 1), f"{first}, {second}")
    assert found == {}


# --- what is told of an act ---


def sold(hands: Hands) -> str:
    here, keyring = hands.context.here, hands.context.keyring
    [ticket] = selling.sell(here, keyring, type_key="pass-day2", method=Method.CASH).tickets
    return keyring.code(ticket.key_id, ticket.id).reveal()


def scan(hands: Hands, room: str, *texts: str) -> None:
    enter(hands, room)
    for text in texts:
        scan_code(hands.frame, text)
        hands.settle()


def a_verdict(hands: Hands, _folder: Path) -> None:
    scan(hands, "door", sold(hands))


def a_repeated_verdict(hands: Hands, _folder: Path) -> None:
    scan(hands, "door", *[sold(hands)] * 2)


def a_refusal(hands: Hands, _folder: Path) -> None:
    scan(hands, "door", *festival.forged(1))


def an_unreadable_scan(hands: Hands, _folder: Path) -> None:
    enter(hands, "door")
    scan_code(hands.frame, "4006381333931")
    hands.settle()


def an_order_that_is_paid(hands: Hands, _folder: Path) -> None:
    enter(hands, "box_office")
    hands.press("1", "Return", "Return")


def a_ticket_that_was_scanned(hands: Hands, _folder: Path) -> None:
    scan(hands, "box_office", sold(hands))


def a_scan_that_finds_no_ticket(hands: Hands, _folder: Path) -> None:
    scan(hands, "box_office", *festival.forged(1))


def a_name_that_nobody_has(hands: Hands, _folder: Path) -> None:
    enter(hands, "guests")
    hands.press("F2")
    hands.write("zzzz")


def a_list_without_names(hands: Hands, folder: Path) -> None:
    look_through(hands, folder, "Кто,Откуда\nАйгерим,Тараз\n")


def a_list_to_be_imported(hands: Hands, folder: Path) -> None:
    look_through(hands, folder, "Name,Email\nGuest One,one@example.kz\nGuest Two,nonsense\n")


def a_list_that_is_imported(hands: Hands, folder: Path) -> None:
    a_list_to_be_imported(hands, folder)
    hands.press("Return")


def no_list_at_all(hands: Hands, folder: Path) -> None:
    look_through(hands, folder, "")


def look_through(hands: Hands, folder: Path, text: str) -> None:
    enter(hands, "guests")
    file = folder / "guests.csv"
    file.write_text(text, encoding="utf-8")
    guests = hands.frame.desk
    assert isinstance(guests, GuestsDesk)
    guests._importing.look_through(file)
    hands.settle()


def a_season_file_with_faults(hands: Hands, folder: Path) -> None:
    enter(hands, "programme")
    file = folder / "season.toml"
    file.write_text('[season]\nkey = "x"\n', encoding="utf-8")
    [season] = hands.frame.findChildren(SeasonFile)
    season.load(file)
    hands.settle()


def a_season_file_that_is_not_there(hands: Hands, folder: Path) -> None:
    enter(hands, "programme")
    [season] = hands.frame.findChildren(SeasonFile)
    season.load(folder / "nothing.toml")
    hands.settle()


def a_backup(hands: Hands, folder: Path) -> None:
    enter(hands, "settings")
    hands.sees(Safety).back_up_to(folder / "season.backup")
    hands.settle()


def a_backup_that_fails(hands: Hands, folder: Path) -> None:
    enter(hands, "settings")
    hands.sees(Safety).back_up_to(folder / "no" / "folder" / "season.backup")
    hands.settle()


def a_check(hands: Hands, _folder: Path) -> None:
    enter(hands, "settings")
    hands.sees(Safety)._check.click()
    hands.settle()


def a_trial_of_the_scanner(hands: Hands, _folder: Path) -> None:
    scan(hands, "settings", sold(hands))
    hands.context.tried.emit(None)


def trouble_with_the_store(hands: Hands, _folder: Path) -> None:
    hands.context.health_changed.emit(Health.TROUBLE, StoreUnusable("store_locked", store="season.db"))


def no_automatic_backups(hands: Hands, _folder: Path) -> None:
    hands.context.warned.emit(StoreUnusable("backup_folder_unusable", folder="/a"))


def a_fault_of_the_program(hands: Hands, folder: Path) -> None:
    hands.program.crashes.happened.emit("report", folder / "report.txt")


def help_in_a_window(hands: Hands, _folder: Path) -> None:
    hands.frame.help_wished.emit("door")
    hands.settle()


STATES = [
    a_verdict, a_repeated_verdict, a_refusal, an_unreadable_scan, an_order_that_is_paid, a_ticket_that_was_scanned,
    a_scan_that_finds_no_ticket, a_name_that_nobody_has, a_list_without_names, a_list_to_be_imported,
    a_list_that_is_imported, no_list_at_all, a_season_file_with_faults, a_season_file_that_is_not_there, a_backup,
    a_backup_that_fails, a_check, a_trial_of_the_scanner, trouble_with_the_store, no_automatic_backups,
    a_fault_of_the_program, help_in_a_window,
]  # fmt: skip


@pytest.mark.parametrize("lead_to", STATES, ids=lambda state: state.__name__)
def test_nothing_is_left_of_what_was_told(hands: Hands, tmp_path: Path, lead_to: Callable[[Hands, Path], None]) -> None:
    lead_to(hands, tmp_path)
    assert switched(hands) == set()


@pytest.mark.parametrize("room", ["box_office", "door", "guests", "programme"])
def test_nothing_is_left_of_what_a_locked_store_made_of_an_act(
    hands: Hands, settings: Settings, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    acts = {
        "box_office": lambda: hands.press("1", "Return", "Return"), "door": lambda: scan_code(hands.frame, code),
        "guests": lambda: hands.press("N", modifiers=CTRL), "programme": lambda: hands.press("Return"),
    }  # fmt: skip
    [code] = festival.forged(1)
    enter(hands, room)
    with closing(sqlite3.connect(settings.store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        acts[room]()
        hands.settle()
        assert switched(hands) == set()
        other.execute("ROLLBACK")


# --- the first page ---


def test_nothing_is_left_on_the_first_page(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(str(tmp_path / "season.db"), "en", data_folder=tmp_path / "home")
    broken = tmp_path / "broken.toml"
    broken.write_text("[season", encoding="utf-8")
    with started_program(qapp, settings) as program:
        hands = Hands(program, qtbot)
        assert switched(hands) == set()
        program.open()
        hands.settle()
        assert switched(hands) == set()
        program._load(broken)
        hands.settle()
        assert switched(hands) == set()


def test_nothing_is_left_of_a_store_that_cannot_be_opened(
    qapp: QApplication, qtbot: QtBot, settings: Settings, season_store: Path
) -> None:
    season_store.write_bytes(b"no store at all" * 1000)
    with started_program(qapp, settings) as program:
        hands = Hands(program, qtbot)
        program.open()
        hands.settle()
        assert switched(hands) == set()


# --- whoever looks for them would see them ---


@pytest.mark.parametrize("text", ["saved", "The folder /x cannot be written: there are no automatic backups."])
def test_what_is_left_is_seen(hands: Hands, text: str) -> None:
    label = QLabel(text, hands.window)
    label.show()
    hands.program.language.choose("kk")
    assert left_over("en", "kk") == {f"QLabel < Window: {text}"}
