"""What the steward is told: a sentence for every reason, made from its facts."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from aspara_desk.domain.admission import Notice, Reason, Verdict, VerdictKind, went_out
from aspara_desk.domain.names import clean
from aspara_desk.domain.opening_times import Phase, phase
from aspara_desk.domain.programme import Control, Direction, Door, Event, Programme, Venue
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.i18n.vocabulary import actor

VERDICTS = {
    VerdictKind.ADMIT: mark("ADMIT"),
    VerdictKind.REFUSE: mark("REFUSE"),
    VerdictKind.ASK: mark("ASK"),
}
_WENT_OUT = mark("went out")
_SENTENCES = {
    Reason.OK: mark("Welcome."),
    Reason.MISREAD: mark("Misread. Scan again."),
    Reason.NOT_A_TICKET: mark("This is not a ticket of this festival."),
    Reason.UNKNOWN: mark("Unknown ticket: it was not issued here."),
    Reason.VOID: mark("This ticket is void. Send the guest to the box office."),
    Reason.REPLACED: mark("This ticket was replaced. Ask for ticket {replaced_by}."),
    Reason.BLOCKED: mark("This ticket is blocked. Call a supervisor."),
    Reason.UNPAID: mark("Not paid. Send the guest to the box office."),
    Reason.JUST_ADMITTED: mark("Let in {seconds} s ago; one person only."),
    Reason.ALREADY_IN: mark("Already in: {time}, {door}, {actor}."),
    Reason.ENTRIES_USED: mark("All {entries} entries are used. First: {time}, {door}, {actor}."),
}
_VOID_AND_SOLD = mark(
    "This ticket is void and its seat {seat} is sold again: {seat_taken_by}. Send the guest to the box office."
)
_JUST_NOW = mark("Let in just now; one person only.")
_TOO_EARLY = mark("Too early. Entry from {opens}.")
_TOO_LATE = mark("Too late. Last entry was {closes}.")
_BY_CONTROL = {
    Control.HOLD: mark("On hold. Ask the guest to wait."),
    Control.CLOSE: mark("Closed: no more entry."),
    Control.CANCEL: mark("Cancelled. Send the guest to the box office."),
}
_FULL_VENUE = mark("The place is full: {inside} inside, room for {limit}.")
_FULL_EVENT = mark("The event is full: {audience} of {limit} guests.")
_CHECKS = {
    "attention": mark("Before letting in: {attention}"),
    "typed": mark("Number typed by hand: check the name, then confirm."),
    "picked": mark("Picked from the list: check the name, then confirm."),
    "hold": mark("Confirm before letting in."),
}
_CHECKS_NAMELESS = {
    "typed": mark("Number typed by hand: check the ticket, then confirm."),
    "picked": mark("Picked from the list: check the ticket, then confirm."),
}
_EXIT = mark("Exit recorded.")
_CONFIRMED = mark("Confirmed. Welcome.")
_OVERRIDDEN = mark("Let in by a supervisor: {why}. Refused before: {refused}")
_REFUSED_BEFORE = {
    Reason.VOID: mark("this ticket is void."),
    Reason.REPLACED: mark("this ticket was replaced by {replaced_by}."),
    Reason.BLOCKED: mark("this ticket is blocked."),
    Reason.UNPAID: mark("it was not paid."),
}
_SEAT_SOLD_AGAIN = mark("Seat {seat} is now sold to {seat_taken_by}.")
_OPENS_NOTHING = mark("Not valid here: this ticket opens nothing.")
_OPENS_DAYS = mark("Not valid here. It is for {days}.")
_OPENED_DAYS = mark("Not valid here. It was for {days}.")
_OPENS_NOW = mark("Wrong door. {when}, {venue}.")
_OPENS_LATER = mark("Not valid here. Next: {when}, {venue}.")
_OPENED = mark("Not valid here. It was for {when}, {venue}.")
_NEXT = mark("Next: {when}, {place}.")
_FROM_TO = mark("{starts} – {ends}")
_ON_THE_TICKET = mark("the ticket says: {notice}")
_GONE = mark("(no longer in the programme)")
_NOTICES = {
    Notice.CHECK_NAME: mark("check name"),
    Notice.CHECK_CARD: mark("check card"),
    Notice.ON_TRUST: mark("not paid yet: admitted on trust"),
    Notice.OVER_CAPACITY: mark("the place is full: exits are not counted here"),
    Notice.KEPT_OPEN: mark("the event is over, but kept open"),
    Notice.EXIT_WITHOUT_ENTRY: mark("was not counted in"),
    Notice.VOID: mark("ticket is void"),
    Notice.REPLACED: mark("ticket was replaced"),
    Notice.BLOCKED: mark("ticket is blocked"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`first` is what has to be read: the reason, and a time before any title, for titles may be too long for a line.

    `more` may follow in a smaller size: which event, at which door; its titles are what may be cut.
    """

    first: str
    more: str = ""

    @property
    def whole(self) -> str:
        return " ".join(filter(None, (self.first, self.more)))


def outcome(verdict: Verdict, direction: Direction, t: Translator) -> str:
    """What came of a scan, as lists say it."""
    return t(_WENT_OUT) if went_out(verdict, direction) else t(VERDICTS[verdict.kind]).lower()


def text(
    verdict: Verdict, programme: Programme, now: datetime, t: Translator, direction: Direction = Direction.IN
) -> str:
    """All of it in a line; times are the season's. `now` is the scan's own time."""
    return said(verdict, programme, now, t, direction).whole


def said(
    verdict: Verdict, programme: Programme, now: datetime, t: Translator, direction: Direction = Direction.IN
) -> Sentence:
    """As `text`, in two parts."""
    if verdict.override is not None:
        return Sentence(_overridden(verdict, verdict.override, programme, now, t))
    if direction is Direction.OUT and verdict.reason is Reason.OK:
        return Sentence(t(_EXIT))
    if verdict.confirmed and verdict.reason is Reason.OK:
        return Sentence(t(_CONFIRMED))
    return _reason(verdict, programme, now, t)


def seat_sold_again(verdict: Verdict, t: Translator) -> str:
    """That the seat of a void ticket has somebody else now; empty where it has not."""
    facts = verdict.facts
    return t(_SEAT_SOLD_AGAIN, **facts) if verdict.reason is Reason.VOID and facts.get("seat_taken_by") else ""


def _overridden(verdict: Verdict, why: str, programme: Programme, now: datetime, t: Translator) -> str:
    before = _REFUSED_BEFORE.get(verdict.reason)
    refused = t(before, **verdict.facts) if before else _reason(verdict, programme, now, t).first
    told = t(_OVERRIDDEN, why=clean(why).rstrip("."), refused=refused)
    return " ".join(filter(None, (told, seat_sold_again(verdict, t))))


def _reason(verdict: Verdict, programme: Programme, now: datetime, t: Translator) -> Sentence:
    facts = verdict.facts
    match verdict.reason:
        case Reason.TOO_EARLY | Reason.TOO_LATE:
            return Sentence(_hours(verdict, programme, now, t), title(programme.find_event(verdict.event_id), t))
        case Reason.NOT_GRANTED:
            return _opens(verdict, programme, now, t)
        case Reason.CHECK_PERSON:
            return Sentence(_check(verdict, t))
        case Reason.VOID if facts.get("seat_taken_by"):
            return Sentence(t(_VOID_AND_SOLD, **facts))
        case Reason.JUST_ADMITTED if not facts["seconds"]:
            return Sentence(t(_JUST_NOW))
        case Reason.ALREADY_IN | Reason.ENTRIES_USED:
            door = title(programme.find_door(_id(facts["first_door"])), t)
            time = formats.when(programme.season, _moment(facts["first_at"]), now, t.language)
            who = actor(str(facts["first_actor"]), t)
            return Sentence(t(_SENTENCES[verdict.reason], door=door, time=time, actor=who, entries=facts["entries"]))
        case Reason.FULL:
            return _full(verdict, programme, t)
        case _:
            return Sentence(t(_SENTENCES[verdict.reason], **facts))


def _hours(verdict: Verdict, programme: Programme, now: datetime, t: Translator) -> str:
    controlled = _BY_CONTROL.get(Control(str(verdict.facts["control"])))
    if controlled:
        return t(controlled)
    if verdict.reason is Reason.TOO_EARLY:
        return t(_TOO_EARLY, opens=formats.when(programme.season, _moment(verdict.facts["opens_at"]), now, t.language))
    return t(_TOO_LATE, closes=formats.when(programme.season, _moment(verdict.facts["closes_at"]), now, t.language))


def _full(verdict: Verdict, programme: Programme, t: Translator) -> Sentence:
    """Of guests where it is the event's audience that has a limit, else of everybody in the place."""
    facts = verdict.facts
    if "audience" in facts:
        return Sentence(t(_FULL_EVENT, **facts), title(programme.find_event(verdict.event_id), t))
    limit, venue = facts["limit"], programme.find_venue(_id(facts["venue"]))
    return Sentence(t(_FULL_VENUE, inside=facts.get("inside", limit), limit=limit), title(venue, t))


def _check(verdict: Verdict, t: Translator) -> str:
    because = str(verdict.facts["because"])
    if verdict.facts.get("nameless"):
        return t(_CHECKS_NAMELESS[because])
    return t(_CHECKS[because], attention=clean(str(verdict.facts.get("attention", ""))))


def _opens(verdict: Verdict, programme: Programme, now: datetime, t: Translator) -> Sentence:
    """What the ticket opens instead. Its days come first where today is none of them, else the time and the place."""
    facts, today = verdict.facts, programme.season.programme_day(now)
    if not facts.get("next_event"):
        return Sentence(t(_OPENS_NOTHING))
    listed = facts["days"]
    assert isinstance(listed, list)
    days = [date.fromisoformat(one) for one in listed]
    only_days = Sentence(t(_OPENED_DAYS if max(days) < today else _OPENS_DAYS, days=formats.days(days, t.language)))
    event = programme.find_event(_id(facts["next_event"]))
    if event is None:
        return only_days
    when, venue = _hours_of(event, programme, now, t), title(programme.find_venue(event.venue_id), t)
    if phase(programme, event, now) is Phase.OVER:
        return Sentence(t(_OPENED, when=when, venue=venue), title(event, t)) if today in days else only_days
    door = programme.find_door(_id(facts["next_door"])) if facts.get("next_door") else None
    if today in days:
        first = t(_OPENS_NOW if event.day == today else _OPENS_LATER, when=when, venue=venue)
        return Sentence(first, " · ".join(title(one, t) for one in (door, event) if one is not None))
    coming = t(_NEXT, when=when, place=title(door, t) if door else venue)
    return replace(only_days, more=f"{coming} {title(event, t)}")


def _hours_of(event: Event, programme: Programme, now: datetime, t: Translator) -> str:
    """When it begins; of what has begun its end as well, for nobody takes that for a time that is to come."""
    season = programme.season
    starts = formats.when(season, event.starts_at, now, t.language)
    if now < event.starts_at:
        return starts
    return t(_FROM_TO, starts=starts, ends=formats.clock(season, event.ends_at))


def title(item: Door | Event | Venue | None, t: Translator) -> str:
    """What is recorded names doors, events and venues by id; a season file loaded since may have removed them."""
    return t(_GONE) if item is None else item.titles.to(t.language)


def notice(verdict: Verdict, ticket_type: TicketType | None, t: Translator) -> str | None:
    """What the steward should do or know beside the verdict, or None."""
    found = []
    for one in verdict.notices:
        if one is not Notice.TYPE:
            found.append(t(_NOTICES[one]))
        elif ticket_type is not None and ticket_type.notice is not None:
            found.append(t(_ON_THE_TICKET, notice=ticket_type.notice.to(t.language)))
    return " · ".join(found) or None


def _id(value: object) -> UUID:
    return UUID(hex=str(value))


def _moment(value: object) -> datetime:
    return datetime.fromisoformat(str(value))
