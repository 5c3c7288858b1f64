"""Writes the operators of a PDF content stream. Coordinates are points from the lower left corner."""

from collections.abc import Sequence

from aspara_desk.tickets.colours import RGB
from aspara_desk.tickets.fonts import Typeface
from aspara_desk.tickets.pdf_file import PdfFile, operands

_ROUND = 0.5523  # a quarter circle as one Bézier curve


class Pen:
    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self._operators: list[str] = []

    def content(self) -> str:
        return "\n".join(self._operators)

    def raw(self, operators: str) -> None:
        self._operators.append(operators)

    def save(self, matrix: Sequence[float] | None = None) -> None:
        self.raw("q" if matrix is None else f"q {operands(matrix)} cm")

    def restore(self) -> None:
        self.raw("Q")

    def use(self, form: str) -> None:
        self.raw(f"/{form} Do")

    def fill(self, colour: RGB) -> None:
        self.raw(f"{_shades(colour)} rg")

    def stroke(self, colour: RGB, width: float, *, dash: str = "[] 0", cap: int = 0) -> None:
        self.raw(f"{_shades(colour)} RG {operands((width,))} w {dash} d {cap} J {cap} j")

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self.raw(f"{operands((x, y, width, height))} re f")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.raw(f"{operands((x1, y1))} m {operands((x2, y2))} l S")

    def rounded(self, x: float, y: float, width: float, height: float, radius: float) -> None:
        """A filled rectangle with round corners."""
        bend = radius * (1 - _ROUND)
        right, top = x + width, y + height
        corners = (
            (x + radius, y, right - radius, y, right - bend, y, right, y + bend, right, y + radius),
            (right, top - radius, right, top - bend, right - bend, top, right - radius, top),
            (x + radius, top, x + bend, top, x, top - bend, x, top - radius),
            (x, y + radius, x, y + bend, x + bend, y, x + radius, y),
        )
        self.raw(f"{operands(corners[0][:2])} m {operands(corners[0][2:4])} l {operands(corners[0][4:])} c")
        for corner in corners[1:]:
            self.raw(f"{operands(corner[:2])} l {operands(corner[2:])} c")
        self.raw("h f")

    def text(self, x: float, y: float, text: str, typeface: Typeface, size: float, *, spacing: float = 0.0) -> None:
        """One line of cleaned text from its baseline. `spacing` between letters in points."""
        parts = self._pdf.show(typeface, text)
        shown = " ".join(f"{font} {operands((size,))} Tf ({codes}) Tj" for font, codes in parts)
        spaced = f"{operands((spacing,))} Tc " if spacing else ""
        reset = " 0 Tc" if spacing else ""
        self.raw(f"BT {operands((x, y))} Td {spaced}{shown}{reset} ET")


def _shades(colour: RGB) -> str:
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in colour)
