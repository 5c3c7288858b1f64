"""Rows counted behind the program's back: it has no need of these numbers itself."""

from sqlalchemy import func, select

from aspara_desk.store.models import Base
from aspara_desk.store.unit import Store


def count_rows(store: Store, table: type[Base]) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
