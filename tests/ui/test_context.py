import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.domain.errors import DeskError, Refused, StoreUnusable
from aspara_desk.ui.context import Change, Context, Health
from aspara_desk.ui.desks.settings.desk import SettingsDesk
from aspara_desk.ui.preferences import FILE, Preferences
from aspara_desk.ui.tasks import Progress
from tests.conftest import Clock
from tests.ui.conftest import EVENING, PATIENCE_MS

Settle = Callable[[Context], None]


@pytest.fixture
def told(context: Context) -> list[object]:
    """What the rooms hear of."""
    heard: list[object] = []
    context.changed.connect(heard.append)
    context.health_changed.connect(lambda health, _error: heard.append(health))
    return heard


def _raise(error: Exception) -> None:
    raise error


def _let_be(_outcome: object) -> None:
    pass


def test_an_act_is_on_its_way_until_it_is_recorded(context: Context, told: list[object], settle: Settle) -> None:
    context.act(context, int, _let_be, _let_be, changes=Change.SALES)
    settle(context)

    assert told == [Health.SAVING, Change.SALES, Health.SAVED]


def test_what_was_refused_changes_nothing(context: Context, told: list[object], settle: Settle) -> None:
    failed: list[DeskError] = []
    context.act(context, lambda: _raise(Refused("no_seats_left")), _let_be, failed.append, changes=Change.SALES)
    settle(context)

    assert [error.kind for error in failed] == ["no_seats_left"]
    assert told == [Health.SAVING, Health.SAVED]


def test_a_store_in_trouble_is_told_until_it_records_again(
    context: Context, told: list[object], settle: Settle
) -> None:
    context.act(context, lambda: _raise(StoreUnusable("store_locked")), _let_be, _let_be, changes=Change.SALES)
    settle(context)
    assert told == [Health.SAVING, Health.TROUBLE]

    context.look_at_programme()  # it can be read while another program holds it
    settle(context)
    assert told[2:] == []

    context.act(context, int, _let_be, _let_be, changes=Change.SALES)
    settle(context)
    assert told[-1] is Health.SAVED


def test_a_fault_of_the_program_leaves_nothing_on_its_way(context: Context, told: list[object], qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(context.tasks.idle, timeout=PATIENCE_MS):
        context.act(context, lambda: _raise(RuntimeError("ours")), _let_be, _let_be, changes=Change.SALES)

    assert [str(error) for _kind, error, _trace in raised] == ["ours"]
    assert told == [Health.SAVING, Health.SAVED]


def test_rooms_hear_of_what_is_recorded_even_where_one_cannot_show_it(
    context: Context, told: list[object], qtbot: QtBot
) -> None:
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(context.tasks.idle, timeout=PATIENCE_MS):
        context.act(context, int, lambda _none: _raise(RuntimeError("ours")), _let_be, changes=Change.SALES)

    assert len(raised) == 1
    assert told == [Health.SAVING, Change.SALES, Health.SAVED]


def test_a_room_that_is_gone_is_not_answered_but_the_others_hear(
    context: Context, told: list[object], settle: Settle
) -> None:
    owner = QObject()
    answers: list[int] = []
    context.act(owner, int, answers.append, _let_be, changes=Change.SALES)
    owner.deleteLater()
    del owner
    settle(context)

    assert answers == []
    assert Change.SALES in told


def test_long_work_is_on_its_way_until_it_is_recorded(context: Context, told: list[object], settle: Settle) -> None:
    counted: list[int] = []
    task = context.act_long(context, _count, counted.append, _let_be, lambda: None, changes=Change.GUESTS)
    task.progressed.connect(lambda done, _total: told.append(done))
    settle(context)
    assert counted == [3]
    assert (told[0], told[-2:]) == (Health.SAVING, [Change.GUESTS, Health.SAVED])
    assert 3 in told


def _count(progress: Progress) -> int:
    progress.expect(3)
    progress(3)
    return 3


def test_of_long_work_that_ends_early_the_rooms_hear_what_stays(
    context: Context, told: list[object], settle: Settle
) -> None:
    ended: list[object] = []

    def locked(_progress: Progress) -> None:
        raise StoreUnusable("store_locked")

    context.act_long(context, locked, _let_be, ended.append, lambda: None, changes=Change.GUESTS)
    settle(context)
    assert told == [Health.SAVING, Health.TROUBLE, Change.GUESTS]
    assert [type(one) for one in ended] == [StoreUnusable]


def test_long_work_that_is_cancelled_says_nothing_about_the_store(
    context: Context, told: list[object], settle: Settle
) -> None:
    ended: list[object] = []
    go_on = threading.Event()
    context.tasks.run_long(context, lambda _: go_on.wait(PATIENCE_MS / 1000), _let_be, _let_be, lambda: None)
    task = context.act_long(context, _count, _let_be, _let_be, lambda: ended.append("left off"), changes=Change.GUESTS)
    task.cancel()
    go_on.set()
    settle(context)
    assert ended == ["left off"]
    assert told == [Health.SAVING, Change.GUESTS, Health.SAVED]


# --- the practice clock ---


@pytest.fixture
def another(context: Context, settings: Settings) -> Iterator[Context]:
    """A second window of this computer on the same season."""
    season = bootstrap.open_season(settings)
    assert season is not None
    made = Context(
        settings=settings, here=season.here, programme=season.programme, keyring=season.keyring, tasks=context.tasks,
        language=context.language, theme=context.theme, preferences=Preferences(settings.home), sounds=context.sounds,
    )  # fmt: skip
    yield made
    made.here.store.close()
    made.deleteLater()


def test_windows_of_one_computer_have_one_practice_clock(
    context: Context, another: Context, evening: Clock, settle: Settle, qtbot: QtBot
) -> None:
    day_later = EVENING + timedelta(days=1)
    context.practise_at(day_later)
    with qtbot.waitSignal(another.clock_set):
        another.look_at_programme()
    assert context.now() == another.now() == day_later
    assert another.is_practising

    another.practise_at(EVENING)
    context.look_at_programme()
    evening.advance(minutes=5)
    assert context.now() == another.now() == EVENING + timedelta(minutes=5)
    settle(context)


def test_the_clock_is_told_only_when_it_was_set(context: Context, another: Context, settle: Settle) -> None:
    told: list[Context] = []
    for window in (context, another):
        window.clock_set.connect(lambda window=window: told.append(window))
    context.practise_at(EVENING + timedelta(hours=1))
    for _look in range(3):
        context.look_at_programme()
        another.look_at_programme()
    settle(context)
    assert told == [context, another]


def test_a_window_in_another_process_sets_the_clock_too(context: Context, settings: Settings, settle: Settle) -> None:
    key = context.programme.season.key
    context.preferences.room = "door"
    context.preferences.save()
    script = (
        "import sys; from pathlib import Path; from aspara_desk.ui.preferences import Preferences; "
        "Preferences(Path(sys.argv[1])).set_practice_seconds(sys.argv[2], -3600)"
    )
    subprocess.run([sys.executable, "-c", script, str(settings.home), key], check=True, timeout=60)
    context.look_at_programme()
    assert context.now() == EVENING - timedelta(hours=1)
    assert (context.preferences.room, (settings.home / FILE).read_text().count("-3600")) == ("door", 1)
    settle(context)


def test_what_was_kept_before_it_opened_is_no_setting_of_the_clock(context: Context, settle: Settle) -> None:
    context.look_at_programme()
    assert not context.is_practising
    settle(context)


@pytest.fixture
def without_guests(settings: Settings, tmp_path: Path) -> Settings:
    """A store with the sample season and nobody in it: the only one that may still become a real season."""
    made = replace(settings, store=str(tmp_path / "empty.db"))
    season = bootstrap.first_season(made, bootstrap.sample_season())
    assert season is not None
    season.here.store.close()
    return made


def test_a_season_that_is_no_sample_any_more_goes_by_the_computers_clock(
    context: Context, without_guests: Settings, evening: Clock, settle: Settle, tmp_path: Path
) -> None:
    season = bootstrap.open_season(without_guests)
    assert season is not None
    window = Context(
        settings=without_guests, here=season.here, programme=season.programme, keyring=season.keyring,
        tasks=context.tasks, language=context.language, theme=context.theme,
        preferences=Preferences(tmp_path / "other"), sounds=context.sounds,
    )  # fmt: skip
    window.practise_at(EVENING + timedelta(days=1))
    settings_room = SettingsDesk(window)
    settings_room.set_words(window.t)
    text = bootstrap.sample_season().read_text(encoding="utf-8")
    for sample in (False, True):
        file = tmp_path / "season.toml"
        file.write_text(text.replace("sample = true", f"sample = {str(sample).lower()}"), encoding="utf-8")
        bootstrap.load_programme(window.here, file)
        window.look_at_programme()
        settle(window)
        assert window.is_practising is sample
        assert window.now() == evening.now + timedelta(days=sample)
        assert settings_room.practice.isHidden() is not sample
    settings_room.deleteLater()
    window.here.store.close()
    window.deleteLater()
