"""Pictures and PDFs with codes, made on the spot."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import qrcode
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture
def symbol() -> Callable[..., Image.Image]:
    """A QR code as a grey picture with its quiet zone, `box` pixels a module."""

    def make(text: str, box: int = 6) -> Image.Image:
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_H, box_size=box, border=4)
        code.add_data(text)
        return code.make_image().get_image().convert("L")

    return make


@pytest.fixture
def pdf(tmp_path: Path, symbol: Callable[..., Image.Image]) -> Callable[..., Path]:
    """A PDF on A4 with the given texts on each page, one below the other, `width` mm each."""

    def make(*pages: Sequence[str], width: float = 45) -> Path:
        path = tmp_path / "tickets.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        for texts in pages:
            for row, text in enumerate(texts):
                side = width * mm
                top = A4[1] - (row + 1) * (side + 10 * mm)
                canvas.drawImage(ImageReader(symbol(text)), 20 * mm, top, side, side)
            canvas.showPage()
        canvas.save()
        return path

    return make
