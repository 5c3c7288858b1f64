"""One call of the command line: what it was started with, and how it answers."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from aspara_desk.domain.errors import BadInput, DeskError, Misused, Place, Problem, StoreUnusable
from aspara_desk.i18n.translator import Translator, mark

if TYPE_CHECKING:
    from aspara_desk.bootstrap import Settings
    from aspara_desk.staff.workplace import Workplace

OpenWindow = Callable[["Settings", bool], int]
"""Opens the window and gives the exit code; told whether the settings' language was asked for, not only found."""
DONE, REFUSED, USAGE, BAD_INPUT, STORE = 0, 1, 2, 3, 4


def exit_code(error: DeskError) -> int:
    match error:
        case Misused():
            return USAGE
        case BadInput():
            return BAD_INPUT
        case StoreUnusable():
            return STORE
        case _:
            return REFUSED


class ResultsLost(Exception):
    """Nobody can be answered any more: stdout takes nothing. `reason` is the system's own; None: the reader has gone.

    Not an OSError: whoever handles the faults of a file must not take it for one of them.
    """

    def __init__(self, fault: OSError) -> None:
        super().__init__()
        self.reason = None if isinstance(fault, BrokenPipeError) else fault.strerror


@dataclass(frozen=True, slots=True)
class Options:
    """The options that stand before a command; None where they were not given."""

    store: str | None = field(default=None, repr=False)  # a URL may hold a password
    letter: str | None = None
    staff: str | None = None


@dataclass(slots=True)
class Call:
    """Handed to every command. Results go to stdout, everything else to stderr.

    The call ends with `worst`, the worst exit code that was noted. `window` opens the window, where there is one.
    Whoever works for long calls `keep_safe` now and then: it backs the store up when an hour has gone by.
    """

    t: Translator
    as_json: bool
    options: Options = Options()
    worst: int = DONE
    window: OpenWindow | None = field(default=None, repr=False)
    keep_safe: Callable[[], None] = field(default=lambda: None, repr=False)

    @property
    def language(self) -> str:
        return self.t.language

    @property
    def settings(self) -> "Settings":
        from aspara_desk.bootstrap import Settings
        from aspara_desk.config.paths import default_store

        options = self.options
        return Settings(options.store or str(default_store()), self.t.language, options.letter, options.staff)

    @contextmanager
    def workplace(self, *, claim: bool = False, create: bool = False) -> "Iterator[Workplace]":
        """The desk, for one command."""
        from aspara_desk.bootstrap import AutomaticBackups, open_workplace

        here = open_workplace(self.settings, claim=claim, create=create)
        backups = AutomaticBackups(self.settings, self._warn)
        self.keep_safe = backups.tick if claim else (lambda: None)
        self.keep_safe()
        try:
            yield here
        finally:
            backups.finish()
            here.store.close()

    def _warn(self, error: DeskError | None) -> None:
        if error is None:
            return  # one was written: nobody waits to hear that
        from aspara_desk.i18n.errors import sentence

        self.tell(self.t(mark("Automatic backup: {text}"), text=sentence(error.problem, self.t)))

    def answer(self, result: dict[str, object], *lines: str) -> None:
        """The result: one JSON object, or its lines for a person."""
        if self.as_json:
            lines = (json.dumps(result, ensure_ascii=False, default=_json_default),)
        for line in lines:
            self._say(line)

    def _say(self, line: str) -> None:
        try:
            typer.echo(line)  # and flushes
        except OSError as fault:
            raise ResultsLost(fault) from fault

    def tell(self, message: str) -> None:
        """A message beside the result. Where nobody can hear it, the work goes on."""
        with suppress(OSError):
            typer.echo(message, err=True)

    def tell_of(self, error: DeskError) -> None:
        """An error beside a result: told as text whatever the results are, and noted."""
        from aspara_desk.i18n.errors import sentence

        self.tell(sentence(error.problem, self.t))
        self.note(exit_code(error))

    def note(self, code: int) -> None:
        """Something was refused or failed: the call ends with the worst of what it noted."""
        self.worst = max(self.worst, code)

    def fail(self, error: DeskError) -> int:
        """Says what is wrong, all of it, and gives the exit code."""
        from aspara_desk.i18n.errors import sentence

        problems = error.problems if isinstance(error, BadInput) else ()
        if self.as_json:
            self._fail_json(error, problems)
        else:
            self.tell(sentence(error.problem, self.t))
            for problem in problems:
                self.tell("  " + sentence(problem, self.t))
        return exit_code(error)

    def _fail_json(self, error: DeskError, problems: Sequence[Problem]) -> None:
        """The place is that of the first problem, where there are several."""
        first = problems[0] if problems else error.problem
        fault = {**self._fault(error.problem), **_place(first.place)}
        if problems:
            fault["problems"] = [self._fault(one) for one in problems]
        self._say(json.dumps({"error": fault}, ensure_ascii=False))

    def _fault(self, problem: Problem) -> dict[str, object]:
        from aspara_desk.i18n.errors import sentence

        return {"kind": problem.kind, "text": sentence(problem, self.t), **_place(problem.place)}


def _place(place: Place) -> dict[str, object]:
    from aspara_desk.i18n.errors import masked

    return {
        "file": None if place.file is None else masked(place.file),
        "row": place.row,
        "column": masked(place.column) if isinstance(place.column, str) else place.column,
    }


def _json_default(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def the_call(ctx: typer.Context) -> Call:
    call = ctx.obj
    assert isinstance(call, Call)
    return call


def answer_in_any_case(call: Call, work: Callable[[], object], answer: Callable[[bool], None]) -> None:
    """Answers what is done already, whatever becomes of `work` that follows it: then nobody does it once more.

    `answer` is told whether the work was done. An error of it is told beside the answer; anything else, such as
    Ctrl+C, goes on its way after the answer.
    """
    try:
        work()
    except DeskError as error:
        answer(False)
        call.tell_of(error)
    except BaseException:
        answer(False)
        raise
    else:
        answer(True)


@contextmanager
def progress(call: Call, message: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr where somebody watches; the callable is told how many are done."""
    if call.as_json or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, markup=False), transient=True) as bar:
        task = bar.add_task(message, total=total)
        yield lambda done: bar.update(task, completed=done)
