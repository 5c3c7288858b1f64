"""`report attendance | takings | scans`."""

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aspara_desk.cli import shapes
from aspara_desk.cli.call import Call, ResultsLost, the_call
from aspara_desk.i18n.translator import Translator, mark

if TYPE_CHECKING:
    from aspara_desk.domain.programme import Programme
    from aspara_desk.reports.attendance import Attendance, Came
    from aspara_desk.reports.csv_file import Table
    from aspara_desk.reports.takings import Takings
    from aspara_desk.staff.workplace import Workplace
    from aspara_desk.store.reports import ScanLine

app = typer.Typer(help=mark("Who came, what came in, and what was scanned."))

CsvFile = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help=mark("Also write a table."))]
_CROWDS = {
    "visitors": mark("Visitors"),
    "participants": mark("Artisans and designers"),
    "crew": mark("Crew"),
}


@app.command(help=mark("Who came, by event: people and entries; visitors, participants and crew."))
def attendance(ctx: typer.Context, csv: CsvFile = None) -> None:
    from aspara_desk.reports.attendance import Crowd
    from aspara_desk.reports.attendance import attendance as report

    call = the_call(ctx)
    with call.workplace() as here:
        found, sample = report(here), _sample_mark(here, call.t)
    if csv is not None:
        _write_attendance(csv, found, call.t)
    call.answer(
        {
            "events": [
                {
                    "event": line.event.key,
                    "day": line.event.day.isoformat(),
                    **{crowd.value: _people_and_entries(line.of(crowd)) for crowd in Crowd},
                }
                for line in found.events
            ],
            "total": {crowd.value: _people_and_entries(found.total[crowd]) for crowd in Crowd},
            "without_ticket": [
                {"venue": venue, "day": day, "people": people}
                for (venue, day), people in sorted(found.without_ticket.items())
            ],
        },
        *sample,
        *_attendance_lines(found, call.t),
    )


def _sample_mark(here: "Workplace", t: Translator) -> list[str]:
    """The line that stands above a report of practice data."""
    from aspara_desk.programme.current import current

    season = current(here).season
    return [f"{season.titles.to(t.language)} · {t(mark('SAMPLE'))}"] if season.sample else []


def _people_and_entries(came: "Came") -> dict[str, int]:
    return {"people": came.people, "entries": came.entries}


def _write_attendance(file: Path, found: "Attendance", t: Translator) -> None:
    from aspara_desk.reports.csv_file import write_table
    from aspara_desk.reports.tables import ATTENDANCE, attendance_rows

    write_table(file, ATTENDANCE, attendance_rows(found, t.language))


def _attendance_lines(found: "Attendance", t: Translator) -> list[str]:
    from aspara_desk.i18n import formats

    lines = []
    day = None
    for line in found.events:
        if line.event.day != day:
            day = line.event.day
            lines.append(formats.day(day, t.language))
        counted = ", ".join(
            f"{t(_CROWDS[crowd.value])} {came.people} ({came.entries})" for crowd, came in line.crowds.items()
        )
        lines.append(f"  {line.event.titles.to(t.language)}: {counted}")
    lines.append(t(mark("In all, people (entries)")))
    lines += [f"  {t(_CROWDS[crowd.value])} {came.people} ({came.entries})" for crowd, came in found.total.items()]
    venues = {one.key: one.titles.to(t.language) for one in found.programme.venues}
    for (venue, iso), people in sorted(found.without_ticket.items()):
        shown = {"venue": venues[venue], "day": formats.day(date.fromisoformat(iso), t.language), "people": people}
        lines.append("  " + t(mark("Without a ticket: {venue}, {day}: {people}"), **shown))
    return lines


@app.command(help=mark("What came in, by way of payment and by clerk, and what is still owed."))
def takings(ctx: typer.Context, csv: CsvFile = None) -> None:
    from aspara_desk.reports.csv_file import write_table
    from aspara_desk.reports.tables import TAKINGS, takings_rows
    from aspara_desk.reports.takings import takings as report

    call = the_call(ctx)
    with call.workplace() as here:
        found, sample = report(here), _sample_mark(here, call.t)
    if csv is not None:
        write_table(csv, TAKINGS, takings_rows(found))
    call.answer(
        {
            "lines": [
                {
                    "method": one.method.value,
                    "desk": one.desk,
                    "actor": one.actor,
                    "payments": one.payments,
                    "amount": shapes.money(one.amount),
                }
                for one in found.lines
            ],
            "total": shapes.money(found.total),
            "owed": shapes.money(found.owed),
            "orders": found.orders,
        },
        *sample,
        *_takings_lines(found, call.t),
    )


def _takings_lines(found: "Takings", t: Translator) -> list[str]:
    from aspara_desk.i18n import formats, vocabulary

    lines = [
        f"{t(vocabulary.METHODS[one.method])} · {one.desk} · {vocabulary.actor(one.actor, t)}: "
        f"{formats.money(one.amount)} ({one.payments})"
        for one in found.lines
    ]
    lines.append(t(mark("Total {total}"), total=formats.money(found.total)))
    if found.owed.minor:
        lines.append(t(mark("Still owed {owed}"), owed=formats.money(found.owed)))
    return lines


@app.command(help=mark("Every scan, accepted or not, and what was taken back."))
def scans(ctx: typer.Context, csv: CsvFile = None) -> None:
    from aspara_desk.reports.csv_file import new_table
    from aspara_desk.reports.scan_log import each_scan

    call = the_call(ctx)
    with call.workplace() as here, nullcontext() if csv is None else new_table(csv, _SCAN_KEYS) as table:
        listener = _Listener(call, table)
        each_scan(here, listener)
    if listener.lost is not None:
        raise listener.lost


class _Listener:
    """Answers every scan at once. Where nobody reads the answers any more, the table is finished all the same."""

    def __init__(self, call: Call, table: "Table | None") -> None:
        self._call = call
        self._table = table
        self.lost: ResultsLost | None = None

    def __call__(self, programme: "Programme", line: "ScanLine") -> None:
        shown = _scan(programme, line)
        if self._table is not None:
            self._table.add(list(shown.values()))
        if self.lost is None:
            try:
                self._call.answer(shown, *(() if self._call.as_json else [_scan_line(programme, line, self._call.t)]))
            except ResultsLost as lost:
                if self._table is None:
                    raise
                self.lost = lost


_SCAN_KEYS = [
    "at", "recorded_at", "desk", "door", "direction", "event", "ticket", "verdict", "reason", "confirmed", "override",
    "source", "actor", "undone_at", "undone_by", "scan_id",
]  # fmt: skip


def _scan(programme: "Programme", line: "ScanLine") -> dict[str, object]:
    season = programme.season
    return {
        "at": shapes.moment(season, line.at),
        "recorded_at": shapes.moment(season, line.recorded_at),
        "desk": line.desk,
        "door": shapes.key(programme.find_door(line.door_id)),
        "direction": line.direction.value,
        "event": shapes.key(programme.find_event(line.verdict.event_id)),
        "ticket": line.ticket,
        "verdict": line.verdict.kind.value,
        "reason": line.verdict.reason.value,
        "confirmed": line.verdict.confirmed,
        "override": line.verdict.override,
        "source": line.source,
        "actor": line.actor,
        "undone_at": shapes.moment(season, line.undone_at),
        "undone_by": line.undone_by,
        "scan_id": str(line.id),
    }


def _scan_line(programme: "Programme", line: "ScanLine", t: Translator) -> str:
    from aspara_desk.i18n import formats, verdicts

    season = programme.season
    day = formats.day(season.local(line.at).date(), t.language)
    door = verdicts.title(programme.find_door(line.door_id), t)
    text = verdicts.text(line.verdict, programme, line.at, t, line.direction)
    told = [f"{day} {formats.clock_with_seconds(season, line.at)}", door, line.ticket,
            f"{t(verdicts.VERDICTS[line.verdict.kind])}: {text}"]  # fmt: skip
    if line.undone_by is not None:
        told.append(t(mark("taken back by {actor}"), actor=line.undone_by))
    return " · ".join(filter(None, told))
