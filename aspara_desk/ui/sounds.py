"""The sounds of the door: each verdict has its own, told apart without looking."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLoggingCategory, QObject, QtMsgType, QUrl, qInstallMessageHandler

if TYPE_CHECKING:  # loaded when it is wanted
    from types import ModuleType

    from PySide6.QtMultimedia import QSoundEffect

NAMES: Final = ("admit", "refuse", "ask", "unreadable", "exit")
"""What can be played: the verdicts, a scan that cannot be read, and a guest who leaves."""

# Qt asks for PipeWire, and finds its other ways to the loudspeaker where there is none: nobody needs to be told.
# Whoever looks for a fault is: QT_LOGGING_RULES goes before this.
_UNSAID = "qt.multimedia.symbolsresolver=false"


def load_player() -> None:
    """Loads what plays sounds, which takes a moment: in another thread, ahead of the first sound."""
    QLoggingCategory.setFilterRules(_UNSAID)
    import PySide6.QtMultimedia  # noqa: F401, PLC0415 - the window is not to wait for it


class Sounds(QObject):
    """Plays short files of a folder, `<name>.wav`. A computer without a loudspeaker stays silent, and says nothing.

    What plays sounds takes a moment to load: see `load_player`. Else it is loaded with the first sound.
    """

    def __init__(self, folder: Path, *, muted: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.muted = muted
        self._folder = folder
        self._volume = 1.0
        self._multimedia: ModuleType | None = None
        self._devices: QObject | None = None
        self._effects: dict[str, QSoundEffect] = {}

    @property
    def volume(self) -> float:
        """0 to 1, as the ear hears it."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = min(max(volume, 0.0), 1.0)
        self._forget()

    def prepare(self) -> None:
        """Loads what plays sounds; where nothing will be played, nothing."""
        if self.muted or self._multimedia is not None:
            return
        before = qInstallMessageHandler(_unheard)  # about a sound server or a device that is not there
        try:
            from PySide6 import QtMultimedia  # noqa: PLC0415 - the window is not to wait for it

            self._multimedia = QtMultimedia
            devices = QtMultimedia.QMediaDevices(self)
            devices.audioOutputsChanged.connect(self._forget)
            self._devices = devices
            self._has_device()
        finally:
            qInstallMessageHandler(before)

    def play(self, name: str) -> None:
        """Plays one of `NAMES` from its beginning and returns at once. Raises KeyError for any other."""
        if name not in NAMES:
            raise KeyError(name)
        if self.muted:
            return
        self.prepare()
        if self._has_device():
            self._effect(name).play()

    def stop(self) -> None:
        """Silence, and nothing left behind."""
        self._forget()
        if self._devices is not None:
            self._devices.deleteLater()
        self._devices = None
        self._multimedia = None

    def _has_device(self) -> bool:
        return self._multimedia is not None and not self._multimedia.QMediaDevices.defaultAudioOutput().isNull()

    def _effect(self, name: str) -> "QSoundEffect":
        assert self._multimedia is not None
        if name not in self._effects:
            effect = self._multimedia.QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(self._folder / f"{name}.wav")))
            effect.setVolume(_loudness(self._volume))
            self._effects[name] = effect
        return self._effects[name]

    def _forget(self) -> None:
        """The next sound finds the loudspeaker, and the volume, that there are then."""
        for effect in self._effects.values():
            effect.deleteLater()
        self._effects = {}


def _loudness(volume: float) -> float:
    """What the ear hears as half as loud is a tenth of the power: the square comes near enough."""
    return volume * volume


def _unheard(_kind: QtMsgType, _where: object, _message: str) -> None:
    """What is said about sound devices helps nobody at a door."""
