"""Figures: what was measured, beside its floor and what was promised."""

import os
import platform
import sqlite3
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One line of the table. `promised` is a sentence of the design; `holds` says whether it is met."""

    what: str
    measured: str
    floor: str
    promised: str
    holds: bool


def percentile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def milliseconds(times: Sequence[float]) -> str:
    return f"p50 {percentile(times, 0.5) * 1e3:.2f} ms, p99 {percentile(times, 0.99) * 1e3:.2f} ms"


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return (
        f"{os.cpu_count()} × {model}, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def table(figures: Sequence[Figure]) -> str:
    lines = ["| what | measured | floor in the same run | promised | |", "|---|---|---|---|---|"]
    for one in figures:
        mark = "✔" if one.holds else "✖"
        lines.append(f"| {one.what} | {one.measured} | {one.floor} | {one.promised} | {mark} |")
    return "\n".join(lines)


def page(figures: Sequence[Figure]) -> str:
    return (
        "# Benchmarks\n\nWritten by `make bench`; every figure was measured in one run, warm.\n\n"
        f"- machine: {machine()}\n- date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit()}\n\n"
        f"{table(figures)}\n"
    )
