"""One part of the settings: a heading, and rows of a name beside what is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_NAMES = 38  # steps of spacing


def words_label(kind: str) -> QLabel:
    label = role(QLabel(), kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


class Section(QFrame):
    """`rows` are pairs of a message and the control that it names."""

    def __init__(self, title: str, rows: Sequence[tuple[str, QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._title = title
        self._heading = words_label("heading")
        self._names = [(message, words_label("body"), control) for message, control in rows]
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(3 * SPACE)
        grid.setColumnStretch(1, 1)
        for row, (_message, name, control) in enumerate(self._names):
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
            left = Qt.AlignmentFlag(0) if isinstance(control, QLabel) else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(control, row, 1, left | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        column.setSpacing(4 * SPACE)
        column.addWidget(self._heading)
        column.addLayout(grid)
        current().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        """The names are as wide in every section, so that all controls begin on one line."""
        for _message, name, _control in self._names:
            name.setFixedWidth(current().px(_NAMES * SPACE))

    def set_words(self, t: Translator) -> None:
        self._heading.setText(t(self._title))
        for message, name, control in self._names:
            name.setText(t(message))
            control.setAccessibleName(t(message))
