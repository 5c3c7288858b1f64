"""The entry point: the command line, or the window."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aspara_desk.bootstrap import Settings

_INTERRUPTED = 130  # what shells give for Ctrl+C


def main() -> int:
    """Runs the program with the arguments of the process; gives its exit code."""
    _prepare_streams()
    for name in ("SIGTERM", "SIGHUP"):  # a closed terminal or a shutdown ends the work as tidily as Ctrl+C
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    try:
        from aspara_desk.cli.program import run

        return run(sys.argv[1:], _open_window)
    except KeyboardInterrupt:  # before or after the call itself, where there is nothing to say
        return _INTERRUPTED


def _open_window(settings: "Settings", language_chosen: bool) -> int:  # noqa: FBT001 - the command line calls it so
    """Raises Misused where there is no display, or the system lacks what Qt needs."""
    from aspara_desk.domain.errors import Misused
    from aspara_desk.ui.display import has_display

    if not has_display(sys.platform, os.environ):
        raise Misused("window_missing")
    try:
        from aspara_desk.ui.program import run
    except ImportError as error:  # a shared library that Qt draws on is not installed
        raise Misused("window_libraries_missing", reason=error.msg) from error
    return run(settings, language_chosen=language_chosen)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _prepare_streams() -> None:
    """Kazakh letters must pass whatever the console's code page is; a stream that was closed takes nothing."""
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
