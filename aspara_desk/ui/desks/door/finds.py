"""What is found by name or number, as rows to choose from. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aspara_desk.domain.code import TicketCode, TicketNumber, Unreadable, read
from aspara_desk.domain.names import clean
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.sales import TicketState
from aspara_desk.guests.finding import FoundGuest
from aspara_desk.i18n import vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.models.rows import Row

LEAST_LETTERS = 2
_NUMBER = mark("Ticket {number}")
_A_CODE = mark("A ticket's code")
_BY_NUMBER = mark("By its number")
_NO_TICKET = mark("no ticket")
_NONE = mark("Nobody by this name, in any spelling.")
_START = mark("Type two letters of a name, or a ticket number.")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is checked in with a row: a number as it was typed, or the ticket of a guest who was picked."""

    text: str = field(repr=False)  # it may be a ticket's code
    picked: bool


def number_row(typed: str, t: Translator) -> Row | None:
    """What was typed, where it is the number of a ticket, or the digits under its code."""
    match read(typed):
        case TicketNumber():
            return Row(t(_NUMBER, number=clean(typed).upper()), t(_BY_NUMBER), value=Choice(typed, picked=False))
        case TicketCode():
            return Row(t(_A_CODE), t(_BY_NUMBER), value=Choice(typed, picked=False))
        case _:
            return None


def guest_rows(found: Sequence[FoundGuest], programme: Programme, t: Translator) -> tuple[Row, ...]:
    """A row for every ticket, the best answers first; below those as good the guests without one, with no choice."""
    kinds = {one.id: one.titles.to(t.language) for one in programme.ticket_types}
    rows = []
    for one in sorted(found, key=lambda one: (one.rank, not one.tickets)):
        details = one.guest.details
        who = " · ".join(filter(None, (clean(details.name), clean(details.organisation or ""))))
        if not one.tickets:
            rows.append(Row(who, t(_NO_TICKET)))
        for ticket in one.tickets:
            state = vocabulary.word(vocabulary.TICKET_STATES, ticket.state, t)
            kind = " · ".join(filter(None, (kinds.get(ticket.type_id), ticket.seat, ticket.number)))
            valid = ticket.state == TicketState.VALID
            rows.append(Row(who, kind, state, Choice(ticket.number, picked=True), strong=valid))
    return tuple(rows)


def typed_choice(typed: str) -> Choice | None:
    """What was typed, where it may be meant for a ticket's code although it is none; a name is nothing to check in."""
    return Choice(typed, picked=False) if read(typed) is Unreadable.MISREAD else None


def nothing(typed: str, t: Translator) -> str:
    """What an empty list says."""
    return t(_NONE) if len(typed.strip()) >= LEAST_LETTERS else t(_START)
