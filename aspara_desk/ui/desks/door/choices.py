"""Which door, and what it works for: the rows that a steward chooses from. Pure."""

from dataclasses import dataclass
from datetime import datetime

from aspara_desk.domain.opening_times import Phase, event_at_door
from aspara_desk.domain.programme import Direction, Door, Event, Programme
from aspara_desk.door.choosing import DoorChoice, EventAtDoor, doors_to_choose, events_for_door
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.models.event_notes import kept_open
from aspara_desk.ui.models.rows import Row

_PHASES = {
    Phase.LATER: mark("later"),
    Phase.OPEN: mark("doors are open"),
    Phase.RUNNING: mark("running"),
    Phase.OVER: mark("over"),
}
_LATER_AT = mark("opens {time}")
_AS_SCHEDULED = mark("By the schedule, from event to event")
_NOW = mark("Now: {event}")
_NO_EVENT = mark("no event today")


@dataclass(frozen=True, slots=True)
class EventChoice:
    """`key` None: whatever the schedule has."""

    key: str | None


def door_rows(programme: Programme, now: datetime, last: str | None, t: Translator) -> tuple[Row, ...]:
    """Every door with what it works for now. The value of a row is the door."""
    return tuple(_door_row(one, programme, now, t) for one in doors_to_choose(programme, now, last))


def event_rows(programme: Programme, door: Door, now: datetime, t: Translator) -> tuple[Row, ...]:
    """The schedule first, then every event. The value of a row is an `EventChoice`."""
    proposed = event_at_door(programme, door, now)
    running = t(_NOW, event=proposed.titles.to(t.language)) if proposed else t(_NO_EVENT)
    scheduled = Row(t(_AS_SCHEDULED), running, value=EventChoice(None), strong=True)
    return (scheduled, *(_event_row(one, programme, now, t) for one in events_for_door(programme, door, now)))


def _door_row(choice: DoorChoice, programme: Programme, now: datetime, t: Translator) -> Row:
    door, event = choice.door, choice.event
    second = t(_NO_EVENT)
    if event is not None and choice.phase is not None:
        when = formats.when(programme.season, event.starts_at, now, t.language)
        second = f"{event.titles.to(t.language)} · {when}"
    note = t(vocabulary.DIRECTIONS[Direction.OUT]) if door.direction is Direction.OUT else ""
    if not note and event is not None and choice.phase is not None and choice.today:
        note = _phase(choice.phase, event, programme, t)
    return Row(door.titles.to(t.language), second, note, door, strong=choice.phase in {Phase.OPEN, Phase.RUNNING})


def _event_row(one: EventAtDoor, programme: Programme, now: datetime, t: Translator) -> Row:
    season, event = programme.season, one.event
    begins = formats.when(season, event.starts_at, now, t.language)
    second = f"{begins} – {formats.clock(season, event.ends_at)}"
    return Row(
        event.titles.to(t.language), second, _phase(one.phase, event, programme, t), EventChoice(event.key),
        strong=one.phase in {Phase.OPEN, Phase.RUNNING},
    )  # fmt: skip


def _phase(phase: Phase, event: Event, programme: Programme, t: Translator) -> str:
    if phase is Phase.LATER:
        return t(_LATER_AT, time=formats.clock(programme.season, event.opens_at))
    if phase is Phase.KEPT_OPEN:
        return kept_open(event, programme, t)
    return t(_PHASES[phase])
