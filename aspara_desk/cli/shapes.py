"""The JSON of the command line. The keys are a contract; what is absent is null."""

from datetime import datetime

from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Door, Event, Programme
from aspara_desk.domain.sales import Order, Ticket
from aspara_desk.domain.season import Season


def money(amount: Money) -> dict[str, object]:
    return {"minor": amount.minor, "currency": amount.currency}


def moment(season: Season, at: datetime | None) -> str | None:
    """ISO 8601 in the season's zone, with its offset."""
    return None if at is None else season.local(at).isoformat()


def key(one: Door | Event | None) -> str | None:
    """None for what a season file loaded since has removed."""
    return None if one is None else one.key


def ticket(one: Ticket, programme: Programme) -> dict[str, object]:
    return {
        "number": one.number,
        "type": programme.ticket_type(one.type_id).key,
        "guest": one.guest_name,
        "seat": one.seat,
        "state": one.state.value,
    }


def order(one: Order, tickets: tuple[Ticket, ...], programme: Programme, file: str | None) -> dict[str, object]:
    return {
        "order": one.number,
        "state": one.state.value,
        "total": money(one.total),
        "tickets": [ticket(each, programme) for each in tickets],
        "file": file,
    }


def event_on_the_day(event: Event, season: Season) -> dict[str, object]:
    """An event with what supervisors changed worked in."""
    return {
        "event": event.key,
        "control": event.control.value,
        "delay_minutes": event.delay_minutes,
        "doors_open": moment(season, event.opens_at),
        "start": moment(season, event.starts_at),
        "last_entry": moment(season, event.closes_at),
        "end": moment(season, event.ends_at),
    }
