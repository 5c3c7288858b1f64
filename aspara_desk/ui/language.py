"""The language of the window: chosen while it runs, Qt's own words included."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator

OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""What each language calls itself: whoever looks for it finds it whatever the window speaks."""

_QT_CATALOGUES = ("qtbase", "qt")  # PySide6 brings them in Kazakh and in Russian; English is what Qt is written in


class Language(QObject):
    """`t` says things in the chosen language. `make` gives the translator of a language."""

    changed = Signal()

    def __init__(self, make: Callable[[str], Translator], chosen: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._qt: list[QTranslator] = []
        self.t = make(chosen)
        self._take_over()

    @property
    def key(self) -> str:
        return self.t.language

    def choose(self, language: str) -> None:
        if language == self.key:
            return
        self.t = self._make(language)
        self._take_over()
        self.changed.emit()

    def choose_next(self) -> None:
        self.choose(LANGUAGES[(LANGUAGES.index(self.key) + 1) % len(LANGUAGES)])

    def _take_over(self) -> None:
        QLocale.setDefault(QLocale(self.key))
        for translator in self._qt:
            QCoreApplication.removeTranslator(translator)
        self._qt = []
        if self.key == "en":
            return
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for catalogue in _QT_CATALOGUES:
            translator = QTranslator(self)
            if translator.load(f"{catalogue}_{self.key}", folder):
                QCoreApplication.installTranslator(translator)
                self._qt.append(translator)
