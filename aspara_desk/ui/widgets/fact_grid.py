"""Facts on a card: names at the left, what they are at the right."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.text_fit import broken

_NARROWEST = 20 * SPACE


class _Wrapped(QLabel):
    """A word that is longer than a line is broken too, such as an address for e-mail: so it is never cut."""

    @override
    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(min(super().minimumSizeHint().width(), current().px(_NARROWEST)), self.fontMetrics().height())

    @override
    def heightForWidth(self, width: int) -> int:
        if self._fits(width):
            return super().heightForWidth(width)
        return ceil(QFontMetricsF(self.font()).height() * len(broken(self.text(), self.font(), width)))

    def _fits(self, width: int) -> bool:
        self.ensurePolished()
        return super().minimumSizeHint().width() <= width

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fits(self.width()):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        high = QFontMetricsF(self.font()).height()
        for place, line in enumerate(broken(self.text(), self.font(), self.width())):
            painter.drawText(QRectF(0, place * high, self.width(), high), Qt.AlignmentFlag.AlignLeft, line)
        painter.end()


def wrapped_label(kind: str) -> QLabel:
    """A label of a role, over as many lines as it needs."""
    label = role(_Wrapped(), kind)
    label.setWordWrap(True)
    return label


class FactGrid(QWidget):
    """What the facts are can be marked and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Pairs of a name and what it is, in place of those before."""
        while len(self._rows) < len(facts):
            row = (role(QLabel(), "muted"), wrapped_label("body"))
            row[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, label in enumerate(row):
                self._grid.addWidget(label, len(self._rows), column, Qt.AlignmentFlag.AlignTop)
            self._rows.append(row)
        for place, labels in enumerate(self._rows):
            shown = place < len(facts)
            for column, label in enumerate(labels):
                label.setVisible(shown)
                label.setText(facts[place][column] if shown else "")
