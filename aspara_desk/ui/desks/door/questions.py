"""What is asked once, in place, before it is done: undo, override, a count, what supervisors decide. Pure.

A question says its words in whatever language the window has; a draft is what has been answered so far.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto

from aspara_desk.domain.names import clean
from aspara_desk.domain.programme import Control, Event, Programme
from aspara_desk.door.check_in import Answer
from aspara_desk.door.corrections import LONGEST_DELAY, MOST_COUNTED
from aspara_desk.i18n import formats, verdicts
from aspara_desk.i18n.translator import Translator, mark, mark_plural


class Act(Enum):
    UNDO = auto()
    OVERRIDE = auto()
    COUNT = auto()
    CONTROL = auto()
    DELAY = auto()
    EVERYONE_OUT = auto()


@dataclass(frozen=True, slots=True)
class Words:
    """`reasons` are ready-made, the usual one first; `confirm` is what Enter does, and `warning` what comes of it
    that nobody may expect.
    """

    heading: str
    body: str
    confirm: str
    reasons: tuple[str, ...] = ()
    number: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is asked for: what it starts from, its ends, and by how much + and − change it."""

    start: int
    least: int
    most: int
    step: int = 1
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`say` gives the words for a translator and the number drafted so far. `must_choose`: no reason is proposed."""

    act: Act
    say: Callable[[Translator, int], Words] = field(repr=False)
    number: Number | None = None
    must_choose: bool = False


@dataclass(slots=True)
class Draft:
    """The answer to a question as it is typed. Digits write the number where one is asked for, else pick a reason.

    `chosen` is the place of a ready-made reason; -1: none yet.
    """

    number: Number | None
    reasons: int
    value: int = field(init=False)
    chosen: int = 0
    _typed: bool = False  # whether the number was written with digits: then the next one is put behind

    def __post_init__(self) -> None:
        self.value = self.number.start if self.number else 0

    def step(self, sign: int) -> None:
        """One press of + (1) or − (-1). A signed number has no zero: nobody counts nobody."""
        if self.number is None:
            return
        value = self.value + sign * self.number.step
        if value == 0 and self.number.signed:
            value = sign
        self._set(value)
        self._typed = False

    def digit(self, digit: int) -> None:
        if self.number is None:
            if 1 <= digit <= self.reasons:
                self.chosen = digit - 1
            return
        sign = -1 if self.value < 0 else 1
        whole = abs(self.value) * 10 + digit if self._typed else digit
        if whole == 0 and self.number.signed:
            return
        self._typed = True
        self._set(sign * whole)

    def erase(self) -> None:
        """Takes the last digit away."""
        if self.number is None:
            return
        sign = -1 if self.value < 0 else 1
        shorter = abs(self.value) // 10
        self._typed = shorter > 0
        self._set(sign * shorter if shorter or not self.number.signed else sign)

    def move(self, by: int) -> None:
        """To the next ready-made reason, or the one before."""
        self.chosen = min(max(self.chosen + by, 0), max(self.reasons - 1, 0))

    def _set(self, value: int) -> None:
        assert self.number is not None
        self.value = min(max(value, self.number.least), self.number.most)


_UNDO = mark("Take back “{who}”?")
_UNDO_BODY = mark("Scanned {time}. The entry is given back; the log keeps both.")
_UNDO_CONFIRM = mark("take back")
_UNDO_REASONS = (
    mark("scanned by mistake"),
    mark("wrong person"),
    mark("the guest did not go in"),
    mark("sent to another door"),
)
_OVERRIDE = mark("Let in “{who}” all the same?")
_OVERRIDE_BODY = mark("It is recorded with your name and the reason.")
_OVERRIDE_BY_DESK = mark("It is recorded with this desk and the reason: no name is set in the settings.")
_OVERRIDE_CONFIRM = mark("let in")
_OVERRIDE_REASONS = (
    mark("known to the organisers"),
    mark("mistake at the box office"),
    mark("came back in"),
    mark("guest of honour"),
)
_COUNT_IN = mark("People without a ticket, in")
_COUNT_OUT = mark("People without a ticket, out")
_COUNT_BODY = mark("{door}. + and − change the number, digits write it.")
_COUNT_CONFIRM = mark("count them")
_COUNTED = mark("counted at the door")
_OPEN = mark("Open “{event}” now, at every door?")
_OPEN_BODY = mark("Guests come in from the next scan on, whatever the schedule says.")
_HOLD = mark("Hold “{event}” at every door?")
_HOLD_BODY = mark("From the next scan on guests are asked to wait. Crew still come in.")
_CLOSE = mark("Close “{event}” at every door?")
_CLOSE_BODY = mark("From the next scan on there is no more entry. Crew still come in.")
_SCHEDULE = mark("Put “{event}” back on its schedule?")
_SCHEDULE_BODY = mark("From the next scan on its hours count again, at every door.")
_DELAY = mark("Delay “{event}”?")
_DELAY_BODY = mark("Doors {doors}, start {start}, at every door from the next scan on. 0 puts it back on time.")
_DELAY_NUMBER = mark_plural("{count} minute", "{count} minutes")
_CONTROL_CONFIRM = {
    Control.OPEN: mark("open entry now"),
    Control.HOLD: mark("hold entry"),
    Control.CLOSE: mark("close entry"),
    Control.SCHEDULE: mark("back to the schedule"),
}
_STAYS = {
    Control.OPEN: mark("It stays open now: guests come in already. F7 puts it back on its schedule."),
    Control.HOLD: mark("It stays on hold until F8 is pressed again."),
    Control.CLOSE: mark("It stays closed until F10 is pressed again."),
    Control.CANCEL: mark("It stays cancelled."),
}
_DELAY_CONFIRM = mark("delay")
_EVERYONE_OUT = mark("Is everyone out? {venue}")
_EVERYONE_OUT_BODY = mark("Nobody counts as inside any more. It cannot be undone.")
_EVERYONE_OUT_CONFIRM = mark("everyone is out")
_EVERYONE_OUT_REASONS = (mark("the hall was cleared"), mark("the event is over"), mark("evacuation"))
_CONTROLS = {
    Control.OPEN: (_OPEN, _OPEN_BODY),
    Control.HOLD: (_HOLD, _HOLD_BODY),
    Control.CLOSE: (_CLOSE, _CLOSE_BODY),
    Control.SCHEDULE: (_SCHEDULE, _SCHEDULE_BODY),
}
_DELAY_STEP = 5
_USUAL_DELAY = 10


def undo_question(who: Callable[[Translator], str], time: str) -> Question:
    """`time` is already the season's."""

    def say(t: Translator, _value: int) -> Words:
        reasons = tuple(map(t, _UNDO_REASONS))
        return Words(t(_UNDO, who=who(t)), t(_UNDO_BODY, time=time), t(_UNDO_CONFIRM), reasons)

    return Question(Act.UNDO, say)


def override_question(refused: Answer, *, named: bool) -> Question:
    """`named`: whoever works at the desk has given a name."""
    body = _OVERRIDE_BODY if named else _OVERRIDE_BY_DESK

    def say(t: Translator, _value: int) -> Words:
        kind = refused.ticket_type.titles.to(t.language) if refused.ticket_type else ""
        who = clean(refused.guest) if refused.guest else " · ".join(filter(None, (kind, refused.ticket)))
        return Words(
            t(_OVERRIDE, who=who), t(body), t(_OVERRIDE_CONFIRM), tuple(map(t, _OVERRIDE_REASONS)),
            warning=verdicts.seat_sold_again(refused.verdict, t),
        )  # fmt: skip

    return Question(Act.OVERRIDE, say, must_choose=True)


def count_question(sign: int, door: Callable[[Translator], str]) -> Question:
    def say(t: Translator, value: int) -> Words:
        heading = t(_COUNT_IN) if value > 0 else t(_COUNT_OUT)
        return Words(heading, t(_COUNT_BODY, door=door(t)), t(_COUNT_CONFIRM), (t(_COUNTED),), signed(value))

    return Question(Act.COUNT, say, Number(sign, -MOST_COUNTED, MOST_COUNTED, signed=True))


def control_question(event: Event, control: Control) -> Question:
    """`control` SCHEDULE takes back what was decided before."""
    heading, body = _CONTROLS[control]

    def say(t: Translator, _value: int) -> Words:
        return Words(t(heading, event=event.titles.to(t.language)), t(body), t(_CONTROL_CONFIRM[control]))

    return Question(Act.CONTROL, say)


def wanted_control(event: Event, control: Control) -> Control:
    """What a supervisor's key means: the same one again takes it back."""
    return Control.SCHEDULE if event.control is control else control


def delay_question(event: Event, programme: Programme) -> Question:
    """The whole delay, from the schedule; it starts a little beyond the one there is. What was decided else stays."""

    def say(t: Translator, value: int) -> Words:
        later = timedelta(minutes=value)
        doors, start = (formats.clock(programme.season, one + later) for one in (event.doors_open, event.start))
        return Words(
            t(_DELAY, event=event.titles.to(t.language)), t(_DELAY_BODY, doors=doors, start=start), t(_DELAY_CONFIRM),
            number=t.plural(*_DELAY_NUMBER, value),
            warning=t(_STAYS[event.control]) if event.control in _STAYS else "",
        )  # fmt: skip

    now = int(event.delay.total_seconds() // 60)
    start = min(now + _USUAL_DELAY, LONGEST_DELAY)
    return Question(Act.DELAY, say, Number(start, 0, LONGEST_DELAY, _DELAY_STEP))


def everyone_out_question(venue: Callable[[Translator], str]) -> Question:
    def say(t: Translator, _value: int) -> Words:
        reasons = tuple(map(t, _EVERYONE_OUT_REASONS))
        return Words(t(_EVERYONE_OUT, venue=venue(t)), t(_EVERYONE_OUT_BODY), t(_EVERYONE_OUT_CONFIRM), reasons)

    return Question(Act.EVERYONE_OUT, say, must_choose=True)


def signed(people: int) -> str:
    """+3 or −3."""
    return f"+{formats.number(people)}" if people > 0 else f"−{formats.number(-people)}"
