"""What the colours and the bars of the timetable mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.domain.programme import EventKind
from aspara_desk.i18n import vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.programme.faces import Fonts
from aspara_desk.ui.desks.programme.painting import LIGHT, TRACK
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE

_TICKETS = mark("tickets")
_PEOPLE = mark("inside, or came")
_LEGEND = mark("What the colours mean")
_SWATCH, _BAR = 10, 20


@dataclass(frozen=True, slots=True)
class Entry:
    """`share` is how strong the colour is, 0 to 1; a kind has its own, None."""

    word: str
    kind: EventKind | None = None
    share: float = 1.0


def entries(kinds: Sequence[EventKind], t: Translator, *, bars: bool) -> tuple[Entry, ...]:
    """The kinds that are there, in the vocabulary's order, and then the two parts of the bars, if there are any."""
    shown = [kind for kind in EventKind if kind in set(kinds)]
    parts = (Entry(t(_TICKETS), None, LIGHT), Entry(t(_PEOPLE), None, 1.0)) if shown and bars else ()
    return (*(Entry(vocabulary.word(vocabulary.EVENT_KINDS, kind, t), kind) for kind in shown), *parts)


class Legend(QWidget):
    """One line; what does not fit is left out from the end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = Fonts(theme)
        self._entries: tuple[Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_kinds(self, kinds: Sequence[EventKind], t: Translator, *, bars: bool) -> None:
        self._entries = entries(kinds, t, bars=bars)
        self.setAccessibleName(t(_LEGEND))
        self.setAccessibleDescription(", ".join(one.word for one in self._entries))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, round(self._fonts.of_caption.height()) + self._fonts.px(3 * SPACE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._fonts.caption)
        left = float(self._fonts.px(4 * SPACE))
        for one in self._entries:
            width = self._width_of(one)
            if left + width > self.width():
                break
            self._paint(painter, one, left)
            left += width + self._fonts.px(5 * SPACE)
        painter.end()

    def _width_of(self, one: Entry) -> float:
        return (
            self._swatch(one).width() + self._fonts.px(1.5 * SPACE) + self._fonts.of_caption.horizontalAdvance(one.word)
        )

    def _swatch(self, one: Entry) -> QRectF:
        wide, high = (_SWATCH, _SWATCH) if one.kind else (_BAR, SPACE)
        rect = QRectF(0, 0, self._fonts.px(wide), self._fonts.px(high))
        rect.moveTop((self.height() - rect.height()) / 2)
        return rect

    def _paint(self, painter: QPainter, one: Entry, left: float) -> None:
        swatch = self._swatch(one).translated(left, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour in self._colours(one):
            painter.setBrush(colour)
            painter.drawRoundedRect(swatch, min(swatch.height() / 2, 3), min(swatch.height() / 2, 3))
        painter.setPen(self._theme.colour("muted"))
        text = QRectF(swatch.right() + self._fonts.px(1.5 * SPACE), 0, self.width(), self.height())
        painter.drawText(text, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), one.word)

    def _colours(self, one: Entry) -> Sequence[QColor]:
        if one.kind is not None:
            return (QColor(self._theme.scheme.kinds[one.kind].bar),)
        found = []
        for share in (TRACK, one.share):
            colour = self._theme.colour("text")
            colour.setAlphaF(share)
            found.append(colour)
        return found

    def _on_theme_changed(self) -> None:
        self._fonts = Fonts(self._theme)
        self.updateGeometry()
        self.update()
