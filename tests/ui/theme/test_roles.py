import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk.ui.theme import roles, style_sheet
from aspara_desk.ui.theme.roles import ROLES, role
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import LIGHT

# These look as a control without a role does.
PLAIN = {"secondary", "body"}


def test_every_role_is_dressed_and_explained(tmp_path: Path) -> None:
    sheet = style_sheet.style_sheet(LIGHT, round, tmp_path)
    dressed = set(re.findall(r'\[role="([\w-]+)"\]', sheet))
    assert dressed == ROLES - PLAIN
    assert roles.__doc__ is not None
    explained = set(re.findall(r"[\w-]+", roles.__doc__))
    assert ROLES - explained == set()


def test_a_role_can_change_while_it_is_shown(theme: Theme, qtbot: QtBot) -> None:
    label = role(QLabel("12 500 ₸"), "body")
    qtbot.addWidget(label)
    label.show()
    assert label.fontMetrics().height() < theme.px(28)
    assert role(label, "figure") is label
    assert label.fontInfo().pixelSize() == theme.px(28)


def test_what_people_typed_is_no_markup(theme: Theme, qtbot: QtBot) -> None:
    label = role(QLabel("<b>Қалиев</b>"), "body")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert theme.scheme


def test_a_sheet_paints_its_ground(theme: Theme, qtbot: QtBot) -> None:
    sheet = role(QWidget(), "panel")
    qtbot.addWidget(sheet)
    sheet.resize(80, 80)
    assert sheet.grab().toImage().pixelColor(40, 40) == theme.colour("panel")


def test_a_role_that_is_none_is_told(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    with pytest.raises(ValueError, match="golden"):
        role(button, "golden")
