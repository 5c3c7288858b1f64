"""Real X11 for tests: a server without a screen, keyboards whose layout is really switched, and programs to watch.

    with XServer(1280, 720) as server, server.start([sys.executable, "-m", "…"]) as program:
        program.wait_for("ready")
        server.set_layout("kz")
        server.scan(digits)  # as a USB scanner on a Kazakh system
        server.type_text("Қалиева", layout="kz")  # as a person
        server.press("F5"), server.press("ctrl+p")
        assert program.wait_for("scan")["text"] == digits

Keys are sent by key code, not by the character wanted: so the layout garbles them as it does a scanner's. There is no
window manager; a program has to activate its window. A program under test prints a line of JSON, `{"event": …}`, for
whatever tests wait for; nothing here sleeps for luck. The server is started with `-noreset`: else the layout falls
back to US whenever the last client leaves, and a test of layouts passes falsely.
"""

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.scanning.keyboards import Stroke, strokes, strokes_for

TOOLS = ("Xvfb", "xdotool", "setxkbmap")
DEADLINE_S = 20.0
SCANNER_MS = 8
PERSON_MS = 120
_X11_OFFSET = 8
_ENTER = 36
_ROOT = Path(__file__).parents[2]


def unavailable() -> str | None:
    """Why tests with real keys cannot run here."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"not installed: {', '.join(missing)}" if missing else None


class XServer:
    """An X server of its own on a free display, `width` × `height` pixels."""

    def __init__(self, width: int = 1280, height: int = 720) -> None:
        self._size = f"{width}x{height}x24"
        self._process: subprocess.Popen[bytes] | None = None
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", self._size, "-noreset", "-nolisten", "tcp"]
        self._process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            display = _line_of(reading)
        finally:
            os.close(reading)
        self.environment = {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(DEADLINE_S)

    def start(self, command: Sequence[str], **environment: str) -> "Program":
        """Starts a program on this display, from the root of the repository. It is ended with its `with` block."""
        return Program(command, {**self.environment, **environment})

    def set_layout(self, layout: str) -> None:
        """Switches the keyboard for every program on this display: us, ru, kz or any other X11 layout."""
        self._call("setxkbmap", layout)

    def press(self, *keys: str, delay_ms: int = 0) -> None:
        """Single keys by their X11 names or codes, modifiers with a plus: `F5`, `Return`, `ctrl+p`, `shift+38`."""
        self._call("xdotool", "key", "--delay", str(delay_ms), *keys)

    def hold(self, key: str) -> None:
        """Presses without releasing: the server repeats the key until `release`."""
        self._call("xdotool", "keydown", key)

    def release(self, key: str) -> None:
        self._call("xdotool", "keyup", key)

    def toggle_caps_lock(self) -> None:
        self.press("Caps_Lock")

    def scan(self, digits: str, *, enter: bool = True, delay_ms: int = SCANNER_MS) -> None:
        """A USB scanner types `digits`, or anything that a US layout has, whatever layout is on."""
        self.send(strokes(digits), delay_ms, *([str(_ENTER)] if enter else []))

    def type_text(self, text: str, layout: str = "us", *, delay_ms: int = PERSON_MS) -> None:
        """A person types `text` with `layout`, which has to be the one that is on."""
        self.send(strokes_for(text, layout), delay_ms)

    def send(self, keys: Iterable[Stroke], delay_ms: int, *more: str) -> None:
        codes = [f"{'shift+' if key.shift else ''}{key.position + _X11_OFFSET}" for key in keys]
        self.press(*codes, *more, delay_ms=delay_ms)

    def _call(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, timeout=60, stdin=subprocess.DEVNULL)


class Program:
    """A program under test that prints JSON lines. Waiting for one ends with it, or after `DEADLINE_S`."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            command, env=environment, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        self._rest = b""
        self.events: list[dict[str, Any]] = []
        self._told = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(DEADLINE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def wait_for(self, event: str) -> dict[str, Any]:
        """The next event of that name that was not waited for yet; those before it are passed over."""
        deadline = time.monotonic() + DEADLINE_S
        while True:
            while self._told < len(self.events):
                self._told += 1
                if self.events[self._told - 1]["event"] == event:
                    return self.events[self._told - 1]
            if not self._read(deadline - time.monotonic()):
                raise AssertionError(f"no {event!r}; what came: {self.events}")

    def _read(self, seconds: float) -> bool:
        """Takes what was printed meanwhile; False at the deadline or the program's end."""
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], max(0.0, seconds))[0]:
            return False
        came = os.read(self._process.stdout.fileno(), 65_536)
        *lines, self._rest = (self._rest + came).split(b"\n")
        self.events += [json.loads(line) for line in lines if line.startswith(b"{")]
        return came != b""


def _line_of(pipe: int) -> str:
    """What Xvfb writes when it is ready: the number of its display."""
    text = b""
    while not text.endswith(b"\n"):
        if not select.select([pipe], [], [], DEADLINE_S)[0]:
            raise AssertionError("Xvfb did not start")
        part = os.read(pipe, 100)
        if not part:
            raise AssertionError("Xvfb ended at once")
        text += part
    return text.decode().strip()
