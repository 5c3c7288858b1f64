"""A clerk whose store fails in the middle of a sale, and who presses Enter again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.box_office.stock import stock
from aspara_desk.domain.sales import Method
from aspara_desk.store.models import GUESTS, PAYMENTS
from aspara_desk.ui.context import Context, Health
from aspara_desk.ui.desks.box_office.checkout import Unsure
from aspara_desk.ui.desks.box_office.sale import Stage
from tests.conftest import Clock
from tests.lost_answers import lost_answer, unreachable
from tests.postgres import PostgresServer
from tests.rows import count_rows
from tests.ui.box_office.conftest import Clerk


@pytest.fixture(scope="session")
def sample_database(postgresql_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PostgreSQL database with the sample season and its guests, to be copied."""
    name = postgresql_server.create_database()
    settings = Settings(postgresql_server.url(name), "en", data_folder=tmp_path_factory.mktemp("sample"))
    season = bootstrap.first_season(settings, bootstrap.sample_season(), bootstrap.sample_guests())
    assert season is not None
    season.here.store.close()
    return name


@pytest.fixture
def settings(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path, evening: Clock) -> Iterator[Settings]:
    """The sample season on each engine."""
    home = tmp_path / "home"
    if engine_name == "sqlite":
        yield Settings(str(request.getfixturevalue("season_store")), "en", data_folder=home, clock=evening)
        return
    server: PostgresServer = request.getfixturevalue("postgresql_server")
    name = server.create_database(request.getfixturevalue("sample_database"))
    yield Settings(server.url(name), "en", data_folder=home, clock=evening)
    server.drop_database(name)


@pytest.fixture
def lose(context: Context) -> Callable[..., object]:
    return lambda **how: lost_answer(context.here.store.engine, **how)


def rows(clerk: Clerk, table: type) -> int:
    return count_rows(clerk.context.here.store, table)


def sold(clerk: Clerk, key: str) -> int:
    known = stock(clerk.context.here)
    return next(known[one.id].sold for one in clerk.context.programme.ticket_types if one.key == key)


def number(clerk: Clerk) -> str:
    [order] = clerk.orders()
    return order.order.number


def test_enter_again_after_a_lost_answer_shows_the_first_order(clerk: Clerk, lose) -> None:
    guests = rows(clerk, GUESTS)
    clerk.keys("7", "8", "8", "Сәуле", "Up", "Enter", "Enter", "20000")
    with lose():
        clerk.keys("Enter")
    assert isinstance(clerk.sale.problem, Unsure)
    assert "no order is sold twice" in clerk.shown()
    assert "nothing was recorded" not in clerk.shown()
    assert (clerk.sale.stage, clerk.sale.count, clerk.sale.cash_text) == (Stage.PAYING, 3, "20000")
    assert clerk.context.health is Health.TROUBLE
    first = number(clerk)
    clerk.keys("Enter")
    assert number(clerk) == first
    assert f"Sold {first}" in clerk.shown()
    assert "5 000 ₸" in clerk.shown()
    assert (rows(clerk, PAYMENTS), rows(clerk, GUESTS)) == (1, guests + 1)
    assert (sold(clerk, "show-d1"), sold(clerk, "show-d2-young")) == (1, 2)
    assert clerk.sale.is_empty
    assert clerk.sale.problem is None


def test_an_answer_that_is_lost_again_and_again_sells_once(clerk: Clerk, lose) -> None:
    clerk.keys("7", "F10")
    with lose():
        clerk.keys("Enter")
    with unreachable(clerk.context.here.store.engine):
        clerk.keys("Enter", "Enter")
    clerk.keys("Enter")
    assert f"Sold {number(clerk)}" in clerk.shown()
    assert rows(clerk, PAYMENTS) == 1


def test_a_sale_that_was_lost_itself_is_sold_by_the_next_enter(clerk: Clerk, lose) -> None:
    clerk.keys("7", "Enter")
    with lose(durable=False):
        clerk.keys("Enter")
    assert clerk.orders() == ()
    clerk.keys("Enter")
    assert f"Sold {number(clerk)}" in clerk.shown()


@pytest.mark.parametrize("changes", [("Esc", "+", "Enter"), ("F7",), ("Esc", "Сәуле", "Up", "Enter", "Enter")])
def test_whoever_changes_the_sale_first_is_told_of_the_one_that_was_sold(
    clerk: Clerk, lose, changes: tuple[str, ...]
) -> None:
    clerk.keys("7", "Enter", "20000")
    with lose():
        clerk.keys("Enter")
    first = number(clerk)
    clerk.keys(*changes, "Enter")
    assert number(clerk) == first
    assert f"recorded after all, as {first}" in clerk.shown()
    assert f"Sold {first}" in clerk.shown()
    assert "13 000 ₸" in clerk.shown()
    assert clerk.sale.receipt is not None
    assert clerk.sale.receipt.method is Method.CASH
    assert (clerk.sale.stage, clerk.sale.is_empty) == (Stage.CHOOSING, False)
    clerk.keys("Enter", "Enter")
    assert len(clerk.orders()) == 2


def test_a_changed_sale_whose_first_was_lost_itself_is_sold_at_once(clerk: Clerk, lose) -> None:
    clerk.keys("7", "Enter")
    with lose(durable=False):
        clerk.keys("Enter")
    clerk.keys("F7", "Enter")
    [order] = clerk.orders()
    assert [one.method for one in order.payments] == [Method.KASPI]


def test_the_next_customer_is_not_sold_to_before_the_one_before_is_known(clerk: Clerk, lose) -> None:
    clerk.keys("7", "Enter")
    with lose():
        clerk.keys("Enter")
    first = number(clerk)
    clerk.keys("Esc", "Esc", "Esc", "8", "Enter", "Enter")
    assert number(clerk) == first
    assert f"recorded after all, as {first}" in clerk.shown()
    clerk.keys("Enter", "Enter")
    assert [len(order.tickets) for order in clerk.orders()] == [1, 1]
    assert (sold(clerk, "show-d1"), sold(clerk, "show-d2-young")) == (1, 1)


def test_paper_is_not_printed_by_itself_for_an_order_that_came_to_light(
    clerk: Clerk, lose, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, ...]] = []
    printing = clerk.desk._sale.last._printing
    monkeypatch.setattr(printing, "print_numbers", lambda _page, numbers, **_how: printed.append(numbers))
    clerk.control(Qt.Key.Key_T)
    clerk.keys("7", "Enter")
    with lose():
        clerk.keys("Enter")
    clerk.keys("F7", "Enter")
    assert printed == []
    clerk.keys("Enter", "Enter")
    clerk.settle()
    assert len(printed) == 1
