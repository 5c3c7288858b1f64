"""The reports room: who came, and what came in, as two tables that can be saved."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.errors import DeskError, Refused
from aspara_desk.i18n import formats
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.desk import Desk, Hint
from aspara_desk.ui.desks.reports.contents import (
    WHAT_CAME_IN,
    WHO_CAME,
    Found,
    attendance_content,
    find,
    save_attendance,
    save_takings,
    takings_content,
)
from aspara_desk.ui.desks.reports.panel import ReportPanel
from aspara_desk.ui.file_dialogs import ask_where_to_save
from aspara_desk.ui.tasks import Lane
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.empty import EmptyState
from aspara_desk.ui.widgets.segmented import Segmented

_TITLE = mark("Reports")
_AS_OF = mark("as of {time}")
_SAVE = mark("Save as CSV…")
_SAVE_HINT = mark("Save as CSV")
_FILTER = mark("Tables (*.csv)")
_SAVED = mark("Saved as {path}")
_NOBODY = mark("Nobody has come in yet")
_SCAN = mark("Scan a ticket at a door (Ctrl+2), and it is counted here.")
_NOTHING = mark("Nothing has come in yet")
_SELL = mark("Sell a ticket in the box office (Ctrl+1), and its payment is counted here.")
_NOT_FOR_YOU = mark("Reports are not for everybody")
_REFRESH, _OTHER = mark("Count again"), mark("Other table")
_TABLES = mark("Tables")
_ATTENDANCE, _TAKINGS = "attendance", "takings"
_AGAIN_MS = 2000  # after the store gave no answer
_BOTH_FIT = 1400  # the width from which both tables stand side by side


class ReportsDesk(Desk):
    key: ClassVar[str] = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: Found | None = None
        self._refused: Refused | None = None
        self._unanswered = False
        self._latest = context.latest(self)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._on_again)
        self._title, self._as_of = role(QLabel(), "title"), role(QLabel(), "muted")
        self._banner = Banner(self)
        self._choice = Segmented(self)
        self._pages = QStackedWidget(self)
        self._tables = QWidget(self._pages)
        self._attendance = ReportPanel(context.theme, "users", self._tables)
        self._takings = ReportPanel(context.theme, "wallet", self._tables)
        self._closed = EmptyState("lock", self._pages)
        self._lay_out()
        self._attendance.save_wished.connect(self._on_save_attendance)
        self._takings.save_wished.connect(self._on_save_takings)
        self._choice.chosen.connect(self._place)
        context.theme.changed.connect(self._place)
        self._add_actions()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addSpacing(3 * SPACE)
        head.addWidget(self._as_of, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._choice)
        row = QHBoxLayout(self._tables)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._attendance, 8)
        row.addWidget(self._takings, 5)
        self._pages.addWidget(self._tables)
        self._pages.addWidget(self._closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._banner)
        column.addWidget(self._pages, 1)

    def _add_actions(self) -> None:
        for key, act in (("F5", self.look), ("F6", self._on_other), ("Ctrl+S", self._on_save)):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    # --- what the window asks of a room ---

    @override
    def set_words(self, t: Translator) -> None:
        self._title.setText(t(_TITLE))
        self._attendance.set_words(save=t(_SAVE), title=t(_NOBODY), says=t(_SCAN))
        self._takings.set_words(save=t(_SAVE), title=t(_NOTHING), says=t(_SELL))
        self._banner.set_words(t)
        self._choice.set_choices([(_ATTENDANCE, t(WHO_CAME)), (_TAKINGS, t(WHAT_CAME_IN))])
        self._choice.setAccessibleName(t(_TABLES))
        self._show()
        self._place()

    @override
    def hints(self) -> Sequence[Hint]:
        t = self.context.t
        if self._refused is not None:
            return ()
        return (Hint("F5", t(_REFRESH)), Hint("F6", t(_OTHER)), Hint("Ctrl+S", t(_SAVE_HINT)))

    @override
    def enter(self) -> None:
        self.look()
        self._panel().focus_table()

    @override
    def leave(self) -> None:
        self._again.stop()
        self._latest.forget()

    # --- one table or two ---

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Both tables where there is room for them, else the one that is chosen."""
        both = self.width() >= self.context.theme.px(_BOTH_FIT)
        self._choice.setVisible(not both and self._refused is None)
        for key, panel in ((_ATTENDANCE, self._attendance), (_TAKINGS, self._takings)):
            panel.setVisible(both or self._choice.key in {key, ""})

    def _panel(self) -> ReportPanel:
        """The table that is worked with."""
        return self._takings if self._choice.key == _TAKINGS else self._attendance

    def _on_other(self) -> None:
        self._choice.choose(_ATTENDANCE if self._panel() is self._takings else _TAKINGS)
        self._place()
        self._panel().focus_table()

    # --- the reports ---

    def look(self) -> None:
        """Works both reports out again; where the store gives no answer, until it does."""
        self._ask(tell=True)

    def _on_again(self) -> None:
        self._ask(tell=False)

    def _ask(self, *, tell: bool) -> None:
        """`tell`: whoever asked is told of a fault; who was told already is not told every two seconds."""
        self._again.stop()
        failed = partial(self._on_not_found, tell=tell)
        self._latest.run(partial(find, self.context.here), self._on_found, failed)

    def _on_found(self, found: Found) -> None:
        self._found, self._refused = found, None
        if self._unanswered:
            self._unanswered = False
            self._banner.dismiss()
        self._show()
        self.hints_changed.emit()

    def _on_not_found(self, error: DeskError, *, tell: bool) -> None:
        if isinstance(error, Refused):
            self._refused, self._found = error, None
            self._show()
            self.hints_changed.emit()
            return
        if tell:
            self._unanswered = True
            self._banner.show_problem(error.problem, self.context.t)
        self._again.start()

    def _show(self) -> None:
        t = self.context.t
        self._pages.setCurrentWidget(self._tables if self._refused is None else self._closed)
        self._place()
        if self._refused is not None:
            self._closed.show_text(t(_NOT_FOR_YOU), sentence(self._refused.problem, t))
            self._as_of.clear()
        elif self._found is not None:
            season = self._found.attendance.programme.season
            self._as_of.setText(t(_AS_OF, time=formats.clock(season, self._found.at)))
            self._attendance.show_content(attendance_content(self._found.attendance, t))
            self._takings.show_content(takings_content(self._found.takings, t))

    # --- saving ---

    def _on_save(self) -> None:
        """The table in which the focus is."""
        if self._takings.has_focus() or self._attendance.isHidden():
            self._on_save_takings()
        else:
            self._on_save_attendance()

    def _on_save_attendance(self) -> None:
        if self._found is not None and self._found.attendance.events:
            save = partial(save_attendance, self._found.attendance, self.context.t, decimal_comma=_decimal_comma())
            self._ask_for_file("attendance.csv", save)

    def _on_save_takings(self) -> None:
        if self._found is not None and self._found.takings.lines:
            save = partial(save_takings, self._found.takings, self.context.t, decimal_comma=_decimal_comma())
            self._ask_for_file("takings.csv", save)

    def _ask_for_file(self, name: str, write: Callable[[Path], None]) -> None:
        t = self.context.t
        proposed = f"sample-{name}" if self.context.programme.season.sample else name
        ask_where_to_save(self, t, t(_SAVE_HINT), t(_FILTER), partial(self._save, write), proposed)

    def _save(self, write: Callable[[Path], None], path: Path) -> None:
        self.context.tasks.run(
            self,
            Lane.PAPER,
            partial(write, path),
            lambda _none: self._on_saved(path),
            self._on_not_saved,
        )

    def _on_saved(self, path: Path) -> None:
        self._unanswered = False
        self._banner.say("ok", lambda t: t(_SAVED, path=path), self.context.t)

    def _on_not_saved(self, error: DeskError) -> None:
        self._unanswered = False
        self._banner.show_problem(error.problem, self.context.t)


def _decimal_comma() -> bool:
    """How numbers are written on this computer, by which its spreadsheets go."""
    return QLocale.system().decimalPoint() == ","
