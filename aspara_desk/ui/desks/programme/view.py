"""The timetable itself: one painted sheet, gone through with the arrows or the mouse."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from aspara_desk.domain.programme import Event
from aspara_desk.ui.desks.programme.faces import Face, Fonts, block_face, ribbon_face, row_face
from aspara_desk.ui.desks.programme.heads import Head, head_height, heads, paint_heads
from aspara_desk.ui.desks.programme.leaflet import LeafletMeasures, leaflet_sheet
from aspara_desk.ui.desks.programme.model import EVENT, EventModel
from aspara_desk.ui.desks.programme.painting import Brush
from aspara_desk.ui.desks.programme.sheet import Block, Box, Sheet, Way
from aspara_desk.ui.desks.programme.timetable import Measures, day_sheet
from aspara_desk.ui.desks.programme.wording import EventWords
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE

_HOUR, _BLOCK, _COLUMN, _RIBBON = 68, 46, 150, 24
_WIDE, _HOUR_WHERE_WIDE = 1500, 56  # titles take fewer lines there, and the whole day fits
_DAY_COLUMN = 220
_BARE = "QListView, QListView:focus { border: none; margin: 0px; background: transparent; }"  # the paper is the room's
_WAYS = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be shown: one day, or all of them (None)."""

    words: EventWords
    day: date | None


class TimetableView(QListView):
    """Shows a scene as large as it is. The rows of its model are the blocks of the sheet, in their order.

    It is a list for those who hear it: Qt tells screen readers of the items of its own kinds of views only. Where the
    items are and how they look is this view's own.
    """

    turned = Signal(int)
    """An arrow went beyond the last column: 1, or before the first one: -1."""
    day_chosen = Signal(object)
    """The head of a day was clicked: its date."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = Fonts(theme)
        self._scene: Scene | None = None
        self._sheet = Sheet(0, 0)
        self._faces: list[Face] = []
        self._heads: tuple[Head, ...] = ()
        self._head_height = 0.0
        self._model = EventModel(self)
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(_BARE)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        theme.changed.connect(self._on_theme_changed)

    # --- what is shown ---

    def show_scene(self, scene: Scene) -> None:
        """The event that is chosen stays so where it is still there."""
        self._scene = scene
        self._lay_out()

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    def current_event(self) -> Event | None:
        event = self.currentIndex().data(EVENT)
        return event if isinstance(event, Event) else None

    def choose(self, event: Event | None) -> bool:
        """Goes to an event and brings it into view; False where it is not on the sheet."""
        place = self._sheet.place_of(event.id if event else None)
        if place is None:
            return False
        self.setCurrentIndex(self._model.index(place))
        return True

    def choose_at_the_edge(self, way: Way) -> None:
        """The first event of the column at which somebody arrives who went this way."""
        blocks = self._sheet.blocks
        if blocks:
            column = blocks[0].column if way is Way.RIGHT else blocks[-1].column
            inside = [place for place, block in enumerate(blocks) if block.column == column]
            self.setCurrentIndex(self._model.index(next((one for one in inside if not blocks[one].ribbon), inside[0])))

    def _lay_out(self) -> None:
        if self._scene is None:
            return
        kept = self.current_event()
        self._head_height = head_height(self._fonts, whole_season=self._scene.day is None)
        self._sheet = self._sheet_of(self._scene)
        self._heads = heads(self._sheet, self._scene.words, self._fonts)
        self._faces = [self._face(block, self._scene.words) for block in self._sheet.blocks]
        self._model.show([block.event for block in self._sheet.blocks], self._scene.words)
        self.updateGeometries()
        if kept is not None and self.current_event() is None:
            place = self._sheet.place_of(kept.id)
            if place is not None:
                self.setCurrentIndex(self._model.index(place))
        self.viewport().update()

    def _sheet_of(self, scene: Scene) -> Sheet:
        px, words = self._fonts.px, scene.words
        width, pad = self.viewport().width(), self._pad
        if scene.day is None:
            leaflet = LeafletMeasures(width - 2 * pad, px(_DAY_COLUMN), px(6 * SPACE), px(1))
            return leaflet_sheet(words.programme, leaflet, self._row_height)
        height = max(self.viewport().height() - self._head_height - 2 * pad, 1.0)
        hour = _HOUR if width < px(_WIDE) else _HOUR_WHERE_WIDE
        measures = Measures(
            width=width - pad, height=height, axis=self._axis + px(SPACE), hour=px(hour),
            block=px(_BLOCK), column=px(_COLUMN), ribbon=px(_RIBBON), gap=px(2 * SPACE),
        )  # fmt: skip
        return day_sheet(words.programme, scene.day, measures)

    def _row_height(self, event: Event, width: float) -> float:
        assert self._scene is not None
        return row_face(event, width, self._scene.words, self._fonts)[1]

    def _face(self, block: Block, words: EventWords) -> Face:
        if self._scene is not None and self._scene.day is None:
            return row_face(block.event, block.box.width, words, self._fonts)[0]
        rect = self._inset(block)
        box = Box(0, 0, rect.width(), rect.height())
        face = ribbon_face if block.ribbon else block_face
        return face(block.event, box, words, self._fonts)

    @property
    def _pad(self) -> float:
        return float(self._fonts.px(3 * SPACE))

    def _inset(self, block: Block) -> QRectF:
        """Where a block is painted on the sheet: neighbours do not touch."""
        edge = 0.0 if self._scene is not None and self._scene.day is None else 1.5
        box = block.box
        return QRectF(box.left, box.top, box.width, box.height).adjusted(edge, edge, -edge, -edge)

    def _rect_of(self, block: Block) -> QRectF:
        """The same in the viewport, as it is scrolled."""
        return self._inset(block).translated(*self._origin())

    def _origin(self) -> tuple[float, float]:
        left = self._pad if self._scene is not None and self._scene.day is None else 0.0
        return left - self.horizontalOffset(), self._head_height + self._pad - self.verticalOffset()

    # --- painting ---

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scene is None:
            return
        painter = QPainter(self.viewport())
        brush = Brush(painter, self._theme, self._fonts, self._scene.words)
        brush.ground(QRectF(event.rect()))
        painter.setClipRect(self._below_the_head())
        self._paint_hours(brush)
        self._paint_now(brush, over=False)
        painter.setClipRect(self._below_the_head().adjusted(self._edge, 0, 0, 0))
        chosen, focused = self.currentIndex().row(), self.hasFocus()
        for place, block in enumerate(self._sheet.blocks):
            rect, face, current = self._rect_of(block), self._faces[place], place == chosen
            if not rect.intersects(QRectF(event.rect())):
                continue
            if self._scene.day is None:
                brush.row(block, face, rect, current=current, focused=focused)
            else:
                brush.block(block, face, rect, self._head_height, current=current, focused=focused)
        painter.setClipRect(self._below_the_head())
        self._paint_now(brush, over=True)
        painter.setClipping(False)
        area = QRectF(self._edge, 0, self.viewport().width(), self._head_height)
        paint_heads(brush, self._heads, area, self._origin()[0], self._fonts)
        painter.end()

    def _below_the_head(self) -> QRectF:
        return QRectF(self.viewport().rect()).adjusted(0, self._head_height, 0, 0)

    def _paint_hours(self, brush: Brush) -> None:
        assert self._scene is not None
        left, top = self._origin()
        now = self._sheet.top_of(self._scene.words.now)
        for hour in self._sheet.hours:
            covered = now is not None and abs(now - hour.top) < self._fonts.of_times.height()
            text = "" if covered else self._scene.words.clock(hour.moment)
            brush.hour(top + hour.top, self._axis, self.viewport().width(), text)
        for column in self._sheet.columns[1:] if self._sheet.hours else ():
            x = left + column.left - self._fonts.px(SPACE)
            if x > self._axis:
                brush.rule(x, self._head_height, x, self.viewport().height())

    @property
    def _edge(self) -> float:
        """Where the columns begin to be in sight: the hours stay where they are."""
        return 0.0 if self._scene is not None and self._scene.day is None else self._axis

    @property
    def _axis(self) -> float:
        return self._fonts.clock_width + self._fonts.px(3 * SPACE)

    def _paint_now(self, brush: Brush, *, over: bool) -> None:
        assert self._scene is not None
        words = self._scene.words
        if (top := self._sheet.top_of(words.now)) is not None:
            y = self._origin()[1] + top
            brush.now_line(y, self._axis, self.viewport().width(), faint=over)
            if over:
                brush.now(y, self._axis, words.clock(words.now))

    # --- keys and mouse ---

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter; all other keys are the room's."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if plain and key in _WAYS:
            self._go(_WAYS[key])
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            event.ignore()

    def _go(self, way: Way) -> None:
        place = self.currentIndex().row()
        if place < 0:
            self.choose_at_the_edge(Way.RIGHT)
            return
        found = self._sheet.next_to(place, way)
        if found is not None:
            self.setCurrentIndex(self._model.index(found))
        elif way in {Way.LEFT, Way.RIGHT}:
            self.turned.emit(1 if way is Way.RIGHT else -1)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < self._head_height:
            self._press_head(event.position().x())
        else:
            super().mousePressEvent(event)

    def _press_head(self, x: float) -> None:
        for column in self._sheet.columns:
            left = self._origin()[0] + column.left
            if column.day is not None and left <= x < left + column.width:
                self.day_chosen.emit(column.day)

    # --- what a view of items has to say ---

    @override
    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        if not index.isValid() or index.row() >= len(self._sheet.blocks):
            return QRect()
        return self._rect_of(self._sheet.blocks[index.row()]).toAlignedRect()

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        left, top = self._origin()
        if point.y() < self._head_height:
            return QModelIndex()
        place = self._sheet.block_at(point.x() - left, point.y() - top)
        return QModelIndex() if place is None else self._model.index(place)

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect, view = QRectF(self.visualRect(index)), self._below_the_head()
        edge = self._pad
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if rect.top() < view.top() + edge or rect.height() > view.height() - 2 * edge:
            down.setValue(down.value() + int(rect.top() - view.top() - edge))
        elif rect.bottom() > view.bottom() - edge:
            down.setValue(down.value() + int(rect.bottom() - view.bottom() + edge) + 1)
        if rect.left() < self._axis or rect.width() > view.width():
            across.setValue(across.value() + int(rect.left() - self._axis))
        elif rect.right() > view.right():
            across.setValue(across.value() + int(rect.right() - view.right()) + 1)

    @override
    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self.currentIndex()  # keys are taken in `keyPressEvent`

    @override
    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return False

    @override
    def setSelection(self, rect: QRect, command: object) -> None:
        return  # the current event is all there is to choose

    @override
    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion()

    @override
    def updateGeometries(self) -> None:
        view = self.viewport().size()
        high = int(self._sheet.height + self._head_height + 2 * self._pad)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(high - view.height(), 0))
        down.setPageStep(view.height())
        down.setSingleStep(self._fonts.px(_HOUR) // 2)
        across.setRange(0, max(int(self._sheet.width) - view.width(), 0))
        across.setPageStep(view.width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _on_theme_changed(self) -> None:
        self._fonts = Fonts(self._theme)
        self._lay_out()
