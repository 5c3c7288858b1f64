"""Running the demo: step after step, each of which must hold."""

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aspara_desk.cli.call import REFUSED, Call, progress
from aspara_desk.cli.demo import box_office, days, keeping, paper
from aspara_desk.cli.demo.folder import Folder
from aspara_desk.cli.demo.stage import NotHeld, Stage, StageClock
from aspara_desk.cli.demo.summary import SHAPES, show
from aspara_desk.domain.errors import DeskError
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import mark

_FIRST_SALE = datetime(2022, 9, 12, 4, 0, tzinfo=UTC)  # some weeks before the sample season


@dataclass(frozen=True, slots=True)
class Step:
    """`act` says in a few words what it did, and raises NotHeld or a DeskError where something is not as it must be."""

    key: str
    title: str
    act: Callable[[Stage], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    step: Step
    ok: bool
    detail: str


STEPS = (
    Step("season", mark("The season is loaded"), box_office.load_season),
    Step("guests", mark("The guest list is imported"), box_office.import_guests),
    Step("sell", mark("Tickets are sold at two counters"), box_office.sell),
    Step("give", mark("Guests on the list are given theirs"), box_office.give),
    Step("print", mark("Tickets are printed"), box_office.print_all),
    Step("read", mark("Every page is read back"), paper.read_all),
    Step("correct", mark("Mistakes are put right"), box_office.correct),
    Step("day-1", mark("Day 1 at the doors"), days.first_day),
    Step("day-2", mark("Day 2 at the doors"), days.second_day),
    Step("day-3", mark("Day 3 at the doors"), days.third_day),
    Step("day-4", mark("Day 4 at the doors, and after midnight"), days.fourth_day),
    Step("reasons", mark("Every answer of a door was given"), keeping.every_reason),
    Step("attendance", mark("The report of attendance is right"), keeping.compare_attendance),
    Step("takings", mark("The report of takings is right"), keeping.compare_takings),
    Step("backup", mark("A backup is made and verified"), keeping.back_up),
    Step("restore", mark("The backup is restored"), keeping.restore),
    Step("check", mark("Both stores are checked"), keeping.check),
)


def run(call: Call, out: Path) -> None:
    """Notes a refusal where a step did not hold. Raises Misused where the folder cannot be used."""
    folder = Folder(out)
    folder.prepare()
    began = time.perf_counter()
    try:
        with ExitStack() as opened:
            stage = Stage(call, folder, StageClock(_FIRST_SALE), lambda _done: None, opened)
            outcomes = _go(call, stage)
            _answer(call, stage, outcomes, time.perf_counter() - began)
    except KeyboardInterrupt:
        folder.clear()
        call.tell(call.t(mark("The demo was stopped, and its folder emptied.")))
        raise
    if not all(one.ok for one in outcomes):
        call.note(REFUSED)


def _go(call: Call, stage: Stage) -> list[Outcome]:
    """All steps, or as many as hold and the first that does not."""
    outcomes: list[Outcome] = []
    for number, step in enumerate(STEPS, start=1):
        title = call.t(step.title)
        with progress(call, f"{number}/{len(STEPS)} {title}", None) as stage.tell:
            outcome = _carry_out(call, stage, step)
        outcomes.append(outcome)
        if not call.as_json and not sys.stderr.isatty():
            call.tell(f"{SHAPES[outcome.ok]} {number}/{len(STEPS)} {title}")
        if not outcome.ok:
            break
    return outcomes


def _carry_out(call: Call, stage: Stage, step: Step) -> Outcome:
    try:
        return Outcome(step, ok=True, detail=step.act(stage))
    except NotHeld as error:
        return Outcome(step, ok=False, detail=error.detail)
    except DeskError as error:
        return Outcome(step, ok=False, detail=sentence(error.problem, call.t))
    except Exception:
        call.tell(call.t(mark("The step “{step}” broke."), step=step.key))
        raise


def _answer(call: Call, stage: Stage, outcomes: list[Outcome], seconds: float) -> None:
    ledger = stage.ledger
    if not call.as_json:
        show(call, stage, [(one.ok, call.t(one.step.title), one.detail) for one in outcomes], seconds)
        return
    call.answer(
        {
            "ok": all(one.ok for one in outcomes),
            "store": str(stage.folder.store),
            "seconds": round(seconds, 3),
            "steps": [{"step": one.step.key, "ok": one.ok, "detail": one.detail} for one in outcomes],
            "tickets": ledger.papers.total(),
            "types": len(ledger.papers),
            "pages": ledger.pages,
            "codes_read": ledger.codes_read,
            "scans": ledger.scans,
            "reasons": {reason.value: count for reason, count in ledger.reasons.items()},
            "files": [str(file) for file in stage.printed],
        }
    )
