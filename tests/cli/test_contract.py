"""The agreement of DESIGN.md §5: keys, nulls, times, money, exit codes and the options before a command."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SEASON, CommandLine, Ended

TICKET = {"number", "type", "guest", "seat", "state"}
ORDER = {"order", "state", "total", "tickets", "file"}
SCAN = {
    "verdict", "reason", "text", "notice", "ticket", "guest", "type", "seat", "event", "at", "scan_id", "confirmed",
    "override",
}  # fmt: skip
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
TIMES = {"at", "recorded_at", "undone_at", "created_at", "doors_open", "start", "last_entry", "end"}
MONEY = {"total", "price", "amount", "owed"}


def each(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from each(one)
    if isinstance(value, dict):
        for key, one in value.items():
            yield key, one
            yield from each(one)


def agreed(ended: Ended, code: int = 0) -> Any:
    """One object, with the agreed forms in it; stderr has no result."""
    assert ended.code == code, (ended.out, ended.err)
    for line in ended.lines:
        for key, value in each(line):
            assert value not in ("", "None", "null"), key
            if key in TIMES and value is not None:
                assert ISO.fullmatch(value), (key, value)
                assert datetime.fromisoformat(value).tzinfo is not None
            if key in MONEY and "visitors" not in value:  # the total of attendance is people
                assert set(value) == {"minor", "currency"}
                assert isinstance(value["minor"], int)
    return ended.data if len(ended.lines) == 1 else ended.lines


@pytest.fixture
def guest_list(tmp_path: Path) -> Path:
    path = tmp_path / "guests.csv"
    path.write_text(
        "name;organisation;phone\nАйгүл Қалиева;;\n;Тараз;\nДана;Тараз;12345678901234567890\n", encoding="utf-8"
    )
    return path


# --- the programme and the guests ---------------------------------------------------------------------------------


def test_programme_load(desk: CommandLine) -> None:
    loaded = agreed(desk("programme", "load", SEASON))
    assert set(loaded) == {"season", "created", "changed", "removed", "unchanged", "warnings"}
    assert (loaded["season"], loaded["created"], loaded["changed"]) == ("cases", [], [])


def test_programme_show(desk: CommandLine) -> None:
    shown = agreed(desk("programme", "show"))
    assert list(shown) == ["season", "days", "venues", "events", "ticket_types", "doors"]
    for part in ("venues", "events", "ticket_types", "doors"):
        assert all(isinstance(one["key"], str) for one in shown[part])
        assert all(set(one["titles"]) == {"kk", "ru", "en"} for one in shown[part])
    assert shown["season"]["key"] == "cases"
    [show] = [one for one in shown["ticket_types"] if one["key"] == "show"]
    assert show["price"] == {"minor": 100000, "currency": "KZT"}
    [event] = [one for one in shown["events"] if one["key"] == "d1-show"]
    assert event["doors_open"] == "2022-10-01T18:00:00+06:00"


def test_guests_import_and_find(desk: CommandLine, guest_list: Path) -> None:
    keys = {"file", "encoding", "rows", "new", "same", "rejected", "problems", "import_id", "rejected_file"}
    keys |= {"differing"}
    dry = agreed(desk("guests", "import", guest_list, "--dry-run"), 1)
    assert (set(dry), dry["import_id"], dry["rejected_file"]) == (keys, None, None)
    assert [(one["row"], one["column"]) for one in dry["problems"]] == [(3, "name")]
    assert set(dry["problems"][0]) == {"row", "column", "text"}
    done = agreed(desk("guests", "import", guest_list), 1)
    assert set(done) == keys
    assert (done["rows"], done["new"], done["rejected"]) == (3, 2, 1)
    assert done["rejected_file"] == str(guest_list.with_name("guests.rejected.csv"))
    found = agreed(desk("guests", "find", "kaliyeva"))
    assert found == {
        "guest": found["guest"], "name": "Айгүл Қалиева", "latin": found["latin"], "organisation": None,
        "category": "public", "tickets": [],
    }  # fmt: skip
    assert agreed(desk("guests", "find", "nobody at all")) == []


# --- tickets ------------------------------------------------------------------------------------------------------


def test_tickets_sell(desk: CommandLine, tmp_path: Path) -> None:
    sold = agreed(desk("tickets", "sell", "--type", "show", "--count", "2"))
    assert set(sold) == ORDER
    assert (sold["order"], sold["state"], sold["file"]) == ("OA-000001", "paid", None)
    assert sold["total"] == {"minor": 200000, "currency": "KZT"}
    assert [set(one) for one in sold["tickets"]] == [TICKET] * 2
    assert sold["tickets"][0] == {
        "number": "A-000001", "type": "show", "guest": None, "seat": None, "state": "valid",
    }  # fmt: skip
    out = tmp_path / "t.pdf"
    named = agreed(desk("tickets", "sell", "--type", "seat", "--name", "Айгүл", "--pay", "kaspi", "--out", out))
    assert (named["file"], named["tickets"][0]["guest"]) == (str(out), "Айгүл")
    assert named["tickets"][0]["seat"] == "A 1"
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("method", "state", "minor"),
    [("cash", "paid", 100000), ("card", "paid", 100000), ("kaspi", "paid", 100000), ("transfer", "paid", 100000),
     ("free", "paid", 0), ("later", "pending", 100000)],
)  # fmt: skip
def test_ways_to_pay(desk: CommandLine, method: str, state: str, minor: int) -> None:
    sold = agreed(desk("tickets", "sell", "--type", "show", "--pay", method))
    assert (sold["state"], sold["total"]["minor"]) == (state, minor)


def test_tickets_issue(desk: CommandLine, guest_list: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.pdf"
    call = ("tickets", "issue", "--type", "press", "--guests", guest_list, "--out", out, "--layout", "a4")
    given = agreed(desk(*call), 1)
    assert set(given) == {"tickets", "file", "seconds", "problems"}
    assert [one["guest"] for one in given["tickets"]] == ["Айгүл Қалиева", "Дана"]
    assert (given["file"], len(given["problems"])) == (str(out), 1)
    assert isinstance(given["seconds"], float)


def test_tickets_pay_void_block_replace_and_print(desk: CommandLine, tmp_path: Path) -> None:
    desk.sell("show", "--count", "4", "--pay", "later")
    paid = agreed(desk("tickets", "pay", "oa-000001", "--pay", "card"))
    assert set(paid) == ORDER | {"paid"}
    assert (paid["state"], paid["paid"], paid["file"]) == ("paid", {"minor": 400000, "currency": "KZT"}, None)
    void = agreed(desk("tickets", "void", "A-1", "--why", "ill"))
    assert (set(void), void["state"], void["why"]) == (TICKET | {"why"}, "void", "ill")
    blocked = agreed(desk("tickets", "block", "2", "--why", "lost"))
    assert (blocked["number"], blocked["state"], blocked["why"]) == ("A-000002", "blocked", "lost")
    free = agreed(desk("tickets", "unblock", "a-2"))
    assert (free["state"], free["why"]) == ("valid", None)
    newer = agreed(desk("tickets", "replace", "A-3"))
    assert set(newer) == TICKET | {"replaces", "file"}
    assert (newer["number"], newer["replaces"], newer["file"]) == ("A-000005", "A-000003", None)
    printed = agreed(desk("tickets", "print", "A-2", "A-4", "a-2", "--out", tmp_path / "t.pdf"))
    assert printed == {"tickets": ["A-000002", "A-000004"], "printed": 2, "file": str(tmp_path / "t.pdf")}


def test_tickets_show(desk: CommandLine, tmp_path: Path) -> None:
    [number] = desk.sell("show", "--name", "Айгүл", "--out", tmp_path / "t.pdf")
    entered = desk.scan({"code": number, "confirm": True}).data
    desk("door", "undo", entered["scan_id"], "--why", "wrong person")
    shown = agreed(desk("tickets", "show", number))
    assert set(shown) == TICKET | {
        "price", "order", "order_state", "created_at", "why", "replaced_by", "scans", "prints",
    }  # fmt: skip
    [scan] = shown["scans"]
    assert set(scan) == {
        "scan_id", "at", "door", "event", "direction", "verdict", "reason", "confirmed", "override", "actor",
        "undone_at", "undone_why",
    }  # fmt: skip
    assert (scan["scan_id"], scan["undone_why"]) == (entered["scan_id"], "wrong person")
    [copy] = shown["prints"]
    assert copy == {"copy": 1, "layout": "a5", "medium": "file", "at": copy["at"], "actor": "desk A"}


# --- doors --------------------------------------------------------------------------------------------------------


def test_door_scan(desk: CommandLine) -> None:
    numbers = desk.sell("show", "--count", "2", "--name", "Айгүл")
    ended = desk.scan(
        "not a ticket", numbers[0], {"code": numbers[0], "confirm": True}, {"code": numbers[0]},
        {"code": numbers[0], "override": "the director's guest", "at": "2022-10-01T19:01"},
        {"code": numbers[0], "direction": "out"},
    )  # fmt: skip
    lines = agreed(ended, 1)
    assert [set(one) for one in lines] == [SCAN] * 6
    assert [(one["verdict"], one["reason"]) for one in lines] == [
        ("refuse", "not_a_ticket"), ("ask", "check_person"), ("admit", "ok"), ("ask", "just_admitted"),
        ("admit", "already_in"), ("admit", "ok"),
    ]  # fmt: skip
    nothing = lines[0]
    assert {key for key in SCAN if nothing[key] is None} == {
        "notice", "ticket", "guest", "type", "seat", "event", "override",
    }  # fmt: skip
    admitted = lines[2]
    assert (admitted["ticket"], admitted["guest"], admitted["type"]) == (numbers[0], "Айгүл", "show")
    assert (admitted["event"], admitted["at"]) == ("d1-show", "2022-10-01T19:00:00+06:00")
    assert (admitted["confirmed"], admitted["override"]) == (True, None)
    assert lines[4]["override"] == "the director's guest"


def test_door_scan_answers_each_line_and_goes_on_after_a_bad_one(desk: CommandLine) -> None:
    [number] = desk.sell()
    ended = desk.scan("{", {"code": number, "nonsense": 1}, {"code": 7}, {"code": number, "confirm": True})
    assert ended.code == 3
    errors = [one["error"] for one in ended.lines[:3]]
    assert [(one["kind"], one["row"], one["column"]) for one in errors] == [
        ("scan_line_not_json", 1, None), ("scan_key_unknown", 2, "nonsense"), ("scan_value_wrong", 3, "code"),
    ]  # fmt: skip
    assert ended.lines[3]["verdict"] == "admit"


def test_the_same_scan_id_gives_the_same_answer_once(desk: CommandLine) -> None:
    [number] = desk.sell()
    line = {"code": number, "confirm": True, "scan_id": "0192f0c4-5a3e-7b1d-9c44-000000000001"}
    first, second = agreed(desk.scan(line, line))
    assert first == second
    assert len(desk("tickets", "show", number).data["scans"]) == 1


def test_a_scan_by_options(desk: CommandLine) -> None:
    [number] = desk.sell()
    assert desk.scan(number, more=("--confirm", "--event", "d1-show")).data["verdict"] == "admit"
    assert desk.scan(number, more=("--direction", "out")).data["text"] == "Exit recorded."
    late = desk.scan(number, at="2022-10-01T23:00:00+06:00", more=("--override", "paid at the door"))
    assert (late.code, late.data["override"]) == (0, "paid at the door")


def test_door_undo_lookup_event_count_and_everyone_out(desk: CommandLine) -> None:
    [number] = desk.sell()
    looked = agreed(desk("door", "lookup", number, "--door", "hall", "--at", "2022-10-01T19:00"), 1)
    assert (set(looked), looked["scan_id"]) == (SCAN, None)
    scan_id = desk.scan({"code": number, "confirm": True}).data["scan_id"]
    undone = agreed(desk("door", "undo", scan_id, "--why", "wrong person"))
    assert set(undone) == {"scan_id", "ticket", "undone_at", "why"}
    assert agreed(desk("door", "undo", scan_id, "--why", "again"), 1)["error"]["kind"] == "already_undone"
    event = agreed(desk("door", "event", "d1-show", "delay", "20"))
    assert set(event) == {"event", "control", "delay_minutes", "doors_open", "start", "last_entry", "end"}
    assert (event["delay_minutes"], event["start"]) == (20, "2022-10-01T19:20:00+06:00")
    for action in ("open", "hold", "close", "cancel"):
        assert agreed(desk("door", "event", "d1-show", action))["control"] == action
    counted = agreed(desk("door", "count", "hall", "+3", "--why", "gate open", "--at", "2022-10-01T19:00"))
    assert counted == {"venue": "hall", "inside": 3, "without_ticket": 3, "capacity": 1000}
    assert agreed(desk("door", "count", "hall", "-1", "--why", "left", "--at", "2022-10-01T19:10"))["inside"] == 2
    out = agreed(desk("door", "everyone-out", "hall", "--why", "fire drill", "--at", "2022-10-01T19:20"))
    assert (out["inside"], out["without_ticket"]) == (0, 0)


def test_door_read(desk: CommandLine, tmp_path: Path) -> None:
    desk.sell("show", "--count", "2", "--out", tmp_path / "t.pdf")
    pages = agreed(desk("door", "read", tmp_path / "t.pdf"))
    assert [(set(one), one["page"], len(one["codes"])) for one in pages] == [
        ({"file", "page", "codes"}, 1, 1), ({"file", "page", "codes"}, 2, 1),
    ]  # fmt: skip
    [code] = pages[0]["codes"]
    assert desk.scan(code).data["verdict"] == "admit"
    whole = desk.process("--json", "door", "read", str(tmp_path / "t.pdf"))
    assert (whole.returncode, whole.stderr) == (0, b""), "the process ends without a word, libraries included"
    mixed = desk("door", "read", tmp_path / "none.png", tmp_path / "t.pdf")
    assert (mixed.code, mixed.lines[0]["error"]["kind"], len(mixed.lines)) == (3, "file_missing", 3)


# --- reports and the store ----------------------------------------------------------------------------------------


def test_reports(desk: CommandLine) -> None:
    [number] = desk.sell("show", "--name", "Айгүл")
    desk.sell("show", "--pay", "later")
    desk.scan({"code": number, "confirm": True})
    desk("door", "count", "hall", "+3", "--why", "x", "--at", "2022-10-01T19:00")
    crowds = {"visitors", "participants", "crew"}
    attendance = agreed(desk("report", "attendance"))
    assert set(attendance) == {"events", "total", "without_ticket"}
    assert [set(one) for one in attendance["events"]] == [{"event", "day"} | crowds]
    assert attendance["total"]["visitors"] == {"people": 1, "entries": 1}
    assert attendance["without_ticket"] == [{"venue": "hall", "day": "2022-10-01", "people": 3}]
    takings = agreed(desk("report", "takings"))
    assert set(takings) == {"lines", "total", "owed", "orders"}
    assert (takings["total"]["minor"], takings["owed"]["minor"]) == (100000, 100000)
    assert set(takings["lines"][0]) == {"method", "desk", "actor", "payments", "amount"}
    assert agreed(desk("report", "scans"))["ticket"] == number


def test_store(desk: CommandLine, tmp_path: Path) -> None:
    desk.sell()
    checked = agreed(desk("store", "check"))
    assert (checked["ok"], checked["findings"]) == (True, [])
    backed_up = agreed(desk("store", "backup", tmp_path / "b.db"))
    assert (backed_up["ok"], backed_up["findings"]) == (True, [])
    restored = agreed(desk("store", "restore", tmp_path / "b.db"))
    assert (restored["ok"], restored["findings"]) == (True, [])
    upgraded = agreed(desk("store", "upgrade"))
    assert (upgraded["ok"], upgraded["findings"], upgraded["backup"]) == (True, [], None)


# --- errors and exit codes ----------------------------------------------------------------------------------------

ERRORS = [
    (1, ("tickets", "sell", "--type", "quota-3", "--count", "4"), "sold_out"),
    (1, ("tickets", "sell", "--type", "closed"), "not_on_sale"),
    (2, ("tickets", "sell", "--type", "nothing"), "ticket_type_unknown"),
    (2, ("tickets", "sell"), "usage"),
    (2, ("tickets", "sell", "--type", "show", "--pay", "beads"), "usage"),
    (2, ("nonsense",), "usage"),
    (2, ("tickets", "show", "A-999"), "ticket_unknown"),
    (2, ("tickets", "pay", "OA-999999"), "order_unknown"),
    (2, ("tickets", "void", "A-1", "--why", " "), "reason_missing"),
    (2, ("tickets", "sell", "--type", "show", "--out", "/no/such/t.pdf"), "output_folder_missing"),
    (2, ("door", "scan", "--door", "nowhere"), "door_unknown"),
    (2, ("door", "event", "nothing", "open"), "event_unknown"),
    (2, ("--lang", "de", "programme", "show"), "language_unknown"),
    (2, ("--desk", "7", "programme", "show"), "desk_letter_bad"),
    (3, ("programme", "load", "/no/such/season.toml"), "season_file"),
    (3, ("guests", "import", "/no/such/guests.csv"), "file_missing"),
    (3, ("door", "read", "/no/such/t.pdf"), "file_missing"),
    (4, ("--store", "/no/such/season.db", "programme", "show"), None),
    (4, ("--store", "nonsense://x", "programme", "show"), "store_url_unknown"),
]


@pytest.mark.parametrize(("code", "call", "kind"), ERRORS, ids=[" ".join(call) for _code, call, _kind in ERRORS])
def test_an_error_is_one_object_with_its_exit_code(
    desk: CommandLine, code: int, call: tuple[str, ...], kind: str | None
) -> None:
    desk.sell()
    ended = desk(*call)
    assert ended.code == code
    assert list(ended.data) == ["error"]
    assert set(ended.error) - {"problems"} == {"kind", "text", "file", "row", "column"}
    assert kind is None or ended.error["kind"] == kind
    assert ended.error["text"]
    if code == 3:
        assert ended.error["file"] == call[-1]
    people = desk(*call, json=False)
    assert (people.code, people.out) == (code, "")
    assert ended.error["text"] in people.err
    assert "Traceback" not in people.err


def test_an_error_in_a_file_names_its_row_and_column(desk: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "season.toml"
    path.write_text(SEASON.read_text(encoding="utf-8").replace("capacity = 1000", "capacity = -5", 1), encoding="utf-8")
    ended = desk("programme", "load", path)
    assert (ended.code, ended.error["file"]) == (3, str(path))
    assert isinstance(ended.error["row"], int)
    assert all(set(one) == {"kind", "text", "file", "row", "column"} for one in ended.error["problems"])


# --- the options before a command ---------------------------------------------------------------------------------


def test_without_a_command_and_a_display_it_names_the_commands_that_need_none(desk: CommandLine) -> None:
    ended = desk.process()
    assert (ended.returncode, ended.stdout) == (2, b"")
    for command in (b"demo", b"programme", b"guests", b"tickets", b"door", b"report", b"store", b"self-test"):
        assert command in ended.stderr
    assert desk().error["kind"] == "window_missing"


def test_json_may_stand_anywhere(desk: CommandLine) -> None:
    answers = [
        desk(*call, json=False).data
        for call in (
            ("--json", "report", "takings"), ("report", "--json", "takings"), ("report", "takings", "--json"),
        )
    ]  # fmt: skip
    assert answers[0] == answers[1] == answers[2]


def test_options_by_environment_and_by_hand(desk: CommandLine, tmp_path: Path) -> None:
    call = ("--json", "tickets", "sell", "--type", "show")
    by_environment = desk.process(*call, ASPARA_DESK="Q", ASPARA_LANG="ru")
    assert b'"A-' not in by_environment.stdout
    assert b'"Q-000001"' in by_environment.stdout
    by_hand = desk.process("--desk", "R", "--lang", "kk", *call, ASPARA_DESK="Q", ASPARA_LANG="ru")
    assert b'"R-000001"' in by_hand.stdout
    other = desk.process("--store", str(tmp_path / "other.db"), "report", "takings")
    assert other.returncode == 4
    spoken = {
        desk.process("tickets", "show", "A-99", ASPARA_LANG=one).stderr.decode() for one in ("kk", "ru", "en")
    }  # fmt: skip
    assert len(spoken) == 3
    assert desk.process("--lang", "en", "tickets", "show", "A-99", ASPARA_LANG="ru").stderr.decode() in spoken


def test_whoever_acts_is_in_the_record(desk: CommandLine) -> None:
    desk("--staff", "Айгүл", "tickets", "sell", "--type", "show")
    assert desk("report", "takings").data["lines"][0]["actor"] == "Айгүл"


def test_results_and_messages_are_kept_apart(desk: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "guests.csv"
    path.write_text("name\n\u00a0x\n,\n", encoding="utf-8")
    ended = desk.process("--json", "guests", "import", str(path))
    assert ended.stdout.count(b"\n") == 1
    assert ended.stdout.startswith(b"{")
    assert b"{" not in ended.stderr


def test_help_is_in_the_language_asked_for(desk: CommandLine) -> None:
    ended = desk.process("--lang", "ru", "tickets", "sell", "--help")
    assert ended.returncode == 0
    assert "билет" in ended.stdout.decode().lower()
