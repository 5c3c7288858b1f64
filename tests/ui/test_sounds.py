import itertools
import math
import os
import struct
import subprocess
import sys
import wave
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from aspara_desk.ui.sounds import NAMES, Sounds
from tests.ui import sounds_made


def numbers(name: str) -> list[int]:
    with wave.open(str(sounds_made.path(name))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, sounds_made.RATE)
        return list(struct.unpack(f"<{file.getnframes()}h", file.readframes(file.getnframes())))


def crossings(values: list[int]) -> float:
    """How often a second the wave goes through zero upwards: its pitch, roughly."""
    ups = sum(1 for one, other in itertools.pairwise(values) if one < 0 <= other)
    return ups * sounds_made.RATE / len(values)


def onsets(values: list[int]) -> int:
    """How many tones follow each other after a silence."""
    step = sounds_made.RATE // 100
    loud = [max(map(abs, values[at : at + step])) > 1500 for at in range(0, len(values), step)]
    return sum(1 for before, now in zip([False, *loud], loud, strict=False) if now and not before)


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_those_that_are_made(name: str) -> None:
    made = sounds_made.made(name)
    kept = sounds_made.path(name).read_bytes()
    assert len(made) == len(kept)
    pairs = zip(struct.iter_unpack("<h", made[44:]), struct.iter_unpack("<h", kept[44:]), strict=True)
    assert all(abs(one[0] - other[0]) <= 1 for one, other in pairs)  # a sine may end differently on another machine


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_short_and_loud_enough(name: str) -> None:
    values = numbers(name)
    assert len(values) <= 0.35 * sounds_made.RATE
    assert 0.7 * 32_767 < max(map(abs, values)) < 32_767
    assert abs(values[0]) < 500
    assert abs(values[-1]) < 500


def test_the_verdicts_differ_in_pitch_and_rhythm() -> None:
    heard = {name: (crossings(numbers(name)), onsets(numbers(name))) for name in ("admit", "refuse", "ask")}
    assert {name: tones for name, (_, tones) in heard.items()} == {"admit": 1, "refuse": 2, "ask": 3}
    pitches = sorted(pitch for pitch, _ in heard.values())
    assert all(math.log2(high / low) > 0.4 for low, high in itertools.pairwise(pitches))


def test_no_two_sounds_are_alike() -> None:
    assert len({sounds_made.path(name).read_bytes() for name in NAMES}) == len(NAMES)


@pytest.fixture
def said() -> list[str]:
    return []


def test_without_a_loudspeaker_it_is_silent_and_says_nothing(qapp: QApplication, said: list[str]) -> None:
    def hear(_kind: QtMsgType, _where: object, message: str) -> None:
        said.append(message)

    before = qInstallMessageHandler(hear)
    try:
        sounds = Sounds(sounds_made.FOLDER)
        for name in NAMES:
            sounds.play(name)
            qapp.processEvents()
        sounds.volume = 0.5
        sounds.play("admit")
        sounds.stop()
    finally:
        qInstallMessageHandler(before)
    assert said == []


def test_muted_sounds_load_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    sounds = Sounds(Path("nowhere"), muted=True)
    sounds.prepare()
    sounds.play("refuse")
    sounds.stop()


def test_a_sound_that_is_none_is_told() -> None:
    with pytest.raises(KeyError):
        Sounds(Path("nowhere"), muted=True).play("fanfare")


def test_the_volume_stays_within_its_bounds() -> None:
    sounds = Sounds(Path("nowhere"), muted=True)
    sounds.volume = 3
    assert sounds.volume == 1
    sounds.volume = -1
    assert sounds.volume == 0


class Effect(QObject):
    """Stands for what plays a file, on a computer that has a loudspeaker."""

    played: ClassVar[list[tuple[str, float]]] = []

    def setSource(self, source: QUrl) -> None:  # noqa: N802
        self.name = Path(source.toLocalFile()).stem

    def setVolume(self, volume: float) -> None:  # noqa: N802
        self.loudness = volume

    def play(self) -> None:
        self.played.append((self.name, self.loudness))


class Devices(QObject):
    audioOutputsChanged = Signal()  # noqa: N815

    @staticmethod
    def defaultAudioOutput() -> SimpleNamespace:  # noqa: N802
        return SimpleNamespace(isNull=lambda: False)


def test_with_a_loudspeaker_each_name_plays_its_file(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    multimedia = SimpleNamespace(QSoundEffect=Effect, QMediaDevices=Devices)
    monkeypatch.setattr(PySide6, "QtMultimedia", multimedia, raising=False)
    monkeypatch.setattr(Effect, "played", [])
    sounds = Sounds(sounds_made.FOLDER)
    sounds.play("admit")
    sounds.volume = 0.5
    sounds.play("refuse")
    sounds.muted = True
    sounds.play("ask")
    assert Effect.played == [("admit", 1.0), ("refuse", 0.25)]
    sounds.muted = False
    devices = sounds.findChild(Devices)
    assert isinstance(devices, Devices)
    devices.audioOutputsChanged.emit()  # another loudspeaker: what is playing is made anew
    sounds.play("refuse")
    assert len(Effect.played) == 3
    sounds.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sounds.findChildren(QObject) == []
    del qapp


def test_what_is_missing_of_the_sound_system_is_not_said_at_the_start_unless_it_is_asked_for() -> None:
    script = (
        "from PySide6.QtCore import QLoggingCategory as Category\n"
        "from aspara_desk.ui.sounds import load_player\n"
        "load_player()\n"
        "for name in ('symbolsresolver', 'ffmpeg'):\n"
        "    print(Category(f'qt.multimedia.{name}').isWarningEnabled())\n"
    )
    for rules, said in (("", ["False", "True"]), ("qt.multimedia.symbolsresolver=true", ["True", "True"])):
        ran = subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "QT_LOGGING_RULES": rules}, capture_output=True,
            text=True, check=True, timeout=60,
        )  # fmt: skip
        assert ran.stdout.split() == said
        assert rules or ran.stderr == ""
