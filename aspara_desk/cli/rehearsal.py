"""`demo` and `self-test`: the program shown, and the program proved."""

from pathlib import Path
from typing import Annotated

import typer

from aspara_desk.cli.call import the_call
from aspara_desk.i18n.translator import mark


def demo(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=mark("A new or empty folder for all it makes."))],
) -> None:
    """Ends with 1 where a step did not hold. Raises Misused for a folder that holds anything else."""
    from aspara_desk.cli.demo.running import run

    run(the_call(ctx), out)


def self_test(ctx: typer.Context) -> None:
    """Ends with 1 where a check failed."""
    from aspara_desk.cli.self_test import run

    run(the_call(ctx))
