"""What the line above the verdict says about the door: where it leads, what goes on there, how full it is. Pure."""

from dataclasses import dataclass
from datetime import datetime

from aspara_desk.domain.opening_times import Phase, phase
from aspara_desk.domain.programme import Control, Direction, Event, Programme
from aspara_desk.door.watch import Inside, Watch
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.models.event_notes import Note, notes

_INSIDE = mark("{people} / {capacity} in")
_WITHOUT_TICKET = mark("{count} without a ticket")
_AUDIENCE = mark("audience {people} / {limit}")
_ADMITTED = mark("admitted {count}")
_LEFT = mark("exits scanned {count}")
_REFUSED = mark("refused {count}")
_ASKED = mark("asked {count}")
_HOURS = mark("{starts} – {ends}")
_DOORS = mark("doors {time}")
_NO_EVENTS = mark("No event belongs to this door. F5 chooses another door.")
_NEXT = mark("Nothing here today. Next: {event}, {when}.")
_NONE_LEFT = mark("Nothing here today, and nothing comes after today.")
_WHAT_TO_DO = mark("F5 chooses another door or event, F7 opens this one now.")
_OVER = mark("over")
_FULL = mark("FULL")
_EXITS_NOT_COUNTED = mark("FULL · exits are not counted")
_AUDIENCE_FULL = mark("EVENT FULL")
_WAY_OUT = mark("WAY OUT")
_MUTED = mark("sound off")
_MISSED = mark("NOT recorded {count}")


@dataclass(frozen=True, slots=True)
class HeadView:
    """`event` is empty at a door without events. `tally` says what the day has come to."""

    door: str
    venue: str
    event: str
    hours: str
    marks: tuple[Note, ...]
    inside: str
    rest: str
    tally: str


def head(watch: Watch, now: datetime, t: Translator, *, missed: int = 0, muted: bool = False) -> HeadView:
    """`missed` readings were not recorded here. `muted`: verdicts are not heard."""
    event, tally = watch.event, watch.tally
    leaving = watch.direction is Direction.OUT
    came = t(_LEFT, count=formats.number(tally.left)) if leaving else t(_ADMITTED, count=formats.number(tally.admitted))
    counted: tuple[str, ...] = (
        came,
        t(_REFUSED, count=formats.number(tally.refused)),
        t(_ASKED, count=formats.number(tally.asked)),
    )
    if missed:
        counted = (*counted, t(_MISSED, count=formats.number(missed)))
    marks = _marks(watch, now, t)
    if muted:
        marks.append(Note(t(_MUTED), "muted"))
    return HeadView(
        watch.door.titles.to(t.language),
        watch.venue.titles.to(t.language) if watch.venue else "",
        event.titles.to(t.language) if event else "",
        _hours(event, watch.programme, now, t) if event else "",
        tuple(marks),
        _inside(watch.inside, t) if watch.inside else "",
        _rest(watch.inside, t) if watch.inside else "",
        " · ".join(counted),
    )


def _inside(inside: Inside, t: Translator) -> str:
    return t(_INSIDE, people=formats.number(inside.people), capacity=formats.number(inside.capacity))


def _rest(inside: Inside, t: Translator) -> str:
    parts = []
    if inside.audience_limit is not None:
        parts.append(t(_AUDIENCE, people=formats.number(inside.audience), limit=formats.number(inside.audience_limit)))
    if inside.without_ticket:
        parts.append(t(_WITHOUT_TICKET, count=formats.number(inside.without_ticket)))
    return " · ".join(parts)


def _hours(event: Event, programme: Programme, now: datetime, t: Translator) -> str:
    season = programme.season
    hours = t(_HOURS, starts=formats.clock(season, event.starts_at), ends=formats.clock(season, event.ends_at))
    if season.programme_day(now) != event.day:
        return f"{formats.day(event.day, t.language)}, {hours}"
    if phase(programme, event, now) is Phase.LATER and event.opens_at != event.starts_at:
        return f"{hours} · {t(_DOORS, time=formats.clock(season, event.opens_at))}"
    return hours


def _marks(watch: Watch, now: datetime, t: Translator) -> list[Note]:
    marks = [Note(t(_WAY_OUT), "accent")] if watch.direction is Direction.OUT else []
    event, inside = watch.event, watch.inside
    if event is None:
        return marks
    marks += notes(event, watch.programme, now, t)
    if event.control is not Control.CANCEL and phase(watch.programme, event, now) is Phase.OVER:
        marks.append(Note(t(_OVER), "muted"))
    if inside is None:
        return marks
    if inside.people >= inside.capacity:
        counted = watch.venue is None or watch.venue.exits_counted
        marks.append(Note(t(_FULL), "refuse") if counted else Note(t(_EXITS_NOT_COUNTED), "ask"))
    elif inside.audience_limit is not None and inside.audience >= inside.audience_limit:
        marks.append(Note(t(_AUDIENCE_FULL), "refuse"))
    return marks


def idle(watch: Watch, now: datetime, t: Translator) -> str:
    """Why nobody will come to this door today, and what to do; empty where somebody may."""
    programme, today = watch.programme, watch.programme.season.programme_day(now)
    events = programme.events_of(watch.door.event_ids)
    if not events:
        return t(_NO_EVENTS)
    if any(one.day == today for one in events) or watch.chosen:
        return ""
    coming = next((one for one in events if one.opens_at > now and phase(programme, one, now) is not Phase.OVER), None)
    if coming is None:
        return f"{t(_NONE_LEFT)} {t(_WHAT_TO_DO)}"
    when = formats.when(programme.season, coming.starts_at, now, t.language)
    return f"{t(_NEXT, event=coming.titles.to(t.language), when=when)} {t(_WHAT_TO_DO)}"
