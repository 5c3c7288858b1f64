from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from aspara_desk.ui.preferences import DEFAULT_GAP_MS, FILE, Preferences
from aspara_desk.ui.theme.theme import Choice

pytestmark = pytest.mark.usefixtures("qapp")


def assert_defaults(preferences: Preferences) -> None:
    assert preferences.language == ""
    assert preferences.theme is Choice.SYSTEM
    assert preferences.text_scale == 1.0
    assert not preferences.muted
    assert preferences.scanner_gap_ms == DEFAULT_GAP_MS
    assert preferences.scanner_prefix == ""
    assert preferences.geometry.isEmpty()
    assert preferences.practice_seconds("aspara-2022") is None


def test_what_nobody_has_chosen_has_its_default(tmp_path: Path) -> None:
    assert_defaults(Preferences(tmp_path))


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    first = Preferences(tmp_path)
    first.language, first.theme, first.text_scale, first.muted = "kk", Choice.DARK, 1.3, True
    first.scanner_gap_ms, first.room, first.door, first.printer = 100, "door", "b", "Қабырға, 2"
    first.scanner_prefix = "*T; ="
    first.geometry = QByteArray(b"\x00\x01place")
    first.set_practice_seconds("aspara-2022", -90)
    first.save()
    again = Preferences(tmp_path)
    assert (again.language, again.theme, again.text_scale, again.muted) == ("kk", Choice.DARK, 1.3, True)
    assert (again.scanner_gap_ms, again.room, again.door, again.printer) == (100, "door", "b", "Қабырға, 2")
    assert again.scanner_prefix == "*T; ="
    assert again.geometry == QByteArray(b"\x00\x01place")
    assert again.practice_seconds("aspara-2022") == -90
    assert again.practice_seconds("another") is None


GARBAGE = {
    "no settings at all": b"\x00\xff\xfe\x01 no settings at all \x80",
    "other words": b"""[General]
language=tlh
theme=pink
text_scale=enormous
muted=perhaps
scanner_gap_ms=7
scanner_prefix="\\x2\\x3"
geometry=none
[practice]
aspara-2022=tomorrow
""",
    "other types": b"""[General]
theme=@Invalid()
text_scale=9.5
muted=@ByteArray(yes)
scanner_gap_ms=100, 50
scanner_prefix=12345678901234567890123456789012345
geometry=1
[practice]
aspara-2022=--7
""",
    "no numbers": b"[General]\ntext_scale=nan\n[practice]\naspara-2022=-\n",
    "other figures": "[General]\ntext_scale=\u0661.5\n[practice]\naspara-2022=\u00b2\n".encode(),
    "too large": b"[General]\ntext_scale=1e999\n[practice]\naspara-2022=99999999999999999999\n",
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_in_the_file_gives_defaults(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / FILE).write_bytes(garbage)
    assert_defaults(Preferences(tmp_path))


def test_a_file_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    preferences = Preferences(tmp_path)
    preferences.room = "door"
    preferences.save()
    assert preferences.room == "door"
