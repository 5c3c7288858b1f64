"""Whether a ticket type still opens anything: what is over can be sold, but not without a word."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from aspara_desk.domain.programme import Control, Programme
from aspara_desk.domain.ticket_types import Grant, TicketType, WindowKind


def expired(programme: Programme, types: Sequence[TicketType], now: datetime) -> frozenset[UUID]:
    """The ids of those types of which every event is over or cancelled; a type that opens nothing is none of them."""
    return frozenset(one.id for one in types if one.opens() and not _opens_any(programme, one, now))


def _opens_any(programme: Programme, ticket_type: TicketType, now: datetime) -> bool:
    return any(_opens(programme, grant, event_id, now) for grant in ticket_type.grants for event_id in grant.opens)


def _opens(programme: Programme, grant: Grant, event_id: UUID, now: datetime) -> bool:
    event = programme.event(event_id)
    if event.control is Control.CANCEL:
        return False
    match grant.window.kind:
        case WindowKind.ANY_TIME:
            return programme.season.programme_day(now) <= event.day
        case WindowKind.MINUTES:
            return not programme.is_over(event, now - timedelta(minutes=grant.window.after))
        case _:
            return not programme.is_over(event, now)
