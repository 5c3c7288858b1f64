"""The tables of counters, printed numbers, and the trail of every action."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from aspara_desk.store.models.base import COMPACT, WORD, Base


class CounterRow(Base):
    """A number that many desks change: only ever by a conditional update. `ceiling` NULL is no limit."""

    __tablename__ = "counters"
    id: Mapped[str] = mapped_column(WORD, primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
    ceiling: Mapped[int | None]
    __table_args__ = (CheckConstraint("value >= 0", name="value_not_negative"), COMPACT)


class NumberRow(Base):
    """The next printed number of a kind (`ticket`, `order`) at a desk letter."""

    __tablename__ = "numbers"
    kind: Mapped[str] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(String(2), primary_key=True)
    next: Mapped[int]


class OutboxRow(Base):
    """Append-only: every action, committed together with it. It is the audit trail, and what desks will exchange."""

    __tablename__ = "outbox"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    role: Mapped[str]
    action: Mapped[str]
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
