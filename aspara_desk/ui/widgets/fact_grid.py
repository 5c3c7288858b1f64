"""Facts on a card: names at the left, what they are at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE


def wrapped_label(kind: str) -> QLabel:
    """A label of a role, over as many lines as it needs."""
    label = role(QLabel(), kind)
    label.setWordWrap(True)
    return label


class FactGrid(QWidget):
    """What the facts are can be marked and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Pairs of a name and what it is, in place of those before."""
        while len(self._rows) < len(facts):
            row = (role(QLabel(), "muted"), wrapped_label("body"))
            row[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, label in enumerate(row):
                self._grid.addWidget(label, len(self._rows), column, Qt.AlignmentFlag.AlignTop)
            self._rows.append(row)
        for place, labels in enumerate(self._rows):
            shown = place < len(facts)
            for column, label in enumerate(labels):
                label.setVisible(shown)
                label.setText(facts[place][column] if shown else "")
