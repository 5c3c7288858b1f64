"""What an import is about to do, and what came of it, in words. Pure."""

from collections.abc import Sequence
from pathlib import Path

from aspara_desk.domain.errors import Place, Problem
from aspara_desk.domain.names import clean
from aspara_desk.guests.importing import ImportReport
from aspara_desk.i18n import formats
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark, mark_plural

MOST_PROBLEMS = 100
"""That are listed; all of them are in the file of rejected rows."""

_ENCODINGS = {"xlsx": "Excel"}
_ROWS = mark_plural("{number} row", "{number} rows")
_NEW = mark_plural("{number} new guest", "{number} new guests")
_SAME = mark("{number} known already")
_REPEATED = mark_plural("{number} repeated in the list", "{number} repeated in the list")
REASON = mark("reason")
"""The title of the column that says in the file of rejected rows what is wrong with each."""
_REJECTED = mark("{number} rejected")
_DIFFERING = mark_plural(
    "Of {number} of those known already the list says something else; they stay as they are.",
    "Of {number} of those known already the list says something else; they stay as they are.",
)
_NOT_USED = mark("The column “{column}” is not used.")
_IMPORT = mark_plural("Import {number} guest", "Import {number} guests")
_AGAIN = mark("Import all the same")
AGAIN = mark("Import again")
_MORE = mark("and {number} more")
_IMPORTED = mark_plural("{number} guest imported.", "{number} guests imported.")
_REJECTED_FILE = mark("The rejected rows, each with its reason: {file}. Correct them there and import that file.")
_STOPPED = mark("The import was stopped")
_NOT_FINISHED = mark("Not finished")
_TAKEN = mark_plural("{number} row was taken and is kept.", "{number} rows were taken and are kept.")
_GO_ON = mark("Import the list again to go on: nobody is written down twice.")


def heading(report: ImportReport) -> str:
    encoding = _ENCODINGS.get(report.encoding, report.encoding.upper())
    return f"{Path(report.file).name} · {encoding}"


def counts(report: ImportReport, t: Translator) -> str:
    """412 rows: 400 new guests, 10 known already, 2 rejected."""
    rows = t.plural(*_ROWS, report.rows, number=formats.number(report.rows))
    parts = [t.plural(*_NEW, report.new, number=formats.number(report.new))]
    if report.same > report.repeated:
        parts.append(t(_SAME, number=formats.number(report.same - report.repeated)))
    if report.repeated:
        parts.append(t.plural(*_REPEATED, report.repeated, number=formats.number(report.repeated)))
    if report.rejected:
        parts.append(t(_REJECTED, number=formats.number(report.rejected)))
    said = f"{rows}: {', '.join(parts)}."
    if report.differing:
        said += " " + t.plural(*_DIFFERING, report.differing, number=formats.number(report.differing))
    return said


def proposal(report: ImportReport, t: Translator) -> str | None:
    """The word on the button; None where no row can be used."""
    if report.rows == report.rejected:
        return None
    return t.plural(*_IMPORT, report.new, number=formats.number(report.new)) if report.new else t(_AGAIN)


def problem_lines(problems: Sequence[Problem], t: Translator) -> tuple[str, ...]:
    """Row and column first; the file is named above."""
    lines = [_line(one, t) for one in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append(t(_MORE, number=formats.number(len(problems) - MOST_PROBLEMS)))
    return tuple(lines)


def _line(problem: Problem, t: Translator) -> str:
    if problem.kind == "guest_column_ignored":  # all of a list's columns have one row, which says nothing
        return t(_NOT_USED, column=clean(str(problem.facts["column"])))
    return sentence(Problem(problem.kind, problem.facts, Place(None, problem.place.row, problem.place.column)), t)


def outcome(report: ImportReport, t: Translator) -> tuple[str, str, str]:
    """The kind of message, its title and the rest, after the list was imported."""
    title = t.plural(*_IMPORTED, report.new, number=formats.number(report.new))
    rest = [counts(report, t)]
    if report.rejected_file:
        rest.append(t(_REJECTED_FILE, file=report.rejected_file))
    odd = any(one.kind == "guest_cell_of_rows" for one in report.problems)
    return ("warning" if report.rejected or report.differing or odd else "ok"), title, " ".join(rest)


def stopped(fault: Problem | None, rows: int, t: Translator) -> tuple[str, str, str]:
    """By somebody, or by a fault, after so many rows of the list."""
    kept = f"{t.plural(*_TAKEN, rows, number=formats.number(rows))} {t(_GO_ON)}"
    if fault is None:
        return "info", t(_STOPPED), kept
    return "error", t(_NOT_FINISHED), f"{sentence(fault, t)} {kept}"
