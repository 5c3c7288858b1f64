from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from aspara_desk.domain.ids import uuid7
from aspara_desk.domain.season import Titles
from aspara_desk.store.models import IMPORTS, ORDERS, VENUES
from aspara_desk.store.types import from_microseconds, to_microseconds
from aspara_desk.store.unit import Store

MOMENT = datetime(2022, 10, 1, 12, 30, 15, 123456, tzinfo=UTC)
ID = uuid7(MOMENT, bytes(range(10)))
OTHER = uuid7(MOMENT, bytes(10))


def order(**changes: object) -> dict[str, object]:
    return {
        "id": ID, "number": "OA-000001", "state": "paid", "currency": "KZT", "total_minor": 1250000,
        "created_at": MOMENT, "desk_id": OTHER, "actor": "Saule", **changes,
    }  # fmt: skip


def keep(store: Store, row: dict[str, object]) -> None:
    with store.engine.begin() as connection:
        connection.execute(insert(ORDERS), row)


def kept(store: Store):
    with store.engine.connect() as connection:
        return connection.execute(select(ORDERS)).one()


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=6)), timezone(timedelta(hours=-3.5))])))
def test_a_moment_is_kept_to_the_microsecond(moment: datetime) -> None:
    assert from_microseconds(to_microseconds(moment)) == moment


def test_a_moment_comes_back_in_utc(store: Store) -> None:
    keep(store, order(created_at=MOMENT.astimezone(timezone(timedelta(hours=6)))))
    found = kept(store).created_at
    assert found == MOMENT
    assert found.tzinfo is UTC


def test_a_naive_time_is_rejected(store: Store) -> None:
    with pytest.raises(StatementError, match="without a zone") as caught:
        keep(store, order(created_at=MOMENT.replace(tzinfo=None)))
    assert "OA-000001" not in str(caught.value)


def test_an_id_has_sixteen_bytes(store: Store) -> None:
    keep(store, order())
    assert kept(store).id == ID
    bytes_of = "length(id)" if store.engine.dialect.name == "sqlite" else "length(uuid_send(id))"
    with store.engine.connect() as connection:
        assert connection.execute(text(f"SELECT {bytes_of} FROM orders")).scalar_one() == 16  # noqa: S608
        assert connection.execute(select(ORDERS.c.number).where(ORDERS.c.id == UUID(str(ID)))).scalar_one()


@pytest.mark.parametrize("fraction", [0.5, Decimal("1.5"), "12", True])
def test_a_fraction_of_money_is_rejected_by_the_program(store: Store, fraction: object) -> None:
    with pytest.raises(StatementError, match="whole number"):
        keep(store, order(total_minor=fraction))


@pytest.mark.parametrize("fraction", ["0.5", "1250000.000001", "-3.25"])
def test_a_fraction_of_money_is_rejected_by_the_database(store: Store, fraction: str) -> None:
    keep(store, order())
    with pytest.raises(IntegrityError, match="total_minor_whole"), store.engine.begin() as connection:
        connection.execute(text(f"UPDATE orders SET total_minor = {fraction}"))  # noqa: S608
    assert kept(store).total_minor == 1250000
    assert type(kept(store).total_minor) is int


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE orders SET state = 'lost'",
        "UPDATE orders SET number = NULL",
        "UPDATE orders SET guest_id = desk_id",
        "INSERT INTO counters (id, value) VALUES ('sold/x', -1)",
    ],
)
def test_the_database_itself_rejects(store: Store, statement: str) -> None:
    keep(store, order())
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(text(statement))


def test_titles_come_back_and_none_is_null(store: Store) -> None:
    titles = Titles({"kk": "Шахристан залы", "en": "‘Hall’"})
    venue = {"id": ID, "key": "hall", "position": 1, "titles": titles, "capacity": 1, "exits_counted": True}
    with store.engine.begin() as connection:
        connection.execute(insert(VENUES), venue)
        assert connection.execute(select(VENUES.c.titles)).scalar_one() == titles


def test_big_numbers_and_text_of_any_script(store: Store) -> None:
    row = {
        "id": ID, "file": "қонақтар ₸ ’; DROP TABLE guests; --.csv", "encoding": "utf-8", "at": MOMENT,
        "desk_id": OTHER, "actor": "Сәуле", "rows": 2**31 - 1, "new": 0, "same": 0, "rejected": 0,
    }  # fmt: skip
    with store.engine.begin() as connection:
        connection.execute(insert(IMPORTS), row)
        found = connection.execute(select(IMPORTS.c.file, IMPORTS.c.actor, IMPORTS.c.rows)).one()
    assert found == (row["file"], row["actor"], row["rows"])
