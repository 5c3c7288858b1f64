"""What is asked once, in place, before it is done: undo, override, a count, what supervisors decide. Pure.

A prompt says its words in whatever language the window has; a draft is what has been answered so far.
"""

from collections.abc import Callable, Sequence
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
    """`reasons` are ready-made, the usual one first; `options` are the things that may be decided, of which one is
    drafted. `confirm` is what Enter does, and `warning` what comes of it that nobody may expect.
    """

    heading: str
    body: str
    confirm: str
    reasons: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
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
class Prompt:
    """`say` gives the words for a translator and the value of the draft. `must_choose`: no reason is proposed."""

    act: Act
    say: Callable[[Translator, int], Words] = field(repr=False)
    number: Number | None = None
    must_choose: bool = False


@dataclass(slots=True)
class Draft:
    """The answer to a prompt as it is typed. Digits write the number where one is asked for, else pick a choice.

    `choices` is how many ready-made reasons or options there are, `chosen` the place of one; -1: none yet.
    """

    number: Number | None
    choices: int
    chosen: int = 0
    _number: int = field(init=False)
    _typed: bool = False  # whether the number was written with digits: then the next one is put behind

    def __post_init__(self) -> None:
        self._number = self.number.start if self.number else 0

    @property
    def value(self) -> int:
        """The number where one is asked for, else the place of what is chosen."""
        return self._number if self.number is not None else max(self.chosen, 0)

    def step(self, sign: int) -> None:
        """One press of + (1) or − (-1). A signed number has no zero: nobody counts nobody."""
        if self.number is None:
            return
        value = self._number + sign * self.number.step
        if value == 0 and self.number.signed:
            value = sign
        self._set(value)
        self._typed = False

    def digit(self, digit: int) -> None:
        if self.number is None:
            if 1 <= digit <= self.choices:
                self.chosen = digit - 1
            return
        sign = -1 if self._number < 0 else 1
        whole = abs(self._number) * 10 + digit if self._typed else digit
        if whole == 0 and self.number.signed:
            return
        self._typed = True
        self._set(sign * whole)

    def erase(self) -> None:
        """Takes the last digit away."""
        if self.number is None:
            return
        sign = -1 if self._number < 0 else 1
        shorter = abs(self._number) // 10
        self._typed = shorter > 0
        self._set(sign * shorter if shorter or not self.number.signed else sign)

    def move(self, by: int) -> None:
        """To the next choice, or the one before."""
        self.chosen = min(max(self.chosen + by, 0), max(self.choices - 1, 0))

    def _set(self, value: int) -> None:
        assert self.number is not None
        self._number = min(max(value, self.number.least), self.number.most)


_UNDO = mark("Take back “{who}”?")
_UNDO_BODY = mark("Scanned {time}. The scan counts no more; the log keeps both.")
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
_COUNT_CONFIRM = mark("count them")
_COUNTED = mark("counted at the door")
_OPEN = mark("Open “{event}” now, at every door?")
_OPEN_BODY = mark("Guests come in from the next scan on, whatever the schedule says.")
_HOLD = mark("Hold “{event}” at every door?")
_HOLD_BODY = mark("From the next scan on guests are asked to wait. Crew still come in.")
_CLOSE = mark("Close “{event}” at every door?")
_CLOSE_BODY = mark("From the next scan on there is no more entry. Crew still come in.")
_CANCEL = mark("Cancel “{event}” at every door?")
_CANCEL_BODY = mark("From the next scan on nobody comes in, crew neither; guests are sent to the box office.")
_SCHEDULE = mark("Put “{event}” back on its schedule?")
_SCHEDULE_BODY = mark("From the next scan on its hours count again, at every door.")
_DELAY = mark("Delay “{event}”?")
_DELAY_BODY = mark("Doors {doors}, start {start}, at every door from the next scan on. 0 puts it back on time.")
_DELAY_NUMBER = mark_plural("{count} minute", "{count} minutes")
_CONTROL_CONFIRM = {
    Control.OPEN: mark("open entry now"),
    Control.HOLD: mark("hold entry"),
    Control.CLOSE: mark("close entry"),
    Control.CANCEL: mark("cancel the event"),
    Control.SCHEDULE: mark("back to the schedule"),
}
_STAYS = {
    Control.OPEN: mark("It stays open now: guests come in already. F7 puts it back on its schedule."),
    Control.HOLD: mark("It stays on hold until F8 is pressed again."),
    Control.CLOSE: mark("It stays closed until F10 is pressed again."),
    Control.CANCEL: mark("It stays cancelled until F10 is pressed again."),
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
    Control.CANCEL: (_CANCEL, _CANCEL_BODY),
    Control.SCHEDULE: (_SCHEDULE, _SCHEDULE_BODY),
}
_DELAY_STEP = 5
_USUAL_DELAY = 10


def undo_prompt(who: Callable[[Translator], str], time: str) -> Prompt:
    """`time` is already the season's."""

    def say(t: Translator, _value: int) -> Words:
        reasons = tuple(map(t, _UNDO_REASONS))
        return Words(t(_UNDO, who=who(t)), t(_UNDO_BODY, time=time), t(_UNDO_CONFIRM), reasons)

    return Prompt(Act.UNDO, say)


def override_prompt(refused: Answer, *, named: bool) -> Prompt:
    """`named`: whoever works at the desk has given a name."""
    body = _OVERRIDE_BODY if named else _OVERRIDE_BY_DESK

    def say(t: Translator, _value: int) -> Words:
        kind = refused.ticket_type.titles.to(t.language) if refused.ticket_type else ""
        who = clean(refused.guest) if refused.guest else " · ".join(filter(None, (kind, refused.ticket)))
        return Words(
            t(_OVERRIDE, who=who), t(body), t(_OVERRIDE_CONFIRM), tuple(map(t, _OVERRIDE_REASONS)),
            warning=verdicts.seat_sold_again(refused.verdict, t),
        )  # fmt: skip

    return Prompt(Act.OVERRIDE, say, must_choose=True)


def count_prompt(sign: int, door: Callable[[Translator], str]) -> Prompt:
    def say(t: Translator, value: int) -> Words:
        heading = t(_COUNT_IN) if value > 0 else t(_COUNT_OUT)
        return Words(heading, door(t), t(_COUNT_CONFIRM), (t(_COUNTED),), number=signed(value))

    return Prompt(Act.COUNT, say, Number(sign, -MOST_COUNTED, MOST_COUNTED, signed=True))


def control_prompt(event: Event, offered: Sequence[Control]) -> Prompt:
    """Of several controls the first one is proposed; SCHEDULE takes back what was decided before."""

    def say(t: Translator, place: int) -> Words:
        control = offered[place]
        heading, body = _CONTROLS[control]
        options = tuple(t(_CONTROL_CONFIRM[one]) for one in offered) if len(offered) > 1 else ()
        title = event.titles.to(t.language)
        return Words(t(heading, event=title), t(body), t(_CONTROL_CONFIRM[control]), options=options)

    return Prompt(Act.CONTROL, say)


def offered_controls(event: Event, control: Control) -> tuple[Control, ...]:
    """What a supervisor's key means: the same one again takes it back. What is closed may also be cancelled."""
    if control is not Control.CLOSE:
        return (Control.SCHEDULE if event.control is control else control,)
    match event.control:
        case Control.CLOSE:
            return Control.SCHEDULE, Control.CANCEL
        case Control.CANCEL:
            return Control.SCHEDULE, Control.CLOSE
        case _:
            return Control.CLOSE, Control.CANCEL


def delay_prompt(event: Event, programme: Programme) -> Prompt:
    """The whole delay, from the schedule; it starts a little beyond the one there is. What was decided else stays."""

    def say(t: Translator, value: int) -> Words:
        later = timedelta(minutes=value)
        doors, start = (formats.clock(programme.season, one + later) for one in (event.doors_open, event.start))
        return Words(
            t(_DELAY, event=event.titles.to(t.language)),
            t(_DELAY_BODY, doors=doors, start=start),
            t(_DELAY_CONFIRM),
            number=t.plural(*_DELAY_NUMBER, value),
            warning=t(_STAYS[event.control]) if event.control in _STAYS else "",
        )  # fmt: skip

    start = min(event.delay_minutes + _USUAL_DELAY, LONGEST_DELAY)
    return Prompt(Act.DELAY, say, Number(start, 0, LONGEST_DELAY, _DELAY_STEP))


def everyone_out_prompt(venue: Callable[[Translator], str]) -> Prompt:
    def say(t: Translator, _value: int) -> Words:
        reasons = tuple(map(t, _EVERYONE_OUT_REASONS))
        return Words(t(_EVERYONE_OUT, venue=venue(t)), t(_EVERYONE_OUT_BODY), t(_EVERYONE_OUT_CONFIRM), reasons)

    return Prompt(Act.EVERYONE_OUT, say, must_choose=True)


def signed(people: int) -> str:
    """+3 or −3."""
    return f"+{formats.number(people)}" if people > 0 else f"−{formats.number(-people)}"
