"""What every table is declared with: names of constraints, column types, checks."""

from sqlalchemy import CheckConstraint, MetaData, Text

from aspara_desk.store.types import TitlesJson

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMING)
TITLES = TitlesJson(none_as_null=True)
WORD = Text(collation="C").with_variant(Text(), "sqlite")  # ordered by code point on both engines


def whole(column: str) -> CheckConstraint:
    """Rejects a fraction, on SQLite and on PostgreSQL alike."""
    return CheckConstraint(f"{column} = CAST({column} AS BIGINT)", name=f"{column}_whole")


def one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
