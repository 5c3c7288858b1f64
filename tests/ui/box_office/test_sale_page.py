import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aspara_desk.box_office import selling
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method, OrderState
from aspara_desk.guests.finding import find
from aspara_desk.i18n.translator import Translator
from aspara_desk.scanning.pdf import Document
from aspara_desk.scanning.wedge import WEDGE, Scan
from aspara_desk.store import engine
from aspara_desk.store.sales import OrderView
from aspara_desk.ui import printing
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desk import SellTo
from aspara_desk.ui.desks.box_office.choices import OpenTicket
from aspara_desk.ui.desks.box_office.desk import BoxOfficeDesk
from aspara_desk.ui.desks.box_office.sale import Remark, Stage
from aspara_desk.ui.models.rows import RowsModel
from aspara_desk.ui.printers import Printers
from tests.ui.box_office.conftest import Clerk


def methods(view: OrderView) -> list[str]:
    return [str(one.method) for one in view.payments]


# --- a sale ---


def test_three_keys_sell_a_ticket_for_exact_cash(clerk: Clerk) -> None:
    clerk.keys("8", "Enter", "Enter")
    [order] = clerk.orders()
    assert (order.order.state, order.order.total.minor, len(order.tickets)) == (OrderState.PAID, 400_000, 1)
    assert f"Sold {order.order.number}" in clerk.shown()
    assert clerk.sale.is_empty
    assert clerk.tile("Show ticket: young designers").face.left == "199 left"


def test_cash_with_change(clerk: Clerk) -> None:
    clerk.keys("7", "8", "8", "Enter", "20000")
    assert "Change" in clerk.shown()
    assert "5 000 ₸" in clerk.shown()
    clerk.keys("Enter")
    assert "5 000 ₸" in clerk.shown()
    [order] = clerk.orders()
    assert [line.count for line in order.lines] == [1, 2]
    assert order.order.total.minor == 1_500_000


def test_amounts_that_may_be_handed_over_are_one_key_away(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "Down")
    assert clerk.sale.cash_text == "10000"
    clerk.keys("Up", "Enter")
    assert clerk.sale.receipt is not None
    assert clerk.sale.receipt.change is None


def test_too_little_cash_is_said_in_place(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "500", "Enter")
    assert "6 500 ₸ more" in clerk.shown()
    assert clerk.orders() == ()
    clerk.keys("5000", "Enter")  # what was typed before gives way
    assert clerk.sale.cash_text == "5000"
    assert len(clerk.orders()) == 0
    clerk.keys("10000", "Enter")
    assert len(clerk.orders()) == 1


def test_far_too_much_cash_is_asked_about_once(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "700000", "Enter")
    assert "more than ten times the total" in clerk.shown()
    assert clerk.orders() == ()
    clerk.keys("Enter")
    assert len(clerk.orders()) == 1


def test_what_is_shown_beside_the_last_sale_is_its_ticket(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "Enter")
    preview, [number] = clerk.desk._sale._preview, clerk.sale.receipt.numbers
    clerk.keys("0", "8")
    assert preview._shown != number
    assert clerk.desk._sale._page == 1
    clerk.keys("Esc", "Esc")
    assert preview._shown == number
    assert clerk.desk._sale._page == 0  # as after a sale


@pytest.mark.parametrize(("key", "method"), [("F7", "kaspi"), ("F8", "transfer"), ("F9", "cash"), ("F10", "card")])
def test_every_way_to_pay_is_one_key(clerk: Clerk, key: str, method: str) -> None:
    clerk.keys("7", key, "Enter")
    [order] = clerk.orders()
    assert methods(order) == [method]


def test_free_and_later(clerk: Clerk) -> None:
    clerk.keys("7", "F6", "Enter", "7", "F5", "Enter")
    free, later = sorted(clerk.orders(), key=lambda view: view.order.number)
    assert (later.order.state, later.order.total.minor, methods(later)) == (OrderState.PENDING, 700_000, [])
    assert (free.order.state, free.order.total.minor, methods(free)) == (OrderState.PAID, 0, [])
    assert f"{later.order.number} waits for payment" in clerk.shown()


def test_a_count_is_typed(clerk: Clerk) -> None:
    clerk.keys("8", "F3", "12", "Enter", "+", "-", "-", "Enter", "Enter")
    [order] = clerk.orders()
    assert len(order.tickets) == 11


def test_lines_are_chosen_and_removed_by_keys(clerk: Clerk) -> None:
    clerk.keys("7", "8", "9", "Up", "Del", "Up", "+")
    assert [(line.type.key, line.count) for line in clerk.sale.lines] == [("show-d1", 2), ("show-d2-evening", 1)]


def test_0_turns_the_page_and_a_sale_turns_it_back(clerk: Clerk) -> None:
    clerk.keys("0", "5", "Enter", "Enter")
    [order] = clerk.orders()
    assert [line.type_id for line in order.lines] == [
        one.id for one in clerk.context.programme.ticket_types if one.key == "concert"
    ]
    clerk.keys("8")
    assert clerk.sale.lines[0].type.key == "show-d2-young"


def test_thirty_mixed_tickets(clerk: Clerk) -> None:
    for page, digits in (("", "789"), ("0", "123456789"), ("00", "123")):
        for digit in digits:
            clerk.keys(*page, digit, digit, "Enter", "Enter")
    assert sum(len(order.tickets) for order in clerk.orders()) == 30
    assert all(order.order.state is OrderState.PAID for order in clerk.orders())


def test_enter_pressed_many_times_sells_once(clerk: Clerk) -> None:
    clerk.quickly("7", "Enter", "Enter", "Enter", "Enter")
    assert clerk.sale.stage is Stage.SAVING
    assert "Saving…" in clerk.desk._sale._order.payment.sell_button.text()
    clerk.settle()
    assert len(clerk.orders()) == 1


# --- guests ---


def test_a_new_guest_with_a_kazakh_name(clerk: Clerk) -> None:
    clerk.keys("000", "1", "Әсел Өтеғұлқызы Іңкәрбек", "Up", "Enter", "Enter", "Enter")
    [order] = clerk.orders()
    assert order.guest_name == "Әсел Өтеғұлқызы Іңкәрбек"
    assert "Әсел Өтеғұлқызы Іңкәрбек" in clerk.shown()


def test_a_guest_is_found_in_any_spelling(clerk: Clerk) -> None:
    clerk.keys("7", "aigul kali", "Enter", "Enter", "Enter")
    [order] = clerk.orders()
    assert order.guest_name == "Айгүл Қалиева"
    assert order.order.guest_id is not None


def test_enter_waits_for_the_answer(clerk: Clerk) -> None:
    clerk.quickly("7", "aigul kali", "Enter")
    clerk.settle()
    assert clerk.sale.buyer is not None
    assert clerk.sale.buyer.name == "Айгүл Қалиева"
    assert clerk.desk._sale.typed == ""


def test_a_type_is_found_by_its_title(clerk: Clerk) -> None:
    clerk.keys("conc", "Enter")
    assert [line.type.key for line in clerk.sale.lines] == ["pass-4day-concession"]
    clerk.keys("evening conc", "Enter")
    assert [line.type.key for line in clerk.sale.lines][-1] == "concert"


def test_a_personal_ticket_asks_for_a_name_in_place(clerk: Clerk) -> None:
    clerk.keys("1", "Enter")
    assert clerk.sale.problem is not None
    assert clerk.sale.problem is Remark.NAME_WANTED
    assert "Type the guest's name" in clerk.shown()
    clerk.keys("Сәуле", "Up", "Enter", "Enter", "Enter")
    [order] = clerk.orders()
    assert order.guest_name == "Сәуле"


@pytest.mark.parametrize(("key", "method"), [("F10", Method.CARD), ("F7", Method.KASPI), ("F8", Method.TRANSFER)])
def test_what_was_chosen_to_pay_with_holds_while_a_name_is_asked_for(clerk: Clerk, key: str, method: Method) -> None:
    clerk.keys("1", key)
    assert clerk.sale.problem is Remark.NAME_WANTED
    clerk.keys("Enter", "Enter")
    [order] = clerk.orders()
    assert [one.method for one in order.payments] == [method]


def test_a_line_that_was_deleted_comes_back(clerk: Clerk) -> None:
    clerk.keys("7", "8", "Del")
    assert clerk.sale.count == 1
    assert ("Ctrl+Z", "Bring back") in [(hint.key, hint.word) for hint in clerk.desk.hints()]
    clerk.control(Qt.Key.Key_Z)
    assert clerk.sale.count == 2


def test_what_is_given_is_shown_as_free(clerk: Clerk) -> None:
    clerk.keys("7")
    before = clerk.shown().splitlines()
    clerk.keys("F6")
    assert clerk.shown().splitlines().count("Free") == before.count("Free") + 1
    assert "0 ₸" in clerk.shown().splitlines()


def test_a_name_that_cannot_be_printed_stops_before_anything_is_sold(clerk: Clerk) -> None:
    clerk.keys("7", "山田", "Up", "Enter", "Enter", "Enter")
    assert "cannot be printed" in clerk.shown()
    assert clerk.orders() == ()
    assert clerk.sale.count == 1
    assert clerk.sale.buyer is not None


def test_another_room_sells_to_a_guest(clerk: Clerk) -> None:
    guest = find(clerk.context.here, "Айгүл Қалиева")[0].guest
    clerk.keys("7")
    clerk.desk.grant_wish(SellTo(guest.id, guest.details.name))
    clerk.settle()
    clerk.keys("Enter", "Enter")
    [order] = clerk.orders()
    assert (order.order.guest_id, order.guest_name) == (guest.id, guest.details.name)


# --- what stands in the way ---


def sell_out(clerk: Clerk, key: str) -> None:
    left = next(one.quota for one in clerk.context.programme.ticket_types if one.key == key)
    assert left is not None
    selling.sell(clerk.context.here, clerk.context.keyring, type_key=key, count=left, method=Method.FREE)


def test_sold_out_at_another_desk_keeps_the_basket(clerk: Clerk) -> None:
    clerk.keys("8", "7")
    sell_out(clerk, "show-d1")
    clerk.keys("Enter", "Enter")
    assert "“Show ticket: digital runway” is sold out" in clerk.shown()
    assert clerk.sale.count == 2
    assert clerk.tile("Show ticket: digital runway").face.left == "sold out"
    clerk.keys("Esc", "Down", "Del", "Enter", "Enter")
    assert sorted(len(order.tickets) for order in clerk.orders()) == [1, 50]


def test_a_tile_that_is_sold_out_takes_nothing(clerk: Clerk) -> None:
    sell_out(clerk, "show-d1")
    clerk.desk.enter()
    clerk.settle()
    clerk.keys("7")
    assert clerk.sale.is_empty
    assert "sold out" in clerk.shown()


def test_who_may_not_sell_is_told_so(clerk: Clerk) -> None:
    here = clerk.context.here
    clerk.context.here = replace(here, actor=replace(here.actor, role=Role.STEWARD))
    clerk.keys("7", "Enter", "Enter")
    assert "may not do this" in clerk.shown()
    assert clerk.sale.count == 1
    clerk.context.here = here
    clerk.keys("Enter")
    assert len(clerk.orders()) == 1


def test_a_store_that_is_locked_is_said_and_nothing_is_lost(
    clerk: Clerk, season_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(season_store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        clerk.keys("8", "7", "Сәуле", "Up", "Enter", "Enter", "20000", "Enter")
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert "locked" in clerk.shown() or "busy" in clerk.shown()
    assert (clerk.sale.count, clerk.sale.cash_text) == (2, "20000")
    assert clerk.orders() == ()
    clerk.keys("Enter")
    assert len(clerk.orders()) == 1


# --- around it ---


def test_the_language_changes_in_the_middle_of_a_sale(clerk: Clerk) -> None:
    clerk.keys("8", "7", "Сәуле", "Up", "Enter", "Enter", "20000")
    clerk.context.language.choose("kk")
    clerk.settle()
    assert (clerk.sale.count, clerk.sale.cash_text, clerk.sale.stage) == (2, "20000", Stage.PAYING)
    assert "Көрсетілімге билет: цифрлық подиум" in clerk.shown()
    clerk.context.language.choose("ru")
    clerk.keys("Enter")
    [order] = clerk.orders()
    assert order.guest_name == "Сәуле"
    assert len(order.tickets) == 2


def test_what_is_typed_outlives_another_language(clerk: Clerk) -> None:
    clerk.keys("айг")
    clerk.context.language.choose("ru")
    clerk.settle()
    assert clerk.desk._sale.typed == "айг"
    assert len(clerk.desk._sale._finder.list.choices) > 1


def test_escape_steps_back_and_clears_at_the_second_time(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "900", "Esc")
    assert clerk.sale.stage is Stage.CHOOSING
    clerk.keys("Esc")
    assert clerk.sale.problem is not None
    assert clerk.sale.problem is Remark.CLEAR_AGAIN
    clerk.keys("Esc")
    assert clerk.sale.is_empty
    clerk.control(Qt.Key.Key_Z)
    assert clerk.sale.count == 1
    clerk.keys("ай", "Esc")
    assert clerk.desk._sale.typed == ""


def test_a_scan_opens_the_ticket_and_keeps_the_basket(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "Enter", "8", "8")
    [order] = clerk.orders()
    number = order.tickets[0].number
    assert clerk.desk.take_scan(Scan(number, WEDGE, 0))
    clerk.settle()
    assert number in clerk.shown()
    clerk.keys("Esc")
    assert clerk.desk._pages.currentWidget() is clerk.desk._sale
    assert clerk.sale.count == 2
    clerk.keys("Enter", "Enter")
    assert len(clerk.orders()) == 2


def test_f4_opens_the_last_order(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "Enter", "F4")
    [order] = clerk.orders()
    assert order.tickets[0].number in clerk.shown()
    assert order.order.number in clerk.shown()


def test_a_number_in_the_find_box_opens_the_ticket(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "Enter")
    number = clerk.orders()[0].tickets[0].number
    clerk.keys(number.lower(), "Enter")
    assert clerk.desk._pages.currentWidget() is clerk.desk._ticket
    assert number in clerk.shown()


@pytest.mark.parametrize("layout", ["kz", "ru"])
def test_a_number_on_another_layout_opens_the_ticket(clerk: Clerk, layout: str) -> None:
    clerk.keys("7", "Enter", "Enter")
    number = clerk.orders()[0].tickets[0].number
    clerk.places(number.lower(), layout)
    assert clerk.desk._sale._finder.list.choices[0] == OpenTicket(number)
    clerk.keys("Enter")
    assert clerk.desk._pages.currentWidget() is clerk.desk._ticket
    assert number in clerk.shown()


def test_the_preview_shows_what_is_chosen_and_then_what_was_sold(clerk: Clerk) -> None:
    preview = clerk.desk._sale._preview
    assert preview.image.isNull()
    clerk.keys("7")
    first = preview.image
    assert first.width() >= preview._page_rect().width()
    clerk.keys("9")
    assert preview.image != first
    chosen = preview.image
    clerk.keys("Enter", "Enter")
    assert preview.image != chosen


@pytest.mark.usefixtures("watchdog")
def test_the_loop_is_never_held_up(clerk: Clerk) -> None:
    clerk.keys("7", "8", "айгүл", "Enter", "Enter", "20000", "Enter", "0", "5", "Enter", "Enter")
    assert len(clerk.orders()) == 2


def test_the_list_of_what_was_found_is_a_sound_model(clerk: Clerk) -> None:
    model = clerk.desk._sale._finder.list.model()
    assert isinstance(model, RowsModel)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    clerk.keys("ай", "Esc", "ко")
    assert model.rowCount() > 0
    del tester


def test_every_key_of_the_stage_is_told(clerk: Clerk) -> None:
    def keys() -> set[str]:
        return {hint.key for hint in clerk.desk.hints()}

    assert {"1–9", "0", "F2", "F4", "Ctrl+F"} <= keys()
    clerk.keys("7")
    assert {"Enter", "+ −", "F3", "Del", "Esc"} <= keys()
    clerk.keys("Enter")
    assert {"Enter", "↑ ↓", "Esc"} <= keys()
    clerk.keys("Enter")
    assert {"Ctrl+P", "Ctrl+S"} <= keys()


# --- paper ---


class NoPrinters(Printers):
    """A computer without a printer; a file is chosen without asking."""

    file: Path | None = None

    def names(self) -> list[str]:
        return []

    def choose_file(
        self, _parent: QWidget, _t: Translator, _title: str, chosen: Callable[[Path], None], _name: str,
        _folder: Path | None,
    ) -> None:  # fmt: skip
        if self.file is not None:
            chosen(self.file)


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch) -> NoPrinters:
    made = NoPrinters()
    monkeypatch.setattr(printing, "Printers", lambda: made)
    return made


def test_the_tickets_of_the_last_sale_are_saved(printers: NoPrinters, clerk: Clerk, tmp_path: Path) -> None:
    printers.file = tmp_path / "order.pdf"
    clerk.keys("8", "8", "Enter", "Enter", "7")
    clerk.control(Qt.Key.Key_S)
    with Document(printers.file) as document:
        assert len(document) == 2
    assert "Saved as" in clerk.shown()
    assert clerk.sale.count == 1


def test_a_missing_printer_is_said_in_place(printers: NoPrinters, clerk: Clerk) -> None:
    clerk.keys("8", "Enter", "Enter")
    clerk.control(Qt.Key.Key_P)
    assert "No printer is set up" in clerk.shown()
    clerk.keys("Esc", "8")
    assert "No printer is set up" not in clerk.shown()
    assert printers.names() == []


# --- a season without anything to sell ---


def test_nothing_on_sale_says_what_to_do(context: Context, qtbot: QtBot, settle: Callable[[Context], None]) -> None:
    context.programme = replace(context.programme, ticket_types=())
    desk = BoxOfficeDesk(context)
    qtbot.addWidget(desk)
    desk.set_words(context.t)
    desk.show()
    desk.enter()
    clerk = Clerk(desk, context, qtbot, settle)
    clerk.settle()
    assert "Nothing is on sale" in clerk.shown()
    clerk.keys("0", "1", "Enter", "+", "Del", "Right", "F10")
    assert clerk.sale.is_empty


def test_the_programme_changes_in_the_middle_of_a_sale(clerk: Clerk) -> None:
    clerk.keys("7", "8")
    programme = clerk.context.programme
    kept = tuple(one for one in programme.ticket_types if one.key != "show-d1")
    clerk.context.programme = replace(programme, ticket_types=kept, stamp=programme.stamp + 1)
    clerk.context.changed.emit(Change.PROGRAMME)
    clerk.settle()
    assert [line.type.key for line in clerk.sale.lines] == ["show-d2-young"]
    assert clerk.tile("Show ticket: young designers").face.key == "7"
