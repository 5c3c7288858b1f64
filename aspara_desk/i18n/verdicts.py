"""What the steward is told: a sentence for every reason, made from its facts."""

from datetime import date, datetime
from uuid import UUID

from aspara_desk.domain.admission import Notice, Reason, Verdict, VerdictKind
from aspara_desk.domain.names import clean
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
    Reason.ALREADY_IN: mark("Already in: {door}, {time}, {actor}."),
    Reason.ENTRIES_USED: mark("All {entries} entries are used. First: {door}, {time}, {actor}."),
    Reason.FULL: mark("{venue} is full: {inside} inside, room for {limit}."),
}
_VOID_AND_SOLD = mark(
    "This ticket is void and its seat {seat} is sold again: {seat_taken_by}. Send the guest to the box office."
)
_JUST_NOW = mark("Let in just now; one person only.")
_TOO_EARLY = mark("Too early. {event} opens: {opens}.")
_TOO_LATE = mark("Too late. Last entry to {event}: {closes}.")
_BY_CONTROL = {
    Control.HOLD: mark("{event} is on hold. Ask the guest to wait."),
    Control.CLOSE: mark("{event} is closed: no more entry."),
    Control.CANCEL: mark("{event} is cancelled. Send the guest to the box office."),
}
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
_NEXT = mark("Next: {event}, {when}.")
_NEXT_AT = mark("Next: {event}, {when}, {door}.")
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


def text(
    verdict: Verdict, programme: Programme, now: datetime, t: Translator, direction: Direction = Direction.IN
) -> str:
    """One or two sentences; times are the season's. `now` is the scan's own time."""
    if verdict.override is not None:
        return _overridden(verdict, verdict.override, programme, now, t)
    if direction is Direction.OUT and verdict.reason is Reason.OK:
        return t(_EXIT)
    if verdict.confirmed and verdict.reason is Reason.OK:
        return t(_CONFIRMED)
    return _reason(verdict, programme, now, t)


def essential(
    verdict: Verdict, programme: Programme, now: datetime, t: Translator, direction: Direction = Direction.IN
) -> tuple[str, str]:
    """The same in two parts: what is read first, and what may follow in a smaller size."""
    if verdict.reason is Reason.NOT_GRANTED and verdict.override is None:
        return _opens(verdict, t), _opens_next(verdict, programme, now, t)
    return text(verdict, programme, now, t, direction), ""


def seat_sold_again(verdict: Verdict, t: Translator) -> str:
    """That the seat of a void ticket has somebody else now; empty where it has not."""
    facts = verdict.facts
    return t(_SEAT_SOLD_AGAIN, **facts) if verdict.reason is Reason.VOID and facts.get("seat_taken_by") else ""


def _overridden(verdict: Verdict, why: str, programme: Programme, now: datetime, t: Translator) -> str:
    before = _REFUSED_BEFORE.get(verdict.reason)
    refused = t(before, **verdict.facts) if before else _reason(verdict, programme, now, t)
    if verdict.reason is Reason.NOT_GRANTED:
        refused = _opens(verdict, t)  # what else it opens is of no use any more
    said = t(_OVERRIDDEN, why=clean(why).rstrip("."), refused=refused)
    return " ".join(filter(None, (said, seat_sold_again(verdict, t))))


def _reason(verdict: Verdict, programme: Programme, now: datetime, t: Translator) -> str:
    match verdict.reason:
        case Reason.TOO_EARLY | Reason.TOO_LATE:
            return _hours(verdict, programme, now, t)
        case Reason.NOT_GRANTED:
            parts = _opens(verdict, t), _opens_next(verdict, programme, now, t)
            return " ".join(filter(None, parts))
        case Reason.CHECK_PERSON:
            return _check(verdict, t)
        case Reason.VOID if verdict.facts.get("seat_taken_by"):
            return t(_VOID_AND_SOLD, **verdict.facts)
        case Reason.JUST_ADMITTED if not verdict.facts["seconds"]:
            return t(_JUST_NOW)
        case Reason.ALREADY_IN | Reason.ENTRIES_USED:
            facts = verdict.facts
            door = title(programme.find_door(_id(facts["first_door"])), t)
            time = formats.when(programme.season, _moment(facts["first_at"]), now, t.language)
            return t(
                _SENTENCES[verdict.reason], door=door, time=time, actor=actor(str(facts["first_actor"]), t),
                entries=facts["entries"],
            )  # fmt: skip
        case Reason.FULL:
            venue = title(programme.find_venue(_id(verdict.facts["venue"])), t)
            limit = verdict.facts["limit"]
            return t(_SENTENCES[Reason.FULL], venue=venue, inside=verdict.facts.get("inside", limit), limit=limit)
        case _:
            return t(_SENTENCES[verdict.reason], **verdict.facts)


def _hours(verdict: Verdict, programme: Programme, now: datetime, t: Translator) -> str:
    event = title(programme.find_event(verdict.event_id), t)
    controlled = _BY_CONTROL.get(Control(str(verdict.facts["control"])))
    if controlled:
        return t(controlled, event=event)
    if verdict.reason is Reason.TOO_EARLY:
        opens = formats.when(programme.season, _moment(verdict.facts["opens_at"]), now, t.language)
        return t(_TOO_EARLY, event=event, opens=opens)
    closes = formats.when(programme.season, _moment(verdict.facts["closes_at"]), now, t.language)
    return t(_TOO_LATE, event=event, closes=closes)


def _check(verdict: Verdict, t: Translator) -> str:
    because = str(verdict.facts["because"])
    if verdict.facts.get("nameless"):
        return t(_CHECKS_NAMELESS[because])
    return t(_CHECKS[because], attention=clean(str(verdict.facts.get("attention", ""))))


def _opens(verdict: Verdict, t: Translator) -> str:
    if not verdict.facts.get("next_event"):
        return t(_OPENS_NOTHING)
    listed = verdict.facts["days"]
    assert isinstance(listed, list)
    return t(_OPENS_DAYS, days=formats.days([date.fromisoformat(one) for one in listed], t.language))


def _opens_next(verdict: Verdict, programme: Programme, now: datetime, t: Translator) -> str:
    """Empty where nothing is to come."""
    facts = verdict.facts
    event = programme.find_event(_id(facts["next_event"])) if facts.get("next_event") else None
    if event is None or event.ends_at <= now:
        return ""
    when = formats.when(programme.season, event.starts_at, now, t.language)
    door = programme.find_door(_id(facts["next_door"])) if facts.get("next_door") else None
    if door is None:
        return t(_NEXT, event=title(event, t), when=when)
    return t(_NEXT_AT, event=title(event, t), when=when, door=title(door, t))


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
