import re

import pytest

from tests.cli.conftest import CommandLine, Ended

IN_BRACKETS = re.compile(r"\[([0-9a-f-]{36})\]$", re.MULTILINE)
TIME = "2022-10-01T19:00"


def scanned(desk: CommandLine, number: str) -> Ended:
    return desk("door", "scan", "--door", "hall", "--at", TIME, "--confirm", stdin=f"{number}\n", json=False)


@pytest.mark.parametrize("read", ["door scan", "tickets show"])
def test_a_scan_is_taken_back_by_what_people_read(desk: CommandLine, read: str) -> None:
    [number] = desk.sell()
    answered = scanned(desk, number)
    told = answered if read == "door scan" else desk("tickets", "show", number, json=False)
    [scan_id] = IN_BRACKETS.findall(told.out)
    assert desk("door", "undo", scan_id, "--why", "wrong door").data["ticket"] == number


def test_what_is_only_looked_up_has_no_scan_to_take_back(desk: CommandLine) -> None:
    [number] = desk.sell()
    told = desk("door", "lookup", number, "--door", "hall", "--at", TIME, json=False)
    assert number in told.out
    assert not IN_BRACKETS.search(told.out)


def test_what_cannot_be_done_is_said_as_people_say_it(desk: CommandLine) -> None:
    [number] = desk.sell()
    order = desk("tickets", "show", number).data["order"]
    assert desk("tickets", "unblock", number).error["text"] == f"Ticket {number} is valid already."
    assert desk("tickets", "pay", order).error["text"] == f"Order {order} is paid already."
    new = desk("tickets", "replace", number).data["number"]
    assert desk("tickets", "void", number, "--why", "x").error["text"].startswith(f"Ticket {number} was replaced.")
    desk("tickets", "void", new, "--why", "x")
    assert desk("tickets", "block", new, "--why", "x").error["text"].startswith(f"Ticket {new} is void for good.")
