"""`programme load` and `programme show`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aspara_desk.cli.call import the_call
from aspara_desk.i18n.translator import Translator, mark

if TYPE_CHECKING:
    from aspara_desk.domain.programme import Programme

app = typer.Typer(help=mark("Load a season from its file, and show it."))


@app.command(help=mark("Load a season file: all of it, or nothing."))
def load(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", readable=False, help=mark("The season file."))],
) -> None:
    from aspara_desk.bootstrap import load_programme
    from aspara_desk.i18n.errors import sentence

    call = the_call(ctx)
    with call.workplace(create=True) as here:
        report = load_programme(here, file)
    for warning in report.warnings:
        call.tell(call.t(mark("Warning: {text}"), text=sentence(warning, call.t)))
    call.answer(
        {
            "season": report.season,
            "created": list(report.created),
            "changed": list(report.changed),
            "removed": list(report.removed),
            "unchanged": report.unchanged,
            "warnings": [{"kind": one.kind, "text": sentence(one, call.t)} for one in report.warnings],
        },
        call.t(
            mark("Season {season}: {created} new, {changed} changed, {removed} removed, {unchanged} unchanged."),
            season=report.season,
            created=len(report.created),
            changed=len(report.changed),
            removed=len(report.removed),
            unchanged=report.unchanged,
        ),
    )


@app.command(help=mark("Show the season with its venues, events, ticket types and doors."))
def show(ctx: typer.Context) -> None:
    from aspara_desk.programme.showing import show as as_data

    call = the_call(ctx)
    with call.workplace() as here:
        programme, sold = here.read(lambda unit: (unit.programme, unit.sales.standing_by_type()))
    call.answer(as_data(programme, sold), *(() if call.as_json else _lines(programme, sold, call.t)))


def _lines(programme: "Programme", sold: object, t: Translator) -> list[str]:
    from aspara_desk.i18n import formats, vocabulary

    assert isinstance(sold, dict)
    season = programme.season
    lines = [season.titles.to(t.language), season.motto.to(t.language), ""]
    if season.sample:
        lines[0] += " · " + t(mark("SAMPLE"))
    for day in season.days():
        heading = t(mark("Day {number} · {weekday}, {day}"), number=season.day_number(day),
                    weekday=formats.weekday(day, t.language), day=formats.day(day, t.language))  # fmt: skip
        lines.append(heading)
        for event in programme.events:
            if event.day == day:
                venue = programme.venue(event.venue_id).titles.to(t.language)
                hours = f"{formats.clock(season, event.starts_at)}–{formats.clock(season, event.ends_at)}"
                kind = t(vocabulary.EVENT_KINDS[event.kind])
                lines.append(f"  {hours}  {event.titles.to(t.language)} · {kind} · {venue} [{event.key}]")
    lines += ["", t(mark("Ticket types"))]
    for one in programme.ticket_types:
        left = "∞" if one.quota is None else formats.number(one.quota - sold.get(one.id, 0))
        lines.append(
            f"  {one.titles.to(t.language)} · {formats.money(one.price)} · "
            + t(mark("{left} left"), left=left) + f" [{one.key}]"
        )  # fmt: skip
    lines += ["", t(mark("Doors"))]
    for door in programme.doors:
        lines.append(f"  {door.titles.to(t.language)} · {t(vocabulary.DIRECTIONS[door.direction])} [{door.key}]")
    return lines
