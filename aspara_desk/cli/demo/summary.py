"""What the demo did, for people: the steps, the figures, and the files worth opening."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from aspara_desk.cli.call import Call
from aspara_desk.cli.called import again
from aspara_desk.cli.demo.stage import Stage
from aspara_desk.domain.admission import Reason, VerdictKind
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import mark

SHAPES = {True: "✔", False: "✖"}
_SIGNS = {VerdictKind.ADMIT: "✔", VerdictKind.REFUSE: "✖", VerdictKind.ASK: "?"}
_COLOURS = {True: "green", False: "red"}
_WIDTH = 110  # where nobody says how wide the page is
# The tickets that are worth a look, and what they show.
_BEAUTIFUL = {
    "vip-front-row": mark("the front row, with seats"),
    "show-d4-gala": mark("the gala show"),
    "pass-4day": mark("four days; the first names are the hardest"),
    "party": mark("slim tickets"),
    "fair": mark("three on a sheet, to cut"),
}

_ANSWERS = {
    Reason.OK: mark("let in, or out"),
    Reason.MISREAD: mark("misread"),
    Reason.NOT_A_TICKET: mark("no ticket of ours"),
    Reason.UNKNOWN: mark("never issued here"),
    Reason.VOID: mark("void"),
    Reason.REPLACED: mark("replaced"),
    Reason.BLOCKED: mark("blocked"),
    Reason.UNPAID: mark("not paid"),
    Reason.NOT_GRANTED: mark("not for this door"),
    Reason.TOO_EARLY: mark("too early"),
    Reason.TOO_LATE: mark("too late"),
    Reason.JUST_ADMITTED: mark("let in a moment ago"),
    Reason.ALREADY_IN: mark("in already"),
    Reason.ENTRIES_USED: mark("all entries used"),
    Reason.FULL: mark("the place is full"),
    Reason.CHECK_PERSON: mark("look at the person"),
}

Line = tuple[bool, str, str]


def show(call: Call, stage: Stage, lines: Sequence[Line], seconds: float) -> None:
    """`lines` are the steps: whether each held, its title and what came of it."""
    console = Console(markup=False, highlight=False, emoji=False, width=None if sys.stdout.isatty() else _WIDTH)
    held = all(ok for ok, _title, _detail in lines)
    if stage.ledger.papers:
        season = stage.programme.season
        console.print(Panel.fit(Text(f"{season.titles.to(call.language)}\n{season.motto.to(call.language)}")))
    console.print(_steps(lines))
    if held:
        console.print()
        console.print(_figures(call, stage))
        _print_files(console, call, stage)
    message = mark("Everything held, in {seconds} s.") if held else mark("A step did not hold. The files were kept.")
    console.print(Text(f"\n{SHAPES[held]} " + call.t(message, seconds=f"{seconds:.1f}"), style=_COLOURS[held]))


def _steps(lines: Sequence[Line]) -> Table:
    table = Table.grid(padding=(0, 2))
    for ok, title, detail in lines:
        table.add_row(Text(SHAPES[ok], style=_COLOURS[ok]), title, Text(detail, style="dim" if ok else "bold"))
    return table


def _figures(call: Call, stage: Stage) -> Table:
    """Tickets by type beside answers by reason."""
    beside = Table.grid(padding=(0, 4))
    beside.add_row(_papers(call, stage), _answers(call, stage))
    return beside


def _papers(call: Call, stage: Stage) -> Table:
    table = Table(call.t(mark("Tickets")), box=None, pad_edge=False)
    table.add_column(formats.number(stage.ledger.papers.total()), justify="right")
    titles = {one.key: one.titles.to(call.language) for one in stage.programme.ticket_types}
    for type_key, count in stage.ledger.papers.most_common():
        table.add_row(titles[type_key], formats.number(count))
    return table


def _answers(call: Call, stage: Stage) -> Table:
    table = Table(call.t(mark("Answers at the doors")), box=None, pad_edge=False)
    table.add_column(formats.number(stage.ledger.scans), justify="right")
    for reason in Reason:
        table.add_row(f"{_sign(reason)} {call.t(_ANSWERS[reason])}", formats.number(stage.ledger.reasons[reason]))
    return table


def _sign(reason: Reason) -> str:
    if reason is Reason.OK:
        return _SIGNS[VerdictKind.ADMIT]
    asked = reason in {Reason.MISREAD, Reason.JUST_ADMITTED, Reason.CHECK_PERSON}
    return _SIGNS[VerdictKind.ASK if asked else VerdictKind.REFUSE]


def _print_files(console: Console, call: Call, stage: Stage) -> None:
    console.print(Text("\n" + call.t(mark("Worth opening:")), style="bold"))
    for name, what in _BEAUTIFUL.items():
        console.print(Text(f"  {stage.folder.tickets / name}.pdf  · {call.t(what)}"), soft_wrap=True)
    told = call.t(
        mark("{pages} pages and {codes} codes in {folder}"), pages=formats.number(stage.ledger.pages),
        codes=formats.number(stage.ledger.codes_read), folder=stage.folder.tickets,
    )  # fmt: skip
    console.print(Text(f"  {told}"), soft_wrap=True)
    console.print(Text("\n" + call.t(mark("To look around in the store:")), style="bold"))
    console.print(Text(f"  {again('--store', str(stage.folder.store), 'report', 'attendance')}"), soft_wrap=True)
