"""The settings room: what belongs to this computer, and the safety of the store."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.scanning.wedge import Scan
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desk import Desk, Hint
from aspara_desk.ui.desks.settings.appearance import Appearance
from aspara_desk.ui.desks.settings.practice import Practice
from aspara_desk.ui.desks.settings.safety import Safety
from aspara_desk.ui.desks.settings.scanner import ScannerSection
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE

_WIDTH = 220  # steps of spacing: a line that an eye can follow
_NEXT = mark("Next")
_CHOOSE = mark("Choose")
_PRESS = mark("Press the button")


class SettingsDesk(Desk):
    key = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._area = area = QScrollArea(self)
        holder = role(QWidget(area.viewport()), "ground")
        page = role(QWidget(holder), "ground")
        self.appearance = Appearance(context, page)
        self.scanner = ScannerSection(context, page)
        self.practice = Practice(context, page)
        self.safety = Safety(context, page)
        self._left_at: QWidget | None = None
        self._to_reveal: Callable[[], QWidget] = lambda: self.safety.says
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._reveal)
        self._lay_out(area, holder, page)
        self.safety.told.connect(self._on_safety_told)
        context.changed.connect(self._on_changed)

    def _lay_out(self, area: QScrollArea, holder: QWidget, page: QWidget) -> None:
        column = QVBoxLayout(page)
        column.setSpacing(4 * SPACE)
        for part in (self.appearance, self.scanner, self.practice, self.safety):
            column.addWidget(part)
        column.addStretch(1)
        page.setMaximumWidth(_WIDTH * SPACE)
        row = QHBoxLayout(holder)
        row.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        row.addWidget(page, 1)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _on_safety_told(self) -> None:
        self._reveal_soon(lambda: self.safety.says)

    def _reveal_soon(self, what: Callable[[], QWidget]) -> None:
        """What is told, once it has its place."""
        self._to_reveal = what
        self._soon.start()

    def _reveal(self) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._area.ensureWidgetVisible(self._to_reveal())

    @override
    def set_words(self, t: Translator) -> None:
        for part in (self.appearance, self.scanner, self.practice, self.safety):
            part.set_words(t)

    @override
    def hints(self) -> Sequence[Hint]:
        t = self.context.t
        return (Hint("Tab", t(_NEXT)), Hint("← →", t(_CHOOSE)), Hint("Enter", t(_PRESS)))

    @override
    def enter(self) -> None:
        """The focus is where it was when the room was left, and in sight."""
        self.practice.show_now()
        if self._left_at is None or not isValid(self._left_at):
            self.appearance.focus_first()
        else:
            self._left_at.setFocus()
            self._area.ensureWidgetVisible(self._left_at)

    @override
    def leave(self) -> None:
        focused = QApplication.focusWidget()
        self._left_at = focused if focused is not None and self.isAncestorOf(focused) else None

    @override
    def take_scan(self, scan: Scan) -> bool:
        self.scanner.show_scan(scan)
        self._reveal_soon(lambda: self.scanner.says)
        return True

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change is Change.PROGRAMME:
            self.practice.set_words(self.context.t)
