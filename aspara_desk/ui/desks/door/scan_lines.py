"""The last scans in words, as the list shows them. Pure."""

from aspara_desk.domain.admission import VerdictKind
from aspara_desk.domain.names import clean
from aspara_desk.domain.programme import Direction, Programme
from aspara_desk.i18n import formats, verdicts
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.store.scan_lists import SeenScan
from aspara_desk.ui.models.scans import ScanLine

_TAKEN_BACK = mark("taken back")
_EXIT = mark("went out")


def line(scan: SeenScan, programme: Programme, t: Translator) -> ScanLine:
    """Who came, and of a refusal or a question also why."""
    verdict = scan.verdict
    admitted = verdict.kind is VerdictKind.ADMIT
    leaves = admitted and scan.direction is Direction.OUT
    word = t(_EXIT) if leaves else t(verdicts.VERDICTS[verdict.kind]).lower()
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
        t(_TAKEN_BACK) if scan.undone else word,
        who,
        " · ".join(filter(None, (kind if who != kind else None, scan.seat, scan.ticket))),
        why,
        admitted,
        scan.undone,
    )
