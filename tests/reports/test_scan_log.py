import pytest

from aspara_desk.domain.errors import Refused
from aspara_desk.domain.rights import Role
from aspara_desk.reports import scan_log
from aspara_desk.reports.scan_log import each_scan
from aspara_desk.store.reports import ScanLine
from aspara_desk.store.unit import Store
from tests.door.festival import Festival, told


def log(festival: Festival) -> list[ScanLine]:
    found: list[ScanLine] = []
    assert each_scan(festival.office, lambda _programme, line: found.append(line)) == len(found)
    return found


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_log, "AT_ONCE", 3)


def test_every_scan_is_told_once_in_its_own_order(festival: Festival) -> None:
    tickets = festival.sell(count=10).tickets
    clocks = ["18:30", "18:10", "18:20", "18:10", "18:10", "18:10", "18:10", "18:40", "18:10", "18:05"]
    answers = [festival.scan(ticket, clock) for ticket, clock in zip(tickets, clocks, strict=True)]
    found = log(festival)
    assert {one.id for one in found} == {one.scan_id for one in answers}
    assert len(found) == 10
    assert [one.at for one in found] == sorted(one.at for one in answers)
    keys = [(one.at, one.recorded_at, one.id.bytes) for one in found]
    assert keys == sorted(keys)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6, 7])
def test_no_page_is_told_twice_or_lost(festival: Festival, count: int) -> None:
    tickets = festival.sell(count=count).tickets if count else ()
    for ticket in tickets:
        festival.scan(ticket, "18:10")
    assert len({one.id for one in log(festival)}) == count


def test_a_line_has_what_was_answered_and_what_was_taken_back(festival: Festival) -> None:
    ticket = festival.ticket()
    entered = festival.scan(ticket, "18:10")
    festival.scan(ticket, "18:20")
    festival.scan(ticket, "18:30", override="brought by the director")
    festival.scan("1" * 34, "18:40")
    festival.undo(festival.scan(festival.ticket("show-free"), "18:50"))
    found = log(festival)
    assert [(one.verdict.kind.value, one.verdict.reason.value) for one in found] == [
        ("admit", "ok"), ("refuse", "already_in"), ("admit", "already_in"), ("ask", "misread"), ("admit", "ok"),
    ]  # fmt: skip
    assert [one.ticket for one in found] == ["A-000001"] * 3 + [None, "A-000002"]
    assert [one.verdict.override for one in found] == [None, None, "brought by the director", None, None]
    assert [one.undone_by for one in found] == [None] * 4 + ["Dana"]
    assert (found[0].id, found[0].desk, found[0].direction.value, found[0].actor) == (
        entered.scan_id,
        None,
        "in",
        "Dana",
    )
    assert told(entered) == "ok"


def test_whoever_listens_may_use_the_store_and_take_time(festival: Festival) -> None:
    """Told within the transaction, a second writer would wait for a slow reader, and a broken pipe hit the store."""
    tickets = festival.sell(count=4).tickets
    for ticket in tickets:
        festival.scan(ticket, "18:10")
    inside: list[int] = []
    original = Store.read
    depth = 0

    def read(store: Store, work):
        nonlocal depth
        depth += 1
        try:
            return original(store, work)
        finally:
            depth -= 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "read", read)
        each_scan(festival.office, lambda _programme, _line: inside.append(depth))
    assert inside == [0] * 4


def test_a_scan_that_arrives_meanwhile_is_told_where_it_comes_later(festival: Festival) -> None:
    tickets = festival.sell(count=6).tickets
    for ticket in tickets[:4]:
        festival.scan(ticket, "18:20")
    found: list[ScanLine] = []

    def tell(_programme: object, line: ScanLine) -> None:
        found.append(line)
        if len(found) == 1:
            festival.scan(tickets[4], "18:10")
            festival.scan(tickets[5], "18:30")

    assert each_scan(festival.office, tell) == 5
    assert found[-1].ticket == tickets[5].number


def test_a_listener_that_fails_ends_the_report(festival: Festival) -> None:
    festival.scan(festival.ticket(), "18:20")

    def fail(*_arguments: object) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        each_scan(festival.office, fail)


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CLERK])
def test_the_log_is_not_for_everybody(festival: Festival, role: Role) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        each_scan(festival.at_desk(role=role), lambda *_: None)
