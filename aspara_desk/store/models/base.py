"""What every table is declared with: names of constraints, column types, checks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from aspara_desk.domain.season import Titles
from aspara_desk.store.types import Id, Moment, TitlesJson

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WORD = Text(collation="C").with_variant(Text(), "sqlite")  # ordered by code point on both engines
COMPACT = {"sqlite_with_rowid": False}  # the primary key is the table: no second look-up by rowid


def whole(column: str) -> CheckConstraint:
    """Rejects a fraction, on SQLite and on PostgreSQL alike."""
    return CheckConstraint(f"{column} = CAST({column} AS BIGINT)", name=f"{column}_whole")


def one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own declaration
        UUID: Id(),
        datetime: Moment(),
        Titles: TitlesJson(none_as_null=True),
        str: Text(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }
