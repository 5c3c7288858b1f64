"""`guests import` and `guests find`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from aspara_desk.cli.call import REFUSED, Call, progress, the_call
from aspara_desk.domain.errors import Problem
from aspara_desk.domain.names import clean
from aspara_desk.i18n.translator import mark, mark_plural

_DIFFERING = mark_plural(
    "Of {number} of those known already the list says something else; they stay as they are.",
    "Of {number} of those known already the list says something else; they stay as they are.",
)

app = typer.Typer(help=mark("Import guests from lists, and find them."))


@app.command("import", help=mark("Import guests from a CSV or XLSX file."))
def import_guests(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=mark("The guest list."))],
    column: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help=mark("Which column is which field."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=mark("Check the file and write nothing."))] = False,
) -> None:
    from aspara_desk.guests.importing import import_file
    from aspara_desk.i18n.errors import sentence

    call = the_call(ctx)
    with hinting(call), call.workplace(claim=True) as here, progress(call, call.t(mark("Guests")), None) as tell:
        report = import_file(
            here, file, columns=mapping(column or []), dry_run=dry_run, progress=tell,
            explain=lambda problem: sentence(problem, call.t), reason=call.t(mark("reason")),
        )  # fmt: skip
    if report.rejected:
        call.note(REFUSED)
    problems = [
        {"row": one.place.row, "column": one.place.column, "text": sentence(one, call.t)} for one in report.problems
    ]
    if not call.as_json:
        tell_problems(call, report.problems)
    call.answer(
        {
            "file": report.file,
            "encoding": report.encoding,
            "rows": report.rows,
            "new": report.new,
            "same": report.same,
            "rejected": report.rejected,
            "problems": problems,
            "import_id": str(report.import_id) if report.import_id else None,
            "rejected_file": str(report.rejected_file) if report.rejected_file else None,
            "differing": report.differing,
        },
        call.t(
            mark("{rows} rows: {new} new, {same} known already, {rejected} rejected."),
            rows=report.rows, new=report.new, same=report.same, rejected=report.rejected,
        ),
        *([call.t(mark("Rejected rows: {file}"), file=report.rejected_file)] if report.rejected_file else []),
        *([call.t.plural(*_DIFFERING, report.differing, number=report.differing)] if report.differing else []),
    )  # fmt: skip


@contextmanager
def hinting(call: Call) -> Iterator[None]:
    """Says how a list can be read that gives no names as it is."""
    from aspara_desk.domain.errors import BadInput

    try:
        yield
    except BadInput as error:
        if error.kind == "guest_list_no_name":
            call.tell(call.t(mark("Name the column that holds the names: --map COLUMN=name")))
        raise


def tell_problems(call: Call, problems: Sequence[Problem]) -> None:
    """What is wrong with a list, and what this command can do about a column."""
    from aspara_desk.i18n.errors import sentence

    for one in problems:
        call.tell(sentence(one, call.t))
        if one.kind == "guest_column_ignored":
            call.tell(call.t(mark('To use it: --map "{column}=FIELD"'), column=clean(str(one.facts["column"]))))


def mapping(columns: list[str]) -> dict[str, str]:
    """`--map` as a dictionary. Raises Misused for what is not COLUMN=FIELD."""
    from aspara_desk.domain.errors import Misused

    found = {}
    for one in columns:
        column, equals, field = one.rpartition("=")
        if not equals or not column.strip() or not field.strip():
            raise Misused("mapping_bad", mapping=one)
        found[column.strip()] = field.strip()
    return found


@app.command(help=mark("Find guests by name, in any script and word order."))
def find(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=mark("Part of a name."))],
    limit: Annotated[int, typer.Option(min=1, max=500, help=mark("How many to show."))] = 20,
) -> None:
    from aspara_desk.guests.finding import find as search

    call = the_call(ctx)
    with call.workplace() as here:
        found = search(here, text, limit)
    for one in found:
        details = one.guest.details
        numbers = [ticket.number for ticket in one.tickets]
        call.answer(
            {
                "guest": str(one.guest.id),
                "name": details.name,
                "latin": details.latin or None,
                "organisation": details.organisation or None,
                "category": details.category.value,
                "tickets": numbers,
            },
            " · ".join(filter(None, [details.name, details.organisation, ", ".join(numbers)])),
        )
    if not found and not call.as_json:
        call.tell(call.t(mark("Nobody found.")))
