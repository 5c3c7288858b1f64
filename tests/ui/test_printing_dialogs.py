from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog

from aspara_desk.tickets.layouts import SHEETS
from aspara_desk.ui.printers import Printers, set_paper

EVERY_MS = 10


def answer(parent: QObject, do: Callable[[QDialog], None]) -> None:
    """Answers the dialog that is about to open."""
    watch = QTimer(parent)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            watch.stop()
            watch.deleteLater()
            do(dialog)

    watch.timeout.connect(look)
    watch.start(EVERY_MS)


def pdf_printer(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_the_print_dialog_is_the_systems_and_can_be_closed(qapp: QApplication, tmp_path: Path) -> None:
    seen: list[type] = []

    def close(dialog: QDialog) -> None:
        seen.append(type(dialog))
        dialog.reject()

    answer(qapp, close)
    assert not Printers().choose(pdf_printer(tmp_path / "out.pdf"), None)
    assert seen == [QPrintDialog]


@pytest.mark.usefixtures("qapp")
def test_paper_is_as_large_as_the_sheet(tmp_path: Path) -> None:
    for sheet in SHEETS.values():
        printer = pdf_printer(tmp_path / "out.pdf")
        set_paper(printer, sheet)
        paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
        assert abs(paper.width() - sheet.width) < 0.5
        assert abs(paper.height() - sheet.height) < 0.5
        assert printer.fullPage()


@pytest.mark.usefixtures("qapp")
def test_an_unknown_printer_gives_the_systems_own() -> None:
    printers = Printers()
    assert printers.printer("No such printer").printerName() in {"", *printers.names()}
