"""Above the timetable: what it shows, and at the right the days to choose from and the season file."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.fitted_label import FittedLabel
from aspara_desk.ui.widgets.segmented import Segmented

_LEAST_TITLE = 260
_Direction = QBoxLayout.Direction


class TitleBar(QWidget):
    """Where there is too little room for the title beside the days, these go below it; where there is too little for
    all days even so, the button beside them is its icon.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._above, self._title = role(QLabel(), "muted"), FittedLabel("display", self)
        self._controls = QWidget(self)
        self.days = Segmented(self._controls)
        self.open = role(QPushButton(self._controls), "quiet")
        self.open.setIcon(theme.icon("folder-open", "muted"))
        self._open_word = ""
        self._row = QBoxLayout(_Direction.LeftToRight, self)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._turn)

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._above)
        titles.addWidget(self._title)
        controls = QHBoxLayout(self._controls)
        controls.setContentsMargins(0, 0, 0, 0)
        controls.setSpacing(3 * SPACE)
        controls.addWidget(self.days)
        controls.addWidget(self.open)
        controls.addStretch(1)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(3 * SPACE)
        self._row.addLayout(titles, 1)
        self._row.addWidget(self._controls, 0, Qt.AlignmentFlag.AlignBottom)

    def name_open(self, word: str) -> None:
        self._open_word = word
        self.open.setAccessibleName(word)
        self.open.setToolTip(f"{word} · Ctrl+O")
        self._turn()

    def show_title(self, above: str, title: str) -> None:
        """`above` is the smaller line."""
        self._above.setText(above)
        self._title.setText(title)
        self._turn()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        self.open.setText(self._open_word)
        if self._controls.sizeHint().width() > self.width():
            self.open.setText("")
        left = self.width() - self._controls.sizeHint().width() - 3 * SPACE
        beside = left >= self._theme.px(_LEAST_TITLE) and not self._title.is_cut_in(left)
        self._row.setDirection(_Direction.LeftToRight if beside else _Direction.TopToBottom)
        self._row.setSpacing((3 if beside else 1) * SPACE)
        self._title.make_room(left if beside else self.width())
