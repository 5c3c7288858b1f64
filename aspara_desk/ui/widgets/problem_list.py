"""What is wrong with a file, a line each: as high as it needs to be, up to some lines."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_GOING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_MOST_ROWS = 6  # that are in sight at once


class ProblemList(QListWidget):
    """Hidden while there is nothing to tell. It is gone through by arrows; all other keys are the room's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def show_sentences(self, sentences: Sequence[str]) -> None:
        self.clear()
        self.addItems(list(sentences))
        self.setFixedHeight(current().px(11 * SPACE) * min(len(sentences), _MOST_ROWS) + 2 * SPACE)
        self.setVisible(bool(sentences))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _GOING:
            super().keyPressEvent(event)
        else:
            event.ignore()
