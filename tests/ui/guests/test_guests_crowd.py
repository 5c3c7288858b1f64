import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aspara_desk.ui.models.guests import MOST_PAGES
from tests.ui.guests.conftest import MANY, Room
from tests.ui.watchdog import Watchdog

pytestmark = pytest.mark.heavy


@pytest.fixture
def season_store(crowded_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(crowded_store, tmp_path / "season.db"))


@pytest.fixture
def calm(room: Room) -> Iterator[Room]:
    """What was there when the room was opened is set aside, as the program does: the tests' own rubbish is not looked
    through while they are timed.
    """
    gc.collect()
    gc.freeze()
    yield room
    gc.unfreeze()


def test_a_hundred_thousand_guests_scroll_smoothly(calm: Room, watchdog: Watchdog) -> None:
    room = calm
    table = room.desk._lists.all
    assert table.guests.rowCount() > MANY
    for step in range(1, 91):
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() * step // 90)
        QApplication.processEvents()
    room.settle()
    assert len(room.desk._lists.all.guests._pages) == MOST_PAGES
    room.press(Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    row = table.currentIndex().row()
    assert table.guests.line(row) is not None
    assert room.card_name
    assert watchdog.own() == []


def test_search_filters_and_a_fresh_list_do_not_hold_it_up(calm: Room, watchdog: Watchdog) -> None:
    room = calm
    room.type("ахме guest777")
    assert room.names
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_F3, Qt.Key.Key_F3)
    assert room.desk._lists.wanted.without_ticket
    assert room.desk._lists.all.guests.rowCount() > MANY
    room.desk._lists.look()
    room.settle()
    assert room.desk._lists.book.complete
    assert watchdog.own() == []
