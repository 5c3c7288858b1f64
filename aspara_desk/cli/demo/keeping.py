"""The morning after: the books are compared, and the store is backed up, restored and checked."""

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.cli.demo.stage import NotHeld, Post, Stage
from aspara_desk.domain.admission import Reason
from aspara_desk.i18n import formats
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import mark
from aspara_desk.reports.attendance import Came, Crowd, attendance
from aspara_desk.reports.scan_log import each_scan
from aspara_desk.reports.takings import takings
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.backup import backup


def every_reason(stage: Stage) -> str:
    """The doors have given every answer that there is."""
    missing = [reason.value for reason in Reason if not stage.ledger.reasons[reason]]
    if missing:
        raise NotHeld(stage.say(mark("Never met: {reasons}"), reasons=", ".join(missing)))
    return stage.say(mark("Reasons: {reasons} · scans: {scans}"), reasons=len(Reason), scans=stage.ledger.scans)


def compare_attendance(stage: Stage) -> str:
    """The report has everybody whom the demo let in, and nobody else."""
    here, ledger = stage.at(Post.MANAGER), stage.ledger
    found = attendance(here)
    reported = {(line.event.key, crowd): came for line in found.events for crowd, came in line.crowds.items()}
    _same(stage, "attendance", ledger.attendance(), reported)
    _same(stage, "attendance", {crowd: ledger.total(crowd) for crowd in Crowd}, dict(found.total))
    _same(stage, "attendance", dict(ledger.without_ticket), dict(found.without_ticket))
    _same(stage, "scans", ledger.scans, each_scan(here, lambda *_: None))
    total = sum(found.total.values(), Came())
    return stage.say(mark("People: {people} · entries: {entries}"), people=total.people, entries=total.entries)


def compare_takings(stage: Stage) -> str:
    """The till has what the demo was paid."""
    ledger, found = stage.ledger, takings(stage.at(Post.MANAGER))
    reported: dict[str, int] = {}
    for line in found.lines:
        reported[line.method.value] = reported.get(line.method.value, 0) + line.amount.minor
    _same(stage, "takings", {method.value: amount for method, amount in ledger.takings.items()}, reported)
    _same(stage, "takings", ledger.owed, found.owed.minor)
    _same(stage, "orders", ledger.orders_by_state(), dict(found.orders))
    return stage.say(
        mark("Taken: {total} · still owed: {owed}"), total=formats.money(found.total), owed=formats.money(found.owed)
    )


def _same(stage: Stage, report: str, known: object, reported: object) -> None:
    if known != reported:
        raise NotHeld(stage.say(mark("The report “{report}” does not say what was done."), report=report))


def back_up(stage: Stage) -> str:
    written = backup(str(stage.folder.store), stage.folder.backup)
    return stage.say(
        mark("{file}, verified, {kilobytes} KB"), file=written.file.name, kilobytes=formats.number(written.size // 1024)
    )


def restore(stage: Stage) -> str:
    """Into a second store, which must say the same; the desk takes a new letter there."""
    known = _figures(stage.at(Post.MANAGER))
    settings = Settings(str(stage.folder.restored), stage.call.language, data_folder=stage.folder.desk)
    bootstrap.restore_store(settings, stage.folder.backup)
    here = bootstrap.open_workplace(settings)
    try:
        letter = here.actor.desk_letter
        used = here.read(lambda unit: set(unit.identity.desks()))
        if letter in used or _figures(here) != known:
            raise NotHeld(stage.say(mark("What was restored is not what was backed up.")))
    finally:
        here.store.close()
    return stage.say(mark("{file}; the desk is {letter} there"), file=stage.folder.restored.name, letter=letter)


def _figures(here: Workplace) -> tuple[object, ...]:
    found, money = attendance(here), takings(here)
    return found.events, dict(found.total), money, each_scan(here, lambda *_: None)


def check(stage: Stage) -> str:
    """Both stores: everything that can be worked out agrees with what is kept."""
    for store in (stage.folder.store, stage.folder.restored):
        settings = Settings(str(store), stage.call.language, data_folder=stage.folder.desk)
        for finding in bootstrap.check_store(settings).findings:
            raise NotHeld(f"{store.name}: {sentence(finding, stage.call.t)}")
    return stage.say(mark("{first} and {second}: sound"), first=stage.folder.store.name,
                     second=stage.folder.restored.name)  # fmt: skip
