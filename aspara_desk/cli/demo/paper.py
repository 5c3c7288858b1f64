"""From paper back to the codes: every QR of every page is read, and must be the one that was to stand there."""

from collections.abc import Sequence
from pathlib import Path

from aspara_desk.cli.demo.stage import NotHeld, Post, Stage
from aspara_desk.domain import code
from aspara_desk.domain.code import TicketCode
from aspara_desk.i18n.translator import mark
from aspara_desk.scanning.files import read_file


def read_all(stage: Stage) -> str:
    for file in stage.printed:
        read_back(stage, file)
        stage.tell(stage.ledger.codes_read)
    return stage.say(
        mark("Pages: {pages} · codes read and matched: {codes}"),
        pages=stage.ledger.pages, codes=stage.ledger.codes_read,
    )  # fmt: skip


def read_back(stage: Stage, file: Path) -> None:
    """Reads a PDF as a door would, and compares with the hashes that the store knows tickets by."""
    numbers = stage.printed[file]
    found: list[TicketCode] = []
    for page in read_file(file):
        stage.ledger.pages += 1
        found += [reading for text in page.codes if isinstance(reading := code.read(text), TicketCode)]
    if len(found) != len(numbers):
        raise NotHeld(
            stage.say(mark("{file}: {found} codes read, {wanted} printed"), file=file.name, found=len(found),
                      wanted=len(numbers))
        )  # fmt: skip
    hashes = _hashes(stage, numbers)
    for number, reading in zip(numbers, found, strict=True):
        if reading.digest != hashes[number]:
            raise NotHeld(stage.say(mark("{file}: not the code of {ticket}"), file=file.name, ticket=number))
        stage.codes[number] = reading
    stage.ledger.codes_read += len(found)


def _hashes(stage: Stage, numbers: Sequence[str]) -> dict[str, bytes]:
    here = stage.at(Post.MANAGER)
    tickets = here.read(lambda unit: unit.sales.tickets(numbers))
    hashes = here.read(lambda unit: {row.id: row.code_hash for row in unit.sales.code_hashes()})
    return {one.number: hashes[one.id] for one in tickets}
