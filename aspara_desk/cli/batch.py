"""A batch on the command line: a guest list in, tickets and one PDF out."""

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from aspara_desk import bootstrap
from aspara_desk.box_office import batch
from aspara_desk.box_office.batch import BatchPlan, Issued, give_and_print
from aspara_desk.box_office.printing import Press, require_writable
from aspara_desk.cli import shapes
from aspara_desk.cli.call import REFUSED, Call, progress
from aspara_desk.cli.guests import hinting, mapping
from aspara_desk.domain.errors import Problem
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.sales import Ticket
from aspara_desk.guests.importing import import_file
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import mark
from aspara_desk.staff.workplace import Workplace

_TOLD_ONLY = frozenset({"guest_differs", "guest_cell_of_rows"})
"""Problems with a list that keep nobody from getting a ticket."""


def plan(
    call: Call, here: Workplace, type_key: str, guests: Path, columns: list[str], press: Press, out: Path
) -> "Batch":
    """Imports the list, and sees who on it has no ticket of this type yet.

    Raises DeskError, and nothing is issued, where the file cannot be written or the quota does not reach.
    """
    began = time.perf_counter()
    require_writable(press, out)
    with hinting(call), progress(call, call.t(mark("Guests")), None) as tell:
        report = import_file(
            here, guests, columns=mapping(columns), dry_run=False, progress=tell,
            explain=lambda problem: sentence(problem, call.t),
        )  # fmt: skip
    planned = batch.plan(here, type_key, report.guest_ids)
    programme = here.read(lambda unit: unit.programme)
    begun = Batch(call, here, type_key, press, out, planned, programme, began, list(report.problems))
    begun.note_holders(planned.holders)
    return begun


@dataclass(slots=True)
class Batch:
    """Carried out, and answered whatever came of it: the same call again finishes what was interrupted."""

    call: Call
    here: Workplace
    type_key: str
    press: Press
    out: Path
    planned: BatchPlan
    programme: Programme
    began: float
    problems: list[Problem]
    tickets: list[Ticket] = field(default_factory=list)

    def carry_out(self) -> None:
        """Gives a ticket to everyone who has none, and prints all that were never printed."""
        call, keys = self.call, bootstrap.keyring(self.here)
        to_give, before = len(self.planned.without), len(self.planned.unprinted)
        self.tickets += self.planned.unprinted
        with progress(call, call.t(mark("Tickets")), 2 * to_give + before) as tell:  # each is given, then printed

            def given(part: Issued) -> None:
                self.tickets += part.tickets
                self.note_holders(part.holders)
                tell(len(self.tickets) - before)

            press = replace(self.press, progress=lambda pages: tell(to_give + pages))
            give_and_print(self.here, keys, press, self.type_key, self.planned, self.out, given=given)

    def note_holders(self, holders: tuple[Ticket, ...]) -> None:
        self.problems += (
            Problem("guest_has_ticket", {"name": one.guest_name, "ticket": one.number}) for one in holders
        )

    def answer(self, done: bool) -> None:
        """Asks nothing of the store, which may be what has failed."""
        call = self.call
        printed = done and bool(self.tickets)
        problems = self._told()
        call.answer(
            {
                "tickets": [shapes.ticket(one, self.programme) for one in self.tickets],
                "file": str(self.out) if printed else None,
                "seconds": round(time.perf_counter() - self.began, 3),
                "problems": problems,
            },
            call.t.plural("{count} ticket issued.", "{count} tickets issued.", len(self.tickets)),
            *([call.t(mark("Saved as {file}"), file=self.out)] if printed else []),
        )
        if not done:
            call.tell(call.t(mark("The batch is not finished. The same call again goes on with it.")))

    def _told(self) -> list[dict[str, object]]:
        if any(one.kind not in _TOLD_ONLY for one in self.problems):
            self.call.note(REFUSED)
        told: list[dict[str, object]] = [
            {"row": one.place.row, "column": one.place.column, "text": sentence(one, self.call.t)}
            for one in self.problems
        ]
        for problem in told if not self.call.as_json else ():
            self.call.tell(str(problem["text"]))
        return told
