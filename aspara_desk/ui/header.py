"""The band on top of the window: season, day, clock, desk and who is at it, always in sight."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from aspara_desk.domain.rights import unnamed
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.badge import Badge

_TICK_MS = 1000
_SAMPLE = mark("Sample season")
_SAMPLE_TIP = mark("A season to try the program with. No ticket of it opens a door of the festival.")
_DAY = mark("Day {number} · {weekday} {date}")
_OUTSIDE = mark("{weekday} {date}")
_DESK = mark("Desk {letter}")
_PRACTICE = mark("practice clock")


class Header(QFrame):
    """Times are the season's. The clock is the one by which people work here."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "header")
        self._context = context
        self._season = role(QLabel(), "heading")
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
        row = QHBoxLayout(self)
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
        desk = t(_DESK, letter=actor.desk_letter)
        named = actor.name != unnamed(actor.desk_letter)
        self._desk.setText(f"{desk} · {actor.name}" if named else desk)
        self._practice.setText(t(_PRACTICE))
        self._on_tick()

    def _on_changed(self, change: Change) -> None:
        if change is Change.PROGRAMME:
            self.set_words(self._context.t)

    def _on_tick(self) -> None:
        now = self._context.now()
        season = self._context.programme.season
        self._clock.setText(formats.clock(season, now))
        self._day.setText(self._today(now))
        self._practice.setVisible(self._context.is_practising)

    def _today(self, now: datetime) -> str:
        season, t = self._context.programme.season, self._context.t
        day = season.programme_day(now)
        words = {"weekday": formats.weekday(day, t.language), "date": formats.days([day], t.language)}
        if season.first_day <= day <= season.last_day:
            return t(_DAY, number=season.day_number(day), **words)
        return t(_OUTSIDE, **words)
