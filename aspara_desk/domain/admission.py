"""The decision at the door: who gets in, who does not, and why.

`decide` is pure and stops at the first rule that holds; the order of the rules is the order of the reasons in
`Reason`. Words are made elsewhere, from the reason and its facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from aspara_desk.domain.code import Unreadable
from aspara_desk.domain.opening_times import Phase, Side, event_at_door, phase, side, window
from aspara_desk.domain.presence import Clearances, Movement, Occupancy, inside, latest
from aspara_desk.domain.programme import Direction, Door, Event, Programme
from aspara_desk.domain.sales import TicketState
from aspara_desk.domain.ticket_types import Grant, Per, Reentry, TicketType, most_generous

DOUBLE_BEEP = timedelta(seconds=5)
EXIT_SLOT = "exit"


class VerdictKind(StrEnum):
    ADMIT = "admit"
    REFUSE = "refuse"
    ASK = "ask"


class Reason(StrEnum):
    OK = "ok"
    MISREAD = "misread"
    NOT_A_TICKET = "not_a_ticket"
    UNKNOWN = "unknown"
    VOID = "void"
    REPLACED = "replaced"
    BLOCKED = "blocked"
    UNPAID = "unpaid"
    NOT_GRANTED = "not_granted"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    JUST_ADMITTED = "just_admitted"
    ALREADY_IN = "already_in"
    ENTRIES_USED = "entries_used"
    FULL = "full"
    CHECK_PERSON = "check_person"


_ASKS = {Reason.MISREAD, Reason.JUST_ADMITTED, Reason.CHECK_PERSON}
_NEVER_OVERRIDDEN = {
    Reason.MISREAD, Reason.NOT_A_TICKET, Reason.UNKNOWN, Reason.JUST_ADMITTED, Reason.FULL, Reason.CHECK_PERSON,
}  # fmt: skip


class Notice(StrEnum):
    """What the steward should know or do beside the verdict."""

    CHECK_NAME = "check_name"
    CHECK_CARD = "check_card"
    TYPE = "type"
    ON_TRUST = "on_trust"
    OVER_CAPACITY = "over_capacity"
    KEPT_OPEN = "kept_open"
    EXIT_WITHOUT_ENTRY = "exit_without_entry"
    VOID = "ticket_void"
    REPLACED = "ticket_replaced"
    BLOCKED = "ticket_blocked"


class Source(StrEnum):
    """How a reading came: from a symbol, typed as a number, or picked from a list."""

    SCAN = "scan"
    TYPED = "typed"
    PICKED = "picked"


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """All that is known about the ticket in hand. `movements` are those that stand, of its entitlement.

    `highest` gives the highest ordinal ever given in a slot, undone ones included. `seat_taken_by` is the number of the
    ticket that the seat of a void one was given to since.
    """

    id: UUID
    number: str
    state: TicketState
    entitlement_id: UUID
    type: TicketType
    paid: bool
    replaced_by: str | None = None
    guest: str | None = None
    organisation: str | None = None
    attention: str | None = None
    seat: str | None = None
    seat_taken_by: str | None = None
    movements: tuple[Movement, ...] = ()
    highest: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """One reading. `ticket` is None where it was unreadable or nothing here has that code or number."""

    ticket: TicketFacts | None
    unreadable: Unreadable | None = None
    source: Source = Source.SCAN
    confirm: bool = False
    override: str | None = None


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """Where the reading was made, and how full it is there. `chosen` is the event the steward picked."""

    programme: Programme
    door: Door
    desk_id: UUID
    direction: Direction
    occupancy: Occupancy
    clearances: Clearances
    chosen: UUID | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The movement that a verdict lets happen: where it counts, and whether it uses an entry."""

    direction: Direction
    event_id: UUID | None
    venue_id: UUID | None
    slot: str
    ordinal: int
    uses_entry: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """`facts` are JSON: texts, numbers, ids as hex and moments as ISO 8601 in UTC."""

    kind: VerdictKind
    reason: Reason
    event_id: UUID | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    passage: Passage | None = None
    confirmed: bool = False
    override: str | None = None

    @property
    def may_be_confirmed(self) -> bool:
        """Whether a steward's confirmation is worth another scan; it is decided again."""
        return self.kind is VerdictKind.ASK and self.reason is Reason.CHECK_PERSON

    @property
    def may_be_overridden(self) -> bool:
        """Whether a supervisor's override is worth another scan; it is decided again."""
        return self.kind is VerdictKind.REFUSE and self.reason not in _NEVER_OVERRIDDEN


def went_out(verdict: Verdict, direction: Direction) -> bool:
    """Whether a scan with that verdict let somebody out."""
    return verdict.kind is VerdictKind.ADMIT and direction is Direction.OUT


@dataclass(frozen=True, slots=True)
class _Refusal:
    reason: Reason
    facts: Mapping[str, object] = field(default_factory=dict)
    event: Event | None = None

    def verdict(self) -> Verdict:
        kind = VerdictKind.ASK if self.reason in _ASKS else VerdictKind.REFUSE
        return Verdict(kind, self.reason, self.event.id if self.event else None, self.facts)


def decide(scan: ScanFacts, door: DoorFacts, now: datetime) -> Verdict:
    """The verdict on one reading at one door at `now`, the scan's own time (UTC)."""
    if scan.unreadable is not None:
        return _Refusal(Reason(scan.unreadable.value)).verdict()
    if scan.ticket is None:
        return _Refusal(Reason.UNKNOWN).verdict()
    if door.direction is Direction.OUT:
        return _leave(scan.ticket, door, now)
    return _Entering(scan, scan.ticket, door, now).verdict()


def _leave(ticket: TicketFacts, door: DoorFacts, now: datetime) -> Verdict:
    """Nobody is kept inside: every exit by a ticket that was issued here is recorded."""
    entry = inside(ticket.movements, door.clearances, door.programme, now)
    standing = entry.event_id if entry else None
    event = door.programme.event(standing) if standing else event_at_door(door.programme, door.door, now, door.chosen)
    notices = [] if entry else [Notice.EXIT_WITHOUT_ENTRY]
    if ticket.state is not TicketState.VALID:
        notices.append(Notice(f"ticket_{ticket.state.value}"))
    event_id, venue_id = (event.id, event.venue_id) if event else (None, None)
    passage = Passage(
        Direction.OUT, event_id, venue_id, EXIT_SLOT, ticket.highest.get(EXIT_SLOT, 0) + 1, uses_entry=False
    )
    return Verdict(VerdictKind.ADMIT, Reason.OK, event_id, notices=tuple(notices), passage=passage)


class _Entering:
    """One decision about an entry. An override goes on past the refusal it answers, but not past a full hall."""

    def __init__(self, scan: ScanFacts, ticket: TicketFacts, door: DoorFacts, now: datetime) -> None:
        self.scan = scan
        self.ticket = ticket
        self.door = door
        self.now = now
        self.overridden: _Refusal | None = None

    def verdict(self) -> Verdict:
        refusal = _state(self.ticket) or _payment(self.ticket)
        if refusal and not self._may_override(refusal):
            return refusal.verdict()
        choice = self._choose()
        if isinstance(choice, _Refusal):
            instead = self._by_override(choice) if self._may_override(choice) else choice
            if isinstance(instead, _Refusal):
                return instead.verdict()
            choice = instead
        event, passage = choice
        fullness = self._fullness(event)
        if isinstance(fullness, _Refusal):
            return fullness.verdict()
        return self._welcome(event, passage, fullness)

    def _may_override(self, refusal: _Refusal) -> bool:
        if self.scan.override is None or refusal.reason in _NEVER_OVERRIDDEN:
            return False
        self.overridden = self.overridden or refusal
        return True

    def _choose(self) -> tuple[Event, Passage] | _Refusal:
        """The event the guest enters, among those granted, running and not used up; or why there is none."""
        running = _running(self.ticket.type, self.door, self.now)
        if isinstance(running, _Refusal):
            return running
        events = [event for event, _grant in running]
        if beep := self._double_beep([event for event in events if event.id == self.door.chosen] or events):
            return beep
        left: list[tuple[Event, Passage]] = []
        used: list[_Refusal] = []
        for event, grant in running:
            answer = self._entry(event, grant)
            if isinstance(answer, Passage):
                left.append((event, answer))
            else:
                used.append(answer)
        if left:
            return max(left, key=lambda one: (one[0].id == self.door.chosen, one[0].opens_at, one[0].key))
        return max(used, key=lambda one: one.event is not None and (one.event.id == self.door.chosen))

    def _double_beep(self, events: Sequence[Event]) -> _Refusal | None:
        last = latest(self.ticket.movements, self.now)
        if last is None or last.direction is Direction.OUT or last.desk_id != self.door.desk_id:
            return None
        age = self.now - last.at
        for event in events:
            if event.id == last.event_id and age <= DOUBLE_BEEP:
                return _Refusal(Reason.JUST_ADMITTED, {"seconds": int(age.total_seconds())}, event)
        return None

    def _entry(self, event: Event, grant: Grant) -> Passage | _Refusal:
        slot = grant.slot(event.id, event.day)
        counted = [one for one in self.ticket.movements if one.slot == slot and one.direction is Direction.IN]
        again = any(one.at <= self.now and self._is_same_visit(one, event, grant) for one in counted) and (
            grant.reentry is Reentry.FREE or (grant.reentry is Reentry.AFTER_EXIT and not self._is_inside(event))
        )
        used = sum(one.uses_entry for one in counted)
        if again or grant.entries is None or used < grant.entries:
            return self._passage(event, slot, uses_entry=not again)
        first = min(counted, key=lambda one: one.at)
        facts = {
            "first_at": first.at.isoformat(), "first_door": first.door_id.hex, "first_actor": first.actor,
            "last_at": max(one.at for one in counted).isoformat(), "entries": grant.entries,
        }  # fmt: skip
        return _Refusal(Reason.ALREADY_IN if grant.entries == 1 else Reason.ENTRIES_USED, facts, event)

    def _passage(self, event: Event, slot: str, *, uses_entry: bool) -> Passage:
        ordinal = self.ticket.highest.get(slot, 0) + 1
        return Passage(Direction.IN, event.id, event.venue_id, slot, ordinal, uses_entry)

    def _is_same_visit(self, entry: Movement, event: Event, grant: Grant) -> bool:
        """Whether coming to the event after that entry is coming back.

        One of a season's entries is spent on one event: the next event is the next entry. Crew come back to work.
        """
        return grant.per is not Per.SEASON or entry.event_id == event.id or self.ticket.type.category.is_crew

    def _is_inside(self, event: Event) -> bool:
        """Inside where the event is: whoever comes in at another venue has left the first."""
        entry = inside(self.ticket.movements, self.door.clearances, self.door.programme, self.now)
        return entry is not None and entry.venue_id == event.venue_id

    def _by_override(self, refused: _Refusal) -> tuple[Event, Passage] | _Refusal:
        event = self._overridden_at(refused)
        if event is None:
            return refused
        if beep := self._double_beep([event]):
            return beep
        grants = [grant for grant in self.ticket.type.grants if event.id in grant.opens]
        slot = (most_generous(grants) if grants else Grant(0, frozenset({event.id}))).slot(event.id, event.day)
        return event, self._passage(event, slot, uses_entry=True)

    def _overridden_at(self, refused: _Refusal) -> Event | None:
        """The event that was refused, unless it is over: then the guest comes to what the door works for now."""
        programme = self.door.programme
        if refused.event is not None and not programme.is_over(refused.event, self.now):
            return refused.event
        return event_at_door(programme, self.door.door, self.now, self.door.chosen)

    def _fullness(self, event: Event) -> tuple[Notice, ...] | _Refusal:
        entry = inside(self.ticket.movements, self.door.clearances, self.door.programme, self.now)
        venue = self.door.programme.venue(event.venue_id)
        people = self.door.occupancy.of_venue(venue.id, self.door.programme, self.now)
        full_venue = people >= venue.capacity and (entry is None or entry.venue_id != venue.id)
        audience = self.door.occupancy.audience.get(event.id, 0)
        full_audience = (
            event.audience_limit is not None
            and not self.ticket.type.category.is_crew
            and (entry is None or entry.event_id != event.id)
            and audience >= event.audience_limit
        )
        if not full_venue and not full_audience:
            return ()
        if not venue.exits_counted:
            return (Notice.OVER_CAPACITY,)
        if full_venue:
            return _Refusal(Reason.FULL, {"venue": venue.id.hex, "inside": people, "limit": venue.capacity}, event)
        return _Refusal(Reason.FULL, {"audience": audience, "limit": event.audience_limit}, event)

    def _welcome(self, event: Event, passage: Passage, notices: tuple[Notice, ...]) -> Verdict:
        if phase(self.door.programme, event, self.now) is Phase.KEPT_OPEN:
            notices = (Notice.KEPT_OPEN, *notices)
        notices = (*_notices(self.ticket), *notices)
        admitted = Verdict(VerdictKind.ADMIT, Reason.OK, event.id, notices=notices, passage=passage)
        if self.overridden:
            refused = self.overridden
            return replace(admitted, reason=refused.reason, facts=refused.facts, override=self.scan.override)
        because = self._to_check()
        if because is None:
            return admitted
        facts: dict[str, object] = {"because": because}
        if self.ticket.attention:
            facts["attention"] = self.ticket.attention
        if because in {Source.TYPED, Source.PICKED} and self.ticket.guest is None:
            facts["nameless"] = True
        if self.scan.confirm or self.scan.override is not None:
            return replace(admitted, confirmed=True, facts=facts)
        return Verdict(VerdictKind.ASK, Reason.CHECK_PERSON, event.id, facts, notices)

    def _to_check(self) -> str | None:
        if self.ticket.attention:
            return "attention"
        if self.scan.source is not Source.SCAN:
            return self.scan.source.value
        return "hold" if self.door.door.hold else None


def _state(ticket: TicketFacts) -> _Refusal | None:
    match ticket.state:
        case TicketState.VALID:
            return None
        case TicketState.REPLACED:
            return _Refusal(Reason.REPLACED, {"replaced_by": ticket.replaced_by})
        case TicketState.VOID if ticket.seat_taken_by is not None:
            return _Refusal(Reason.VOID, {"seat": ticket.seat, "seat_taken_by": ticket.seat_taken_by})
        case _:
            return _Refusal(Reason(ticket.state.value))


def _payment(ticket: TicketFacts) -> _Refusal | None:
    return None if ticket.paid or ticket.type.on_trust else _Refusal(Reason.UNPAID)


def _running(ticket_type: TicketType, door: DoorFacts, now: datetime) -> list[tuple[Event, Grant]] | _Refusal:
    """The door's events that the type opens now, each with the grant that counts; or why there is none."""
    programme = door.programme
    events = programme.events_of(door.door.event_ids)
    running = [
        (event, most_generous(grants))
        for event in events
        if (grants := _open_grants(ticket_type, event, programme, now))
    ]
    if running:
        return running
    opened = ticket_type.opens()
    granted = [event for event in events if event.id in opened]
    today = programme.season.programme_day(now)
    todays = [event for event in granted if event.day == today]
    anything_today = any(event.day == today for event in events)
    if not granted or (anything_today and not todays):
        return _not_granted(ticket_type, programme, now)
    return _out_of_hours(ticket_type, todays or granted, programme, now)


def _open_grants(ticket_type: TicketType, event: Event, programme: Programme, now: datetime) -> list[Grant]:
    return [
        grant for grant in ticket_type.grants if event.id in grant.opens and side(grant, event, programme, now) is None
    ]


def _out_of_hours(ticket_type: TicketType, events: Sequence[Event], programme: Programme, now: datetime) -> _Refusal:
    """Names the next opening if there is one, else the last that was missed."""
    sides = [
        (event, grant, side(grant, event, programme, now))
        for event in events
        for grant in ticket_type.grants
        if event.id in grant.opens
    ]
    early = [(event, grant) for event, grant, which in sides if which is Side.EARLY]
    late = [(event, grant) for event, grant, which in sides if which is Side.LATE]
    if early:
        event, grant = min(early, key=lambda one: window(one[1], one[0], programme)[0])
    else:
        event, grant = max(late, key=lambda one: window(one[1], one[0], programme)[1])
    opens, closes = window(grant, event, programme)
    facts = {"opens_at": opens.isoformat(), "closes_at": closes.isoformat(), "control": event.control.value}
    return _Refusal(Reason.TOO_EARLY if early else Reason.TOO_LATE, facts, event)


def _not_granted(ticket_type: TicketType, programme: Programme, now: datetime) -> _Refusal:
    """Says what the type opens instead: its days, and the next of its events with the door to it, or else the last."""
    opened = programme.events_of(ticket_type.opens())
    if not opened:
        return _Refusal(Reason.NOT_GRANTED, {"days": [], "next_event": None, "next_door": None})
    upcoming = next((event for event in opened if phase(programme, event, now) is not Phase.OVER), opened[-1])
    doors = programme.doors_to(upcoming.id)
    facts = {
        "days": sorted({event.day.isoformat() for event in opened}),
        "next_event": upcoming.id.hex,
        "next_door": doors[0].id.hex if doors else None,
    }
    return _Refusal(Reason.NOT_GRANTED, facts)


def _notices(ticket: TicketFacts) -> tuple[Notice, ...]:
    found = []
    if ticket.type.personal:
        found.append(Notice.CHECK_NAME)
    if ticket.type.concession:
        found.append(Notice.CHECK_CARD)
    if ticket.type.notice:
        found.append(Notice.TYPE)
    if not ticket.paid and ticket.type.on_trust:
        found.append(Notice.ON_TRUST)
    return tuple(found)
