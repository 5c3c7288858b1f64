from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QToolButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.ui.file_dialogs import ask_for_file, ask_where_to_save, documents
from aspara_desk.ui.language import Language
from aspara_desk.ui.theme.theme import Theme


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def language() -> Iterator[Language]:
    made = Language(bootstrap.one_translator, "en")
    yield made
    made.choose("en")


def shown(owner: QWidget) -> QFileDialog:
    [dialog] = owner.findChildren(QFileDialog)
    assert dialog.isVisible()
    return dialog


def test_a_dialog_begins_in_a_folder_that_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _what: str(tmp_path / "Documents"))
    assert documents() == Path.home()
    (tmp_path / "Documents").mkdir()
    assert documents() == tmp_path / "Documents"


def test_a_folder_that_is_gone_is_not_begun_in(owner: QWidget, language: Language, tmp_path: Path) -> None:
    ask_for_file(owner, language.t, "Open", "TOML (*.toml)", lambda _file: None, tmp_path / "unplugged")
    assert Path(shown(owner).directory().absolutePath()) == documents()


def test_a_file_without_an_ending_gets_that_of_the_proposal(owner: QWidget, language: Language, tmp_path: Path) -> None:
    chosen: list[Path] = []
    ask_where_to_save(owner, language.t, "Save tickets", "PDF (*.pdf)", chosen.append, "OA-000418.pdf", tmp_path)
    dialog = shown(owner)
    assert Path(dialog.selectedFiles()[0]) == tmp_path / "OA-000418.pdf"
    dialog.selectFile("order")
    dialog.accept()
    assert chosen == [tmp_path / "order.pdf"]


def test_a_dialog_that_is_closed_names_no_file(owner: QWidget, language: Language, tmp_path: Path) -> None:
    chosen: list[Path] = []
    ask_where_to_save(owner, language.t, "Save tickets", "PDF (*.pdf)", chosen.append, "OA-000418.pdf", tmp_path)
    shown(owner).reject()
    assert chosen == []


@pytest.mark.parametrize("key", LANGUAGES)
def test_qts_own_dialog_speaks_the_windows_language(owner: QWidget, language: Language, key: str) -> None:
    language.choose(key)
    ask_for_file(owner, language.t, "", "", lambda _file: None)
    words = {label.text() for label in shown(owner).findChildren(QLabel)} - {""}
    assert words
    if key != "en":
        assert not [word for word in words if word.isascii()]


@pytest.mark.parametrize("key", LANGUAGES)
def test_qts_own_dialog_looks_like_the_window(
    owner: QWidget, language: Language, theme: Theme, tmp_path: Path, key: str
) -> None:
    language.choose(key)
    ask_where_to_save(owner, language.t, "", "PDF (*.pdf)", lambda _file: None, "OA-000418.pdf", tmp_path)
    dialog = shown(owner)
    icons = {
        "backButton": "chevron-left", "forwardButton": "chevron-right", "toParentButton": "chevron-up",
        "newFolderButton": "folder-plus", "listModeButton": "layout-grid", "detailModeButton": "list",
    }  # fmt: skip
    for name, icon in icons.items():
        assert dialog.findChild(QToolButton, name).icon().cacheKey() == theme.icon(icon).cacheKey()
    [box] = dialog.findChildren(QDialogButtonBox)
    assert box.buttons()
    assert all(button.icon().isNull() for button in box.buttons())
    header = dialog.findChild(QTreeView, "treeView").header()
    columns = [column for column in range(header.count()) if not header.isSectionHidden(column)]
    assert len(columns) == 3
    assert all(header.sectionSize(column) >= header.sectionSizeHint(column) for column in columns)
