from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.ui.language import OWN_NAMES, Language

CANCEL = {"kk": "Бас тарту", "ru": "Отмена", "en": "Cancel"}


pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def language() -> Iterator[Language]:
    made = Language(bootstrap.one_translator, "en")
    yield made
    made.choose("en")
    made.deleteLater()


def cancel(qtbot: QtBot) -> str:
    """What Qt itself calls the button."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    return box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")


def menu(qtbot: QtBot) -> list[str]:
    """What Qt itself offers on a right click into a field."""
    line = QLineEdit("text")
    qtbot.addWidget(line)
    shown = line.createStandardContextMenu()
    words = [action.text().split("\t")[0].replace("&", "") for action in shown.actions()]
    shown.deleteLater()
    return words


@pytest.mark.parametrize("key", LANGUAGES)
def test_qt_speaks_the_language_too(language: Language, qtbot: QtBot, key: str) -> None:
    language.choose(key)
    assert cancel(qtbot) == CANCEL[key]
    assert QLocale().language() == QLocale(key).language()


def test_english_is_back_after_switching_back(language: Language, qtbot: QtBot) -> None:
    before = menu(qtbot)
    assert "Undo" in before
    for key in ("kk", "ru"):
        language.choose(key)
        assert not {"Undo", "Copy"} & set(menu(qtbot))
    language.choose("en")
    assert menu(qtbot) == before
    assert cancel(qtbot) == "Cancel"


def test_a_switch_is_told_once(language: Language) -> None:
    told: list[str] = []
    language.changed.connect(lambda: told.append(language.key))
    language.choose("ru")
    language.choose("ru")
    assert told == ["ru"]


def test_the_next_language_comes_round(language: Language) -> None:
    seen = []
    for _step in LANGUAGES:
        language.choose_next()
        seen.append(language.key)
    assert sorted(seen) == sorted(LANGUAGES)
    assert language.key == "en"


def test_every_language_has_a_name_of_its_own() -> None:
    assert set(OWN_NAMES) == set(LANGUAGES)
