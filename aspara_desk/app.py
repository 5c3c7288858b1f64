"""The entry point: the command line, or the window."""

import sys


def main() -> int:
    """Runs the program with the arguments of the process; gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # Kazakh letters must pass whatever the console's code page is
            reconfigure(encoding="utf-8", errors="replace")
    from aspara_desk.cli.program import run

    return run(sys.argv[1:])
