"""The tables of counters, printed numbers, and the trail of every action."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column, Integer, Named, String, Table, Text, TypedColumns

from aspara_desk.store.models.base import METADATA, WORD
from aspara_desk.store.types import Id, Moment


class Counters(TypedColumns):
    """A number that many desks change: only ever by a conditional update. `ceiling` NULL is no limit."""

    id: Named[str] = Column(WORD, primary_key=True)
    value: Named[int] = Column(Integer, default=0)
    ceiling: Named[int | None] = Column(Integer)


COUNTERS = Table(
    "counters",
    METADATA,
    Counters,
    CheckConstraint("value >= 0", name="value_not_negative"),
    sqlite_with_rowid=False,  # the primary key is the table: no second look-up by rowid
)


class Numbers(TypedColumns):
    """The next printed number of a kind (`ticket`, `order`) at a desk letter."""

    kind: Named[str] = Column(Text, primary_key=True)
    letter: Named[str] = Column(String(2), primary_key=True)
    next: Named[int] = Column(Integer)


NUMBERS = Table("numbers", METADATA, Numbers)


class Outbox(TypedColumns):
    """Append-only: every action, committed together with it. It is the audit trail, and what desks will exchange."""

    id: Named[UUID] = Column(Id, primary_key=True)
    at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)
    role: Named[str] = Column(Text)
    action: Named[str] = Column(Text)
    subject_id: Named[UUID | None] = Column(Id, index=True)
    facts: Named[dict[str, Any]] = Column(JSON)


OUTBOX = Table("outbox", METADATA, Outbox)
