"""Batches: one ticket of a type for everyone on a list, in transactions short enough for doors to go on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from aspara_desk.box_office.printing import Press, print_tickets, require_writable
from aspara_desk.box_office.selling import Wanted, place_order, ticket_type_by_key
from aspara_desk.domain.errors import Refused
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Method, Ticket
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.season_keys import Keyring
from aspara_desk.store.unit import Reading, Writing

TICKETS_AT_ONCE = 100  # in one transaction: a door waits behind it for a few hundredths of a second


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """Who gets a ticket; `unprinted` were given one by a batch that was interrupted before it printed."""

    without: tuple[UUID, ...]
    unprinted: tuple[Ticket, ...]
    holders: tuple[Ticket, ...]


def plan(here: Workplace, type_key: str, guest_ids: Sequence[UUID]) -> BatchPlan:
    """Nobody gets a second ticket of the type. Raises Refused where fewer are left than are wanted."""
    return here.read(lambda unit: _plan(unit, type_key, tuple(dict.fromkeys(guest_ids))))


@dataclass(frozen=True, slots=True)
class Issued:
    """What one transaction of a batch gave; `holders` were given a ticket by somebody else since the plan."""

    tickets: tuple[Ticket, ...]
    holders: tuple[Ticket, ...]


def _plan(unit: Reading, type_key: str, guest_ids: Sequence[UUID]) -> BatchPlan:
    ticket_type = ticket_type_by_key(unit.programme, type_key)
    held = _held(unit, ticket_type, guest_ids)
    copies = unit.sales.copies([ticket.id for ticket in held.values()])
    without = tuple(one for one in guest_ids if one not in held)
    _require_left(unit, ticket_type.id, ticket_type.quota, type_key, len(without))
    return BatchPlan(
        without,
        tuple(ticket for ticket in held.values() if not copies[ticket.id]),
        tuple(ticket for ticket in held.values() if copies[ticket.id]),
    )


def _held(unit: Reading, ticket_type: TicketType, guest_ids: Sequence[UUID]) -> dict[UUID, Ticket]:
    """The tickets of the type that stand, by guest."""
    return {
        guest_id: ticket
        for guest_id, tickets in unit.sales.tickets_of_guests(guest_ids).items()
        for ticket in tickets
        if ticket.type_id == ticket_type.id and ticket.state.stands
    }


def _require_left(unit: Reading, type_id: UUID, quota: int | None, type_key: str, wanted: int) -> None:
    if quota is None:
        return
    counter = counters.sold(type_id)
    left = max(quota - unit.counters.values([counter])[counter], 0)
    if wanted > left:
        raise Refused("sold_out", type=type_key, wanted=wanted, left=left)


def issue_all(
    here: Workplace,
    keyring: Keyring,
    *,
    type_key: str,
    guest_ids: Sequence[UUID],
    progress: Callable[[int], None] | None = None,
) -> list[str]:
    """Gives each guest a ticket and gives their numbers. What was given before an interruption stays given."""
    numbers: list[str] = []
    for part in issue_in_parts(here, keyring, type_key, guest_ids):
        numbers += [ticket.number for ticket in part.tickets]
        if progress is not None:
            progress(len(numbers))
    return numbers


def issue_in_parts(here: Workplace, keyring: Keyring, type_key: str, guest_ids: Sequence[UUID]) -> Iterator[Issued]:
    """Gives a ticket to each guest who has none of the type at that moment; each part is durable when it is given."""
    here.require(Right.GIVE)
    for start in range(0, len(guest_ids), TICKETS_AT_ONCE):
        part = guest_ids[start : start + TICKETS_AT_ONCE]
        yield here.write(partial(_issue, keyring=keyring, type_key=type_key, guest_ids=part))


def give_and_print(
    here: Workplace, keyring: Keyring, press: Press, type_key: str, planned: BatchPlan, out: Path, *,
    given: Callable[[Issued], None],
) -> int:  # fmt: skip
    """Gives a ticket to everyone who has none, then prints all that were never printed; gives how many that were.

    `given` is told of each transaction once it is durable, and the progress of the press of each page. Raises as
    `require_writable` does, and then nothing is given. What was given before anything else went wrong stays given:
    a new plan finds it unprinted.
    """
    require_writable(press, out)
    tickets = list(planned.unprinted)
    for part in issue_in_parts(here, keyring, type_key, planned.without):
        tickets += part.tickets
        given(part)
    return print_tickets(here, keyring, press, [one.number for one in tickets], out) if tickets else 0


def _issue(unit: Writing, keyring: Keyring, type_key: str, guest_ids: Sequence[UUID]) -> Issued:
    ticket_type = ticket_type_by_key(unit.programme, type_key)
    unit.counters.lock(counters.sold(ticket_type.id))  # another batch waits here, and then sees these tickets
    held = _held(unit, ticket_type, guest_ids)
    without = [one for one in guest_ids if one not in held]
    given = place_order(unit, keyring, [Wanted(ticket_type, without)], Method.FREE).tickets if without else ()
    return Issued(given, tuple(held.values()))
