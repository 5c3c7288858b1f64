"""What happened to a ticket, as a list of moments in words, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aspara_desk.box_office.life import TicketLife
from aspara_desk.domain.admission import VerdictKind
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.sales import Medium
from aspara_desk.i18n import formats, verdicts, vocabulary
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.store.sales import Deed
from aspara_desk.store.scans import ScanRecord

_SOLD = mark("Sold")
_ORDERED = mark("Sold, to be paid later")
_GIVEN = mark("Given free of charge")
_OF_ORDER = mark("{tickets}, order {order}")
_TICKETS = mark_plural("{count} ticket", "{count} tickets")
_PAID = mark("Paid: {amount}")
_PRINTED = mark("Sent to the printer")
_PRINTED_AGAIN = mark("Sent to the printer: copy {copy}")
_SAVED = mark("Saved as PDF")
_SAVED_AGAIN = mark("Saved as PDF: copy {copy}")
_SCANNED = mark("{verdict} – {door}")
_UNDONE = mark("Scan undone – {door}")
_TAKEN_BACK = mark("was undone")
_VOIDED = mark("Made void: {why}")
_BLOCKED = mark("Blocked: {why}")
_UNBLOCKED = mark("Unblocked")
_REPLACED = mark("Replaced by ticket {number}")
_REPLACES = mark("Replaces ticket {number}")

_VERDICT_TONES = {VerdictKind.ADMIT: "ok", VerdictKind.REFUSE: "error", VerdictKind.ASK: "warning"}
_VERDICT_ICONS = {
    VerdictKind.ADMIT: "circle-check",
    VerdictKind.REFUSE: "circle-x",
    VerdictKind.ASK: "circle-help",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is UTC; `when` says it in the season's zone. `tone` names a colour of the theme, `icon` a drawing."""

    at: datetime
    when: str
    what: str
    detail: str = ""
    tone: str = "muted"
    icon: str = "circle-dot"


@dataclass(frozen=True, slots=True)
class _Teller:
    life: TicketLife
    programme: Programme
    t: Translator

    def moments(self) -> Iterator[Moment]:
        yield self._sold()
        yield from self._paid_later()
        yield from self._deeds()
        yield from self._prints()
        yield from self._scans()

    def _moment(self, at: datetime, what: str, *detail: str | None, tone: str = "muted", icon: str) -> Moment:
        season = self.programme.season
        day = formats.day(season.local(at).date(), self.t.language)
        when = f"{day}, {formats.clock_with_seconds(season, at)}"
        return Moment(at, when, what, " · ".join(filter(None, detail)), tone, icon)

    def _who(self, name: str) -> str:
        return vocabulary.actor(name, self.t)

    def _sold(self) -> Moment:
        view = self.life.order
        at_once = [one for one in view.payments if one.at == view.order.created_at]
        tickets = self.t.plural(*_TICKETS, sum(line.count for line in view.lines))
        order = self.t(_OF_ORDER, tickets=tickets, order=view.order.number)
        method = self.t(vocabulary.METHODS[at_once[0].method]) if at_once else None
        what = _SOLD if at_once else _ORDERED if view.order.total.minor else _GIVEN
        total = formats.money(view.order.total) if view.order.total.minor else None
        return self._moment(
            view.order.created_at, self.t(what), order, total, method, self._who(view.actor), icon="banknote"
        )

    def _paid_later(self) -> Iterator[Moment]:
        view = self.life.order
        who = {deed.at: self._who(deed.actor) for deed in self.life.deeds if deed.action == "order_paid"}
        for one in view.payments:
            if one.at != view.order.created_at:
                what = self.t(_PAID, amount=formats.money(one.amount))
                method = self.t(vocabulary.METHODS[one.method])
                yield self._moment(one.at, what, method, who.get(one.at), tone="ok", icon="wallet")

    def _deeds(self) -> Iterator[Moment]:
        for deed in self.life.deeds:
            moment = self._deed(deed)
            if moment is not None:
                yield moment

    def _deed(self, deed: Deed) -> Moment | None:
        older = self.life.replaces
        if older is not None and deed.subject_id == older.id:
            if deed.action != "ticket_replaced":
                return None  # the older paper has its own page
            what = self.t(_REPLACES, number=older.number)
            return self._moment(deed.at, what, self._who(deed.actor), tone="accent", icon="repeat-2")
        match deed.action:
            case "ticket_voided":
                what, tone, icon = self.t(_VOIDED, why=deed.facts["why"]), "error", "ticket-x"
            case "ticket_blocked":
                what, tone, icon = self.t(_BLOCKED, why=deed.facts["why"]), "warning", "lock"
            case "ticket_unblocked":
                what, tone, icon = self.t(_UNBLOCKED), "ok", "lock-open"
            case "ticket_replaced":
                what, tone, icon = self.t(_REPLACED, number=deed.facts["new"]), "accent", "repeat-2"
            case _:
                return None  # of the order, and told with it
        return self._moment(deed.at, what, self._who(deed.actor), tone=tone, icon=icon)

    def _prints(self) -> Iterator[Moment]:
        for one in self.life.history.prints:
            on_paper = one.medium is Medium.PAPER
            first, again = (_PRINTED, _PRINTED_AGAIN) if on_paper else (_SAVED, _SAVED_AGAIN)
            what = self.t(first) if one.copy == 1 else self.t(again, copy=one.copy)
            who = self._who(one.actor)
            desk = vocabulary.desk(one.desk, self.t) if one.desk else who
            icon = "printer" if on_paper else "file-down"
            yield self._moment(one.at, what, who, desk if desk != who else None, icon=icon)

    def _scans(self) -> Iterator[Moment]:
        history = self.life.history
        undone = {one.scan_id: one for one in history.undos}
        for scan in history.scans:
            yield self._scan(scan, undone=scan.id in undone)
            if scan.id in undone:
                undo = undone[scan.id]
                what = self.t(_UNDONE, door=self._door(scan))
                yield self._moment(undo.at, what, undo.why, self._who(undo.actor), tone="warning", icon="undo-2")

    def _scan(self, scan: ScanRecord, *, undone: bool) -> Moment:
        kind = scan.verdict.kind
        what = self.t(_SCANNED, verdict=self.t(verdicts.VERDICTS[kind]), door=self._door(scan))
        words = verdicts.text(scan.verdict, self.programme, scan.at, self.t, scan.direction)
        taken_back = self.t(_TAKEN_BACK) if undone else None
        tone = "muted" if undone else _VERDICT_TONES[kind]
        return self._moment(
            scan.at, what, words, taken_back, self._who(scan.actor), tone=tone, icon=_VERDICT_ICONS[kind]
        )

    def _door(self, scan: ScanRecord) -> str:
        return verdicts.title(self.programme.find_door(scan.door_id), self.t)


def timeline(life: TicketLife, programme: Programme, t: Translator) -> tuple[Moment, ...]:
    """Everything that happened to a ticket, newest first; of one moment, what was told last comes first."""
    return tuple(sorted(_Teller(life, programme, t).moments(), key=lambda one: one.at))[::-1]
