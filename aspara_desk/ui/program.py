"""The program with a window: from the settings of a call to the exit code."""

import gc
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from aspara_desk import __version__, bootstrap
from aspara_desk.bootstrap import OpenSeason, Settings
from aspara_desk.config import paths
from aspara_desk.domain.errors import DeskError
from aspara_desk.scanning.wedge import Scan
from aspara_desk.staff.workplace import Workplace
from aspara_desk.ui.automatic_backups import BackupTimer
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.faults import FOLDER, CrashDialog, Crashes
from aspara_desk.ui.focus_return import FocusReturn
from aspara_desk.ui.frame import Frame
from aspara_desk.ui.help import HelpWindow
from aspara_desk.ui.language import Language
from aspara_desk.ui.preferences import Preferences
from aspara_desk.ui.room_preloader import RoomPreloader
from aspara_desk.ui.rooms import ROOMS
from aspara_desk.ui.scanner import ScannerFilter
from aspara_desk.ui.sounds import Sounds, load_player
from aspara_desk.ui.start_page import StartPage
from aspara_desk.ui.tasks import Lane, Tasks
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.window import Window

_WITH_SOUNDS = frozenset({"door", "settings"})  # rooms
_SIGNALS_EVERY_MS = 200  # in which Python hears of a signal of the system


class Program(QObject):
    """Wires one window. `application` is the QApplication, which lives longer."""

    opened = Signal()
    """A season is open and its first room is shown."""

    def __init__(self, application: QApplication, settings: Settings, *, language_chosen: bool = False) -> None:
        super().__init__()
        self._settings = settings
        settings.home.mkdir(parents=True, exist_ok=True)
        self.preferences = Preferences(settings.home)
        kept = self.preferences.language
        spoken = settings.language if language_chosen or not kept else kept
        self.language = Language(bootstrap.one_translator, spoken, self)
        self.theme = Theme(paths.resources(), self)
        self.theme.apply(application)
        self.theme.choose(self.preferences.theme)
        self.theme.set_text_scale(self.preferences.text_scale)
        self.tasks = Tasks(self)
        self.sounds = Sounds(paths.resources() / "sounds", muted=self.preferences.muted)
        self.scanner = ScannerFilter(application)
        self.scanner.gap = self.preferences.scanner_gap_ms
        self.scanner.prefix = self.preferences.scanner_prefix
        self.crashes = Crashes(bootstrap.clock, settings.home / FOLDER, self)
        self.context: Context | None = None
        backups = None if settings.store_path is None else bootstrap.backups_folder(settings)
        self.window = Window(self.preferences, StartPage(settings.store_shown, backups, self.language))
        FocusReturn(application, self.window)
        self._backups: BackupTimer | None = None
        self._help: HelpWindow | None = None
        self._crash: CrashDialog | None = None
        self._connect()
        _freeze_garbage_collector()

    def _connect(self) -> None:
        self.crashes.happened.connect(self._on_crash)
        self.language.changed.connect(self._on_language_changed)
        self.scanner.scanned.connect(self._on_scanned)
        self.window.closed.connect(self._on_closed)
        start = self.window.start
        start.sample_wished.connect(self._on_sample_wished)
        start.file_wished.connect(self._load)
        start.retry_wished.connect(self.open)
        start.restore_wished.connect(self._on_restore_wished)
        start.restore_confirmed.connect(self._on_restore_confirmed)
        start.help_wished.connect(self._on_help_wished)
        self.window.set_words(self.language.t)

    # --- opening a season ---

    @Slot()
    def open(self) -> None:
        """Opens the season of the store off the GUI thread; where there is none yet, offers how to come by one."""
        self.window.show_start()
        self.window.start.show_opening()
        work = partial(_with_rooms, partial(bootstrap.open_season, self._settings))
        self.tasks.run(self, Lane.DESK, work, self._on_opened, self._on_unusable)

    def _on_opened(self, season: OpenSeason | None) -> None:
        if season is None:
            self.window.start.show_choices()
        else:
            self._show(season)

    def _on_unusable(self, error: DeskError) -> None:
        self.window.start.show_fault(error, choices=False)

    @Slot()
    def _on_sample_wished(self) -> None:
        self._load(bootstrap.sample_season(), bootstrap.sample_guests())

    @Slot(Path)
    def _load(self, file: Path, guests: Path | None = None) -> None:
        self.window.start.show_loading()
        work = partial(_with_rooms, partial(bootstrap.first_season, self._settings, file, guests))
        self.tasks.run(self, Lane.DESK, work, self._on_opened, self._on_not_loaded)

    def _on_not_loaded(self, error: DeskError) -> None:
        self.window.start.show_fault(error, choices=True)

    def _show(self, season: OpenSeason) -> None:
        _freeze_garbage_collector()
        context = Context(
            settings=self._settings, here=season.here, programme=season.programme, keyring=season.keyring,
            tasks=self.tasks, language=self.language, theme=self.theme, preferences=self.preferences,
            sounds=self.sounds, parent=self,
        )  # fmt: skip
        self.context = context
        frame = Frame(context)
        frame.help_wished.connect(self._on_help_wished)
        frame.room_entered.connect(self._on_room_entered)
        context.scanner_paced.connect(self._on_scanner_paced)
        context.scanner_prefixed.connect(self._on_scanner_prefixed)
        context.trial_wished.connect(self.scanner.set_trying)
        self.scanner.tried.connect(context.tried)
        context.restore_wished.connect(self._on_restore_wished)
        context.changed.connect(self._on_changed)
        self.window.show_frame(frame)
        self.window.set_words(self.language.t)
        first = self.preferences.room if self.preferences.room in frame.rooms() else frame.rooms()[0]
        preloader = RoomPreloader(frame, first)
        preloader.first_ready.connect(partial(self._enter_first_room, frame, first))
        preloader.all_ready.connect(_freeze_garbage_collector)

    def _enter_first_room(self, frame: Frame, first: str) -> None:
        frame.enter(first)
        self._backups = BackupTimer(frame.context)
        self.opened.emit()

    # --- going back to a backup ---

    @Slot(Path)
    def _on_restore_wished(self, backup: Path) -> None:
        """Asks first, with the season closed: nobody works here while its store is replaced."""
        there = self._settings.store_path
        self._close_season()
        self.window.start.show_restore_question(backup, replaces=there is not None and there.exists())

    def _close_season(self) -> None:
        context, backups = self.context, self._backups
        if context is None:
            return
        self.window.show_start()
        self.window.set_words(self.language.t)
        self.context = self._backups = None
        context.stop_looking()
        if backups is not None:
            backups.stop()
        closed = partial(self._on_closed_season, context)
        self.tasks.run(self, Lane.DESK, partial(_closed, context.here, backups), closed, self._on_unusable)

    def _on_closed_season(self, context: Context, _nothing: None) -> None:
        context.deleteLater()

    @Slot(Path)
    def _on_restore_confirmed(self, backup: Path) -> None:
        self.window.start.show_restoring()
        work = partial(bootstrap.restore_store, self._settings, backup)
        self.tasks.run(self, Lane.DESK, work, self._on_restored, self._on_unusable)

    def _on_restored(self, _restored: object) -> None:
        self.open()

    # --- what happens meanwhile ---

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change is Change.PROGRAMME:
            self.window.set_words(self.language.t)

    @Slot(object)
    def _on_scanned(self, scan: Scan) -> None:
        if self._help is not None:
            self._help.close()  # it may lie over what is told of the scan
        if self.window.frame is None:
            self.sounds.play("unreadable")
        else:
            self.window.frame.take_scan(scan)

    @Slot(str)
    def _on_room_entered(self, key: str) -> None:
        self.preferences.room = key
        if key in _WITH_SOUNDS and not self.sounds.muted:
            self.tasks.run(self, Lane.PAPER, load_player, self._on_player_loaded, self._on_unusable)

    def _on_player_loaded(self, _nothing: None) -> None:
        self.sounds.prepare()

    @Slot(int)
    def _on_scanner_paced(self, gap: int) -> None:
        self.scanner.gap = gap

    @Slot(str)
    def _on_scanner_prefixed(self, prefix: str) -> None:
        self.scanner.prefix = prefix

    @Slot()
    def _on_language_changed(self) -> None:
        self.preferences.language = self.language.key
        self.window.set_words(self.language.t)
        if self._help is not None:
            self._help.set_words(self.language.t)
        if self._crash is not None:
            self._crash.set_words(self.language.t)

    @Slot(str)
    def _on_help_wished(self, room: str) -> None:
        if self._help is None:
            self._help = HelpWindow(self.theme, self.window)
            self._help.language_wished.connect(self.language.choose_next)
            self._help.set_words(self.language.t)
            # Setting the page takes one turn of the loop; laying it out, another.
            QTimer.singleShot(0, self._help, partial(self._help.show_room, room))
        else:
            self._help.show_room(room)

    @Slot(str, object)
    def _on_crash(self, text: str, path: Path | None) -> None:
        if self._crash is None:
            self._crash = CrashDialog(self.language.t, self.window)
        self._crash.add(text, path)

    @Slot()
    def _on_closed(self) -> None:
        QCoreApplication.quit()

    def finish(self) -> None:
        """Ends tidily: what was asked for is carried out, and nothing stays behind."""
        self.scanner.stop()
        self.scanner.deleteLater()
        if self._backups is not None:
            self._backups.stop()
        self.tasks.finish()
        self.preferences.save()
        if self._backups is not None:
            self._backups.finish()
        if self.context is not None:
            self.context.here.store.close()
        self.sounds.stop()
        self.window.deleteLater()


def _with_rooms(open_season: Callable[[], OpenSeason | None]) -> OpenSeason | None:
    """Imports the rooms in the thread that opens the season: in the GUI thread it would hold the loop up."""
    for room in ROOMS:
        room.load()
    return open_season()


def _closed(here: Workplace, backups: BackupTimer | None) -> None:
    """Ends what uses the store. A backup that is being written has a minute."""
    if backups is not None:
        backups.finish()
    here.store.close()


def _freeze_garbage_collector() -> None:
    """What is there now never goes: looking through it for garbage would stop every thread for 80 ms now and then."""
    gc.freeze()


def run(settings: Settings, *, language_chosen: bool = False) -> int:
    """Opens the window and gives the exit code when it is closed. `language_chosen`: not only found, but asked for."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Aspara Desk")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("aspara-desk")
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "aspara-desk.svg")))
    program = Program(application, settings, language_chosen=language_chosen)
    program.crashes.watch()
    timer = _watch_signals(application.quit)
    program.window.show()
    program.window.activateWindow()  # where there is no window manager to do it, no F-key would be heard
    program.open()
    try:
        return application.exec()
    finally:
        timer.stop()
        program.finish()
        program.crashes.stop()


def _watch_signals(leave: Callable[[], None]) -> QTimer:
    """Ctrl+C and a shutdown close the window; Python hears of them only when it runs, so it runs now and then."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda _signal, _frame: leave())
    timer = QTimer()
    timer.timeout.connect(_run_signal_handlers)
    timer.start(_SIGNALS_EVERY_MS)
    return timer


def _run_signal_handlers() -> None:
    """Lets Python run its signal handlers."""
