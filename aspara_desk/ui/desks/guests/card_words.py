"""A guest's card in words. Pure: it is made where the card is read, off the event loop."""

from dataclasses import dataclass
from datetime import datetime

from aspara_desk.domain.admission import VerdictKind, went_out
from aspara_desk.domain.names import clean
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.sales import OrderState, TicketState
from aspara_desk.guests.card import CardTicket, GuestCard
from aspara_desk.i18n import formats, verdicts, vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.store.scan_lists import SeenScan
from aspara_desk.ui.models.rows import Look, Row

LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""Languages by their own names: whoever needs one can read it."""

_ORGANISATION, _COUNTRY, _PHONE, _EMAIL, _LANGUAGE, _NOTE = (
    mark("Organisation"), mark("Country"), mark("Phone"), mark("E-mail"), mark("Language"), mark("Note"),
)  # fmt: skip
_TAKEN_BACK = mark("taken back")
_STATE_COLOURS = {
    TicketState.VALID: "ok",
    TicketState.BLOCKED: "warning",
    TicketState.VOID: "error",
    TicketState.REPLACED: "muted",
}
_VERDICTS = {
    VerdictKind.ADMIT: ("circle-check", "ok"),
    VerdictKind.REFUSE: ("ban", "error"),
    VerdictKind.ASK: ("circle-help", "warning"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class CardView:
    """`tickets` have their numbers as their values."""

    card: GuestCard
    name: str
    latin: str
    category: str
    facts: tuple[Fact, ...]
    attention: str
    tickets: tuple[Row, ...]
    scans: tuple[Row, ...]


def card_view(card: GuestCard, now: datetime, t: Translator) -> CardView:
    details, programme = card.guest.details, card.programme
    latin = clean(details.latin)
    return CardView(
        card,
        clean(details.name),
        latin if latin != clean(details.name) else "",
        t(vocabulary.CATEGORIES[details.category]),
        tuple(_facts(card, t)),
        clean(details.attention),
        tuple(ticket_row(one, t) for one in card.tickets),
        tuple(scan_row(one, programme, now, t) for one in card.scans),
    )


def _facts(card: GuestCard, t: Translator) -> list[Fact]:
    details = card.guest.details
    values = (
        (_ORGANISATION, details.organisation),
        (_COUNTRY, country(details.country, t.language)),
        (_PHONE, details.phone),
        (_EMAIL, details.email),
        (_LANGUAGE, LANGUAGES.get(details.language, details.language)),
        (_NOTE, details.note),
    )
    return [Fact(t(name), clean(value)) for name, value in values if value]


def country(code: str, language: str) -> str:
    """The country's name; the code itself where Unicode's list has none."""
    if not code:
        return ""
    from babel import Locale  # noqa: PLC0415 - slow to load, and only needed here

    return str(Locale(language).territories.get(code, code))


def ticket_row(one: CardTicket, t: Translator) -> Row:
    """The number and the seat, the type below, and what is not as usual at the right."""
    ticket = one.ticket
    state, tone = t(vocabulary.TICKET_STATES[ticket.state]), _STATE_COLOURS[ticket.state]
    if ticket.state is TicketState.VALID and one.order_state is not OrderState.PAID:
        state, tone = t(vocabulary.ORDER_STATES[one.order_state]), "warning"
    return Row(
        " · ".join(filter(None, (ticket.number, ticket.seat))),
        one.type.titles.to(t.language),
        state,
        ticket.number,
        look=Look(bar=one.type.colour, title_tone="text" if ticket.state.stands else "muted", note_tone=tone),
    )


def scan_row(scan: SeenScan, programme: Programme, now: datetime, t: Translator) -> Row:
    """What came of it and where; when and which ticket below; the reason, unless it was an ordinary entry."""
    verdict = scan.verdict
    icon, tone = ("log-out", "muted") if went_out(verdict, scan.direction) else _VERDICTS[verdict.kind]
    word = verdicts.outcome(verdict, scan.direction, t)
    if scan.undone:
        icon, tone, word = "undo-2", "muted", f"{word}, {t(_TAKEN_BACK)}"
    door = verdicts.title(programme.find_door(scan.door_id), t)
    ordinary = verdict.kind is VerdictKind.ADMIT and verdict.override is None
    why = "" if ordinary else verdicts.text(verdict, programme, scan.at, t, scan.direction)
    when = formats.when(programme.season, scan.at, now, t.language)
    return Row(f"{word} · {door}", " · ".join(filter(None, (why, scan.ticket))), when, look=Look(icon, tone))
