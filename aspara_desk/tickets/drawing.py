"""Draws tickets: what many share goes into forms that are stored once, each ticket adds its own few lines."""

from collections.abc import Iterator
from dataclasses import fields, replace

from aspara_desk.domain.errors import Misused
from aspara_desk.tickets import colours, ornament, qr
from aspara_desk.tickets.colours import RGB
from aspara_desk.tickets.face import Bilingual, TicketFace
from aspara_desk.tickets.fonts import REGULAR, Typefaces, clean
from aspara_desk.tickets.layouts import POINTS, Design, Spot
from aspara_desk.tickets.pdf_file import PdfFile
from aspara_desk.tickets.pen import Pen
from aspara_desk.tickets.typeset import Type, fit

_OWN = frozenset(
    {"number", "code", "guest", "organisation", "seat", "sample", "copy_text"}
)  # differ from ticket to ticket
_SHARED = tuple(field.name for field in fields(TicketFace) if field.name not in _OWN | {"colour", "language"})
_BETWEEN = " · "
_SECOND_GAP = 1.45  # from the last line of the first language to the second, in sizes of the second


def missing(face: TicketFace, typefaces: Typefaces) -> tuple[tuple[str, str], ...]:
    """Characters that one of the typefaces cannot write, each with the text it stands in."""
    return tuple(
        (character, text)
        for text in _texts(face, *(field.name for field in fields(TicketFace)))
        for character in typefaces.missing(clean(text))
    )


def _texts(face: TicketFace, *names: str) -> Iterator[str]:
    for name in names:
        value = getattr(face, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, Bilingual):
            yield value.first
            if value.second is not None:
                yield value.second


class Press:
    """Draws tickets of one design into one file."""

    def __init__(self, pdf: PdfFile, design: Design, typefaces: Typefaces) -> None:
        self._pdf = pdf
        self._design = design
        self._typefaces = typefaces
        self._artwork: dict[str, str] = {}
        self._words: dict[tuple[object, ...], str] = {}

    def ticket(self, pen: Pen, face: TicketFace) -> None:
        """One ticket with its lower left corner at the origin. Raises Misused `glyph_missing`."""
        pen.use(self._artwork_of(face))
        pen.use(self._words_of(face))
        self._check(face, "number", "seat", "guest", "organisation", "sample", "copy_text")
        self._own_words(pen, face)
        self._symbol(pen, face)

    def _check(self, face: TicketFace, *names: str) -> None:
        for text in _texts(face, *names):
            for character in self._typefaces.missing(clean(text)):
                raise Misused(
                    "glyph_missing", number=face.number, character=f"U+{ord(character):04X}", text=clean(text)
                )

    def _artwork_of(self, face: TicketFace) -> str:
        name = self._artwork.get(face.colour)
        if name is None:
            name = self._artwork[face.colour] = f"Art{len(self._artwork) + 1}"
            pen = Pen(self._pdf)
            self._draw_artwork(pen, colours.parse(face.colour))
            self._pdf.form(name, pen.content())
        return name

    def _words_of(self, face: TicketFace) -> str:
        key = (face.colour, face.seat is None, *(getattr(face, field) for field in _SHARED))
        name = self._words.get(key)
        if name is None:
            self._check(face, *_SHARED)
            name = self._words[key] = f"Words{len(self._words) + 1}"
            pen = Pen(self._pdf)
            self._draw_words(pen, face)
            self._pdf.form(name, pen.content())
        return name

    def _draw_artwork(self, pen: Pen, colour: RGB) -> None:
        design = self._design
        width, height = design.width * POINTS, design.height * POINTS
        light = colours.luminance(colour) > 0.4
        pen.fill(colours.GROUND)
        pen.rectangle(0, 0, width, height)
        x, y, radius = (value * POINTS for value in design.medallion)
        ornament.rosette(pen, x, height - y, radius, colours.mix(colours.GROUND, colours.LINE, 0.55))
        pen.fill(colour)
        pen.rectangle(0, 0, design.band * POINTS, height)
        pen.rectangle((design.band + 1) * POINTS, 0, 0.5 * POINTS, height)
        felt = colours.mix(colour, colours.TEXT if light else colours.GROUND, 0.3)
        ornament.band(pen, 0, height, design.band * POINTS, felt, tiles=design.tiles)
        if design.seal is not None:
            x, y, radius = (value * POINTS for value in design.seal)
            ornament.rosette(pen, x, height - y, radius, colour)
        self._draw_lines(pen)
        x, y, side = design.card
        pen.fill(colours.PANEL)
        pen.rounded(x * POINTS, height - (y + side) * POINTS, side * POINTS, side * POINTS, 3 * POINTS)

    def _draw_lines(self, pen: Pen) -> None:
        design = self._design
        height = design.height * POINTS
        left, right = (value * POINTS for value in design.rule)
        pen.stroke(colours.mix(colours.LINE, colours.MUTED, 0.25), 0.6)
        for rule in design.rules:
            pen.line(left, height - rule * POINTS, right, height - rule * POINTS)
        pen.stroke(colours.mix(colours.LINE, colours.MUTED, 0.5), 1.1, dash="[0 4] 0", cap=1)
        pen.line(design.tear * POINTS, 7 * POINTS, design.tear * POINTS, height - 7 * POINTS)

    def _draw_words(self, pen: Pen, face: TicketFace) -> None:
        design = self._design
        strong = colours.readable(colours.parse(face.colour), colours.GROUND)
        self._pair(pen, design.festival, face.festival)
        if face.motto is not None:
            self._motto(pen, design.motto, face.motto)
        self._pair(pen, design.title, face.title)
        self._day(pen, face, strong)
        self._where_and_when(pen, face)
        self._pair(pen, design.type_title, face.type_title, strong)
        self._line(pen, design.price, face.price, colours.TEXT)
        if face.place is not None and face.venue is not None:
            self._pair(pen, design.place, face.place)
        if face.notice is not None:
            self._pair(pen, design.notice, face.notice)

    def _motto(self, pen: Pen, spot: Spot, motto: Bilingual) -> None:
        self._line(pen, spot, _BETWEEN.join(_different(motto)), colours.MUTED)

    def _day(self, pen: Pen, face: TicketFace, strong: RGB) -> None:
        """The day large, its weekday on the same line, both again below in the second language."""
        spot = self._design.day
        width, large = spot.width * POINTS, spot.type
        bold, regular = self._typefaces[large.face], self._typefaces[REGULAR]
        beside = Type(REGULAR, large.size / 2, large.smallest / 2)
        weekday = clean(face.weekday.first) if face.weekday else ""
        side = fit(weekday, regular, beside, width * 0.45, 0)
        taken = regular.width(side.lines[0]) / 1000 * side.size + large.size / 2 if weekday else 0.0
        main = fit(clean(face.day.first), bold, large, width - taken, 0)
        x, baseline = spot.x * POINTS, self._cap_top(spot) - bold.cap_height / 1000 * main.size
        pen.fill(strong)
        pen.text(x, baseline, main.lines[0], bold, main.size)
        if weekday:
            x += bold.width(main.lines[0]) / 1000 * main.size + large.size / 2
            pen.fill(colours.TEXT)
            pen.text(x, baseline, side.lines[0], regular, side.size)
        self._day_again(pen, face, baseline)

    def _day_again(self, pen: Pen, face: TicketFace, baseline: float) -> None:
        spot = self._design.day
        words = [pair.second for pair in (face.day, face.weekday) if pair is not None and pair.second]
        if words and spot.second is not None:
            text = clean(_BETWEEN.join(words))
            self._lines(pen, spot, text, spot.second, baseline - spot.second.size, 0, colours.MUTED)

    def _where_and_when(self, pen: Pen, face: TicketFace) -> None:
        when, where = self._design.time, self._design.venue
        if face.time is None:
            where = replace(where, x=when.x, width=where.x + where.width - when.x)
        elif face.doors is None:
            self._pair(pen, replace(when, height=where.height), face.time)
        else:
            hour = replace(when, type=replace(when.type, lines=1))
            self._line(pen, hour, face.time.first, colours.TEXT)
            self._pair(pen, self._design.doors, face.doors)
        place = face.venue or face.place
        if place is not None:
            self._pair(pen, where, place)

    def _own_words(self, pen: Pen, face: TicketFace) -> None:
        design = self._design
        if face.seat is not None:
            self._pair(pen, design.seat, face.seat)
        self._person(pen, face)
        self._line(pen, design.number, face.number, colours.TEXT)
        marks = _BETWEEN.join(mark for mark in (face.sample, face.copy_text) if mark)
        if marks:
            self._line(pen, design.mark, marks, colours.MUTED)

    def _person(self, pen: Pen, face: TicketFace) -> None:
        """The name, and close below it whom the guest comes from."""
        spot, below = self._design.guest, self._design.organisation
        top = self._cap_top(spot)
        if face.guest:
            baseline, size = self._line(pen, spot, face.guest, colours.TEXT)
            top = baseline - 0.3 * size - 0.3 * below.type.size
        if face.organisation:
            room = below.height * POINTS
            self._lines(pen, below, clean(face.organisation), below.type, top, room, colours.MUTED)

    def _pair(self, pen: Pen, spot: Spot, pair: Bilingual, colour: RGB = colours.TEXT) -> None:
        """The first language from the top of the spot, the second close below it."""
        words = _different(pair)
        second = spot.second
        reserved = second.size * _SECOND_GAP * second.lines if second and len(words) > 1 else 0.0
        y, size = self._lines(
            pen, spot, words[0], spot.type, self._cap_top(spot), spot.height * POINTS - reserved, colour
        )
        if second is not None and len(words) > 1:
            self._lines(pen, spot, words[1], second, y - 0.2 * size - 0.5 * second.size, reserved, colours.MUTED)

    def _line(self, pen: Pen, spot: Spot, text: str, colour: RGB) -> tuple[float, float]:
        return self._lines(pen, spot, clean(text), spot.type, self._cap_top(spot), spot.height * POINTS, colour)

    def _lines(
        self, pen: Pen, spot: Spot, text: str, style: Type, top: float, height: float, colour: RGB
    ) -> tuple[float, float]:
        """Sets lines from `top` down, where capitals begin; gives the last baseline and the size."""
        typeface = self._typefaces[style.face]
        block = fit(text, typeface, style, spot.width * POINTS, height)
        baseline = top - typeface.cap_height / 1000 * block.size
        pen.fill(colour)
        for number, line in enumerate(block.lines):
            if number:
                baseline -= block.size * style.leading
            pen.text(spot.x * POINTS, baseline, line, typeface, block.size, spacing=style.spacing * block.size)
        return baseline, block.size

    def _cap_top(self, spot: Spot) -> float:
        return (self._design.height - spot.y) * POINTS

    def _symbol(self, pen: Pen, face: TicketFace) -> None:
        """The QR as one black path, its modules merged along rows, in a grid of one unit a module."""
        x, y, side = self._design.card
        module = self._design.symbol * POINTS / qr.SIDE
        margin = (side - self._design.symbol) / 2
        left, top = (x + margin) * POINTS, (self._design.height - y - margin) * POINTS
        pen.fill(colours.BLACK)
        pen.raw(f"q {module:.4f} 0 0 {-module:.4f} {left:.3f} {top:.3f} cm")
        pen.raw("\n".join([f"{start} {row} {length} 1 re" for row, start, length in qr.runs(face.code)]))
        pen.raw("f Q")


def _different(pair: Bilingual) -> tuple[str, ...]:
    """The words to print: a second language that says the same is not said twice."""
    first = clean(pair.first)
    second = clean(pair.second or "")
    return (first, second) if second and second != first else (first,)
