"""The door that is worked at, and what is known of it: kept up to date while the room is shown."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from aspara_desk.domain.errors import DeskError, Misused
from aspara_desk.domain.programme import Event, Venue
from aspara_desk.door.choosing import proposed_door
from aspara_desk.door.gates import Gate, checkpoint
from aspara_desk.door.watch import Watch, watch
from aspara_desk.ui.context import Change, Context

RECENT = 50
_LOOK_EVERY_MS = 3000  # at what other desks have scanned for the same hall


class Station(QObject):
    """`gate` is None in a programme without doors; `watch` until it was looked at for the first time."""

    changed = Signal()
    """The gate, or what is known of it."""
    moved = Signal()
    """Another door, or the same one for another event."""
    lost = Signal(object)
    """A `DeskError`: the programme no longer has the door, or the event that was chosen for it."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.gate: Gate | None = None
        self.watch: Watch | None = None
        self.trouble: DeskError | None = None
        """Why the door could not be read when it was looked at last."""
        self._looking = False
        self._look_again = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        context.changed.connect(self._on_changed)
        context.clock_set.connect(self.look)

    def start(self) -> None:
        """The room is shown: a door is proposed if there is none yet."""
        if self.gate is None:
            self._propose()
        self._timer.start(_LOOK_EVERY_MS)
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def choose(self, gate: Gate) -> None:
        self.gate = gate
        self.watch = None
        self._context.preferences.door = gate.door_key
        self.moved.emit()
        self.changed.emit()
        self.look()

    @property
    def works_for(self) -> Event | None:
        """The event that the door lets people in for."""
        return self.watch.event if self.watch else None

    @property
    def venue(self) -> Venue | None:
        return self.watch.venue if self.watch else None

    def _propose(self) -> None:
        door = proposed_door(self._context.programme, self._context.now(), self._context.preferences.door)
        self.gate = None if door is None else Gate(door.key)
        self.watch = None
        self.moved.emit()
        self.changed.emit()

    # --- looking ---

    def look(self) -> None:
        """Reads the door again; while that is on its way, once more after it."""
        if self._looking:
            self._look_again = True
            return
        gate, here, now = self.gate, self._context.here, self._context.now()
        if gate is not None:
            self._looking = True
            seeing = partial(watch, here, gate, now, RECENT)
            done, failed = partial(self._on_watch, gate), partial(self._on_no_watch, gate)
            self._context.ask(self, seeing, done, failed).ended.connect(self._on_looked)

    def _on_watch(self, asked: Gate, seen: Watch) -> None:
        """Another door or event may have been chosen since it was asked for: then this is not what stands there."""
        if asked == self.gate:
            self.watch = seen
            self.trouble = None
            self.changed.emit()

    def _on_no_watch(self, asked: Gate, error: DeskError) -> None:
        """The window says how the store is; what was seen last stays, unless the programme has changed under it."""
        if asked != self.gate:
            return
        if isinstance(error, Misused):
            self._give_up(error)
        else:
            self.trouble = error
            self.changed.emit()

    def _on_looked(self) -> None:
        self._looking = False
        if self._look_again:
            self._look_again = False
            self.look()

    def _on_changed(self, change: Change) -> None:
        if change is Change.PROGRAMME and self.gate is None:
            self._propose()
        elif change is Change.PROGRAMME and self.gate is not None:
            try:
                checkpoint(self._context.programme, self.gate)
            except Misused as error:
                self._give_up(error)
        if change in {Change.PROGRAMME, Change.SCANS}:
            self.look()

    def _give_up(self, error: DeskError) -> None:
        """Goes back to what the programme has: the same door by its schedule, else another door."""
        if self.gate is not None and error.kind == "event_not_at_door":
            self.gate = Gate(self.gate.door_key, self.gate.direction)
        else:
            self._propose()
        self.lost.emit(error)
