"""The ornament of the ticket, drawn for it: ram's horns (qoshqar müyiz) as they are cut from felt in Kazakhstan.

Everything is made of one stroke, a stem that opens into two curls, in its own square of 100 × 100 units.
"""

from aspara_desk.tickets.colours import RGB
from aspara_desk.tickets.pen import Pen

TILE = 100.0
STROKE = 8.5
HORN = (  # the right half, from the stem's foot to the heart of the curl; each line after the first is a Bézier curve
    (50.0, 16.0),
    (50.0, 22.0, 50.0, 30.0, 50.0, 40.0),
    (50.0, 62.0, 84.0, 66.0, 84.0, 42.0),
    (84.0, 24.0, 61.0, 24.0, 63.0, 39.0),
    (64.0, 46.0, 72.0, 46.0, 73.0, 40.0),
)


def _horns(pen: Pen) -> None:
    for side in (1.0, -1.0):
        start, *curves = (tuple(_mirrored(point, side)) for point in HORN)
        path = " ".join(f"{_numbers(curve)} c" for curve in curves)
        pen.raw(f"{_numbers(start)} m {path} S")


def _mirrored(points: tuple[float, ...], side: float) -> list[float]:
    return [50 + (value - 50) * side if index % 2 == 0 else value for index, value in enumerate(points)]


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:g}" for value in values)


def _diamond(pen: Pen, x: float, y: float, radius: float) -> None:
    corners = ((x, y + radius), (x + radius, y), (x, y - radius), (x - radius, y))
    pen.raw(" ".join(f"{_numbers(corner)} {'l' if index else 'm'}" for index, corner in enumerate(corners)) + " h f")


def band(pen: Pen, x: float, height: float, width: float, colour: RGB, *, tiles: int) -> None:
    """A border that climbs from y = 0: pairs of horns, foot to foot, with diamonds between them."""
    scale = height / (tiles * TILE * 1.3)
    pen.fill(colour)
    pen.stroke(colour, STROKE, cap=1)
    for tile in range(tiles):
        middle = (tile + 0.5) * height / tiles
        for flip in (1.0, -1.0):
            pen.save((scale, 0, 0, scale * flip, x + width / 2 - 50 * scale, middle))
            _horns(pen)
            pen.restore()
        pen.save((scale, 0, 0, scale, x + width / 2, middle))
        _diamond(pen, 0, 0, 9)
        _diamond(pen, 0, 65, 9)
        _diamond(pen, 30, 0, 7)
        _diamond(pen, -30, 0, 7)
        pen.restore()


def rosette(pen: Pen, x: float, y: float, radius: float, colour: RGB) -> None:
    """Four pairs of horns around a middle, with small diamonds between: a medallion of a felt carpet."""
    scale = radius / 68
    pen.fill(colour)
    pen.stroke(colour, STROKE, cap=1)
    for cosine, sine in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        pen.save((scale * cosine, scale * sine, -scale * sine, scale * cosine, x, y))
        pen.save((1, 0, 0, 1, -50, 6))
        _horns(pen)
        pen.restore()
        _diamond(pen, 52, 52, 7)
        pen.restore()
    pen.save((scale, 0, 0, scale, x, y))
    _diamond(pen, 0, 0, 13)
    pen.restore()
