"""What was sold is told, whatever becomes of the paper: else the clerk sells it again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aspara_desk.box_office import batch
from aspara_desk.domain.errors import Misused, StoreUnusable
from aspara_desk.store.unit import Store
from tests.cli.conftest import CommandLine

PRINT = "aspara_desk.box_office.printing.print_tickets"
FULL = Misused("output_disk_full", path="t.pdf")
Break = Callable[[str, BaseException], None]


def test_a_sale_that_is_not_printed_is_told_all_the_same(desk: CommandLine, broken: Break, tmp_path: Path) -> None:
    broken(PRINT, FULL)
    ended = desk("tickets", "sell", "--type", "show", "--count", 2, "--out", tmp_path / "t.pdf")
    assert ended.code == 2
    assert (ended.data["order"], ended.data["file"]) == ("OA-000001", None)
    assert [one["number"] for one in ended.data["tickets"]] == ["A-000001", "A-000002"]
    assert "The disk is full" in ended.err
    assert "tickets print" in ended.err


def test_people_are_told_the_numbers_and_no_file(desk: CommandLine, broken: Break, tmp_path: Path) -> None:
    broken(PRINT, FULL)
    ended = desk("tickets", "sell", "--type", "show", "--out", tmp_path / "t.pdf", json=False)
    assert ended.code == 2
    assert "OA-000001" in ended.out
    assert "A-000001" in ended.out
    assert "Saved as" not in ended.out
    assert "The disk is full" in ended.err


def test_a_store_that_fails_while_printing_does_not_hide_the_sale(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def gone(*_arguments: object) -> None:
        raise StoreUnusable("store_server_away", store="here")

    def print_tickets(*_arguments: object) -> None:
        monkeypatch.setattr(Store, "read", gone)
        gone()

    monkeypatch.setattr(PRINT, print_tickets)
    ended = desk("tickets", "sell", "--type", "show", "--out", tmp_path / "t.pdf")
    assert (ended.code, ended.data["order"], ended.data["file"]) == (4, "OA-000001", None)


@pytest.mark.parametrize("json", [True, False])
def test_ctrl_c_while_printing_does_not_hide_the_sale(
    desk: CommandLine, broken: Break, tmp_path: Path, *, json: bool
) -> None:
    broken(PRINT, KeyboardInterrupt())
    ended = desk("tickets", "sell", "--type", "show", "--out", tmp_path / "t.pdf", json=json)
    assert ended.code == 130
    assert "A-000001" in ended.out
    assert "Interrupted" in ended.err


def test_a_fault_of_ours_does_not_hide_the_sale(desk: CommandLine, broken: Break, tmp_path: Path) -> None:
    broken(PRINT, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        desk("tickets", "sell", "--type", "show", "--out", tmp_path / "t.pdf")
    shown = desk("tickets", "show", "A-1")
    assert (shown.code, shown.data["prints"]) == (0, [])


def test_a_replacement_that_is_not_printed_is_told(desk: CommandLine, broken: Break, tmp_path: Path) -> None:
    [old] = desk.sell()
    broken(PRINT, FULL)
    ended = desk("tickets", "replace", old, "--out", tmp_path / "t.pdf")
    assert ended.code == 2
    assert (ended.data["number"], ended.data["replaces"], ended.data["file"]) == ("A-000002", old, None)
    assert "The disk is full" in ended.err


@pytest.fixture
def guest_list(tmp_path: Path) -> Path:
    path = tmp_path / "guests.csv"
    path.write_text("name\nАйгүл\nАбай\nДана\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("fault", "code"), [(FULL, 2), (KeyboardInterrupt(), 130)])
def test_a_batch_that_is_not_printed_is_told_and_finished_by_the_same_call(
    desk: CommandLine, guest_list: Path, tmp_path: Path, fault: BaseException, code: int
) -> None:
    call = ("tickets", "issue", "--type", "press", "--guests", guest_list, "--out", tmp_path / "t.pdf")
    with pytest.MonkeyPatch.context() as patch:

        def fail(*_arguments: object, **_more: object) -> None:
            raise fault

        patch.setattr("aspara_desk.box_office.batch.print_tickets", fail)
        ended = desk(*call)
    numbers = [one["number"] for one in ended.data["tickets"]]
    assert (ended.code, numbers, ended.data["file"]) == (code, ["A-000001", "A-000002", "A-000003"], None)
    assert "The same call again" in ended.err
    again = desk(*call)
    assert (again.code, [one["number"] for one in again.data["tickets"]]) == (0, numbers)
    assert again.data["file"] == str(tmp_path / "t.pdf")
    third = desk(*call)
    assert (third.code, third.data["tickets"], third.data["file"], len(third.data["problems"])) == (1, [], None, 3)


def test_a_batch_that_stops_half_way_tells_what_it_gave(
    desk: CommandLine, guest_list: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, calls = batch._issue, []

    def issue_twice(*arguments: object, **more: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise StoreUnusable("disk_full", store="here")
        return issue(*arguments, **more)

    monkeypatch.setattr(batch, "_issue", issue_twice)
    monkeypatch.setattr(batch, "TICKETS_AT_ONCE", 1)
    ended = desk("tickets", "issue", "--type", "press", "--guests", guest_list, "--out", tmp_path / "t.pdf")
    assert (ended.code, ended.data["file"]) == (4, None)
    assert [one["number"] for one in ended.data["tickets"]] == ["A-000001", "A-000002"]
