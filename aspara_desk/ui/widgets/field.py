"""A line to type in, with its name above, and below it a hint or what is wrong."""

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from aspara_desk.domain.errors import Problem
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.theme.roles import dress, role
from aspara_desk.ui.theme.tokens import SPACE


class Field(QWidget):
    """What was typed is never changed. An error stays until something else is typed, and takes the hint's place."""

    def __init__(self, parent: QWidget | None = None, *, edit: QLineEdit | None = None) -> None:
        super().__init__(parent)
        self.edit = edit or QLineEdit()
        self._label = role(QLabel(), "label")
        self._below = role(QLabel(), "caption")
        self._below.setWordWrap(True)
        self._hint = ""
        self._error = ""
        self._problem: Problem | None = None
        self._label.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self._label, self.edit, self._below):
            column.addWidget(widget)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._on_text_edited)
        self._show_below()

    def set_words(self, t: Translator) -> None:
        """Says a problem that is shown in this language; label, hint and other errors are the caller's."""
        if self._problem is not None:
            self._error = sentence(self._problem, t)
            self._show_below()

    def set_label(self, text: str, hint: str = "") -> None:
        self._label.setText(text)
        self.edit.setAccessibleName(text)
        self._hint = hint
        self._show_below()

    @property
    def text(self) -> str:
        return self.edit.text()

    @property
    def error(self) -> str:
        return self._error

    def show_error(self, text: str) -> None:
        self._problem = None
        self._error = text
        self._show_below()

    def show_problem(self, problem: Problem, t: Translator) -> None:
        self._problem = problem
        self.set_words(t)

    def clear_error(self) -> None:
        self.show_error("")

    def _on_text_edited(self) -> None:
        self.clear_error()

    def _show_below(self) -> None:
        role(self._below, "error-caption" if self._error else "caption")
        dress(self.edit, "wrong", "true" if self._error else "false")
        self._below.setText(self._error or self._hint)
        self._below.setVisible(bool(self._error or self._hint))
        self.edit.setAccessibleDescription(self._error or self._hint)
