"""The command line: global options, sub-commands, and how a call ends."""

import locale
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from aspara_desk import __version__
from aspara_desk.cli import door, guests, maintenance, programme, rehearsal, reports, tickets
from aspara_desk.cli.call import USAGE, Call, Options, the_call
from aspara_desk.domain.errors import DeskError, Misused
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator, mark

PROGRAM = "aspara-desk"
_INTERRUPTED = 130  # what shells give for Ctrl+C
_LANGUAGE_VARIABLE = "ASPARA_LANG"


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
) -> None:
    """Takes the options that stand before a command; `--json` may stand anywhere and was taken before."""
    call = the_call(ctx)
    if version:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit
    if lang is not None and lang not in LANGUAGES:
        raise Misused("language_unknown", language=lang, known=", ".join(LANGUAGES))
    letter = desk.strip().upper() if desk else None
    if letter is not None and not (letter.isascii() and letter.isalpha() and len(letter) <= 2):
        raise Misused("desk_letter_bad", letter=desk)
    call.options = Options(store or None, letter, (staff or "").strip() or None)
    if ctx.invoked_subcommand is None:
        raise Misused("window_missing")


def run(arguments: Sequence[str]) -> int:
    """Carries out one call and gives its exit code: 0 done, 1 refused, 2 usage, 3 bad input, 4 store."""
    from aspara_desk.bootstrap import one_translator

    rest = [one for one in arguments if one != "--json"]
    t = one_translator(_language(rest))
    call = Call(t, as_json=len(rest) < len(arguments))
    command = typer.main.get_command(_build())
    _translate_help(command, t)
    try:
        ended = command.main(rest, prog_name=PROGRAM, standalone_mode=False, obj=call)
    except DeskError as error:
        return call.fail(error)
    except TyperException as error:
        return _misused(call, error)
    except (KeyboardInterrupt, typer.Abort):
        call.tell(t(mark("Interrupted. What was confirmed is kept.")))
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the results has gone; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return call.worst
    return ended if isinstance(ended, int) and ended else call.worst


def _misused(call: Call, error: TyperException) -> int:
    call.fail(Misused("usage", message=error.format_message()))
    if not call.as_json:
        call.tell(call.t(mark("Help: {program} --help"), program=PROGRAM))
    return USAGE


def _language(arguments: Sequence[str]) -> str:
    """The language to answer in, known before anything is taken apart: errors need words too."""
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            return _known(arguments[at + 1])
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
    chosen = os.environ.get(_LANGUAGE_VARIABLE)
    return _known(chosen) if chosen else _known((locale.getlocale()[0] or "")[:2])


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
