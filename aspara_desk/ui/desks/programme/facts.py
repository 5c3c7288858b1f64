"""What the card of an event says: names of facts, and the facts. Pure."""

from dataclasses import dataclass

from aspara_desk.domain.programme import Event
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import mark
from aspara_desk.ui.desks.programme.wording import EventWords

_VENUE = mark("Venue")
_DOORS_OPEN = mark("Doors open")
_START = mark("Start")
_LAST_ENTRY = mark("Last entry")
_END = mark("End")
_LIMIT = mark("Audience limit")
_CAPACITY = mark("{people} (all that the venue holds)")
_TICKETS = mark("Tickets")
_CAME = mark("Came")
_INSIDE = mark("Inside")
_NO_TYPE = mark("No ticket opens it.")
_NO_DOOR = mark("No door leads to it.")


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class CardFacts:
    """`others` are the titles in the other languages, as far as there are any."""

    title: str
    others: tuple[str, ...]
    schedule: tuple[Fact, ...]
    people: tuple[Fact, ...]
    types: tuple[str, ...]
    doors: tuple[str, ...]


def card_facts(event: Event, words: EventWords) -> CardFacts:
    language, programme = words.t.language, words.programme
    title = words.title(event)
    others = [event.titles.by_language.get(one, "") for one in LANGUAGES if one != language]
    types = tuple(one.titles.to(language) for one in programme.ticket_types if event.id in one.opens())
    doors = tuple(door.titles.to(language) for door in programme.doors_to(event.id))
    return CardFacts(
        title,
        tuple(one for one in others if one and one != title),
        _schedule(event, words),
        _people(event, words),
        types or (words.t(_NO_TYPE),),
        doors or (words.t(_NO_DOOR),),
    )


def _schedule(event: Event, words: EventWords) -> tuple[Fact, ...]:
    """Times are as delayed."""
    t = words.t
    times = (
        (_DOORS_OPEN, event.opens_at),
        (_START, event.starts_at),
        (_LAST_ENTRY, event.closes_at),
        (_END, event.ends_at),
    )
    return (
        Fact(t(_VENUE), words.venue(event)),
        *(Fact(t(name), words.clock(moment)) for name, moment in times),
        Fact(t(_LIMIT), _limit(event, words)),
    )


def _limit(event: Event, words: EventWords) -> str:
    if event.audience_limit is not None:
        return formats.number(event.audience_limit)
    return words.t(_CAPACITY, people=formats.number(words.programme.venue(event.venue_id).capacity))


def _people(event: Event, words: EventWords) -> tuple[Fact, ...]:
    fill = words.fills.get(event.id)
    if fill is None:
        return ()
    counts = ((_TICKETS, fill.entitled), (_CAME, fill.came), (_INSIDE, fill.inside))
    return tuple(Fact(words.t(name), formats.number(count)) for name, count in counts)
