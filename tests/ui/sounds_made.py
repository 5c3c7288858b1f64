"""The sounds of the door, made from sine waves: `python -m tests.ui.sounds_made` writes the files.

They differ in pitch and in rhythm: admit rises, refuse buzzes twice and low, ask knocks three times in the middle,
unreadable falls in four quick steps, exit is one soft low tone. A test compares the files with what this makes.
"""

import io
import math
import struct
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

from aspara_desk.config.paths import resources

RATE = 22_050
FOLDER = resources() / "sounds"
FADE = 0.008  # seconds in which a tone comes, so that it does not click

Note = tuple[float, float, float, Callable[[float, float], float]]  # from, for (seconds), Hz, its voice


def chime(hertz: float, at: float) -> float:
    """A bell: the octave and the twelfth fade first."""
    turn = 2 * math.pi * hertz * at
    overtones = 0.35 * math.exp(-14 * at) * math.sin(2 * turn) + 0.15 * math.exp(-22 * at) * math.sin(3 * turn)
    return math.exp(-6 * at) * (math.sin(turn) + overtones)


def buzz(hertz: float, at: float) -> float:
    """A reed: odd overtones, rough."""
    turn = 2 * math.pi * hertz * at
    return 0.75 * sum(math.sin(part * turn) / part for part in (1, 3, 5, 7, 9))


def pluck(hertz: float, at: float) -> float:
    turn = 2 * math.pi * hertz * at
    return math.exp(-9 * at) * (math.sin(turn) + 0.25 * math.sin(2 * turn))


def hum(hertz: float, at: float) -> float:
    return math.exp(-5 * at) * math.sin(2 * math.pi * hertz * at)


SOUNDS: dict[str, list[Note]] = {
    "admit": [(0.0, 0.12, 784.0, chime), (0.1, 0.24, 1174.7, chime)],
    "refuse": [(0.0, 0.13, 147.0, buzz), (0.19, 0.15, 131.0, buzz)],
    "ask": [(0.0, 0.07, 523.3, pluck), (0.11, 0.07, 523.3, pluck), (0.22, 0.1, 523.3, pluck)],
    "unreadable": [(0.06 * step, 0.055, hertz, pluck) for step, hertz in enumerate((932.3, 784.0, 659.3, 523.3))],
    "exit": [(0.0, 0.28, 392.0, hum)],
}


def samples(notes: list[Note]) -> Iterator[float]:
    seconds = max(start + length for start, length, _, _ in notes)
    for number in range(round(seconds * RATE)):
        now = number / RATE
        yield sum(
            voice(hertz, now - start) * min(1.0, (now - start) / FADE, (start + length - now) / (2 * FADE))
            for start, length, hertz, voice in notes
            if start <= now < start + length
        )


def made(name: str) -> bytes:
    """The whole file: 16 bits, one channel."""
    values = list(samples(SOUNDS[name]))
    loudest = max(abs(value) for value in values)
    numbers = [round(0.8 * 32_767 * value / loudest) for value in values]
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes(struct.pack(f"<{len(numbers)}h", *numbers))
    return file.getvalue()


def path(name: str) -> Path:
    return FOLDER / f"{name}.wav"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for one in SOUNDS:
        path(one).write_bytes(made(one))
