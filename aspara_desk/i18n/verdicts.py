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
    Reason.FULL: mark("{venue} is full: {limit} inside."),
}
_TOO_EARLY = mark("Too early. {event} opens: {opens}.")
_TOO_LATE = mark("Too late. Last entry to {event}: {closes}.")
_BY_CONTROL = {
    Control.HOLD: mark("{event} is on hold. Ask the guest to wait."),
    Control.CLOSE: mark("{event} is closed: no more entry."),
    Control.CANCEL: mark("{event} is cancelled. Send the guest to the box office."),
}
_CHECKS = {
    "attention": mark("Look up before letting in: {attention}"),
    "typed": mark("Number typed by hand: check the name, then confirm."),
    "picked": mark("Picked from the list: check the name, then confirm."),
    "hold": mark("Confirm before letting in."),
}
_EXIT = mark("Exit recorded.")
_CONFIRMED = mark("Confirmed. Welcome.")
_OVERRIDDEN = mark("Let in by a supervisor: {why}")
_OPENS_NOTHING = mark("Not valid here: this ticket opens nothing.")
_OPENS_ONLY_DAYS = mark("Not valid here. It is for {days}.")
_OPENS_DAYS = mark("Not valid here. It is for {days}. Next: {event}, {when}.")
_OPENS_DAYS_AT = mark("Not valid here. It is for {days}. Next: {event}, {when}, {door}.")
_GONE = mark("(no longer in the programme)")
_NOTICES = {
    Notice.CHECK_NAME: mark("check name"),
    Notice.CHECK_CARD: mark("check card"),
    Notice.ON_TRUST: mark("not paid yet: admitted on trust"),
    Notice.OVER_CAPACITY: mark("the place is full: exits are not counted here"),
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
        return f"{t(_OVERRIDDEN, why=clean(verdict.override))} ({_reason(verdict, programme, now, t)})"
    if direction is Direction.OUT and verdict.reason is Reason.OK:
        return t(_EXIT)
    if verdict.confirmed and verdict.reason is Reason.OK:
        return t(_CONFIRMED)
    return _reason(verdict, programme, now, t)


def _reason(verdict: Verdict, programme: Programme, now: datetime, t: Translator) -> str:
    match verdict.reason:
        case Reason.TOO_EARLY | Reason.TOO_LATE:
            return _hours(verdict, programme, now, t)
        case Reason.NOT_GRANTED:
            return _opens_instead(verdict, programme, now, t)
        case Reason.CHECK_PERSON:
            return t(_CHECKS[str(verdict.facts["because"])], attention=clean(str(verdict.facts.get("attention", ""))))
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
            return t(_SENTENCES[Reason.FULL], venue=venue, limit=verdict.facts["limit"])
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


def _opens_instead(verdict: Verdict, programme: Programme, now: datetime, t: Translator) -> str:
    facts = verdict.facts
    if not facts.get("next_event"):
        return t(_OPENS_NOTHING)
    listed = facts["days"]
    assert isinstance(listed, list)
    days = formats.days([date.fromisoformat(one) for one in listed], t.language)
    event = programme.find_event(_id(facts["next_event"]))
    if event is None or event.ends_at <= now:  # the last of them, where none is to come
        return t(_OPENS_ONLY_DAYS, days=days)
    shown = {
        "days": days,
        "event": title(event, t),
        "when": formats.when(programme.season, event.starts_at, now, t.language),
    }
    door = programme.find_door(_id(facts["next_door"])) if facts.get("next_door") else None
    return t(_OPENS_DAYS, **shown) if door is None else t(_OPENS_DAYS_AT, door=title(door, t), **shown)


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
            found.append(ticket_type.notice.to(t.language))
    return " · ".join(found) or None


def _id(value: object) -> UUID:
    return UUID(hex=str(value))


def _moment(value: object) -> datetime:
    return datetime.fromisoformat(str(value))
