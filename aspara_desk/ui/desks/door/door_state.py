"""How it stands at a door: which readings wait for their answer, what is shown, and what may be done about it.

Pure. Milliseconds are a clock's that only runs forward; times of scans are UTC.
"""

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from aspara_desk.domain.errors import DeskError
from aspara_desk.door.check_in import Answer, Attempt
from aspara_desk.door.corrections import Undone

QUIET_MS = 150
"""So long a verdict stays while the next reading is being recorded; longer, and the screen says that it is checked."""
LONG_MS = 2000
"""Longer, and the screen says what the wait is for."""
REACTION_MS = 300
"""Quicker than that nobody answers what has just appeared: the key was meant for what stood there before."""
SEEN_MS = 2000
"""So long a warning stands before the next scan takes it away: less, and nobody may have seen it."""
_MOST_MISSED = 50
_MOST_ADMISSIONS = 50  # that can be taken back one after another; older ones are chosen in the list


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing has been read here yet."""


@dataclass(frozen=True, slots=True)
class Checking:
    """The newest reading has no answer yet. `waiting`: how many have none, once that takes long; 0 before."""

    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """A verdict whose record is durable. The reading is kept while it is shown, to be confirmed or overridden."""

    answer: Answer
    attempt: Attempt = field(repr=False)


@dataclass(frozen=True, slots=True)
class Together:
    """Several readings waited for the store and were answered in one moment: none of them can be told from the next.

    None of them is asked about or overridden before it is read again.
    """

    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What was asked was left without an answer: nobody was let in by it."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the answer would be; nothing was recorded."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """The newest reading could not be recorded, so nobody may be let in by it; nor by the others of `count`."""

    error: DeskError
    count: int = 1


@dataclass(frozen=True, slots=True)
class Missed:
    """A reading that was not recorded: it is in no list of the store."""

    attempt: Attempt = field(repr=False)
    error: DeskError


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A scan was undone, whichever was shown before. Its guest counts as inside since then; None: they are out."""

    answer: Answer
    inside_since: datetime | None


Showing = Waiting | Checking | Answered | Together | LeftOpen | LookedUp | NotRecorded | TakenBack


@dataclass(frozen=True, slots=True)
class _Pending:
    """A reading without an answer: made at this door, since this moment."""

    attempt: Attempt = field(repr=False)
    door: str
    since: int


class DoorState:
    """Readings are answered in the order in which they came, and the newest answer is shown."""

    def __init__(self) -> None:
        self._door = ""
        self._pending: dict[UUID, _Pending] = {}
        self._newest: tuple[UUID, int] | None = None
        self._shown: Showing = Waiting()
        self._asked_before = False  # whether what stood here before could be confirmed as well
        self._shown_since = 0
        self._admissions: deque[tuple[str, Answer]] = deque(maxlen=_MOST_ADMISSIONS)  # with the door of each
        self._missed: list[Missed] = []
        self._warned: list[Missed] = []  # those that the screen still warns of
        self._missed_since = 0
        self._answered_together: list[Answer] = []
        self._waited_until = -1  # what was read up to then is answered in one moment with what waited long

    # --- readings ---

    def submit(self, attempt: Attempt, ms: int) -> None:
        if ms - self._missed_since >= SEEN_MS:
            self.acknowledge()
        self._pending[attempt.scan_id] = _Pending(attempt, self._door, ms)
        self._newest = (attempt.scan_id, ms)

    def answered(self, answer: Answer, ms: int) -> None:
        read = self._pending.pop(answer.scan_id)
        if answer.verdict.passage is not None:
            self._admissions.append((read.door, answer))
        self._warned = [one for one in self._warned if one.attempt.text != read.attempt.text]
        self._end_of_wait(read.since, ms)
        if read.since < self._waited_until:
            self._answered_together.append(answer)
        else:
            self._answered_together = [answer]
        several = len(self._answered_together) > 1
        self._show(Together(tuple(self._answered_together)) if several else Answered(answer, read.attempt), ms)

    def failed(self, scan_id: UUID, error: DeskError, ms: int) -> None:
        read = self._pending.pop(scan_id)
        self._end_of_wait(read.since, ms)
        missed = Missed(read.attempt, error)
        self._missed = [*self._missed, missed][-_MOST_MISSED:]
        self._warned.append(missed)
        self._missed_since = ms
        self._show(NotRecorded(error, len(self._warned)), ms)

    def _end_of_wait(self, since: int, ms: int) -> None:
        """Whatever was read before a long wait ended is answered in the same moment."""
        if since >= self._waited_until and ms - since >= LONG_MS:
            self._waited_until = ms
            self._answered_together = []

    def acknowledge(self) -> None:
        """What was not recorded has been seen: the screen warns of it no more. The list keeps it."""
        self._warned = []

    def withdraw(self, scan_id: UUID) -> None:
        """A reading that was refused for another reason than the ticket: what is shown stays as it is."""
        self._pending.pop(scan_id)

    def looked_up(self, answer: Answer, ms: int) -> None:
        if not self._pending:  # what is being recorded counts more
            self._show(LookedUp(answer), ms)

    def undone(self, undone: Undone, asked_ms: int, ms: int) -> None:
        """It is shown unless something else was since it was asked for, such as the answers to scans that waited."""
        kept = [one for one in self._admissions if one[1].scan_id != undone.scan.id]
        self._admissions = deque(kept, _MOST_ADMISSIONS)
        if self._shown_since <= asked_ms:
            self._show(TakenBack(undone.answer, undone.inside_since), ms)

    def stand_at(self, door: str, ms: int) -> None:
        """A door was chosen, or another event of the same one: what is shown belongs to the one before."""
        self._door = door
        self.acknowledge()
        self._missed = []
        self._show(Waiting(), ms)

    def leave(self, ms: int) -> bool:
        """Leaves what is asked without an answer; False where nothing is."""
        if not isinstance(self._shown, Answered) or not self._may_be_confirmed():
            return False
        self._show(LeftOpen(self._shown.answer), ms)
        return True

    def uncovered(self, ms: int) -> None:
        """Keys went to something else until now: an Enter too many was meant for that."""
        self._show(self._shown, ms)

    def _show(self, shown: Showing, ms: int) -> None:
        self._asked_before = self._may_be_confirmed()
        self._shown, self._shown_since = shown, ms

    # --- what is shown ---

    def showing(self, ms: int) -> Showing:
        if self._newest is not None and self._newest[0] in self._pending and ms - self._newest[1] >= QUIET_MS:
            return Checking(len(self._pending) if self.waits_for(ms) >= LONG_MS else 0)
        return self._shown

    def waits_for(self, ms: int) -> int:
        """How long the oldest reading without an answer has waited; 0 where none does."""
        return max((ms - one.since for one in self._pending.values()), default=0)

    @property
    def missed(self) -> tuple[Missed, ...]:
        """The readings at this door that were not recorded, oldest first."""
        return tuple(self._missed)

    @property
    def warns_of(self) -> int:
        """How many readings before the one that is shown were not recorded, without anybody having seen it for long."""
        return 0 if isinstance(self._shown, NotRecorded) and not self._pending else len(self._warned)

    @property
    def is_checking(self) -> bool:
        """Whether a reading waits for its answer."""
        return bool(self._pending)

    @property
    def last_admission(self) -> Answer | None:
        """The latest scan of this desk at this door that let somebody pass and was not undone since."""
        return next((answer for door, answer in reversed(self._admissions) if door == self._door), None)

    # --- answers to a verdict: both are readings of their own, and are decided again ---

    def confirmation(self, scan_id: UUID, at: datetime, ms: int) -> Attempt | None:
        """What Enter means now; None where nothing is asked, or something else was asked a moment ago."""
        if self._pending or not isinstance(self._shown, Answered) or not self._may_be_confirmed():
            return None
        if self._asked_before and ms - self._shown_since < REACTION_MS:
            return None
        return replace(
            self._shown.attempt, scan_id=scan_id, at=at, confirm=True, override=None,
            answers=self._shown.answer.scan_id,
        )  # fmt: skip

    def overridable(self) -> Answered | None:
        """The refusal on the screen, where a supervisor may answer it."""
        shown = self._shown
        if self._pending or not isinstance(shown, Answered) or not shown.answer.verdict.may_be_overridden:
            return None
        return shown

    def _may_be_confirmed(self) -> bool:
        return isinstance(self._shown, Answered) and self._shown.answer.verdict.may_be_confirmed


def override_of(refused: Answered, why: str, scan_id: UUID, at: datetime) -> Attempt:
    """A supervisor's answer to a refusal, for a reason."""
    return replace(refused.attempt, scan_id=scan_id, at=at, confirm=False, override=why, answers=refused.answer.scan_id)
