"""One set of line icons, coloured when they are painted: a change of scheme needs no new icon."""

from collections.abc import Callable
from pathlib import Path
from weakref import finalize, ref

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

# Says a colour of the scheme in use by its name.
Colours = Callable[[str], QColor]


class IconSet:
    """The drawings in a folder, `<name>.svg` each, drawn in `currentColor`."""

    def __init__(self, folder: Path, colours: Colours) -> None:
        self._folder = folder
        self._colours = colours
        self._drawings: dict[str, bytes] = {}
        self._icons: dict[tuple[str, str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, int, int], QPixmap] = {}
        # Icons go when the set has gone. In one heap of garbage with it, their engines would be ended before them.
        finalize(self, self._icons.clear)

    def icon(self, name: str, colour_name: str, checked: str) -> QIcon:
        """`checked` names the colour where the icon's control is switched on. KeyError: there is no such icon."""
        key = (name, colour_name, checked)
        if key not in self._icons:
            self._drawing(name)
            self._icons[key] = QIcon(_Engine(ref(self), name, colour_name, checked))
        return self._icons[key]

    def pixmap(self, name: str, colour_name: str, width: int, height: int) -> QPixmap:
        """The drawing in device pixels, as large as fits; at the left of a place that is wider than high.

        That is how a button's icon keeps its distance from the text: the style sheet gives it a wider place.
        """
        colour = self._colours(colour_name)
        key = (name, colour.rgba(), width, height)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._painted(name, colour, QSize(width, height))
        return self._pixmaps[key]

    def _painted(self, name: str, colour: QColor, size: QSize) -> QPixmap:
        drawing = self._drawing(name).replace(b"currentColor", colour.name().encode())
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        side = min(size.width(), size.height())
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, (size.height() - side) // 2, side, side))
        painter.end()
        return pixmap

    def _drawing(self, name: str) -> bytes:
        if name not in self._drawings:
            path = self._folder / f"{name}.svg"
            if not path.is_file():
                raise KeyError(name)
            self._drawings[name] = path.read_bytes()
        return self._drawings[name]


class _Engine(QIconEngine):
    """Draws for as long as its set is there, which it does not hold: the set would never go."""

    def __init__(self, icons: ref[IconSet], name: str, colour_name: str, checked: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._off, self._on = colour_name, checked

    def _drawn(self, mode: QIcon.Mode, state: QIcon.State, width: int, height: int) -> QPixmap:
        icons = self._icons()
        return QPixmap() if icons is None else icons.pixmap(self._name, self._colour_name(mode, state), width, height)

    def _colour_name(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode is QIcon.Mode.Disabled:
            return "disabled"
        return self._on if state is QIcon.State.On else self._off

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        pixmap = self._drawn(mode, state, round(rect.width() * ratio), round(rect.height() * ratio))
        painter.drawPixmap(rect, pixmap)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return QPixmap(self._drawn(mode, state, size.width(), size.height()))

    @override
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = QPixmap(self._drawn(mode, state, round(size.width() * scale), round(size.height() * scale)))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    @override
    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._icons, self._name, self._off, self._on)

    @override
    def key(self) -> str:
        return "aspara-line-icon"

    @override
    def isNull(self) -> bool:
        return False
