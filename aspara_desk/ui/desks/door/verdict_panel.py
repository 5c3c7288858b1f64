"""The verdict: it fills the width with its colour, shape and word, to be told from two metres without reading."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.desks.door.verdict_layout import CHIP, STRIPE, Part, Placed, place
from aspara_desk.ui.desks.door.verdict_view import Face, VerdictView
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import RADIUS, RING, SPACE, ink_on
from aspara_desk.ui.widgets.text_fit import fit
from aspara_desk.ui.widgets.verdict_shape import PLAIN_INK, paint_verdict

_FILLED = {Face.ADMIT: "admit", Face.EXIT: "admit", Face.REFUSE: "refuse", Face.ASK: "ask"}
_ICONS = {
    Face.WAITING: ("scan-line", "muted"),
    Face.CHECKING: ("hourglass", "muted"),
    Face.TAKEN_BACK: ("undo-2", "muted"),
    Face.NOT_RECORDED: ("x", "on_refuse"),
    Face.SEVERAL: ("list", "text"),
    Face.EXIT: ("log-out", "on_admit"),
}
_QUIET = {Face.WAITING, Face.CHECKING, Face.TAKEN_BACK}  # their icons are smaller than the shapes of verdicts
_LEAST_WIDTH = 440
_LEAST_HEIGHT = 160  # whatever the scale of text: its words go by its height


class VerdictPanel(QWidget):
    """Shows a `VerdictView`. What it says is its accessible name as well."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = VerdictView(Face.WAITING, "")
        self._placed: Placed | None = None
        self._ringed = False  # it is where the focus rests: a ring shows only whoever came here by Tab
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._on_theme_changed)

    @property
    def view(self) -> VerdictView:
        return self._view

    def show_view(self, view: VerdictView) -> None:
        if view == self._view:
            return
        self._view = view
        self._placed = None
        self.setAccessibleName(view.spoken())
        spoken = QAccessibleAnnouncementEvent(self, view.spoken())
        spoken.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)  # the next scan's answer waits for none
        QAccessible.updateAccessibility(spoken)
        self.update()

    def placed(self) -> Placed:
        """Where everything stands at the size that the panel has."""
        if self._placed is None:
            self._placed = place(self._view, self._theme, self.width(), self.height())
        return self._placed

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(_LEAST_WIDTH), _LEAST_HEIGHT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._placed = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        placed = self.placed()
        if not placed.strip.isEmpty():
            self._paint_strip(painter, placed)
        self._paint_shape(painter, placed)
        for part in placed.parts:
            self._paint_part(painter, placed, part)
        if self.hasFocus() and self._ringed:
            self._paint_focus(painter)
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _on_theme_changed(self) -> None:
        self._placed = None
        self.update()

    # --- colours ---

    @property
    def _is_filled(self) -> bool:
        return self._view.face in _FILLED and not self._view.looked_up

    def _ground(self) -> QColor:
        face = self._view.face
        if self._is_filled:
            return self._theme.colour(_FILLED[face])
        if face is Face.NOT_RECORDED:
            return self._theme.colour("on_ask")
        return self._theme.colour("ground" if face is Face.WAITING else "panel")

    def _ink(self) -> QColor:
        face = self._view.face
        if self._is_filled:
            return self._theme.colour(f"on_{_FILLED[face]}")
        if face is Face.NOT_RECORDED:
            return self._theme.colour("on_refuse")
        return self._theme.colour("muted" if face in {Face.WAITING, Face.CHECKING} else "text")

    # --- painting ---

    def _outline(self, inset: float = 0.0) -> QPainterPath:
        path = QPainterPath()
        radius = self._theme.px(RADIUS)
        path.addRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        return path

    def _paint_ground(self, painter: QPainter) -> None:
        painter.fillPath(self._outline(), self._ground())
        face = self._view.face
        if face is Face.NOT_RECORDED:
            self._paint_stripes(painter)
        elif self._view.looked_up:
            self._paint_edge(painter, self._theme.colour(_FILLED[face]), 2 * SPACE, Qt.PenStyle.SolidLine)
        elif face is Face.WAITING:
            self._paint_edge(painter, self._theme.colour("line_strong"), RING, Qt.PenStyle.DashLine)
        elif not self._is_filled:
            self._paint_edge(painter, self._theme.colour("line_strong"), RING, Qt.PenStyle.SolidLine)

    def _paint_edge(self, painter: QPainter, colour: QColor, size: int, style: Qt.PenStyle) -> None:
        wide = self._theme.px(size)
        painter.setPen(QPen(colour, wide, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._outline(wide / 2))

    def _paint_stripes(self, painter: QPainter) -> None:
        """Barrier tape above and below: nobody goes on here."""
        wide = self.height() * STRIPE
        painter.save()
        painter.setClipPath(self._outline())
        painter.setPen(QPen(self._ink(), wide * 0.5))
        for top in (0.0, self.height() - wide):
            painter.setClipRect(QRectF(0, top, self.width(), wide), Qt.ClipOperation.ReplaceClip)
            left = -wide
            while left < self.width() + wide:
                painter.drawLine(QPointF(left, top + 1.2 * wide), QPointF(left + 1.4 * wide, top - 0.2 * wide))
                left += 1.4 * wide
        painter.restore()

    def _paint_strip(self, painter: QPainter, placed: Placed) -> None:
        painter.save()
        painter.setClipPath(self._outline())
        warns = bool(self._view.warning)
        ink = self._theme.colour("on_refuse" if warns else "on_accent")
        painter.fillRect(placed.strip, self._theme.colour("on_ask" if warns else "accent"))
        room = placed.strip.adjusted(placed.strip.height(), 0, -placed.strip.height(), 0)
        if warns:
            self._paint_crosses(painter, placed.strip, ink)
        painter.setPen(ink)
        words = self._view.warning or self._view.looked_up
        most = int(placed.strip.height() * 0.5)
        fitted = fit(words, self._theme.font("body", bold=True), room.width(), most, max(most // 2, 1), 1)
        painter.setFont(fitted.font)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, fitted.lines[0])
        painter.restore()

    def _paint_crosses(self, painter: QPainter, strip: QRectF, ink: QColor) -> None:
        """At both ends: told without its colour."""
        side = strip.height() * 0.36
        painter.setPen(QPen(ink, side * 0.28, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for middle in (strip.left() + strip.height() * 0.7, strip.right() - strip.height() * 0.7):
            box = QRectF(middle - side / 2, strip.center().y() - side / 2, side, side)
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomLeft())

    def _paint_shape(self, painter: QPainter, placed: Placed) -> None:
        face = self._view.face
        if face not in _ICONS:
            ink = self._ink() if self._is_filled else self._theme.colour(PLAIN_INK[_FILLED[face]])
            paint_verdict(painter, _FILLED[face], placed.shape, ink, self._ground())
            return
        name, colour = _ICONS[face]
        side = placed.shape.width() * (0.6 if face in _QUIET else 1)
        square = QRectF(0, 0, side, side)
        square.moveCenter(placed.shape.center())
        self._theme.icon(name, "text" if self._view.looked_up else colour).paint(painter, square.toRect())

    def _paint_part(self, painter: QPainter, placed: Placed, part: Part) -> None:
        painter.setFont(part.fitted.font)
        if part.key == "kind":
            self._paint_kind(painter, part)
            return
        painter.setPen(self._ink())
        high = part.fitted.line_height
        for row, line in enumerate(part.fitted.lines):
            box = QRectF(part.left, part.top + row * high, placed.width, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)

    def _paint_kind(self, painter: QPainter, part: Part) -> None:
        """The ticket's type on its own colour, as on the ticket, with an edge that holds it apart from any ground."""
        words = part.fitted.lines[0]
        box = QRectF(part.left, part.top, part.fitted.width + 2 * CHIP * part.fitted.height, part.fitted.height)
        radius = part.fitted.height * CHIP / 2
        painter.setBrush(QColor(self._view.colour))
        painter.setPen(QPen(self._ink(), self._theme.px(1)))
        painter.drawRoundedRect(box, radius, radius)
        painter.setPen(QColor(ink_on(QColor(self._view.colour).name())))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_focus(self, painter: QPainter) -> None:
        inset = self._theme.px(RING) * 1.5
        painter.setPen(QPen(self._ink(), self._theme.px(RING)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._outline(inset))
