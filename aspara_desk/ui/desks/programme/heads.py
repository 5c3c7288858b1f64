"""The heads of the columns, which stay in sight: the venues of a day, or the days themselves."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt

from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import mark
from aspara_desk.ui.desks.programme.faces import Fonts, Line, fitted_title
from aspara_desk.ui.desks.programme.painting import Brush
from aspara_desk.ui.desks.programme.sheet import Column, Sheet
from aspara_desk.ui.desks.programme.wording import EventWords
from aspara_desk.ui.theme.tokens import SPACE

DAY = mark("Day {number}")
_MOST_LINES = 2
_BOTTOM = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


@dataclass(frozen=True, slots=True)
class Head:
    """A day stands above its lines. `small`: the lines are in the small font.

    The place of each line is counted from the corner of the sheet's head.
    """

    lines: tuple[Line, ...]
    day: Line | None = None
    small: bool = False
    today: bool = False


def day_words(words: EventWords, day: date) -> tuple[str, str]:
    """Day 2, and Sunday, 2 October."""
    season, language = words.programme.season, words.t.language
    weekday = formats.weekday(day, language)
    named = f"{weekday[:1].upper()}{weekday[1:]}, {formats.day(day, language)}"
    return words.t(DAY, number=season.day_number(day)), named


def head_height(fonts: Fonts, *, whole_season: bool) -> float:
    """Every head of a sheet is as high as the highest may be."""
    if whole_season:
        return fonts.px(4 * SPACE) + fonts.of_caption.height() + fonts.of_day.height()
    return fonts.px(4 * SPACE) + _MOST_LINES * fonts.of_title.height()


def heads(sheet: Sheet, words: EventWords, fonts: Fonts) -> tuple[Head, ...]:
    return tuple(_head(column, words, fonts) for column in sheet.columns)


def _head(column: Column, words: EventWords, fonts: Fonts) -> Head:
    top, width = float(fonts.px(2 * SPACE)), column.width - fonts.px(SPACE)
    if column.day is not None:
        number, named = day_words(words, column.day)
        above = Line(number, QRectF(column.left, top, width, fonts.of_caption.height()))
        text = fonts.of_day.elidedText(named, Qt.TextElideMode.ElideRight, width)
        line = Line(text, QRectF(column.left, above.rect.bottom(), width, fonts.of_day.height()))
        return Head((line,), above, today=column.day == words.programme.season.programme_day(words.now))
    venue = words.programme.find_venue(column.venue_id)
    title = venue.titles.to(words.t.language) if venue else ""
    texts, small = fitted_title(title, width, _MOST_LINES, fonts)
    step = fonts.of_title.height()
    top += (_MOST_LINES - len(texts)) * step  # they stand on one line
    return Head(
        tuple(Line(text, QRectF(column.left, top + place * step, width, step)) for place, text in enumerate(texts)),
        small=small,
    )


def paint_heads(brush: Brush, shown: tuple[Head, ...], area: QRectF, left: float, fonts: Fonts) -> None:
    """Over what is scrolled beneath. They are in sight in `area`, and the paper goes on to its left."""
    brush.ground(QRectF(0, 0, area.right(), area.height()))
    brush.painter.setClipRect(area)
    for head in shown:
        if head.day is not None:
            brush.text(_moved(head.day, left), fonts.caption, "muted")
        font = fonts.titles(small=head.small) if head.day is None else fonts.day
        for line in head.lines:
            brush.text(_moved(line, left), font, "accent" if head.today else "text", _BOTTOM)
    brush.painter.setClipping(False)
    brush.rule(0, area.height() - 1, area.right(), area.height() - 1, "line_strong")


def _moved(line: Line, left: float) -> Line:
    return Line(line.text, line.rect.translated(left, 0))
