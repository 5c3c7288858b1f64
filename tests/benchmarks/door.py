"""The door: code in, durable verdict out."""

import csv
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from aspara_desk.domain.admission import Reason
from aspara_desk.door.check_in import Attempt, check_in
from aspara_desk.door.gates import door_by_key, gate
from tests.benchmarks.big_store import BigStore, build, names
from tests.benchmarks.figures import Figure, milliseconds, percentile

SCANS = 3_000
WARM_UP = 200
DOOR = "fair-north"


def scans(big: BigStore, count: int, *, skip: int = 0) -> list[float]:
    """Seconds from code to durable verdict, for so many different tickets, each admitted."""
    here = big.open()
    programme = here.read(lambda unit: unit.programme)
    at_door = gate(programme, DOOR, None, None)
    now = programme.event(door_by_key(programme, DOOR).event_ids[0]).opens_at + timedelta(hours=1)
    chosen = random.Random(1).sample(big.tickets, len(big.tickets))[skip : skip + count]
    codes = [big.code(one) for one in chosen]
    times = []
    for code in codes:
        began = time.perf_counter()
        answer = check_in(here, at_door, Attempt(code, now, here.new_id(here.clock())))
        times.append(time.perf_counter() - began)
        assert answer.verdict.reason is Reason.OK, answer.verdict.reason
    here.store.close()
    return times


def floor(folder: Path, big: BigStore, count: int) -> list[float]:
    """The same reads and rows by bare sqlite3, on a copy of the store: one look-up, four writes, one commit."""
    path = folder / "floor.db"
    path.write_bytes(big.path.read_bytes())
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    rows = connection.execute(f"SELECT code_hash FROM tickets ORDER BY random() LIMIT {count}").fetchall()  # noqa: S608
    counter = connection.execute("SELECT id FROM counters LIMIT 1").fetchone()[0]
    door = connection.execute("SELECT id FROM doors LIMIT 1").fetchone()[0]
    times = []
    for (code_hash,) in rows:
        began = time.perf_counter()
        _bare_scan(connection, code_hash, counter, door)
        times.append(time.perf_counter() - began)
    connection.close()
    return times


def _bare_scan(connection: sqlite3.Connection, code_hash: bytes, counter: str, door: bytes) -> None:
    connection.execute("BEGIN IMMEDIATE")
    ticket, entitlement = connection.execute(
        "SELECT t.id, t.entitlement_id FROM tickets t JOIN entitlements e ON e.id = t.entitlement_id "
        "WHERE t.code_hash = ?", (code_hash,),
    ).fetchone()  # fmt: skip
    connection.execute("SELECT * FROM movements WHERE entitlement_id = ?", (entitlement,)).fetchall()
    scan, desk = uuid4().bytes, b"d" * 16
    connection.execute(
        "INSERT INTO scans (id, at, recorded_at, desk_id, door_id, direction, source, actor, code_hash, ticket_id, "
        "entitlement_id, verdict, reason, confirmed, facts) "
        "VALUES (?, 0, 0, ?, ?, 'in', 'scan', 'bench', ?, ?, ?, 'admit', 'ok', 0, '{}')",
        (scan, desk, door, code_hash, ticket, entitlement),
    )
    connection.execute(
        "INSERT INTO movements (scan_id, entitlement_id, direction, door_id, desk_id, actor, at, slot, ordinal, "
        "uses_entry, stands) VALUES (?, ?, 'in', ?, ?, 'bench', 0, 'floor', 1, 1, 1)",
        (scan, entitlement, door, desk),
    )
    connection.execute("UPDATE counters SET value = value + 1 WHERE id = ?", (counter,))
    connection.execute(
        "INSERT INTO outbox (id, at, desk_id, actor, role, action, facts) VALUES (?, 0, ?, 'bench', 'm', 's', '{}')",
        (uuid4().bytes, desk),
    )
    connection.execute("COMMIT")


def beside_an_import(folder: Path, big: BigStore) -> list[float]:
    """Scans while another process imports a long guest list into the same store."""
    listed = folder / "beside.csv"
    made = names(11)
    with listed.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "organisation"])
        table.writerows((next(made), f"Org {number}") for number in range(100_000))
    environment = {"XDG_DATA_HOME": str(folder / "other"), "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(
        [sys.executable, "main.py", "--store", str(big.path), "--desk", "Q", "guests", "import", str(listed)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as importing:  # fmt: skip
        time.sleep(3)  # the import has begun to write by then; what is measured is the doors, not this
        times: list[float] = []
        while importing.poll() is None and len(times) < SCANS:
            times += scans(big, 100, skip=WARM_UP + SCANS + len(times))
        importing.terminate()
    return times


def figures(folder: Path, big: BigStore) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory(dir=folder) as small_folder:
        small = build(Path(small_folder), 1_000)
        scans(small, WARM_UP)
        few = scans(small, 1_000 - WARM_UP, skip=WARM_UP)
    scans(big, WARM_UP)
    many = scans(big, SCANS, skip=WARM_UP)
    bare = floor(folder, big, SCANS)[WARM_UP:]
    beside = beside_an_import(folder, big)
    ratio = percentile(many, 0.5) / percentile(few, 0.5)
    size = f"{len(big.tickets):,}"
    return [
        Figure(f"door, {size} tickets, SQLite", milliseconds(many), milliseconds(bare), "p50 ≤ 1 ms, p99 ≤ 10 ms",
               percentile(many, 0.5) <= 1e-3 and percentile(many, 0.99) <= 10e-3),
        Figure("door, 1,000 tickets", milliseconds(few), "", "–", holds=True),
        Figure(f"door, {size} against 1,000 tickets", f"{ratio:.2f} ×", "", "≤ 1.5 ×", ratio <= 1.5),
        Figure(f"door while a list is imported ({len(beside)} scans)", milliseconds(beside), "", "p99 ≤ 50 ms",
               percentile(beside, 0.99) <= 50e-3),
    ]  # fmt: skip
