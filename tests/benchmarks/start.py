"""How soon the command line is ready."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.big_store import BigStore
from tests.benchmarks.figures import Figure, percentile

RUNS = 9
_IMPORTS = "import typer, sqlalchemy, sqlalchemy.orm"


def timed(call: Sequence[str], environment: dict[str, str], standard_input: bytes = b"") -> float:
    """The median of several runs, after one that warms the caches; seconds."""
    times = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run(call, env=environment, check=False, capture_output=True, input=standard_input)
        times.append(time.perf_counter() - began)
    return percentile(times[1:], 0.5)


def figures(folder: Path, big: BigStore) -> Sequence[Figure]:
    environment = {"XDG_DATA_HOME": str(folder / "home"), "PATH": "/usr/bin:/bin"}
    program = [sys.executable, "main.py", "--store", str(big.path)]
    helped = timed([*program, "--help"], environment)
    shown = timed([*program, "tickets", "show", "Z-000001"], environment)
    scanned = timed([*program, "--desk", "S", "door", "scan", "--door", "fair-north"], environment, b"nothing\n")
    bare = timed([sys.executable, "-c", _IMPORTS], environment)
    nothing = timed([sys.executable, "-c", "pass"], environment)
    floor = f"bare imports {bare:.2f} s, bare Python {nothing:.2f} s"
    return [
        Figure("command line: --help", f"{helped:.2f} s", floor, "< 0.5 s", helped < 0.5),
        Figure("command line: a ticket shown, 1,000,000 tickets", f"{shown:.2f} s", floor, "< 0.5 s", shown < 0.5),
        Figure("command line: first scan answered, program ended", f"{scanned:.2f} s", floor, "–", holds=True),
    ]
