"""Asks before it acts: undo, override, counts and what supervisors decide, each in place and each once."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from aspara_desk.domain.admission import Reason, VerdictKind
from aspara_desk.domain.errors import DeskError, Refused
from aspara_desk.domain.names import clean
from aspara_desk.domain.programme import Control, Door, Event
from aspara_desk.domain.rights import Right, desk_of_unnamed
from aspara_desk.door.check_in import Answer
from aspara_desk.door.corrections import Count, Undone, control_event, count_people, everyone_out, undo
from aspara_desk.i18n import formats
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.door import prompts
from aspara_desk.ui.desks.door.door_state import Answered
from aspara_desk.ui.desks.door.prompt_panel import PromptPanel
from aspara_desk.ui.desks.door.prompts import Prompt
from aspara_desk.ui.desks.door.readings import Readings
from aspara_desk.ui.desks.door.scan_lines import named
from aspara_desk.ui.desks.door.station import Station
from aspara_desk.ui.models.scans import ScanLine
from aspara_desk.ui.tasks import Lane

T = TypeVar("T")
Say = Callable[[Translator], str]
_Carry = Callable[[str, int], None]

_NOTHING_TO_UNDO = mark("Nobody was let in at this door who could be taken back.")
_NOT_AN_ADMISSION = mark("Only a scan that let somebody pass can be taken back.")
_UNDONE = mark("Taken back: ticket {number}.")
_NOTHING_TO_OVERRIDE = mark("There is no refusal on the screen that could be overridden.")
_FULL_STAYS = mark("A full hall is never overridden. If it holds more people, raise its capacity in the season file.")
_FULL_EVENT_STAYS = mark(
    "A full event is never overridden. If it may have more guests, raise its audience limit in the season file."
)
_NEVER_OVERRIDDEN = mark("This refusal is never overridden: no ticket of this festival is behind it.")
_NOT_UNDONE = mark("Nothing was taken back: a scan was answered in between. F4 asks again.")
_NO_EVENT = mark("This door has no event, so there is nothing to open, hold, delay or close.")
_NO_VENUE = mark("This door leads nowhere yet: no event belongs to it.")
_COUNTED = mark("Counted: {people}. {inside} of {capacity} inside.")
_COUNTED_OVER = mark("Counted: {people}. More are inside than there is room for: {inside} of {capacity}.")
_NOT_COUNTED = mark("Not counted: {people} without a ticket. A scan came in between.")
_ANSWER_FIRST = mark("Answer what is asked here first: Enter does it, Esc leaves it.")
_CONTROLLED = {
    Control.OPEN: mark("“{event}” is open now, at every door."),
    Control.HOLD: mark("“{event}” is on hold at every door."),
    Control.CLOSE: mark("“{event}” is closed at every door."),
    Control.CANCEL: mark("“{event}” is cancelled at every door."),
    Control.SCHEDULE: mark("“{event}” follows its schedule again."),
}
_DELAYED = mark("“{event}” starts at {time}.")
_EVERYONE_OUT = mark("Everyone is out: {venue}.")


class Actions(QObject):
    """Holds the one prompt that is open. What comes of it is told in a line, or in place where it was refused."""

    opened = Signal()
    closed = Signal()
    told = Signal(object, str)
    """What to say (given a translator), and the role of the label that says it: ok, warning or error."""

    def __init__(
        self,
        context: Context,
        station: Station,
        readings: Readings,
        panel: PromptPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._station = station
        self._readings = readings
        self._panel = panel
        self._carry: _Carry | None = None
        self._on_its_way = False
        panel.answered.connect(self._on_answered)
        panel.left.connect(self.close)

    @property
    def is_open(self) -> bool:
        return self._carry is not None

    @property
    def awaits_answer(self) -> bool:
        """Whether a prompt is open that nobody has answered yet: until then every key is for it."""
        return self._carry is not None and not self._on_its_way

    def insists(self) -> bool:
        """Whether a prompt has to be answered or left before anything else is opened; if so, it is said."""
        if self.awaits_answer:
            self.told.emit(lambda t: t(_ANSWER_FIRST), "warning")
        return self.awaits_answer

    def close(self) -> None:
        if self._carry is not None:
            self._carry = None
            self._panel.forget()
            self.closed.emit()

    def interrupt(self) -> None:
        """A scan came in between: what was asked is dropped, and where a count is lost by that, it is said."""
        prompt, value = self._panel.prompt, self._panel.number
        was_counting = prompt is not None and prompt.act is prompts.Act.COUNT and not self._on_its_way
        self.close()
        if was_counting:
            self.told.emit(lambda t: t(_NOT_COUNTED, people=prompts.signed(value)), "warning")

    # --- what may be asked ---

    def undo(self, chosen: ScanLine | None, newest: ScanLine | None) -> None:
        """The scan that is chosen in the list, else this desk's last admission at this door, else the door's newest."""
        last = self._readings.state.last_admission
        if chosen is not None and not (chosen.admitted and not chosen.undone):
            self.told.emit(lambda t: t(_NOT_AN_ADMISSION), "warning")
        elif chosen is None and last is not None:
            time = formats.clock_with_seconds(self._context.programme.season, last.at)
            self._ask_undo(last.scan_id, partial(_who, last), time)
        elif (line := chosen or newest) is not None:
            self._ask_undo(line.id, self._named(line), line.time)
        else:
            self.told.emit(lambda t: t(_NOTHING_TO_UNDO), "warning")

    def _named(self, line: ScanLine) -> Say:
        watch = self._station.watch
        scan = next((one for one in watch.recent if one.id == line.id), None) if watch else None
        if watch is None or scan is None:
            return lambda _t: line.who
        return partial(named, scan, watch.programme)

    def _ask_undo(self, scan_id: UUID, who: Say, time: str) -> None:
        self._ask(prompts.undo_prompt(who, time), lambda why, _number: self._undo(scan_id, why))

    def override(self) -> None:
        refused = self._readings.state.overridable()
        if refused is None:
            why = self._not_overridden()
            self.told.emit(lambda t: t(why), "warning")
        elif self._permits(Right.OVERRIDE):
            named_desk = desk_of_unnamed(self._context.here.actor.name) is None
            prompt = prompts.override_prompt(refused.answer, named=named_desk)
            self._ask(prompt, lambda why, _number: self._override(refused, why))

    def _not_overridden(self) -> str:
        shown = self._readings.showing
        verdict = shown.answer.verdict if isinstance(shown, Answered) else None
        if verdict is None or verdict.kind is not VerdictKind.REFUSE:
            return _NOTHING_TO_OVERRIDE
        if verdict.reason is not Reason.FULL:
            return _NEVER_OVERRIDDEN
        return _FULL_EVENT_STAYS if "audience" in verdict.facts else _FULL_STAYS

    def count(self, sign: int) -> None:
        if self._station.watch is None or self._station.venue is None:
            self.told.emit(lambda t: t(_NO_VENUE), "warning")
        elif self._permits(Right.COUNT):
            door = self._station.watch.door
            prompt = prompts.count_prompt(sign, lambda t: door.titles.to(t.language))
            self._ask(prompt, lambda why, number: self._count(door, number, why))

    def control(self, control: Control) -> None:
        event = self._event_to_control()
        if event is not None:
            offered = prompts.offered_controls(event, control)
            prompt = prompts.control_prompt(event, offered)
            self._ask(prompt, lambda _why, place: self._control(event, offered[place], None))

    def delay(self) -> None:
        event = self._event_to_control()
        if event is not None:
            prompt = prompts.delay_prompt(event, self._context.programme)
            self._ask(prompt, lambda _why, minutes: self._control(event, event.control, minutes))

    def everyone_out(self) -> None:
        watch, venue = self._station.watch, self._station.venue
        if watch is None or venue is None:
            self.told.emit(lambda t: t(_NO_VENUE), "warning")
        elif self._permits(Right.CONTROL_EVENTS):
            prompt = prompts.everyone_out_prompt(lambda t: venue.titles.to(t.language))
            self._ask(prompt, lambda why, _number: self._everyone_out(watch.door, why))

    def _event_to_control(self) -> Event | None:
        event = self._station.works_for
        if event is None:
            self.told.emit(lambda t: t(_NO_EVENT), "warning")
            return None
        return event if self._permits(Right.CONTROL_EVENTS) else None

    def may(self, right: Right) -> bool:
        """Whether whoever works here has this right: what they have not is not offered, and refused if asked for."""
        return self._context.here.actor.may(right)

    def _permits(self, right: Right) -> bool:
        try:
            self._context.here.require(right)
        except Refused as error:
            self._tell(error)
            return False
        return True

    # --- asking and acting ---

    def _ask(self, prompt: Prompt, carry: _Carry) -> None:
        if self.insists():
            return
        self._carry = carry
        self._on_its_way = False
        self.opened.emit()
        self._panel.ask(prompt, self._context.t)

    def _on_answered(self, why: str, number: int) -> None:
        if self._carry is not None and not self._on_its_way:
            self._on_its_way = True
            self._panel.hold()
            self._carry(why, number)

    def _act(
        self,
        work: Callable[[], T],
        done: Callable[[T], Say],
        changes: Change = Change.SCANS,
        kind: Callable[[T], str] = lambda _outcome: "ok",
    ) -> None:
        asked = self._carry

        def finished(outcome: T) -> None:
            say = done(outcome)
            self._end(asked)
            self.told.emit(say, kind(outcome))

        self._context.act(self, work, finished, partial(self._on_failed, asked), changes=changes, lane=Lane.DOOR)

    def _end(self, asked: _Carry | None) -> None:
        """Closes the prompt that was answered; another one may be open by now."""
        if asked is self._carry:
            self.close()

    def _on_failed(self, asked: _Carry | None, error: DeskError) -> None:
        if asked is self._carry:
            self._on_its_way = False
            self._panel.show_error(sentence(error.problem, self._context.t))
            self._station.look()  # what stands above is to be as it is said here
        else:
            self._tell(error)

    def _tell(self, error: DeskError) -> None:
        self.told.emit(lambda t: sentence(error.problem, t), "error")

    def _undo(self, scan_id: UUID, why: str) -> None:
        here, asked_ms = self._context.here, self._readings.ms

        def done(undone: Undone) -> Say:
            self._readings.undone(undone, asked_ms)
            return lambda t: t(_UNDONE, number=undone.ticket)

        self._act(lambda: undo(here, scan_id, why), done)

    def _override(self, refused: Answered, why: str) -> None:
        asked = self._carry
        self._readings.override(self._station.gate, refused, why, partial(self._on_failed, asked))

    def reading_ended(self) -> None:
        """A reading was answered, or failed: if an override was on its way, that was it.

        What was asked about an undo is dropped: the verdict above is another guest's.
        """
        prompt = self._panel.prompt
        if prompt is None:
            return
        if self._on_its_way and prompt.act is prompts.Act.OVERRIDE:
            self.close()
        elif prompt.act is prompts.Act.UNDO and not self._on_its_way:
            self.close()
            self.told.emit(lambda t: t(_NOT_UNDONE), "warning")

    def _count(self, door: Door, number: int, why: str) -> None:
        here, now = self._context.here, self._context.now()

        def done(count: Count) -> Say:
            inside, capacity = formats.number(count.inside), formats.number(count.capacity)
            message = _COUNTED_OVER if _is_over(count) else _COUNTED
            return lambda t: t(message, people=prompts.signed(number), inside=inside, capacity=capacity)

        self._act(
            lambda: count_people(here, door, number, why, now), done,
            kind=lambda count: "warning" if _is_over(count) else "ok",
        )  # fmt: skip

    def _control(self, event: Event, control: Control, minutes: int | None) -> None:
        here = self._context.here

        def done(changed: Event) -> Say:
            self._context.look_at_programme()
            time = formats.clock(self._context.programme.season, changed.starts_at)
            message = _CONTROLLED[control] if minutes is None else _DELAYED
            return lambda t: t(message, event=changed.titles.to(t.language), time=time)

        self._act(lambda: control_event(here, event.key, control, minutes, seen=event), done, Change.PROGRAMME)

    def _everyone_out(self, door: Door, why: str) -> None:
        here, now, venue = self._context.here, self._context.now(), self._station.venue
        assert venue is not None
        self._act(
            lambda: everyone_out(here, door, why, now),
            lambda _count: lambda t: t(_EVERYONE_OUT, venue=venue.titles.to(t.language)),
        )


def _is_over(count: Count) -> bool:
    return count.inside > count.capacity


def _who(answer: Answer, t: Translator) -> str:
    kind = answer.ticket_type.titles.to(t.language) if answer.ticket_type else ""
    who = clean(answer.guest) if answer.guest else kind
    return " · ".join(filter(None, (who, answer.seat, answer.ticket)))
