"""The page of a ticket as it will be printed, with a specimen code; drawn off the GUI thread."""

from functools import partial
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk import bootstrap
from aspara_desk.domain.errors import DeskError
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.tickets.layouts import DEFAULT, SHEETS
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.box_office.till import Shown, picture
from aspara_desk.ui.paper import Page
from aspara_desk.ui.tasks import Lane
from aspara_desk.ui.theme.tokens import RADIUS, SPACE

_NAME = mark("Preview of the ticket")
_NOTHING = mark("The ticket will be shown here.")
_LEAST = 120


class Preview(QWidget):
    """As large as fits. Of several that were asked for, only the newest is shown; the old one stays until then."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._drawing = context.latest(self, Lane.PAPER)
        self._shown: Shown | None = None
        self._asked: tuple[Shown, int, str] | None = None
        self._picture = QImage()
        self._error: DeskError | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        context.theme.changed.connect(self._on_theme_changed)

    @property
    def _ratio(self) -> float:
        """Width to height of the page."""
        return SHEETS[DEFAULT].width / SHEETS[DEFAULT].height

    @property
    def image(self) -> QImage:
        """What is painted; null while nothing is."""
        return self._picture

    def set_words(self, t: Translator) -> None:
        self.setAccessibleName(t(_NAME))
        self._ask()  # a guest without a language has the ticket in the window's
        self.update()

    def show_ticket(self, shown: Shown | None) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        self._ask()

    def _ask(self) -> None:
        if self._shown is None:
            self._drawing.forget()
            self._asked, self._picture, self._error = None, QImage(), None
            self.update()
            return
        width = round(self._page_rect().width() * self.devicePixelRatioF())
        language = self._context.language.key
        if width <= 0 or not self.isVisible() or self._asked == (self._shown, width, language):
            return
        self._asked = (self._shown, width, language)
        make_press = partial(bootstrap.press, language, DEFAULT)
        work = partial(picture, self._context.here, make_press, self._shown, width)
        self._drawing.run(work, self._on_drawn, self._on_failed)

    def _on_drawn(self, page: Page) -> None:
        kind = QImage.Format.Format_RGB888
        self._picture = QImage(page.pixels, page.width, page.height, 3 * page.width, kind).copy()
        self._error = None
        self.update()

    def _on_failed(self, error: DeskError) -> None:
        self._picture, self._error = QImage(), error
        self._asked = None
        self.update()

    def _page_rect(self) -> QRectF:
        """Where the page is painted: in the upper left corner."""
        width = min(float(self.width()), self.height() * self._ratio)
        height = width / self._ratio
        return QRectF(0, 0, width, height)

    @override
    def sizeHint(self) -> QSize:
        theme = self._context.theme
        return QSize(theme.px(2 * _LEAST), theme.px(2 * _LEAST / self._ratio))  # it takes what the others leave

    @override
    def minimumSizeHint(self) -> QSize:
        theme = self._context.theme
        return QSize(theme.px(_LEAST), theme.px(_LEAST / self._ratio))

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMaximumWidth(max(ceil(self.height() * self._ratio), self.minimumSizeHint().width()))
        self._ask()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        page = self._page_rect().adjusted(0.5, 0.5, -0.5, -0.5)
        corner = theme.px(RADIUS)
        edge = QPainterPath()
        edge.addRoundedRect(page, corner, corner)
        if self._picture.isNull():
            self._paint_empty(painter, page, edge)
        else:
            painter.setClipPath(edge)
            painter.drawImage(page, self._picture)
            painter.setClipping(False)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawPath(edge)
        painter.end()

    def _paint_empty(self, painter: QPainter, page: QRectF, edge: QPainterPath) -> None:
        theme, t = self._context.theme, self._context.t
        painter.setPen(QPen(theme.colour("line"), 1, Qt.PenStyle.DashLine))
        painter.drawPath(edge)
        space = theme.px(4 * SPACE)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("error" if self._error else "muted"))
        text = sentence(self._error.problem, t) if self._error else "" if self._shown else t(_NOTHING)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(page.adjusted(space, space, -space, -space), int(flags), text)
