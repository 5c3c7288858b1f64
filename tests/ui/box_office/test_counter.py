"""An evening at the counter: other keyboards, other desks, other rooms, a store that lets one wait, large type."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from aspara_desk.box_office import selling
from aspara_desk.box_office.life import life_of
from aspara_desk.domain.sales import Method
from aspara_desk.store import engine
from aspara_desk.ui import printing as printing_module
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office import patience, stock_watch
from aspara_desk.ui.desks.box_office.choices import PickType
from aspara_desk.ui.desks.box_office.desk import BoxOfficeDesk
from aspara_desk.ui.desks.box_office.paper_progress import PaperProgress
from aspara_desk.ui.desks.box_office.sale import Remark, Stage
from aspara_desk.ui.theme.theme import Choice, Theme, current
from tests.conftest import Clock
from tests.ui.box_office.conftest import Clerk
from tests.ui.conftest import EVENING, PATIENCE_MS
from tests.ui.paper_printers import FilePrinters
from tests.ui.typing import ALT

Settle = Callable[[Context], None]


# --- a Kazakh layout, and no block of digits ---


@pytest.mark.parametrize("digit", "167")
def test_a_sign_of_the_kazakh_layout_is_the_digit_on_its_key(clerk: Clerk, digit: str) -> None:
    clerk.places(digit, "kz")
    assert [line.type for line in clerk.sale.lines] == [clerk.desk._sale._pages[0].at(int(digit))]


def test_a_letter_with_which_no_name_begins_is_its_digit(clerk: Clerk) -> None:
    clerk.places("4", "kz")
    assert [line.type for line in clerk.sale.lines] == [clerk.desk._sale._pages[0].at(4)]


@pytest.mark.parametrize("digit", "23589")
def test_a_kazakh_letter_offers_the_ticket_of_its_key_first(clerk: Clerk, digit: str) -> None:
    one = clerk.desk._sale._pages[0].at(int(digit))
    assert one is not None
    clerk.places(digit, "kz")
    assert clerk.desk._sale._finder.list.choice == PickType(one, int(digit))
    clerk.keys("Enter")
    assert [line.type for line in clerk.sale.lines] == [one]
    assert clerk.desk._sale.typed == ""


@pytest.mark.parametrize("layout", ["us", "ru", "kz"])
def test_alt_and_a_key_take_its_ticket_at_once_on_every_layout(clerk: Clerk, layout: str) -> None:
    clerk.places("88-9=", layout, ALT)
    assert [(line.type.key, line.count) for line in clerk.sale.lines] == [("show-d2-young", 1), ("show-d2-evening", 2)]
    assert clerk.desk._sale.typed == ""
    clerk.places("0", layout, ALT)
    assert clerk.desk._sale._page == 1


def test_alt_takes_the_ticket_in_place_of_the_letter_typed_before(clerk: Clerk) -> None:
    clerk.places("2", "kz")
    assert clerk.desk._sale.typed == "ә"
    clerk.places("2", "kz", ALT)
    assert (clerk.sale.count, clerk.desk._sale.typed) == (1, "")


def test_kazakh_names_are_typed_as_ever(clerk: Clerk) -> None:
    clerk.keys("7")
    clerk.places("2ctk", "kz")
    assert clerk.desk._sale.typed == "әсел"
    assert not any(isinstance(one, PickType) and one.digit for one in clerk.desk._sale._finder.list.choices)
    clerk.keys("Up", "Enter")
    assert clerk.sale.buyer is not None
    assert clerk.sale.buyer.name == "әсел"


def test_cash_and_counts_are_typed_on_a_kazakh_layout(clerk: Clerk) -> None:
    clerk.keys("8", "F3")
    clerk.places("12", "kz")
    clerk.keys("Enter", "Enter")
    assert clerk.sale.count == 12
    clerk.places("50000", "kz")
    assert clerk.sale.cash_text == "50000"
    clerk.keys("Enter")
    assert len(clerk.orders()) == 1


# --- other desks ---


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_watch, "LOOK_EVERY_MS", 20)
    monkeypatch.setattr(patience, "MS", 20)


@pytest.mark.usefixtures("soon")
def test_what_another_desk_sells_is_seen_soon(
    clerk: Clerk, qtbot: QtBot
) -> None:  # fmt: skip
    clerk.keys("7", "8", "9")
    with_focus = clerk.desk.focusWidget()
    selling.sell(clerk.context.here, clerk.context.keyring, type_key="show-d1", count=50, method=Method.FREE)
    qtbot.waitUntil(lambda: clerk.tile("Show ticket: digital runway").face.left == "sold out", timeout=PATIENCE_MS)
    assert clerk.desk.focusWidget() is with_focus
    assert "0 left" in clerk.shown()


def test_a_room_that_is_not_shown_does_not_look(clerk: Clerk) -> None:
    watch = clerk.desk._sale._stock
    assert watch._timer.isActive()
    clerk.desk.hide()
    assert not watch._timer.isActive()
    clerk.desk.show()
    assert watch._timer.isActive()


def test_no_question_is_dropped_for_the_next(clerk: Clerk) -> None:
    watch = clerk.desk._sale._stock
    watch.look()
    task = watch._looking._task
    watch.look_unasked()
    assert watch._looking._task is task
    clerk.settle()


# --- a store that is held ---


@pytest.fixture
def held_store(season_store: Path) -> Iterator[sqlite3.Connection]:
    other = sqlite3.connect(season_store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


@pytest.mark.usefixtures("soon")
def test_a_sale_that_waits_for_the_store_says_so_and_is_recorded_once(
    clerk: Clerk, held_store: sqlite3.Connection, qtbot: QtBot
) -> None:
    clerk.keys("8", "Enter")
    clerk.quickly("Enter")
    qtbot.waitUntil(lambda: clerk.sale.problem is Remark.STORE_BUSY, timeout=PATIENCE_MS)
    assert "The store is busy" in clerk.shown()
    clerk.quickly("Enter", "Esc", "Enter")
    assert clerk.sale.stage is Stage.SAVING
    held_store.execute("ROLLBACK")
    clerk.settle()
    assert len(clerk.orders()) == 1
    assert "The store is busy" not in clerk.shown()
    assert clerk.sale.is_empty


@pytest.mark.usefixtures("soon")
def test_an_act_on_a_ticket_that_waits_for_the_store_says_so(clerk: Clerk, season_store: Path, qtbot: QtBot) -> None:
    clerk.keys("7", "Enter", "Enter", "F4", "F6")
    other = sqlite3.connect(season_store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    clerk.quickly("Enter")
    qtbot.waitUntil(lambda: "The store is busy" in clerk.shown(), timeout=PATIENCE_MS)
    other.execute("ROLLBACK")
    other.close()
    clerk.settle()
    assert "The store is busy" not in clerk.shown()
    assert len(clerk.orders()[0].tickets) == 2


@pytest.mark.usefixtures("soon")
def test_a_store_that_stays_held_keeps_the_order(
    clerk: Clerk, held_store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    clerk.keys("8", "Enter", "Enter")
    assert "The store is busy" not in clerk.shown()
    assert clerk.sale.count == 1
    held_store.execute("ROLLBACK")
    clerk.keys("Enter")
    assert len(clerk.orders()) == 1


# --- another room is shown ---


@pytest.fixture
def elsewhere(clerk: Clerk, qtbot: QtBot) -> Iterator[QLineEdit]:
    """The field of another room, which takes the place of the box office when it is asked to."""
    rooms = QStackedWidget()
    qtbot.addWidget(rooms)
    rooms.addWidget(clerk.desk)
    other = QLineEdit()
    rooms.addWidget(other)
    rooms.show()
    rooms.activateWindow()
    clerk.desk.enter()
    yield other
    rooms.close()


def go(elsewhere: QLineEdit) -> None:
    rooms = elsewhere.parentWidget()
    assert isinstance(rooms, QStackedWidget)
    rooms.setCurrentWidget(elsewhere)
    elsewhere.setFocus()


def test_a_sale_that_ends_meanwhile_leaves_the_focus_where_it_is(clerk: Clerk, elsewhere: QLineEdit) -> None:
    clerk.keys("7", "Enter")
    clerk.quickly("Enter")
    go(elsewhere)
    clerk.settle()
    assert len(clerk.orders()) == 1
    sale = clerk.desk._sale
    for act in (sale.enter, sale.focus_find, sale.begin_count, lambda: sale.set_words(clerk.context.t)):
        act()
        assert elsewhere.hasFocus()
    clerk.settle()
    assert elsewhere.hasFocus()


def test_answers_of_the_ticket_page_leave_the_focus_where_it_is(clerk: Clerk, elsewhere: QLineEdit) -> None:
    clerk.keys("7", "Enter", "Enter", "F4", "F6")
    clerk.quickly("Enter")
    go(elsewhere)
    clerk.settle()  # it was replaced, and asks whether to print
    assert clerk.desk._ticket._pane.is_asking
    assert elsewhere.hasFocus()
    number = clerk.orders()[0].tickets[-1].number
    page = clerk.desk._ticket
    shows = (page.show_newest, page.show_last, lambda: page.show_text("7"), lambda: page.show_number(number),
             lambda: page.show_order(clerk.orders()[0].order.number), page.enter)  # fmt: skip
    for show in shows:
        show()
        assert elsewhere.hasFocus()
    clerk.settle()
    assert elsewhere.hasFocus()


def test_a_question_that_opened_meanwhile_has_the_focus_when_one_comes_back(clerk: Clerk, elsewhere: QLineEdit) -> None:
    clerk.keys("7", "Enter", "Enter", "F4", "F6")
    clerk.quickly("Enter")
    go(elsewhere)
    clerk.settle()
    rooms = elsewhere.parentWidget()
    assert isinstance(rooms, QStackedWidget)
    rooms.setCurrentWidget(clerk.desk)
    clerk.desk.enter()
    focused = clerk.desk.focusWidget()
    assert isinstance(focused, QPushButton)
    assert "Print" in focused.text()


# --- paper ---


@pytest.fixture
def printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FilePrinters:
    made = FilePrinters(tmp_path)
    monkeypatch.setattr(printing_module, "Printers", lambda: made)
    return made


def test_tickets_are_printed_at_once_where_that_is_wanted(printers: FilePrinters, clerk: Clerk) -> None:
    clerk.keys("8", "Enter", "Enter")
    assert printers.asked == 0
    clerk.control(Qt.Key.Key_T)
    assert clerk.context.preferences.prints_at_once
    clerk.keys("8", "Enter")
    assert "Sell and print" in clerk.desk._sale._order.payment.sell_button.text()
    clerk.keys("Enter")
    finish_printing(clerk)
    clerk.keys("8", "F10", "Enter")
    finish_printing(clerk)
    assert printers.asked == 1  # and then no dialog any more
    assert "1 ticket was sent to the printer" in clerk.shown()
    assert printed(clerk) == 2
    clerk.keys("8", "F5", "Enter")
    finish_printing(clerk)
    assert printed(clerk) == 2  # what is not paid is not handed out


def printed(clerk: Clerk) -> int:
    here = clerk.context.here
    numbers = [ticket.number for order in clerk.orders() for ticket in order.tickets]
    return sum(len(life_of(here, number).history.prints) for number in numbers)


def finish_printing(clerk: Clerk) -> None:
    clerk._qtbot.waitUntil(lambda: not (clerk.desk._printing.busy or clerk.context.tasks.busy), timeout=PATIENCE_MS)


def test_the_choice_to_print_at_once_is_remembered(context: Context, qtbot: QtBot, settle: Settle) -> None:
    context.preferences.prints_at_once = True
    desk = BoxOfficeDesk(context)
    qtbot.addWidget(desk)
    assert desk._sale.last.at_once
    assert desk._sale.sale.prints
    settle(context)


def test_the_progress_of_a_print_is_in_sight_on_both_pages(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "Enter")
    clerk.desk._printing.progressed.emit(30, 90)
    for keys in ("F4", "Esc"):
        assert len([one for one in clerk.desk.findChildren(PaperProgress) if one.isVisible()]) == 1
        assert "30 of 90" in clerk.shown()
        clerk.keys(keys)
    clerk.desk._printing.ended.emit()
    assert not [one for one in clerk.desk.findChildren(PaperProgress) if one.isVisible()]


# --- how it looks ---


@pytest.fixture
def text_of(theme: Theme) -> Iterator[Callable[[float], None]]:
    yield theme.set_text_scale
    theme.set_text_scale(1.0)
    theme.choose(Choice.LIGHT)


# What a window leaves to a room: at 1280 × 720, and at 1366 × 768 with text of 1.3.
ROOMS = [(1.0, (1180, 620)), (1.15, (1164, 608)), (1.3, (1236, 646))]


@pytest.mark.parametrize(("scale", "room"), ROOMS)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_room_fits_in_a_small_window(
    clerk: Clerk, text_of: Callable[[float], None], scale: float, room: tuple[int, int], language: str
) -> None:
    def fits() -> bool:
        least = clerk.desk.minimumSizeHint()
        return least.width() <= room[0] and least.height() <= room[1]

    text_of(scale)
    clerk.context.language.choose(language)
    clerk.desk.resize(*room)
    clerk.settle()
    assert fits()
    clerk.keys("1", "7", "8", "Enter", "Enter", "5", "Enter")
    assert clerk.sale.problem is not None
    assert fits()
    clerk.keys("0", "0", "0", "0", "0", "Enter")
    clerk.desk._printing.told.emit("error", "The printer did not take the tickets. " * 3)
    clerk.settle()
    assert clerk.desk._sale.last.isVisible()
    assert fits()
    for key in ("F4", "F6"):
        clerk.keys(key)
        assert fits()


def test_tiles_and_cash_have_their_place_in_a_low_room(clerk: Clerk, text_of: Callable[[float], None]) -> None:
    text_of(1.3)
    clerk.desk.resize(1236, 646)
    clerk.keys("1", "3", "7", "8", "Әбдірахманқызы-Төлегенова Гүлжаһан Нұрмұхамедқызы фон Штауффенберг", "Up", "Enter")
    clerk.keys("Enter", "1", "Enter")
    assert clerk.sale.stage is Stage.PAYING
    sale = clerk.desk._sale
    assert all(one.height() >= one.minimumSizeHint().height() for one in sale._tiles._tiles)
    payment = sale._order.payment
    assert payment._cash.height() >= payment._cash.minimumSizeHint().height()
    assert payment._methods.height() >= payment._methods.minimumSizeHint().height()


def test_the_cap_of_a_key_is_as_high_as_its_word(clerk: Clerk) -> None:
    cap = clerk.desk._sale._tiles._next
    assert cap.height() == cap.sizeHint().height()


@pytest.mark.usefixtures("text_of")
def test_icons_keep_their_distance_in_another_scheme(clerk: Clerk, theme: Theme) -> None:
    clerk.keys("7", "Enter", "Enter", "F4")
    theme.choose(Choice.DARK)
    clerk.settle()
    buttons = [one for one in clerk.desk.findChildren(QPushButton) if not one.icon().isNull() and one.text()]
    assert buttons
    assert all(one.iconSize().width() > one.iconSize().height() for one in buttons)


# --- what is over ---


def test_a_ticket_for_what_is_over_says_so_and_can_be_sold(clerk: Clerk, evening: Clock) -> None:
    evening.now = EVENING
    clerk.keys("0", "Left")
    over = clerk.tile("Day pass · day\u00a01")
    assert over.face.left.startswith("over")
    assert over.face.muted
    assert not clerk.tile("Day pass · day\u00a03").face.muted
    clerk.keys(over.face.key)
    assert "over" in clerk.shown().splitlines()
    clerk.keys("Enter")
    assert "opens nothing any more" in clerk.shown()
    clerk.keys("Enter", "Enter")
    assert len(clerk.orders()) == 1


def test_at_the_payment_it_is_said_how_many_tickets_are_for_what_is_over(clerk: Clerk, evening: Clock) -> None:
    evening.now = EVENING
    clerk.keys("3", "3", "7", *"4569")
    clerk.keys("Enter", "Enter")
    assert clerk.sale.stage is Stage.PAYING
    assert "3 tickets are for events that are over" in clerk.shown()
    clerk.keys("Esc")
    assert "events that are over" not in clerk.shown()


# --- the keys of another layout ---


def test_the_keys_that_are_told_are_those_of_the_layout(clerk: Clerk) -> None:
    def keys() -> set[str]:
        return {hint.key for hint in clerk.desk.hints()}

    assert {"1–9", "0"} <= keys()
    clerk.places("2", "kz")
    clerk.keys("Esc")
    assert {"Alt+1–9", "Alt+0"} <= keys()
    clerk.places("2", "kz", Qt.KeyboardModifier.AltModifier)
    assert clerk.sale.count == 1
    clerk.keys("Esc", "Esc")
    assert "Alt+1–9" in keys()
    clerk.places("2", "us")
    assert "+ −" in keys()


def test_enter_says_that_nothing_was_found(clerk: Clerk) -> None:
    clerk.keys("😀", "Enter")
    assert "Nothing was found for this" in clerk.shown()
    assert clerk.desk._sale.typed == "😀"


def test_every_way_to_pay_shows_its_key(clerk: Clerk) -> None:
    for language in ("kk", "ru", "en"):
        clerk.context.language.choose(language)
        clerk.keys("7", "F9")
        ways = clerk.desk._sale._order.payment._methods
        shown = [one for one in ways.findChildren(QPushButton) if one.isVisible()]
        assert [one.text().split()[0] for one in shown] == ["F5", "F6", "F7", "F8", "F9", "F10"]
        for one in shown:
            bold = QFontMetrics(one.font()) if one.isChecked() else QFontMetrics(current().font("body", bold=True))
            assert bold.horizontalAdvance(one.text()) <= one.width() - 2 * current().px(12)
        clerk.keys("Esc")
