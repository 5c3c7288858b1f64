import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from aspara_desk.ui import display
from aspara_desk.ui.display import has_display


@pytest.fixture
def sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(display, "_SOCKETS", tmp_path)
    return tmp_path


@pytest.fixture
def server(sockets: Path) -> Iterator[socket.socket]:
    """An X server on display 7, so far as asking whether one listens goes."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.bind(str(sockets / "X7"))
        line.listen()
        yield line


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("name", [":7", ":7.0", "unix:7"])
def test_a_server_that_listens_is_a_display(name: str) -> None:
    assert has_display("linux", {"DISPLAY": name})


@pytest.mark.usefixtures("server")
def test_a_number_at_which_nobody_listens_is_none() -> None:
    assert not has_display("linux", {"DISPLAY": ":8"})


def test_a_socket_that_a_dead_server_left_is_none(server: socket.socket) -> None:
    server.close()
    assert not has_display("linux", {"DISPLAY": ":7"})


def test_a_server_at_its_abstract_name_alone_is_a_display(sockets: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.bind(f"\0{sockets / 'X7'}")
        line.listen()
        assert has_display("linux", {"DISPLAY": ":7"})


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"WAYLAND_DISPLAY": ""}])
def test_without_any_name_there_is_none(environment: dict[str, str]) -> None:
    assert not has_display("linux", environment)


def test_a_display_of_another_computer_is_believed() -> None:
    assert has_display("linux", {"DISPLAY": "counter.example:0"})


def test_wayland_is_there_where_its_socket_is(sockets: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(sockets)}
    assert not has_display("linux", environment)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.bind(str(sockets / "wayland-0"))
        assert has_display("linux", environment)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_one(platform: str) -> None:
    assert has_display(platform, {})


def test_a_platform_that_was_asked_for_needs_none() -> None:
    assert has_display("linux", {"QT_QPA_PLATFORM": "offscreen"})
