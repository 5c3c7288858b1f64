"""A desk that sells and scans as fast as it can and says what it has answered, until it is killed."""

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from multiprocessing.connection import Connection
from uuid import UUID

from aspara_desk.box_office import selling
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.programme import Direction
from aspara_desk.door import corrections
from aspara_desk.door.check_in import Attempt, check_in
from aspara_desk.door.gates import door_by_key, gate
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring, unlock
from tests.door.festival import at
from tests.e2e.crowd import new_id, now, workplace

KINDS = ("show-unlimited", "show-after-exit", "show-free", "crew")
READY, GONE = "ready", "gone"
# What is confirmed: ("sold", numbers) or ("scanned", scan id, reason).
Confirmed = tuple[str, list[str]] | tuple[str, UUID, str]


class _Desk:
    def __init__(self, here: Workplace, keys: Keyring, chance: random.Random) -> None:
        self.here = here
        self.keys = keys
        self.chance = chance
        self.programme = here.read(lambda unit: unit.programme)
        self.tickets: list = []
        self.moments = (at("18:00") + timedelta(seconds=one) for one in itertools.count())

    def acts(self) -> Iterator[Callable[[], Confirmed]]:
        yield self.sell
        while True:
            yield self.chance.choices([self.sell, self.scan, self.undo, self.clear], [3, 12, 2, 1])[0]

    def sell(self) -> Confirmed:
        kind, count = self.chance.choice(KINDS), self.chance.randint(1, 3)
        sold = selling.sell(self.here, self.keys, type_key=kind, count=count)
        self.tickets += sold.tickets
        return "sold", [one.number for one in sold.tickets]

    def scan(self) -> Confirmed:
        ticket = self.chance.choice(self.tickets[-5:])
        text = self.keys.code(ticket.key_id, ticket.id).reveal()
        entrance = gate(self.programme, "hall", None, self.chance.choice([Direction.IN, Direction.OUT]))
        answer = check_in(self.here, entrance, Attempt(text, next(self.moments), new_id(now())))
        return "scanned", answer.scan_id, answer.verdict.reason.value

    def undo(self) -> Confirmed:
        confirmed = self.scan()
        if confirmed[-1] == "ok":
            corrections.undo(self.here, UUID(str(confirmed[1])), "wrong person")
        return confirmed

    def clear(self) -> Confirmed:
        corrections.everyone_out(self.here, door_by_key(self.programme, "hall"), "drill", next(self.moments))
        return "sold", []


def work(told: Connection, address: str, seed: int) -> None:
    """Says READY once the store is open, then what is durable, act by act, and GONE if the store went away."""
    with workplace(address) as here:
        desk = _Desk(here, unlock(here.read(lambda unit: unit.identity.keys()), None), random.Random(seed))
        told.send(READY)
        try:
            for act in desk.acts():
                told.send(act())
        except StoreUnusable as error:
            told.send((GONE, error.kind))
