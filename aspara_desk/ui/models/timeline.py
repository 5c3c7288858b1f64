"""What happened to a ticket, as a list of moments in words, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aspara_desk.box_office.life import TicketLife
from aspara_desk.domain.admission import VerdictKind
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.sales import Action, Medium
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
_NAMED = mark("Given a name")
_GIVEN_ON = mark("Given to another guest")
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
        view, method = self.life.order, self.life.placed_by
        total = view.order.total
        tickets = self.t.plural(*_TICKETS, sum(line.count for line in view.lines))
        order = self.t(_OF_ORDER, tickets=tickets, order=view.order.number)
        how = self.t(vocabulary.METHODS[method]) if method.is_payment and total.minor else None
        what = _GIVEN if not total.minor else _SOLD if method.is_payment else _ORDERED
        amount = formats.money(total) if total.minor else None
        who = self._who(view.actor)
        return self._moment(view.order.created_at, self.t(what), order, amount, how, who, icon="banknote")

    def _paid_later(self) -> Iterator[Moment]:
        for one in self.life.settlements:
            what = self.t(_PAID, amount=formats.money(one.amount))
            method = self.t(vocabulary.METHODS[one.method])
            yield self._moment(one.at, what, method, self._who(one.actor), tone="ok", icon="wallet")

    def _deeds(self) -> Iterator[Moment]:
        for one in self.life.done_to_ticket:
            what, tone, icon = self._deed(one)
            yield self._moment(one.at, what, self._who(one.actor), tone=tone, icon=icon)

    def _deed(self, deed: Deed) -> tuple[str, str, str]:
        """In words, with a tone and an icon."""
        match deed.action:
            case Action.VOIDED:
                return self.t(_VOIDED, why=deed.facts["why"]), "error", "ticket-x"
            case Action.BLOCKED:
                return self.t(_BLOCKED, why=deed.facts["why"]), "warning", "lock"
            case Action.UNBLOCKED:
                return self.t(_UNBLOCKED), "ok", "lock-open"
            case Action.REPLACED if deed.subject_id == self.life.ticket.id:
                return self.t(_REPLACED, number=deed.facts["new"]), "accent", "repeat-2"
            case Action.REPLACED:
                return self.t(_REPLACES, number=deed.facts["ticket"]), "accent", "repeat-2"
            case Action.NAMED:
                return self.t(_NAMED), "accent", "user-plus"
            case Action.GIVEN_ON:
                return self.t(_GIVEN_ON), "accent", "user-plus"
            case Action.ORDER_PLACED | Action.ORDER_PAID:
                raise AssertionError(deed.action)  # of the order, and told with it

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
