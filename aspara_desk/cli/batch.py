"""A batch on the command line: a guest list in, tickets and one PDF out."""

from dataclasses import dataclass, replace
from pathlib import Path

from aspara_desk import bootstrap
from aspara_desk.box_office import batch
from aspara_desk.box_office.printing import Press, print_tickets, require_writable
from aspara_desk.cli.call import REFUSED, Call, progress
from aspara_desk.cli.guests import mapping
from aspara_desk.domain.errors import Problem
from aspara_desk.guests.importing import import_file
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import mark
from aspara_desk.staff.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Batch:
    numbers: list[str]
    problems: list[dict[str, object]]


def issue_to_list(
    call: Call, here: Workplace, type_key: str, guests: Path, columns: list[str], press: Press, out: Path
) -> Batch:
    """Imports the list, gives a ticket to everyone on it who has none of this type yet, and prints them all.

    Nothing is issued where the file cannot be written or the quota does not reach; the same call again finishes
    a batch that was interrupted.
    """
    require_writable(press, out)
    keys = bootstrap.keyring(here)
    with progress(call, call.t(mark("Guests")), None) as tell:
        report = import_file(
            here, guests, mapping=mapping(columns), dry_run=False, progress=tell,
            explain=lambda problem: sentence(problem, call.t),
        )  # fmt: skip
    plan = batch.plan(here, type_key, report.guest_ids)
    with progress(call, call.t(mark("Tickets")), len(plan.without)) as tell:
        numbers = [one.number for one in plan.unprinted]
        numbers += batch.issue_all(here, keys, type_key=type_key, guest_ids=plan.without, progress=tell)
    if numbers:
        with progress(call, call.t(mark("Pages")), len(numbers)) as tell:
            print_tickets(here, keys, replace(press, progress=tell), numbers, out)
    problems = [
        *report.problems,
        *(Problem("guest_has_ticket", {"name": one.guest_name, "ticket": one.number}) for one in plan.holders),
    ]
    return Batch(numbers, _told(call, problems))


def _told(call: Call, problems: list[Problem]) -> list[dict[str, object]]:
    if problems:
        call.note(REFUSED)
    told: list[dict[str, object]] = [
        {"row": one.place.row, "column": one.place.column, "text": sentence(one, call.t)} for one in problems
    ]
    for problem in told if not call.as_json else ():
        call.tell(str(problem["text"]))
    return told
