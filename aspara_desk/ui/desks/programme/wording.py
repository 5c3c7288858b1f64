"""What is said of an event on the timetable and on its card. Words and shares only; nothing is drawn here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aspara_desk.domain.opening_times import Phase, phase
from aspara_desk.domain.programme import Control, Event, EventKind, Programme
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.programme.fill import Fill
from aspara_desk.ui.models.event_notes import Note, notes

_TICKETS = mark("{count} / {limit} tickets")
_INSIDE = mark("{count} / {limit} inside")
_CAME = mark("{count} / {limit} came")


@dataclass(frozen=True, slots=True)
class Fullness:
    """How full an event is. `sold` and `here` are shares of its limit, 0 to 1: tickets, and people inside or come."""

    text: str
    short: str
    sold: float
    here: float


@dataclass(frozen=True, slots=True)
class EventWords:
    """`fills` lacks an event while nobody has counted yet. `now` is UTC."""

    t: Translator
    programme: Programme
    fills: Mapping[UUID, Fill]
    now: datetime

    def title(self, event: Event) -> str:
        return event.titles.to(self.t.language)

    def venue(self, event: Event) -> str:
        return self.programme.venue(event.venue_id).titles.to(self.t.language)

    def kind(self, kind: EventKind) -> str:
        return vocabulary.word(vocabulary.EVENT_KINDS, kind, self.t)

    def clock(self, moment: datetime) -> str:
        return formats.clock(self.programme.season, moment)

    def times(self, event: Event) -> str:
        return f"{self.clock(event.starts_at)}–{self.clock(event.ends_at)}"

    def phase(self, event: Event) -> Phase:
        return phase(self.programme, event, self.now)

    def is_over(self, event: Event) -> bool:
        return self.phase(event) is Phase.OVER

    def is_running(self, event: Event) -> bool:
        """Whether it has begun, and not ended."""
        return self.phase(event) in {Phase.RUNNING, Phase.KEPT_OPEN}

    def notes(self, event: Event) -> tuple[Note, ...]:
        return notes(event, self.programme, self.now, self.t)

    def fullness(self, event: Event) -> Fullness | None:
        """Before the doors open the tickets tell, then those inside, and at last those who came."""
        fill = self.fills.get(event.id)
        if fill is None or event.kind is EventKind.ACCESS or event.control is Control.CANCEL:
            return None
        over = self.is_over(event)
        if self.phase(event) in {Phase.LATER, Phase.OVER}:
            count, message = (fill.came, _CAME) if over else (fill.entitled, _TICKETS)
        else:
            count, message = fill.inside, _INSIDE
        facts = {"count": formats.number(count), "limit": formats.number(fill.limit)}
        here = fill.came if over else fill.inside
        return Fullness(
            self.t(message, **facts),
            "{count} / {limit}".format(**facts),
            _share(fill.entitled, fill.limit),
            _share(here, fill.limit),
        )

    def spoken(self, event: Event) -> str:
        """Everything that the block shows, for whoever cannot see it."""
        parts = [self.title(event), self.kind(event.kind), self.venue(event), self.times(event)]
        parts += [note.text for note in self.notes(event)]
        if fullness := self.fullness(event):
            parts.append(fullness.text)
        return ", ".join(parts)


def _share(count: int, limit: int) -> float:
    return min(count / limit, 1.0) if limit else 0.0
