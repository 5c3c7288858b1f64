"""What is written on a block, and where: measured once for a layout, so that painting is quick."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from aspara_desk.domain.programme import Event, EventKind
from aspara_desk.ui.desks.programme.sheet import Box
from aspara_desk.ui.desks.programme.titles import is_too_narrow, title_lines
from aspara_desk.ui.desks.programme.wording import EventWords, Fullness
from aspara_desk.ui.models.event_notes import Note
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE

_BAR = 4  # the strip of the kind's colour at the left
_NOTE_ROUND = 6
_TITLE_STEP = 18  # from line to line of a title: closer than the font has it, for titles are short
_ELIDE, _CUT = Qt.TextElideMode.ElideRight, "…"
_MOST_LINES = 3  # of a title in the leaflet


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `rect` lies in the block, whose corner is (0, 0)."""

    text: str
    rect: QRectF


@dataclass(frozen=True, slots=True)
class Face:
    """`small`: the title is in the small font. `quiet`: it matters less, as crew's work does."""

    times: tuple[Line, ...]
    title: tuple[Line, ...]
    small: bool = False
    notes: tuple[tuple[Line, Note], ...] = ()
    caption: Line | None = None
    count: Line | None = None
    gauge: QRectF | None = None
    fullness: Fullness | None = None
    quiet: bool = False

    @property
    def bottom(self) -> float:
        """Where what is written ends."""
        lines = [*self.times, *self.title, *(line for line, _ in self.notes)]
        bottom = max(line.rect.bottom() for line in lines)
        return bottom if self.gauge is None else max(bottom, self.gauge.bottom())


class Fonts:
    """The fonts of the timetable, and how large text is in them."""

    def __init__(self, theme: Theme) -> None:
        self.caption = theme.font("caption")
        self.times = theme.font("caption", bold=True)
        self.title = theme.font("body", bold=True)
        self.day = theme.font("heading", bold=True, serif=True)
        self.of_caption = QFontMetricsF(self.caption)
        self.of_times = QFontMetricsF(self.times)
        self.of_title = QFontMetricsF(self.title)
        self.of_day = QFontMetricsF(self.day)
        self.title_step = theme.px(_TITLE_STEP)
        self.px = theme.px

    def titles(self, *, small: bool) -> QFont:
        return self.times if small else self.title

    @property
    def clock_width(self) -> float:
        return self.of_times.horizontalAdvance("00:00")


def block_face(event: Event, box: Box, words: EventWords, fonts: Fonts) -> Face:
    """The times, then the title in as many lines as there is room for, then how full it is.

    Where the title needs the room, its number goes beside the times, and the bar to the edge.
    """
    left, line = fonts.px(_BAR + 2 * SPACE), fonts.of_times.height()
    width = box.width - left - fonts.px(2 * SPACE)
    times = Line(words.times(event), QRectF(left, fonts.px(SPACE), width, line))
    room_for_notes = box.height >= times.rect.bottom() + line + fonts.title_step
    notes, top = _notes(words.notes(event), times, fonts, may_go_below=room_for_notes)
    fullness, text = words.fullness(event), words.title(event)
    foot = fonts.of_caption.height() + fonts.px(SPACE) if fullness else 0.0
    room = box.height - top - (fonts.px(SPACE) + 2 if fullness else 2)
    with_foot, without = int((room - foot) / fonts.title_step), max(int(room / fonts.title_step), 1)
    texts, small = fitted_title(text, width, without, fonts)
    title = _lines(texts, left, top, width, fonts)
    if fullness is None:
        return Face((times,), title, small, notes)
    if len(texts) <= with_foot:
        gauge, count = _gauge(fullness, title[-1].rect.bottom() + 1, left, width, fonts)
        return Face((times,), title, small, notes, count=count, gauge=gauge, fullness=fullness)
    high = fonts.px(SPACE)
    gauge, beside = QRectF(left, box.height - high - 1, width, high - 1), _beside(fullness, times, notes, fonts)
    return Face((times,), title, small, notes, count=beside, gauge=gauge, fullness=fullness)


def fitted_title(text: str, width: float, most: int, fonts: Fonts) -> tuple[list[str], bool]:
    """Its lines, and whether they are in the small font: where a word would be broken, or the end be cut."""
    if not is_too_narrow(text, fonts.title, width):
        lines = title_lines(text, fonts.title, width, most)
        if not lines[-1].endswith(_CUT):
            return lines, False
    return title_lines(text, fonts.times, width, most), True


def _beside(fullness: Fullness, times: Line, notes: Sequence[tuple[Line, Note]], fonts: Fonts) -> Line | None:
    """The number at the right end of the times' line, if nothing else is there."""
    taken = times.rect.left() + fonts.of_times.horizontalAdvance(times.text)
    taken = max([taken, *(line.rect.right() for line, _ in notes if line.rect.top() == times.rect.top())])
    wanted = fonts.of_caption.horizontalAdvance(fullness.short)
    left = times.rect.right() - wanted
    taken += fonts.px(SPACE)
    return (
        Line(fullness.short, QRectF(left, times.rect.top(), wanted + 1, times.rect.height())) if left > taken else None
    )


def _notes(
    notes: Sequence[Note], times: Line, fonts: Fonts, *, may_go_below: bool
) -> tuple[tuple[tuple[Line, Note], ...], float]:
    """Behind the times where there is room, else below; and where the title may begin."""
    inside = 2 * fonts.px(_NOTE_ROUND)
    x = times.rect.left() + fonts.of_times.horizontalAdvance(times.text) + inside
    y, right = times.rect.top(), times.rect.right()
    placed = []
    for note in notes:
        wanted = fonts.of_times.horizontalAdvance(note.text) + inside
        if x + wanted > right and may_go_below:
            x, y = times.rect.left(), y + times.rect.height() + 1
        width = min(wanted, right - x)
        if width <= inside:
            break
        text = fonts.of_times.elidedText(note.text, _ELIDE, width - inside)
        placed.append((Line(text, QRectF(x, y, width, times.rect.height())), note))
        x += width + inside / 2
    return tuple(placed), y + times.rect.height()


def _lines(texts: Sequence[str], left: float, top: float, width: float, fonts: Fonts) -> tuple[Line, ...]:
    step = fonts.title_step
    return tuple(Line(text, QRectF(left, top + place * step, width, step)) for place, text in enumerate(texts))


def _gauge(fullness: Fullness, top: float, left: float, width: float, fonts: Fonts) -> tuple[QRectF, Line]:
    """The bar, under its words."""
    fits = fonts.of_caption.horizontalAdvance(fullness.text) <= width
    text = fonts.of_caption.elidedText(fullness.text if fits else fullness.short, _ELIDE, width)
    words = QRectF(left, top, width, fonts.of_caption.height())
    return QRectF(left, words.bottom() + 1, width, fonts.px(SPACE)), Line(text, words)


def ribbon_face(event: Event, box: Box, words: EventWords, fonts: Fonts) -> Face:
    """One line along the ribbon: `rect` is as wide as the ribbon is high, for it is turned when painted."""
    edge = fonts.px(2 * SPACE)
    length = box.height - 2 * edge
    text = f"{words.times(event)}  {words.title(event)}"
    notes = " · ".join(note.text for note in words.notes(event))
    text = fonts.of_times.elidedText(f"{notes} · {text}" if notes else text, _ELIDE, length)
    return Face((), (Line(text, QRectF(edge, 0, length, box.width)),), quiet=True)


def row_face(event: Event, width: float, words: EventWords, fonts: Fonts) -> tuple[Face, float]:
    """A row of the leaflet, and how high it is: begin and end at the left, title and venue at the right."""
    edge, left = fonts.px(SPACE + 2), fonts.px(_BAR + 2 * SPACE)
    line = fonts.of_times.height()
    text_left = left + fonts.clock_width + fonts.px(3 * SPACE)
    room = width - text_left - fonts.px(2 * SPACE)
    begin = Line(words.clock(event.starts_at), QRectF(left, edge, fonts.clock_width, line))
    if event.kind is EventKind.ACCESS:
        text = fonts.of_caption.elidedText(words.title(event), _ELIDE, room)
        return Face((begin,), (Line(text, QRectF(text_left, edge, room, line)),), quiet=True), line + 2 * edge
    end = Line(words.clock(event.ends_at), QRectF(left, edge + line, fonts.clock_width, line))
    title = _lines(title_lines(words.title(event), fonts.title, room, _MOST_LINES), text_left, edge, room, fonts)
    notes, top = _row_notes(words.notes(event), title[-1].rect.bottom(), text_left, room, fonts)
    caption, count = _caption(event, top, text_left, room, words, fonts)
    face = Face((begin, end), title, notes=notes, caption=caption, count=count)
    return face, max((count or caption).rect.bottom(), end.rect.bottom()) + edge


def _row_notes(
    notes: Sequence[Note], top: float, left: float, width: float, fonts: Fonts
) -> tuple[tuple[tuple[Line, Note], ...], float]:
    if not notes:
        return (), top
    inside = 2 * fonts.px(_NOTE_ROUND)
    first = Line("", QRectF(left - inside, top, width + inside, fonts.of_times.height()))
    placed, bottom = _notes(notes, first, fonts, may_go_below=True)
    return placed, bottom


def _caption(
    event: Event, top: float, left: float, width: float, words: EventWords, fonts: Fonts
) -> tuple[Line, Line | None]:
    """The venue, and how full it is: at the right of it, or below where the two do not fit beside each other."""
    fullness, line = words.fullness(event), fonts.of_caption.height()
    venue = words.venue(event)
    shown = Line(fonts.of_caption.elidedText(venue, _ELIDE, width), QRectF(left, top, width, line))
    if fullness is None:
        return shown, None
    wanted = fonts.of_caption.horizontalAdvance(fullness.text) + 1
    beside = fonts.of_caption.horizontalAdvance(venue) + fonts.px(2 * SPACE) + wanted <= width
    place = QRectF(left + width - wanted, top, wanted, line) if beside else QRectF(left, top + line, width, line)
    return shown, Line(fullness.text, place)
