"""The programme room: the days of the season as a timetable, an event's card, and the season file."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.programme import Event, EventKind
from aspara_desk.domain.rights import Right
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desk import Desk, Hint
from aspara_desk.ui.desks.programme.card import EventCard
from aspara_desk.ui.desks.programme.fill_watch import FillWatch
from aspara_desk.ui.desks.programme.heads import DAY, day_words
from aspara_desk.ui.desks.programme.legend import Legend
from aspara_desk.ui.desks.programme.season_file import SeasonFile
from aspara_desk.ui.desks.programme.sheet import Way
from aspara_desk.ui.desks.programme.title_bar import TitleBar
from aspara_desk.ui.desks.programme.view import Scene, TimetableView
from aspara_desk.ui.desks.programme.wording import EventWords
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.empty import EmptyState

_ALL = "all"
_ALL_DAYS = mark("All days")
_TODAY = mark("{day} · today")
_TIMETABLE = mark("Timetable")
_DAYS = mark("Days")
_NOTHING = mark("Nothing is planned for this day")
_WHAT_NEXT = mark("Write its events into the season file, and open the file with Ctrl+O.")
_OPEN_FILE = mark("Open a season file…")
_EVENT, _DETAILS, _CLOSE, _NOW, _FILE = (
    mark("Event"), mark("Details"), mark("Close"), mark("Now"), mark("Season file"),
)  # fmt: skip
_DAY_HINT = mark("Day")


class ProgrammeDesk(Desk):
    key: ClassVar[str] = "programme"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._day: date | None = context.programme.season.nearest_day(context.now())
        self._entered = False
        self._watch = FillWatch(context, self)
        self._bar = TitleBar(context.theme, self)
        self._days, self._open = self._bar.days, self._bar.open
        self._fault = Banner(self)
        self._file = SeasonFile(context, self)
        self._paper = role(QFrame(self), "panel")
        self._sheet = QStackedWidget(self._paper)
        self._view = TimetableView(context.theme, self._sheet)
        self._nothing = EmptyState("calendar-days", self._sheet)
        self._legend = Legend(context.theme, self._paper)
        self._card = EventCard(context.theme, self)
        self._lay_out()
        self._connect()
        self._add_action()

    def _lay_out(self) -> None:
        self._card.hide()
        self._lay_out_paper()
        middle = QHBoxLayout()
        middle.setSpacing(3 * SPACE)
        middle.addWidget(self._paper, 1)
        middle.addWidget(self._card)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._bar)
        column.addWidget(self._fault)
        column.addWidget(self._file)
        column.addLayout(middle, 1)

    def _lay_out_paper(self) -> None:
        self._sheet.addWidget(self._view)
        self._sheet.addWidget(self._nothing)
        column = QVBoxLayout(self._paper)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self._sheet, 1)
        column.addWidget(self._legend)

    def _connect(self) -> None:
        self._watch.looked.connect(self._on_looked)
        self._watch.failed.connect(self._on_look_failed)
        self._days.chosen.connect(self._on_day_chosen)
        self._open.clicked.connect(self._file.choose)
        self._file.left.connect(self._view.setFocus)
        self._view.turned.connect(self._turn)
        self._view.day_chosen.connect(self._show_day)
        self._view.activated.connect(self._on_activated)
        self._view.clicked.connect(self._on_activated)
        self._view.selectionModel().currentChanged.connect(self._on_current_changed)
        self._card.closed.connect(self._close_card)
        self.context.changed.connect(self._on_changed)
        self.context.clock_set.connect(self._on_clock_set)

    def _add_action(self) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence("Ctrl+O"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(self._file.choose)
        self.addAction(action)

    # --- what the window asks of a room ---

    @override
    def set_words(self, t: Translator) -> None:
        self._days.setAccessibleName(t(_DAYS))
        self._view.setAccessibleName(t(_TIMETABLE))
        self._bar.name_open(t(_OPEN_FILE))
        self._nothing.show_text(t(_NOTHING), t(_WHAT_NEXT))
        self._fault.set_words(t)
        self._file.set_words(t)
        self._show()

    @override
    def hints(self) -> Sequence[Hint]:
        t = self.context.t
        count = len(self._season_days())
        days = "1" if count == 1 else f"1–{min(count, 9)}"
        hints = [
            Hint(days, t(_DAY_HINT)),
            Hint("0", t(_ALL_DAYS)),
            Hint("← ↑ ↓ →", t(_EVENT)),
            Hint("Enter", t(_DETAILS)),
        ]
        if self._esc_closes():
            hints.append(Hint("Esc", t(_CLOSE)))
        hints.append(Hint("Home", t(_NOW)))
        if self.context.here.actor.may(Right.LOAD_PROGRAMME):
            hints.append(Hint("Ctrl+O", t(_FILE)))
        return hints

    @override
    def enter(self) -> None:
        if not self._entered:
            self._entered = True
            self._go_to_now()
        self._watch.start()
        self._view.setFocus()

    @override
    def leave(self) -> None:
        self._watch.stop()

    # --- days ---

    def _season_days(self) -> tuple[date, ...]:
        return tuple(self.context.programme.season.days())

    def _words(self) -> EventWords:
        return EventWords(self.context.t, self.context.programme, self._watch.fills, self.context.now())

    def _show(self) -> None:
        """Everything again, as it is now: the day, its events, the card."""
        days, words = self._season_days(), self._words()
        if self._day is not None and self._day not in days:
            self._day = self.context.programme.season.nearest_day(self.context.now())
        numbers = [(one.isoformat(), words.t(DAY, number=place)) for place, one in enumerate(days, start=1)]
        self._days.set_choices([*numbers, (_ALL, words.t(_ALL_DAYS))])
        self._days.choose(_ALL if self._day is None else self._day.isoformat())
        self._show_title(words)
        self._view.show_scene(Scene(words, self._day))
        blocks = self._view.sheet.blocks
        self._sheet.setCurrentWidget(self._view if blocks else self._nothing)
        self._legend.show_kinds([block.event.kind for block in blocks], words.t, bars=self._day is not None)
        self._show_card()

    def _show_title(self, words: EventWords) -> None:
        season = words.programme.season
        if self._day is None:
            self._bar.show_title(season.motto.to(words.t.language), season.titles.to(words.t.language))
            return
        number, named = day_words(words, self._day)
        is_today = self._day == season.programme_day(words.now)
        self._bar.show_title(words.t(_TODAY, day=number) if is_today else number, named)

    def _show_day(self, day: date | None) -> None:
        kept = self._view.current_event()
        self._day = day
        self._show()
        if not self._view.choose(kept):
            self._choose_first()
        self._view.setFocus()

    def _choose_first(self) -> None:
        """What is on or comes next, where the day is today; else what the day begins with."""
        now = self.context.now()
        events = [block.event for block in self._view.sheet.blocks]
        staged = [one for one in events if one.kind is not EventKind.ACCESS] or events
        to_come = [one for one in staged if one.ends_at > now and one.day == self._today()]
        chosen = min(to_come, key=lambda one: abs(one.starts_at - now), default=None)
        self._view.choose(chosen or min(staged, key=lambda one: one.starts_at, default=None))

    def _today(self) -> date:
        return self.context.programme.season.programme_day(self.context.now())

    def _go_to_now(self) -> None:
        self._day = self.context.programme.season.nearest_day(self.context.now())
        self._show()
        self._choose_first()

    def _turn(self, step: int) -> None:
        """To the day after or before, as one who goes on through the columns."""
        days = self._season_days()
        if self._day is None:
            return
        at = days.index(self._day) + step
        if 0 <= at < len(days):
            self._day = days[at]
            self._show()
            self._view.choose_at_the_edge(Way.RIGHT if step > 0 else Way.LEFT)

    # --- the card ---

    def _event(self) -> Event | None:
        return self._view.current_event()

    def _show_card(self) -> None:
        event = self._event()
        if event is None:
            self._card.hide()
            return
        words = self._words()
        self._view.setAccessibleDescription(words.spoken(event))
        if not self._card.isHidden():
            self._card.show_event(event, words)

    def _close_card(self) -> None:
        self._card.hide()
        self._view.setFocus()
        self.hints_changed.emit()

    def _esc_closes(self) -> bool:
        return not self._card.isHidden() or self._file.tells or not self._fault.isHidden()

    # --- what happens ---

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain and (self._digit(event.text()) or self._other(Qt.Key(event.key())))):
            super().keyPressEvent(event)

    def _digit(self, text: str) -> bool:
        if len(text) != 1 or not ("0" <= text <= "9"):
            return False
        days = self._season_days()
        if text == "0":
            self._show_day(None)
        elif int(text) <= len(days):
            self._show_day(days[int(text) - 1])
        return True

    def _other(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Home:
                self._go_to_now()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._sheet.currentWidget() is self._nothing:
                self._turn(1 if key is Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Escape if self._esc_closes():
                self._escape()
            case _:
                return False
        return True

    def _escape(self) -> None:
        """One thing at a time, the uppermost first."""
        if self._file.tells:
            self._file.forget()
        elif not self._fault.isHidden():
            self._fault.dismiss()
        else:
            self._close_card()
        self.hints_changed.emit()

    def _on_day_chosen(self, key: str) -> None:
        self._show_day(None if key == _ALL else date.fromisoformat(key))

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self._card.show()
            self._show_card()
            self.hints_changed.emit()

    def _on_current_changed(self) -> None:
        self._show_card()

    def _on_looked(self) -> None:
        self._fault.dismiss()
        self._show()

    def _on_look_failed(self, error: DeskError) -> None:
        self._fault.show_problem(error.problem, self.context.t)
        self.hints_changed.emit()

    def _on_changed(self, change: Change) -> None:
        if change is Change.PROGRAMME:
            self._show()
            self.hints_changed.emit()

    def _on_clock_set(self) -> None:
        self._go_to_now()
