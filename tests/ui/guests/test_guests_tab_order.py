from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from aspara_desk.ui.desks.guests.desk import GuestsDesk
from aspara_desk.ui.desks.guests.form_fields import LABELS
from tests.ui.program_fixture import Hands
from tests.ui.typing import CTRL

IN_THE_FORM = (
    "name", "latin", "organisation", "category", "language", "phone", "country", "email", "attention", "note",
)  # fmt: skip


@pytest.fixture
def in_the_room(hands: Hands) -> Hands:
    hands.window.resize(1280, 720)
    hands.press(Qt.Key.Key_4, modifiers=CTRL)
    hands.settle()
    return hands


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _said() -> str:
    focused = _focused()
    return focused.accessibleName() or str(focused.property("text"))


def _walked(hands: Hands, key: Qt.Key, steps: int) -> list[str]:
    """What the focus is on, one after the other."""
    said = []
    for _ in range(steps):
        hands.press(key)
        said.append(_said())
    return said


@pytest.mark.parametrize("language", ["en", "ru"])
def test_tab_comes_to_every_field_of_the_form_and_to_its_buttons(in_the_room: Hands, language: str) -> None:
    hands = in_the_room
    hands.program.language.choose(language)
    t = hands.context.t
    hands.press(Qt.Key.Key_N, modifiers=CTRL)
    walked = [_said(), *_walked(hands, Qt.Key.Key_Tab, len(IN_THE_FORM) + 1)]
    assert walked == [*(t(LABELS[field]) for field in IN_THE_FORM), t("Add"), t("Cancel")]
    back = _walked(hands, Qt.Key.Key_Backtab, len(IN_THE_FORM) + 1)
    assert back == walked[-2::-1]


def test_what_is_typed_after_tab_stands_in_the_field_that_is_seen(in_the_room: Hands) -> None:
    in_the_room.press(Qt.Key.Key_N, modifiers=CTRL)
    for field in IN_THE_FORM:
        if field not in {"category", "language"}:
            in_the_room.write(f"x {field}")
        in_the_room.press(Qt.Key.Key_Tab)
    form = in_the_room.sees(GuestsDesk)._pane.form
    assert {field: line.text for field, line in form._fields.items()} == {
        field: f"x {field}" for field in form._fields
    }  # fmt: skip


def test_tab_goes_through_the_room_as_the_eye_does(in_the_room: Hands) -> None:
    hands = in_the_room
    hands.press("F2")
    walked = [_said(), *_walked(hands, Qt.Key.Key_Tab, 9)]
    assert walked == [
        "Find a guest", "Add a guest", "Import a list…", "Tickets for all…", "All", "Category", "Guests",
        "Sell a ticket", "Edit", "Attention",
    ]  # fmt: skip


def test_tab_leads_through_the_panel_of_a_batch_and_out_of_it(in_the_room: Hands) -> None:
    in_the_room.press("F8", "F2")
    walked = _walked(in_the_room, Qt.Key.Key_Tab, 14)
    assert walked[2] == "Tickets for all…"
    assert walked.index("Type of ticket") < walked.index("Paper") < walked.index("All") < walked.index("Guests")
    assert "Find a guest" in walked


@pytest.fixture
def odd_list(tmp_path: Path) -> Path:
    """Many columns, of which only one is known."""
    path = tmp_path / "odd.csv"
    path.write_text("name,one,two,three,four,five,six,seven\nAigul Tabova,1,2,3,4,5,6,7\n", encoding="utf-8")
    return path


@pytest.fixture
def choosing(in_the_room: Hands, odd_list: Path) -> Hands:
    """The columns of a list are to be chosen."""
    in_the_room.sees(GuestsDesk)._importing.look_through(odd_list)
    in_the_room.settle()
    return in_the_room


def test_tab_goes_through_the_panel_of_an_import_before_it_comes_to_the_list(choosing: Hands) -> None:
    choosing.press("F2")
    walked = _walked(choosing, Qt.Key.Key_Tab, 18)
    assert walked.index("Tickets for all…") < walked.index("Close") < walked.index("column “name”")
    assert walked.index("column “name”") < walked.index("column “seven”") < walked.index("All")


def _is_in_sight(widget: QWidget) -> bool:
    """Nothing that it lies in cuts anything of it."""
    around = widget.parentWidget()
    while around is not None:
        place = QRect(widget.mapTo(around, QPoint(0, 0)), widget.size())
        if not around.rect().contains(place):
            return False
        around = around.parentWidget() if not around.isWindow() else None
    return True


@pytest.mark.parametrize("size", [(1280, 720), (960, 600)])
def test_every_column_can_be_brought_into_sight(choosing: Hands, size: tuple[int, int]) -> None:
    choosing.window.resize(*size)
    choosing.settle()
    panel = choosing.sees(GuestsDesk)._importing
    columns = panel._columns
    assert _is_in_sight(columns._scroll)
    assert columns._scroll.verticalScrollBar().isVisible()
    columns._boxes[0].setFocus()
    for place in range(1, 8):
        choosing.press(Qt.Key.Key_Tab)
        assert _focused() is columns._boxes[place]
        assert _is_in_sight(_focused())
    assert _is_in_sight(panel)
