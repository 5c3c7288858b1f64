"""Sends readings to be checked in, one after another, and keeps the state of the door up to date with the answers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from aspara_desk.domain.errors import DeskError, Misused
from aspara_desk.door.check_in import Answer, Attempt, check_in, look_up
from aspara_desk.door.corrections import Undone
from aspara_desk.door.gates import Gate
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.door.door_state import LONG_MS, QUIET_MS, Answered, DoorState, Showing, override_of
from aspara_desk.ui.tasks import Lane

_A_LITTLE_MS = 5  # so that the state agrees that the time is over


class Readings(QObject):
    """All of them go through one lane, so they are answered in the order in which they were made."""

    shown = Signal()
    """Something else is to be shown."""
    answered = Signal(object)
    """An `Answer` whose record is durable."""
    failed = Signal(object)
    """A `DeskError`: a reading was not recorded."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state = DoorState()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setTimerType(Qt.TimerType.PreciseTimer)
        self._patience.timeout.connect(self._on_patience)

    @property
    def showing(self) -> Showing:
        return self._state.showing(self.ms)

    @property
    def state(self) -> DoorState:
        return self._state

    @property
    def ms(self) -> int:
        """By a clock that only runs forward."""
        return self._clock.elapsed()

    # --- readings ---

    def read(self, gate: Gate | None, text: str, *, picked: bool = False) -> None:
        """Checks in what was just read; its time is now."""
        at = self._context.now()
        self._send(gate, Attempt(text, at, self._context.here.new_id(at), picked=picked), self._on_failed)

    def confirm(self, gate: Gate | None) -> bool:
        """Answers what is asked; False where nothing is."""
        at = self._context.now()
        attempt = self._state.confirmation(self._context.here.new_id(at), at, self.ms)
        if attempt is None:
            return False
        self._send(gate, attempt, self._on_failed)
        return True

    def override(self, gate: Gate | None, refused: Answered, why: str, failed: Callable[[DeskError], None]) -> None:
        """`failed` is told where it stands; the refusal stays on the screen."""
        at = self._context.now()
        attempt = override_of(refused, why, self._context.here.new_id(at), at)
        self._send(gate, attempt, partial(self._on_override_failed, failed))

    def look_up(self, gate: Gate | None, text: str, *, picked: bool, failed: Callable[[DeskError], None]) -> None:
        at, here = self._context.now(), self._context.here
        attempt = Attempt(text, at, here.new_id(at), picked=picked)
        self._context.ask(self, lambda: look_up(here, gate, attempt), self._on_looked_up, failed)

    def _send(self, gate: Gate | None, attempt: Attempt, failed: Callable[[Attempt, DeskError], None]) -> None:
        self._state.submit(attempt, self.ms)
        self._patience.start(QUIET_MS + _A_LITTLE_MS)
        if gate is None:
            failed(attempt, Misused("door_missing"))
            return
        here = self._context.here
        self._context.act(
            self, lambda: check_in(here, gate, attempt), self._on_answered, partial(failed, attempt),
            changes=Change.SCANS, lane=Lane.DOOR,
        )  # fmt: skip

    def _on_patience(self) -> None:
        """Once it is checked for long, the screen says why."""
        left = LONG_MS - self._state.waits_for(self.ms)
        if left > 0:
            self._patience.start(left + _A_LITTLE_MS)
        self.shown.emit()

    # --- what comes back ---

    def _on_answered(self, answer: Answer) -> None:
        self._state.answered(answer, self.ms)
        self._settle()
        self.answered.emit(answer)

    def _on_failed(self, attempt: Attempt, error: DeskError) -> None:
        self._state.failed(attempt.scan_id, error, self.ms)
        self._settle()
        self.failed.emit(error)

    def _on_override_failed(self, tell: Callable[[DeskError], None], attempt: Attempt, error: DeskError) -> None:
        self._state.withdraw(attempt.scan_id)
        self._settle()
        tell(error)

    def _on_looked_up(self, answer: Answer) -> None:
        self._state.looked_up(answer, self.ms)
        self.shown.emit()

    def _settle(self) -> None:
        if not self._state.is_checking:
            self._patience.stop()
        self.shown.emit()

    def undone(self, undone: Undone, asked_ms: int) -> None:
        """A scan was taken back. Whatever stood there when that was asked for is to be scanned again."""
        self._state.undone(undone, asked_ms, self.ms)
        self.shown.emit()

    def leave(self) -> bool:
        """Leaves what is asked unanswered; False where nothing is."""
        left = self._state.leave(self.ms)
        if left:
            self.shown.emit()
        return left

    def acknowledge(self) -> None:
        """Somebody has seen what was not recorded."""
        if self._state.warns_of:
            self._state.acknowledge()
            self.shown.emit()

    def uncovered(self) -> None:
        """A question that had the keys was closed."""
        self._state.uncovered(self.ms)

    def stand_at(self, door: str) -> None:
        self._state.stand_at(door, self.ms)
        self.shown.emit()
