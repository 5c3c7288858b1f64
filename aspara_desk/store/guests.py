"""Guests and how they are found."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select

from aspara_desk.domain import names
from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.domain.ticket_types import Category
from aspara_desk.store.models import GuestRow, GuestWordRow, ImportRow

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class NewGuest:
    """A guest about to be written. `words` are the folded words of the name and of its Latin spelling.

    `identity` is a digest of everything that tells guests apart.
    """

    id: UUID
    details: GuestDetails
    identity: bytes
    words: tuple[str, ...]
    import_id: UUID | None = None


def new_guest(guest_id: UUID, details: GuestDetails, import_id: UUID | None = None) -> NewGuest:
    """A guest with the folded words by which the name is found, in its own script and in Latin letters."""
    written = replace(details, latin=details.latin or names.latin(details.name))
    words = (*names.skeletons(written.name), *names.skeletons(written.latin))
    return NewGuest(guest_id, written, identity(details), tuple(dict.fromkeys(words)), import_id)


def identity(details: GuestDetails) -> bytes:
    """A digest of what tells guests apart: name, organisation, and how to reach them, folded."""
    phone = "".join(letter for letter in details.phone if letter.isdigit())
    parts = (
        " ".join(sorted(names.skeletons(details.name))), details.organisation.casefold(), phone[-10:],
        details.email.casefold(), details.category.value,
    )  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).digest()[:16]


class Guests:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, guests: Sequence[NewGuest], at: datetime) -> None:
        self._connection.execute(insert(GuestRow), [
            {"id": guest.id, "name": guest.details.name, "latin": guest.details.latin,
             "organisation": guest.details.organisation, "country": guest.details.country,
             "phone": guest.details.phone, "email": guest.details.email, "category": guest.details.category.value,
             "language": guest.details.language, "note": guest.details.note, "attention": guest.details.attention,
             "identity": guest.identity, "import_id": guest.import_id, "created_at": at}
            for guest in guests
        ])  # fmt: skip
        words = [{"word": word, "guest_id": guest.id} for guest in guests for word in dict.fromkeys(guest.words)]
        if words:
            self._connection.execute(insert(GuestWordRow), words)

    def known(self, identities: Sequence[bytes]) -> Mapping[bytes, UUID]:
        """Which of these identities the store has, and as which guest."""
        found: dict[bytes, UUID] = {}
        for start in range(0, len(identities), _AT_ONCE):
            part = identities[start : start + _AT_ONCE]
            rows = self._connection.execute(
                select(GuestRow.identity, GuestRow.id).where(GuestRow.identity.in_(part)).order_by(GuestRow.id.desc())
            )
            found.update(rows.tuples().all())
        return found

    def by_ids(self, ids: Sequence[UUID]) -> Mapping[UUID, Guest]:
        found: dict[UUID, Guest] = {}
        for start in range(0, len(ids), _AT_ONCE):
            rows = self._connection.execute(
                select(GuestRow.__table__).where(GuestRow.id.in_(ids[start : start + _AT_ONCE]))
            )
            found.update((row.id, _guest(row)) for row in rows)
        return found

    def starting_with(self, prefixes: Iterable[str], limit: int) -> list[UUID]:
        """Guests with, for each of these folded beginnings, a word that begins so."""
        wanted = sorted(set(prefixes), key=len, reverse=True)
        if not wanted:
            return []
        statement = select(GuestWordRow.guest_id).where(_begins(GuestWordRow.word, wanted[0])).distinct()
        for prefix in wanted[1:]:
            others = select(GuestWordRow.guest_id).where(_begins(GuestWordRow.word, prefix))
            statement = statement.where(GuestWordRow.guest_id.in_(others))
        return list(self._connection.execute(statement.limit(limit)).scalars())

    def add_import(self, row: Mapping[str, object]) -> None:
        self._connection.execute(insert(ImportRow), dict(row))

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(GuestRow)).scalar_one()


def _begins(column: Any, prefix: str) -> Any:  # noqa: ANN401 - an SQL expression
    """A range that an index serves; U+10FFFF sorts after every letter."""
    return (column >= prefix) & (column < prefix + "\U0010ffff")


def _guest(row: Row[*tuple[Any, ...]]) -> Guest:
    return Guest(
        row.id,
        GuestDetails(
            row.name, row.latin, row.organisation, row.country, row.phone, row.email, Category(row.category),
            row.language, row.note, row.attention,
        ),
        row.revision,
    )  # fmt: skip
