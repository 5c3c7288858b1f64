"""The command line: global options, sub-commands, and how a call ends."""

import errno
import gc
import locale
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from aspara_desk import __version__
from aspara_desk.cli import door, guests, maintenance, programme, rehearsal, reports, tickets
from aspara_desk.cli.call import REFUSED, USAGE, Call, OpenWindow, Options, ResultsLost, the_call
from aspara_desk.cli.called import PROGRAM
from aspara_desk.domain.code import holds_code
from aspara_desk.domain.errors import DeskError, Misused
from aspara_desk.domain.names import LONGEST, clean
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator, mark

_INTERRUPTED = 130  # what shells give for Ctrl+C
_LANGUAGE_VARIABLE = "ASPARA_LANG"
_COLLECT_AFTER = 100_000
"""Objects after which Python looks for rings among them; after its own 700 a command looks again and again over all
that it has only just imported.
"""

_STREAM_FAULTS = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EIO}


def _build() -> typer.Typer:
    app = typer.Typer(
        help=mark("Sell, print and scan the tickets of a festival."),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True)(_globals)
    app.add_typer(programme.app, name="programme")
    app.add_typer(guests.app, name="guests")
    app.add_typer(tickets.app, name="tickets")
    app.add_typer(door.app, name="door")
    app.add_typer(reports.app, name="report")
    app.add_typer(maintenance.app, name="store")
    app.command("demo", help=mark("Go the whole way once, on a new store in a folder."))(rehearsal.demo)
    app.command("self-test", help=mark("Let the installed program prove itself."))(rehearsal.self_test)
    return app


def _globals(
    ctx: typer.Context,
    store: Annotated[str | None, typer.Option(envvar="ASPARA_STORE", help=mark("Path or URL of the store."))] = None,
    lang: Annotated[str | None, typer.Option(envvar=_LANGUAGE_VARIABLE, help=mark("Language: kk, ru or en."))] = None,
    desk: Annotated[str | None, typer.Option(envvar="ASPARA_DESK", help=mark("Letter of this desk."))] = None,
    staff: Annotated[str | None, typer.Option(help=mark("Name of whoever acts."))] = None,
    version: Annotated[bool, typer.Option("--version", help=mark("Say the version and end."))] = False,
    _as_json: Annotated[bool, typer.Option("--json", help=mark("Answer as JSON; may stand anywhere."))] = False,
) -> None:
    """Takes the options that stand before a command. `--json` was taken before and is here for the help only."""
    call = the_call(ctx)
    if version:
        call.answer({"program": PROGRAM, "version": __version__}, f"{PROGRAM} {__version__}")
        raise typer.Exit
    if lang is not None and lang not in LANGUAGES:
        raise Misused("language_unknown", language=lang, known=", ".join(LANGUAGES))
    letter = desk.strip().upper() if desk else None
    if letter is not None and not (letter.isascii() and letter.isalpha() and len(letter) <= 2):
        raise Misused("desk_letter_bad", letter=desk)
    call.options = Options(store or None, letter, None if staff is None else _name(staff))
    if ctx.invoked_subcommand is None:
        if call.window is None:
            raise Misused("window_missing")
        call.note(call.window(call.settings, lang is not None))
    else:
        gc.set_threshold(_COLLECT_AFTER)


def _name(staff: str) -> str:
    """Whoever acts, as the records name them. Raises Misused."""
    name = clean(staff)
    if not name:
        raise Misused("name_empty")
    if holds_code(name):
        raise Misused("code_in_text")
    if len(name) > LONGEST:
        raise Misused("name_too_long", most=LONGEST)
    return name


def run(arguments: Sequence[str], window: OpenWindow | None = None) -> int:
    """Carries out one call and gives its exit code: 0 done, 1 refused, 2 usage, 3 bad input, 4 store.

    A call without a command opens the window: `window` is given the settings and gives the exit code.
    """
    from aspara_desk.bootstrap import one_translator

    rest = [one for one in arguments if one != "--json"]
    t = one_translator(_language(rest))
    call = Call(t, as_json=len(rest) < len(arguments), window=window)
    try:
        return _carry_out(call, rest)
    except KeyboardInterrupt:
        call.tell(t(mark("Interrupted. What was confirmed is kept.")))
        return _INTERRUPTED
    except ResultsLost as lost:
        return _lost(call, lost)
    except OSError as fault:
        if fault.filename is not None or fault.errno not in _STREAM_FAULTS:
            raise
        return _lost(call, ResultsLost(fault))  # help is printed by the library


def _carry_out(call: Call, arguments: list[str]) -> int:
    try:
        _require_text(arguments)
        command = typer.main.get_command(_build())
        _translate_help(command, call.t)
        # Not `main`: that ends the process when nobody reads the results, and hides Ctrl+C.
        with command.make_context(PROGRAM, list(arguments), obj=call) as context:
            command.invoke(context)
    except DeskError as error:
        return call.fail(error)
    except TyperException as error:
        return _misused(call, error)
    except typer.Exit as ended:
        return max(ended.exit_code, call.worst)
    return call.worst


def _require_text(arguments: list[str]) -> None:
    """Bytes that are no text in the system's encoding reach a program as lone surrogates. Raises Misused."""
    variables = {name: value for name, value in os.environ.items() if name.startswith("ASPARA_")}
    for text in (*arguments, *variables.values()):
        if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Misused("argument_not_text", text=text)


def _lost(call: Call, lost: ResultsLost) -> int:
    """A reader that has gone needs no word; of anything else somebody must hear who waits for the results."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:  # Python would complain again at its end
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    if lost.reason is None:
        return call.worst
    call.tell(call.t(mark("The results cannot be written: {reason}. What was done is kept."), reason=lost.reason))
    return max(call.worst, REFUSED)


def _misused(call: Call, error: TyperException) -> int:
    call.fail(Misused("usage", message=error.format_message()))
    if not call.as_json:
        context = getattr(error, "ctx", None)  # where in the tree of commands it went wrong
        call.tell(call.t(mark("Help: {program} --help"), program=context.command_path if context else PROGRAM))
    return USAGE


def _language(arguments: Sequence[str]) -> str:
    """The language to answer in, known before anything is taken apart: errors need words too."""
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            return _known(arguments[at + 1])
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
    chosen = os.environ.get(_LANGUAGE_VARIABLE)
    return _known(chosen) if chosen else _known(_of_the_system()[:2])


def _of_the_system() -> str:
    """The locale's name. On POSIX it stands in variables, whether or not that locale is installed there."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, named), None) or locale.getlocale()[0] or ""


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _translate_help(command: Any, t: Translator) -> None:  # noqa: ANN401 - Typer's own command classes are private
    for one in _tree(command):
        if one.help:
            one.help = t.translated(one.help)
        for parameter in one.params:
            if getattr(parameter, "help", None):
                parameter.help = t.translated(parameter.help)


def _tree(command: Any) -> Iterator[Any]:  # noqa: ANN401 - see above
    yield command
    for child in getattr(command, "commands", {}).values():
        yield from _tree(child)
