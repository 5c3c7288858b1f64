"""What supervisors decided about an event: the same few words, on the same colours, wherever the event is shown."""

from dataclasses import dataclass
from datetime import datetime

from aspara_desk.domain.opening_times import Phase, phase
from aspara_desk.domain.programme import Control, Event, Programme
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import Translator, mark

_KEPT_OPEN = mark("over since {time}, kept open")
# Whether it goes on, waits or is off; the colours are tokens of the theme.
_COLOURS = {Control.OPEN: "admit", Control.HOLD: "ask", Control.CLOSE: "refuse", Control.CANCEL: "refuse"}


@dataclass(frozen=True, slots=True)
class Note:
    """A few words, and the colour of the theme they lie on."""

    text: str
    colour: str


def notes(event: Event, programme: Programme, now: datetime, t: Translator) -> tuple[Note, ...]:
    """None for an event that follows its schedule; what is cancelled comes no later."""
    found = []
    if phase(programme, event, now) is Phase.KEPT_OPEN:
        found.append(Note(kept_open(event, programme, t), "ask"))
    elif event.control in _COLOURS:
        found.append(Note(t(vocabulary.CONTROLS[event.control]), _COLOURS[event.control]))
    if event.delay and event.control is not Control.CANCEL:
        found.append(Note(vocabulary.delay(event, t), "ask"))
    return tuple(found)


def kept_open(event: Event, programme: Programme, t: Translator) -> str:
    """That its end is past, and that somebody forgot, or means, to keep it open."""
    return t(_KEPT_OPEN, time=formats.clock(programme.season, event.ends_at))
