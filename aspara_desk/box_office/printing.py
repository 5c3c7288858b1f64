"""Printing: from sold tickets to a PDF, with a line in the print log for every copy."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from aspara_desk.box_office.faces import FaceFacts, Words, make_face, specimen_facts
from aspara_desk.domain import code
from aspara_desk.domain.code import TicketCode
from aspara_desk.domain.errors import Misused, Refused, StoreUnusable
from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Medium, Ticket
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring
from aspara_desk.store.unit import Reading, Writing
from aspara_desk.tickets.face import TicketFace
from aspara_desk.tickets.layouts import DEFAULT, SHEETS
from aspara_desk.tickets.output import Output
from aspara_desk.tickets.pdf import missing_characters, page_pdf, write_pdf

_ATTEMPTS = 10  # of a print that is overtaken; each time another desk has printed one of the tickets
_AT_ONCE = 400  # tickets read, and logged, in one transaction


@dataclass(frozen=True, slots=True)
class Press:
    """What a print needs beside the tickets: fonts, words, the layout, and how progress is told."""

    fonts_dir: Path
    words: Words
    layout: str = DEFAULT
    progress: Callable[[int], None] | None = None


class _Overtaken(Exception):
    """Somebody else printed one of these tickets meanwhile: the copies have other numbers than were drawn."""


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


def print_tickets(
    here: Workplace, keyring: Keyring, press: Press, numbers: Sequence[str], out: Path, medium: Medium = Medium.FILE
) -> int:  # fmt: skip
    """Prints each ticket once, in this order, into one PDF; gives how many. A void or replaced one is refused.

    The lines of the print log are written when the file is complete and durable, and just before it gets its name:
    no paper is without its line, and only a crash in that instant leaves a line without its paper. Where another
    desk has printed one of the tickets meanwhile, all are drawn again: no two papers have the same copy number.
    The log says what they are for: the file itself, or paper that is printed from it.
    """
    here.require(Right.SELL)
    tickets = here.read(lambda unit: _printable(unit, tuple(dict.fromkeys(numbers))))
    for _attempt in range(_ATTEMPTS):
        try:
            return _print_once(here, keyring, press, tickets, out, medium)
        except _Overtaken:
            continue
    raise StoreUnusable("store_locked", store=here.store.where)


def specimen_pdf(here: Workplace, press: Press, ticket_type: TicketType, guest: GuestDetails | None) -> bytes:
    """One page: what a ticket that is not sold yet will look like. Raises Misused `glyph_missing`."""
    programme = here.read(lambda unit: unit.programme)
    return _preview(here, press, programme, specimen_facts(ticket_type, guest))


def preview_pdf(here: Workplace, press: Press, number: str) -> bytes:
    """One page: a sold ticket as its next print will be, but marked, and with a code that opens no door.

    Raises Misused `ticket_unknown`, `glyph_missing`, and Refused where the ticket is void or replaced.
    """
    here.require(Right.SELL)

    def work(unit: Reading) -> tuple[Programme, FaceFacts]:
        tickets = _printable(unit, [number])
        copies, guests = _next_copies(unit, tickets), _guests(unit, tickets)
        return unit.programme, _facts(unit.programme, tickets[0], code.specimen(), guests, copies)

    programme, facts = here.read(work)
    return _preview(here, press, programme, replace(facts, specimen=True))


def _preview(here: Workplace, press: Press, programme: Programme, facts: FaceFacts) -> bytes:
    return page_pdf(
        make_face(programme, facts, press.words),
        layout=press.layout,
        fonts_dir=press.fonts_dir,
        author=programme.season.titles.to(press.words.language),
        created=here.clock(),
    )


def _print_once(
    here: Workplace, keyring: Keyring, press: Press, tickets: Sequence[Ticket], out: Path, medium: Medium
) -> int:  # fmt: skip
    programme, copies = here.read(lambda unit: (unit.programme, _next_copies(unit, tickets)))
    return write_pdf(
        _faces(here, keyring, press, programme, tickets, copies),
        out,
        layout=press.layout,
        fonts_dir=press.fonts_dir,
        title=_title(programme, press, tickets),
        author=programme.season.titles.to(press.words.language),
        language=press.words.language,
        created=here.clock(),
        progress=press.progress,
        before_naming=lambda: _log_all(here, tickets, copies, press.layout, medium),
    )


def _printable(unit: Reading, numbers: Sequence[str]) -> tuple[Ticket, ...]:
    found = unit.sales.tickets(numbers)
    known = {ticket.number for ticket in found}
    for number in numbers:
        if number not in known:
            raise Misused("ticket_unknown", ticket=number)
    for ticket in found:
        if not ticket.state.stands:
            raise Refused("ticket_not_printable", ticket=ticket.number, state=ticket.state.value)
    return found


def _title(programme: Programme, press: Press, tickets: Sequence[Ticket]) -> str:
    festival = programme.season.titles.to(press.words.language)
    if not tickets:
        return festival
    first, last = tickets[0].number, tickets[-1].number
    return f"{festival} · {first}" if first == last else f"{festival} · {first} – {last}"


def _faces(
    here: Workplace, keyring: Keyring, press: Press, programme: Programme, tickets: Sequence[Ticket],
    copies: Mapping[UUID, int],
) -> Iterator[TicketFace]:  # fmt: skip
    for start in range(0, len(tickets), _AT_ONCE):
        part = tickets[start : start + _AT_ONCE]
        guests = here.read(partial(_guests, tickets=part))
        for ticket in part:
            facts = _facts(programme, ticket, keyring.code(ticket.key_id, ticket.id), guests, copies)
            yield make_face(programme, facts, press.words)


def _facts(
    programme: Programme, ticket: Ticket, shown: TicketCode, guests: Mapping[UUID, Guest], copies: Mapping[UUID, int]
) -> FaceFacts:
    guest = guests.get(ticket.guest_id) if ticket.guest_id else None
    return FaceFacts(
        ticket.number,
        shown,
        programme.ticket_type(ticket.type_id),
        ticket.price,
        guest.details if guest else None,
        ticket.seat,
        copies[ticket.id],
    )


def _guests(unit: Reading, tickets: Sequence[Ticket]) -> Mapping[UUID, Guest]:
    return unit.guests.by_ids([one.guest_id for one in tickets if one.guest_id])


def _next_copies(unit: Reading, tickets: Sequence[Ticket]) -> Mapping[UUID, int]:
    return {ticket_id: copy + 1 for ticket_id, copy in unit.sales.copies([one.id for one in tickets]).items()}


def _log_all(
    here: Workplace, tickets: Sequence[Ticket], copies: Mapping[UUID, int], layout: str, medium: Medium
) -> None:  # fmt: skip
    """In transactions short enough for doors. Raises _Overtaken, mostly before the first line is written."""
    if here.read(lambda unit: _next_copies(unit, tickets)) != copies:
        raise _Overtaken
    for start in range(0, len(tickets), _AT_ONCE):
        part = tickets[start : start + _AT_ONCE]
        here.write(partial(_log, tickets=part, copies=copies, layout=layout, medium=medium))


def _log(
    unit: Writing, tickets: Sequence[Ticket], copies: Mapping[UUID, int], layout: str, medium: Medium
) -> None:  # fmt: skip
    """One line a copy. Two desks that write the same one collide, and the loser finds that it was overtaken."""
    if any(copies[ticket_id] != copy for ticket_id, copy in _next_copies(unit, tickets).items()):
        raise _Overtaken
    unit.sales.add_prints([
        {"id": unit.new_id(), "ticket_id": ticket.id, "copy": copies[ticket.id], "layout": layout,
         "medium": medium.value, "at": unit.now, "desk_id": unit.actor.desk_id, "actor": unit.actor.name}
        for ticket in tickets
    ])  # fmt: skip
    action = "tickets_printed" if medium is Medium.PAPER else "tickets_saved"
    unit.record(action, None, tickets=[one.number for one in tickets], layout=layout)
