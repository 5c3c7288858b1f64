"""What every room of the window is handed: the place of work, and how to ask it and act on it from the GUI thread."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.box_office.printing import Press
from aspara_desk.domain.errors import DeskError, StoreUnusable
from aspara_desk.domain.programme import Programme
from aspara_desk.i18n.translator import Translator
from aspara_desk.programme.current import current
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring
from aspara_desk.ui.language import Language
from aspara_desk.ui.practice_clock import PracticeClock
from aspara_desk.ui.preferences import Preferences
from aspara_desk.ui.sounds import Sounds
from aspara_desk.ui.tasks import Lane, Latest, Progress, Task, Tasks
from aspara_desk.ui.theme.theme import Theme

T = TypeVar("T")
_LOOK_EVERY_MS = 2000  # at what other desks have changed: a hall that is held must be seen at every door


class Change(Enum):
    """What an act has changed; each room decides for itself whether that is a reason to look again."""

    SALES = auto()
    SCANS = auto()
    GUESTS = auto()
    PROGRAMME = auto()


class Health(Enum):
    """How the store is: everything saved, an act on its way, or the last one could not be recorded."""

    SAVED = auto()
    SAVING = auto()
    TROUBLE = auto()


class Context(QObject):
    """One season that is open in one window. It lives in the GUI thread; `programme` is the newest that was read."""

    changed = Signal(object)
    """A `Change`: this window has changed something, or has seen that another desk did."""
    health_changed = Signal(object, object)
    """A `Health`, and the error of the last act in case of trouble."""

    warned = Signal(object)
    """A DeskError that stops nobody: a backup could not be written; None once one was."""
    scanner_paced = Signal(int)
    """How many milliseconds may lie between two keys of the scanner has been set."""
    scanner_prefixed = Signal(str)
    """What the scanner sends before each code has been set."""
    trial_wished = Signal(bool)
    """The next keys shall be a trial of the scanner and nothing else; or they shall no more."""
    tried = Signal(object)
    """The `Trial`, or None where what came was no ticket's code."""
    restore_wished = Signal(Path)
    """The season shall be closed here, and this backup be brought back in its place."""
    clock_set = Signal()
    """The clock of a sample season was set to another time."""

    def __init__(
        self,
        *,
        settings: Settings,
        here: Workplace,
        programme: Programme,
        keyring: Keyring,
        tasks: Tasks,
        language: Language,
        theme: Theme,
        preferences: Preferences,
        sounds: Sounds,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.programme = programme
        self.keyring = keyring
        self.tasks = tasks
        self.language = language
        self.theme = theme
        self.preferences = preferences
        self.sounds = sounds
        self.health = Health.SAVED
        self._acts = 0
        self._unrecorded = False  # the last act could not be recorded, or nobody knows
        self.here = here
        self._practice: PracticeClock | None = None
        self._choose_clock()
        self._looking = self.latest(self)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self.look_at_programme)
        self._watch.start(_LOOK_EVERY_MS)

    @property
    def t(self) -> Translator:
        return self.language.t

    def press(self, layout: str, progress: Callable[[int], None] | None = None) -> Press:
        """What a print needs; tickets for guests without a language are in the window's."""
        return bootstrap.press(self.language.key, layout, progress)

    # --- the clock ---

    def now(self) -> datetime:
        """The time, in UTC, by which people work here."""
        return self.here.clock()

    @property
    def is_practising(self) -> bool:
        """Whether the clock of a sample season shows another time than the computer's."""
        return self._practice is not None and bool(self._practice.ahead)

    def practise_at(self, moment: datetime) -> None:
        """Sets the clock of a sample season, so that its doors can be tried. From then on it goes as usual."""
        assert self._practice is not None  # only a sample season offers it
        self._practice.set(moment)
        self.clock_set.emit()

    def _choose_clock(self) -> None:
        """A sample season has a clock of its own, every other one the computer's."""
        season, computer = self.programme.season, self.settings.clock
        self._practice = PracticeClock(computer, self.preferences, season) if season.sample else None
        self.here = replace(self.here, clock=computer if self._practice is None else self._practice.now)

    def follow_practice_clock(self) -> None:
        if self._practice is not None and self._practice.follow():
            self.clock_set.emit()

    # --- work ---

    def ask(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
        lane: Lane = Lane.LOOK,
    ) -> Task:
        """Reads something off the GUI thread. See `Tasks.run`."""
        return self.tasks.run(owner, lane, work, done, failed, may_be_left_out=True)

    def latest(self, owner: QObject, lane: Lane = Lane.LOOK) -> Latest:
        return Latest(self.tasks, owner, lane)

    def act(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
        *,
        changes: Change,
        lane: Lane = Lane.DESK,
    ) -> Task:
        """Changes something off the GUI thread: `done` comes after it is durable, and then all rooms hear of it."""
        self._begin_act()
        task = self.tasks.run(self, lane, work, self._recorded(owner, done, changes), self._stopped(owner, failed))
        task.ended.connect(self._on_act_ended)
        return task

    def act_long(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
        cancelled: Callable[[], None],
        *,
        changes: Change,
        lane: Lane = Lane.LONG,
    ) -> Task:
        """The same for long work, which is recorded in parts: what it has confirmed stays, and all rooms hear of it
        however it ends.
        """
        self._begin_act()

        def left_off() -> None:
            if shiboken6.isValid(owner):
                cancelled()
            self.changed.emit(changes)

        def stopped(error: DeskError) -> None:
            self._stopped(owner, failed)(error)
            self.changed.emit(changes)

        task = self.tasks.run_long(self, work, self._recorded(owner, done, changes), stopped, left_off, lane=lane)
        task.ended.connect(self._on_act_ended)
        return task

    def _begin_act(self) -> None:
        self._acts += 1
        self._tell_health(Health.SAVING, None)

    def _recorded(self, owner: QObject, done: Callable[[T], None], changes: Change) -> Callable[[T], None]:
        def tell(outcome: T) -> None:
            self._store_answered()
            try:
                if shiboken6.isValid(owner):
                    done(outcome)
            finally:  # what is durable has changed, even if this room cannot show it
                self.changed.emit(changes)

        return tell

    def _stopped(self, owner: QObject, failed: Callable[[DeskError], None]) -> Callable[[DeskError], None]:
        def tell(error: DeskError) -> None:
            if isinstance(error, StoreUnusable):
                self._unrecorded = True
                self._tell_health(Health.TROUBLE, error)
            else:
                self._store_answered()
            if shiboken6.isValid(owner):
                failed(error)

        return tell

    def _store_answered(self) -> None:
        self._unrecorded = False
        if self.health is Health.TROUBLE:
            self._tell_health(Health.SAVING, None)

    @Slot()
    def _on_act_ended(self) -> None:
        """Also of one that a fault of the program has stopped: nothing of it is on its way any more."""
        self._acts -= 1
        if self.health is Health.SAVING and not self._acts:
            self._tell_health(Health.SAVED, None)

    def _tell_health(self, health: Health, error: DeskError | None) -> None:
        if health is not self.health or error is not None:
            self.health = health
            self.health_changed.emit(health, error)

    # --- the programme ---

    def look_at_programme(self) -> None:
        """Reads the programme again where it has changed, at this desk or at another; rooms hear of it."""
        self.follow_practice_clock()
        self._looking.run(partial(current, self.here), self._on_programme, self._on_no_programme)

    def stop_looking(self) -> None:
        """The season is being closed."""
        self._watch.stop()
        self._looking.forget()

    def _on_programme(self, programme: Programme) -> None:
        # A store that can be read again may still be held by another program: only an act can tell.
        if self.health is Health.TROUBLE and not self._acts and not self._unrecorded:
            self._tell_health(Health.SAVED, None)
        if programme is self.programme:
            return
        was_sample, self.programme = self.programme.season.sample, programme
        if programme.season.sample != was_sample:  # nobody was in it yet
            self._choose_clock()
            self.clock_set.emit()
        self.changed.emit(Change.PROGRAMME)

    def _on_no_programme(self, error: DeskError) -> None:
        self._tell_health(Health.TROUBLE, error)
