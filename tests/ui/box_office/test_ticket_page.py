from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from aspara_desk.box_office import orders, selling, tickets
from aspara_desk.box_office.life import life_of
from aspara_desk.box_office.selling import Sold
from aspara_desk.domain.code import TicketCode
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Medium, Method, OrderState, TicketState
from aspara_desk.guests.writing import add_guest
from aspara_desk.i18n import formats
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.box_office.choices import PickGuest
from aspara_desk.ui.desks.box_office.found import ChoiceList
from aspara_desk.ui.desks.box_office.guest_picker import GuestPicker
from aspara_desk.ui.desks.box_office.ticket_card import TicketCard
from aspara_desk.ui.desks.box_office.ticket_page import TicketPage
from aspara_desk.ui.desks.box_office.ticket_search import MOST_ORDERS
from aspara_desk.ui.models.timeline import timeline
from aspara_desk.ui.printing import Printing
from aspara_desk.ui.tasks import Lane
from aspara_desk.ui.widgets.banner import Banner
from tests.conftest import Clock
from tests.ui.conftest import PATIENCE_MS
from tests.ui.paper_printers import FilePrinters
from tests.ui.typing import CTRL, SHIFT, press, type_text

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
Settle = Callable[[Context], None]


@pytest.fixture
def printers(tmp_path: Path) -> FilePrinters:
    return FilePrinters(tmp_path)


@pytest.fixture
def printing(context: Context, printers: FilePrinters) -> Printing:
    return Printing(context, context, printers=printers)


@pytest.fixture
def page(context: Context, printing: Printing, qtbot: QtBot, settle: Settle) -> TicketPage:
    made = TicketPage(context, printing)
    qtbot.addWidget(made)
    made.resize(1190, 590)
    made.show()
    qtbot.waitExposed(made)
    made.show_newest()
    settle(context)
    return made


@pytest.fixture
def opened(context: Context, page: TicketPage, settle: Settle) -> Callable[[str], TicketPage]:
    def show(number: str) -> TicketPage:
        page.show_number(number)
        settle(context)
        return page

    return show


def sold(context: Context, count: int = 1, method: Method = Method.CASH, name: str | None = None) -> Sold:
    guest = GuestDetails(name) if name else None
    return selling.sell(context.here, context.keyring, type_key="concert", count=count, method=method, guest=guest)


def number(context: Context, **how: object) -> str:
    return sold(context, **how).tickets[0].number


def code(context: Context, number: str) -> TicketCode:
    ticket = tickets.show(context.here, number).ticket
    return context.keyring.code(ticket.key_id, ticket.id)


def state(context: Context, number: str) -> TicketState:
    return tickets.show(context.here, number).ticket.state


def banner(page: TicketPage) -> str:
    return page.findChild(Banner).text if page.findChild(Banner).isVisible() else ""


def words(page: TicketPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def said(page: TicketPage) -> str:
    return "\n".join(words(page))


def keys(page: TicketPage) -> list[str]:
    return [hint.key for hint in page.hints()]


def answer(page: TicketPage, why: str, context: Context, settle: Settle) -> None:
    type_text(page, why)
    press(page, ENTER)
    settle(context)


def be(context: Context, role: Role) -> None:
    context.here = replace(context.here, actor=replace(context.here.actor, role=role))


# --- finding ---


def test_a_number_typed_any_way_shows_its_ticket(context: Context, page: TicketPage, settle: Settle) -> None:
    wanted = number(context)
    number(context)
    for typed in (wanted, wanted.lower().replace("-", ""), f" {int(wanted[2:])} "):
        page.show_newest()
        type_text(page, typed)
        press(page, ENTER)
        settle(context)
        assert wanted in words(page)


def test_the_tickets_of_a_name_are_stepped_through_by_arrows(
    context: Context, page: TicketPage, settle: Settle
) -> None:
    ours = [one.number for one in sold(context, 3, name="Жанна Ахметжанова").tickets]
    number(context, name="Somebody Else")
    page.show_text("ахметжанова")
    settle(context)
    settle(context)
    for wanted in ours:
        assert wanted in words(page)
        press(page, Qt.Key.Key_Down)
        settle(context)
    press(page, Qt.Key.Key_Up)
    settle(context)
    assert ours[1] in words(page)


@pytest.mark.parametrize("typed", ["Nobody Here", "999999", "12345678", "Б"])
def test_nothing_can_be_done_to_a_ticket_that_is_no_longer_found(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle, clock: Clock, typed: str
) -> None:
    wanted = number(context, name="Айгүл Қалиева")
    clock.advance(seconds=1)
    for _order in range(MOST_ORDERS):
        number(context)
    page = opened(wanted)
    type_text(page, typed)
    settle(context)
    assert wanted not in words(page)
    press(page, Qt.Key.Key_D, CTRL)
    press(page, Qt.Key.Key_F6)
    assert not page._pane.is_asking
    assert not {"Ctrl+D", "F6"} & set(keys(page))


def test_the_list_of_others_opens_nothing_before_one_is_marked(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    [theirs] = sold(context, name="Жанна Ахметжанова").tickets
    page = opened(number(context, name="Айгүл Қалиева"))
    type_text(page, "ахметжанова")
    settle(context)
    assert "Айгүл Қалиева" not in words(page)
    press(page, Qt.Key.Key_D, CTRL)
    assert not page._pane.is_asking
    press(page, ENTER)
    settle(context)
    press(page, Qt.Key.Key_D, CTRL)
    assert f"Make ticket {theirs.number} void?" in said(page)


def test_a_ticket_that_is_still_found_stays(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    wanted = number(context, name="Жанна Ахметжанова")
    page = opened(wanted)
    type_text(page, "ахметжанова")
    settle(context)
    assert wanted in words(page)
    assert page._list.number == wanted


def test_the_ticket_that_is_shown_stays_while_others_are_sold(
    context: Context, page: TicketPage, settle: Settle, clock: Clock
) -> None:
    wanted = number(context)
    clock.advance(seconds=1)
    page.show_last()
    settle(context)
    press(page, Qt.Key.Key_D, CTRL)
    type_text(page, "torn")
    for _order in range(MOST_ORDERS):
        number(context)
    context.changed.emit(Change.SALES)
    settle(context)
    assert page._list.number == wanted
    press(page, ENTER)
    settle(context)
    assert state(context, wanted) is TicketState.VOID


@pytest.mark.parametrize(("typed", "says"), [("12345678", "no ticket"), ("Nobody Here", "Nobody of this name")])
def test_what_is_not_found_is_named_for_what_it_is(
    context: Context, page: TicketPage, settle: Settle, typed: str, says: str
) -> None:
    type_text(page, typed)
    settle(context)
    assert says in said(page)


def test_a_scanned_ticket_is_shown_and_its_code_is_nowhere(context: Context, page: TicketPage, settle: Settle) -> None:
    wanted = number(context)
    digits = code(context, wanted).reveal()
    page.show_text(digits)
    settle(context)
    assert wanted in words(page)
    page.findChild(QLineEdit).setText(digits)  # a scanner that nobody told apart from a person
    settle(context)
    assert page.findChild(QLineEdit).text() == ""
    assert not any(digits in text for text in [*words(page), repr(page._found), banner(page)])


def test_an_order_is_found_by_its_number(context: Context, page: TicketPage, settle: Settle) -> None:
    order = sold(context, 2)
    page.show_order(order.order.number)
    settle(context)
    settle(context)
    assert order.tickets[0].number in words(page)
    page.show_newest()
    type_text(page, order.order.number)
    settle(context)
    assert order.tickets[0].number in words(page)


def test_the_last_order_is_one_key_away(context: Context, page: TicketPage, evening: Clock, settle: Settle) -> None:
    number(context)
    evening.advance(minutes=1)
    last = number(context)
    press(page, Qt.Key.Key_F4)
    settle(context)
    assert last in words(page)


def test_what_is_not_found_is_said_and_the_ticket_before_is_put_away(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    before = number(context)
    page = opened(before)
    type_text(page, "A-999")
    press(page, ENTER)
    settle(context)
    assert banner(page) == "There is no ticket A-000999."
    assert before not in words(page)
    press(page, Qt.Key.Key_D, CTRL)
    assert state(context, before) is TicketState.VALID


def test_nothing_sold_and_nobody_found_say_so(context: Context, page: TicketPage, settle: Settle) -> None:
    assert "Nothing has been sold yet." in words(page)
    type_text(page, "zzqqxy")
    settle(context)
    assert "Nobody of this name is in the list." in words(page)


# --- acts ---


@pytest.mark.usefixtures("watchdog")
def test_void_asks_once_with_the_number_and_wants_a_reason(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    wanted = number(context)
    page = opened(wanted)
    press(page, Qt.Key.Key_D, CTRL)
    assert f"Make ticket {wanted} void? It can never be used again." in said(page)
    answer(page, "", context, settle)
    assert state(context, wanted) is TicketState.VALID
    assert any("reason" in text.lower() for text in words(page))
    answer(page, "cannot come", context, settle)
    assert state(context, wanted) is TicketState.VOID
    assert tickets.show(context.here, wanted).ticket.why == "cannot come"
    assert banner(page).startswith(f"Ticket {wanted} is void.")
    assert "void" in words(page)


def test_escape_goes_back_one_step_at_a_time(
    context: Context, opened: Callable[[str], TicketPage], qtbot: QtBot
) -> None:
    wanted = number(context)
    page = opened(wanted)
    press(page, Qt.Key.Key_D, CTRL)
    with qtbot.assertNotEmitted(page.closed):
        press(page, ESC)
    assert state(context, wanted) is TicketState.VALID
    with qtbot.waitSignal(page.closed, timeout=PATIENCE_MS):
        press(page, ESC)


def test_block_and_unblock_share_a_key(context: Context, opened: Callable[[str], TicketPage], settle: Settle) -> None:
    wanted = number(context)
    page = opened(wanted)
    press(page, Qt.Key.Key_F3)
    answer(page, "lost", context, settle)
    assert state(context, wanted) is TicketState.BLOCKED
    press(page, Qt.Key.Key_F3)
    settle(context)
    assert state(context, wanted) is TicketState.VALID
    assert banner(page) == f"Ticket {wanted} is valid again."


@pytest.mark.usefixtures("watchdog")
def test_a_replaced_ticket_gives_way_to_the_new_one_which_is_offered_for_print(
    context: Context, opened: Callable[[str], TicketPage], printing: Printing, settle: Settle, qtbot: QtBot
) -> None:
    old = number(context, name="Айгүл Қалиева")
    page = opened(old)
    press(page, Qt.Key.Key_F6)
    press(page, ENTER)
    settle(context)
    new = tickets.show(context.here, old).ticket.replaced_by
    assert new is not None
    assert new in words(page)
    assert f"Ticket {new} replaces {old}. Print it now?" in words(page)
    with qtbot.waitSignal(printing.ended, timeout=PATIENCE_MS):
        press(page, ENTER)
    settle(context)
    assert len(tickets.show(context.here, new).prints) == 1


def test_print_and_save_by_keys(
    context: Context, opened: Callable[[str], TicketPage], printing: Printing, printers: FilePrinters, settle: Settle,
    qtbot: QtBot, tmp_path: Path,
) -> None:  # fmt: skip
    wanted = number(context)
    page = opened(wanted)
    printers.file = tmp_path / "saved.pdf"
    for modifiers, key in ((CTRL, Qt.Key.Key_P), (CTRL | SHIFT, Qt.Key.Key_P), (CTRL, Qt.Key.Key_S)):
        with qtbot.waitSignal(printing.ended, timeout=PATIENCE_MS):
            press(page, key, modifiers)
        settle(context)
    assert printers.asked == 2
    assert printers.file.exists()
    assert [(one.copy, one.medium) for one in tickets.show(context.here, wanted).prints] == [
        (1, Medium.PAPER),
        (2, Medium.PAPER),
        (3, Medium.FILE),
    ]
    assert banner(page) == f"Saved as {printers.file}"
    told = timeline(life_of(context.here, wanted), context.programme, context.t)
    assert [(one.what, one.detail) for one in told[:3]] == [
        ("Saved as PDF: copy 3", "desk B"),
        ("Sent to the printer: copy 2", "desk B"),
        ("Sent to the printer", "desk B"),
    ]
    context.here = replace(context.here, actor=replace(context.here.actor, name="Saule"))
    with qtbot.waitSignal(printing.ended, timeout=PATIENCE_MS):
        press(page, Qt.Key.Key_S, CTRL)
    settle(context)
    newest = timeline(life_of(context.here, wanted), context.programme, context.t)[0]
    assert (newest.what, newest.detail) == ("Saved as PDF: copy 4", "Saule · desk B")


@pytest.mark.parametrize(
    ("key", "method"),
    [
        (Qt.Key.Key_F7, Method.KASPI),
        (Qt.Key.Key_F8, Method.TRANSFER),
        (Qt.Key.Key_F10, Method.CARD),
        (Qt.Key.Key_F9, Method.CASH),
    ],
)
def test_a_pending_order_is_paid_by_the_keys_of_a_sale(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle, key: Qt.Key, method: Method
) -> None:
    order = sold(context, 2, Method.LATER)
    page = opened(order.tickets[0].number)
    press(page, key)  # does nothing before it is asked
    press(page, Qt.Key.Key_F5)
    assert keys(page)[0] == "Enter"
    press(page, key)
    press(page, ENTER)
    settle(context)
    view = orders.order_view(context.here, order.order.number)
    assert view.order.state is OrderState.PAID
    assert [one.method for one in view.payments] == [method]
    assert "F5" not in keys(page)


def test_a_later_payment_in_cash_gives_change_as_a_sale_does(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    order = sold(context, 2, Method.LATER)
    due = order.order.total
    page = opened(order.tickets[0].number)
    press(page, Qt.Key.Key_F5)
    type_text(page, "1")
    press(page, ENTER)  # too little
    settle(context)
    assert orders.order_view(context.here, order.order.number).order.state is OrderState.PENDING
    type_text(page, "00000")
    assert formats.money(Money(10_000_000, "KZT") - due) in said(page)
    press(page, ENTER)
    settle(context)
    assert orders.order_view(context.here, order.order.number).payments[0].amount == due
    assert f"Change: {formats.money(Money(10_000_000, 'KZT') - due)}" in said(page)


def test_a_likely_amount_of_cash_is_a_key_away(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    order = sold(context, 1, Method.LATER)
    page = opened(order.tickets[0].number)
    press(page, Qt.Key.Key_F5)
    press(page, Qt.Key.Key_Down)
    assert page._pane._question._cash.edit.text() != ""
    press(page, Qt.Key.Key_F10)  # another way after all
    press(page, ENTER)
    settle(context)
    assert [one.method for one in orders.order_view(context.here, order.order.number).payments] == [Method.CARD]


def test_void_says_what_was_paid_and_what_becomes_of_it(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    order = sold(context, 2, Method.CARD)
    page = opened(order.tickets[0].number)
    press(page, Qt.Key.Key_D, CTRL)
    price = formats.money(order.tickets[0].price)
    assert f"{price} was paid for it (card). Give the money back" in said(page)
    type_text(page, "spoilt")
    press(page, ENTER)
    settle(context)
    assert f"is void. Give back {price} (card). The takings go on counting it." in said(page)
    press(page, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert f"{price} was paid for it (card)" in said(page)  # of what still stands


def test_what_was_told_of_one_ticket_does_not_stand_over_the_next_search(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    page = opened(number(context))
    press(page, Qt.Key.Key_D, CTRL)
    answer(page, "spoilt", context, settle)
    assert "Give back" in banner(page)
    type_text(page, "N")
    assert banner(page) == ""


@pytest.mark.parametrize("method", [Method.FREE, Method.LATER])
def test_void_speaks_of_no_money_where_none_was_paid(
    context: Context, opened: Callable[[str], TicketPage], method: Method
) -> None:
    page = opened(sold(context, 2, method).tickets[0].number)
    press(page, Qt.Key.Key_D, CTRL)
    assert "was paid" not in said(page)
    assert page._pane.is_asking


def test_a_whole_order_is_made_void(context: Context, opened: Callable[[str], TicketPage], settle: Settle) -> None:
    order = sold(context, 3)
    page = opened(order.tickets[0].number)
    press(page, Qt.Key.Key_D, CTRL | SHIFT)
    assert f"Make all 3 tickets of order {order.order.number} void? They can never be used again." in said(page)
    answer(page, "sold twice", context, settle)
    assert {state(context, one.number) for one in order.tickets} == {TicketState.VOID}


def test_what_another_desk_did_meanwhile_is_said_in_place(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    wanted = number(context)
    page = opened(wanted)
    press(page, Qt.Key.Key_F3)
    tickets.void(context.here, wanted, "elsewhere")
    answer(page, "lost", context, settle)
    assert f"Ticket {wanted} is void for good. Sell a new one instead." in words(page)
    assert "lost" in [one.text() for one in page.findChildren(QLineEdit)]


@pytest.fixture
def desk_waits(context: Context) -> Iterator[Event]:
    """What is to be recorded waits until this is set, as behind another computer."""
    answered = Event()
    context.tasks.run(context, Lane.DESK, lambda: answered.wait(PATIENCE_MS / 1000), lambda _done: None, print)
    yield answered
    answered.set()


@pytest.mark.parametrize("elsewhere", ["nothing", "voided"])
def test_a_late_answer_is_to_its_own_question_and_leaves_the_next_one_as_it_stands(
    context: Context, page: TicketPage, desk_waits: Event, qtbot: QtBot, settle: Settle, elsewhere: str
) -> None:
    first, second = number(context), number(context)

    def look_at(wanted: str) -> None:
        page.show_number(wanted)
        shown = page.findChild(TicketCard).accessibleName
        qtbot.waitUntil(lambda: shown().startswith(wanted), timeout=PATIENCE_MS)

    look_at(first)
    press(page, Qt.Key.Key_D, CTRL)
    type_text(page, "cannot come")
    press(page, ENTER)
    press(page, ESC)
    look_at(second)
    press(page, Qt.Key.Key_F3)
    type_text(page, "los")
    if elsewhere == "voided":
        tickets.void(context.here, first, "elsewhere")
    desk_waits.set()
    settle(context)
    assert first in banner(page)
    assert f"Block ticket {second}? It opens no door until it is unblocked." in words(page)
    assert sum(first in text for text in words(page)) == 1  # nothing of it stands in the question
    answer(page, "t", context, settle)
    assert tickets.show(context.here, second).ticket.why == "lost"


def test_a_code_in_the_reason_is_kept_nowhere(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    wanted = number(context)
    page = opened(wanted)
    press(page, Qt.Key.Key_F3)
    answer(page, code(context, wanted).reveal(), context, settle)
    assert state(context, wanted) is TicketState.VALID
    assert any("code" in text for text in words(page))


def test_a_steward_is_refused_in_place_and_no_key_is_hinted(
    context: Context, opened: Callable[[str], TicketPage], printers: FilePrinters
) -> None:
    wanted = number(context, method=Method.LATER)
    be(context, Role.STEWARD)
    page = opened(wanted)
    assert keys(page) == ["F2", "F4", "Esc"]
    for key, modifiers in (
        (Qt.Key.Key_D, CTRL), (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_P, CTRL),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
    ):  # fmt: skip
        press(page, key, modifiers)
        assert "steward" in banner(page)
        press(page, ESC)
    assert printers.asked == 0
    assert state(context, wanted) is TicketState.VALID


def test_a_guest_who_wants_another_ticket_is_handed_on(
    context: Context, opened: Callable[[str], TicketPage], qtbot: QtBot
) -> None:
    wanted = number(context, name="Айгүл Қалиева")
    page = opened(wanted)
    with qtbot.waitSignal(page.guest_wanted, timeout=PATIENCE_MS) as handed:
        press(page, Qt.Key.Key_N, CTRL)
    assert handed.args == [life_of(context.here, wanted).ticket.guest_id, "Айгүл Қалиева"]


def test_every_button_of_the_page_has_a_name_in_every_language(
    context: Context, opened: Callable[[str], TicketPage]
) -> None:
    page = opened(number(context))
    for language in ("kk", "ru", "en"):
        context.language.choose(language)
        page.set_words(context.t)
        shown = [button for button in page.findChildren(QPushButton) if button.isVisible()]
        assert shown
        assert all(button.accessibleName() or button.text() for button in shown)


@pytest.mark.parametrize(("key", "medium"), [(Qt.Key.Key_P, Medium.PAPER), (Qt.Key.Key_S, Medium.FILE)])
def test_what_replaces_a_ticket_is_printed_or_saved_by_the_keys_of_any_ticket(
    context: Context, opened: Callable[[str], TicketPage], printing: Printing, printers: FilePrinters, settle: Settle,
    qtbot: QtBot, tmp_path: Path, key: Qt.Key, medium: Medium,
) -> None:  # fmt: skip
    printers.file = tmp_path / "new.pdf"
    old = number(context)
    page = opened(old)
    press(page, Qt.Key.Key_F6)
    press(page, ENTER)
    settle(context)
    assert {"Enter", "Ctrl+P", "Ctrl+S", "Esc"} == set(keys(page))
    with qtbot.waitSignal(printing.ended, timeout=PATIENCE_MS):
        press(page, key, CTRL)
    settle(context)
    new = tickets.show(context.here, old).ticket.replaced_by
    assert new is not None
    assert [one.medium for one in tickets.show(context.here, new).prints] == [medium]
    assert "F6" in keys(page)
    assert tickets.show(context.here, old).prints == ()


# --- whose it is ---


def test_a_forgotten_name_is_given_and_the_paper_printed_again(
    context: Context, opened: Callable[[str], TicketPage], printers: FilePrinters, settle: Settle
) -> None:
    wanted = number(context)
    page = opened(wanted)
    assert "Ctrl+G" in keys(page)
    press(page, Qt.Key.Key_G, CTRL)
    assert f"Whose is ticket {wanted}?" in said(page)
    type_text(page, "Zhanna Unheardof")
    press(page, ENTER)
    settle(context)
    settle(context)
    assert f"Ticket {wanted} is Zhanna Unheardof's now. Print it again with the name?" in said(page)
    assert tickets.show(context.here, wanted).ticket.guest_name == "Zhanna Unheardof"
    press(page, ENTER)
    settle(context)
    assert [one.copy for one in tickets.show(context.here, wanted).prints] == [1]
    assert printers.paper.exists()


def test_the_wrong_one_of_two_namesakes_is_put_right(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    wrong = sold(context, name="Ерлан Екі").tickets[0]
    right = add_guest(context.here, GuestDetails("Ерлан Екі", phone="+77012345678"))
    page = opened(wrong.number)
    press(page, Qt.Key.Key_G, CTRL)
    assert f"To whom does ticket {wrong.number} of Ерлан Екі go?" in said(page)
    for letter in "ерлан екі":
        QApplication.sendEvent(QApplication.focusWidget(), letter_key(letter))
    settle(context)
    listed = page.findChild(GuestPicker).findChild(ChoiceList)
    place = [one.found.guest.id for one in listed.choices if isinstance(one, PickGuest)].index(right.id)
    for _ in range(place):
        press(page, Qt.Key.Key_Down)
    press(page, ENTER)
    settle(context)
    settle(context)
    replaced = tickets.show(context.here, wrong.number).ticket
    assert replaced.state is TicketState.REPLACED
    assert replaced.replaced_by is not None
    assert tickets.show(context.here, replaced.replaced_by).ticket.guest_id == right.id
    assert f"Ticket {replaced.replaced_by} replaces {wrong.number}. Print it now?" in said(page)


def test_why_it_cannot_go_to_another_guest_is_said_in_place_and_the_name_stays(
    context: Context, opened: Callable[[str], TicketPage], settle: Settle
) -> None:
    wanted = sold(context, name="Ерлан Екі").tickets[0].number
    page = opened(wanted)
    press(page, Qt.Key.Key_G, CTRL)
    type_text(page, "Somebody Else")
    tickets.void(context.here, wanted, "elsewhere")
    press(page, ENTER)
    settle(context)
    settle(context)
    assert f"Ticket {wanted} is void for good. Sell a new one instead." in words(page)
    assert "Somebody Else" in [one.text() for one in page.findChildren(QLineEdit)]


def letter_key(letter: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
