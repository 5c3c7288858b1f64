"""From numbers of tickets to pictures of pages, and where a sheet lies on a printer's paper. Runs in any thread.

A ticket's code is on its page: its file is in a folder of its own for as long as it takes to read it back, and no
page shows itself in a repr.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from aspara_desk.box_office.printing import Press, print_tickets
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.sales import Medium
from aspara_desk.scanning.pdf import Document
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring

MOST_DPI = 300
"""Finer pages look the same, and take longer to paint."""

MM_PER_INCH = 25.4
_SLACK_MM = 1.0  # by which paper may be smaller than a sheet that is put on it unscaled: printers round their sizes


@dataclass(frozen=True, slots=True)
class Pages:
    """The PDF of some tickets, and how many pages it has."""

    count: int
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A picture of one page: rows of RGB bytes from the top, without gaps."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


def make_pages(
    here: Workplace, keyring: Keyring, make_press: Callable[[], Press], numbers: Sequence[str]
) -> Pages:  # fmt: skip
    """Prints the tickets, each copy with its line in the log, and leaves no file. Raises as `print_tickets` does."""
    try:
        with TemporaryDirectory(prefix="aspara-") as folder:  # its owner's alone
            file = Path(folder) / "tickets.pdf"
            print_tickets(here, keyring, make_press(), numbers, file, Medium.PAPER)
            pdf = file.read_bytes()
    except OSError as fault:
        raise Misused("output_unwritable", path=gettempdir(), reason=fault.strerror or "") from fault
    with Document(pdf) as document:
        return Pages(len(document), pdf)


def page_picture(pages: Pages, number: int, dpi: float) -> Page:
    """Page `number`, from 1."""
    with Document(pages.pdf) as document:
        picture = document.render(number, dpi)
    return Page(picture.width, picture.height, picture.tobytes())


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a sheet lies on paper, in the printer's dots."""

    left: float
    top: float
    width: float
    height: float


def spread(sheet_mm: tuple[float, float], paper: tuple[float, float], dpi: float) -> Spread:
    """A sheet in the middle of the paper (dots), in its own size; smaller only where it would not fit."""
    width, height = (side / MM_PER_INCH * dpi for side in sheet_mm)
    slack = _SLACK_MM / MM_PER_INCH * dpi
    fits = width <= paper[0] + slack and height <= paper[1] + slack
    scale = 1.0 if fits else min(paper[0] / width, paper[1] / height)
    width, height = width * scale, height * scale
    return Spread((paper[0] - width) / 2, (paper[1] - height) / 2, width, height)
