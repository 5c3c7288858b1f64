"""The window itself: where it stands on the screen, and which page fills it."""

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.frame import Frame
from aspara_desk.ui.preferences import Preferences
from aspara_desk.ui.start_page import StartPage

_SMALLEST = QSize(960, 600)
_USUAL = QSize(1280, 720)
_EDGES = QSize(16, 48)  # of a window, with its title bar: about what systems draw
_NAME = mark("Aspara Desk")
_SEASON_OPEN = mark("{season} – Aspara Desk")
_SAMPLE_OPEN = mark("Sample: {season} – Aspara Desk")


class Window(QWidget):
    """Shows the start page, or the frame of the season that is open."""

    closed = Signal()

    def __init__(self, preferences: Preferences, start: StartPage) -> None:
        super().__init__()
        self._preferences = preferences
        self._pages = QStackedWidget()
        self.start = start
        self.frame: Frame | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._pages.addWidget(start)
        full_screen = QAction(self)
        full_screen.setShortcut(QKeySequence("F11"))
        full_screen.triggered.connect(self._on_full_screen)
        self.addAction(full_screen)
        self._place(preferences.geometry)

    def _place(self, geometry: QByteArray) -> None:
        self.setMinimumSize(_SMALLEST)
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            room = self.screen().availableSize() - _EDGES
            self.resize(_USUAL.boundedTo(room).expandedTo(_SMALLEST))

    def set_words(self, t: Translator) -> None:
        self.setWindowTitle(self._title(t))
        self.start.set_words(t)

    def _title(self, t: Translator) -> str:
        if self.frame is None:
            return t(_NAME)
        season = self.frame.context.programme.season
        return t(_SAMPLE_OPEN if season.sample else _SEASON_OPEN, season=season.titles.to(t.language))

    def show_start(self) -> None:
        """The start page alone: the frame of a season that was open goes."""
        self._pages.setCurrentWidget(self.start)
        if self.frame is not None:
            self._pages.removeWidget(self.frame)
            self.frame.deleteLater()
            self.frame = None

    def show_frame(self, frame: Frame) -> None:
        self.frame = frame
        self._pages.addWidget(frame)
        self._pages.setCurrentWidget(frame)

    def _on_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._preferences.geometry = self.saveGeometry()
        super().closeEvent(event)
        self.closed.emit()
