"""The last scans in words, as the list shows them. Pure."""

from collections.abc import Sequence

from aspara_desk.domain.admission import VerdictKind
from aspara_desk.domain.code import TicketNumber, read
from aspara_desk.domain.names import clean
from aspara_desk.domain.opening_times import event_at_door
from aspara_desk.domain.programme import Programme
from aspara_desk.i18n import formats, verdicts
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.store.scan_lists import SeenScan
from aspara_desk.ui.desks.door.door_state import Missed
from aspara_desk.ui.models.scans import ScanLine

_TAKEN_BACK = mark("taken back")
_NOT_RECORDED = mark("NOT recorded")


def lines(recent: Sequence[SeenScan], missed: Sequence[Missed], programme: Programme, t: Translator) -> list[ScanLine]:
    """The scans of the store, newest first, and among them by their time those that were not recorded.

    One whose record turned out to be there after all, such as after a connection broke, is shown as it is recorded.
    """
    known = {one.id for one in recent}
    shown = [(one.at, line(one, programme, t)) for one in recent]
    for one in missed:
        attempt = one.attempt
        if attempt.scan_id not in known:
            place = next((index for index, (at, _line) in enumerate(shown) if at <= attempt.at), len(shown))
            shown.insert(place, (attempt.at, _missed_line(one, programme, t)))
    return [one for _at, one in shown]


def named(scan: SeenScan, programme: Programme, t: Translator) -> str:
    """Who came, told apart from others without a name by the seat and the number of the ticket."""
    one = line(scan, programme, t)
    return " · ".join(filter(None, (one.who, scan.seat, scan.ticket)))


def _missed_line(missed: Missed, programme: Programme, t: Translator) -> ScanLine:
    """Whose ticket it was is not known without the store, unless its number was typed."""
    reading = read(missed.attempt.text)
    return ScanLine(
        missed.attempt.scan_id,
        formats.clock_with_seconds(programme.season, missed.attempt.at),
        "not_recorded",
        t(_NOT_RECORDED),
        clean(missed.attempt.text).upper() if isinstance(reading, TicketNumber) else "",
        "",
        sentence(missed.error.problem, t),
        admitted=False,
        undone=False,
    )


def line(scan: SeenScan, programme: Programme, t: Translator) -> ScanLine:
    """Who came, and of a refusal or a question also why."""
    verdict = scan.verdict
    admitted = verdict.kind is VerdictKind.ADMIT
    why = "" if admitted and verdict.override is None else verdicts.text(
        verdict, programme, scan.at, t, scan.direction
    )  # fmt: skip
    kinds = {one.id: one.titles.to(t.language) for one in programme.ticket_types}
    kind = kinds.get(scan.type_id, "") if scan.type_id else ""
    who = clean(scan.guest) if scan.guest else kind
    return ScanLine(
        scan.id,
        formats.clock_with_seconds(programme.season, scan.at),
        "taken_back" if scan.undone else verdict.kind.value,
        t(_TAKEN_BACK) if scan.undone else verdicts.outcome(verdict, scan.direction, t),
        who,
        " · ".join(filter(None, (kind if who != kind else None, _seat(scan, programme), scan.ticket))),
        why,
        admitted,
        scan.undone,
    )


def _seat(scan: SeenScan, programme: Programme) -> str | None:
    """Where the scan was for an event in its hall; a verdict about no event is one at what the door worked for."""
    event_id = scan.verdict.event_id
    if event_id is None and (door := programme.find_door(scan.door_id)) is not None:
        event = event_at_door(programme, door, scan.at)
        event_id = event.id if event else None
    return scan.seat if scan.type_id and programme.has_seat_at(scan.type_id, event_id) else None
