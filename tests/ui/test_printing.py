import gc
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from aspara_desk.box_office import selling, tickets
from aspara_desk.domain.code import TicketCode, read
from aspara_desk.scanning.files import read_file
from aspara_desk.ui.context import Change, Context, Health
from aspara_desk.ui.printing import FEW, Printing
from tests.ui.conftest import PATIENCE_MS
from tests.ui.paper_printers import FilePrinters, Told

MM = 72 / 25.4


@pytest.fixture
def printers(tmp_path: Path) -> FilePrinters:
    folder = tmp_path / "out"
    folder.mkdir()
    return FilePrinters(folder)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def printing(context: Context, printers: FilePrinters, told: Told) -> Printing:
    made = Printing(context, context, printers=printers)
    made.told.connect(told.take)
    return made


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files of the program go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def finished(qtbot: QtBot, settle: Callable[[Context], None], context: Context) -> Callable[[Printing], None]:
    def until_over(printing: Printing) -> None:
        if printing.busy:
            with qtbot.waitSignal(printing.ended, timeout=PATIENCE_MS):
                pass
        settle(context)

    return until_over


def sold(context: Context, count: int = 1, key: str = "pass-day2") -> list[str]:
    order = selling.sell(context.here, context.keyring, type_key=key, count=count)
    return [one.number for one in order.tickets]


def numbers_on(context: Context, file: Path) -> list[str]:
    """The tickets whose codes can be read on paper, page by page."""
    found = []
    for page in read_file(file):
        for text in page.codes:
            code = read(text)
            assert isinstance(code, TicketCode)
            facts = context.here.read(lambda unit, digest=code.digest: unit.scans.by_hash(digest, unit.programme))
            assert facts is not None
            found.append(facts.number)
    return found


@pytest.mark.usefixtures("watchdog")
def test_printed_tickets_scan_as_themselves_and_are_logged(
    context: Context, printing: Printing, printers: FilePrinters, told: Told, scratch: Path,
    finished: Callable[[Printing], None], qtbot: QtBot,
) -> None:  # fmt: skip
    numbers = sold(context, 3)
    with qtbot.waitSignal(context.changed, timeout=PATIENCE_MS) as changed:
        printing.print_numbers(context, numbers)
    finished(printing)

    assert numbers_on(context, printers.paper) == numbers
    with PdfDocument(printers.paper) as paper:
        assert len(paper) == 3
        assert paper[0].get_size() == pytest.approx((210 * MM, 148 * MM), abs=1)
    assert [len(tickets.show(context.here, one).prints) for one in numbers] == [1, 1, 1]
    assert told.words == [("ok", "3 tickets were sent to the printer.")]
    assert changed.args == [Change.SALES]
    assert list(scratch.iterdir()) == []


def test_only_the_first_print_of_a_session_asks_for_the_printer(
    context: Context, printing: Printing, printers: FilePrinters, finished: Callable[[Printing], None]
) -> None:
    context.preferences.printer = "Till"
    [number] = sold(context)
    for choose in (False, False, True):
        printing.print_numbers(context, [number], choose=choose)
        finished(printing)
    assert printers.asked == 2
    assert printers.begun_with == ["Till", "Till"]  # the one of last time is proposed
    assert context.preferences.printer == "Till"
    assert [one.copy for one in tickets.show(context.here, number).prints] == [1, 2, 3]


def test_the_system_is_asked_once_a_print_and_a_printer_chosen_before_is_let_go(
    context: Context, printing: Printing, printers: FilePrinters, finished: Callable[[Printing], None]
) -> None:
    numbers = sold(context)
    printing.print_numbers(context, numbers)
    finished(printing)
    before = weakref.ref(printing._job)
    printers.looked = 0
    printing.print_numbers(context, numbers)
    finished(printing)
    assert printers.looked == 1
    printing.print_numbers(context, numbers, choose=True)
    finished(printing)
    gc.collect()
    assert before() is None


def test_a_dialog_that_is_closed_prints_nothing(
    context: Context, printing: Printing, printers: FilePrinters, told: Told
) -> None:
    printers.answer = False
    [number] = sold(context)
    printing.print_numbers(context, [number])
    assert not printing.busy
    assert told.words == [("info", "Nothing was printed.")]
    assert tickets.show(context.here, number).prints == ()


def test_without_a_printer_the_way_to_a_pdf_is_told(
    context: Context, printing: Printing, printers: FilePrinters, told: Told
) -> None:
    printers.there = []
    printing.print_numbers(context, sold(context))
    assert printers.asked == 0
    [(kind, text)] = told.words
    assert kind == "error"
    assert "Ctrl+S" in text


def test_a_printer_that_has_vanished_is_named_and_then_asked_for_again(
    context: Context, printing: Printing, printers: FilePrinters, told: Told, finished: Callable[[Printing], None]
) -> None:
    numbers = sold(context)
    printing.print_numbers(context, numbers)
    finished(printing)
    printers.there = ["Till"]
    printing.print_numbers(context, numbers)
    assert told.words[-1][0] == "error"
    assert "Office" in told.words[-1][1]
    assert len(tickets.show(context.here, numbers[0]).prints) == 1
    printing.print_numbers(context, numbers)
    finished(printing)
    assert printers.asked == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_no_job_is_told(
    context: Context, printing: Printing, printers: FilePrinters, told: Told, scratch: Path,
    finished: Callable[[Printing], None],
) -> None:  # fmt: skip
    printers.folder /= "gone"
    printing.print_numbers(context, sold(context))
    finished(printing)
    assert told.words[-1][0] == "error"
    assert "Ctrl+P" in told.words[-1][1]
    assert list(scratch.iterdir()) == []


def test_a_void_ticket_is_not_printed_and_leaves_no_file(
    context: Context, printing: Printing, printers: FilePrinters, told: Told, scratch: Path,
    finished: Callable[[Printing], None],
) -> None:  # fmt: skip
    [number] = sold(context)
    tickets.void(context.here, number, "cannot come")
    printing.print_numbers(context, [number])
    finished(printing)
    assert told.words == [("error", f"Ticket {number} is void, and void tickets are not printed.")]
    assert not printers.paper.exists()
    assert list(scratch.iterdir()) == []


def test_a_sheet_lies_in_the_middle_of_larger_paper_in_its_own_size(
    context: Context, printing: Printing, printers: FilePrinters, finished: Callable[[Printing], None]
) -> None:
    printers.only_size = (297, 420)
    [number] = sold(context)
    printing.print_numbers(context, [number])
    finished(printing)
    with PdfDocument(printers.paper) as paper:
        picture = paper[0].render(scale=1).to_pil()
    inked = picture.convert("L").point(lambda level: 255 * (level < 252)).getbbox()
    assert inked is not None
    left, top, right, bottom = (side / MM for side in inked)
    assert right - left == pytest.approx(210, abs=1.5)
    assert bottom - top == pytest.approx(148, abs=1.5)
    assert left == pytest.approx((297 - 210) / 2, abs=1.5)
    assert numbers_on(context, printers.paper) == [number]


def test_prints_that_are_asked_for_while_one_runs_follow_it(
    context: Context, printing: Printing, told: Told, finished: Callable[[Printing], None]
) -> None:
    first, second = sold(context, 2)
    printing.print_numbers(context, [first])
    printing.print_numbers(context, [second])
    finished(printing)
    finished(printing)
    assert [kind for kind, _ in told.words] == ["ok", "ok"]


@pytest.mark.usefixtures("watchdog")
def test_a_batch_tells_how_far_it_is_and_can_be_stopped(
    context: Context, printing: Printing, told: Told, scratch: Path,
    finished: Callable[[Printing], None],
) -> None:  # fmt: skip
    numbers = sold(context, FEW + 10)
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            printing.cancel()

    printing.progressed.connect(stop)
    printing.print_numbers(context, numbers)
    finished(printing)
    assert seen == [(0, 30), (1, 30), (2, 30)]
    assert told.words[-1][0] == "info"
    assert not printing.busy
    assert list(scratch.iterdir()) == []


@pytest.mark.usefixtures("watchdog")
def test_tickets_are_saved_under_the_name_of_their_order(
    context: Context, printing: Printing, printers: FilePrinters, told: Told, tmp_path: Path,
    finished: Callable[[Printing], None],
) -> None:  # fmt: skip
    printers.file = tmp_path / "order.pdf"
    numbers = sold(context, 2)
    printing.save_numbers(context, numbers, name="OB-000001")
    finished(printing)
    assert printers.proposals == ["OB-000001.pdf"]
    assert numbers_on(context, printers.file) == numbers
    assert told.words == [("ok", f"Saved as {printers.file}")]
    printing.save_numbers(context, numbers[:1])
    finished(printing)
    assert printers.proposals[-1] == f"{numbers[0]}.pdf"


def test_saving_is_seen_as_saving_until_its_lines_are_in_the_log(
    context: Context, printing: Printing, printers: FilePrinters, tmp_path: Path,
    finished: Callable[[Printing], None], qtbot: QtBot,
) -> None:  # fmt: skip
    printers.file = tmp_path / "order.pdf"
    with qtbot.waitSignal(context.changed, timeout=PATIENCE_MS) as changed:
        printing.save_numbers(context, sold(context))
        assert context.health is Health.SAVING
    finished(printing)
    assert changed.args == [Change.SALES]
    assert context.health is Health.SAVED


def test_a_file_of_another_kind_is_kept_and_named(
    context: Context, printing: Printing, printers: FilePrinters, told: Told, tmp_path: Path,
    finished: Callable[[Printing], None],
) -> None:  # fmt: skip
    printers.file = tmp_path / "guests.csv"
    printers.file.write_text("name")
    [number] = sold(context)
    printing.save_numbers(context, [number])
    finished(printing)
    assert told.words[-1][0] == "error"
    assert "guests.csv" in told.words[-1][1]
    assert printers.file.read_text() == "name"
    assert tickets.show(context.here, number).prints == ()


def test_a_folder_that_is_gone_is_named(
    context: Context, printing: Printing, printers: FilePrinters, told: Told, tmp_path: Path,
    finished: Callable[[Printing], None],
) -> None:  # fmt: skip
    printers.file = tmp_path / "none" / "order.pdf"
    printing.save_numbers(context, sold(context))
    finished(printing)
    assert told.words[-1][0] == "error"


def test_saving_that_is_stopped_leaves_no_file(
    context: Context, printing: Printing, printers: FilePrinters, told: Told, tmp_path: Path,
    finished: Callable[[Printing], None],
) -> None:  # fmt: skip
    printers.file = tmp_path / "batch" / "order.pdf"
    printers.file.parent.mkdir()
    numbers = sold(context, 60)
    printing.save_numbers(context, numbers)
    printing.cancel()
    finished(printing)
    assert told.words == [("info", "Saving was stopped. No file was written.")]
    assert list(printers.file.parent.iterdir()) == []
    assert tickets.show(context.here, numbers[0]).prints == ()


def test_a_window_that_goes_away_takes_its_print_along(
    context: Context, printers: FilePrinters, settle: Callable[[Context], None], qtbot: QtBot
) -> None:
    parent = QObject()
    printing = Printing(context, parent, printers=printers)
    begun: list[int] = []
    printing.progressed.connect(lambda done, _total: begun.append(done))
    printing.print_numbers(context, sold(context, FEW + 1))
    qtbot.waitUntil(lambda: 1 in begun, timeout=PATIENCE_MS)
    with qtbot.waitSignal(parent.destroyed, timeout=PATIENCE_MS):
        parent.deleteLater()
    settle(context)
