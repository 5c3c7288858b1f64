"""A few words on a coloured ground: a state, a category, a kind of event."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

STRONG: Final = ("admit", "refuse", "ask", "accent")


def badge_colours(colour: str) -> tuple[str, str]:
    """The names of ground and ink. `colour`: admit, refuse, ask, accent; error, warning, ok, info; muted; or a tint
    such as `kind.show` and `category.vip`.
    """
    if colour in STRONG:
        return colour, f"on_{colour}"
    if "." in colour:
        return f"{colour}.fill", f"{colour}.ink"
    if colour == "muted":
        return "pressed", "muted"
    return f"banner_{colour}", "link" if colour == "info" else colour


class Badge(QLabel):
    """Plain text; its colour is a name that `badge_colours` knows."""

    def __init__(self, text: str = "", colour: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        role(self, "badge")
        self._colour = colour
        self._others: Sequence[str] = ()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.update)

    @property
    def colour(self) -> str:
        return self._colour

    def set_colour(self, colour: str) -> None:
        self._colour = colour
        self.update()

    def keep_room_for(self, texts: Sequence[str]) -> None:
        """Stays as wide as the longest of these, so that what stands beside it does not move when the text changes."""
        self._others = tuple(texts)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        widths = [metrics.size(0, text).width() for text in (self.text(), *self._others)]
        return QSize(hint.width() - widths[0] + max(widths), hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        ground, ink = badge_colours(self._colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(self.rect(), theme.px(SPACE), theme.px(SPACE))
        painter.setPen(theme.colour(ink if self.isEnabled() else "disabled"))
        painter.setFont(self.font())
        painter.drawText(self.contentsRect(), self.alignment(), self.text())
        painter.end()
