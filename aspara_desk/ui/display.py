"""Whether a window can be opened here at all. Qt itself would end the process where it cannot."""

import re
import socket
from collections.abc import Mapping
from pathlib import Path

_LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers listen, by the X protocol
_PATIENCE_SECONDS = 2.0


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """`platform` as `sys.platform`. Windows and macOS always have one; elsewhere its server must answer."""
    if platform in {"win32", "darwin"} or environment.get("QT_QPA_PLATFORM"):
        return True
    wayland = environment.get("WAYLAND_DISPLAY")
    if wayland:
        return Path(environment.get("XDG_RUNTIME_DIR", "/"), wayland).is_socket()
    display = environment.get("DISPLAY", "")
    local = _LOCAL.fullmatch(display)
    return _answers(_SOCKETS / f"X{local[1]}") if local else bool(display)


def _answers(address: Path) -> bool:
    """Whether an X server listens; it may be bound to the abstract name of its socket alone."""
    for name in (str(address), f"\0{address}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(_PATIENCE_SECONDS)
            if line.connect_ex(name) == 0:
                return True
    return False
