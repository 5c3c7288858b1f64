"""Tickets to a PDF file: one at the counter, ten thousand in a batch."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path

from aspara_desk.domain.errors import Misused
from aspara_desk.tickets import colours, drawing, fonts
from aspara_desk.tickets.drawing import Press
from aspara_desk.tickets.face import TicketFace
from aspara_desk.tickets.layouts import POINTS, SHEETS, Sheet
from aspara_desk.tickets.output import whole_file
from aspara_desk.tickets.pdf_file import PdfFile
from aspara_desk.tickets.pen import Pen

_CUT_MARK = 7.0  # millimetres from the edge of the sheet: a printer may leave five of them white


def write_pdf(
    faces: Iterable[TicketFace],
    out: Path,
    *,
    layout: str,
    fonts_dir: Path,
    title: str,
    author: str,
    language: str,
    created: datetime,
    progress: Callable[[int], None] | None = None,
    before_naming: Callable[[], None] | None = None,
) -> int:
    """Writes the tickets, in order, and gives their number. The same arguments give the same bytes.

    `layout` is a key of `layouts.SHEETS`: "a5" and "dl" have one ticket a page, "a4" has three on a sheet to cut.
    `created` is aware, `language` BCP 47. `progress` is told the number of tickets drawn, after each one;
    `before_naming` is called as `output.whole_file` does. Whatever goes wrong, also in these two, an older file
    stays as it was and nothing else is left behind.
    Raises Misused `glyph_missing`, `layout_unknown`, `nothing_to_print`, `font_missing` and what
    `output.whole_file` raises.
    """
    sheet, typefaces = _sheet(layout), fonts.load(fonts_dir)
    with whole_file(out, before_naming=before_naming) as stream:
        pdf = PdfFile(
            stream, title=title, author=author, language=language, created=created, page_size=_page_size(sheet)
        )
        count = _print(pdf, Press(pdf, sheet.design, typefaces), sheet, _watched(faces, progress))
        if not count:
            raise Misused("nothing_to_print")
        pdf.finish()
    return count


def page_pdf(face: TicketFace, *, layout: str, fonts_dir: Path, author: str, created: datetime) -> bytes:
    """One ticket in memory, as `write_pdf` draws it. Raises Misused `glyph_missing` and `layout_unknown`."""
    sheet, stream = _sheet(layout), BytesIO()
    pdf = PdfFile(
        stream,
        title=face.number,
        author=author,
        language=face.language,
        created=created,
        page_size=_page_size(sheet),
    )
    _print(pdf, Press(pdf, sheet.design, fonts.load(fonts_dir)), sheet, iter([face]))
    pdf.finish()
    return stream.getvalue()


def _sheet(layout: str) -> Sheet:
    if layout not in SHEETS:
        raise Misused("layout_unknown", layout=layout, known=", ".join(SHEETS))
    return SHEETS[layout]


def _page_size(sheet: Sheet) -> tuple[float, float]:
    return sheet.width * POINTS, sheet.height * POINTS


def missing_characters(face: TicketFace, fonts_dir: Path) -> tuple[tuple[str, str], ...]:
    """What cannot be printed of a ticket: (character, the text it stands in), before anything is sold or written."""
    return drawing.missing(face, fonts.load(fonts_dir))


def _watched(faces: Iterable[TicketFace], progress: Callable[[int], None] | None) -> Iterator[TicketFace]:
    for done, face in enumerate(faces, start=1):
        yield face
        if progress is not None:
            progress(done)


def _print(pdf: PdfFile, press: Press, sheet: Sheet, faces: Iterator[TicketFace]) -> int:
    count = 0
    while page := tuple(islice(faces, len(sheet.places))):
        pen = Pen(pdf)
        for face, (x, y) in zip(page, sheet.places, strict=False):
            pen.save((1, 0, 0, 1, x * POINTS, y * POINTS))
            press.ticket(pen, face)
            pen.restore()
        _cut_marks(pen, sheet)
        pdf.page(pen.content())
        count += len(page)
    return count


def _cut_marks(pen: Pen, sheet: Sheet) -> None:
    if not sheet.cuts:
        return
    for colour, width in ((colours.PANEL, 1.6), (colours.TEXT, 0.5)):  # seen on light and on dark artwork
        pen.stroke(colour, width)
        for cut in sheet.cuts:
            y = cut * POINTS
            for start in (0.0, sheet.width - _CUT_MARK):
                pen.line(start * POINTS, y, (start + _CUT_MARK) * POINTS, y)
