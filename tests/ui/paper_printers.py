"""Printers for the tests: what is printed becomes a file, and the system's dialogs answer at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.printers import Printers


class _FilePrinter(QPrinter):
    """A PDF printer that says it is another one, and can break down."""

    name = ""
    broken = False

    @override
    def printerName(self) -> str:
        return self.name


@dataclass
class FilePrinters(Printers):
    """Prints into `paper`, a new file for each job. `only_size` is all the paper that the printer has, in mm."""

    folder: Path
    there: list[str] = field(default_factory=lambda: ["Office", "Till"])
    answer: bool = True
    file: Path | None = None
    only_size: tuple[float, float] | None = None
    asked: int = 0
    looked: int = 0
    proposals: list[str] = field(default_factory=list)
    begun_with: list[str] = field(default_factory=list)

    @property
    def paper(self) -> Path:
        return self.folder / "paper.pdf"

    @override
    def names(self) -> list[str]:
        self.looked += 1
        return self.there

    @override
    def printer(self, name: str) -> QPrinter:
        self.begun_with.append(name)
        printer = _FilePrinter(QPrinter.PrinterMode.HighResolution)
        printer.name = name if name in self.there else self.there[0]
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.paper))
        return printer

    @override
    def choose(self, printer: QPrinter, parent: QWidget | None) -> bool:
        self.asked += 1
        if self.only_size is not None:
            printer.setPageSize(QPageSize(QSizeF(*self.only_size), QPageSize.Unit.Millimeter))
            printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        return self.answer

    @override
    def choose_file(
        self, parent: QWidget | None, t: Translator, title: str, chosen: Callable[[Path], None], name: str,
        folder: Path | None,
    ) -> None:  # fmt: skip
        self.proposals.append(name)
        if self.file is not None:
            chosen(self.file)


class Told(QObject):
    """Keeps what was told."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[str, str]] = []

    def take(self, kind: str, text: str) -> None:
        self.words.append((kind, text))
