import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.domain.errors import Misused
from aspara_desk.ui.faults import FOLDER, CrashDialog, Crashes, keep, report
from aspara_desk.ui.tasks import Lane, Tasks
from tests.conftest import Clock
from tests.ui.program_fixture import opened_program
from tests.ui.typing import ENTER, SHIFT, press

AT = datetime(2022, 10, 2, 12, 42, tzinfo=UTC)
CODE = "1482906135572940168337205519462873"
pytestmark = pytest.mark.usefixtures("qapp", "theme")
NAME = "Айгүл Қалиева"
T = bootstrap.one_translator("en")


@pytest.fixture
def crashes(clock: Clock, tmp_path: Path) -> Iterator[Crashes]:
    made = Crashes(clock, tmp_path / FOLDER)
    made.watch()
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def dialog(qtbot: QtBot) -> CrashDialog:
    made = CrashDialog(T)
    qtbot.addWidget(made)
    return made


def caught(error: BaseException) -> BaseException:
    with pytest.raises(type(error)) as raised:
        raise error
    return raised.value


def break_down() -> None:
    raise ValueError(f"{NAME} came with {CODE}, the passphrase is tulip")


@pytest.mark.parametrize("kind", [ValueError, KeyError, AssertionError, TypeError, AttributeError, RuntimeError])
def test_a_report_holds_no_code_no_name_and_no_passphrase(kind: type[Exception]) -> None:
    text = report(caught(kind(f"{NAME} came with {CODE}, the passphrase is tulip")), AT)
    assert kind.__name__ in text
    for secret in (NAME, CODE, CODE[:20], "tulip"):
        assert secret not in text


def test_a_report_holds_no_secret_of_what_an_error_was_raised_from() -> None:
    try:
        try:
            break_down()
        except ValueError as error:
            raise RuntimeError(NAME) from error
    except RuntimeError as error:
        text = report(error, AT)
    assert text.index("ValueError") < text.index("After that") < text.index("RuntimeError")
    assert "break_down" in text
    for secret in (NAME, CODE, "tulip"):
        assert secret not in text.replace('f"{NAME} came with {CODE}, the passphrase is tulip"', "")


def test_a_report_says_where_and_when_without_the_folders_of_a_person() -> None:
    text = report(caught(ZeroDivisionError()), AT)
    assert "2022-10-02 12:42:00 UTC" in text
    assert "test_faults.py:" in text
    assert str(Path(__file__).parent) not in text


def test_what_python_itself_says_is_kept() -> None:
    def call(one: int) -> int:
        return one

    with pytest.raises(TypeError) as wrong_call:
        call()  # type: ignore[call-arg]
    assert "missing 1 required positional argument: 'one'" in report(wrong_call.value, AT)
    with pytest.raises(AttributeError) as no_such:
        None.missing  # type: ignore[attr-defined]  # noqa: B018
    assert "AttributeError: missing" in report(no_such.value, AT)
    assert report(caught(Misused("font_missing", path=NAME)), AT).endswith("Misused: font_missing\n")


def test_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for number in range(25):
        assert keep(f"report {number}", tmp_path / "crashes", AT.replace(second=number)) is not None
    texts = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "crashes").iterdir())]
    assert texts == [f"report {number}" for number in range(5, 25)]


def test_where_no_report_can_be_kept_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("in the way")
    assert keep("report", tmp_path / "crashes", AT) is None


def test_a_slot_that_fails_is_told(crashes: Crashes, qtbot: QtBot) -> None:
    with qtbot.waitSignal(crashes.happened) as told:
        QTimer.singleShot(0, break_down)
    text, path = told.args
    assert "break_down" in text
    assert path.read_text(encoding="utf-8") == text


def test_work_that_fails_is_told(crashes: Crashes, qtbot: QtBot) -> None:
    tasks = Tasks()
    with qtbot.waitSignal(crashes.happened) as told:
        tasks.run(tasks, Lane.DESK, break_down, lambda _none: None, lambda _error: None)
    assert "break_down" in told.args[0]
    tasks.finish()
    tasks.deleteLater()


def test_a_bare_thread_that_fails_is_told_in_the_thread_of_the_window(crashes: Crashes, qtbot: QtBot) -> None:
    heard = []
    crashes.happened.connect(lambda *_told: heard.append(threading.current_thread()))
    with qtbot.waitSignal(crashes.happened):
        thread = threading.Thread(target=break_down)
        thread.start()
        thread.join()
    assert heard == [threading.main_thread()]


def test_nothing_is_printed_but_the_report(crashes: Crashes, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    with qtbot.waitSignal(crashes.happened):
        QTimer.singleShot(0, break_down)
    printed = capsys.readouterr().err
    assert "break_down" in printed
    assert NAME not in printed
    assert CODE not in printed


def test_hooks_are_given_back(clock: Clock, tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook)
    crashes = Crashes(clock, tmp_path)
    crashes.watch()
    assert sys.excepthook != before[0]
    crashes.stop()
    assert (sys.excepthook, threading.excepthook) == before


def test_the_report_is_shown_and_copied_by_keys(dialog: CrashDialog, tmp_path: Path) -> None:
    dialog.add("what happened", tmp_path / "one.txt")
    assert dialog.isVisible()
    assert not dialog.isModal()
    press(dialog, Qt.Key.Key_Backtab, SHIFT)
    press(dialog, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "what happened"
    assert dialog._copy.text() == "Copied"
    assert str(tmp_path / "one.txt") in dialog._kept.text()
    press(dialog, Qt.Key.Key_Tab)
    press(dialog, ENTER)
    assert not dialog.isVisible()


def test_reports_join_the_one_that_is_open(dialog: CrashDialog) -> None:
    dialog.add("first", None)
    dialog.add("second", None)
    assert dialog.text == "second\n\nfirst"
    assert dialog._kept.isHidden()
    for number in range(30):
        dialog.add(f"again {number}", None)
    assert dialog.text.count("again") == 10
    dialog.close()
    dialog.add("third", None)
    assert dialog.text == "third"


def test_the_words_follow_the_language(dialog: CrashDialog) -> None:
    dialog.add("first", None)
    dialog.set_words(lambda message, **_facts: f"«{message}»")  # type: ignore[arg-type]
    assert dialog.windowTitle() == "«Something went wrong in the program»"


def test_several_crashes_open_one_dialog_and_the_work_goes_on(
    qapp: QApplication, qtbot: QtBot, settings: Settings
) -> None:
    with opened_program(qapp, qtbot, settings) as program:
        for text in ("first", "second"):
            program.crashes.happened.emit(text, None)
        open_now = [one for one in program.window.findChildren(QDialog) if one.isVisible()]
        assert len(open_now) == 1
        assert open_now[0].text == "second\n\nfirst"
        program.language.choose("kk")
        open_now[0].close()
        frame = program.window.frame
        assert isinstance(frame, QWidget)
        frame.enter("programme")
        assert frame.desk is not None
        assert frame.desk.key == "programme"
