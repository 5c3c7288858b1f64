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
        self._list = QComboBox(self)
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._label)
        column.addWidget(self._list)
        self.setFocusProxy(self._list)
        self._list.activated.connect(self.chosen)

    def set_label(self, text: str) -> None:
        self._label.setText(text)
        self._list.setAccessibleName(text)

    def set_words(self, choices: Sequence[tuple[str, str]]) -> None:
        """Keys and their words; what is chosen stays."""
        if self._list.count() != len(choices):
            self._list.clear()
            for key, word in choices:
                self._list.addItem(word, key)
        for row, (_key, word) in enumerate(choices):
            self._list.setItemText(row, word)

    @property
    def value(self) -> str:
        return str(self._list.currentData())

    def choose(self, key: str) -> None:
        self._list.setCurrentIndex(max(self._list.findData(key), 0))
