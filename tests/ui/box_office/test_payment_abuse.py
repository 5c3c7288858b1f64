"""What people do to a payment: keys that are held, pasted text, names of any length, prices that change meanwhile."""

import contextlib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from aspara_desk import bootstrap
from aspara_desk.box_office import selling
from aspara_desk.domain.errors import Refused
from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method, TicketState
from aspara_desk.programme.loading import load
from aspara_desk.ui.desks.box_office.sale import Stage
from tests.ui.box_office.conftest import Clerk

SHOW = 'key = "show-d1"'


def hold(clerk: Clerk, key: Qt.Key, times: int) -> None:
    """As a keyboard repeats it."""
    for time in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", time > 0)
        QApplication.sendEvent(clerk._focus(), event)
        QApplication.processEvents()
    clerk.settle()


def paste(clerk: Clerk, text: str) -> None:
    QApplication.clipboard().setText(text)
    clerk.control(Qt.Key.Key_V)


def cost(clerk: Clerk, folder: Path, price: str) -> None:
    """Another desk loads the season with another price of the first show."""
    season = bootstrap.sample_season().read_text(encoding="utf-8")
    before, after = season.split(SHOW)
    file = folder / "season.toml"
    file.write_text(before + SHOW + after.replace('price = "7000"', f'price = "{price}"', 1), encoding="utf-8")
    load(clerk.context.here, file, key_entropy=b"\x01" * 32)


def test_a_held_enter_goes_to_the_payment_and_no_further(clerk: Clerk) -> None:
    clerk.keys("7")
    hold(clerk, Qt.Key.Key_Return, 100)
    assert clerk.sale.stage is Stage.PAYING
    assert clerk.orders() == ()


@pytest.mark.parametrize("method", ["F9", "F10", "F5", "F6"])
def test_a_held_enter_sells_once(clerk: Clerk, method: str) -> None:
    clerk.keys("7", method)
    hold(clerk, Qt.Key.Key_Return, 100)
    assert len(clerk.orders()) == 1


def test_a_held_enter_answers_one_question(clerk: Clerk) -> None:
    clerk.keys("7", "Enter", "Enter", "F4", "F6")
    hold(clerk, Qt.Key.Key_Return, 100)
    [order] = clerk.orders()
    assert [one.state for one in order.tickets] == [TicketState.REPLACED, TicketState.VALID]
    assert "Print it now?" in clerk.shown()


@pytest.mark.parametrize("text", ["50000\n", "\t50000", " 50 000 \r\n"])
def test_white_space_around_a_pasted_amount_is_no_part_of_it(clerk: Clerk, text: str) -> None:
    clerk.keys("7", "Enter")
    paste(clerk, text)
    clerk.keys("Enter")
    assert len(clerk.orders()) == 1
    assert clerk.sale.receipt is not None
    assert clerk.sale.receipt.change == Money(43_000_00, "KZT")


@pytest.mark.parametrize("text", ["1e3", "１００００", "-5", "10.005", "9" * 30, "10000\n20000", "100\u200b00"])
def test_what_is_no_amount_sells_nothing_and_stays(clerk: Clerk, text: str) -> None:
    clerk.keys("7", "Enter")
    paste(clerk, text)
    clerk.keys("Enter")
    assert "This is no amount" in clerk.shown()
    assert (clerk.orders(), clerk.sale.stage) == ((), Stage.PAYING)
    assert clerk.sale.cash_text != ""


def test_a_name_without_a_space_makes_no_window_grow(clerk: Clerk) -> None:
    width = clerk.desk.width()
    clerk.keys("7")
    paste(clerk, "Ж" * 200)
    for key in ("Enter", "Enter", "Enter", "F4", "F6"):
        clerk.keys(key)
        assert clerk.desk.width() == width, key
    assert len(clerk.orders()) == 1


def test_a_price_that_changed_is_said_before_anything_is_sold(clerk: Clerk, tmp_path: Path) -> None:
    clerk.keys("7", "Enter", "7000")
    assert "7 000 ₸" in clerk.shown()
    cost(clerk, tmp_path, "8000")
    clerk.keys("Enter")
    assert clerk.orders() == ()
    assert "the order costs 8 000 ₸ now, not 7 000 ₸" in clerk.shown()
    assert (clerk.sale.total, clerk.sale.cash_text) == (Money(8000_00, "KZT"), "7000")
    clerk.keys("Enter")
    assert clerk.orders() == ()  # too little by now
    clerk.keys("Esc", "Enter", "Enter")
    assert [one.order.total for one in clerk.orders()] == [Money(8000_00, "KZT")]


def test_what_was_told_is_what_is_asked(clerk: Clerk) -> None:
    here, keys = clerk.context.here, clerk.context.keyring
    lines = [selling.BasketLine("show-d1", 2)]
    told = Money(14_000_00, "KZT")
    with pytest.raises(Refused) as refused:
        selling.sell_basket(here, keys, lines, total=told + told)
    assert (refused.value.kind, refused.value.facts["total"]) == ("price_changed", told)
    assert clerk.orders() == ()
    assert selling.sell_basket(here, keys, lines, total=told).order.total == told
    with contextlib.suppress(Refused):
        selling.sell_basket(here, keys, lines, method=Method.FREE, total=told)
    assert len(clerk.orders()) == 1


def test_what_sold_out_meanwhile_is_said_and_the_rest_can_be_sold(clerk: Clerk) -> None:
    clerk.keys("7", "7", "Enter")
    selling.sell(clerk.context.here, clerk.context.keyring, type_key="show-d1", count=49, method=Method.FREE)
    clerk.keys("Enter")
    assert "only 1 left, 2 wanted" in clerk.shown()
    clerk.keys("Esc", "-", "Enter", "Enter")
    assert sorted(len(one.tickets) for one in clerk.orders()) == [1, 49]  # both at one moment of the clock


def test_two_hundred_tickets_are_one_order(clerk: Clerk) -> None:
    clerk.keys("8", "F3", "200", "Enter", "Enter", "Enter")
    [order] = clerk.orders()
    assert len(order.tickets) == 200
