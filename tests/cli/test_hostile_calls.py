"""Whatever is typed, piped or cut off: a sentence and an exit code, never a traceback."""

import os
from pathlib import Path

import pytest

from aspara_desk.bootstrap import Settings
from aspara_desk.cli.call import Options
from aspara_desk.domain import code
from tests.cli.conftest import CommandLine

FAR = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01", "1999-12-31T00:00Z", "2200-01-01T12:00Z"]


@pytest.mark.parametrize("at", FAR)
def test_a_time_of_another_age_is_refused(desk: CommandLine, at: str) -> None:
    for call in (
        ("door", "scan", "--door", "hall", "--at", at),
        ("door", "lookup", "A-1", "--at", at),
        ("door", "count", "hall", "+1", "--why", "x", "--at", at),
        ("door", "everyone-out", "hall", "--why", "x", "--at", at),
    ):
        ended = desk(*call)
        assert (ended.code, ended.error["kind"]) == (2, "time_out_of_range")
        assert "2000 to 2199" in ended.error["text"]


def test_a_line_of_another_age_does_not_end_the_scanner(desk: CommandLine) -> None:
    [number] = desk.sell()
    ended = desk.scan(*({"code": number, "at": at} for at in FAR), {"code": number, "confirm": True})
    assert ended.code == 3
    assert [one["error"]["kind"] for one in ended.lines[:-1]] == ["scan_value_wrong"] * len(FAR)
    assert [one["error"]["row"] for one in ended.lines[:-1]] == [1, 2, 3, 4, 5]
    assert ended.lines[-1]["verdict"] == "admit"


@pytest.mark.parametrize("at", ["2000-01-02", "2199-12-30T23:59:59+06:00", "2022-10-01 18:15"])
def test_a_time_of_this_age_is_taken(desk: CommandLine, at: str) -> None:
    assert desk("door", "lookup", "A-1", "--at", at).data["reason"] == "unknown"


@pytest.mark.parametrize("line", [
    {"code": "\ud800"}, {"code": "A-1", "scan_id": "\0"}, {"code": "A-1", "override": "\0\u202e"},
    {"code": "A-1", "override": "x" * 501}, {"code": "A-1", "direction": "\ud800"},
    {"code": "A-1", "confirm": "\udfff"}, {"\ud800": 1}, {"code": None, "at": "\0"},
])  # fmt: skip
def test_no_line_ends_the_scanner(desk: CommandLine, line: dict[str, object]) -> None:
    [number] = desk.sell()
    ended = desk.scan(line, {"code": number, "confirm": True})
    assert len(ended.lines) == 2
    assert ended.lines[1]["verdict"] == "admit"


def test_a_reason_is_kept_without_what_nobody_can_see(desk: CommandLine) -> None:
    [number] = desk.sell()
    assert desk("tickets", "block", number, "--why", " lost\u202e\x07 it\udcff ").code == 2
    assert desk("tickets", "block", number, "--why", " lost\u202e\x07 it ").data["why"] == "lost it"
    desk("tickets", "unblock", number)
    empty = desk("tickets", "block", number, "--why", "\u202e\x07")
    assert (empty.code, empty.error["kind"]) == (2, "reason_missing")


def test_whoever_acts_has_a_name_that_can_be_read(desk: CommandLine) -> None:
    desk("--staff", " Да\u202eна\x07 ", "tickets", "sell", "--type", "show")
    assert desk("report", "takings").data["lines"][0]["actor"] == "Дана"
    assert desk("--staff", "\x07", "report", "takings").error["kind"] == "name_empty"
    assert desk("--staff", "x" * 201, "report", "takings").error["kind"] == "name_too_long"


def test_an_order_is_found_as_it_was_typed(desk: CommandLine) -> None:
    desk.sell("show", "--pay", "later")
    assert desk("tickets", "pay", " oa-\u200b000001\x07").data["order"] == "OA-000001"


@pytest.mark.parametrize("people", ["+99999999999999999999", "-100001", "+100001"])
def test_no_count_is_beyond_all_venues(desk: CommandLine, people: str) -> None:
    ended = desk("door", "count", "hall", people, "--why", "x", "--at", "2022-10-01T19:00")
    assert (ended.code, ended.error["kind"]) == (2, "count_too_large")


def test_bytes_that_are_no_text_are_told(desk: CommandLine) -> None:
    ended = desk.process("tickets", "void", b"\xff", "--why", "x")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().startswith("This is not text")
    assert len(ended.stderr.splitlines()) == 1


def test_a_full_disk_behind_the_results_is_told(desk: CommandLine) -> None:
    for call in (("programme", "show"), ("--json", "report", "takings"), ("--help",), ("--version",)):
        with Path("/dev/full").open("wb") as full:
            ended = desk.process(*call, stdout=full.fileno())
        assert ended.returncode == 1
        assert ended.stderr.decode() == (
            "The results cannot be written: No space left on device. What was done is kept.\n"
        )


def test_a_full_disk_behind_the_answers_ends_the_scanner(desk: CommandLine) -> None:
    numbers = desk.sell("show", "--count", 3)
    with Path("/dev/full").open("wb") as full:
        ended = desk.process(
            "door", "scan", "--door", "hall", "--at", "2022-10-01T19:00",
            stdin="".join(f"{one}\n" for one in numbers).encode(), stdout=full.fileno(),
        )  # fmt: skip
    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)
    assert [len(desk("tickets", "show", one).data["scans"]) for one in numbers] == [1, 0, 0]


@pytest.mark.parametrize("call", ["programme show", "report scans", "--json report scans", "--help"])
def test_a_reader_that_has_gone_needs_no_word(desk: CommandLine, call: str) -> None:
    desk.scan(*desk.sell())
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        ended = desk.process(*call.split(), stdout=pipe.fileno())
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_ctrl_c_is_told(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("aspara_desk.programme.showing.show", interrupted)
    ended = desk("programme", "show")
    assert (ended.code, ended.out, ended.err) == (130, "", "Interrupted. What was confirmed is kept.\n")


def test_a_command_without_its_own_says_where_help_is(desk: CommandLine) -> None:
    ended = desk("tickets", json=False)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[-1] == "Help: aspara-desk tickets --help"


def test_no_secret_in_what_a_call_shows_of_itself() -> None:
    address = "postgresql://dana:secret@here/season"
    assert "secret" not in repr((Options(address), Settings(address, "en")))


@pytest.mark.parametrize("digits", ["1234567890", '"әіңғ,.үұқ', '"ӘІҢҒ,.ҮҰҚ'])
def test_no_command_repeats_a_code(desk: CommandLine, digits: str) -> None:
    typed = code.specimen().reveal().translate(str.maketrans("1234567890", digits))
    for call in (
        ("tickets", "pay", typed), ("tickets", "show", typed), ("tickets", "show", typed[:-3]),
        ("tickets", "sell", "--type", typed), (typed,),
        ("tickets", "sell", typed), ("door", "scan", "--door", typed), ("door", "undo", typed, "--why", "x"),
        ("door", "event", typed, "open"), ("door", "count", "hall", typed, "--why", "x"), ("--lang", typed, "door"),
        ("door", "count", "hall", "1", "--why", typed), ("--staff", typed, "report", "takings"), ("--desk", typed, "x"),
        ("door", "read", typed), ("guests", "import", typed), ("programme", "load", typed), ("guests", "find", typed),
        ("tickets", "print", "A-1", "--out", f"{typed}/x.pdf"), ("door", "lookup", "A-1", "--at", typed),
        ("door", "lookup", typed), ("store", "restore", typed), ("door", "scan", "--door", "hall", "--event", typed),
    ):  # fmt: skip
        for json in (True, False):
            ended = desk(*call, json=json)
            told = ended.out + ended.err
            assert typed[3:20] not in told, call
