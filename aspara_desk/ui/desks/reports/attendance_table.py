"""Who came, as a table: a line an event, people and entries of each crowd; on the screen and for a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.reports.attendance import Attendance, Came, Crowd
from aspara_desk.ui.models.report_table import Cell, Column, Line, Report

_DAY, _EVENT = mark("Day"), mark("Event")
_PEOPLE, _ENTRIES = mark("people"), mark("entries")
_SEASON = mark("Whole season")
_WITHOUT = mark("Without a ticket: {venue}, {day}: {people}")
CROWDS: Mapping[Crowd, str] = {
    Crowd.VISITORS: mark("Visitors"),
    Crowd.PARTICIPANTS: mark("Participants"),
    Crowd.CREW: mark("Crew"),
}
_NOBODY = "–"


def attendance_report(found: Attendance, t: Translator) -> Report:
    """Who came to three shows is in three lines, and once in the total."""
    if not found.events:
        return Report()
    lines = []
    shown: date | None = None
    for line in found.events:
        day, title = formats.day(line.event.day, t.language), line.event.titles.to(t.language)
        first = Cell("" if line.event.day == shown else day, day)
        shown = line.event.day
        lines.append(Line((first, Cell(title, f"{day}, {title}"), *_counts([line.of(crowd) for crowd in Crowd]))))
    total = _counts([found.total[crowd] for crowd in Crowd])
    return Report(_columns(t), (*lines, Line((Cell(""), Cell(t(_SEASON)), *total), total=True)))


def _columns(t: Translator) -> tuple[Column, ...]:
    counts = [Column(t(word), number=True, group=t(CROWDS[crowd])) for crowd in Crowd for word in (_PEOPLE, _ENTRIES)]
    return (Column(t(_DAY)), Column(t(_EVENT)), *counts)


def _counts(crowds: Sequence[Came]) -> list[Cell]:
    numbers = [number for came in crowds for number in (came.people, came.entries)]
    return [Cell(formats.number(number) if number else _NOBODY, formats.number(number)) for number in numbers]


def attendance_header(t: Translator) -> Sequence[str]:
    """Of `attendance_rows`."""
    return [f"{one.group}: {one.title}" if one.group else one.title for one in _columns(t)]


def attendance_rows(found: Attendance, t: Translator) -> Iterator[Sequence[object]]:
    """For a spreadsheet: a row an event, its day in the way of ISO, numbers plain."""
    for line in found.events:
        counts = [number for came in map(line.of, Crowd) for number in (came.people, came.entries)]
        yield (line.event.day.isoformat(), line.event.titles.to(t.language), *counts)


def without_ticket(found: Attendance, t: Translator) -> list[str]:
    """People who were counted at the doors, by venue and day."""
    venues = {venue.key: venue.titles.to(t.language) for venue in found.programme.venues}
    return [
        t(_WITHOUT, venue=venues[venue], day=formats.day(date.fromisoformat(day), t.language), people=people)
        for (venue, day), people in sorted(found.without_ticket.items(), key=lambda one: one[0][::-1])
        if people
    ]
