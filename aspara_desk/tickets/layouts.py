"""Where things stand on the ticket: an A5 souvenir, and a slim one (DL) that fills an A4 sheet in threes.

Millimetres from the upper left corner. Nothing that must be read stands within 5 mm of the edge, which many
printers leave white.
"""

from dataclasses import dataclass

from aspara_desk.tickets.fonts import BOLD, REGULAR, SERIF, SERIF_ITALIC
from aspara_desk.tickets.typeset import Type

POINTS = 72 / 25.4  # in a millimetre


@dataclass(frozen=True, slots=True)
class Spot:
    """A box for words: the first language in `type`, the second below it in `second`."""

    x: float
    y: float
    width: float
    height: float
    type: Type
    second: Type | None = None


@dataclass(frozen=True, slots=True)
class Design:
    """One ticket. `card` is the white square of the QR (x, y, side); its symbol has its quiet zone inside."""

    width: float
    height: float
    band: float
    tiles: int
    tear: float
    rules: tuple[float, ...]
    rule: tuple[float, float]
    medallion: tuple[float, float, float]
    seal: tuple[float, float, float] | None
    festival: Spot
    motto: Spot
    title: Spot
    day: Spot
    time: Spot
    doors: Spot
    venue: Spot
    seat: Spot
    guest: Spot
    organisation: Spot
    notice: Spot
    type_title: Spot
    card: tuple[float, float, float]
    symbol: float
    number: Spot
    price: Spot
    place: Spot
    mark: Spot


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper with one or more tickets, from the top; each `place` is a ticket's lower left corner. All in mm."""

    width: float
    height: float
    design: Design
    places: tuple[tuple[float, float], ...]
    cuts: tuple[float, ...] = ()


A5 = Design(
    width=210,
    height=148,
    band=19,
    tiles=5,
    tear=141,
    rules=(25.5, 112),
    rule=(30, 133),
    medallion=(97, 69, 38),
    seal=(174.5, 126, 9),
    festival=Spot(30, 11, 103, 6, Type(SERIF, 14, 8, spacing=0.06)),
    motto=Spot(30, 18.4, 103, 5, Type(SERIF_ITALIC, 11, 7)),
    title=Spot(30, 32, 103, 37, Type(SERIF, 30, 12, lines=3, leading=1.08), Type(REGULAR, 10.5, 7, lines=2)),
    day=Spot(30, 72, 103, 17, Type(BOLD, 30, 14), Type(REGULAR, 10, 7)),
    time=Spot(30, 95, 22, 6, Type(BOLD, 14, 7, lines=2), Type(REGULAR, 8, 5.5)),
    doors=Spot(30, 101.2, 22, 6, Type(REGULAR, 8.5, 5.5), Type(REGULAR, 8, 5.5)),
    venue=Spot(54, 95, 41, 13, Type(BOLD, 10.5, 6, lines=2), Type(REGULAR, 8, 5.5, lines=2)),
    seat=Spot(100, 95, 33, 13, Type(BOLD, 10.5, 6, lines=2), Type(REGULAR, 8, 5.5, lines=2)),
    guest=Spot(30, 117, 103, 11, Type(BOLD, 18, 7, lines=3)),
    organisation=Spot(30, 127, 103, 4, Type(REGULAR, 9.5, 6)),
    notice=Spot(30, 135.5, 103, 6, Type(REGULAR, 8, 5.5), Type(REGULAR, 7, 5.5)),
    type_title=Spot(149, 11, 51, 14, Type(BOLD, 13, 7, lines=2), Type(REGULAR, 8.5, 5.5)),
    card=(149, 29, 52),
    symbol=37,
    number=Spot(149, 87, 51, 6, Type(BOLD, 19, 9)),
    price=Spot(149, 96.5, 51, 5, Type(REGULAR, 13, 7)),
    place=Spot(149, 104, 51, 8, Type(REGULAR, 8.5, 5.5, lines=2), Type(REGULAR, 7.5, 5.5)),
    mark=Spot(149, 139, 51, 3, Type(REGULAR, 7.5, 5.5)),
)

SLIM = Design(
    width=210,
    height=99,
    band=15,
    tiles=4,
    tear=146,
    rules=(20, 74.3),
    rule=(25, 139),
    medallion=(108, 48, 30),
    seal=None,
    festival=Spot(25, 8, 114, 5, Type(SERIF, 12, 7, spacing=0.06)),
    motto=Spot(25, 14.4, 114, 4, Type(SERIF_ITALIC, 9.5, 6)),
    title=Spot(25, 24, 114, 20, Type(SERIF, 21, 9, lines=3, leading=1.06), Type(REGULAR, 8.5, 6, lines=1)),
    day=Spot(25, 46.3, 114, 12, Type(BOLD, 20, 11), Type(REGULAR, 8.5, 6)),
    time=Spot(25, 61, 26, 5, Type(BOLD, 12, 7, lines=2), Type(REGULAR, 7.5, 5.5)),
    doors=Spot(25, 66.1, 26, 5, Type(REGULAR, 7.5, 5.5), Type(REGULAR, 7, 5.5)),
    venue=Spot(55, 61, 48, 11, Type(BOLD, 9.5, 6, lines=2), Type(REGULAR, 7.5, 5.5)),
    seat=Spot(107, 61, 32, 11, Type(BOLD, 9.5, 6, lines=2), Type(REGULAR, 7.5, 5.5)),
    guest=Spot(25, 77, 114, 7, Type(BOLD, 15, 6, lines=2)),
    organisation=Spot(25, 83, 114, 3.5, Type(REGULAR, 8.5, 5.5)),
    notice=Spot(25, 88.4, 114, 5, Type(REGULAR, 7, 5), Type(REGULAR, 6.5, 5)),
    type_title=Spot(152, 9, 50, 10, Type(BOLD, 11, 6.5, lines=2), Type(REGULAR, 7.5, 5)),
    card=(152, 21, 46),
    symbol=33,
    number=Spot(152, 71, 46, 5, Type(BOLD, 15, 8)),
    price=Spot(152, 78.5, 46, 4, Type(REGULAR, 11, 6)),
    place=Spot(152, 84, 46, 6, Type(REGULAR, 7.5, 5), Type(REGULAR, 6.5, 5)),
    mark=Spot(152, 91.2, 46, 3, Type(REGULAR, 6.5, 5)),
)

DEFAULT = "a5"
SHEETS = {
    "a5": Sheet(210, 148, A5, ((0, 0),)),
    "dl": Sheet(210, 99, SLIM, ((0, 0),)),
    "a4": Sheet(210, 297, SLIM, ((0, 198), (0, 99), (0, 0)), cuts=(99, 198)),
}
