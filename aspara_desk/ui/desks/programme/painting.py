"""Paints the timetable: paper, hours, blocks, the line that says what time it is."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from aspara_desk.domain.programme import Control
from aspara_desk.ui.desks.programme.faces import Face, Fonts, Line
from aspara_desk.ui.desks.programme.sheet import Block
from aspara_desk.ui.desks.programme.wording import EventWords, Fullness
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import RADIUS, RING, SPACE, Tint, ink_on

TRACK, LIGHT = 0.16, 0.42  # how strong the bars are: nothing yet, and tickets; people are at full strength
_ROUND = 6
_FAINT = 0.3
_FADED = 0.55  # of the bar's colour, once an event is over
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class Brush:
    """A painter with the theme's colours and the timetable's fonts; for the length of one painting."""

    def __init__(self, painter: QPainter, theme: Theme, fonts: Fonts, words: EventWords) -> None:
        self.painter = painter
        self._theme = theme
        self._fonts = fonts
        self._words = words
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # --- paper ---

    def ground(self, rect: QRectF) -> None:
        self.painter.fillRect(rect, self._theme.colour("panel"))

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: str = "line") -> None:
        self.painter.setPen(QPen(self._theme.colour(colour), 1))
        self.painter.drawLine(QPointF(x1, round(y1) + 0.5), QPointF(x2, round(y2) + 0.5))

    def text(self, line: Line, font: QFont, colour: str, align: Qt.AlignmentFlag = _LEFT) -> None:
        self._say(line.text, line.rect, font, self._theme.colour(colour), align)

    def hour(self, y: float, left: float, right: float, text: str) -> None:
        """A line across, with its time before it."""
        self.rule(left, y, right, y)
        high = self._fonts.of_caption.height()
        rect = QRectF(0, y - high / 2, left - self._fonts.px(SPACE), high)
        self._say(text, rect, self._fonts.caption, self._theme.colour("muted"), _RIGHT)

    def now_line(self, y: float, left: float, right: float, *, faint: bool) -> None:
        """What time it is: beneath the blocks, and `faint` over them, so that they can be read."""
        colour = self._theme.colour("accent")
        colour.setAlphaF(_FAINT if faint else 1.0)
        self.painter.setPen(QPen(colour, RING))
        self.painter.drawLine(QPointF(left, y), QPointF(right, y))

    def now(self, y: float, left: float, text: str) -> None:
        """The time itself, among the hours."""
        colour = self._theme.colour("accent")
        high = self._fonts.of_times.height() + 2
        pill = QRectF(0, y - high / 2, left, high)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawRoundedRect(pill, high / 2, high / 2)
        self._say(text, pill, self._fonts.times, self._theme.colour("on_accent"), _MIDDLE)

    # --- events ---

    def block(self, block: Block, face: Face, rect: QRectF, top: float, *, current: bool, focused: bool) -> None:
        """A block of a day. What is written on it stays below `top`, as long as the block is there."""
        over = self._words.is_over(block.event)
        tint = self._theme.scheme.kinds[block.event.kind]
        self._sheet_of(rect, tint, over=over, running=self._words.is_running(block.event))
        self.painter.save()
        self.painter.translate(rect.topLeft())
        hidden = max(top - rect.top(), 0.0)
        if block.ribbon:
            self._ribbon(face, rect, tint, hidden, over=over)
        else:
            self._written(
                block, face, tint, min(hidden, max(rect.height() - face.bottom - self._fonts.px(SPACE), 0.0)), over=over
            )
        self.painter.restore()
        if current:
            self._ring(rect, focused=focused)

    def row(self, block: Block, face: Face, rect: QRectF, *, current: bool, focused: bool) -> None:
        """A row of the leaflet: paper, with the kind's colour at the left."""
        tint = self._theme.scheme.kinds[block.event.kind]
        over = self._words.is_over(block.event)
        if current:
            self._round(rect, self._theme.colour("selection"))
        strip = QRectF(rect.left(), rect.top() + SPACE, self._fonts.px(SPACE), rect.height() - 2 * SPACE)
        self._round(strip, self._bar_colour(tint, over=over), self._fonts.px(2))
        self.painter.save()
        self.painter.translate(rect.topLeft())
        self._written(block, face, tint, 0.0, over=over)
        self.painter.restore()
        if current and focused:
            self._ring(rect, focused=True)

    def _sheet_of(self, rect: QRectF, tint: Tint, *, over: bool, running: bool) -> None:
        round_path = QPainterPath()
        round_path.addRoundedRect(rect, _ROUND, _ROUND)
        self.painter.fillPath(round_path, self._theme.colour("panel") if over else QColor(tint.fill))
        self.painter.save()
        strip = QRectF(rect.left(), rect.top(), self._fonts.px(SPACE), rect.height())
        self.painter.setClipRect(strip, Qt.ClipOperation.IntersectClip)  # what is scrolled stays off the hours
        self.painter.fillPath(round_path, self._bar_colour(tint, over=over))
        self.painter.restore()
        if running or over:
            self.painter.setPen(QPen(self._theme.colour("line") if over else QColor(tint.bar), 1.5))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), _ROUND, _ROUND)

    def _written(self, block: Block, face: Face, tint: Tint, lower: float, *, over: bool) -> None:
        self.painter.translate(0, lower)
        ink = self._ink(tint, over=over)
        main = self._theme.colour("muted" if over else "text")
        quiet = self._theme.colour("muted")
        for place, line in enumerate(face.times):
            is_quiet = place > 0 or face.quiet
            self._say(
                line.text, line.rect, self._fonts.caption if is_quiet else self._fonts.times, quiet if is_quiet else ink
            )
        title = QFont(self._fonts.caption if face.quiet else self._fonts.titles(small=face.small))
        title.setStrikeOut(block.event.control is Control.CANCEL)
        for line in face.title:
            self._say(line.text, line.rect, title, quiet if face.quiet else main)
        for line, note in face.notes:
            self._note(line, note.colour)
        if face.caption is not None:
            self.text(face.caption, self._fonts.caption, "muted")
        if face.count is not None:
            self._say(face.count.text, face.count.rect, self._fonts.caption, quiet if face.caption else ink)
        if face.gauge is not None and face.fullness is not None:
            self._gauge(face.gauge, face.fullness, tint, over=over)

    def _ribbon(self, face: Face, rect: QRectF, tint: Tint, hidden: float, *, over: bool) -> None:
        """Written upwards, from the right end of the turned line: the top of the ribbon."""
        line = face.title[0]
        free = line.rect.width() - self._fonts.of_caption.horizontalAdvance(line.text)
        self.painter.translate(0, rect.height())
        self.painter.rotate(-90)
        bar = self._fonts.px(SPACE)
        turned = QRectF(line.rect.left(), bar, line.rect.width() - min(hidden, max(free, 0.0)), rect.width() - bar)
        self._say(line.text, turned, self._fonts.caption, self._ink(tint, over=over), _RIGHT)

    def _gauge(self, rect: QRectF, fullness: Fullness, tint: Tint, *, over: bool) -> None:
        """Tickets as a light bar, people as a strong one before it."""
        half = rect.height() / 2
        track, strong = QColor(tint.bar), self._bar_colour(tint, over=over)
        light = QColor(strong)
        track.setAlphaF(TRACK)
        light.setAlphaF(LIGHT)
        self._round(rect, track, half)
        for share, colour in ((fullness.sold, light), (fullness.here, strong)):
            if share > 0:
                width = max(rect.width() * share, rect.height())
                self._round(QRectF(rect.left(), rect.top(), width, rect.height()), colour, half)

    def _note(self, line: Line, colour_name: str) -> None:
        ground = self._theme.colour(colour_name)
        self._round(line.rect, ground, line.rect.height() / 2)
        self._say(line.text, line.rect, self._fonts.times, QColor(ink_on(ground.name())), _MIDDLE)

    def _ring(self, rect: QRectF, *, focused: bool) -> None:
        self.painter.setPen(QPen(self._theme.colour("focus" if focused else "line_strong"), RING))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _ROUND, _ROUND)

    def _round(self, rect: QRectF, colour: QColor, radius: float = RADIUS) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawRoundedRect(rect, radius, radius)

    def _ink(self, tint: Tint, *, over: bool) -> QColor:
        return self._theme.colour("muted") if over else QColor(tint.ink)

    def _bar_colour(self, tint: Tint, *, over: bool) -> QColor:
        colour = QColor(tint.bar)
        if over:
            colour.setAlphaF(_FADED)
        return colour

    def _say(self, text: str, rect: QRectF, font: QFont, colour: QColor, align: Qt.AlignmentFlag = _LEFT) -> None:
        self.painter.setFont(font)
        self.painter.setPen(colour)
        self.painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), text)
