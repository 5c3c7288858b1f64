"""Checking in: the decision and its record are one transaction, and the answer is given after both are durable."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from aspara_desk.domain import presence
from aspara_desk.domain.admission import DoorFacts, ScanFacts, Source, TicketFacts, Verdict, VerdictKind, decide
from aspara_desk.domain.code import Reading, TicketCode, TicketNumber, Unreadable, read
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.presence import Movement, Occupancy
from aspara_desk.domain.programme import Direction
from aspara_desk.domain.reasons import clean_reason
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import ticket_number
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.door.gates import Checkpoint, Gate, all_entrances, checkpoint
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.scans import ScanRecord
from aspara_desk.store.unit import Reading as StoreReading
from aspara_desk.store.unit import Writing


@dataclass(frozen=True, slots=True)
class Attempt:
    """One reading and how it is meant. `at` is its own time (UTC); the same `scan_id` again gives the same answer.

    `answers` names the scan that a confirmation or an override answers; where it is not named, it is the latest
    scan of that ticket at this door.
    """

    text: str = field(repr=False)  # it may be a ticket's code
    at: datetime
    scan_id: UUID
    confirm: bool = False
    override: str | None = None
    answers: UUID | None = None
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the steward sees. The ticket's details are None where nothing was found."""

    verdict: Verdict
    scan_id: UUID
    at: datetime
    direction: Direction
    ticket: str | None = None
    guest: str | None = None
    organisation: str | None = None
    ticket_type: TicketType | None = None
    seat: str | None = None


def check_in(here: Workplace, gate: Gate, attempt: Attempt) -> Answer:
    """Decides, records, and only then answers.

    Raises Refused for an override by someone who may not, Misused for one without a reason, and for a gate whose
    door or chosen event the programme no longer has.
    """
    here.require(Right.SCAN)
    if attempt.override is not None:
        here.require(Right.OVERRIDE)
        attempt = replace(attempt, override=clean_reason(attempt.override))
    reading = read(attempt.text)
    return here.write(lambda unit: _check_in(unit, gate, attempt, reading))


def look_up(here: Workplace, gate: Gate | None, attempt: Attempt) -> Answer:
    """What the answer would be; without a gate, at all entrances together. Nothing is recorded, nobody is admitted."""
    here.require(Right.SCAN)
    reading = read(attempt.text)

    def work(unit: StoreReading) -> Answer:
        post = checkpoint(unit.programme, gate) if gate else all_entrances(unit.programme, attempt.at)
        ticket = _find(unit, reading, here.actor.desk_letter)
        facts = _scan_facts(attempt, reading, ticket)
        verdict = decide(facts, _door_facts(unit, post, here.actor.desk_id, attempt.at), attempt.at)
        return _answer(attempt, post, verdict, ticket)

    return here.read(work)


def _check_in(unit: Writing, gate: Gate, attempt: Attempt, reading: Reading) -> Answer:
    earlier = unit.scans.recorded(attempt.scan_id)
    if earlier is not None:
        _require_same(unit, earlier, reading)
        return answer_of(unit, earlier)
    post = checkpoint(unit.programme, gate)
    ticket = _find(unit, reading, unit.actor.desk_letter)
    facts = _scan_facts(attempt, reading, ticket)
    # Where a place may be taken, and where one may be left.
    unit.lock_venues({*post.entered, *venues_of(unit, ticket.movements)} if ticket else ())
    verdict = decide(facts, _door_facts(unit, post, unit.actor.desk_id, attempt.at), attempt.at)
    record = ScanRecord(
        id=attempt.scan_id,
        at=attempt.at,
        recorded_at=unit.now,
        desk_id=unit.actor.desk_id,
        door_id=post.door.id,
        direction=post.direction,
        source=facts.source.value,
        actor=unit.actor.name,
        verdict=verdict,
        code_hash=reading.digest if isinstance(reading, TicketCode) else None,
        ticket_id=ticket.id if ticket else None,
        entitlement_id=ticket.entitlement_id if ticket else None,
        answers=_answered(unit, attempt, ticket, post, verdict),
    )
    unit.scans.add(record)
    if ticket is not None and verdict.passage is not None:
        moved = _movement(record, verdict)
        move_counters(unit, ticket.type, ticket.movements, (*ticket.movements, moved))
    unit.record(
        "scanned", record.id, door=post.door.key, verdict=verdict.kind.value, reason=verdict.reason.value,
        ticket=ticket.number if ticket else None, override=verdict.override,
    )  # fmt: skip
    return _answer(attempt, post, verdict, ticket)


def _require_same(unit: Writing, earlier: ScanRecord, reading: Reading) -> None:
    """One guest's answer is not given to another: a scan id that comes again must bring the same ticket."""
    if isinstance(reading, TicketCode) and reading.digest == earlier.code_hash:
        return
    ticket = _find(unit, reading, unit.actor.desk_letter)
    if ticket is not None and ticket.id != earlier.ticket_id:
        raise Misused("scan_id_taken", scan_id=str(earlier.id))


def _find(unit: StoreReading, reading: Reading, own_letter: str) -> TicketFacts | None:
    match reading:
        case TicketCode():
            return unit.scans.by_hash(reading.digest, unit.programme)
        case TicketNumber(letters=letters, serial=serial):
            numbers = [ticket_number(letter, serial) for letter in letters] or _with_serial(unit, serial, own_letter)
            found = (unit.scans.by_number(number, unit.programme) for number in numbers)
            return next((one for one in found if one is not None), None)
        case _:
            return None


def _with_serial(unit: StoreReading, serial: int, own_letter: str) -> list[str]:
    """Bare digits mean this desk's ticket; another desk's only where no two could be meant."""
    numbers = unit.scans.numbers_with(serial)
    own = ticket_number(own_letter, serial)
    if own in numbers:
        return [own]
    return numbers if len(numbers) == 1 else []


def _scan_facts(attempt: Attempt, reading: Reading, ticket: TicketFacts | None) -> ScanFacts:
    unreadable = reading if isinstance(reading, Unreadable) else None
    typed = Source.TYPED if isinstance(reading, TicketNumber) else Source.SCAN
    source = Source.PICKED if attempt.picked else typed
    return ScanFacts(ticket, unreadable, source, attempt.confirm, attempt.override)


def venues_of(unit: StoreReading, *histories: Sequence[Movement]) -> set[UUID]:
    """The venues in which these histories of movements end."""
    events = (presence.position(one, unit.clearances) for one in histories)
    return {unit.programme.event(one).venue_id for one in events if one is not None}


def _door_facts(unit: StoreReading, post: Checkpoint, desk_id: UUID, now: datetime) -> DoorFacts:
    occupancy = read_occupancy(unit, post.entered, now)
    return DoorFacts(unit.programme, post.door, desk_id, post.direction, occupancy, unit.clearances, post.chosen)


def read_occupancy(unit: StoreReading, venue_ids: Sequence[UUID], now: datetime) -> Occupancy:
    """The counters of these venues and of their events on the programme day of `now`."""
    programme = unit.programme
    today = programme.season.programme_day(now)
    events = [event.id for venue_id in venue_ids for event in programme.events_at(venue_id, today)]
    inside = {counters.inside(one): one for one in events}
    audience = {counters.audience(one): one for one in events}
    heads = {counters.headcount(one, today.isoformat()): one for one in venue_ids}
    values = unit.counters.values([*inside, *audience, *heads])
    return Occupancy(
        {one: values[counter] for counter, one in inside.items()},
        {one: values[counter] for counter, one in audience.items()},
        {one: values[counter] for counter, one in heads.items()},
    )


def move_counters(
    unit: Writing, ticket_type: TicketType, before: Sequence[Movement], after: Sequence[Movement]
) -> None:
    """Counts an entitlement out of where it stood and into where it stands now, and among those who came."""
    counted_before = _counted(unit, ticket_type, before)
    counted_after = _counted(unit, ticket_type, after)
    steps: defaultdict[tuple[UUID, int], list[str]] = defaultdict(list)
    for counter, event_id in counted_before.items() - counted_after.items():
        steps[event_id, -1].append(counter)
    for counter, event_id in counted_after.items() - counted_before.items():
        steps[event_id, 1].append(counter)
    for (_, by), moved in sorted(steps.items()):
        unit.counters.step(moved, by)


def _counted(unit: Writing, ticket_type: TicketType, movements: Sequence[Movement]) -> dict[str, UUID]:
    """The counters that an entitlement with these movements is in, each with its event."""
    stands = presence.position(movements, unit.clearances)
    found = {} if stands is None else {counters.inside(stands): stands}
    if ticket_type.category.is_crew:
        return found
    if stands is not None:
        found[counters.audience(stands)] = stands
    return found | {counters.came(one): one for one in presence.visited(movements)}


def _movement(record: ScanRecord, verdict: Verdict) -> Movement:
    passage = verdict.passage
    assert passage is not None
    return Movement(
        record.id, passage.direction, passage.event_id, passage.venue_id, record.desk_id, record.door_id, record.actor,
        record.at, passage.slot, passage.ordinal, passage.uses_entry,
    )  # fmt: skip


def _answered(
    unit: Writing, attempt: Attempt, ticket: TicketFacts | None, post: Checkpoint, verdict: Verdict
) -> UUID | None:
    """The scan that this one answers, where it confirmed or overrode."""
    if attempt.answers is not None or ticket is None or not (verdict.confirmed or verdict.override):
        return attempt.answers
    wanted = VerdictKind.ASK if verdict.confirmed else VerdictKind.REFUSE
    return unit.scans.last_with(ticket.id, post.door.id, wanted)


def answer_of(unit: StoreReading, record: ScanRecord) -> Answer:
    """What was answered to a scan, with the ticket's details as they are now."""
    ticket = None
    if record.ticket_id is not None:
        ticket = unit.scans.by_id(record.ticket_id, unit.programme)
    return Answer(record.verdict, record.id, record.at, record.direction, *_details(ticket))


def _answer(attempt: Attempt, post: Checkpoint, verdict: Verdict, ticket: TicketFacts | None) -> Answer:
    return Answer(verdict, attempt.scan_id, attempt.at, post.direction, *_details(ticket))


def _details(
    ticket: TicketFacts | None,
) -> tuple[str | None, str | None, str | None, TicketType | None, str | None]:
    if ticket is None:
        return None, None, None, None, None
    return ticket.number, ticket.guest, ticket.organisation, ticket.type, ticket.seat
