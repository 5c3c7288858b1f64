"""What is known of a door, and what happens when the programme changes under it."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.domain.programme import Control, Direction
from aspara_desk.door.corrections import count_people
from aspara_desk.door.gates import Gate, door_by_key
from aspara_desk.door.watch import Inside, Watch
from aspara_desk.i18n.translator import Translator
from aspara_desk.store.scan_lists import Tally
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.door import station as stations
from aspara_desk.ui.desks.door.choices import EventChoice, event_rows
from aspara_desk.ui.desks.door.head_view import head, idle
from aspara_desk.ui.desks.door.station import Station
from aspara_desk.ui.tasks import Lane
from tests.ui.conftest import PATIENCE_MS
from tests.ui.door.conftest import Doorway

EN = Translator("en")
EVENING = datetime(2022, 10, 2, 12, 42, tzinfo=UTC)


def watch(context: Context, door: str = "hall-main", *, inside: Inside | None = None, **how) -> Watch:
    programme = context.programme
    found = next(one for one in programme.doors if one.key == door)
    event = next((one for one in programme.events if one.key == "d2-show-evening"), None)
    venue = programme.venue(event.venue_id) if event else None
    tally = Tally(1, 2, 3, 4, 5)
    seen = Watch(
        programme, found, found.direction, event, venue=venue, inside=inside, tally=tally, recent=(), chosen=False
    )
    return replace(seen, **how)


def words(seen: Watch, now: datetime = EVENING) -> list[str]:
    return [note.text for note in head(seen, now, EN).marks]


def test_an_event_may_be_full_before_its_hall_is(context: Context) -> None:
    seen = watch(context, inside=Inside(25, 600, 2, 20, 20))
    assert words(seen) == ["EVENT FULL"]
    assert head(seen, EVENING, EN).rest == "audience 20 / 20 · 2 without a ticket"


def test_where_exits_are_not_counted_a_full_hall_only_warns(context: Context) -> None:
    seen = watch(context, inside=Inside(601, 600, 0, 601, None))
    assert words(seen) == ["FULL"]
    assert seen.venue is not None
    seen = replace(seen, venue=replace(seen.venue, exits_counted=False))
    assert words(seen) == ["FULL · exits are not counted"]


def test_the_hours_say_when_doors_open_and_on_which_day(context: Context) -> None:
    seen = watch(context)
    assert head(seen, EVENING, EN).hours == "19:00 – 20:30"
    assert head(seen, datetime(2022, 10, 2, 6, 0, tzinfo=UTC), EN).hours == "19:00 – 20:30 · doors 18:00"
    assert head(seen, datetime(2022, 10, 1, 6, 0, tzinfo=UTC), EN).hours == "2 October, 19:00 – 20:30"
    assert words(seen, datetime(2022, 10, 2, 16, 0, tzinfo=UTC)) == ["over"]


def test_what_was_opened_and_forgotten_is_not_told_as_open(context: Context) -> None:
    seen = watch(context)
    assert seen.event is not None
    opened = replace(seen.event, control=Control.OPEN)
    events = tuple(opened if one.id == opened.id else one for one in seen.programme.events)
    seen = replace(seen, event=opened, programme=replace(seen.programme, events=events))
    past = datetime(2022, 10, 2, 18, 30, tzinfo=UTC)
    assert words(seen) == ["open now"]
    assert words(seen, past) == ["over since 20:30, kept open"]
    [offered] = [row for row in event_rows(seen.programme, seen.door, past, EN) if row.value == EventChoice(opened.key)]
    assert offered.note == "over since 20:30, kept open"
    assert not offered.strong


def test_an_exit_counts_who_went_out(context: Context) -> None:
    seen = watch(context, "hall-exit")
    assert seen.direction is Direction.OUT
    assert head(seen, EVENING, EN).tally == "exits scanned 2 · refused 3 · asked 4"


def test_a_door_that_leads_nowhere_says_so(context: Context) -> None:
    seen = watch(context)
    bare = replace(seen, door=replace(seen.door, event_ids=()), event=None, venue=None)
    assert idle(bare, EVENING, EN).startswith("No event belongs to this door.")
    cancelled = tuple(replace(one, control=Control.CANCEL) for one in seen.programme.events)
    off = replace(seen, programme=replace(seen.programme, events=cancelled))
    september = datetime(2022, 9, 20, tzinfo=UTC)
    assert idle(seen, september, EN).startswith("Nothing here today. Next: ")
    assert idle(off, september, EN).startswith("Nothing here today, and nothing comes")
    assert idle(seen, datetime(2022, 11, 2, tzinfo=UTC), EN).startswith("Nothing here today, and nothing comes")


def test_a_season_without_doors_says_what_to_do(doorway: Doorway) -> None:
    station = doorway.desk._station
    station.gate = None
    doorway.context.programme = replace(doorway.context.programme, doors=())
    doorway.context.changed.emit(Change.PROGRAMME)
    assert station.gate is None
    assert "The season has no entrance" in doorway.seen().sentence
    refused = doorway.answer("A-000001")
    assert "The season has no entrance" in refused.sentence
    doorway.act("F5")
    doorway.act("F8")
    doorway.act("Ctrl+E")
    doorway.press("+")
    assert not doorway.desk._acts.is_open


def test_a_chosen_event_that_the_programme_no_longer_has_is_given_up(doorway: Doorway) -> None:
    doorway.stand_at("hall-main", "d2-show-young")
    event = next(one for one in doorway.context.programme.events if one.key == "d2-show-young")
    doors = tuple(
        replace(door, event_ids=tuple(one for one in door.event_ids if one != event.id))
        for door in doorway.context.programme.doors
    )
    doorway.context.programme = replace(doorway.context.programme, doors=doors)
    doorway.context.changed.emit(Change.PROGRAMME)
    gate = doorway.desk._station.gate
    assert gate is not None
    assert (gate.door_key, gate.event_key) == ("hall-main", None)
    assert "look at the line above" in doorway.told()


def test_a_door_that_the_store_no_longer_knows_is_changed_for_another(doorway: Doorway) -> None:
    doorway.stand_at("nowhere")
    gate = doorway.desk._station.gate
    assert gate is not None
    assert gate.door_key in {door.key for door in doorway.context.programme.doors}
    assert doorway.told()


def hold_answers(doorway: Doorway) -> threading.Event:
    """Nothing is read before it is set."""
    go_on = threading.Event()
    doorway.context.tasks.run(doorway.desk, Lane.LOOK, go_on.wait, lambda _done: None, lambda _error: None)
    return go_on


def test_what_was_asked_for_another_event_is_not_shown(doorway: Doorway) -> None:
    station = doorway.desk._station
    shown: list[str] = []
    go_on = hold_answers(doorway)
    station.look()
    station.changed.connect(lambda: shown.append(station.works_for.key if station.works_for else ""))
    station.choose(Gate("hall-main", None, "d2-show-young"))
    go_on.set()
    doorway.seen()
    assert set(shown) == {"", "d2-show-young"}


def test_a_late_fault_of_the_event_before_leaves_the_new_choice_alone(doorway: Doorway) -> None:
    station = doorway.desk._station
    go_on = hold_answers(doorway)
    station.choose(Gate("hall-main", None, "gone"))
    station.choose(Gate("hall-main", None, "d2-show-young"))
    go_on.set()
    doorway.seen()
    assert station.gate == Gate("hall-main", None, "d2-show-young")
    assert doorway.told() == ""


def test_a_change_at_another_desk_is_seen(doorway: Doorway, season_store: Path, tmp_path: Path) -> None:
    other = bootstrap.open_season(bootstrap.Settings(str(season_store), "en", data_folder=tmp_path / "other"))
    assert other is not None
    door = door_by_key(other.programme, "hall-main")
    count_people(other.here, door, 7, "counted at the door", doorway.clock.now)
    other.here.store.close()
    doorway.desk._station.look()
    doorway.desk._station.look()
    doorway.seen()
    assert "7 / 600 in" in doorway.desk._head.accessibleName()


def test_the_last_door_is_remembered(context: Context, settle) -> None:
    context.preferences.door = "fair-north"
    station = Station(context)
    station.start()
    settle(context)
    station.stop()
    assert station.gate is not None
    assert station.gate.door_key == "fair-north"


def test_a_fault_of_the_program_does_not_end_the_looking(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("ours")

    station = Station(context)
    with monkeypatch.context() as patched:
        patched.setattr(stations, "watch", fail)
        with qtbot.captureExceptions() as raised, qtbot.waitSignal(context.tasks.idle, timeout=PATIENCE_MS):
            station.start()
    assert len(raised) == 1
    with qtbot.waitSignal(station.changed, timeout=PATIENCE_MS):
        station.look()
    station.stop()
    assert station.watch is not None
    station.deleteLater()
