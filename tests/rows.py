"""Rows counted behind the program's back: it has no need of these numbers itself."""

from typing import Any

from sqlalchemy import Table, func, select

from aspara_desk.store.unit import Store


def count_rows(store: Store, table: Table[Any]) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
