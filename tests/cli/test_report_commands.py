import csv
import os
from pathlib import Path

import pytest

from aspara_desk.reports import scan_log
from tests.cli.conftest import CommandLine

SCAN_KEYS = [
    "at", "recorded_at", "desk", "door", "direction", "event", "ticket", "verdict", "reason", "confirmed", "override",
    "source", "actor", "undone_at", "undone_by", "scan_id",
]  # fmt: skip


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def scanned(desk: CommandLine, count: int) -> list[str]:
    numbers = desk.sell("show", "--count", count)
    desk.scan(*({"code": one, "confirm": True} for one in numbers))
    return numbers


def test_scans_are_told_line_by_line_and_written_beside(desk: CommandLine, tmp_path: Path) -> None:
    numbers = scanned(desk, 3)
    out = tmp_path / "scans.csv"
    ended = desk("report", "scans", "--csv", out)
    assert [list(one) for one in ended.lines] == [SCAN_KEYS] * 3
    assert [one["ticket"] for one in ended.lines] == numbers
    assert ended.lines[0]["at"] == "2022-10-01T19:00:00+06:00"
    assert rows(out)[0] == SCAN_KEYS
    assert rows(out)[1:] == [
        ["" if value is None else str(value) for value in one.values()] for one in ended.lines
    ]  # fmt: skip


def test_a_reader_that_goes_early_costs_no_table(desk: CommandLine, tmp_path: Path) -> None:
    scanned(desk, 5)
    out = tmp_path / "scans.csv"
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        ended = desk.process("report", "scans", "--csv", str(out), stdout=pipe.fileno())
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert len(rows(out)) == 6


def test_a_reason_in_a_table_is_no_formula(desk: CommandLine, tmp_path: Path) -> None:
    [number] = desk.sell()
    desk.scan(number, at="2022-10-01T12:00", more=("--override", "=cmd|' /C calc'!A1"))
    out = tmp_path / "scans.csv"
    ended = desk("report", "scans", "--csv", out)
    assert ended.data["override"] == "=cmd|' /C calc'!A1"
    assert rows(out)[1][SCAN_KEYS.index("override")] == "'=cmd|' /C calc'!A1"


def test_a_table_takes_no_place_of_another_file(desk: CommandLine, tmp_path: Path) -> None:
    guests = tmp_path / "guests.csv"
    guests.write_text("name\nАйгүл\n", encoding="utf-8")
    for report in ("attendance", "takings", "scans"):
        ended = desk("report", report, "--csv", guests)
        assert (ended.code, ended.error["kind"]) == (2, "output_is_other_file")
    assert guests.read_text(encoding="utf-8") == "name\nАйгүл\n"


def test_the_log_is_read_a_page_at_a_time(desk: CommandLine, tmp_path: Path, monkeypatch) -> None:
    scanned(desk, 7)
    monkeypatch.setattr(scan_log, "AT_ONCE", 2)
    out = tmp_path / "scans.csv"
    assert len(desk("report", "scans", "--csv", out).lines) == 7
    assert len(rows(out)) == 8


def test_a_table_of_attendance_and_of_takings(desk: CommandLine, tmp_path: Path) -> None:
    scanned(desk, 2)
    desk("report", "attendance", "--csv", tmp_path / "attendance.csv")
    assert rows(tmp_path / "attendance.csv") == [
        ["day", "event", "title", "visitors_people", "visitors_entries", "participants_people",
         "participants_entries", "crew_people", "crew_entries"],
        ["2022-10-01", "d1-show", "d1-show", "2", "2", "0", "0", "0", "0"],
    ]  # fmt: skip
    desk("--staff", "=Dana", "tickets", "sell", "--type", "show", "--pay", "card")
    desk("report", "takings", "--csv", tmp_path / "takings.csv")
    assert rows(tmp_path / "takings.csv") == [
        ["method", "desk", "actor", "payments", "minor", "currency", "amount"],
        ["card", "A", "'=Dana", "1", "100000", "KZT", "1000.00"],
        ["cash", "A", "desk A", "1", "200000", "KZT", "2000.00"],
    ]


def test_people_read_reports_in_their_language(desk: CommandLine) -> None:
    [number] = scanned(desk, 1)
    desk.scan(number, at="2022-10-01T19:10")
    desk("door", "count", "hall", "+3", "--why", "x", "--at", "2022-10-01T19:00")
    found = {
        language: desk("--lang", language, "report", "scans", json=False).out.splitlines()
        for language in ("kk", "ru", "en")
    }
    assert found["en"][0] == "1 October 19:00:00 · hall · A-000001 · ADMIT: Confirmed. Welcome."
    assert found["en"][1].startswith("1 October 19:10:00 · hall · A-000001 · REFUSE: Already in")
    assert found["ru"][0].startswith("1 октября 19:00:00")
    assert found["kk"][0].startswith("1 қазан 19:00:00")
    for language in ("kk", "ru"):
        assert not {"admit", "refuse", "ADMIT", "Welcome", "True", "in"} & set(" ".join(found[language]).split())
    attendance = desk("--lang", "ru", "report", "attendance", json=False).out
    assert "1 октября" in attendance.splitlines()[-1]


@pytest.mark.parametrize("report", ["attendance", "takings"])
def test_a_report_of_practice_data_says_so_first(desk: CommandLine, report: str) -> None:
    scanned(desk, 1)
    told = desk("report", report, json=False).out.splitlines()
    assert told[0].endswith(" · SAMPLE")
    assert len([line for line in told if "SAMPLE" in line]) == 1
