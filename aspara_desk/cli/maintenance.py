"""`store check | backup | restore | upgrade`."""

from pathlib import Path
from typing import Annotated

import typer

from aspara_desk.cli.call import REFUSED, the_call
from aspara_desk.i18n.translator import mark

app = typer.Typer(help=mark("Keep the store sound and safe."))

_NOT_COMPARED = mark("The codes of the tickets were not compared. Where the keys are locked, set ASPARA_PASSPHRASE.")


@app.command(help=mark("Look for anything that does not agree."))
def check(ctx: typer.Context) -> None:
    from aspara_desk.bootstrap import check_store
    from aspara_desk.i18n.errors import sentence

    call = the_call(ctx)
    checked = check_store(call.settings)
    if checked.findings:
        call.note(REFUSED)
    told = [{"kind": one.kind, "text": sentence(one, call.t)} for one in checked.findings]
    lines = [one["text"] for one in told] or [call.t(mark("The store is sound."))]
    if not checked.codes_checked:
        lines.append(call.t(_NOT_COMPARED))
    call.answer({"ok": not told, "findings": told, "codes_checked": checked.codes_checked}, *lines)


@app.command(help=mark("Write a verified copy of the store."))
def backup(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=mark("The backup."))]
) -> None:
    from aspara_desk.bootstrap import back_up_store

    call = the_call(ctx)
    written = back_up_store(call.settings, file)
    call.answer(
        {"ok": True, "findings": [], "file": str(written.file), "bytes": written.size},
        call.t(mark("Backed up to {file}."), file=written.file),
    )


@app.command(help=mark("Bring a backup back; the present store is kept beside it."))
def restore(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=mark("The backup."))]
) -> None:
    from aspara_desk.bootstrap import restore_store

    call = the_call(ctx)
    restored = restore_store(call.settings, file)
    lines = [call.t(mark("Restored from {file}. Every desk takes a new letter."), file=file)]
    if restored.kept:
        lines.append(call.t(mark("The store that was there is kept as {file}."), file=restored.kept))
    call.answer(
        {
            "ok": True,
            "findings": [],
            "store": restored.store,
            "revision": restored.revision,
            "kept": str(restored.kept) if restored.kept else None,
        },
        *lines,
    )


@app.command(help=mark("Bring the store's schema up to this version, after a backup."))
def upgrade(ctx: typer.Context) -> None:
    from aspara_desk.bootstrap import upgrade_store
    from aspara_desk.i18n.errors import sentence

    call = the_call(ctx)
    report = upgrade_store(call.settings)
    if report.before == report.after:
        lines = [call.t(mark("The store is up to date."))]
    else:
        lines = [call.t(mark("Upgraded from {before} to {after}."), before=report.before, after=report.after)]
    if report.without_backup:
        lines.append(sentence(report.without_backup.problem, call.t))
    call.answer(
        {
            "ok": True,
            "findings": [],
            "from": report.before,
            "to": report.after,
            "backup": str(report.backup) if report.backup else None,
        },
        *lines,
    )
