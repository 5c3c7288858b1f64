"""A festival in a store: what the tests sell, scan and look at, in few words."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from aspara_desk.box_office import selling
from aspara_desk.domain.ids import uuid7
from aspara_desk.domain.programme import Direction, Event, Programme
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method, Ticket
from aspara_desk.door import corrections
from aspara_desk.door.check_in import Answer, Attempt, check_in, look_up
from aspara_desk.door.gates import gate
from aspara_desk.programme.loading import load
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.derived import derived_counters
from aspara_desk.store.models import SCANS
from aspara_desk.store.scans import ScanRecord
from aspara_desk.store.season_keys import ENTROPY_BYTES, Keyring, unlock
from tests.rows import count_rows

SEASON = Path(__file__).parent / "season.toml"
ENTROPY = bytes(range(ENTROPY_BYTES))
ZONE = ZoneInfo("Asia/Almaty")


def at(clock: str, day: int = 1) -> datetime:
    """A local time of a programme day as UTC; `"25:30"` is half past one in the night that ends it."""
    hours, minutes, seconds, *_rest = (*(int(part) for part in clock.split(":")), 0)
    midnight = datetime.combine(date(2022, 9, 30) + timedelta(days=day), time(), ZONE)
    return (midnight + timedelta(hours=hours, minutes=minutes, seconds=seconds)).astimezone(UTC)


@dataclass
class Festival:
    """The season of the cases, loaded. `at_desk` makes workplaces: a manager's at desk A unless said otherwise."""

    at_desk: Callable[..., Workplace]
    office: Workplace = field(init=False)
    keys: Keyring = field(init=False)
    _scans: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.office = self.at_desk()
        load(self.office, SEASON, key_entropy=ENTROPY)
        self.keys = unlock(self.office.read(lambda unit: unit.identity.keys()), None)

    @property
    def programme(self) -> Programme:
        return self.office.read(lambda unit: unit.programme)

    def event(self, key: str) -> Event:
        return next(one for one in self.programme.events if one.key == key)

    def sell(self, kind: str = "show", count: int = 1, method: Method = Method.CASH, name: str | None = None):
        guest = selling.guest_named(name) if name else None
        return selling.sell(self.office, self.keys, type_key=kind, count=count, method=method, guest=guest)

    def ticket(self, kind: str = "show", method: Method = Method.CASH, name: str | None = None) -> Ticket:
        return self.sell(kind, 1, method, name).tickets[0]

    def code(self, ticket: Ticket) -> str:
        return self.keys.code(ticket.key_id, ticket.id).reveal()

    def now(self, number: str) -> Ticket:
        """The ticket as it is now."""
        [found] = self.office.read(lambda unit: unit.sales.tickets([number]))
        return found

    def attempt(
        self, what: Ticket | str, now: str | datetime = "19:00", *, scan_id: UUID | None = None, **how
    ) -> Attempt:
        moment = at(now) if isinstance(now, str) else now
        made = scan_id or uuid7(moment, next(self._scans).to_bytes(10, "big"))
        return Attempt(what if isinstance(what, str) else self.code(what), moment, made, **how)

    def scan(
        self,
        what: Ticket | str,
        now: str | datetime = "19:00",
        *,
        door: str = "hall",
        event: str | None = None,
        direction: Direction | None = None,
        desk: str = "A",
        role: Role = Role.SUPERVISOR,
        name: str = "Dana",
        **how,
    ) -> Answer:
        """A ticket's code, or a text, scanned at a door."""
        here = self.at_desk(role=role, letter=desk, name=name)
        return check_in(here, gate(self.programme, door, event, direction), self.attempt(what, now, **how))

    def leave(self, what: Ticket | str, now: str | datetime, *, door: str = "hall-out", **how) -> Answer:
        return self.scan(what, now, door=door, direction=Direction.OUT, **how)

    def look_up(self, what: Ticket | str, now: str = "19:00", *, door: str = "hall", **how) -> Answer:
        return look_up(
            self.at_desk(role=Role.STEWARD), gate(self.programme, door, None, None), self.attempt(what, now, **how)
        )

    def undo(self, answer: Answer, why: str = "wrong person", *, role: Role = Role.STEWARD, desk: str = "A"):
        return corrections.undo(self.at_desk(role=role, letter=desk, name="Dana"), answer.scan_id, why)

    def scans(self, ticket: Ticket) -> tuple[ScanRecord, ...]:
        return self.office.read(lambda unit: unit.scans.of_ticket(ticket.id))

    def count_scans(self) -> int:
        return count_rows(self.office.store, SCANS)

    def admissions(self, ticket: Ticket) -> list[ScanRecord]:
        return [
            one for one in self.scans(ticket)
            if one.verdict.kind.value == "admit" and one.direction is Direction.IN
        ]  # fmt: skip

    def counters_off(self) -> dict[str, tuple[int, int]]:
        """Counters that are not what the scans and the tickets say: kept, derived."""

        def work(unit):
            kept = unit.counters.all()
            derived = dict(derived_counters(unit))
            standing = unit.sales.standing_by_type()
            for kind in unit.programme.ticket_types:
                derived[f"sold/{kind.id.hex}"] = standing.get(kind.id, 0)
            return {key: (kept.get(key, 0), value) for key, value in derived.items() if kept.get(key, 0) != value}

        return self.office.read(work)


def told(answer: Answer) -> str:
    """The reason; where it let somebody in all the same, or asked, with that before it."""
    verdict = answer.verdict
    usual = {"ok": "admit", "misread": "ask", "just_admitted": "ask", "check_person": "ask"}
    expected = usual.get(verdict.reason.value, "refuse")
    return verdict.reason.value if verdict.kind.value == expected else f"{verdict.kind.value} {verdict.reason.value}"


def reasons(answers: Sequence[Answer]) -> list[str]:
    return [told(one) for one in answers]
