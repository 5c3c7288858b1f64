"""The tables of staff, desks, and guests with what finds them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from aspara_desk.store.models.base import COMPACT, WORD, Base, one_of


class StaffRow(Base):
    __tablename__ = "staff"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (one_of("role", "steward", "clerk", "supervisor", "manager"),)


class DeskRow(Base):
    """A letter is claimed once, by one desk, for good."""

    __tablename__ = "desks"
    letter: Mapped[str] = mapped_column(String(2), primary_key=True)
    desk_id: Mapped[UUID] = mapped_column(unique=True)
    claimed_at: Mapped[datetime]


class GuestRow(Base):
    """`identity` is the fold of everything that tells guests apart: importing the same person again finds it.

    `sorted_as` is what the Latin spelling is sorted by (`domain.guests.sort_key`).
    """

    __tablename__ = "guests"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    latin: Mapped[str]
    sorted_as: Mapped[str] = mapped_column(WORD)
    organisation: Mapped[str]
    country: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    category: Mapped[str]
    language: Mapped[str]
    note: Mapped[str]
    attention: Mapped[str]
    identity: Mapped[bytes] = mapped_column(index=True)
    import_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)


class GuestWordRow(Base):
    """The folded words of a guest's name, to be found by how they begin.

    `beside` holds all folded words of the same guest, each between spaces: a query of several words is decided
    on the one row that its rarest word leads to.
    """

    __tablename__ = "guest_words"
    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    guest_id: Mapped[UUID] = mapped_column(ForeignKey("guests.id"), primary_key=True)
    beside: Mapped[str]
    __table_args__ = (COMPACT,)


class NameWordRow(Base):
    """Every folded word that some name has, once, by itself and with each of its first letters left out: so that
    a word with a typo is found by look-ups. Words stay when the last guest who had them is renamed.
    """

    __tablename__ = "name_words"
    key: Mapped[str] = mapped_column(WORD, primary_key=True)
    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    __table_args__ = (COMPACT,)


class ImportRow(Base):
    __tablename__ = "imports"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    file: Mapped[str]
    encoding: Mapped[str]
    at: Mapped[datetime]
    desk_id: Mapped[UUID]
    actor: Mapped[str]
    rows: Mapped[int]
    new: Mapped[int]
    same: Mapped[int]
    rejected: Mapped[int]
