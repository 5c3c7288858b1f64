"""`make bench`: everything the design calls fast, beside the physical floor of the same work in the same run."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import door, guests, paper, start, window
from tests.benchmarks.big_store import build
from tests.benchmarks.figures import page, table

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--guests", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["door", "paper", "guests", "start", "window"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aspara-bench-") as name:
        folder = Path(name)
        print("Building the store …", file=sys.stderr, flush=True)
        big = build(folder, options.tickets, guests=options.guests if options.only in {None, "guests", "window"} else 0)
        parts = {
            "start": lambda: start.figures(folder, big),
            "window": lambda: window.figures(folder, big),
            "paper": lambda: paper.figures(folder, big),
            "guests": lambda: guests.figures(folder, big, options.guests),
            "door": lambda: door.figures(folder, big),
        }
        found = []
        for part, measure in parts.items():
            if options.only in {None, part}:
                print(f"Measuring: {part} …", file=sys.stderr, flush=True)
                found += measure()
    print(table(found))
    if options.only is None:
        RESULTS.write_text(page(found), encoding="utf-8")
    return 0 if all(one.holds for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
