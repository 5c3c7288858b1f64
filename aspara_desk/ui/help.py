"""The help: one page a language, opened at the part about the room one stands in."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from aspara_desk import bootstrap
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.rooms import ROOMS
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE

_TITLE = mark("Help")
_WIDTH, _HEIGHT = 190, 170  # in steps of spacing


class HelpWindow(QWidget):
    """Beside the window, so that one can read and do. Esc closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._theme = theme
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.document().setDocumentMargin(6 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        leave = QAction(self)
        leave.setShortcuts([QKeySequence("Esc"), QKeySequence("F1")])
        leave.triggered.connect(self.close)
        self.addAction(leave)
        self.resize(_WIDTH * SPACE, _HEIGHT * SPACE)

    def set_words(self, t: Translator) -> None:
        self._t = t
        self.setWindowTitle(t(_TITLE))
        self._page.setAccessibleName(t(_TITLE))
        self._page.setMarkdown(bootstrap.help_file(t.language).read_text(encoding="utf-8"))

    def show_room(self, room: str) -> None:
        """Opens at the heading that has the room's name, else at the top."""
        names = [one.word for one in ROOMS if one.key == room]
        self.show()
        self.raise_()
        self.activateWindow()
        self._page.setSource(QUrl())
        for name in names:
            self._scroll_to(self._t(name))

    def _scroll_to(self, heading: str) -> None:
        block = self._page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                top = self._page.document().documentLayout().blockBoundingRect(block).top()
                self._page.verticalScrollBar().setValue(round(top))
                return
            block = block.next()
