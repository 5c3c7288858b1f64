"""Rows of the programme: what loading a season and supervisors on the day write."""

from uuid import UUID

from sqlalchemy import Connection, update

from aspara_desk.domain.programme import Control
from aspara_desk.store.models import EventRow, SeasonRow


class ProgrammeQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set_control(self, event_id: UUID, control: Control, delay_minutes: int) -> None:
        self._connection.execute(
            update(EventRow)
            .where(EventRow.id == event_id)
            .values(control=control.value, delay_minutes=delay_minutes, revision=EventRow.revision + 1)
        )

    def touch(self) -> None:
        """Tells every desk that the programme has changed: from its next transaction on it reads it again."""
        self._connection.execute(update(SeasonRow).values(stamp=SeasonRow.stamp + 1))
