import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.domain.errors import Problem
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.theme.theme import Choice, Theme
from aspara_desk.ui.widgets.badge import Badge, badge_colours
from aspara_desk.ui.widgets.banner import KINDS, Banner
from aspara_desk.ui.widgets.empty import EmptyState
from aspara_desk.ui.widgets.field import Field
from aspara_desk.ui.widgets.icon_label import IconLabel
from aspara_desk.ui.widgets.key_hint import KeyBar, KeyHint
from aspara_desk.ui.widgets.progress import ProgressRow
from aspara_desk.ui.widgets.segmented import Segmented

EN, RU = Translator("en"), bootstrap.one_translator("ru")
PROBLEM = Problem("name_too_long", {"most": 200})
pytestmark = pytest.mark.usefixtures("theme")


def words_in(widget: QWidget) -> list[str]:
    return [
        label.text().replace("\N{NO-BREAK SPACE}", " ") for label in widget.findChildren(QLabel) if not label.isHidden()
    ]


# --- banner ---


@pytest.fixture
def banner(qtbot: QtBot) -> Iterator[Banner]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Banner()
    made.set_words(EN)
    QVBoxLayout(window).addWidget(made)
    window.show()
    yield made
    window.close()


def test_a_banner_is_hidden_until_it_says_something(banner: Banner, qtbot: QtBot) -> None:
    assert banner.isHidden()
    with qtbot.assertNotEmitted(banner.dismissed):
        banner.dismiss()
    banner.show_text("ok", "Saved to a.pdf")
    assert banner.isVisible()
    assert (banner.kind, banner.text) == ("ok", "Saved to a.pdf")
    assert banner.accessibleName() == "Saved to a.pdf"


def test_a_problem_is_said_in_the_language_of_the_window(banner: Banner) -> None:
    banner.show_problem(PROBLEM, EN)
    assert banner.text == sentence(PROBLEM, EN)
    banner.set_words(RU)
    assert banner.text == sentence(PROBLEM, RU) != sentence(PROBLEM, EN)


def test_what_it_says_is_said_again_in_another_language(banner: Banner) -> None:
    banner.say("ok", lambda t: t("Saved as {path}", path="a.pdf"), EN, "Close")
    button = banner.findChild(QPushButton)
    assert (banner.kind, banner.text, button.text()) == ("ok", "Saved as a.pdf", "Close")
    banner.set_words(RU)
    assert banner.text == banner.accessibleName() == RU("Saved as {path}", path="a.pdf") != "Saved as a.pdf"
    assert button.text() == RU("Close") != "Close"
    banner.dismiss()
    banner.show_text("info", "Two tickets were printed.")
    banner.set_words(EN)
    assert (banner.text, button.text()) == ("Two tickets were printed.", "")


def test_another_text_forgets_the_problem(banner: Banner) -> None:
    banner.show_problem(PROBLEM, EN)
    banner.show_text("info", "Two tickets were printed.")
    banner.set_words(RU)
    assert banner.text == "Two tickets were printed."


def test_esc_and_the_cross_take_a_banner_away(banner: Banner, qtbot: QtBot) -> None:
    banner.show_text("error", "The printer is missing.", "Choose a printer")
    cross, action = banner.findChild(QToolButton), banner.findChild(QPushButton)
    assert isinstance(cross, QToolButton)
    assert isinstance(action, QPushButton)
    assert cross.accessibleName() == "Dismiss"
    with qtbot.waitSignal(banner.acted):
        action.click()
    with qtbot.waitSignal(banner.dismissed):
        qtbot.keyClick(action, Qt.Key.Key_Escape)
    banner.show_text("error", "The printer is missing.")
    assert action.isHidden()
    with qtbot.waitSignal(banner.dismissed):
        cross.click()
    assert banner.isHidden()


def test_a_banner_that_stays_has_no_cross(qtbot: QtBot) -> None:
    banner = Banner(closable=False)
    qtbot.addWidget(banner)
    banner.show_text("warning", "The store is locked.")
    qtbot.keyClick(banner, Qt.Key.Key_Escape)
    assert banner.isVisible()
    assert all(button.isHidden() for button in banner.findChildren(QToolButton))
    banner.close()


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_look_different(theme: Theme, banner: Banner, kind: str) -> None:
    banner.show_text(kind, "text")
    banner.resize(400, 60)
    assert banner.grab().toImage().pixelColor(200, 4) == theme.colour(f"banner_{kind}")


# --- empty state and icon ---


def test_an_empty_state_says_what_to_do(qtbot: QtBot) -> None:
    empty = EmptyState("users")
    qtbot.addWidget(empty)
    empty.show_text("No guests yet", "Read a list from a file.")
    button = empty.add_button("primary")
    button.setText("Read a list…")
    assert words_in(empty) == ["No guests yet", "Read a list from a file."]
    assert (empty.accessibleName(), empty.accessibleDescription()) == ("No guests yet", "Read a list from a file.")
    empty.show_text("Nobody", "")
    assert words_in(empty) == ["Nobody"]


@pytest.mark.parametrize("height", [400, 240, 160, 120, 80])
@pytest.mark.usefixtures("theme")
def test_no_line_of_an_empty_state_is_cut_where_it_is_low(qtbot: QtBot, height: int) -> None:
    empty = EmptyState("users")
    qtbot.addWidget(empty)
    empty.show_text(
        "No sale at this desk since the start", "Press a digit for a ticket, or type some letters of a name."
    )
    empty.resize(260, height)
    empty.show()
    qtbot.waitExposed(empty)
    shown = [one for one in empty.findChildren(QLabel) if one.isVisible() and one.text()]
    assert shown
    for one in shown:
        assert one.height() >= one.heightForWidth(one.width()), one.text()


def test_an_icon_grows_with_the_text_and_changes(theme: Theme, qtbot: QtBot) -> None:
    icon = IconLabel("users", "muted", 48)
    qtbot.addWidget(icon)
    assert icon.sizeHint().width() == theme.px(48)
    before = icon.grab().toImage()
    icon.show_icon("printer", "error")
    assert icon.grab().toImage() != before


# --- field ---


@pytest.fixture
def field(qtbot: QtBot) -> Field:
    made = Field()
    qtbot.addWidget(made)
    made.set_label("Name", "As in the passport")
    return made


def test_an_error_stands_in_place_and_clears_nothing(field: Field) -> None:
    field.edit.setText("8 701 12")
    field.show_error("This is too short.")
    assert field.text == "8 701 12"
    assert words_in(field) == ["Name", "This is too short."]
    assert field.edit.accessibleName() == "Name"
    assert field.edit.accessibleDescription() == "This is too short."
    assert field.edit.property("wrong") == "true"


def test_an_error_goes_when_something_else_is_typed(field: Field, qtbot: QtBot) -> None:
    field.show_problem(PROBLEM, EN)
    assert field.error == sentence(PROBLEM, EN)
    field.set_words(RU)
    assert field.error == sentence(PROBLEM, RU)
    qtbot.keyClicks(field.edit, "7")
    assert field.error == ""
    field.set_words(RU)
    assert words_in(field) == ["Name", "As in the passport"]


def test_the_focus_of_a_field_is_in_its_line(field: Field) -> None:
    assert field.focusProxy() is field.edit


# --- progress ---


def test_progress_has_a_bar_a_number_and_a_way_out(qtbot: QtBot) -> None:
    row = ProgressRow()
    qtbot.addWidget(row)
    row.set_words(EN)
    assert row.isHidden()
    row.start("Making tickets", 1300)
    row.show_done(412)
    bar, button = row.findChild(QProgressBar), row.findChild(QPushButton)
    assert isinstance(bar, QProgressBar)
    assert isinstance(button, QPushButton)
    assert words_in(row) == ["Making tickets", "412 of 1 300"]
    assert (bar.value(), bar.maximum(), bar.accessibleName()) == (412, 1300, "Making tickets")
    with qtbot.waitSignal(row.cancelled):
        button.click()
    assert (button.isEnabled(), button.text()) == (False, "Stopping…")
    row.finish()
    assert row.isHidden()


def test_progress_without_an_end_counts(qtbot: QtBot) -> None:
    row = ProgressRow()
    qtbot.addWidget(row)
    row.set_words(EN)
    row.start("Reading", can_cancel=False)
    assert words_in(row) == ["Reading", ""]
    row.show_done(1200)
    assert words_in(row) == ["Reading", "1 200"]
    row.show_done(1200, total=2400)
    assert words_in(row) == ["Reading", "1 200 of 2 400"]
    assert all(button.isHidden() for button in row.findChildren(QPushButton))
    row.close()


# --- keys ---

HINTS = [("F1", "Help"), ("F2", "Find"), ("Enter", "Sell and print"), ("F12", "Language")]


def test_keys_before_the_last_one_are_left_out_first(qtbot: QtBot) -> None:
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.show_hints(HINTS)
    bar.show()
    bar.resize(bar.sizeHint())
    assert bar.shown() == ["F1", "F2", "Enter", "F12"]
    shown = [bar.shown()]
    while bar.width() > 1:
        bar.resize(max(bar.width() - 30, 1), bar.height())
        shown.append(bar.shown())
    assert all(later[:-1] == before[: len(later) - 1] for before, later in itertools.pairwise(shown))
    assert {keys[-1] for keys in shown} == {"F12"}
    assert shown[-1] == ["F1", "F12"]  # one a row
    assert bar.height() >= 2 * bar.findChildren(KeyHint)[0].height()


def test_other_keys_take_the_place_of_the_first(theme: Theme, qtbot: QtBot) -> None:
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.resize(900, 30)
    bar.show_hints(HINTS)
    bar.show_hints([("F9", "Қолма-қол ақшамен төлеу және басып шығару")])
    assert bar.shown() == ["F9"]
    hint = bar.findChild(KeyHint)
    assert isinstance(hint, KeyHint)
    assert hint.accessibleName() == "F9: Қолма-қол ақшамен төлеу және басып шығару"
    assert hint.width() >= hint.sizeHint().width() > 0
    theme.set_text_scale(1.3)
    assert hint.width() == hint.sizeHint().width()
    theme.set_text_scale(1.0)


def test_a_bar_that_needed_two_rows_keeps_their_height(qtbot: QtBot) -> None:
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.show_hints(HINTS)
    bar.resize(bar.sizeHint().width() * 3 // 4, bar.height())
    bar.show()
    both = bar.height()
    bar.show_hints(HINTS[:1])
    [hint] = [one for one in bar.findChildren(KeyHint) if one.isVisible()]
    assert bar.height() == both > hint.height()
    assert hint.geometry().center().y() == bar.rect().center().y()
    bar.resize(bar.width() + 1, bar.height())
    assert bar.height() == hint.height()


def test_a_bar_that_is_nearly_full_has_its_second_row_before_it_is_needed(qtbot: QtBot) -> None:
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.show_hints(HINTS[:3])
    bar.resize(round(bar.sizeHint().width() / 0.8), bar.height())
    bar.show()
    before = bar.height()
    bar.show_hints(HINTS)
    assert bar.shown() == ["F1", "F2", "Enter", "F12"]
    assert bar.height() == before
    bar.show_hints(HINTS[:1])
    bar.resize(2 * bar.width(), bar.height())
    assert bar.height() < before


# --- badge ---


@pytest.mark.parametrize("colour", ["admit", "ask", "accent", "error", "info", "muted", "kind.show", "category.vip"])
@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_a_badge_has_the_ground_of_its_name(theme: Theme, qtbot: QtBot, colour: str, choice: Choice) -> None:
    theme.choose(choice)
    badge = Badge("VIP", "refuse")
    qtbot.addWidget(badge)
    badge.set_colour(colour)
    assert badge.colour == colour
    badge.resize(badge.sizeHint())
    image = badge.grab().toImage()
    ground, _ink = badge_colours(colour)
    assert image.pixelColor(3, image.height() // 2) == theme.colour(ground)
    theme.choose(Choice.SYSTEM)


# --- segmented ---


@pytest.fixture
def choices(qtbot: QtBot) -> Segmented:
    made = Segmented()
    qtbot.addWidget(made)
    made.set_choices([("system", "As the system"), ("light", "Light"), ("dark", "Dark")])
    made.show()
    return made


def buttons(choices: Segmented) -> list[QPushButton]:
    return choices.findChildren(QPushButton)


def test_one_choice_holds(choices: Segmented, qtbot: QtBot) -> None:
    assert choices.key == "system"
    with qtbot.assertNotEmitted(choices.chosen):
        choices.choose("dark")
        buttons(choices)[2].click()
    with qtbot.waitSignal(choices.chosen, check_params_cb=lambda key: key == "light"):
        buttons(choices)[1].click()
    assert [button.isChecked() for button in buttons(choices)] == [False, True, False]


def test_the_focus_goes_along_with_the_choice(choices: Segmented) -> None:
    buttons(choices)[0].setFocus()
    choices.choose("dark")
    assert buttons(choices)[2].hasFocus()


def test_arrows_go_on_and_stop_at_the_ends(choices: Segmented, qtbot: QtBot) -> None:
    buttons(choices)[0].setFocus()
    ways = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left)
    for key, chosen in zip(ways, ("system", "light", "dark", "dark", "light"), strict=True):
        at = [button.isChecked() for button in buttons(choices)].index(True)
        qtbot.keyClick(buttons(choices)[at], key)
        assert choices.key == chosen


def test_tab_comes_to_the_choice_that_holds(choices: Segmented) -> None:
    choices.choose("light")
    can_tab = [bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus) for button in buttons(choices)]
    assert can_tab == [False, True, False]


def test_other_words_keep_the_choice(choices: Segmented) -> None:
    choices.choose("dark")
    choices.set_choices([("system", "Жүйедегідей"), ("light", "Жарық"), ("dark", "Қараңғы")])
    assert choices.key == "dark"
    assert [button.accessibleName() for button in buttons(choices)] == ["Жүйедегідей", "Жарық", "Қараңғы"]
    choices.set_choices([("day1", "Day 1"), ("day2", "Day 2")])
    assert choices.key == "day1"


def test_arrows_go_from_choice_to_choice_also_while_all_of_them_are_being_moved(qtbot: QtBot) -> None:
    row = Segmented()
    qtbot.addWidget(row)
    row.set_choices([(key, key) for key in "abcd"])
    row.show()
    row.setFocus()
    for button in row._buttons.values():
        button.setGeometry(0, 0, 40, 20)
    chosen = []
    row.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(row._buttons[row.key], key)
    assert chosen == ["b", "c", "b"]
