"""What this computer remembers of its window. Nothing of the season is kept here, and nothing secret."""

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from aspara_desk.domain.season import LANGUAGES
from aspara_desk.scanning.trial import LONGEST_PREFIX
from aspara_desk.ui.theme.theme import Choice
from aspara_desk.ui.theme.tokens import TEXT_SCALES

FILE = "window.ini"
DEFAULT_GAP_MS = 50
_SECONDS = re.compile(r"-?[0-9]{1,10}")  # three centuries: what is more is no practice clock


class Preferences:
    """A file in the folder of this computer's own data; what is missing or makes no sense there has its default."""

    def __init__(self, home: Path) -> None:
        self._kept = QSettings(str(home / FILE), QSettings.Format.IniFormat)

    def save(self) -> None:
        self._kept.sync()

    def look_again(self) -> None:
        """Reads what other windows of this computer have changed meanwhile; what this one did is written."""
        self._kept.sync()

    @property
    def language(self) -> str:
        """Empty: nobody has chosen one."""
        kept = self._text("language")
        return kept if kept in LANGUAGES else ""

    @language.setter
    def language(self, language: str) -> None:
        self._kept.setValue("language", language)

    @property
    def theme(self) -> Choice:
        kept = self._text("theme")
        return Choice(kept) if kept in {one.value for one in Choice} else Choice.SYSTEM

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._kept.setValue("theme", choice.value)

    @property
    def text_scale(self) -> float:
        try:
            scale = float(self._text("text_scale") or 1.0)
        except ValueError:
            return 1.0
        return scale if scale in TEXT_SCALES else 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._kept.setValue("text_scale", str(scale))

    @property
    def muted(self) -> bool:
        return self._text("muted") == "yes"

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._kept.setValue("muted", "yes" if muted else "no")

    @property
    def scanner_gap_ms(self) -> int:
        """Milliseconds that may lie between two keys of a scanner: 50, or 100 for slow ones."""
        return 100 if self._text("scanner_gap_ms") == "100" else DEFAULT_GAP_MS

    @scanner_gap_ms.setter
    def scanner_gap_ms(self, gap: int) -> None:
        self._kept.setValue("scanner_gap_ms", str(gap))

    @property
    def scanner_prefix(self) -> str:
        """What the scanner sends before every code, as a US layout types it."""
        kept = self._text("scanner_prefix")
        return kept if kept.isprintable() and len(kept) <= LONGEST_PREFIX else ""

    @scanner_prefix.setter
    def scanner_prefix(self, prefix: str) -> None:
        self._kept.setValue("scanner_prefix", prefix)

    @property
    def geometry(self) -> QByteArray:
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._kept.setValue("geometry", geometry)

    @property
    def room(self) -> str:
        """The key of the room in which the window was left."""
        return self._text("room")

    @room.setter
    def room(self, key: str) -> None:
        self._kept.setValue("room", key)

    @property
    def door(self) -> str:
        """The key of the door that was worked at."""
        return self._text("door")

    @door.setter
    def door(self, key: str) -> None:
        self._kept.setValue("door", key)

    @property
    def printer(self) -> str:
        return self._text("printer")

    @printer.setter
    def printer(self, name: str) -> None:
        self._kept.setValue("printer", name)

    @property
    def prints_at_once(self) -> bool:
        """Whether the box office prints tickets as soon as they are sold."""
        return self._text("prints_at_once") == "yes"

    @prints_at_once.setter
    def prints_at_once(self, wanted: bool) -> None:
        self._kept.setValue("prints_at_once", "yes" if wanted else "no")

    def practice_seconds(self, season: str) -> int | None:
        """By how many seconds a sample season's clock differs from the computer's; None: nobody has set it."""
        kept = self._text(f"practice/{season}")
        return int(kept) if _SECONDS.fullmatch(kept) else None

    def set_practice_seconds(self, season: str, seconds: int) -> None:
        self._kept.setValue(f"practice/{season}", str(seconds))
        self.save()  # other windows follow

    def _text(self, key: str) -> str:
        value = self._kept.value(key, "")
        return value if isinstance(value, str) else ""

    def _bytes(self, key: str) -> QByteArray:
        value = self._kept.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
