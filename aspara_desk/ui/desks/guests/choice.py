"""A list to choose one of, with its name above: as a `Field` looks."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE


class Choice(QWidget):
    """Each choice has a key, which is not seen."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = role(QLabel(self), "label")
        self.list = QComboBox(self)
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._label)
        column.addWidget(self.list)
        self.list.activated.connect(self.chosen)

    def set_label(self, text: str) -> None:
        self._label.setText(text)
        self.list.setAccessibleName(text)

    def set_words(self, choices: Sequence[tuple[str, str]]) -> None:
        """Keys and their words; what is chosen stays, or where it is no choice any more, the first is."""
        keys = [self.list.itemData(row) for row in range(self.list.count())]
        if keys != [key for key, _word in choices]:
            self._build(choices)
        for row, (_key, word) in enumerate(choices):
            self.list.setItemText(row, word)

    def _build(self, choices: Sequence[tuple[str, str]]) -> None:
        held = self.list.currentData()
        self.list.clear()
        for key, word in choices:
            self.list.addItem(word, key)
        self.choose(held)

    @property
    def value(self) -> str:
        return str(self.list.currentData())

    def choose(self, key: str) -> None:
        self.list.setCurrentIndex(max(self.list.findData(key), 0))
