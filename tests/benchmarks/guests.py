"""Guests: found at every keystroke, imported by the hundred thousand."""

import csv
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from aspara_desk.guests.finding import find
from tests.benchmarks.big_store import BigStore, names
from tests.benchmarks.figures import Figure, milliseconds, percentile

TYPED = 150  # names typed letter by letter
ROWS = 100_000


def keystrokes(seed: int, count: int) -> list[str]:
    """What stands in the field after every key, from the second letter on; some names in part or with a typo."""
    chance = random.Random(seed)
    made = names(seed)
    typed = []
    for _ in range(count):
        words = next(made).split()
        text = " ".join(chance.sample(words, chance.randint(1, 2)))
        if chance.random() < 0.2 and len(text) > 5:
            at = chance.randrange(2, len(text) - 1)
            text = text[:at] + text[at + 1 :]
        typed += [text[:length] for length in range(2, len(text) + 1)]
    return typed


def search(big: BigStore) -> list[float]:
    here = big.open()
    queries = keystrokes(5, TYPED)
    for text in queries[:50]:
        find(here, text, 20)
    times = []
    for text in queries:
        began = time.perf_counter()
        find(here, text, 20)
        times.append(time.perf_counter() - began)
    here.store.close()
    return times


def import_rate(folder: Path) -> tuple[float, float]:
    """Rows a second through the command line, and rows a second of bare reading."""
    listed, store = folder / "list.csv", folder / "import.db"
    made = names(13)
    with listed.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "organisation", "category"])
        table.writerows((next(made), f"Org {number}", "public") for number in range(ROWS))
    environment = {"XDG_DATA_HOME": str(folder / "home"), "PATH": "/usr/bin:/bin"}
    call = [sys.executable, "main.py", "--store", str(store)]
    load = [*call, "programme", "load", "resources/season/aspara-2022.toml"]
    subprocess.run(load, env=environment, check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    subprocess.run([*call, "guests", "import", str(listed)], env=environment, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    with listed.open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == ROWS + 1
    bare = time.perf_counter() - began
    return ROWS / seconds, ROWS / bare


def figures(folder: Path, big: BigStore, guests: int) -> Sequence[Figure]:
    times = search(big)
    rate, bare = import_rate(folder)
    return [
        Figure(f"guest search per keystroke, {guests:,} guests", milliseconds(times), "", "p99 ≤ 16 ms",
               percentile(times, 0.99) <= 16e-3),
        Figure(f"guest import, {ROWS:,} rows", f"{rate:,.0f} rows a second", f"{bare:,.0f} rows a second read by csv",
               "≥ 20,000 rows a second", rate >= 20_000),
    ]  # fmt: skip
