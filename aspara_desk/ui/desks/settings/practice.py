"""The practice clock of a sample season: the day and the hour at which its doors are tried."""

from datetime import time, timedelta

from PySide6.QtCore import QSignalBlocker, Qt, QTime, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTimeEdit, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui import key_places
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.settings.section import Section
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.segmented import Segmented

_SET = mark("Set the clock")
_TIME = mark("Time")
_PLAIN = Qt.KeyboardModifier.NoModifier
_FOCUS_STAYS = {
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
}


class _Clock(QTimeEdit):
    """Four digits write the time, whichever way one came to it: the hours first, then the minutes."""

    entered = Signal()
    """Enter, after the time is typed."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _FOCUS_STAYS:
            self.setSelectedSection(QTimeEdit.Section.HourSection)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = key_places.digit(event)
        if event.matches(QKeySequence.StandardKey.SelectAll) or event.key() == Qt.Key.Key_Home:
            self.setSelectedSection(QTimeEdit.Section.HourSection)
        elif digit is not None and not event.text().isdecimal():
            super().keyPressEvent(QKeyEvent(event.type(), Qt.Key.Key_0 + digit, _PLAIN, str(digit)))
        else:
            super().keyPressEvent(event)  # takes what was typed first
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()


class Practice(QWidget):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._is_drafted = False  # somebody has chosen a day or a time, and has not set it
        self._day = Segmented()
        self._clock = _Clock()
        self._clock.setDisplayFormat("HH:mm")
        self._set = role(QPushButton(), "secondary")
        self._section = Section(
            mark("Practice clock"), [(mark("Day of the season"), self._day), (_TIME, self._time_and_button())], self
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._set.setAutoDefault(True)
        self._set.clicked.connect(self._on_set)
        self._day.chosen.connect(self._on_drafted)
        self._clock.timeChanged.connect(self._on_drafted)
        self._clock.entered.connect(self._on_set)
        if not context.programme.season.sample:  # shown before it has a parent, it would be a window of its own
            self.hide()

    def _time_and_button(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._clock)
        row.addWidget(self._set)
        row.addStretch(1)
        return holder

    def set_words(self, t: Translator) -> None:
        season = self._context.programme.season
        self.setVisible(season.sample)
        self._section.set_words(t)
        self._day.set_choices([(str(season.day_number(day)), formats.day(day, t.language)) for day in season.days()])
        self._clock.setAccessibleName(t(_TIME))
        self._set.setText(t(_SET))

    def show_now(self) -> None:
        """Starts from what the clock shows, unless somebody has begun to set it."""
        if self._is_drafted:
            return
        season, now = self._context.programme.season, self._context.now()
        local = season.local(now)
        with QSignalBlocker(self._clock):
            self._clock.setTime(QTime(local.hour, local.minute))
        number = season.day_number(season.programme_day(now))
        if 1 <= number <= len(list(season.days())):
            self._day.choose(str(number))

    @Slot()
    def _on_drafted(self) -> None:
        self._is_drafted = True

    @Slot()
    def _on_set(self) -> None:
        self._is_drafted = False
        season, at = self._context.programme.season, self._clock.time()
        day = season.first_day + timedelta(days=int(self._day.key) - 1)
        self._context.practise_at(season.moment(day, time(at.hour(), at.minute())))
