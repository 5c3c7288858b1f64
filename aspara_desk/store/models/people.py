"""The tables of staff, desks, and guests with what finds them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Named, String, Table, Text, TypedColumns

from aspara_desk.store.models.base import METADATA, WORD, one_of
from aspara_desk.store.types import Id, Moment


class Staff(TypedColumns):
    id: Named[UUID] = Column(Id, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    name: Named[str] = Column(Text, unique=True)
    role: Named[str] = Column(Text)
    revision: Named[int] = Column(Integer, default=1)


STAFF = Table("staff", METADATA, Staff, one_of("role", "steward", "clerk", "supervisor", "manager"))


class Desks(TypedColumns):
    """A letter is claimed once, by one desk, for good."""

    letter: Named[str] = Column(String(2), primary_key=True)
    desk_id: Named[UUID] = Column(Id, unique=True)
    claimed_at: Named[datetime] = Column(Moment)


DESKS = Table("desks", METADATA, Desks)


class Guests(TypedColumns):
    """`identity` is the fold of everything that tells guests apart: importing the same person again finds it.

    `sorted_as` is what the Latin spelling is sorted by (`domain.guests.sort_key`).
    """

    id: Named[UUID] = Column(Id, primary_key=True)
    name: Named[str] = Column(Text)
    latin: Named[str] = Column(Text)
    sorted_as: Named[str] = Column(WORD)
    organisation: Named[str] = Column(Text)
    country: Named[str] = Column(Text)
    phone: Named[str] = Column(Text)
    email: Named[str] = Column(Text)
    category: Named[str] = Column(Text)
    language: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    attention: Named[str] = Column(Text)
    identity: Named[bytes] = Column(LargeBinary, index=True)
    import_id: Named[UUID | None] = Column(Id)
    created_at: Named[datetime] = Column(Moment)
    revision: Named[int] = Column(Integer, default=1)


GUESTS = Table("guests", METADATA, Guests)


class GuestWords(TypedColumns):
    """The folded words of a guest's name, to be found by how they begin.

    `beside` holds all folded words of the same guest, each between spaces: a query of several words is decided
    on the one row that its rarest word leads to.
    """

    word: Named[str] = Column(WORD, primary_key=True)
    guest_id: Named[UUID] = Column(Id, ForeignKey("guests.id"), primary_key=True)
    beside: Named[str] = Column(Text)


GUEST_WORDS = Table("guest_words", METADATA, GuestWords, sqlite_with_rowid=False)  # no second look-up by rowid


class NameWords(TypedColumns):
    """Every folded word that some name has, once, by itself and with each of its first letters left out: so that
    a word with a typo is found by look-ups. Words stay when the last guest who had them is renamed.
    """

    key: Named[str] = Column(WORD, primary_key=True)
    word: Named[str] = Column(WORD, primary_key=True)


NAME_WORDS = Table("name_words", METADATA, NameWords, sqlite_with_rowid=False)  # likewise


class Imports(TypedColumns):
    id: Named[UUID] = Column(Id, primary_key=True)
    file: Named[str] = Column(Text)
    encoding: Named[str] = Column(Text)
    at: Named[datetime] = Column(Moment)
    desk_id: Named[UUID] = Column(Id)
    actor: Named[str] = Column(Text)
    rows: Named[int] = Column(Integer)
    new: Named[int] = Column(Integer)
    same: Named[int] = Column(Integer)
    rejected: Named[int] = Column(Integer)


IMPORTS = Table("imports", METADATA, Imports)
