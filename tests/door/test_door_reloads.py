"""A door that stays at work while season files are loaded."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event as sql_events

from aspara_desk.cli.call import USAGE, Call
from aspara_desk.cli.scanning import Defaults, Scanner
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.programme import Direction
from aspara_desk.door.check_in import Answer, check_in, look_up
from aspara_desk.door.corrections import count_people, everyone_out
from aspara_desk.door.gates import Gate, door_by_key
from aspara_desk.i18n.translator import Translator
from aspara_desk.programme.loading import load
from aspara_desk.store.programme_cache import read_programme
from tests.door.festival import ENTROPY, SEASON, Festival, at, told
from tests.door.meanwhile import before_the_next_commit

EXTRA = """
[[event]]
key = "extra"
kind = "show"
titles = { kk = "extra", ru = "extra", en = "extra" }
venue = "hall"
day = 2022-10-01
start = "19:00"
end = "21:00"
"""
DOOR = """
[[door]]
key = "side"
titles = { kk = "side", ru = "side", en = "side" }
direction = "%s"
events = [%s]
"""
Reload = Callable[..., None]


@pytest.fixture
def reload(festival: Festival, tmp_path: Path) -> Reload:
    """Loads the season with a side door for these events; for none, it has no such door."""

    def again(*events: str, direction: str = "in", capacity: int = 1000) -> None:
        text = SEASON.read_text(encoding="utf-8").replace("capacity = 1000", f"capacity = {capacity}")
        text += EXTRA if "extra" in events else ""
        text += DOOR % (direction, ", ".join(f'"{one}"' for one in events)) if events else ""
        file = tmp_path / "changed.toml"
        file.write_text(text, encoding="utf-8")
        load(festival.office, file, key_entropy=ENTROPY)

    return again


def enter(festival: Festival, gate: Gate, what: str | None = None) -> Answer:
    return check_in(festival.at_desk(), gate, festival.attempt(what or festival.ticket()))


def test_an_event_added_to_a_door_is_open_from_the_next_scan_on(festival: Festival, reload: Reload) -> None:
    side = Gate("side")
    reload("d1-concert")
    assert told(enter(festival, side)) == "not_granted"
    reload("d1-concert", "d1-show")
    assert told(enter(festival, side)) == "ok"


def test_an_event_taken_away_leaves_its_door_at_work(festival: Festival, reload: Reload) -> None:
    side = Gate("side")
    reload("d1-show", "extra")
    assert told(enter(festival, side)) == "ok"
    reload("d1-show")
    assert told(enter(festival, side)) == "ok"


def test_a_door_follows_the_direction_it_is_set_to(festival: Festival, reload: Reload) -> None:
    reload("d1-show")
    assert enter(festival, Gate("side")).direction is Direction.IN
    reload("d1-show", direction="out")
    assert enter(festival, Gate("side")).direction is Direction.OUT
    assert enter(festival, Gate("side", Direction.IN)).direction is Direction.IN, "as the steward chose"


@pytest.mark.parametrize("what", [None, "12345678901234567890123", "hello"])
def test_a_door_that_is_gone_says_so_and_lets_nobody_in(festival: Festival, reload: Reload, what: str | None) -> None:
    reload("d1-show", "extra")
    programme = festival.programme
    side = door_by_key(programme, "side")
    reload("d1-show")
    for act in (
        lambda: enter(festival, Gate("side", event_key="extra"), what),
        lambda: look_up(festival.at_desk(), Gate("side", event_key="extra"), festival.attempt(what or "A-1")),
    ):
        with pytest.raises(Misused) as misused:
            act()
        assert (misused.value.kind, misused.value.facts["key"]) == ("event_not_at_door", "extra")
    reload()
    for act in (
        lambda: enter(festival, Gate("side"), what),
        lambda: look_up(festival.at_desk(), Gate("side"), festival.attempt(what or "A-1")),
        lambda: count_people(festival.at_desk(), side, 1, "a child", at("19:00")),
        lambda: everyone_out(festival.at_desk(), side, "fire drill", at("19:00")),
    ):
        with pytest.raises(Misused) as misused:
            act()
        assert (misused.value.kind, misused.value.facts["key"]) == ("door_unknown", "side")
    assert festival.count_scans() == 0


def test_scanning_goes_on_through_loads(festival: Festival, reload: Reload, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [festival.code(one).encode() + b"\n" for one in festival.sell(count=3).tickets]
    loads = [reload, lambda: reload("d1-concert"), lambda: reload("d1-show")]

    class Stream(io.RawIOBase):
        """Before each line another season file is loaded."""

        def readline(self, _size: int | None = -1) -> bytes:
            if not loads:
                return b""
            loads.pop(0)()
            return codes.pop(0)

    call = Call(Translator("en"), as_json=True)
    Scanner(call, festival.at_desk(), Gate("side"), Defaults(at("19:00"), confirm=False, override=None)).run(Stream())
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    said = [line["reason"] if "reason" in line else line["error"]["kind"] for line in lines]
    assert said == ["door_unknown", "not_granted", "ok"]
    assert call.worst == USAGE


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_programme_is_never_half_of_one_load_and_half_of_the_next(festival: Festival, reload: Reload) -> None:
    store = festival.office.store
    pending = [lambda: reload("d1-show", "extra", capacity=900)]

    def load_now(_connection, _cursor, statement: str, *_rest: object) -> None:
        if "FROM venues" in statement and pending:
            pending.pop()()

    reload("d1-show")
    sql_events.listen(store.engine, "after_cursor_execute", load_now)
    try:
        read = festival.office.write(lambda unit: unit.programme)
    finally:
        sql_events.remove(store.engine, "after_cursor_execute", load_now)
    assert not pending
    assert read == festival.office.read(lambda unit: read_programme(unit._connection))
    assert {one.capacity for one in read.venues if one.key in {"hall", "stage"}} == {900}


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
@pytest.mark.parametrize("known", [True, False])
def test_a_scan_that_waits_for_the_load_that_removes_its_door_says_so(
    festival: Festival, reload: Reload, *, known: bool
) -> None:
    reload("d1-show")
    what = festival.code(festival.ticket()) if known else "hello"
    with before_the_next_commit(festival.office.store, lambda: enter(festival, Gate("side"), what)) as other:
        reload()
    assert isinstance(other.result(), Misused), other.outcome
    assert other.outcome.kind == "door_unknown"
