import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspara_desk.box_office import batch
from aspara_desk.ui.desks.guests import importing as room_importing
from aspara_desk.ui.desks.guests.work_panel import WorkPanel
from aspara_desk.ui.tasks import Lane, Progress
from tests.ui.conftest import PATIENCE_MS
from tests.ui.guests.conftest import Room

WAITS = "Waits until other long work is done"


@pytest.fixture
def go_on() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def long_lane(room: Room, go_on: threading.Event) -> threading.Event:
    """Taken by somebody else's work until it may go on."""

    def work(_progress: Progress) -> None:
        assert go_on.wait(PATIENCE_MS / 1000)

    room.context.tasks.run_long(room.desk, work, lambda _none: None, lambda _error: None, lambda: None)
    return go_on


@pytest.fixture
def guest_list(tmp_path: Path) -> Path:
    file = tmp_path / "guests.csv"
    file.write_text("name\n" + "\n".join(f"Somebody Number{number}" for number in range(12)), encoding="utf-8")
    return file


def speak(room: Room, language: str) -> None:
    room.context.language.choose(language)
    room.desk.set_words(room.context.t)


def words(panel: WorkPanel) -> list[str]:
    progress = panel.progress
    labels = (panel._title, panel._text, progress._what, progress._number, progress._cancel, panel._close)
    said = [label.text() for label in labels if label.isVisible()]
    return [*said, panel.accessibleName(), progress._bar.accessibleName()]


def test_an_import_says_that_it_waits_and_goes_on_by_itself(
    room: Room, guest_list: Path, long_lane: threading.Event
) -> None:
    panel = room.desk._importing
    panel.look_through(guest_list)
    QApplication.processEvents()
    assert panel.progress._number.text() == WAITS
    long_lane.set()
    room.settle()
    assert panel.progress._number.text() != WAITS
    assert panel.proposal == "Import 12 guests"


def test_what_waits_is_put_away_at_once(room: Room, guest_list: Path, long_lane: threading.Event) -> None:
    panel = room.desk._importing
    panel.look_through(guest_list)
    panel.progress._cancel.click()
    assert not long_lane.is_set()
    assert panel.isHidden()
    assert room.context.tasks.is_taken(Lane.LONG)


def test_tickets_for_all_wait_for_an_import_and_say_so(
    room: Room, guest_list: Path, tmp_path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing, giving = room.desk._importing, room.desk._giving
    importing.look_through(guest_list)
    room.settle()
    real = room_importing.import_file

    def held(*given: object, **how: object) -> object:
        assert go_on.wait(PATIENCE_MS / 1000)
        return real(*given, **how)

    giving.open(b"".join(one.bytes for one in room.first_ids(3)), None)
    giving._type.choose("crew")
    giving._look()
    room.settle()
    with monkeypatch.context() as patch:
        patch.setattr(room_importing, "import_file", held)
        importing.primary.click()
        giving.carry_out(tmp_path / "out.pdf")
        QApplication.processEvents()
        assert importing.progress._number.text() != WAITS
        assert giving.progress._number.text() == WAITS
        speak(room, "ru")
        assert giving.progress._number.text() == room.context.t(WAITS)
        speak(room, "en")
        go_on.set()
        room.settle()
    assert importing._title.text() == "12 guests imported."
    assert giving._title.text() == "3 tickets are in out.pdf"


def test_an_import_that_runs_speaks_another_language_at_once(
    room: Room, guest_list: Path, go_on: threading.Event, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = room.desk._importing
    panel.look_through(guest_list)
    room.settle()
    real = room_importing.import_file

    def held(*given: object, progress: Progress, **how: object) -> object:
        def tell(done: int) -> None:
            progress(done)
            assert go_on.wait(PATIENCE_MS / 1000)

        return real(*given, progress=tell, **how)

    with monkeypatch.context() as patch:
        patch.setattr(room_importing, "import_file", held)
        panel.primary.click()
        qtbot.waitUntil(lambda: panel.progress._number.text() == "12 of 12", timeout=PATIENCE_MS)
        check_languages(room, panel, stays={"guests.csv", ""})
        go_on.set()
        room.settle()
    assert panel._title.text() == "12 guests imported."


@pytest.mark.parametrize("at_pages", [False, True])
def test_a_batch_that_runs_speaks_another_language_at_once(
    room: Room, tmp_path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, *, at_pages: bool
) -> None:
    panel = room.desk._giving
    panel.open(b"".join(one.bytes for one in room.first_ids(3)), None)
    panel._type.choose("crew")
    panel._look()
    room.settle()
    real: Callable[..., object] = batch.print_tickets if at_pages else batch.issue_in_parts

    def held(*given: object) -> object:
        assert go_on.wait(PATIENCE_MS / 1000)
        return real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(batch, "print_tickets" if at_pages else "issue_in_parts", held)
        panel.carry_out(tmp_path / "out.pdf")
        if at_pages:
            qtbot.waitUntil(lambda: panel.given == 3, timeout=PATIENCE_MS)
            panel._on_progressed(4, 6)  # the first page is told once it is made; here it is held before
        check_languages(room, panel, stays={""})
        go_on.set()
        room.settle()
    assert panel._title.text() == "3 tickets are in out.pdf"


def check_languages(room: Room, panel: WorkPanel, stays: set[str]) -> None:
    """Every word is another one in another language, and the same again in the first."""
    english = words(panel)
    for language in ("ru", "kk"):
        speak(room, language)
        assert panel.is_running
        for word, now in zip(english, words(panel), strict=True):
            assert word in stays or word != now, word
    speak(room, "en")
    assert words(panel) == english
