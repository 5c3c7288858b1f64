from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.domain.errors import BadInput, StoreUnusable
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.ui.language import Language
from aspara_desk.ui.start_page import StartPage
from aspara_desk.ui.theme.theme import Choice, Theme
from aspara_desk.ui.widgets.choice_card import ChoiceCard
from tests.ui.typing import ENTER, press

SIZES = [(960, 600), (1920, 1080)]
STORE = "/data/box-office/aspara-desk/season.db"


@pytest.fixture
def language() -> Iterator[Language]:
    made = Language(bootstrap.one_translator, "en")
    yield made
    made.choose("en")
    made.deleteLater()


@pytest.fixture
def page(language: Language, theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[StartPage]:
    made = StartPage(STORE, tmp_path, language)
    qtbot.addWidget(made)
    language.changed.connect(lambda: made.set_words(language.t))
    made.set_words(language.t)
    made.resize(960, 600)
    made.show()
    made.activateWindow()
    yield made
    theme.choose(Choice.SYSTEM)
    theme.set_text_scale(1.0)


@pytest.fixture
def chooses(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the person chooses in the system's dialog."""
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit("/season.toml"))
    return Path("/season.toml")


def cards(page: StartPage) -> list[ChoiceCard]:
    return [card for card in page.findChildren(ChoiceCard) if card.isVisible()]


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_enter_opens_the_sample(page: StartPage, qtbot: QtBot) -> None:
    page.show_choices()
    assert focused() is cards(page)[0]
    with qtbot.waitSignal(page.sample_wished):
        press(page, ENTER)


@pytest.mark.parametrize("way", [Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab])
def test_the_next_choice_is_a_file(page: StartPage, qtbot: QtBot, chooses: Path, way: Qt.Key) -> None:
    page.show_choices()
    press(page, way)
    with qtbot.waitSignal(page.file_wished) as wished:
        press(page, ENTER)
    assert wished.args == [chooses]


def test_arrows_come_back_and_stay_at_the_ends(page: StartPage) -> None:
    page.show_choices()
    first, second = cards(page)
    for key, expected in ((Qt.Key.Key_Left, first), (Qt.Key.Key_Right, second), (Qt.Key.Key_Right, second)):
        press(page, key)
        assert focused() is expected


def test_a_dialog_that_is_closed_asks_for_nothing(
    page: StartPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", QFileDialog.reject)
    page.show_choices()
    with qtbot.assertNotEmitted(page.file_wished):
        cards(page)[1].click()


def test_tab_goes_to_every_choice_and_the_languages(page: StartPage, language: Language) -> None:
    page.show_choices()
    for _card_and_going_back in range(3):
        press(page, Qt.Key.Key_Tab)
    press(page, Qt.Key.Key_Left)
    assert language.key == "ru"
    assert page._languages.key == "ru"
    press(page, Qt.Key.Key_Tab)
    assert focused() is cards(page)[0]


def test_f12_goes_on_to_the_next_language(page: StartPage, language: Language) -> None:
    page.show_choices()
    press(page, Qt.Key.Key_F12)
    assert language.key != "en"


def test_f1_wishes_for_help(page: StartPage, qtbot: QtBot) -> None:
    page.show_choices()
    with qtbot.waitSignal(page.help_wished):
        press(page, Qt.Key.Key_F1)


def test_while_a_season_is_opened_nothing_can_be_chosen(page: StartPage) -> None:
    page.show_choices()
    page.show_loading()
    assert cards(page) == []
    assert page._progress.isVisible()
    assert page._says.text() == "Reading the season file…"
    page.show_choices()
    assert not page._progress.isVisible()


def buttons(page: StartPage) -> dict[str, QPushButton]:
    return {one.text(): one for one in page.findChildren(QPushButton) if one.isVisible() and one.text()}


def test_a_damaged_store_is_no_dead_end(page: StartPage, qtbot: QtBot, chooses: Path) -> None:
    page.show_fault(StoreUnusable("store_damaged", store=STORE), choices=False)
    with qtbot.waitSignal(page.restore_wished) as wished:
        press(page, Qt.Key.Key_Tab)
        press(page, ENTER)
    assert wished.args == [chooses]


def test_going_back_is_asked_for_by_the_name_of_the_backup(page: StartPage, qtbot: QtBot, language: Language) -> None:
    backup = Path("/sticks/season.backup")
    page.show_restore_question(backup, replaces=True)
    assert str(backup) in page._banner.text
    assert "kept in a file beside it" in page._banner.text
    with qtbot.waitSignal(page.retry_wished), qtbot.assertNotEmitted(page.restore_confirmed):
        press(page, ENTER)  # one too many
    language.choose("kk")
    assert str(backup) in page._banner.text
    language.choose("en")
    with qtbot.waitSignal(page.restore_confirmed) as confirmed:
        buttons(page)["Go back to this backup"].click()
    assert confirmed.args == [backup]


def test_where_no_store_is_there_nothing_is_given_up(page: StartPage) -> None:
    page.show_restore_question(Path("/sticks/season.backup"), replaces=False)
    assert "missing" not in page._banner.text


def test_the_focus_comes_back_to_what_was_tried(page: StartPage) -> None:
    page.show_choices()
    press(page, ENTER)  # the sample
    page.show_fault(StoreUnusable("store_folder_missing", store=STORE, folder="/data"), choices=True)
    assert focused() is cards(page)[0]


def test_what_is_wrong_with_a_file_is_said_in_place(page: StartPage, language: Language, tmp_path: Path) -> None:
    file = tmp_path / "season.toml"
    file.write_text("\n".join(f"key_{number} = 1" for number in range(20)))
    with pytest.raises(BadInput) as raised:
        bootstrap.first_season(Settings(str(tmp_path / "season.db"), "en", data_folder=tmp_path), file)
    error = raised.value
    assert len(error.problems) > 12
    page.show_fault(error, choices=True)
    assert page._banner.isVisible()
    english = page._banner.text
    assert english.splitlines()[-1].startswith("and ")
    language.choose("kk")
    assert page._banner.text
    assert page._banner.text != english
    page.show_loading()
    assert page._banner.isHidden()


def test_a_store_that_cannot_be_opened_can_be_tried_again(page: StartPage, qtbot: QtBot) -> None:
    page.show_fault(StoreUnusable("store_locked", store=STORE), choices=False)
    assert cards(page) == []
    assert page._says.text() == "The season cannot be opened"
    assert STORE in page._banner.text
    with qtbot.waitSignal(page.retry_wished):
        press(page, ENTER)


def test_where_the_season_will_be_is_said(page: StartPage) -> None:
    assert STORE in page._store.text().replace("\u200b", "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", LANGUAGES)
@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_everything_fits(
    page: StartPage, language: Language, theme: Theme, size: tuple[int, int], key: str, choice: Choice, scale: float
) -> None:
    theme.choose(choice)
    theme.set_text_scale(scale)
    language.choose(key)
    page.set_words(language.t)
    page.resize(*size)
    page.show_choices()
    for _turn in range(2):  # the keys may take a second row, and then all else is laid out anew
        QApplication.processEvents()
    for label in (one for one in page.findChildren(QLabel) if one.isVisible()):
        right = label.mapTo(page, label.rect().bottomRight())
        assert page.rect().contains(right)
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert label.height() >= needed
    page.show_choices()
    assert not page.grab().isNull()
