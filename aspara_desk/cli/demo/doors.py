"""The doors of one programme day: whoever comes is scanned, and must get the answer that is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from aspara_desk.cli.demo.ledger import Entry
from aspara_desk.cli.demo.stage import NotHeld, Post, Stage
from aspara_desk.domain.admission import Reason, VerdictKind
from aspara_desk.domain.programme import Direction, Programme
from aspara_desk.door.check_in import Answer, Attempt, check_in
from aspara_desk.door.gates import door_by_key, gate
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import mark
from aspara_desk.reports.attendance import crowd_of
from aspara_desk.staff.workplace import Workplace

_ASKED = {Reason.MISREAD, Reason.JUST_ADMITTED, Reason.CHECK_PERSON}
# Who scans where; a supervisor comes to the desk of the first steward.
_SECOND_STEWARD = {"fair-north", "fair-south", "stalls", "tours", "hall-vip", "amphitheatre-main", "amphitheatre-exit"}


@dataclass(frozen=True, slots=True)
class Due:
    """The answer that must come: its reason, the event where it is known, and whether it lets somebody in."""

    reason: Reason
    event: str | None = None
    kind: VerdictKind | None = None

    @property
    def verdict(self) -> VerdictKind:
        if self.kind is not None:
            return self.kind
        if self.reason is Reason.OK:
            return VerdictKind.ADMIT
        return VerdictKind.ASK if self.reason in _ASKED else VerdictKind.REFUSE


class Doors:
    """`clock` in what follows is local time as people say it, "17:05" or "17:05:30"; "24:15" is after midnight."""

    def __init__(self, stage: Stage, day_number: int) -> None:
        self.stage = stage
        self.day_number = day_number
        self.programme: Programme = stage.programme
        self._season = self.programme.season
        self._day = self._season.first_day + timedelta(days=day_number - 1)

    def moment(self, clock: str) -> datetime:
        hours, minutes, seconds = (int(part) for part in f"{clock}:00".split(":")[:3])
        midnight = datetime.combine(self._day, time(), ZoneInfo(self._season.zone))
        return midnight + timedelta(hours=hours, minutes=minutes, seconds=seconds)

    def steward(self, door: str) -> Workplace:
        return self.stage.at(Post.SECOND_STEWARD if door in _SECOND_STEWARD else Post.STEWARD)

    def refuse(self, door: str, number: str, clock: str, reason: Reason, event: str | None = None) -> Answer:
        return self.scan(door, self.stage.codes[number].reveal(), self.moment(clock), Due(reason, event))

    def enter(self, door: str, number: str, clock: str, event: str) -> Answer:
        """Lets in whoever has the ticket, after a look at the person where the door asks for one."""
        return self._enter(door, number, self.moment(clock), event)

    def crowd(self, door: str, numbers: Sequence[str], clock: str, event: str, every: float = 4) -> None:
        """One after the other, so many seconds apart."""
        first = self.moment(clock)
        for place, number in enumerate(numbers):
            self._enter(door, number, first + timedelta(seconds=every * place), event)
        self.stage.tell(self.stage.ledger.scans)

    def _enter(self, door: str, number: str, at: datetime, event: str) -> Answer:
        code = self.stage.codes[number].reveal()
        if number in self.stage.attention or door_by_key(self.programme, door).hold:
            self.scan(door, code, at, Due(Reason.CHECK_PERSON, event))
            return self.scan(door, code, at + timedelta(seconds=2), Due(Reason.OK, event), confirm=True)
        return self.scan(door, code, at, Due(Reason.OK, event))

    def leave(self, door: str, numbers: Sequence[str], clock: str) -> list[Answer]:
        first = self.moment(clock)
        return [
            self.scan(door, self.stage.codes[one].reveal(), first + timedelta(seconds=3 * place), Due(Reason.OK))
            for place, one in enumerate(numbers)
        ]

    def scan(
        self,
        door: str,
        text: str,
        at: datetime,
        due: Due,
        *,
        confirm: bool = False,
        override: str | None = None,
        scan_id: UUID | None = None,
    ) -> Answer:
        """One reading. With a `scan_id` it is one that was made before, and must change nothing."""
        self.stage.clock.now = at
        here = self.stage.at(Post.SUPERVISOR) if override else self.steward(door)
        place = gate(self.programme, door, None, None)
        attempt = Attempt(text, at, scan_id or here.new_id(at), confirm, override)
        answer = check_in(here, place, attempt)
        self._require(door, due, answer)
        if scan_id is None:
            self._keep(answer, answer.direction)
        return answer

    def _require(self, door: str, due: Due, answer: Answer) -> None:
        verdict = answer.verdict
        event = self.programme.event(verdict.event_id).key if verdict.event_id else None
        right = (verdict.kind, verdict.reason) == (due.verdict, due.reason) and due.event in {None, event}
        if not right:
            raise NotHeld(
                self.stage.say(
                    mark("{door}, {time}: {wanted} was due, and the answer was {found} ({ticket})"),
                    door=door, time=formats.clock_with_seconds(self._season, answer.at),
                    wanted=" ".join(filter(None, [due.verdict, due.reason, due.event])),
                    found=" ".join(filter(None, [verdict.kind, verdict.reason, event])), ticket=answer.ticket or "–",
                )
            )  # fmt: skip

    def _keep(self, answer: Answer, direction: Direction) -> None:
        ledger, verdict = self.stage.ledger, answer.verdict
        ledger.reasons[verdict.reason] += 1
        if verdict.kind is VerdictKind.ADMIT and direction is Direction.IN:
            assert answer.ticket is not None
            assert answer.ticket_type is not None
            assert verdict.event_id is not None
            ledger.entries[answer.scan_id] = Entry(
                ledger.right_of(answer.ticket),
                self.programme.event(verdict.event_id).key,
                crowd_of(answer.ticket_type.category),
            )
