"""How the window looks and sounds: chosen at once, remembered on this computer."""

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.settings.section import Section
from aspara_desk.ui.language import OWN_NAMES
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import Choice
from aspara_desk.ui.theme.tokens import SPACE, TEXT_SCALES
from aspara_desk.ui.widgets.segmented import Segmented

_CHOICES = {Choice.SYSTEM: mark("As the system"), Choice.LIGHT: mark("Light"), Choice.DARK: mark("Dark")}
_SIZES = (mark("Small"), mark("Usual"), mark("Large"), mark("Very large"))
_ON, _OFF = mark("On"), mark("Off")
_SOUNDS = {
    "admit": mark("Admit"), "refuse": mark("Refuse"), "ask": mark("Ask"), "unreadable": mark("Unreadable"),
}  # fmt: skip


class Appearance(QWidget):
    """Language, colours, size of text and sounds."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._language, self._theme, self._size = Segmented(), Segmented(), Segmented()
        self._sound = Segmented()
        self._plays = {name: role(QPushButton(), "secondary") for name in _SOUNDS}
        self._window = Section(
            mark("Window"),
            [(mark("Language"), self._language), (mark("Colours"), self._theme), (mark("Size of text"), self._size)],
            self,
        )
        self._door = Section(
            mark("Door"),
            [(mark("Sounds"), self._sound), (mark("Listen"), self._row_of_plays())],
            self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4 * SPACE)
        column.addWidget(self._window)
        column.addWidget(self._door)
        self._connect()

    def _row_of_plays(self) -> QWidget:
        """Two beside two: in large letters and long words four would be wider than a small window."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * SPACE)
        for number, button in enumerate(self._plays.values()):
            button.setAutoDefault(True)  # Enter presses it, as everywhere
            grid.addWidget(button, *divmod(number, 2))
        return holder

    def _connect(self) -> None:
        self._language.chosen.connect(self._context.language.choose)
        self._theme.chosen.connect(self._on_theme_chosen)
        self._size.chosen.connect(self._on_size_chosen)
        self._sound.chosen.connect(self._on_sound_chosen)
        for name, button in self._plays.items():
            button.clicked.connect(lambda _checked=False, name=name: self._context.sounds.play(name))

    def set_words(self, t: Translator) -> None:
        preferences = self._context.preferences
        self._window.set_words(t)
        self._door.set_words(t)
        self._language.set_choices([(key, OWN_NAMES[key]) for key in LANGUAGES])
        self._language.choose(t.language)
        self._theme.set_choices([(key.value, t(word)) for key, word in _CHOICES.items()])
        self._theme.choose(preferences.theme.value)
        self._size.set_choices([(str(scale), t(word)) for scale, word in zip(TEXT_SCALES, _SIZES, strict=True)])
        self._size.choose(str(preferences.text_scale))
        self._sound.set_choices([("on", t(_ON)), ("off", t(_OFF))])
        self._sound.choose("off" if preferences.muted else "on")
        for name, button in self._plays.items():
            button.setText(t(_SOUNDS[name]))

    def _on_theme_chosen(self, key: str) -> None:
        self._context.preferences.theme = Choice(key)
        self._context.theme.choose(Choice(key))

    def _on_size_chosen(self, key: str) -> None:
        self._context.preferences.text_scale = float(key)
        self._context.theme.set_text_scale(float(key))

    def _on_sound_chosen(self, key: str) -> None:
        self._context.preferences.muted = key == "off"
        self._context.sounds.muted = key == "off"

    def focus_first(self) -> None:
        self._language.setFocus()
