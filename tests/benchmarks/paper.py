"""Paper: tickets to PDF, on one core and on two."""

import multiprocessing
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from reportlab.lib.pagesizes import A5, landscape
from reportlab.pdfgen.canvas import Canvas

from aspara_desk import bootstrap
from aspara_desk.box_office.faces import FaceFacts, make_face
from aspara_desk.config import paths
from aspara_desk.domain import code
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.tickets.face import TicketFace
from aspara_desk.tickets.pdf import write_pdf
from tests.benchmarks.big_store import BigStore, names
from tests.benchmarks.figures import Figure

TICKETS = 4_000


def faces(big: BigStore, count: int) -> list[TicketFace]:
    """Distinct tickets with name and seat, as a batch has them."""
    here = big.open()
    programme = here.read(lambda unit: unit.programme)
    here.store.close()
    words = bootstrap.words("kk")
    ticket_type = next(one for one in programme.ticket_types if one.seated_in)
    made = names(3)
    return [
        make_face(
            programme,
            FaceFacts(
                f"A-{number:06d}", code.derive(big.secret, UUID(int=number)), ticket_type, ticket_type.price,
                GuestDetails(next(made)), f"B {number % 60 + 1}",
            ),
            words,
        )
        for number in range(count)
    ]  # fmt: skip


def write(made: Sequence[TicketFace], out: Path) -> float:
    began = time.perf_counter()
    write_pdf(
        made, out, layout="a5", fonts_dir=paths.resources() / "fonts", title="bench", author="bench", language="kk",
        created=datetime(2022, 10, 1, tzinfo=UTC),
    )  # fmt: skip
    return time.perf_counter() - began


def bare_pages(out: Path, count: int) -> float:
    """Eight lines of text on a bare reportlab page."""
    began = time.perf_counter()
    canvas = Canvas(str(out), pagesize=landscape(A5))
    for number in range(count):
        for line in range(8):
            canvas.drawString(40, 380 - 24 * line, f"Line {line} of page {number}")
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - began


def _half(made: Sequence[TicketFace], out: Path) -> None:
    write(made, out)


def figures(folder: Path, big: BigStore) -> Sequence[Figure]:
    made = faces(big, TICKETS)
    write(made[:100], folder / "warm.pdf")
    alone = TICKETS / write(made, folder / "one.pdf")
    size = (folder / "one.pdf").stat().st_size / TICKETS
    bare = TICKETS / bare_pages(folder / "bare.pdf", TICKETS)
    processes = [
        multiprocessing.get_context("fork").Process(target=_half, args=(made[part::2], folder / f"{part}.pdf"))
        for part in range(2)
    ]
    began = time.perf_counter()
    for one in processes:
        one.start()
    for one in processes:
        one.join()
    both = TICKETS / (time.perf_counter() - began)
    return [
        Figure("tickets to PDF, one core, name, seat and QR", f"{alone:,.0f} a second", f"{bare:,.0f} bare pages",
               "≥ 700 a second", alone >= 700),
        Figure("a ticket in a batch file", f"{size:,.0f} bytes", "", "≤ 3 KB", size <= 3_000),
        Figure("tickets to PDF, two processes, a file each", f"{both:,.0f} a second ({both / alone:.2f} ×)", "",
               "≥ 1.7 ×", both >= 1.7 * alone),
    ]  # fmt: skip
