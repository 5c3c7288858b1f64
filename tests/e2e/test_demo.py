import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.cli import program
from aspara_desk.cli.demo import running
from aspara_desk.cli.demo.running import Step
from aspara_desk.cli.demo.stage import Stage
from aspara_desk.domain.admission import Reason
from aspara_desk.domain.code import TicketCode, read
from aspara_desk.scanning.files import read_file

pytestmark = pytest.mark.heavy
ROOT = Path(__file__).resolve().parents[2]
STEPS = {step.key: step for step in running.STEPS}


@dataclass(frozen=True)
class Demo:
    folder: Path
    home: Path
    result: dict[str, Any]
    output: str


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASPARA_")}
    return {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}


def desk(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(home),
        check=False,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    home = tmp_path_factory.mktemp("demo-home")
    folder = tmp_path_factory.mktemp("demo") / "out"
    done = desk(home, "--json", "demo", "--out", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return Demo(folder, home, json.loads(done.stdout), done.stdout + done.stderr)


# --- what it does ------------------------------------------------------------------------------------------------


def test_every_step_held(demo: Demo) -> None:
    result = demo.result
    assert result["ok"]
    assert {one["step"]: one["ok"] for one in result["steps"]} == dict.fromkeys(STEPS, True)
    assert all(one["detail"] for one in result["steps"])


def test_it_is_large_enough_to_mean_something(demo: Demo) -> None:
    result = demo.result
    assert result["tickets"] >= 300
    assert result["types"] >= 12
    assert result["codes_read"] > result["tickets"], "every ticket, and a second copy"
    assert result["scans"] >= 1000
    assert result["pages"] > 100


def test_every_reason_was_met(demo: Demo) -> None:
    assert set(demo.result["reasons"]) == {reason.value for reason in Reason}
    assert sum(demo.result["reasons"].values()) == demo.result["scans"]


def test_the_store_tells_the_same(demo: Demo) -> None:
    store = demo.folder / "season.db"
    with contextlib.closing(sqlite3.connect(store)) as connection:
        counted = dict(connection.execute("SELECT state, count(*) FROM tickets GROUP BY 1").fetchall())
        reasons = dict(connection.execute("SELECT reason, count(*) FROM scans GROUP BY 1").fetchall())
        orders = {row[0] for row in connection.execute("SELECT state FROM orders")}
        undone = connection.execute("SELECT count(*) FROM undos").fetchone()[0]
        corrected = connection.execute("SELECT sum(confirmed), count(override) FROM scans").fetchone()
    assert sum(counted.values()) == demo.result["tickets"]
    assert set(counted) == {"valid", "void", "replaced", "blocked"}
    assert reasons == demo.result["reasons"]
    assert orders == {"paid", "pending", "cancelled"}
    assert undone == 1
    assert min(corrected) > 0


@pytest.mark.parametrize("store", ["season.db", "restored.db"])
def test_both_stores_check_clean(demo: Demo, store: str, tmp_path: Path) -> None:
    done = desk(tmp_path, "--json", "--store", demo.folder / store, "store", "check")
    assert (done.returncode, json.loads(done.stdout)) == (
        0, {"ok": True, "findings": [], "codes_checked": True},
    )  # fmt: skip


def test_only_whole_files_are_left(demo: Demo) -> None:
    files = {path.relative_to(demo.folder).as_posix() for path in demo.folder.rglob("*") if path.is_file()}
    tickets = {name for name in files if name.startswith("tickets/")}
    assert tickets == {Path(name).relative_to(demo.folder).as_posix() for name in demo.result["files"]}
    assert files - tickets == {
        ".aspara-demo", "desk/installation.json", "restored.db", "season-backup.db", "season.db",
    }  # fmt: skip


def codes_of(folder: Path, home: Path) -> dict[bytes, str]:
    settings = Settings(str(folder / "season.db"), "en", data_folder=home / "reader")
    here = bootstrap.open_workplace(settings)
    try:
        keys = bootstrap.keyring(here)
        rows = here.read(lambda unit: list(unit.sales.code_hashes()))
    finally:
        here.store.close()
    return {row.code_hash: keys.code(row.key_id, row.id).reveal() for row in rows}


def test_files_hold_tickets_that_scan(demo: Demo) -> None:
    known = codes_of(demo.folder, demo.home)
    for name in ("vip-front-row", "party", "crew", "replaced", "second-copy"):
        found = [read(text) for page in read_file(demo.folder / "tickets" / f"{name}.pdf") for text in page.codes]
        assert found
        assert all(isinstance(one, TicketCode) and one.digest in known for one in found)


def test_no_code_is_in_clear_outside_the_symbols(demo: Demo) -> None:
    codes = codes_of(demo.folder, demo.home).values()
    assert len(codes) == demo.result["tickets"]
    for path in [path for path in demo.folder.rglob("*") if path.is_file()]:
        held = path.read_bytes()
        assert not [path.name for code in codes if code.encode() in held]
    assert not [True for code in codes if code in demo.output]


def test_no_code_is_a_text_on_paper(demo: Demo) -> None:
    codes = codes_of(demo.folder, demo.home).values()
    for name in ("pass-4day", "fair"):
        pdf = pypdfium2.PdfDocument(demo.folder / "tickets" / f"{name}.pdf")
        for page in pdf:
            text = page.get_textpage().get_text_range()
            assert not [True for code in codes if code in "".join(text.split())]
        pdf.close()


def test_the_desk_of_whoever_runs_it_is_not_touched(demo: Demo) -> None:
    assert not (demo.home / "data").exists()


# --- for people --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Worth opening"), ("ru", "Стоит открыть"), ("kk", "Ашып көруге")]
)
def test_it_ends_with_a_summary(
    language: str, word: str, short: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short("season", "guests", "sell", "give", "print")
    assert program.run(["--lang", language, "demo", "--out", str(tmp_path / "out")]) == 0
    text = capsys.readouterr().out
    assert word in text
    assert "\x1b" not in text, "no colours where nobody sees them"


# --- sabotage ----------------------------------------------------------------------------------------------------


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Only these steps: keys of the demo's own, and sabotage."""

    def choose(*steps: str | Callable[[Stage], object]) -> None:
        chosen = [STEPS[one] if isinstance(one, str) else Step("sabotage", "", told(one)) for one in steps]
        monkeypatch.setattr(running, "STEPS", tuple(chosen))

    def told(act: Callable[[Stage], object]) -> Callable[[Stage], str]:
        def carry_out(stage: Stage) -> str:
            act(stage)
            return "done"

        return carry_out

    return choose


def failed_step(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """The one step that failed, the last that was tried, and what was said of it."""
    assert program.run(["--json", "--lang", "en", "demo", "--out", str(folder)]) == 1
    result = json.loads(capsys.readouterr().out)
    assert not result["ok"]
    *before, last = result["steps"]
    assert all(one["ok"] for one in before)
    assert not last["ok"]
    return last["step"], last["detail"]


def sql(statement: str, *parameters: object) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        with contextlib.closing(sqlite3.connect(stage.folder.store)) as connection, connection:
            assert connection.execute(statement, parameters).rowcount > 0

    return act


def swapped(stage: Stage) -> None:
    one, other = (stage.folder.tickets / f"{name}.pdf" for name in ("pass-day1", "pass-day3"))
    shutil.copy(one, stage.folder.root / "season-backup.db")
    shutil.copy(other, one)
    shutil.copy(stage.folder.root / "season-backup.db", other)


def one_page_short(stage: Stage) -> None:
    file = stage.folder.tickets / "workshop.pdf"
    pdf = pypdfium2.PdfDocument(file.read_bytes())
    pdf.del_page(len(pdf) - 1)
    pdf.save(file)
    pdf.close()


def cut_in_half(stage: Stage) -> None:
    file = stage.folder.tickets / "party.pdf"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize(
    ("sabotage", "said"),
    [
        (swapped, "not the code of"),
        (one_page_short, "workshop.pdf"),
        (cut_in_half, "party.pdf"),
        (sql("UPDATE tickets SET code_hash = randomblob(32) WHERE number = 'A-000001'"), "A-000001"),
    ],
    ids=["pages swapped", "a page less", "a damaged file", "another hash"],
)
def test_a_page_that_does_not_match_is_noticed(
    sabotage: Callable[[Stage], None],
    said: str,
    short: Callable[..., None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    short("season", "guests", "sell", "give", "print", sabotage, "read")
    step, detail = failed_step(tmp_path / "out", capsys)
    assert step == "read"
    assert said in detail


@pytest.mark.parametrize(
    ("sabotage", "last"),
    [
        (sql("UPDATE payments SET amount_minor = amount_minor + 1 WHERE method = 'kaspi'"), "takings"),
        (sql("UPDATE orders SET state = 'paid' WHERE state = 'pending'"), "takings"),
        (sql("UPDATE counters SET value = value + 1 WHERE id LIKE 'inside/%'"), "check"),
        (sql("UPDATE tickets SET code_hash = randomblob(32) WHERE number = 'A-000001'"), "check"),
    ],
    ids=["a payment", "an order", "a counter", "a code hash"],
)
def test_a_row_that_was_changed_is_noticed(
    sabotage: Callable[[Stage], None],
    last: str,
    short: Callable[..., None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    short("season", "guests", "sell", sabotage, "takings", "backup", "restore", "check")
    assert failed_step(tmp_path / "out", capsys)[0] == last


def test_a_wrong_answer_at_a_door_is_noticed(
    short: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stolen = sql("UPDATE tickets SET state = 'blocked' WHERE number = (SELECT max(number) FROM tickets)")
    short("season", "guests", "sell", "give", "print", "read", "correct", stolen, "day-1")
    step, detail = failed_step(tmp_path / "out", capsys)
    assert step == "day-1"
    assert "admit ok" in detail
    assert "refuse blocked" in detail


def test_an_answer_that_was_never_given_is_noticed(
    short: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short("season", "reasons")
    assert failed_step(tmp_path / "out", capsys)[0] == "reasons"


def test_a_full_disk_is_a_step_that_failed(
    short: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_folder(stage: Stage) -> None:
        stage.folder.tickets.rmdir()

    short("season", "guests", "sell", "give", no_folder, "print")
    step, detail = failed_step(tmp_path / "out", capsys)
    assert step == "print"
    assert "folder" in detail


# --- its folder --------------------------------------------------------------------------------------------------


def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert program.run(["--json", "--lang", "en", "demo", "--out", str(folder)]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"].startswith("demo_folder_")
    return str(error["text"])


def test_an_earlier_demo_gives_way_to_the_next(
    short: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short("season", "guests", "sell", "give", "print")
    folder = tmp_path / "not" / "there" / "yet"
    assert program.run(["--json", "demo", "--out", str(folder)]) == 0
    left = folder / "tickets" / ".abc.part"
    left.write_bytes(b"what a killed process leaves")
    short("season")
    assert program.run(["--json", "demo", "--out", str(folder)]) == 0
    assert not left.exists()
    assert list((folder / "tickets").iterdir()) == []
    capsys.readouterr()


@pytest.mark.parametrize("name", ["letter.txt", "tickets/holiday.jpg", "desk/notes", "season.db"])
def test_what_somebody_else_put_there_stays(
    name: str, short: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, marked = tmp_path / "out", name != "season.db"
    if marked:
        short("season")
        assert program.run(["--json", "demo", "--out", str(folder)]) == 0
        capsys.readouterr()
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("mine", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    assert name.partition(".")[0] in refused(folder, capsys)
    assert sorted(folder.rglob("*")) == before
    assert (folder / name).read_text(encoding="utf-8") == "mine"


def test_a_link_is_not_followed(short: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short("season")
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious.pdf").write_bytes(b"%PDF")
    assert program.run(["--json", "demo", "--out", str(folder)]) == 0
    capsys.readouterr()
    (folder / "tickets").rmdir()
    (folder / "tickets").symlink_to(elsewhere)
    assert "tickets" in refused(folder, capsys)
    assert (elsewhere / "precious.pdf").exists()


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    refused(tmp_path / "out", capsys)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("after", ["3/17", "5/17"])
def test_interrupted_it_leaves_nothing(tmp_path: Path, after: str) -> None:
    folder = tmp_path / "out"
    running_demo = subprocess.Popen(
        [sys.executable, ROOT / "main.py", "--lang", "en", "demo", "--out", folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(tmp_path / "home"),
    )
    assert running_demo.stderr is not None
    until(after, iter(running_demo.stderr.readline, ""))
    running_demo.send_signal(signal.SIGINT)
    told, _said = running_demo.communicate()
    assert running_demo.returncode == 130
    assert "✔ Everything" not in told
    assert list(folder.iterdir()) == []


def until(wanted: str, lines: Iterator[str]) -> None:
    for line in lines:
        if wanted in line:
            return
    raise AssertionError(f"never came as far as {wanted}")
