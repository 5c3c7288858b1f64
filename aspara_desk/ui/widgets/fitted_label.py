"""A title that gives way to what stands beside it, and is read all the same."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.plain import plain
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.widgets.text_fit import Fitted, fit

_SMALLEST = 0.6  # of the role's size
_LINES = 2


class FittedLabel(QLabel):
    """Text in its role's size, or smaller and on two lines; what is cut even so is in its tool tip."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fitted(self, width: float) -> Fitted:
        """The text as it is shown in so many pixels."""
        self.ensurePolished()
        most = self.font().pixelSize()
        return fit(self.text(), self.font(), width, most, round(most * _SMALLEST), _LINES)

    def is_cut_in(self, width: float) -> bool:
        """Whether not all of it can be shown in so many pixels."""
        return any(line.endswith("…") and line not in self.text() for line in self.fitted(width).lines)

    def make_room(self, width: int) -> None:
        """Takes the height that the text needs in so many pixels, and never less than a line of the full size."""
        fitted = self.fitted(width)
        self.setFixedHeight(ceil(max(fitted.height, QFontMetricsF(self.font()).height())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fitted = self.fitted(self.width())
        self.setToolTip(plain(self.text()) if self.is_cut_in(self.width()) else "")
        painter = QPainter(self)
        painter.setFont(fitted.font)
        painter.setPen(self.palette().color(self.foregroundRole()))
        top = (self.height() - fitted.height) / 2
        for place, line in enumerate(fitted.lines):
            box = QRectF(0, top + place * fitted.line_height, self.width(), fitted.line_height)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        painter.end()
