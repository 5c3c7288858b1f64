from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from aspara_desk.box_office.selling import Sold, sell
from aspara_desk.domain.programme import Direction, Door
from aspara_desk.domain.sales import Method
from aspara_desk.door.check_in import Answer, Attempt, check_in
from aspara_desk.door.gates import Gate
from aspara_desk.programme.loading import load
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.engine import begin_writing
from aspara_desk.store.season_keys import ENTROPY_BYTES, Keyring, unlock
from aspara_desk.store.unit import Store

SAMPLE = Path(__file__).parents[2] / "resources" / "season" / "aspara-2022.toml"
DURING_YOUNG = datetime(2022, 10, 2, 8, 30, tzinfo=UTC)  # 14:30 in Taraz: doors are open for d2-show-young


@dataclass
class Festival:
    """A store with the sample season, and somebody at desk A who may do everything."""

    here: Workplace
    clock: Any
    keyring: Keyring

    @property
    def store(self) -> Store:
        return self.here.store

    def sell(self, type_key: str = "show-d2-young", count: int = 1, method: Method = Method.CASH) -> Sold:
        return sell(self.here, self.keyring, type_key=type_key, count=count, method=method)

    def scan(self, number: str, *, direction: Direction = Direction.IN, confirm: bool = True) -> Answer:
        self.clock.advance(seconds=10)
        at = self.here.clock()
        attempt = Attempt(number, at, self.here.new_id(at), confirm=confirm)
        return check_in(self.here, Gate("hall-main", direction), attempt)

    def door(self, key: str = "hall-main") -> Door:
        doors = self.here.read(lambda unit: unit.programme).doors
        return next(one for one in doors if one.key == key)

    def execute(self, statement: str, **values: object) -> None:
        """Raw SQL, behind the program's back."""
        with self.store.engine.connect() as connection, begin_writing(connection):
            connection.execute(text(statement), values)

    def digest(self, key_id: UUID, ticket_id: UUID) -> bytes:
        return self.keyring.code(key_id, ticket_id).digest


def load_sample(here: Workplace, clock: Any) -> Festival:
    """The sample season, in the afternoon of its second day."""
    load(here, SAMPLE, key_entropy=bytes(range(ENTROPY_BYTES)))
    clock.now = DURING_YOUNG
    return Festival(here, clock, unlock(here.read(lambda unit: unit.identity.keys()), None))
