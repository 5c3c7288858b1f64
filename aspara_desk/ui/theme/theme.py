"""The theme: one object that dresses the program and is asked for colours, sizes, fonts and icons."""

from enum import StrEnum
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from aspara_desk.config import paths
from aspara_desk.domain.errors import Misused
from aspara_desk.ui.theme import tokens
from aspara_desk.ui.theme.icons import IconSet
from aspara_desk.ui.theme.palette import palette
from aspara_desk.ui.theme.style_sheet import SANS, SERIF, style_sheet
from aspara_desk.ui.theme.tokens import DARK, LIGHT, Scheme

_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSerifDisplay-Bold.ttf", "NotoSerifDisplay-Italic.ttf")
# The system font's size, in pixels, that the tokens are made for: what systems start with lies between.
_USUAL_LEAST, _USUAL_MOST = 12.0, 14.7
_SCALE_LEAST, _SCALE_MOST = 0.8, 2.0


class Choice(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, sizes, fonts and icons in the scheme that is in use.

    `changed` follows when they are others: what paints itself paints again, the style sheet is in place already.
    """

    changed = Signal()

    def __init__(self, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resources = resources
        self._choice = Choice.SYSTEM
        self._text_scale = 1.0
        self._system_scale = 1.0
        self._scheme = LIGHT
        self._app: QApplication | None = None
        self._icons = IconSet(resources / "icons", self.colour)

    @property
    def choice(self) -> Choice:
        return self._choice

    @property
    def text_scale(self) -> float:
        return self._text_scale

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    def apply(self, app: QApplication) -> None:
        """Dresses the program; once, before its first window. Raises Misused `font_missing`."""
        self._app = app
        _applied.append(self)
        self._load_fonts()
        self._system_scale = system_scale()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._scheme = self._scheme_wanted()
        self._dress()

    def choose(self, choice: Choice) -> None:
        """Light, dark, or what the system has."""
        self._choice = choice
        self._ask_the_system()
        self._change(self._scheme_wanted(), self._text_scale)

    def set_text_scale(self, scale: float) -> None:
        """Makes everything larger or smaller: one of `tokens.TEXT_SCALES`."""
        if scale not in tokens.TEXT_SCALES:
            raise ValueError(f"{scale} is no scale of text")
        self._change(self._scheme, scale)

    def colour(self, name: str) -> QColor:
        """A colour by its token; `kind.show`, `category.vip.fill` and so on for tints. KeyError: there is none."""
        return QColor(self._scheme.colour(name))

    def px(self, size: float) -> int:
        """Pixels for a size that is given for a system font of usual size; at least 1 for what is more than 0."""
        scaled = round(size * self._system_scale * self._text_scale)
        return max(scaled, 1) if size > 0 else scaled

    def font(self, size: str | int, *, bold: bool = False, serif: bool = False, tabular: bool = False) -> QFont:
        """A font of a `tokens.TYPE` size, scaled, or of so many pixels as given.

        The serif is for display: it is bold, or italic. Figures of the sans are tabular anyhow.
        """
        font = QFont([SERIF if serif else SANS, *_fallbacks()])
        font.setPixelSize(self.px(tokens.TYPE[size]) if isinstance(size, str) else max(size, 1))
        font.setBold(bold)
        if serif and not bold:
            font.setItalic(True)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, colour_name: str = "text", *, checked: str | None = None) -> QIcon:
        """An icon that takes its colour when painted: it stays right when the scheme changes.

        `checked` names the colour while its control is switched on. KeyError: there is no such icon.
        """
        return self._icons.icon(name, colour_name, checked or colour_name)

    def dress_table(self, view: QTableView) -> None:
        """Calm rows 40 px high without a grid, chosen as a whole; columns are the caller's."""
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setCornerButtonEnabled(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.verticalHeader().hide()
        _RowHeights(self, view)

    def _load_fonts(self) -> None:
        for name in _FONTS:
            path = self._resources / "fonts" / name
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                raise Misused("font_missing", path=str(path))

    def _scheme_wanted(self) -> Scheme:
        if self._choice is Choice.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._choice is Choice.DARK
        return DARK if dark else LIGHT

    def _ask_the_system(self) -> None:
        """So that title bars and the system's own dialogs follow, where it can do that."""
        hints = QGuiApplication.styleHints()
        match self._choice:
            case Choice.SYSTEM:
                hints.unsetColorScheme()
            case Choice.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case Choice.DARK:
                hints.setColorScheme(Qt.ColorScheme.Dark)

    def _on_system_scheme_changed(self) -> None:
        self._change(self._scheme_wanted(), self._text_scale)

    def _change(self, scheme: Scheme, text_scale: float) -> None:
        if scheme is self._scheme and text_scale == self._text_scale:
            return
        self._scheme, self._text_scale = scheme, text_scale
        if self._app is not None:
            self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        assert self._app is not None
        # A sheet in place of another is worked out for each widget once per widget above it, a sheet in place of none
        # only once: with all rooms made that is 50 ms instead of 300.
        self._app.setStyleSheet("")
        self._app.setPalette(palette(self._scheme))
        self._app.setFont(self.font("body"))
        marks = self._resources / "icons" / "controls" / ("dark" if self._scheme.dark else "light")
        self._app.setStyleSheet(style_sheet(self._scheme, self.px, marks))


class _RowHeights(QObject):
    """Keeps the rows of a table as high as the text needs; lives as long as the table."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self._view.verticalHeader().setDefaultSectionSize(self._theme.px(tokens.ROW))


_applied: list[Theme] = []


def current() -> Theme:
    """The theme that dresses the program: there is one, as Qt has one palette, one font and one style for all of it.

    For widgets that paint themselves, in place of what a `QApplication` tells of its palette; whoever has a `Context`
    asks that. It is the theme that was applied last and still lives, else an undressed light one: so it is asked
    whenever it is needed, in the GUI thread, and never kept.
    """
    while _applied and not shiboken6.isValid(_applied[-1]):
        _applied.pop()
    if not _applied:
        _applied.append(Theme(paths.resources()))
    return _applied[-1]


def system_scale() -> float:
    """How much larger or smaller than usual the system's font is."""
    size = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    if size < _USUAL_LEAST:
        return max(size / _USUAL_LEAST, _SCALE_LEAST)
    return min(max(size / _USUAL_MOST, 1.0), _SCALE_MOST)


def _fallbacks() -> list[str]:
    """For letters that neither font has, such as those of a guest from far away."""
    return [QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]
