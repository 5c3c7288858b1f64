"""What the tests of the window share. Without a screen, Qt paints into memory."""

import gc
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.config import paths
from aspara_desk.ui.context import Context
from aspara_desk.ui.language import Language
from aspara_desk.ui.preferences import Preferences
from aspara_desk.ui.sounds import Sounds
from aspara_desk.ui.tasks import Tasks
from aspara_desk.ui.theme.theme import Theme
from tests.conftest import Clock
from tests.ui.program_fixture import PATIENCE_MS, Hands, opened_program
from tests.ui.watchdog import WatchedApplication, Watchdog, watched

EVENING = datetime(2022, 10, 2, 12, 42, tzinfo=UTC)  # 18:42 in Taraz, the season's second day


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return WatchedApplication


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    theme = Theme(paths.resources(), qapp)
    theme.apply(qapp)
    return theme


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample season and its guests, to be copied."""
    folder = tmp_path_factory.mktemp("sample")
    settings = Settings(str(folder / "season.db"), "en", data_folder=folder / "home")
    season = bootstrap.first_season(settings, bootstrap.sample_season(), bootstrap.sample_guests())
    assert season is not None
    season.here.store.close()
    return folder / "season.db"


@pytest.fixture
def season_store(sample_store: Path, tmp_path: Path) -> Path:
    """A store of the test's own, with the sample season and its guests."""
    return Path(shutil.copy(sample_store, tmp_path / "season.db"))


@pytest.fixture
def evening(clock: Clock) -> Clock:
    """The clock that the window works by; it stands until it is set."""
    clock.now = EVENING
    return clock


@pytest.fixture
def settings(season_store: Path, tmp_path: Path, evening: Clock) -> Settings:
    return Settings(str(season_store), "en", data_folder=tmp_path / "home", clock=evening)


@pytest.fixture
def context(settings: Settings, theme: Theme) -> Iterator[Context]:
    """A context on the sample season, at desk B (desk A has made the store), by a clock that stands."""
    season = bootstrap.open_season(settings)
    assert season is not None
    made = Context(
        settings=settings, here=season.here, programme=season.programme, keyring=season.keyring, tasks=Tasks(),
        language=Language(bootstrap.one_translator, "en"), theme=theme, preferences=Preferences(settings.home),
        sounds=Sounds(paths.resources() / "sounds", muted=True),
    )  # fmt: skip
    yield made
    made.language.choose("en")  # Qt speaks it too
    made.tasks.finish()
    made.sounds.stop()
    made.here.store.close()
    made.deleteLater()


@pytest.fixture
def backed_up(settings: Settings) -> None:
    """The hour has its automatic backup already: else a process for it would run beside every test of the window."""
    folder = bootstrap.backups_folder(settings)
    folder.mkdir()
    (folder / f"automatic-{bootstrap.clock():%Y%m%dT%H%M%SZ}.db").touch()


@pytest.fixture
def hands(
    qapp: QApplication,
    qtbot: QtBot,
    settings: Settings,
    backed_up: None,  # noqa: ARG001 - it has to be there before the window looks for it
) -> Iterator[Hands]:
    """Somebody in front of the whole program, with the sample season open."""
    with opened_program(qapp, qtbot, settings) as program:
        hands = Hands(program, qtbot)
        hands.settle()
        yield hands
    gc.collect()  # so many windows at once are more than the collector can take apart


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[Context], None]:
    """Waits until all that was asked for is done and answered."""

    def until_idle(context: Context) -> None:
        while context.tasks.busy:
            with qtbot.waitSignal(context.tasks.idle, timeout=PATIENCE_MS):
                pass

    return until_idle


@pytest.fixture
def watchdog(qapp: QApplication) -> Iterator[Watchdog]:
    """Fails the test where the event loop was held up for longer than it may be."""
    assert isinstance(qapp, WatchedApplication)
    with watched() as watchdog:
        yield watchdog
    assert watchdog.own() == []


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """No window and no thread outlives its test."""
    threads = set(threading.enumerate())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    left = [window for window in qapp.topLevelWidgets() if window.isVisible()]
    assert left == []
    assert set(threading.enumerate()) <= threads
