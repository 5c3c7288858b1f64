from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from aspara_desk.box_office import naming, orders, selling, tickets
from aspara_desk.box_office.life import life_of
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.sales import Method
from aspara_desk.guests import finding
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.context import Context
from aspara_desk.ui.models.history import MOMENT_ROLE, HistoryModel
from aspara_desk.ui.models.orders import OrdersModel, rows_of_guests, rows_of_orders
from aspara_desk.ui.models.timeline import Moment, timeline
from tests.conftest import Clock


def sold(context: Context, count: int, method: Method = Method.CASH, name: str = "Айгүл Қалиева") -> selling.Sold:
    return selling.sell(
        context.here, context.keyring, type_key="concert", count=count, method=method, guest=GuestDetails(name)
    )


def texts(model: OrdersModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_tickets_stand_below_their_orders_and_only_they_can_be_chosen(
    context: Context, evening: Clock, qtmodeltester: ModelTester
) -> None:
    first = sold(context, 1)
    evening.advance(minutes=1)
    second = sold(context, 3)
    model = OrdersModel()
    qtmodeltester.check(model)
    model.show_rows(rows_of_orders(orders.recent_orders(context.here, 10), most=2))
    qtmodeltester.check(model)
    numbers = [one.number for one in second.tickets]
    assert texts(model) == [second.order.number, *numbers[:2], "+1", first.order.number, first.tickets[0].number]
    enabled = [bool(model.index(row).flags() & Qt.ItemFlag.ItemIsEnabled) for row in range(model.rowCount())]
    assert enabled == [False, True, True, False, False, True]
    assert model.row_of(numbers[1]) == 2
    assert model.row_of("A-999999") is None
    assert model.first_ticket() == 1
    assert model.data(QModelIndex()) is None


def test_only_guests_with_tickets_are_listed(context: Context, qtmodeltester: ModelTester) -> None:
    order = sold(context, 2, name="Zhanna Unheardof")
    model = OrdersModel()
    model.show_rows(rows_of_guests(finding.find(context.here, "unheardof", 5)))
    qtmodeltester.check(model)
    assert texts(model) == ["Zhanna Unheardof", *(one.number for one in order.tickets)]


def test_a_history_is_a_list_that_reads_aloud(qtmodeltester: ModelTester) -> None:
    model = HistoryModel()
    qtmodeltester.check(model)
    moment = Moment(datetime(2022, 10, 2, tzinfo=UTC), "2 October, 18:42:00", "Printed", "Saule")
    model.show_moments([moment, moment])
    qtmodeltester.check(model)
    assert model.rowCount() == 2
    assert model.index(0).data() == "2 October, 18:42:00. Printed. Saule"
    assert model.index(1).data(MOMENT_ROLE) is moment


def test_the_life_of_a_ticket_is_told_newest_first_in_the_seasons_time(context: Context, evening: Clock) -> None:
    order = sold(context, 2, Method.LATER)
    number = order.tickets[0].number
    for act in (
        lambda: tickets.pay(context.here, order.order.number, Method.CARD),
        lambda: tickets.block(context.here, number, "lost"),
        lambda: tickets.unblock(context.here, number),
        lambda: tickets.replace(context.here, context.keyring, number),
    ):
        evening.advance(minutes=1)
        act()
    told = timeline(life_of(context.here, number), context.programme, Translator("en"))
    new = tickets.show(context.here, number).ticket.replaced_by
    assert new is not None
    due = formats.money(order.order.total)
    assert [one.what for one in told] == [
        f"Replaced by ticket {new}", "Unblocked", "Blocked: lost", f"Paid: {due}", "Sold, to be paid later",
    ]  # fmt: skip
    assert told[-1].when == "2 October, 18:42:00"
    newest = timeline(life_of(context.here, new), context.programme, Translator("en"))[0]
    assert newest.what == f"Replaces ticket {number}"


def test_whose_a_ticket_became_is_told_with_it(context: Context, evening: Clock) -> None:
    [bare] = selling.sell(context.here, context.keyring, type_key="concert").tickets
    evening.advance(minutes=1)
    naming.name_ticket(context.here, bare.number, GuestDetails("Айгүл Қалиева"))
    evening.advance(minutes=1)
    new = naming.give_on(context.here, context.keyring, bare.number, GuestDetails("Ерлан Екі"))

    def told(number: str) -> list[str]:
        return [one.what for one in timeline(life_of(context.here, number), context.programme, Translator("en"))]

    assert told(bare.number) == [f"Replaced by ticket {new.number}", "Given a name", "Sold"]
    assert set(told(new.number)[:2]) == {"Given to another guest", f"Replaces ticket {bare.number}"}  # of one moment
    assert told(new.number)[2:] == ["Sold"]


def test_what_costs_nothing_was_given_however_it_was_placed(context: Context) -> None:
    given = sold(context, 1, Method.FREE).tickets[0].number
    told = timeline(life_of(context.here, given), context.programme, Translator("en"))
    assert [one.what for one in told] == ["Given free of charge"]
