"""What a test of the door watches: whether a verdict is on the screen before it is recorded."""

import sqlite3

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from aspara_desk.ui.desks.door.verdict_panel import VerdictPanel

_RECORDED = {"admit", "refuse", "ask", "exit"}


class Durable(QObject):
    """Looks into the store whenever a verdict is painted: what is shown must be recorded already."""

    def __init__(self, panel: VerdictPanel, store: str) -> None:
        super().__init__(panel)
        self._store = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        self.made = 0
        """Readings that were made so far."""
        self.shown_too_early: list[str] = []
        self._panel, self._painted = panel, panel.view
        panel.installEventFilter(self)

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        view = self._panel.view
        if event.type() is QEvent.Type.Paint and view is not self._painted and view.face in _RECORDED:
            self._painted = view
            [[recorded]] = self._store.execute("SELECT count(*) FROM scans")
            if recorded < self.made:
                self.shown_too_early.append(view.sentence)
        return False

    def stop(self) -> None:
        self._panel.removeEventFilter(self)
        self._store.close()
