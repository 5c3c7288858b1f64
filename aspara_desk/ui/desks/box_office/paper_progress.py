"""How far a print of many tickets is, on every page of the room."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.printing import Printing
from aspara_desk.ui.widgets.progress import ProgressRow

_TICKETS = mark("Tickets")


class PaperProgress(ProgressRow):
    """In sight while many tickets are being printed or saved, whichever page they were asked for on."""

    def __init__(self, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: Translator | None = None
        self.cancelled.connect(printing.cancel)
        printing.progressed.connect(self._on_progressed)
        printing.ended.connect(self.finish)

    @override
    def set_words(self, t: Translator) -> None:
        self._words = t
        super().set_words(t)

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self.isHidden() and self._words is not None:
            self.start(self._words(_TICKETS), total)
        self.show_done(done, total)
