"""`report attendance | takings | scans`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aspara_desk.cli import shapes
from aspara_desk.cli.call import the_call
from aspara_desk.i18n.translator import Translator, mark

if TYPE_CHECKING:
    from aspara_desk.domain.programme import Programme
    from aspara_desk.reports.attendance import Attendance, Came
    from aspara_desk.reports.takings import Takings
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
        found = report(here)
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
        *_attendance_lines(found, call.t),
    )


def _people_and_entries(came: "Came") -> dict[str, int]:
    return {"people": came.people, "entries": came.entries}


def _write_attendance(file: Path, found: "Attendance", t: Translator) -> None:
    from aspara_desk.reports.attendance import Crowd
    from aspara_desk.reports.csv_file import write_table

    header = ["day", "event", "title"] + [f"{crowd}_{what}" for crowd in Crowd for what in ("people", "entries")]
    rows = []
    for line in found.events:
        row: list[object] = [line.event.day.isoformat(), line.event.key, line.event.titles.to(t.language)]
        for crowd in Crowd:
            row += [line.of(crowd).people, line.of(crowd).entries]
        rows.append(row)
    write_table(file, header, rows)


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
    for (venue, venue_day), people in sorted(found.without_ticket.items()):
        counted = t(mark("Without a ticket: {venue}, {day}: {people}"), venue=venue, day=venue_day, people=people)
        lines.append("  " + counted)
    return lines


@app.command(help=mark("What came in, by way of payment and by clerk, and what is still owed."))
def takings(ctx: typer.Context, csv: CsvFile = None) -> None:
    from aspara_desk.reports.csv_file import write_table
    from aspara_desk.reports.takings import takings as report

    call = the_call(ctx)
    with call.workplace() as here:
        found = report(here)
    if csv is not None:
        write_table(
            csv,
            ["method", "desk", "actor", "payments", "minor", "currency"],
            [
                [one.method.value, one.desk, one.actor, one.payments, one.amount.minor, one.amount.currency]
                for one in found.lines
            ],
        )
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
        *_takings_lines(found, call.t),
    )


def _takings_lines(found: "Takings", t: Translator) -> list[str]:
    from aspara_desk.i18n import formats, vocabulary

    lines = [
        f"{t(vocabulary.METHODS[one.method])} · {one.desk} · {one.actor}: {formats.money(one.amount)} ({one.payments})"
        for one in found.lines
    ]
    lines.append(t(mark("Total {total}"), total=formats.money(found.total)))
    if found.owed.minor:
        lines.append(t(mark("Still owed {owed}"), owed=formats.money(found.owed)))
    return lines


@app.command(help=mark("Every scan, accepted or not, and what was taken back."))
def scans(ctx: typer.Context, csv: CsvFile = None) -> None:
    from aspara_desk.reports.csv_file import write_table
    from aspara_desk.reports.scan_log import each_scan

    call = the_call(ctx)
    table: list[dict[str, object]] = []

    def tell(programme: "Programme", line: "ScanLine") -> None:
        shown = _scan(programme, line)
        call.answer(shown, "  ".join(str(value) for value in shown.values() if value))
        if csv is not None:
            table.append(shown)

    with call.workplace() as here:
        each_scan(here, tell)
    if csv is not None:
        write_table(csv, _SCAN_KEYS, ([one[key] for key in _SCAN_KEYS] for one in table))


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
        "direction": line.direction,
        "event": shapes.key(programme.find_event(line.event_id)),
        "ticket": line.ticket,
        "verdict": line.verdict,
        "reason": line.reason,
        "confirmed": line.confirmed,
        "override": line.override,
        "source": line.source,
        "actor": line.actor,
        "undone_at": shapes.moment(season, line.undone_at),
        "undone_by": line.undone_by,
        "scan_id": str(line.id),
    }
