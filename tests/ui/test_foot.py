import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.ui.context import Context, Health
from aspara_desk.ui.frame import Foot

NO_BACKUP = StoreUnusable("backup_folder_unusable", folder="/nowhere")
LOCKED = StoreUnusable("store_locked", store="season.db")


@pytest.fixture
def foot(context: Context, qtbot: QtBot) -> Foot:
    made = Foot(context)
    qtbot.addWidget(made)
    made.resize(1280, 60)
    made.set_words()
    return made


def says(foot: Foot) -> str:
    return " ".join(label.text() for label in foot.findChildren(QLabel) if label.property("role") == "error").strip()


def test_a_warning_about_backups_outlives_what_is_saved_meanwhile(foot: Foot, context: Context) -> None:
    context.warned.emit(NO_BACKUP)
    warning = says(foot)
    assert "/nowhere" in warning.replace("\u200b", "")
    for health in (Health.SAVING, Health.SAVED):
        context.health_changed.emit(health, None)
    assert says(foot) == warning
    context.warned.emit(None)
    assert says(foot) == ""


def test_trouble_with_the_store_comes_before_a_warning(foot: Foot, context: Context) -> None:
    context.warned.emit(NO_BACKUP)
    warning = says(foot)
    context.health_changed.emit(Health.TROUBLE, LOCKED)
    assert says(foot) not in {warning, ""}
    context.health_changed.emit(Health.SAVED, None)
    assert says(foot) == warning
