"""Which desks exist, who is on the staff, and the season keys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, insert, select

from aspara_desk.domain.rights import Role
from aspara_desk.store.models import DESKS, OUTBOX, SEASON, SEASON_KEYS, STAFF

LETTER_GIVEN_UP = "desk_letter_given_up"  # recorded with the desk as its subject: nobody uses its letter from now on


@dataclass(frozen=True, slots=True)
class SeasonKey:
    """`secret` is the bare key, or wrapped as `wrapping` says. It is kept out of every repr."""

    id: UUID
    secret: bytes
    wrapping: dict[str, Any] | None

    def __repr__(self) -> str:
        return f"SeasonKey(id={self.id!s})"


class Identity:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def season_id(self) -> UUID | None:
        return self._connection.execute(select(SEASON.c.id)).scalar_one_or_none()

    def desks(self) -> dict[str, UUID]:
        """The letters claimed so far, and by which desk; also those that were given up."""
        return dict(self._connection.execute(select(DESKS.c.letter, DESKS.c.desk_id)).all())

    def claims(self) -> dict[str, UUID | None]:
        """The letters claimed so far, and which desk may use each: None where it was given up."""
        given_up = and_(OUTBOX.c.subject_id == DESKS.c.desk_id, OUTBOX.c.action == LETTER_GIVEN_UP)
        rows = self._connection.execute(
            select(DESKS.c.letter, DESKS.c.desk_id, OUTBOX.c.id).outerjoin(OUTBOX, given_up)
        )
        return {row.letter: None if row.id else row.desk_id for row in rows}

    def claim(self, letter: str, desk_id: UUID, at: datetime) -> None:
        self._connection.execute(insert(DESKS), {"letter": letter, "desk_id": desk_id, "claimed_at": at})

    def role_of(self, name: str) -> Role | None:
        found = self._connection.execute(select(STAFF.c.role).where(STAFF.c.name == name)).scalar_one_or_none()
        return None if found is None else Role(found)

    def add_key(self, key: SeasonKey, at: datetime) -> None:
        self._connection.execute(
            insert(SEASON_KEYS), {"id": key.id, "secret": key.secret, "wrapping": key.wrapping, "created_at": at}
        )

    def keys(self) -> tuple[SeasonKey, ...]:
        """All keys of the season, oldest first; new tickets use the last."""
        rows = self._connection.execute(
            select(SEASON_KEYS.c.id, SEASON_KEYS.c.secret, SEASON_KEYS.c.wrapping).order_by(SEASON_KEYS.c.created_at)
        )
        return tuple(SeasonKey(row.id, row.secret, row.wrapping) for row in rows)
