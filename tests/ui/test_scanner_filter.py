from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aspara_desk.domain import code
from aspara_desk.scanning.wedge import Scan
from aspara_desk.ui.scanner import ScannerFilter
from tests.scanning.keyboards import LAYOUTS, Stroke, strokes
from tests.ui.typing import CTRL, ENTER, TAB, deliver, press, scan_code, send, send_ending, settle, type_text

CODE = code.specimen().reveal()


class Desk(QWidget):
    """A window with one of each kind of widget, which notes what happens to it."""

    def __init__(self) -> None:
        super().__init__()
        self.happened: list[str] = []
        self.line, self.combo, self.list = QLineEdit(), QComboBox(), QListView()
        self.button = QPushButton("admit")
        self.combo.addItems(["1", "2", "3"])
        self.model = QStringListModel([str(n) for n in range(10)])
        self.list.setModel(self.model)
        layout = QVBoxLayout(self)
        for widget in (self.line, self.button, self.combo, self.list):
            layout.addWidget(widget)
        self.button.clicked.connect(lambda: self.happened.append("button"))
        self.line.returnPressed.connect(lambda: self.happened.append("return"))
        for keys in ("F5", "Ctrl+P", "1", "Return"):
            action = QAction(keys, self)
            action.setShortcut(keys)
            action.triggered.connect(lambda _=False, keys=keys: self.happened.append(keys))
            self.addAction(action)

    def keyPressEvent(self, event) -> None:  # noqa: N802
        if event.text():
            self.happened.append(f"key {event.text()}")

    def keyReleaseEvent(self, event) -> None:  # noqa: N802
        if event.text() and self.hasFocus():  # widgets pass releases on that they have no use for
            self.happened.append(f"released {event.text()}")


@pytest.fixture
def scanner(qapp: QApplication) -> Iterator[ScannerFilter]:
    made = ScannerFilter(qapp)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def scans(scanner: ScannerFilter) -> list[str]:
    heard: list[str] = []
    scanner.scanned.connect(lambda scan: heard.append(scan.text))
    return heard


@pytest.fixture
def desk(scanner: ScannerFilter, qtbot: QtBot) -> Desk:  # noqa: ARG001 - listens before there is a window
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("ending", [ENTER, TAB, None])
@pytest.mark.parametrize(("caps", "native"), [(False, True), (True, True), (False, False), (True, False)])
def test_a_scan_is_heard_and_touches_nothing(
    desk: Desk, scans: list[str], layout: str, ending: Qt.Key | None, caps: bool, native: bool  # noqa: FBT001
) -> None:  # fmt: skip
    desk.line.setFocus()
    scan_code(desk, CODE, layout, ending, caps=caps, native=native)
    assert scans == [CODE]
    assert desk.line.text() == ""
    assert desk.line.hasFocus()
    assert desk.happened == []


@pytest.mark.parametrize("name", ["line", "button", "combo", "list"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_whichever_widget_has_the_focus(desk: Desk, scans: list[str], name: str, layout: str) -> None:
    widget = getattr(desk, name)
    scan_code(widget, f"{CODE} ", layout)
    assert scans == [CODE]
    assert widget.hasFocus()
    assert (desk.happened, desk.line.text(), desk.combo.currentIndex()) == ([], "", 0)
    assert desk.list.currentIndex().row() <= 0  # a list that gets the focus takes its first row itself


def test_while_a_list_of_choices_is_open(desk: Desk, scans: list[str]) -> None:
    desk.combo.setFocus()
    desk.combo.showPopup()
    scan_code(desk, CODE, "kz")
    assert scans == [CODE]
    assert desk.combo.view().isVisible()
    assert desk.combo.currentIndex() == 0
    desk.combo.hidePopup()


def test_while_a_menu_is_open(desk: Desk, scans: list[str], qtbot: QtBot) -> None:
    menu = QMenu(desk)
    menu.addAction("1 first").triggered.connect(lambda: desk.happened.append("menu"))
    menu.popup(desk.mapToGlobal(desk.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    scan_code(desk, CODE, "ru")
    assert scans == [CODE]
    assert menu.isVisible()
    menu.close()
    assert desk.happened == []


@pytest.mark.parametrize(("text", "layout"), [("Kaliyev 12", "us"), ("Қалиева Айгүл 12", "kz"), ("Ивановъ", "ru")])
def test_what_a_person_types_arrives(desk: Desk, scans: list[str], text: str, layout: str) -> None:
    type_text(desk.line, text, layout)
    assert desk.line.text() == text
    assert scans == []
    assert desk.happened == []


def test_a_rush_arrives_once_it_pauses(desk: Desk, scans: list[str]) -> None:
    type_text(desk.line, "Қожахмет", "kz", gap_ms=40)
    press(desk, ENTER)
    assert desk.line.text() == "Қожахмет"
    assert desk.happened == ["Return"]
    assert scans == []


def test_keys_fire_shortcuts_and_stay_in_order(desk: Desk) -> None:
    desk.line.setFocus()
    send(desk, strokes("12"), gap_ms=8)
    assert desk.line.text() == ""
    press(desk, Qt.Key.Key_Left)
    type_text(desk, "3")
    press(desk, Qt.Key.Key_F5)
    press(desk, Qt.Key.Key_P, CTRL)
    assert desk.line.text() == "132"
    assert desk.happened == ["F5", "Ctrl+P"]


def test_a_shortcut_finds_what_was_typed_before_it(desk: Desk) -> None:
    desk.line.setFocus()
    seen: list[str] = []
    desk.actions()[0].triggered.connect(lambda: seen.append(desk.line.text()))
    send(desk, strokes("12"), gap_ms=8)
    press(desk, Qt.Key.Key_F5)
    assert seen == ["12"]


def test_a_person_presses_a_button_with_space(desk: Desk) -> None:
    press(desk.button, " ")
    assert desk.happened == ["button"]


def test_a_late_enter_confirms_nothing(desk: Desk, scans: list[str]) -> None:
    desk.line.setFocus()
    send(desk, strokes(CODE), gap_ms=8)
    settle()
    send_ending(desk, ENTER, gap_ms=400)
    assert (scans, desk.happened) == ([CODE], [])
    press(desk, ENTER)
    assert desk.happened == ["Return"]


def test_keys_typed_before_a_scan_arrive_before_it(desk: Desk, scanner: ScannerFilter) -> None:
    seen: list[tuple[str, str]] = []
    scanner.scanned.connect(lambda scan: seen.append((desk.line.text(), scan.text)))
    desk.line.setFocus()
    send(desk, strokes("QR"), gap_ms=8)
    scan_code(desk, CODE)
    send(desk, strokes("QR"), gap_ms=8)
    send(desk, strokes(CODE), gap_ms=8)
    settle()
    assert seen == [("QR", CODE), ("QRQR", CODE)]


def test_pauses_are_noticed_without_another_key(desk: Desk, scanner: ScannerFilter, qtbot: QtBot) -> None:
    desk.line.setFocus()
    send(desk, strokes("1"), gap_ms=8)
    assert desk.line.text() == ""
    with qtbot.waitSignal(desk.line.textEdited):
        pass
    with qtbot.waitSignal(scanner.scanned) as heard:
        send(desk, strokes(CODE), gap_ms=8)
    (scan,) = heard.args
    assert isinstance(scan, Scan)
    assert scan.text == CODE
    with qtbot.waitSignal(scanner.scanned) as heard:
        send(desk, strokes(CODE[:20]), gap_ms=8)
    assert heard.args[0].text == CODE[:20]


def test_a_release_goes_where_its_press_went(desk: Desk, scans: list[str]) -> None:
    desk.setFocus()
    scan_code(desk, CODE, "kz", native=False)
    assert desk.happened == []
    type_text(desk, "ab")
    assert desk.happened == ["key a", "released a", "key b", "released b"]
    assert scans == [CODE]


def test_a_release_that_comes_later_follows_its_press(desk: Desk) -> None:
    desk.setFocus()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        deliver(desk, kind, Qt.Key.Key_A, code=38, text="a")
        settle()
    assert desk.happened == ["key a", "released a"]


def test_a_dead_key_is_told_by_its_position(desk: Desk, scans: list[str]) -> None:
    keys = [Stroke(key.position, "", key.shift) if key.text == "1" else key for key in strokes(CODE)]
    send(desk, keys, gap_ms=8)
    settle()
    assert scans == [CODE]


def test_control_characters_around_a_code_go_with_it(desk: Desk, scans: list[str]) -> None:
    desk.line.setFocus()
    scan_code(desk, f"\x02{CODE}\x03")
    assert scans == [CODE]
    assert desk.line.text() == ""


def test_a_window_system_without_times_or_positions_is_read_as_well(
    desk: Desk, qapp: QApplication, scanner: ScannerFilter
) -> None:
    scanner.stop()
    without = ScannerFilter(qapp, "cocoa")
    heard: list[str] = []
    without.scanned.connect(lambda scan: heard.append(scan.text))
    for key in strokes(CODE, "kz"):
        deliver(desk, QEvent.Type.KeyPress, Qt.Key.Key_unknown, code=1, text=key.text, at=0)
        deliver(desk, QEvent.Type.KeyRelease, Qt.Key.Key_unknown, code=1, text=key.text, at=0)
    without.stop()
    without.deleteLater()
    assert heard == [CODE]


def test_a_scan_that_cannot_be_read_is_heard(desk: Desk, scans: list[str]) -> None:
    scan_code(desk.button, "4006381333931")
    scan_code(desk.button, "A-000123", "kz")
    assert scans == ["4006381333931", "A-000123"]


WRITTEN = [
    "Kaliyeva.Aigul@example.kz",
    "/media/desk/season-2022-10-02.backup",
    "+7 701 123 45 67",
    "87011234567",
    "150000",
]


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize("gap_ms", [1, 12, 45])
def test_what_a_program_writes_for_a_person_arrives_in_a_field(
    desk: Desk, scans: list[str], text: str, gap_ms: int
) -> None:
    type_text(desk.line, text, gap_ms=gap_ms)
    assert (desk.line.text(), scans) == (text, [])


def test_a_foreign_symbol_in_a_field_is_shown_there_and_confirms_nothing(desk: Desk, scans: list[str]) -> None:
    scan_code(desk.line, "https://example.org/menu")
    assert (desk.line.text(), scans, desk.happened) == ("https://example.org/menu", [], [])


@pytest.mark.parametrize("text", WRITTEN)
def test_a_dialog_loses_no_key_and_still_hears_a_code(desk: Desk, scans: list[str], text: str, qtbot: QtBot) -> None:
    dialog = QDialog(desk)
    dialog.setModal(True)
    line, names = QLineEdit(dialog), QListView(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    type_text(line, text, gap_ms=45)
    type_text(line, text, gap_ms=8)
    assert (line.text(), scans) == (text * 2, [])
    pressed: list[str] = []
    names.keyPressEvent = lambda event: pressed.append(event.text())
    type_text(names, text, gap_ms=8)
    assert "".join(pressed) == text
    for widget in (line, names):
        scan_code(widget, CODE, "kz")
    assert (line.text(), scans) == (text * 2, [CODE, CODE])
    dialog.close()
    dialog.deleteLater()


def test_settings_take_effect_while_it_listens(desk: Desk, scanner: ScannerFilter, scans: list[str]) -> None:
    scan_code(desk.line, CODE, gap_ms=80)
    assert scans == []
    assert desk.line.text() == CODE
    scanner.gap, scanner.prefix = 100, "QR:"
    assert (scanner.gap, scanner.prefix) == (100, "QR:")
    scan_code(desk, f"QR:{CODE}", gap_ms=80)
    assert scans == [CODE]


def test_a_window_that_is_gone_does_not_take_keys_along(desk: Desk, scans: list[str], qtbot: QtBot) -> None:
    other = QLineEdit()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    send(other, strokes("12"), gap_ms=8)
    other.close()
    other.deleteLater()
    with qtbot.waitSignal(other.destroyed):
        pass
    desk.line.setFocus()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    settle()
    assert desk.line.text() == "12"
    assert scans == []


def test_after_the_stop_keys_go_straight_to_the_widgets(desk: Desk, scanner: ScannerFilter, scans: list[str]) -> None:
    desk.line.setFocus()
    send(desk, strokes("12"), gap_ms=8)
    scanner.stop()
    scanner.stop()
    scan_code(desk, CODE, ending=None)
    assert desk.line.text() == f"12{CODE}"
    assert scans == []
