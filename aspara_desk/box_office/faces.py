"""What stands on a ticket: the words for one ticket in the guest's language and in a second one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aspara_desk.domain import code
from aspara_desk.domain.code import TicketCode
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Event, EventKind, Programme
from aspara_desk.domain.season import Titles
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.tickets.face import Bilingual, TicketFace

# Beside every language the one that most readers of a ticket in Taraz can read as well.
_SECOND = {"kk": "ru", "ru": "kk", "en": "kk"}
_DOORS = mark("doors {time}")
_SEAT = mark("Row {row} · seat {number}")
_COPY = mark("copy {number}")
_FREE = mark("free")
_SAMPLE = mark("SAMPLE")
_PERSONAL = mark("Personal: bring a document")
_CONCESSION = mark("Concession: bring your card")


@dataclass(frozen=True, slots=True)
class Words:
    """The translators of all languages, and the language of tickets for guests who have none."""

    by_language: Mapping[str, Translator]
    language: str

    def pair(self, language: str) -> tuple[Translator, Translator]:
        chosen = language if language in self.by_language else self.language
        return self.by_language[chosen], self.by_language[_SECOND[chosen]]


@dataclass(frozen=True, slots=True)
class FaceFacts:
    """One ticket as the store knows it. `copy` is 1 for the first print; a `specimen` says so on the paper."""

    number: str
    code: TicketCode
    ticket_type: TicketType
    price: Money
    guest: GuestDetails | None = None
    seat: str | None = None
    copy: int = 1
    specimen: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    first: Translator
    second: Translator

    def both(self, message: str, **facts: object) -> Bilingual:
        return Bilingual(self.first(message, **facts), self.second(message, **facts))

    def titles(self, titles: Titles) -> Bilingual:
        first, second = titles.to(self.first.language), titles.to(self.second.language)
        return Bilingual(first, second if second != first else None)


def specimen_facts(ticket_type: TicketType, guest: GuestDetails | None) -> FaceFacts:
    """A ticket that is not sold yet: for a preview, and to see that everything on it can be printed."""
    return FaceFacts("A-000000", code.specimen(), ticket_type, ticket_type.price, guest, specimen=True)


def make_face(programme: Programme, facts: FaceFacts, words: Words) -> TicketFace:
    """The ticket in the guest's language, with a second language beside it."""
    first, second = words.pair(facts.guest.language if facts.guest else "")
    pair = _Pair(first, second)
    season, ticket_type = programme.season, facts.ticket_type
    events = _audience_events(programme, ticket_type)
    single = events[0] if len(events) == 1 else None
    guest = facts.guest
    return TicketFace(
        number=facts.number,
        code=facts.code,
        colour=ticket_type.colour,
        language=first.language,
        festival=_festival(pair, programme),
        motto=pair.titles(season.motto),
        place=pair.titles(season.place),
        title=pair.titles(single.titles if single else ticket_type.titles),
        day=_days(pair, events, programme),
        weekday=_weekday(pair, events),
        time=Bilingual(formats.clock(season, single.starts_at)) if single else None,
        doors=pair.both(_DOORS, time=formats.clock(season, single.opens_at)) if single else None,
        venue=_venue(pair, events, facts, programme),
        seat=_seat(pair, facts.seat),
        type_title=pair.titles(ticket_type.titles),
        price=formats.money(facts.price) if facts.price.minor else first(_FREE),
        guest=guest.name if guest else None,
        organisation=(guest.organisation or None) if guest else None,
        notice=_notice(pair, ticket_type),
        copy_text=first(_COPY, number=facts.copy) if facts.copy > 1 else None,
        sample=first(_SAMPLE) if season.sample or facts.specimen else None,
    )


def _audience_events(programme: Programme, ticket_type: TicketType) -> Sequence[Event]:
    opened = programme.events_of(ticket_type.opens())
    return [event for event in opened if event.kind is not EventKind.ACCESS] or opened


def _days(pair: _Pair, events: Sequence[Event], programme: Programme) -> Bilingual:
    days = [event.day for event in events] or list(programme.season.days())
    return Bilingual(formats.days(days, pair.first.language), formats.days(days, pair.second.language))


def _weekday(pair: _Pair, events: Sequence[Event]) -> Bilingual | None:
    days = {event.day for event in events}
    if len(days) != 1:
        return None
    [day] = days
    return Bilingual(formats.weekday(day, pair.first.language), formats.weekday(day, pair.second.language))


def _festival(pair: _Pair, programme: Programme) -> Bilingual:
    """The title and the year: years later it is still known which season this was."""
    title, year = pair.titles(programme.season.titles), programme.season.first_day.year
    return Bilingual(f"{title.first} · {year}", f"{title.second} · {year}" if title.second else None)


def _venue(pair: _Pair, events: Sequence[Event], facts: FaceFacts, programme: Programme) -> Bilingual | None:
    """Where it is: the only venue, or the one in which the guest has a seat."""
    venues = {event.venue_id for event in events}
    if facts.seat is not None and facts.ticket_type.seated_in is not None:
        venues = {facts.ticket_type.seated_in}
    if len(venues) != 1:
        return None
    [venue_id] = venues
    return pair.titles(programme.venue(venue_id).titles)


def _seat(pair: _Pair, seat: str | None) -> Bilingual | None:
    if seat is None:
        return None
    row, number = seat.rsplit(" ", 1)
    return pair.both(_SEAT, row=row, number=number)


def _notice(pair: _Pair, ticket_type: TicketType) -> Bilingual | None:
    if ticket_type.personal:
        return pair.both(_PERSONAL)
    return pair.both(_CONCESSION) if ticket_type.concession else None
