from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.box_office import selling
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method
from aspara_desk.domain.ticket_types import Category
from aspara_desk.guests.card import card
from aspara_desk.guests.finding import find
from aspara_desk.guests.writing import change_guest
from aspara_desk.ui.context import Change
from aspara_desk.ui.desk import SellTo, ShowGuest, ShowTicket
from aspara_desk.ui.desks.guests.table import GuestTable
from tests.ui.guests.conftest import Room

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


def test_everybody_is_listed_and_the_first_ones_card_is_open(room: Room) -> None:
    assert room.count == "420 guests"
    assert room.card_name == room.names[0]
    room.press(DOWN)
    assert room.card_name == room.names[1]


def test_the_list_says_in_which_order_the_names_are(room: Room) -> None:
    def head(table: GuestTable) -> str:
        return str(table.guests.headerData(0, Qt.Orientation.Horizontal))

    lists = room.desk._lists
    assert head(lists.all) == "Name · by Latin spelling"
    assert head(lists.found) == "Name"  # the best come first
    room.desk.resize(760, 500)
    room.settle()
    assert head(lists.all) == "Name"


def test_typing_finds_a_guest_in_any_spelling_and_esc_leads_back(room: Room) -> None:
    room.press(DOWN, DOWN)
    before = room.card_name
    room.type("kaliyeva")
    assert "Айгүл Қалиева" in room.names
    assert room.count.endswith("found")
    assert room.card_name == room.names[0]
    assert "Esc" in room.keys
    room.press(ESC)
    assert room.count == "420 guests"
    assert room.card_name == before


def test_who_is_not_there_is_added_by_enter(room: Room) -> None:
    room.press(Qt.Key.Key_F2)
    room.type("Zhanna Testova")
    assert room.count == "0 found"
    assert room.keys["Enter"] == "Add"
    room.press(ENTER)
    assert room.desk._pane.is_editing
    room.press(ENTER)
    assert room.count == "421 guests"
    assert room.card_name == "Zhanna Testova"


def test_the_list_narrows_by_keys(room: Room) -> None:
    guest = find(room.context.here, "Қалиева")[0].guest
    change_guest(room.context.here, guest.id, replace(guest.details, attention="call the manager"), guest.revision)
    room.press(Qt.Key.Key_F3)
    assert guest.details.name in room.names
    assert 0 < len(room.names) < 50
    assert room.desk._lists.all.choose(guest.id)
    room.settle()
    assert room.desk._pane.card._flag_text.text() == "call the manager"
    room.press(Qt.Key.Key_F3)
    assert room.count == "420 guests"
    room.press(Qt.Key.Key_F3, Qt.Key.Key_F4)
    assert room.desk._lists.filters._categories.view().isVisible()
    room.desk._lists.filters._categories.hidePopup()
    categories = room.desk._lists.filters._categories
    categories.setFocus()
    room.press(DOWN, DOWN)
    assert room.desk._lists.wanted.category is Category.VIP
    assert int(room.count.split()[0]) < 420


def test_a_guest_is_corrected_in_place(room: Room) -> None:
    room.press(Qt.Key.Key_F6)
    assert list(room.keys)[:2] == ["Enter", "Esc"]
    form = room.desk._pane.form
    form._fields["name"].edit.setText("")
    form._fields["email"].edit.setText("nobody@")
    room.press(ENTER)
    assert "name" in form._fields["name"].error
    assert "nobody@" in form._fields["email"].error
    assert form._fields["email"].text == "nobody@"
    form._fields["name"].edit.setText("Ааа Новая")
    form._fields["email"].edit.setText("new@example.kz")
    room.press(ENTER)
    assert not room.desk._pane.is_editing
    assert room.card_name == "Ааа Новая"
    assert "Ааа Новая" in room.names


def test_esc_leaves_a_guest_as_they_were(room: Room) -> None:
    name = room.card_name
    room.press(Qt.Key.Key_F6)
    room.desk._pane.form._fields["name"].edit.setText("Somebody Else")
    room.press(ESC)
    assert room.card_name == name
    assert room.desk._lists.all.hasFocus()


def test_what_somebody_else_changed_meanwhile_is_kept_beside_what_was_typed(room: Room) -> None:
    room.press(Qt.Key.Key_F6)
    guest = room.desk._pane.guest
    assert guest is not None
    form = room.desk._pane.form
    form._fields["note"].edit.setText("mine")
    change_guest(room.context.here, guest.id, replace(guest.details, phone="+7 701 000 00 00"), guest.revision)
    room.press(ENTER)
    assert room.desk._pane.is_editing
    assert form._fields["phone"].text == "+7 701 000 00 00"
    assert form._fields["note"].text == "mine"
    room.press(ENTER)
    kept = card(room.context.here, guest.id).guest.details
    assert (kept.note, kept.phone) == ("mine", "+7 701 000 00 00")


def test_the_attention_flag_has_a_key_of_its_own(room: Room) -> None:
    room.press(Qt.Key.Key_F7)
    assert room.desk._pane.form._fields["attention"].edit.hasFocus()
    room.type("look at the badge")
    room.press(ENTER)
    assert room.desk._pane.card._flag_text.text() == "look at the badge"


def test_a_guest_is_sold_to_and_their_ticket_opened(room: Room, qtbot: QtBot) -> None:
    guest = room.desk._pane.guest
    assert guest is not None
    with qtbot.waitSignal(room.desk.wished) as wished:
        room.press(Qt.Key.Key_F5)
    assert wished.args == [SellTo(guest.id, guest.details.name)]
    sold = selling.sell(
        room.context.here, room.context.keyring, type_key="pass-day2", method=Method.FREE, guest=guest.id
    )  # fmt: skip
    room.context.changed.emit(Change.SALES)
    room.settle()
    assert room.desk._lists.all.guests.index(0, 3).data() == "1"
    room.press(ENTER)
    with qtbot.waitSignal(room.desk.wished) as wished:
        room.press(ENTER)
    assert wished.args == [ShowTicket(sold.tickets[0].number)]
    room.press(ESC)
    assert room.desk._lists.all.hasFocus()


def test_another_room_shows_a_guest_here(room: Room) -> None:
    guest = find(room.context.here, "Қалиева")[0].guest
    room.type("петр")
    room.desk.enter()
    room.desk.grant_wish(ShowGuest(guest.id))
    room.settle()
    assert room.card_name == guest.details.name
    assert room.desk._lists.all.chosen == guest.id


def test_everything_is_said_in_another_language_at_once(room: Room) -> None:
    room.context.language.choose("ru")
    room.desk.set_words(room.context.t)
    room.settle()
    assert room.desk._lists.all.guests.headerData(3, Qt.Orientation.Horizontal) != ""
    assert room.desk._pane.card._category.text() == room.context.t("press")


def test_whoever_may_not_write_guests_down_is_told_so(room: Room) -> None:
    here = room.context.here
    room.context.here = replace(here, actor=replace(here.actor, role=Role.STEWARD))
    assert not {"F5", "F6", "Ctrl+N", "Ctrl+O", "F8"} & set(room.keys)
    room.press(Qt.Key.Key_F6)
    assert not room.desk._pane.is_editing
    assert "steward" in room.desk._fault.text
    room.press(ESC)
    assert room.desk._fault.isHidden()


@pytest.fixture
def empty_store(season_store: Path, tmp_path: Path) -> Path:
    season_store.unlink()
    settings = Settings(str(season_store), "en", data_folder=tmp_path / "first")
    season = bootstrap.first_season(settings, bootstrap.sample_season())
    assert season is not None
    season.here.store.close()
    return season_store


def test_where_nobody_is_yet_the_room_says_how_to_begin(empty_store: Path, request: pytest.FixtureRequest) -> None:
    assert empty_store.exists()
    room: Room = request.getfixturevalue("room")
    lists = room.desk._lists
    assert lists._stack.currentWidget() is lists._nobody
    assert room.count == "0 guests"
    assert lists.box.hasFocus()
    room.press(Qt.Key.Key_N, modifier=Qt.KeyboardModifier.ControlModifier)
    room.type("First Guest")
    room.press(ENTER)
    assert room.count == "1 guest"
    assert room.card_name == "First Guest"


def _in_sight(room: Room) -> bool:
    """Whether all of what has the focus in the form is seen."""
    focused, viewport = QApplication.focusWidget(), room.desk._pane.form._scroll.viewport()
    assert focused is not None
    place = QRect(focused.mapTo(viewport, QPoint(0, 0)), focused.size())
    return viewport.rect().contains(place)


def test_the_field_that_is_typed_in_is_in_sight_however_small_the_window(room: Room) -> None:
    room.desk.resize(860, 430)
    room.settle()
    room.press(Qt.Key.Key_F7)
    assert room.desk._pane.form._fields["attention"].edit.hasFocus()
    assert _in_sight(room)
    for _field in range(12):
        room.press(Qt.Key.Key_Tab)
        if room.desk._pane.form._scroll.isAncestorOf(QApplication.focusWidget()):
            assert _in_sight(room)


def test_the_whole_row_that_is_pointed_at_is_lit(room: Room, qtbot: QtBot) -> None:
    table = room.desk._lists.all
    hover = room.context.theme.colour("hover").name()

    def grounds(row: int) -> set[str]:
        picture = table.viewport().grab().toImage()
        high = table.rowViewportPosition(row) + 2
        return {picture.pixelColor(table.columnViewportPosition(column) + 3, high).name() for column in range(5)}

    assert hover not in grounds(3)
    qtbot.mouseMove(table.viewport(), QPoint(200, table.rowViewportPosition(3) + 20))
    QApplication.processEvents()
    assert grounds(3) == {hover}
    assert hover not in grounds(2)


def test_a_spelling_for_which_there_is_no_room_stands_below_the_name(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By it the list is sorted: without it, the order would look like none."""
    table = room.desk._lists.all
    line = next(line for row in range(50) if (line := table.guests.line(row)) is not None and line.latin != line.name)
    row = table.guests.row_of(line.id)
    said: list[str] = []
    real = table._cells._say

    def say(painter: QPainter, box: QRect, words: str, *how: object, **besides: bool) -> int:
        said.append(words)
        return real(painter, box, words, *how, **besides)

    monkeypatch.setattr(table._cells, "_say", say)
    table.setColumnWidth(0, 150)
    table.choose_row(row)
    table.viewport().grab()
    assert line.latin in said


def test_enter_on_a_ticket_of_the_card_is_told_as_opening_it(room: Room) -> None:
    guest = room.desk._pane.guest
    assert guest is not None
    selling.sell(room.context.here, room.context.keyring, type_key="pass-day2", method=Method.FREE, guest=guest.id)
    room.context.changed.emit(Change.SALES)
    room.settle()
    assert room.keys["Enter"] == "Tickets"
    room.press(ENTER)
    assert room.keys["Enter"] == "Open ticket"
