"""What goes wrong with paper and files leaves the sale sold, is said in place, and is tried again with one key."""

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from aspara_desk.box_office import tickets
from aspara_desk.domain.sales import Medium, OrderState
from aspara_desk.tickets import output
from aspara_desk.ui.widgets.banner import Banner
from tests.ui.box_office.conftest import Clerk
from tests.ui.conftest import PATIENCE_MS
from tests.ui.paper_printers import FilePrinters

Mend = Callable[[], None]
Fault = Callable[[FilePrinters, pytest.MonkeyPatch], Mend]


class GoingPrinters(FilePrinters):
    """A printer that is taken away while the dialog stands."""

    goes = False

    @override
    def choose(self, printer: QPrinter, parent: QWidget | None) -> bool:
        chosen = super().choose(printer, parent)
        if self.goes:
            self.there = ["Till"]
        return chosen


@pytest.fixture
def printers(clerk: Clerk, tmp_path: Path) -> GoingPrinters:
    folder = tmp_path / "out"
    folder.mkdir()
    made = GoingPrinters(folder)
    made.file = folder / "order.pdf"
    clerk.desk._printing._printers = made
    return made


def press(clerk: Clerk, key: Qt.Key) -> list[tuple[str, str]]:
    """What the banners in sight say, after all is over."""
    clerk.control(key)
    busy = clerk.desk._printing, clerk.context.tasks
    clerk._qtbot.waitUntil(lambda: not any(one.busy for one in busy), timeout=PATIENCE_MS)
    banners = [one for one in clerk.desk.findChildren(Banner) if one.isVisible()]
    return [(one.kind, one.text) for one in banners]


def none_is_set_up(printers: FilePrinters, _patch: pytest.MonkeyPatch) -> Mend:
    there, printers.there = printers.there, []
    return lambda: setattr(printers, "there", there)


def goes_while_it_is_chosen(printers: FilePrinters, _patch: pytest.MonkeyPatch) -> Mend:
    assert isinstance(printers, GoingPrinters)
    printers.goes = True
    return lambda: setattr(printers, "goes", False)


def dialog_is_closed(printers: FilePrinters, _patch: pytest.MonkeyPatch) -> Mend:
    printers.answer = False
    return lambda: setattr(printers, "answer", True)


def takes_no_job(printers: FilePrinters, _patch: pytest.MonkeyPatch) -> Mend:
    out = printers.folder
    out.rename(out.with_name("away"))

    def mend() -> None:
        out.with_name("away").rename(out)

    return mend


def no_room_for_pages(_printers: FilePrinters, patch: pytest.MonkeyPatch) -> Mend:
    before = tempfile.tempdir
    patch.setattr(tempfile, "tempdir", str(_printers.folder / "none"))
    return lambda: patch.setattr(tempfile, "tempdir", before)


def disk_is_full(_printers: FilePrinters, patch: pytest.MonkeyPatch) -> Mend:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sync = os.fsync
    patch.setattr(output.os, "fsync", full)
    return lambda: patch.setattr(output.os, "fsync", sync)


def may_not_be_written(_printers: FilePrinters, patch: pytest.MonkeyPatch) -> Mend:
    """As on a disk that is read only; permissions stop nobody who may do all."""

    def refuse(**_where: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    make = output.mkstemp
    patch.setattr(output, "mkstemp", refuse)
    return lambda: patch.setattr(output, "mkstemp", make)


@pytest.mark.qt_log_ignore("QPainter::begin")
@pytest.mark.parametrize(
    ("fault", "key", "says"),
    [
        (none_is_set_up, Qt.Key.Key_P, "Save the tickets as a PDF with Ctrl+S"),
        (goes_while_it_is_chosen, Qt.Key.Key_P, "Choose another one with Shift+Ctrl+P"),
        (dialog_is_closed, Qt.Key.Key_P, "Nothing was printed"),
        (takes_no_job, Qt.Key.Key_P, "print again with Ctrl+P"),
        (no_room_for_pages, Qt.Key.Key_P, "cannot be written"),
        (takes_no_job, Qt.Key.Key_S, "Make it first, or choose another"),
        (disk_is_full, Qt.Key.Key_S, "Free some space and try again"),
        (may_not_be_written, Qt.Key.Key_S, "Choose another folder"),
    ],
)
def test_the_sale_stays_sold_and_the_paper_is_tried_again_with_one_key(
    clerk: Clerk, printers: GoingPrinters, monkeypatch: pytest.MonkeyPatch, fault: Fault, key: Qt.Key, says: str
) -> None:
    mend = fault(printers, monkeypatch)
    clerk.keys("7", "Enter", "Enter")
    [(_kind, text)] = press(clerk, key)
    assert says in text
    [order] = clerk.orders()
    assert order.order.state is OrderState.PAID
    assert clerk.sale.receipt is not None
    mend()
    [(kind, text)] = press(clerk, key)
    assert kind == "ok", text
    medium = Medium.FILE if key == Qt.Key.Key_S else Medium.PAPER
    assert tickets.show(clerk.context.here, order.tickets[0].number).prints[-1].medium is medium
    assert len(clerk.orders()) == 1


def test_what_waits_for_a_printer_that_goes_is_not_said_to_be_printed(clerk: Clerk, printers: GoingPrinters) -> None:
    clerk.keys("7", "7", "Enter", "Enter")
    assert clerk.sale.receipt is not None
    first, second = clerk.sale.receipt.numbers
    printing = clerk.desk._printing
    printing.print_numbers(clerk.desk, [first])
    printing.print_numbers(clerk.desk, [second])
    printers.there = ["Till"]
    clerk._qtbot.waitUntil(lambda: not printing.busy, timeout=PATIENCE_MS)
    clerk.settle()
    here = clerk.context.here
    assert [len(tickets.show(here, one).prints) for one in (first, second)] == [1, 0]
    assert any("no longer there" in one.text for one in clerk.desk.findChildren(Banner))


# --- where it is told, and for how long ---


def told(clerk: Clerk) -> list[str]:
    return [one.text for one in clerk.desk.findChildren(Banner) if one.isVisible()]


def test_what_is_told_of_paper_stays_on_its_page(printers: GoingPrinters, clerk: Clerk) -> None:
    clerk.keys("8", "Enter", "Enter", "F4")
    none_is_set_up(printers, pytest.MonkeyPatch())
    press(clerk, Qt.Key.Key_P)
    assert any("No printer" in text for text in told(clerk))
    clerk.keys("Esc", "Esc")
    assert told(clerk) == []
    press(clerk, Qt.Key.Key_P)
    assert any("No printer" in text for text in told(clerk))
    clerk.keys("F4", "Esc")
    assert told(clerk) == []


@pytest.mark.parametrize("page", [(), ("F4",)])
def test_what_is_told_of_paper_is_told_in_the_language_of_the_moment(
    printers: GoingPrinters, clerk: Clerk, page: tuple[str, ...]
) -> None:
    clerk.keys("8", "Enter", "Enter", *page)
    none_is_set_up(printers, pytest.MonkeyPatch())
    [(_kind, english)] = press(clerk, Qt.Key.Key_P)
    clerk.context.language.choose("ru")
    [russian] = told(clerk)
    assert russian != english
    assert "принтер" in russian
