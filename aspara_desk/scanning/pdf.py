"""Pages of a PDF as pictures.

PDFium is not thread safe: every call into it holds one lock. The lock is re-entrant, because a document that
was left half read may be closed while another one is being used by the same thread.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Self

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from aspara_desk.domain.errors import BadInput, Place

MAX_PAGES = 10_000
"""More pages than any batch of tickets has; a batch prints up to four tickets on a page."""

MAX_SIDE_POINTS = 14_400
"""The longest side of a page that PDF readers agree on: 200 inches (ISO 32000-1, annex C.2)."""

MAX_PAGE_PIXELS = 36_000_000
"""An A0 poster at 150 dpi. Larger pages are rendered at the resolution that keeps within this."""

POINTS_PER_INCH = 72

_PDFIUM = RLock()


class Document:
    """An open PDF without a password. Use it as a context manager; it closes what PDFium holds."""

    def __init__(self, source: Path | bytes) -> None:
        """`source` is a file, or what one holds.

        Raise `BadInput`: `pdf_encrypted`, `pdf_damaged`, `pdf_too_many_pages` (`pages`, `limit`).
        """
        self._place = Place(file=None if isinstance(source, bytes) else str(source))
        with _PDFIUM, self._faults():
            self._pdf = pypdfium2.PdfDocument(source if isinstance(source, bytes) else source.absolute())
            self._count = len(self._pdf)
        if self._count > MAX_PAGES:
            self.close()
            raise BadInput("pdf_too_many_pages", place=self._place, pages=self._count, limit=MAX_PAGES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        with _PDFIUM:
            self._pdf.close()

    def render(self, page: int, dpi: float, *, grey: bool = False) -> Image.Image:
        """Page `page` (from 1) at `dpi` on white, in mode L or RGB; at less where it would be too large.

        Raises `BadInput`: `pdf_page_damaged` and `pdf_page_too_large`, both with `page`.
        """
        with _PDFIUM, self._faults(page):
            sheet = self._pdf[page - 1]
            try:
                scale = self._scale(sheet.get_size(), page, dpi)
                bitmap = sheet.render(scale=scale, grayscale=grey, rev_byteorder=not grey)
                try:
                    picture: Image.Image = bitmap.to_pil()
                    return picture.copy()  # a grey one shares the bitmap's memory
                finally:
                    bitmap.close()
            finally:
                sheet.close()

    def _scale(self, size: tuple[float, float], page: int, dpi: float) -> float:
        width, height = size
        if not (0 < width <= MAX_SIDE_POINTS and 0 < height <= MAX_SIDE_POINTS):
            raise BadInput("pdf_page_too_large", place=self._place, page=page)
        return min(dpi / POINTS_PER_INCH, math.sqrt(MAX_PAGE_PIXELS / (width * height)))

    @contextmanager
    def _faults(self, page: int | None = None) -> Iterator[None]:
        try:
            yield
        except pypdfium2.PdfiumError as error:
            if page is not None:
                raise BadInput("pdf_page_damaged", place=self._place, page=page) from error
            locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
            raise BadInput("pdf_encrypted" if locked else "pdf_damaged", place=self._place) from error
