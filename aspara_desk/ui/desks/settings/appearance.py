"""How the window looks and sounds, and the scanner: chosen at once, remembered on this computer."""

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from aspara_desk.domain.code import TicketCode, TicketNumber, Unreadable, read
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.scanning.wedge import Scan
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.settings.section import Section, words_label
from aspara_desk.ui.language import OWN_NAMES
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import Choice
from aspara_desk.ui.theme.tokens import SPACE, TEXT_SCALES
from aspara_desk.ui.widgets.segmented import Segmented

_CHOICES = {Choice.SYSTEM: mark("As the system"), Choice.LIGHT: mark("Light"), Choice.DARK: mark("Dark")}
_SIZES = (mark("Small"), mark("Usual"), mark("Large"), mark("Very large"))
_ON, _OFF = mark("On"), mark("Off")
_PACES = {50: mark("Usual"), 100: mark("Slow")}
_SOUNDS = {
    "admit": mark("Admit"), "refuse": mark("Refuse"), "ask": mark("Ask"), "unreadable": mark("Unreadable"),
}  # fmt: skip
_TRY = mark("Scan something now: what came is said here, and nobody is let in.")
_CODE_CAME = mark("A ticket's code came, whole and well-formed. The scanner works.")
_NUMBER_CAME = mark("A ticket's number came. The scanner works.")
_CAME = {
    Unreadable.MISREAD: mark("Part of a code came. Scan again; if it happens often, choose “Slow”."),
    Unreadable.NOT_A_TICKET: mark("Something came that is no ticket. The scanner works."),
}


class Appearance(QWidget):
    """Language, colours, size of text, sounds and scanner."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._language, self._theme, self._size = Segmented(), Segmented(), Segmented()
        self._sound, self._pace = Segmented(), Segmented()
        self._plays = {name: role(QPushButton(), "secondary") for name in _SOUNDS}
        self._tried = words_label("muted")
        self._scan: Scan | None = None
        self._window = Section(
            mark("Window"),
            [(mark("Language"), self._language), (mark("Colours"), self._theme), (mark("Size of text"), self._size)],
            self,
        )
        self._door = Section(
            mark("Door"),
            [
                (mark("Sounds"), self._sound),
                (mark("Listen"), self._row_of_plays()),
                (mark("Pace of the scanner"), self._pace),
                (mark("Try the scanner"), self._tried),
            ],
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
        self._pace.chosen.connect(self._on_pace_chosen)
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
        self._pace.set_choices([(str(gap), t(word)) for gap, word in _PACES.items()])
        self._pace.choose(str(preferences.scanner_gap_ms))
        for name, button in self._plays.items():
            button.setText(t(_SOUNDS[name]))
        self._say_tried(t)

    def show_scan(self, scan: Scan) -> None:
        """What a scanner sent, in words: never the code itself."""
        self._scan = scan
        self._say_tried(self._context.t)

    def _say_tried(self, t: Translator) -> None:
        if self._scan is None:
            self._tried.setText(t(_TRY))
            return
        match read(self._scan.text):
            case TicketCode():
                self._tried.setText(t(_CODE_CAME))
            case TicketNumber():
                self._tried.setText(t(_NUMBER_CAME))
            case unreadable:
                self._tried.setText(t(_CAME[unreadable]))

    def _on_theme_chosen(self, key: str) -> None:
        self._context.preferences.theme = Choice(key)
        self._context.theme.choose(Choice(key))

    def _on_size_chosen(self, key: str) -> None:
        self._context.preferences.text_scale = float(key)
        self._context.theme.set_text_scale(float(key))

    def _on_sound_chosen(self, key: str) -> None:
        self._context.preferences.muted = key == "off"
        self._context.sounds.muted = key == "off"

    def _on_pace_chosen(self, key: str) -> None:
        self._context.preferences.scanner_gap_ms = int(key)
        self._context.scanner_paced.emit(int(key))

    def focus_first(self) -> None:
        self._language.setFocus()
