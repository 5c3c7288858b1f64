"""Printing: from sold tickets to a PDF, with a line in the print log for every copy."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from aspara_desk.box_office.faces import FaceFacts, Words, make_face, specimen_facts
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Ticket, TicketState
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring
from aspara_desk.store.unit import Reading, Writing
from aspara_desk.tickets.face import TicketFace
from aspara_desk.tickets.layouts import SHEETS
from aspara_desk.tickets.output import Output
from aspara_desk.tickets.pdf import missing_characters, write_pdf

DEFAULT_LAYOUT = "a5"
_AT_ONCE = 400  # tickets read, and logged, in one transaction
_PRINTABLE = {TicketState.VALID, TicketState.BLOCKED}


@dataclass(frozen=True, slots=True)
class Press:
    """What a print needs beside the tickets: fonts, words, the layout, and how progress is told."""

    fonts_dir: Path
    words: Words
    layout: str = DEFAULT_LAYOUT
    progress: Callable[[int], None] | None = None
    cancelled: Callable[[], bool] | None = None


def require_writable(press: Press, out: Path) -> None:
    """Raises Misused before anything is sold, where the layout is unknown or the file could not be written."""
    if press.layout not in SHEETS:
        raise Misused("layout_unknown", layout=press.layout, known=", ".join(SHEETS))
    Output(out).discard()


def require_printable(programme: Programme, press: Press, ticket_type: TicketType, guest: GuestDetails | None) -> None:
    """Raises Misused `glyph_missing` before anything is sold, where a character of the ticket has no glyph."""
    face = make_face(programme, specimen_facts(ticket_type, guest), press.words)
    for character, text in missing_characters(face, press.fonts_dir):
        raise Misused("glyph_missing", text=text, character=f"U+{ord(character):04X}")


def print_tickets(here: Workplace, keyring: Keyring, press: Press, numbers: Sequence[str], out: Path) -> int:
    """Prints each ticket once, in this order, into one PDF; gives how many. A void or replaced one is refused."""
    here.require(Right.SELL)
    tickets = here.read(lambda unit: _printable(unit, tuple(dict.fromkeys(numbers))))
    programme = here.read(lambda unit: unit.programme)
    count = write_pdf(
        _faces(here, keyring, press, programme, tickets),
        out,
        layout=press.layout,
        fonts_dir=press.fonts_dir,
        title=_title(programme, press, tickets),
        author=programme.season.titles.to(press.words.language),
        language=press.words.language,
        created=here.clock(),
        progress=press.progress,
        cancelled=press.cancelled,
    )
    for start in range(0, len(tickets), _AT_ONCE):
        part = tickets[start : start + _AT_ONCE]
        here.write(partial(_log, tickets=part, layout=press.layout))
    return count


def _printable(unit: Reading, numbers: Sequence[str]) -> tuple[Ticket, ...]:
    found = unit.sales.tickets(numbers)
    known = {ticket.number for ticket in found}
    for number in numbers:
        if number not in known:
            raise Misused("ticket_unknown", ticket=number)
    for ticket in found:
        if ticket.state not in _PRINTABLE:
            raise Refused("ticket_not_printable", ticket=ticket.number, state=ticket.state.value)
    return found


def _title(programme: Programme, press: Press, tickets: Sequence[Ticket]) -> str:
    festival = programme.season.titles.to(press.words.language)
    if not tickets:
        return festival
    first, last = tickets[0].number, tickets[-1].number
    return f"{festival} · {first}" if first == last else f"{festival} · {first} – {last}"


def _faces(
    here: Workplace, keyring: Keyring, press: Press, programme: Programme, tickets: Sequence[Ticket]
) -> Iterator[TicketFace]:
    for start in range(0, len(tickets), _AT_ONCE):
        part = tickets[start : start + _AT_ONCE]
        guests, copies = here.read(partial(_guests_and_copies, tickets=part))
        for ticket in part:
            guest = guests.get(ticket.guest_id) if ticket.guest_id else None
            facts = FaceFacts(
                ticket.number,
                keyring.code(ticket.key_id, ticket.id),
                programme.ticket_type(ticket.type_id),
                ticket.price,
                guest.details if guest else None,
                ticket.seat,
                copies[ticket.id] + 1,
            )
            yield make_face(programme, facts, press.words)


def _guests_and_copies(unit: Reading, tickets: Sequence[Ticket]) -> tuple[Mapping[UUID, Guest], Mapping[UUID, int]]:
    guests = unit.guests.by_ids([one.guest_id for one in tickets if one.guest_id])
    return guests, unit.sales.copies([one.id for one in tickets])


def _log(unit: Writing, tickets: Sequence[Ticket], layout: str) -> None:
    """One line a copy, written after the file is safe: a print that failed is no print."""
    copies = dict(unit.sales.copies([one.id for one in tickets]))
    for ticket in tickets:
        copies[ticket.id] += 1
    unit.sales.add_prints([
        {"id": unit.new_id(), "ticket_id": ticket.id, "copy": copies[ticket.id], "layout": layout, "at": unit.now,
         "desk_id": unit.actor.desk_id, "actor": unit.actor.name}
        for ticket in tickets
    ])  # fmt: skip
    unit.record("tickets_printed", None, tickets=[one.number for one in tickets], layout=layout)
