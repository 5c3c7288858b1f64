"""What a verdict looks like: its face, and the words on it, the most important first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from aspara_desk.domain.admission import VerdictKind, went_out
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.names import clean
from aspara_desk.domain.programme import Direction, Programme
from aspara_desk.door.check_in import Answer
from aspara_desk.i18n import formats, verdicts
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.ui.desks.door.door_state import (
    Answered,
    Checking,
    LeftOpen,
    LookedUp,
    NotRecorded,
    Showing,
    TakenBack,
    Together,
    Waiting,
)


class Face(StrEnum):
    """What is told apart from afar: each has a ground, a shape and a word of its own."""

    WAITING = "waiting"
    CHECKING = "checking"
    ADMIT = "admit"
    EXIT = "exit"
    REFUSE = "refuse"
    ASK = "ask"
    NOT_RECORDED = "not_recorded"
    SEVERAL = "several"
    TAKEN_BACK = "taken_back"


_FACES = {VerdictKind.ADMIT: Face.ADMIT, VerdictKind.REFUSE: Face.REFUSE, VerdictKind.ASK: Face.ASK}
_LEAVES = mark("EXIT")
_READY = mark("Ready")
_NOBODY = mark("Nobody is expected here")
_READY_OUT = mark("Ready: the way out")
_READY_TO_SCAN = mark("Scan a ticket. F2 finds a guest by name or number.")
_CHECKING = mark("Checking…")
_BUSY = mark("The store is busy: another desk or program is writing to it.")
_SCANS_WAIT = mark_plural("{count} scan waits.", "{count} scans wait.")
_NOT_READY = mark("Not ready")
_NOT_READ = mark("This door cannot be read: {why}")
_SEVERAL = mark_plural("{count} answer at once", "{count} answers at once")
_SEVERAL_BODY = mark("They waited for the store. The list below says which is whose; when in doubt, scan again.")
_COUNTS = {
    VerdictKind.ADMIT: mark("admitted {count}"),
    VerdictKind.REFUSE: mark("refused {count}"),
    VerdictKind.ASK: mark("asked {count}"),
}
_LEFT_OPEN = mark("Left unanswered: {who}. Nobody was let in; scan the ticket again to ask again.")
_MISSED_BEFORE = mark_plural(
    "{count} scan before was NOT recorded: scan it again", "{count} scans before were NOT recorded: scan them again"
)
_ALL_MISSED = mark_plural("{count} scan was not recorded.", "{count} scans were not recorded.")
_NOT_RECORDED = mark("NOT RECORDED")
_DO_NOT_ADMIT = mark("Do not admit: nothing was recorded.")
_TAKEN_BACK = mark("TAKEN BACK")
_OUT_AGAIN = mark("They are out again: the entry counts no more. The ticket may be scanned again.")
_STILL_IN = mark("This scan counts no more. They have been inside since {time}.")
_EXIT_GONE = mark("The exit counts no more. They do not count as inside.")
_LOOKED_UP = mark("Look-up: nobody was let in")
_CONFIRM = mark("Enter: let in")
_OVERRIDE = mark("F6: let in all the same")


@dataclass(frozen=True, slots=True)
class VerdictView:
    """`name` is who or what it is about, `kind` the ticket's type with its own `colour` (#RRGGBB), `details` the rest.

    `sentence` is what a steward has to read, `more` what may be read after it.
    `act` is the key that answers it. `looked_up` is said where nothing was recorded.
    `warning` is of readings before this one, whatever came of this one.
    """

    face: Face
    word: str
    name: str = ""
    kind: str = ""
    colour: str = ""
    details: str = ""
    notice: str = ""
    sentence: str = ""
    more: str = ""
    act: str = ""
    looked_up: str = ""
    warning: str = ""

    def spoken(self) -> str:
        """All of it in one line, for those who hear the screen instead of seeing it."""
        parts = (
            self.warning,
            self.looked_up,
            self.word,
            self.name,
            self.kind,
            self.details,
            self.notice,
            self.sentence,
            self.more,
            self.act,
        )
        return ". ".join(part.rstrip(".") for part in parts if part)


def view(
    showing: Showing,
    programme: Programme,
    t: Translator,
    event_id: UUID | None = None,
    *,
    idle: str = "",
    leaves: bool = False,
    trouble: DeskError | None = None,
) -> VerdictView:
    """`event_id` is the event that the door works for: a verdict about another one names it.

    While nothing was read yet, `idle` says why nobody will come, `leaves` that people go out here, and `trouble` why
    the door cannot be read.
    """
    match showing:
        case Waiting() | LeftOpen():
            return _nothing_shown(showing, t, idle, trouble, leaves=leaves)
        case Checking(waiting=waiting):
            busy = f"{t(_BUSY)} {t.plural(*_SCANS_WAIT, waiting)}" if waiting else ""
            return VerdictView(Face.CHECKING, t(_CHECKING), sentence=busy)
        case NotRecorded(error=error, count=count):
            why = sentence(error.problem, t)
            said = f"{t.plural(*_ALL_MISSED, count)} {why}" if count > 1 else why
            return VerdictView(Face.NOT_RECORDED, t(_NOT_RECORDED), notice=t(_DO_NOT_ADMIT), sentence=said)
        case Together(answers=answers):
            return _together(answers, t)
        case TakenBack() as taken_back:
            return _taken_back(taken_back, programme, t, event_id)
        case LookedUp(answer=answer):
            return _verdict(answer, programme, t, event_id, looked_up=True)
        case Answered(answer=answer):
            return _verdict(answer, programme, t, event_id, looked_up=False)


def _nothing_shown(
    showing: Waiting | LeftOpen, t: Translator, idle: str, trouble: DeskError | None, *, leaves: bool
) -> VerdictView:
    if trouble is not None:
        return VerdictView(Face.WAITING, t(_NOT_READY), sentence=t(_NOT_READ, why=sentence(trouble.problem, t)))
    said = idle or t(_READY_TO_SCAN)
    if isinstance(showing, LeftOpen):
        who = " · ".join(filter(None, (_about(showing.answer, t)[0], showing.answer.ticket)))
        said = t(_LEFT_OPEN, who=who)
    return VerdictView(Face.WAITING, _ready(t, idle=bool(idle), leaves=leaves), sentence=said)


def with_warning(shown: VerdictView, missed: int, t: Translator) -> VerdictView:
    """The same, with a warning of so many readings before it that were not recorded."""
    if not missed or shown.face is Face.NOT_RECORDED:
        return shown
    return replace(shown, warning=t.plural(*_MISSED_BEFORE, missed))


def _together(answers: Sequence[Answer], t: Translator) -> VerdictView:
    """Green only where all of them came in, or all of them went out."""
    kinds = [one.verdict.kind for one in answers]
    ways = {one.direction for one in answers}
    face = Face.SEVERAL
    if set(kinds) == {VerdictKind.ADMIT} and len(ways) == 1:
        face = Face.EXIT if Direction.OUT in ways else Face.ADMIT
    counted = [(kind, kinds.count(kind)) for kind in VerdictKind if kind in kinds]
    parts = [t(_COUNTS[kind], count=formats.number(count)) for kind, count in counted]
    return VerdictView(
        face, t.plural(*_SEVERAL, len(answers)), notice=" · ".join(parts) if face is Face.SEVERAL else "",
        sentence=t(_SEVERAL_BODY),
    )  # fmt: skip


def _ready(t: Translator, *, idle: bool, leaves: bool) -> str:
    if idle:
        return t(_NOBODY)
    return t(_READY_OUT) if leaves else t(_READY)


def _verdict(
    answer: Answer, programme: Programme, t: Translator, event_id: UUID | None, *, looked_up: bool
) -> VerdictView:
    verdict = answer.verdict
    leaves = went_out(verdict, answer.direction)
    said = verdicts.said(verdict, programme, answer.at, t, answer.direction)
    return VerdictView(
        Face.EXIT if leaves else _FACES[verdict.kind],
        t(_LEAVES) if leaves else t(verdicts.VERDICTS[verdict.kind]),
        *_about(answer, t),
        details=_details(answer, programme, t, event_id, said.whole),
        notice=verdicts.notice(verdict, answer.ticket_type, t) or "",
        sentence=said.first,
        more=said.more,
        act="" if looked_up else _act(answer, t),
        looked_up=t(_LOOKED_UP) if looked_up else "",
    )


def _about(answer: Answer, t: Translator) -> tuple[str, str, str]:
    """Name, kind of ticket and its colour; a ticket without a name goes by its kind."""
    if answer.ticket_type is None:
        return "", "", ""
    kind = answer.ticket_type.titles.to(t.language)
    name = clean(answer.guest) if answer.guest else ""
    return name or kind, kind if name else "", answer.ticket_type.colour


def _details(answer: Answer, programme: Programme, t: Translator, event_id: UUID | None, said: str = "") -> str:
    """What may be long comes last. An event that is not the door's is named, unless it was `said` already."""
    event = programme.find_event(answer.verdict.event_id)
    elsewhere = event.titles.to(t.language) if event is not None and event.id != event_id else ""
    organisation = clean(answer.organisation) if answer.organisation else None
    seated = answer.ticket_type and programme.has_seat_at(answer.ticket_type.id, answer.verdict.event_id or event_id)
    seat = answer.seat if seated else None
    return " · ".join(filter(None, (seat, answer.ticket, "" if elsewhere in said else elsewhere, organisation)))


def _act(answer: Answer, t: Translator) -> str:
    if answer.verdict.may_be_confirmed:
        return t(_CONFIRM)
    return t(_OVERRIDE) if answer.verdict.may_be_overridden else ""


def _taken_back(taken_back: TakenBack, programme: Programme, t: Translator, event_id: UUID | None) -> VerdictView:
    """Whose scan it was, and where they are now."""
    answer, since = taken_back.answer, taken_back.inside_since
    name, kind, colour = _about(answer, t)
    return VerdictView(
        Face.TAKEN_BACK, t(_TAKEN_BACK), name, kind, colour, details=_details(answer, programme, t, event_id),
        sentence=_where_now(answer.direction, None if since is None else formats.clock(programme.season, since), t),
    )  # fmt: skip


def _where_now(direction: Direction, since: str | None, t: Translator) -> str:
    if since is not None:
        return t(_STILL_IN, time=since)
    return t(_OUT_AGAIN if direction is Direction.IN else _EXIT_GONE)
