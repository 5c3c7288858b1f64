"""The card of the last sale says how its order is now, and offers to print what stands."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aspara_desk.box_office import orders, selling, tickets
from aspara_desk.domain.sales import Method
from aspara_desk.ui.context import Change
from aspara_desk.ui.desks.box_office.desk import BoxOfficeDesk
from aspara_desk.ui.desks.box_office.receipt import ReceiptCard
from tests.ui.box_office.conftest import Clerk
from tests.ui.conftest import PATIENCE_MS

CTRL_P, CTRL_S = "Ctrl+P", "Ctrl+S"


@pytest.fixture
def printed(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the printer was asked for, in place of printing."""
    asked: list[tuple[str, ...]] = []

    def keep(_owner: object, numbers: tuple[str, ...], **_how: object) -> None:
        asked.append(tuple(numbers))

    monkeypatch.setattr(clerk.desk._printing, "print_numbers", keep)
    monkeypatch.setattr(clerk.desk._printing, "save_numbers", keep)
    return asked


def card(clerk: Clerk) -> str:
    [found] = clerk.desk.findChildren(ReceiptCard)
    return found.accessibleName().replace("\u00a0", " ")


def offered(clerk: Clerk) -> set[str]:
    return {hint.key for hint in clerk.desk.hints()} & {CTRL_P, CTRL_S}


def sell(clerk: Clerk, *keys: str) -> tuple[str, ...]:
    clerk.keys(*keys)
    assert clerk.sale.receipt is not None
    return clerk.sale.receipt.numbers


def tell(clerk: Clerk, act: Callable[[], object]) -> None:
    """Something is done at another place of the window."""
    act()
    clerk.context.changed.emit(Change.SALES)
    clerk.settle()


def test_a_sale_to_be_paid_later_is_sold_once_it_is_paid(clerk: Clerk) -> None:
    sell(clerk, "7", "7", "F5", "Enter")
    assert "waits for payment" in card(clerk)
    clerk.keys("F4", "F5", "F10", "Enter", "Esc", "Esc")
    assert clerk.orders(1)[0].order.state == "paid"
    assert card(clerk).startswith("Sold OB-")
    assert "Card" in card(clerk)
    assert "Pay later" not in card(clerk)
    assert offered(clerk) == {CTRL_P, CTRL_S}


def test_an_order_that_is_void_is_no_longer_printed(clerk: Clerk, printed: list[tuple[str, ...]]) -> None:
    sell(clerk, "7", "7", "Enter", "Enter")
    here = clerk.context.here
    tell(clerk, lambda: orders.void_order(here, clerk.orders(1)[0].order.number, "nobody came"))
    assert "is void" in card(clerk)
    assert "2 void" in card(clerk)
    assert offered(clerk) == set()
    clerk.control(Qt.Key.Key_P)
    clerk.control(Qt.Key.Key_S)
    assert [one for one in printed if one] == []
    assert clerk.desk._sale._preview._shown is None


def test_of_some_that_are_void_only_the_others_are_printed(clerk: Clerk, printed: list[tuple[str, ...]]) -> None:
    first, second = sell(clerk, "7", "7", "Enter", "Enter")
    tell(clerk, lambda: tickets.void(clerk.context.here, first, "spilt"))
    assert "1 ticket · 1 void" in card(clerk)
    assert clerk.desk._sale._preview._shown == second
    clerk.control(Qt.Key.Key_P)
    assert printed == [(second,)]


def test_the_paper_that_replaces_another_is_printed_in_its_place(
    clerk: Clerk, printed: list[tuple[str, ...]]
) -> None:  # fmt: skip
    [old] = sell(clerk, "7", "Enter", "Enter")
    clerk.keys("F4", "F6", "Enter", "Esc", "Esc", "Esc")
    [new] = clerk.sale.receipt.numbers
    assert new != old
    assert card(clerk).startswith("Sold OB-")
    clerk.control(Qt.Key.Key_P)
    assert printed[-1] == (new,)


def test_what_is_due_for_an_order_that_waits_leaves_out_what_is_void(clerk: Clerk) -> None:
    first, _second = sell(clerk, "7", "7", "F5", "Enter")
    before = clerk.sale.receipt.total
    tell(clerk, lambda: tickets.void(clerk.context.here, first, "spilt"))
    assert clerk.sale.receipt.total * 2 == before


def test_what_another_desk_made_void_is_seen_as_the_tiles_are(clerk: Clerk, qtbot: QtBot) -> None:
    [number] = sell(clerk, "7", "Enter", "Enter")
    tickets.void(clerk.context.here, number, "spilt")
    clerk.desk._sale._stock.look_unasked()
    qtbot.waitUntil(lambda: "is void" in card(clerk), timeout=PATIENCE_MS)


def test_an_answer_about_an_order_before_the_last_is_left_alone(clerk: Clerk) -> None:
    sell(clerk, "7", "Enter", "Enter")
    [earlier] = clerk.orders(1)
    sell(clerk, "8", "Enter", "Enter")
    assert not clerk.sale.hear_of(earlier)
    assert clerk.sale.receipt.order != earlier.order.number
    assert Method.CASH is clerk.sale.receipt.method


# --- after a start ---


@pytest.fixture
def restarted(clerk: Clerk, qtbot: QtBot) -> Callable[[], ReceiptCard]:
    """The room as it is built when the program is started again."""

    def start() -> ReceiptCard:
        desk = BoxOfficeDesk(clerk.context)
        qtbot.addWidget(desk)
        desk.set_words(clerk.context.t)
        desk.resize(1180, 640)
        desk.show()
        desk.enter()
        clerk.settle()
        clerk.desk = desk
        [found] = desk.findChildren(ReceiptCard)
        return found

    return start


def test_after_a_start_the_last_order_of_this_desk_is_shown_as_from_before(
    clerk: Clerk, restarted: Callable[[], ReceiptCard]
) -> None:
    numbers = sell(clerk, "9", "9", "9", "Gulnar", "Enter", "Enter", "30000", "Enter")
    order, buyer = clerk.sale.receipt.order, clerk.sale.receipt.buyer
    found = restarted()
    assert found._title.text() == f"Before the start: {order}"
    assert found._what.text().replace("\u00a0", " ") == f"10:00 · 3 tickets · B 1–3 · 27 000 ₸ · Cash · {buyer}"
    assert clerk.sale.receipt.numbers == numbers
    assert clerk.sale.receipt.change is None  # nobody knows any more what was handed over
    assert offered(clerk) == {CTRL_P, CTRL_S}
    clerk.desk.activateWindow()
    sell(clerk, "7", "Enter", "Enter")
    assert card(clerk).startswith("Sold OB-")


def test_what_another_desk_sold_is_not_the_last_order_of_this_one(
    clerk: Clerk, restarted: Callable[[], ReceiptCard]
) -> None:  # fmt: skip
    here = replace(clerk.context.here, actor=replace(clerk.context.here.actor, desk_letter="A"))
    selling.sell(here, clerk.context.keyring, type_key="show-d1")
    assert "No sale at this desk yet" in restarted()._title.text()


def test_what_this_desk_records_after_the_start_is_not_said_to_be_from_before(clerk: Clerk) -> None:
    tell(clerk, lambda: selling.sell(clerk.context.here, clerk.context.keyring, type_key="show-d1"))
    assert clerk.sale.receipt is None


# --- where there is little room ---


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    ("way", "size"), [("F9", (830, 520)), ("F5", (830, 520)), ("F6", (1150, 640)), ("F5", (1150, 640))]
)
def test_neither_the_number_of_the_order_nor_a_button_is_cut(
    clerk: Clerk, language: str, way: str, size: tuple[int, int]
) -> None:
    clerk.context.language.choose(language)
    clerk.desk.resize(*size)
    clerk.keys("7", way, "Enter")
    receipt = clerk.desk._sale.last._card
    [order] = clerk.orders()
    assert order.order.number in receipt._title.text()
    shown = [receipt._title, receipt._change_word, receipt._change, receipt._print, receipt._save]
    for one in shown:
        if one.isVisible():
            assert one.sizeHint().width() <= one.width() or one.text() == "", one.text()
            assert one.mapTo(receipt, one.rect().bottomRight()).y() < receipt.height()


def test_the_state_of_an_order_takes_no_more_room_than_its_word(clerk: Clerk) -> None:
    sell(clerk, "7", "F5", "Enter")
    clerk.keys("F4")
    badge = clerk.desk._ticket._pane._card._order_state
    assert badge.text() == "waiting for payment"
    waits = badge.sizeHint().width()
    clerk.keys("F5", "F10", "Enter")
    assert badge.text() == "paid"
    assert badge.sizeHint().width() < waits
    assert badge.minimumWidth() < waits
