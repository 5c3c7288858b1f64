"""Column types that say the same on SQLite and on PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, TIMESTAMP, BigInteger, Dialect, LargeBinary, Numeric, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from aspara_desk.domain.season import Titles, utc

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Id(TypeDecorator[UUID]):
    """A UUID in 16 bytes: BLOB on SQLite, uuid on PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    # SQLite's own way, at one call for a value: ids are most of what a scan or an import binds and reads.
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return super().bind_processor(dialect) if dialect.name == "postgresql" else _to_bytes

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return super().result_processor(dialect, coltype) if dialect.name == "postgresql" else _from_bytes


def _to_bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _from_bytes(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)


def to_microseconds(moment: datetime) -> int:
    """Whole microseconds since 1970, UTC: how SQLite keeps a moment. Rejects naive times."""
    return (utc(moment) - _EPOCH) // _MICROSECOND


def from_microseconds(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond. A naive time is a ValueError."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else BigInteger())

    # At one call for a value, as ids: every row of a scan has its moments.
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return _moment_to_utc if dialect.name == "postgresql" else _moment_to_number

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return _moment_to_utc if dialect.name == "postgresql" else _number_to_moment


def _moment_to_utc(value: datetime | None) -> datetime | None:
    return None if value is None else utc(value)


def _moment_to_number(value: datetime | None) -> int | None:
    return None if value is None else to_microseconds(value)


def _number_to_moment(value: int | None) -> datetime | None:
    return None if value is None else from_microseconds(value)


class Minor(TypeDecorator[int]):
    """Whole minor units of money. A column of this type also needs `whole(name)`, so that the database itself
    rejects a fraction; PostgreSQL would round one for a bigint, hence numeric there.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise TypeError("money is a whole number of minor units")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:
        return int(value) if isinstance(value, Decimal) else value


class TitlesJson(TypeDecorator[Titles]):
    """Titles by language in one JSON column."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Titles | None, dialect: Dialect) -> Any:
        return None if value is None else dict(value.by_language)

    def process_result_value(self, value: Any, dialect: Dialect) -> Titles | None:
        return None if value is None else Titles(value)
