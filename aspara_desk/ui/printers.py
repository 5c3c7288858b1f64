"""The printers of this computer, the system's own dialogs, and one job on a printer."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from aspara_desk.i18n.translator import Translator
from aspara_desk.tickets.layouts import Sheet
from aspara_desk.ui.file_dialogs import ask_where_to_save
from aspara_desk.ui.paper import MOST_DPI, Page, spread

_BAND = 128  # rows of a page that are painted at once: about 10 ms; a whole page takes more than 100
_SEAM = 2  # rows that bands share, so that no line of paper shows between them


class Printers:
    """What the system offers. It stands at the edge: tests print into a file instead."""

    def names(self) -> Sequence[str]:
        return QPrinterInfo.availablePrinterNames()

    def printer(self, name: str) -> QPrinter:
        """The printer with this name; the system's own choice where there is none."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if name in self.names():
            printer.setPrinterName(name)
        return printer

    def choose(self, printer: QPrinter, parent: QWidget | None) -> bool:
        """The system's print dialog, which changes `printer`; False: it was closed without printing."""
        dialog = QPrintDialog(printer, parent)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        chosen = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return chosen

    def choose_file(
        self, parent: QWidget | None, t: Translator, title: str, chosen: Callable[[Path], None], name: str,
        folder: Path | None,
    ) -> None:  # fmt: skip
        """The system's dialog for a PDF to write."""
        ask_where_to_save(parent, t, title, "PDF (*.pdf)", chosen, name, folder)


def set_paper(printer: QPrinter, sheet: Sheet) -> None:
    """Asks the printer for paper as large as the sheet, printed to its edges. It may have none."""
    short, long = sorted((sheet.width, sheet.height))
    size = QSizeF(short, long)
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    lies = sheet.width > sheet.height
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)


class PrintJob:
    """Pages on their way to one printer, painted band by band: none of its calls keeps the window waiting."""

    def __init__(self, printer: QPrinter, sheet: Sheet) -> None:
        self.printer = printer
        self._sheet = sheet
        self._painter = QPainter()
        self._image = QImage()
        self._pixels = b""  # what the image is made of
        self._top = 0
        self._page_begun = False

    @property
    def dpi(self) -> int:
        """How finely pages are wanted."""
        return min(MOST_DPI, self.printer.resolution())

    def begin(self, title: str) -> bool:
        """False: the printer does not take the job."""
        self.printer.setDocName(title)
        self._page_begun = False
        return self._painter.begin(self.printer)

    def begin_page(self, page: Page) -> bool:
        if self._page_begun and not self.printer.newPage():
            return False
        self._page_begun = True
        self._pixels = page.pixels
        self._image = QImage(self._pixels, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888)
        self._top = 0
        return True

    def paint_band(self) -> bool:
        """Paints the next rows of the page; False once all of it is painted."""
        paper = self.printer.pageLayout().fullRectPixels(self.printer.resolution())
        place = spread(
            (self._sheet.width, self._sheet.height), (paper.width(), paper.height()), self.printer.resolution()
        )
        rows = min(_BAND + _SEAM, self._image.height() - self._top)
        per_row = place.height / self._image.height()
        target = QRectF(place.left, place.top + self._top * per_row, place.width, rows * per_row)
        self._painter.drawImage(target, self._image, QRectF(0, self._top, self._image.width(), rows))
        self._top += _BAND
        return self._top < self._image.height()

    def end(self) -> bool:
        """Hands the job over; False: the printer did not take it."""
        self._forget_page()
        taken = self._painter.end()
        return taken and self.printer.printerState() not in {
            QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted,
        }  # fmt: skip

    def abort(self) -> None:
        """Gives up the job, if one has begun."""
        self._forget_page()
        if self._painter.isActive():
            self.printer.abort()
            self._painter.end()

    def _forget_page(self) -> None:
        self._image = QImage()
        self._pixels = b""
