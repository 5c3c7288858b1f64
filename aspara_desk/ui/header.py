"""The band on top of the window: season, day, clock, desk and who is at it, always in sight."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.theme.plain import plain
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.badge import Badge

_TICK_MS = 1000
_SHORTEST_TITLE = 80
_SAMPLE = mark("Sample season")
_SAMPLE_TIP = mark("A season to try the program with. No ticket of it opens a door of the festival.")
_DAY = mark("Day {number} · {weekday} {date}")
_DAY_SHORT = mark("Day {number} · {date}")
_OUTSIDE = mark("{weekday} {date}")
_PRACTICE = mark("practice clock")


class Header(QFrame):
    """Times are the season's. The clock is the one by which people work here.

    Where there is no room for all of it, the weekday goes first; then the season's title is cut, with an ellipsis.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "header")
        self._context = context
        self._season = _Title(self)
        self._days = ("", "")  # as it is said with the weekday, and without
        self._sample = Badge("", "ask")
        self._day = role(QLabel(), "body")
        self._clock = role(QLabel(), "heading")
        self._practice = role(QLabel(), "muted")
        self._desk = role(QLabel(), "body")
        self._lay_out()
        context.changed.connect(self._on_changed)
        context.clock_set.connect(self._on_tick)
        self._ticking = QTimer(self)
        self._ticking.timeout.connect(self._on_tick)
        self._ticking.start(_TICK_MS)

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.setSpacing(4 * SPACE)
        row.addWidget(self._season)
        row.addWidget(self._sample)
        row.addStretch(1)
        row.addWidget(self._day)
        row.addWidget(self._clock)
        row.addWidget(self._practice)
        row.addStretch(1)
        row.addWidget(self._desk)

    def set_words(self, t: Translator) -> None:
        season, actor = self._context.programme.season, self._context.here.actor
        self._season.setText(season.titles.to(t.language))
        self._sample.setText(t(_SAMPLE))
        self._sample.setToolTip(t(_SAMPLE_TIP))
        self._sample.setVisible(season.sample)
        self._desk.setText(vocabulary.desk_and_person(actor.desk_letter, actor.name, t))
        self._practice.setText(t(_PRACTICE))
        self._on_tick()

    def _on_changed(self, change: Change) -> None:
        if change is Change.PROGRAMME:
            self.set_words(self._context.t)

    def _on_tick(self) -> None:
        now = self._context.now()
        season = self._context.programme.season
        self._clock.setText(formats.clock(season, now))
        self._days = self._today(now)
        self._practice.setVisible(self._context.is_practising)
        self._fit()

    def _fit(self) -> None:
        """Says the day as long as there is room for."""
        self._day.setText(self._days[0])
        parts = (self._season, self._sample, self._day, self._clock, self._practice, self._desk)
        shown = [part.sizeHint().width() for part in parts if not part.isHidden()]
        margins = self._row.contentsMargins()
        wanted = sum(shown) + (len(shown) + 1) * self._row.spacing() + margins.left() + margins.right()
        if wanted > self.width():
            self._day.setText(self._days[1])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _today(self, now: datetime) -> tuple[str, str]:
        season, t = self._context.programme.season, self._context.t
        day = season.programme_day(now)
        words = {"weekday": formats.weekday(day, t.language), "date": formats.days([day], t.language)}
        if season.lasts_at(now):
            number = season.day_number(day)
            return t(_DAY, number=number, **words), t(_DAY_SHORT, number=number, date=words["date"])
        return t(_OUTSIDE, **words), words["date"]


class _Title(QLabel):
    """Gives way to what stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "heading")

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(_SHORTEST_TITLE), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if shown == self.text() else plain(self.text()))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
