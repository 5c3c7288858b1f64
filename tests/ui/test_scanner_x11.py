import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from aspara_desk.domain import code
from tests.ui.x11 import Program, XServer, unavailable

pytestmark = pytest.mark.heavy

KEY = bytes(range(32))
CODE = code.specimen().reveal()
ENTER = "Return"


@pytest.fixture(scope="module")
def server() -> Iterator[XServer]:
    if reason := unavailable():
        pytest.skip(reason)
    with XServer(800, 400) as server:
        yield server


@pytest.fixture
def window(server: XServer) -> Iterator[Program]:
    """A window with the focus in its line, and the US layout."""
    server.set_layout("us")
    with server.start([sys.executable, "-m", "tests.ui.x11_window"]) as program:
        program.wait_for("ready")
        yield program


@pytest.fixture
def caps_lock(server: XServer) -> Iterator[None]:
    server.toggle_caps_lock()
    yield
    server.toggle_caps_lock()


def in_line(server: XServer, window: Program) -> str:
    server.press("F7")
    return str(window.wait_for("line")["text"])


def told(window: Program) -> list[str]:
    """What happened apart from keys of the test's own."""
    own = {"ready", "line", "edited", "shortcut"}
    strange = [event for event in window.events if event["event"] == "shortcut" and event["key"] == "1"]
    assert strange == []
    return [str(event["event"]) for event in window.events if event["event"] not in own]


def scan_thrice(server: XServer, window: Program) -> None:
    for delay_ms, enter in ((0, True), (8, True), (8, False)):
        server.scan(CODE, delay_ms=delay_ms, enter=enter)
        assert window.wait_for("scan")["text"] == CODE
    assert in_line(server, window) == ""
    assert told(window) == ["scan"] * 3


@pytest.mark.parametrize("layout", ["us", "ru", "kz", "fr", "tr"])
def test_a_scan_arrives_under_every_layout(server: XServer, window: Program, layout: str) -> None:
    server.set_layout(layout)
    scan_thrice(server, window)


@pytest.mark.parametrize("layout", ["us", "ru", "kz"])
@pytest.mark.usefixtures("caps_lock")
def test_a_scan_arrives_with_caps_lock(server: XServer, window: Program, layout: str) -> None:
    server.set_layout(layout)
    scan_thrice(server, window)


@pytest.mark.parametrize(
    ("layout", "text"), [("us", "Kaliyev-Aa 12"), ("ru", "Иванова 12"), ("kz", "Қалиева Ұлту №"), ("kz", '"әіңғ,.үұқ')]
)
def test_what_a_person_types_arrives(server: XServer, window: Program, layout: str, text: str) -> None:
    server.set_layout(layout)
    server.type_text(text, layout)
    assert in_line(server, window) == text
    assert told(window) == []


def test_a_rush_and_its_enter_are_a_person_s(server: XServer, window: Program) -> None:
    server.type_text("Nursultan", delay_ms=30)
    server.press(ENTER)
    window.wait_for("return")
    assert in_line(server, window) == "Nursultan"


@pytest.fixture
def near_folder() -> Iterator[Path]:
    """One that takes no minute to type."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize("delay_ms", [8, 45, 90])
def test_a_path_typed_into_the_dialog_of_files_arrives(
    server: XServer, window: Program, delay_ms: int, near_folder: Path
) -> None:
    file = near_folder / "season-2022-10-02-1840.backup"
    server.press("F4")
    window.wait_for("ready")
    server.press("ctrl+a")
    server.scan(CODE)
    assert window.wait_for("scan")["text"] == CODE
    server.type_text(str(file), delay_ms=delay_ms)
    server.press(ENTER)
    assert window.wait_for("file")["name"] == str(file)
    assert told(window) == ["scan", "file"]


def test_a_number_on_a_barcode_arrives(server: XServer, window: Program) -> None:
    server.set_layout("kz")
    server.scan("A-000123")
    assert window.wait_for("scan")["text"] == "A-000123"
    assert in_line(server, window) == ""


def test_a_scan_arrives_while_a_button_or_open_choices_have_the_focus(server: XServer, window: Program) -> None:
    for key in ("F9", "F10"):
        server.press(key)
        window.wait_for("shortcut")
        server.scan(f"{CODE} ")
        assert window.wait_for("scan")["text"] == CODE
    server.press("Escape", "F6")
    assert in_line(server, window) == ""
    assert told(window) == ["scan", "scan"]


def test_a_person_presses_a_button_with_space(server: XServer, window: Program) -> None:
    server.press("F9", "space")
    window.wait_for("clicked")


def test_scans_arrive_whole_after_the_loop_was_held_up(server: XServer, window: Program) -> None:
    server.press("F8")
    window.wait_for("held up")
    server.scan(CODE, delay_ms=4)
    assert window.wait_for("scan")["text"] == CODE
    server.press("F8")
    window.wait_for("held up")
    server.type_text("Ai", delay_ms=60)
    assert in_line(server, window) == "Ai"
    assert told(window) == ["held up", "scan", "held up"]


def test_scans_arrive_whole_while_the_loop_stutters(server: XServer, window: Program) -> None:
    server.press("F11")
    window.wait_for("shortcut")
    for _ in range(5):
        server.scan(CODE, delay_ms=30, enter=False)
        assert window.wait_for("scan")["text"] == CODE
    assert in_line(server, window) == ""
    assert told(window) == ["scan"] * 5


def test_many_scans_in_a_row_arrive_in_order(server: XServer, window: Program) -> None:
    codes = [code.derive(KEY, UUID(int=n)).reveal() for n in range(20)]
    for digits in codes:
        server.scan(digits, delay_ms=1)
    assert [window.wait_for("scan")["text"] for _ in codes] == codes
    assert in_line(server, window) == ""


def test_a_key_that_is_held_down_repeats(server: XServer, window: Program) -> None:
    server.hold("38")
    try:
        while len(window.wait_for("edited")["text"]) < 5:
            pass
    finally:
        server.release("38")
    assert set(in_line(server, window)) == {"a"}
    assert "scan" not in told(window)
