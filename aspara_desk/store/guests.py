"""Guests and how they are found."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Integer,
    Row,
    Select,
    Text,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from aspara_desk.domain import names
from aspara_desk.domain.guests import Guest, GuestDetails, sort_key
from aspara_desk.domain.ticket_types import Category
from aspara_desk.store.bulk import insert_many
from aspara_desk.store.models import GUEST_WORDS, GUESTS, IMPORTS, NAME_WORDS

LETTERS_LEFT_OUT = 4
"""How many first letters of a word are left out in turn, to find it with a typo among them."""

Beside = Sequence[Sequence[str]]
"""Further words of a query, each with the folded beginnings that it may mean."""

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class NewGuest:
    """A guest about to be written. `latin` is the Latin spelling of the name, whether it was given or not.

    `words` are the folded words of the name and of its Latin spelling, each once. `identity` is a digest of
    everything that tells guests apart.
    """

    id: UUID
    details: GuestDetails
    latin: str
    identity: bytes
    words: tuple[str, ...]
    import_id: UUID | None = None

    @property
    def written(self) -> GuestDetails:
        """The details as the store keeps them: with the Latin spelling."""
        return replace(self.details, latin=self.latin)


def new_guest(guest_id: UUID, details: GuestDetails, import_id: UUID | None = None) -> NewGuest:
    """A guest with the folded words by which the name is found, in its own script and in Latin letters."""
    latin = details.latin or names.latin(details.name)
    words = names.skeletons(details.name)
    known_by = words if latin == details.name else words + names.skeletons(latin)
    return NewGuest(guest_id, details, latin, _identity(details, words), tuple(dict.fromkeys(known_by)), import_id)


def identity(details: GuestDetails) -> bytes:
    """A digest of what tells guests apart: name, organisation, category, and how to reach them, folded."""
    return _identity(details, names.skeletons(details.name))


def _identity(details: GuestDetails, words: Sequence[str]) -> bytes:
    phone = "".join(filter(str.isdigit, details.phone))[-10:]  # the same with +7, with 8, and without either
    parts = (*sorted(words), "", details.organisation, phone, details.email, details.category.value)
    return hashlib.sha256("\x1f".join(parts).casefold().encode()).digest()[:16]


class Guests:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, guests: Sequence[NewGuest], at: datetime) -> None:
        insert_many(self._connection, _add_guest, _GUEST_COLUMNS, [
            (guest.id, *_columns(guest).values(), guest.import_id, at, 1) for guest in guests
        ])  # fmt: skip
        self._add_words(guests)

    def change(self, before: NewGuest, after: NewGuest) -> None:
        """Writes the details of a guest; whoever calls this has it `locked`. Tickets stay as they are."""
        self._connection.execute(
            update(GUESTS).where(GUESTS.c.id == after.id).values(revision=GUESTS.c.revision + 1, **_columns(after))
        )
        if before.words != after.words:
            theirs = (GUEST_WORDS.c.guest_id == after.id) & GUEST_WORDS.c.word.in_(before.words)
            self._connection.execute(delete(GUEST_WORDS).where(theirs))
            self._add_words([after])

    def locked(self, guest_id: UUID) -> Guest | None:
        """A guest as it is now; nobody else changes it until this transaction ends."""
        row = self._connection.execute(_locked, {"wanted": guest_id}).one_or_none()
        return None if row is None else _guest(row)

    def _add_words(self, guests: Sequence[NewGuest]) -> None:
        words: list[tuple[str, UUID, str]] = []
        for guest in guests:
            beside = f" {' '.join(guest.words)} "
            words += [(word, guest.id, beside) for word in guest.words]
        if words:
            insert_many(self._connection, _add_word, ("word", "guest_id", "beside"), words)
            self._learn({word for guest in guests for word in guest.words})

    def _learn(self, words: AbstractSet[str]) -> None:
        """Notes the words that no name had before."""
        listed = sorted(words)
        fresh: list[str] = []
        for start in range(0, len(listed), _AT_ONCE):
            part = listed[start : start + _AT_ONCE]
            known = self._connection.execute(_known_words, {"words": part}).scalars()
            fresh += sorted(set(part).difference(known))
        if fresh:
            insert_many(self._connection, _add_name_word(self._connection.dialect.name), ("key", "word"), [
                (key, word) for word in fresh for key in dict.fromkeys(_shortened(word, LETTERS_LEFT_OUT))
            ])  # fmt: skip

    def known(self, identities: Sequence[bytes]) -> Mapping[bytes, UUID]:
        """Which of these identities the store has, and as which guest: the oldest, where there are several."""
        found: dict[bytes, UUID] = {}
        for start in range(0, len(identities), _AT_ONCE):
            part = identities[start : start + _AT_ONCE]
            found.update(self._connection.execute(_known_identities, {"identities": part}).all())
        return found

    def of_import(self, import_id: UUID, ids: Sequence[UUID]) -> AbstractSet[UUID]:
        """Those of these guests whom this import has written down."""
        found: set[UUID] = set()
        for start in range(0, len(ids), _AT_ONCE):
            part = {"ids": ids[start : start + _AT_ONCE], "import_id": import_id}
            found.update(self._connection.execute(_of_import, part).scalars())
        return found

    def by_ids(self, ids: Sequence[UUID]) -> Mapping[UUID, Guest]:
        found: dict[UUID, Guest] = {}
        for start in range(0, len(ids), _AT_ONCE):
            rows = self._connection.execute(_by_ids, {"ids": ids[start : start + _AT_ONCE]})
            found.update((row.id, _guest(row)) for row in rows)
        return found

    def with_word_beginning(
        self, beginning: str, beside: Beside, limit: int, *, without: Sequence[str] = ()
    ) -> Sequence[UUID]:
        """Guests with a folded word that begins so, in the order of these words: whole words come first.

        For each word in `beside`, another word of the guest must begin with one of its alternatives; none may end
        as one of `without`. A guest with two such words comes twice.
        """
        statement = _beside(_by_beginning, beginning, beside, without).limit(limit)
        return self._connection.execute(statement, _range(beginning)).scalars().all()

    def with_word(self, word: str, beside: Beside, limit: int) -> Sequence[UUID]:
        """The same for guests with exactly this folded word."""
        return self._connection.execute(_beside(_by_word, word, beside).limit(limit), {"word": word}).scalars().all()

    def count_beginning(self, beginning: str, most: int) -> int:
        """How many words of guests begin so, counted no further than `most`."""
        return self._connection.execute(_counted, {**_range(beginning), "most": most}).scalar_one()

    def words_near(self, typed: str, limit: int) -> list[str]:
        """Words of names, folded, among which are those that begin like `typed` but for one typo; at most `limit`
        for each way of looking.

        A typo among the first letters vanishes when one letter is left out, of what was typed, of the word, or of
        both; for one among the later letters, all words with these first letters are given.
        """
        found: dict[str, None] = {}
        keys = [*_shortened(typed, LETTERS_LEFT_OUT + 1), typed[:LETTERS_LEFT_OUT]]
        for key in dict.fromkeys(keys):
            rows = self._connection.execute(_words_by_key, {**_range(key), "most": limit})
            found.update(dict.fromkeys(rows.scalars()))
        return list(found)

    def add_import(self, row: Mapping[str, object]) -> None:
        self._connection.execute(insert(IMPORTS), dict(row))


_GUEST_COLUMNS = (
    "id", "name", "latin", "sorted_as", "organisation", "country", "phone", "email", "category", "language", "note",
    "attention", "identity", "import_id", "created_at", "revision",
)  # fmt: skip
_add_guest = insert(GUESTS)
_add_word = insert(GUEST_WORDS)


@lru_cache
def _add_name_word(dialect: str) -> Insert:
    """Another desk may note the same word at the same time. The dialect of the other engine is slow to load."""
    if dialect == "sqlite":
        return sqlite_insert(NAME_WORDS).on_conflict_do_nothing()
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert  # noqa: PLC0415 - see above

    return postgresql_insert(NAME_WORDS).on_conflict_do_nothing()


_known_words = select(NAME_WORDS.c.word).where(
    NAME_WORDS.c.key.in_(bindparam("words", expanding=True)), NAME_WORDS.c.word == NAME_WORDS.c.key
)
_known_identities = (
    select(GUESTS.c.identity, GUESTS.c.id)
    .where(GUESTS.c.identity.in_(bindparam("identities", expanding=True)))
    .order_by(GUESTS.c.id.desc())
)
_locked = select(GUESTS).where(GUESTS.c.id == bindparam("wanted")).with_for_update(key_share=True)
_of_import = select(GUESTS.c.id).where(
    GUESTS.c.id.in_(bindparam("ids", expanding=True)), GUESTS.c.import_id == bindparam("import_id")
)
_by_ids = select(GUESTS).where(GUESTS.c.id.in_(bindparam("ids", expanding=True)))
_first = bindparam("first", type_=Text())
_last = bindparam("last", type_=Text())
_most = bindparam("most", type_=Integer())
_begins = (GUEST_WORDS.c.word >= _first) & (GUEST_WORDS.c.word < _last)
_by_beginning = select(GUEST_WORDS.c.guest_id).where(_begins).order_by(GUEST_WORDS.c.word, GUEST_WORDS.c.guest_id)
_by_word = (
    select(GUEST_WORDS.c.guest_id).where(GUEST_WORDS.c.word == bindparam("word")).order_by(GUEST_WORDS.c.guest_id)
)
_counted = select(func.count()).select_from(select(GUEST_WORDS.c.word).where(_begins).limit(_most).subquery())
_words_by_key = (
    select(NAME_WORDS.c.word)
    .where(NAME_WORDS.c.key >= _first, NAME_WORDS.c.key < _last)
    .order_by(NAME_WORDS.c.key, NAME_WORDS.c.word)
    .limit(_most)
)


def _range(beginning: str) -> dict[str, str]:
    """What begins so, as a range that an index serves; U+10FFFF sorts after every letter."""
    return {"first": beginning, "last": beginning + "\U0010ffff"}


def _beside(statement: Select[UUID], led: str, words: Beside, without: Sequence[str] = ()) -> Select[UUID]:
    """The rows of words that begin with `led`, of guests who have the other words besides."""
    for alternatives in words:
        statement = statement.where(or_(*(_has_another(one, led) for one in alternatives)))
    return statement.where(*(GUEST_WORDS.c.beside.not_like(f"%{ending} %") for ending in without))


def _has_another(beginning: str, led: str) -> ColumnElement[bool]:
    """Whether a word begins so, other than the one that led here. Words are letters and digits: no wildcards."""
    has = GUEST_WORDS.c.beside.like(f"% {beginning}%")
    if not (beginning.startswith(led) or led.startswith(beginning)):
        return has
    return (has & GUEST_WORDS.c.word.not_like(f"{beginning}%")) | GUEST_WORDS.c.beside.like(
        f"% {beginning}% {beginning}%"
    )


def _shortened(word: str, letters: int) -> Iterator[str]:
    """The word, and the word without each of its first letters in turn."""
    yield word
    yield from (word[:index] + word[index + 1 :] for index in range(min(letters, len(word))))


def _columns(guest: NewGuest) -> dict[str, object]:
    """The columns of what is written down of a guest, in the order of `_GUEST_COLUMNS`."""
    details = guest.details
    return {
        "name": details.name, "latin": guest.latin, "sorted_as": sort_key(guest.latin),
        "organisation": details.organisation, "country": details.country, "phone": details.phone,
        "email": details.email, "category": details.category.value, "language": details.language,
        "note": details.note, "attention": details.attention, "identity": guest.identity,
    }  # fmt: skip


def _guest(row: Row[*tuple[Any, ...]]) -> Guest:
    return Guest(
        row.id,
        GuestDetails(
            row.name, row.latin, row.organisation, row.country, row.phone, row.email, Category(row.category),
            row.language, row.note, row.attention,
        ),
        row.revision,
    )  # fmt: skip
