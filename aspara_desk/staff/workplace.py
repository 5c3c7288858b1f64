"""A place of work: who acts, on which store, by which clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from aspara_desk.domain.errors import Refused
from aspara_desk.domain.rights import Actor, Right
from aspara_desk.store.unit import Reading, Store, Writing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Workplace:
    """Every use case is carried out at one. `clock` gives UTC; `new_id` gives a UUIDv7 for a moment."""

    store: Store
    actor: Actor
    clock: Callable[[], datetime]
    new_id: Callable[[datetime], UUID]

    def require(self, right: Right) -> None:
        """Raises Refused where the actor's role does not have the right."""
        if not self.actor.may(right):
            raise Refused("not_allowed", actor=self.actor.name, role=self.actor.role.value, right=right.value)

    def read(self, work: Callable[[Reading], T]) -> T:
        return self.store.read(work)

    def write(self, work: Callable[[Writing], T]) -> T:
        """One act: what `work` returns is durable when this returns. It may run again when desks race."""
        now = self.clock()
        return self.store.write(self.actor, now, lambda: self.new_id(now), work)
