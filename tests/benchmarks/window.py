"""How soon the window is ready, how soon a verdict is on the screen, and how much memory a million guests take."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.big_store import BigStore
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.window_child import SCANS, WARM

RUNS = 7
_CHILD = (sys.executable, "-m", "tests.benchmarks.window_child")


def ready(mode: str, store: Path, home: Path) -> float:
    """Seconds from the start of the process to the first painted window; the median after one run that warms up."""
    times = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        with subprocess.Popen([*_CHILD, mode, str(store), str(home)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"painted\n"
            times.append(time.perf_counter() - began)
    return percentile(times[1:], 0.5)


def figures(folder: Path, big: BigStore) -> Sequence[Figure]:
    home = folder / "window"
    bare, own = ready("empty", big.path, home), ready("open", big.path, home)
    chosen = random.Random(3).sample(big.tickets, SCANS + WARM)
    codes = "\n".join(big.code(one) for one in chosen)
    worked = subprocess.run(
        [*_CHILD, "work", str(big.path), str(home)], input=codes, stdout=subprocess.PIPE, text=True, check=True
    )
    found = json.loads(worked.stdout)
    verdict, door, rooms = found["times"], found["door_mb"], found["all_mb"]
    return [
        Figure("window: first room painted", f"{own:.2f} s", f"empty window {bare:.2f} s", "≤ 2 ×", own <= 2 * bare),
        Figure(
            "window: first key of a code → verdict painted, 1,000,000 tickets",
            milliseconds(verdict),
            "",
            "< 50 ms",
            percentile(verdict, 0.99) < 0.05,
        ),
        Figure(
            "window: colours changed, all rooms entered",
            milliseconds(found["colours"]),
            "",
            "< 50 ms",
            percentile(found["colours"], 0.5) < 0.05,
        ),
        Figure("window: memory at the door, 1,000,000 guests", f"{door:.0f} MB", "", "≤ 250 MB", door <= 250),
        Figure("window: memory, all rooms entered", f"{rooms:.0f} MB", "", "≤ 250 MB", rooms <= 250),
    ]
