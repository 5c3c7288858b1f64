"""Many rows at once, at what the driver itself takes: the toolkit's own way costs several times the insert."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert
from sqlalchemy.dialects import registry

_POSITIONAL = {"sqlite": "qmark", "postgresql": "format"}  # PEP 249, paramstyle


def insert_many(
    connection: Connection, statement: Insert, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Executes `statement` for every row of values, given in the order of `columns`. Column types are applied."""
    if not rows:
        return
    dialect = connection.dialect
    sql = _compiled(statement, tuple(columns), dialect.name, dialect.driver)
    by_column: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for index, name in enumerate(columns):
        processor = statement.table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if processor is not None:
            by_column[index] = list(map(processor, by_column[index]))
    connection.exec_driver_sql(sql, list(zip(*by_column, strict=True)))


@lru_cache(maxsize=64)
def _compiled(statement: Insert, columns: tuple[str, ...], engine: str, driver: str) -> str:
    positional = registry.load(f"{engine}.{driver}")(paramstyle=_POSITIONAL[engine])
    return str(statement.compile(dialect=positional, column_keys=list(columns)))
