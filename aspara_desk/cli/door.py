"""`door …`: scan, undo, look up, control events, count, read codes from files."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from aspara_desk.cli import shapes
from aspara_desk.cli.call import BAD_INPUT, REFUSED, the_call
from aspara_desk.domain.errors import BadInput, Misused
from aspara_desk.domain.programme import Control, Direction
from aspara_desk.i18n.translator import Translator, mark

if TYPE_CHECKING:
    from aspara_desk.domain.programme import Event, Programme
    from aspara_desk.domain.season import Season

app = typer.Typer(help=mark("Let guests in, and keep count."))

YEARS = range(2000, 2200)  # a scan of any other was dated by a clock that is not set

DoorKey = Annotated[str, typer.Option("--door", metavar="D", help=mark("Key of the door."))]
EventKey = Annotated[str | None, typer.Option("--event", metavar="E", help=mark("The event the steward chose."))]
Why = Annotated[str, typer.Option(help=mark("The reason, for the record."))]
At = Annotated[
    str | None, typer.Option("--at", metavar="ISO8601", help=mark("The time, if not now; without offset: local."))
]


@app.command(help=mark("Answer every line of standard input: a code, a ticket number, or JSON."))
def scan(
    ctx: typer.Context,
    door: DoorKey,
    event: EventKey = None,
    direction: Annotated[Direction | None, typer.Option(help=mark("In or out, if not as the door is set."))] = None,
    at: At = None,
    confirm: Annotated[bool, typer.Option("--confirm", help=mark("Confirm what is asked."))] = False,
    override: Annotated[str | None, typer.Option(metavar="WHY", help=mark("Let in all the same, and why."))] = None,
) -> None:
    from aspara_desk.cli.scanning import Defaults, Scanner
    from aspara_desk.door.gates import gate

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        programme = here.read(lambda unit: unit.programme)
        defaults = Defaults(moment(at, programme.season), confirm, _not_empty(override))
        Scanner(call, here, gate(programme, door, event, direction), defaults).run(sys.stdin.buffer)


def _not_empty(why: str | None) -> str | None:
    if why is not None and not why.strip():
        raise Misused("reason_missing")
    return why.strip() if why is not None else None


def moment(text: str | None, season: "Season") -> datetime | None:
    """A time from the command line, in UTC; without an offset it is the season's local time. Raises Misused."""
    from zoneinfo import ZoneInfo

    if text is None:
        return None
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Misused("time_unreadable", text=text) from None
    local = parsed if parsed.tzinfo else parsed.replace(tzinfo=ZoneInfo(season.zone))
    if parsed.year in YEARS:  # at the ends of the calendar there is no UTC for every local time
        found = local.astimezone(UTC)
        if found.year in YEARS:
            return found
    raise Misused("time_out_of_range", text=text, first=YEARS[0], last=YEARS[-1])


@app.command(help=mark("Take back the latest scan of a ticket."))
def undo(
    ctx: typer.Context,
    scan_id: Annotated[
        str, typer.Argument(metavar="SCAN_ID", help=mark("The scan, as it stands in brackets behind it."))
    ],
    why: Why,
) -> None:
    from aspara_desk.door.corrections import undo as take_back

    call = the_call(ctx)
    try:
        wanted = UUID(scan_id.strip())
    except ValueError:
        raise Misused("scan_unknown", scan_id=scan_id) from None
    with call.workplace(claim=True) as here:
        undone = take_back(here, wanted, why)
        programme = here.read(lambda unit: unit.programme)
    call.answer(
        {
            "scan_id": str(undone.scan.id),
            "ticket": undone.ticket,
            "undone_at": shapes.moment(programme.season, undone.undo.at),
            "why": undone.undo.why,
        },
        call.t(mark("Taken back: ticket {ticket}, scanned {time}."), ticket=undone.ticket,
               time=programme.season.local(undone.scan.at).strftime("%H:%M:%S")),
    )  # fmt: skip


@app.command(help=mark("Say what the answer would be; nobody is let in."))
def lookup(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="CODE-or-NUMBER", help=mark("A code or a ticket number."))],
    door: Annotated[str | None, typer.Option("--door", metavar="D", help=mark("Key of the door."))] = None,
    event: EventKey = None,
    at: At = None,
) -> None:
    from aspara_desk.cli.scanning import show_answer
    from aspara_desk.domain.admission import VerdictKind
    from aspara_desk.door.check_in import Attempt, look_up
    from aspara_desk.door.gates import gate

    call = the_call(ctx)
    with call.workplace() as here:
        programme = here.read(lambda unit: unit.programme)
        now = moment(at, programme.season) or here.clock()
        chosen = None if door is None else gate(programme, door, event, None)
        answer = look_up(here, chosen, Attempt(text, now, here.new_id(now)))
    show_answer(call, programme, answer, recorded=False)
    if answer.verdict.kind is not VerdictKind.ADMIT:
        call.note(REFUSED)


@app.command(help=mark("Open, hold, delay, close or cancel an event at every door at once."))
def event(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="E", help=mark("Key of the event."))],
    action: Annotated[str, typer.Argument(metavar="open|hold|delay|close|cancel", help=mark("What to do."))],
    minutes: Annotated[int | None, typer.Argument(metavar="N", help=mark("Minutes, for delay; 0: on time."))] = None,
) -> None:
    from aspara_desk.door.corrections import control_event

    call = the_call(ctx)
    controls = {one.value: one for one in Control if one is not Control.SCHEDULE}
    if action != "delay" and action not in controls:
        raise Misused("control_unknown", control=action, known="open, hold, delay, close, cancel")
    if (action == "delay") != (minutes is not None):
        raise Misused("delay_needs_minutes")
    with call.workplace(claim=True) as here:
        changed = control_event(here, key, controls.get(action, Control.SCHEDULE), minutes)
        programme = here.read(lambda unit: unit.programme)
    shape = shapes.event_on_the_day(changed, programme.season)
    title = changed.titles.to(call.language)
    call.answer(shape, f"{title}: {_told(changed, call.t)}")


def _told(event: "Event", t: Translator) -> str:
    from aspara_desk.i18n import vocabulary

    if event.control is Control.SCHEDULE and event.delay:
        return vocabulary.delay(event, t)
    return t(vocabulary.CONTROLS[event.control])


@app.command(
    help=mark("Count people without a ticket in (+) or out (−)."), context_settings={"ignore_unknown_options": True}
)
def count(
    ctx: typer.Context,
    door: Annotated[str, typer.Argument(metavar="D", help=mark("Key of the door."))],
    people: Annotated[str, typer.Argument(metavar="±N", help=mark("How many."))],
    why: Why,
    at: At = None,
) -> None:
    from aspara_desk.door.corrections import count_people
    from aspara_desk.door.gates import door_by_key

    call = the_call(ctx)
    try:
        number = int(people.replace("−", "-"))
    except ValueError:
        raise Misused("count_unreadable", text=people) from None
    with call.workplace(claim=True) as here:
        programme = here.read(lambda unit: unit.programme)
        now = moment(at, programme.season) or here.clock()
        result = count_people(here, door_by_key(programme, door), number, why, now)
    _answer_count(ctx, programme, result.venue_id, result.inside, result.without_ticket)


@app.command("everyone-out", help=mark("The place behind a door is empty: nobody counts as inside any more."))
def everyone_out(
    ctx: typer.Context,
    door: Annotated[str, typer.Argument(metavar="D", help=mark("Key of the door."))],
    why: Why,
    at: At = None,
) -> None:
    from aspara_desk.door.corrections import everyone_out as clear
    from aspara_desk.door.gates import door_by_key

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        programme = here.read(lambda unit: unit.programme)
        now = moment(at, programme.season) or here.clock()
        result = clear(here, door_by_key(programme, door), why, now)
    _answer_count(ctx, programme, result.venue_id, result.inside, result.without_ticket)


def _answer_count(ctx: typer.Context, programme: "Programme", venue_id: UUID, inside: int, without: int) -> None:
    call = the_call(ctx)
    venue = programme.venue(venue_id)
    call.answer(
        {"venue": venue.key, "inside": inside, "without_ticket": without, "capacity": venue.capacity},
        call.t(mark("{venue}: {inside} of {capacity} inside"), venue=venue.titles.to(call.language), inside=inside,
               capacity=venue.capacity),
    )  # fmt: skip


@app.command(help=mark("Read QR codes from pictures and PDF files."))
def read(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", readable=False, help=mark("PNG, JPEG or PDF files."))],
) -> None:
    from aspara_desk.scanning.files import read_file

    call = the_call(ctx)
    for file in files:
        try:
            for page in read_file(file):
                shown = {"file": page.file, "page": page.page, "codes": list(page.codes)}
                call.answer(shown, *(page.codes or [call.t(mark("{file}, page {page}: no code"), **shown)]))
                if not page.codes:
                    call.note(REFUSED)
        except BadInput as error:
            call.note(BAD_INPUT)
            call.fail(error)
