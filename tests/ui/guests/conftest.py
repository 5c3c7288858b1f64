import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.guests.importing import import_file
from aspara_desk.guests.listing import guest_ids, unpacked
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.guests.desk import GuestsDesk

MANY = 100_000
SURNAMES = ("Қалиева", "Ахметов", "Petrova", "Жүсіпов", "Иванова", "Smith", "Өтегенов", "Сәрсенбаев")


@dataclass
class Room:
    """The room as a clerk has it."""

    desk: GuestsDesk
    context: Context
    _settle: Callable[[Context], None]

    def settle(self) -> None:
        """Until all is answered, and what the answers led to as well."""
        for _ in range(4):
            self._settle(self.context)
            QApplication.processEvents()

    def press(
        self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, wait: bool = True
    ) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.desk, key, modifier)
            if wait:
                self.settle()

    def type(self, text: str) -> None:
        """Letter by letter, into whatever has the focus."""
        for letter in text:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, focused, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
            )
        self.settle()

    @property
    def keys(self) -> dict[str, str]:
        return {hint.key: hint.word for hint in self.desk.hints()}

    @property
    def count(self) -> str:
        return self.desk._lists.filters._count.text()

    @property
    def names(self) -> list[str]:
        """Of the list that is shown, as far as it is read."""
        model = self.desk._lists.table.guests
        lines = [model.line(row) for row in range(min(model.rowCount(), 50))]
        return [line.name for line in lines if line is not None]

    @property
    def card_name(self) -> str:
        return self.desk._pane.card._name.text()

    def first_ids(self, count: int) -> tuple[UUID, ...]:
        return unpacked(guest_ids(self.context.here), 0, count)


@pytest.fixture
def room(context: Context, qtbot: QtBot, settle: Callable[[Context], None]) -> Iterator[Room]:
    desk = GuestsDesk(context)
    qtbot.addWidget(desk)
    desk.set_words(context.t)
    desk.resize(1180, 640)
    with qtbot.waitActive(desk):
        desk.show()
        desk.activateWindow()
    desk.enter()
    made = Room(desk, context, settle)
    made.settle()
    yield made
    desk.leave()


@pytest.fixture(scope="session")
def crowded_store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample season with a hundred thousand guests more; to be copied."""
    folder = tmp_path_factory.mktemp("crowd")
    store = Path(shutil.copy(sample_store, folder / "season.db"))
    rows = (f"{SURNAMES[number % len(SURNAMES)]} Guest{number},Organisation {number % 97}" for number in range(MANY))
    listed = folder / "guests.csv"
    listed.write_text("name,organisation\n" + "\n".join(rows), encoding="utf-8")
    season = bootstrap.open_season(Settings(str(store), "en", data_folder=folder / "home"))
    assert season is not None
    import_file(season.here, listed, explain=lambda problem: problem.kind)
    season.here.store.close()
    return store
