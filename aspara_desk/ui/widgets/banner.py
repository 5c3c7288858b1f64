"""A message in place: what happened, beside what caused it, with what can be done about it."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from aspara_desk.domain.errors import Problem
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.icon_label import IconLabel

_DISMISS = mark("Dismiss")
KINDS: Final = {
    "error": ("triangle-alert", "error"),
    "warning": ("triangle-alert", "warning"),
    "info": ("info", "link"),
    "ok": ("circle-check", "ok"),
}


class Banner(QFrame):
    """Hidden until something is shown. Esc within it, its cross, or `dismiss` takes it away; nothing that was typed
    is touched.
    """

    dismissed = Signal()
    acted = Signal()
    """The button with the action was pressed."""

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self._words: Callable[[Translator], str] | None = None
        self._action_word = ""
        self._kind = "info"
        self._closable = closable
        self._icon = IconLabel("info", "link")
        self._text = role(QLabel(), "body")
        self._action = role(QPushButton(), "secondary")
        self._close = role(QToolButton(), "quiet")
        self._lay_out()
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self.dismiss)
        self.hide()

    def _lay_out(self) -> None:
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action.hide()
        self._close.setIcon(current().icon("x"))
        if not self._closable:  # what has no parent yet and is made visible would be a window
            self._close.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        row.setSpacing(3 * SPACE)
        for widget in (self._icon, self._text, self._action, self._close):
            row.addWidget(widget, 1 if widget is self._text else 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_words(self, t: Translator) -> None:
        """Says in this language what `say` or `show_problem` has shown; a text of `show_text` is the caller's."""
        self._close.setToolTip(t(_DISMISS))
        self._close.setAccessibleName(t(_DISMISS))
        if self._words is not None:
            self._write(self._words(t), t(self._action_word) if self._action_word else "")

    @property
    def kind(self) -> str:
        return self._kind

    @property
    def text(self) -> str:
        return self._text.text()

    def show_text(self, kind: str, text: str, action: str = "") -> None:
        """`kind` is one of `KINDS`; `action` is the word on a button, none without. KeyError: there is no such kind."""
        icon, colour = KINDS[kind]
        self._words = None
        self._kind = kind
        role(self, f"banner-{kind}")
        self._icon.show_icon(icon, colour)
        self._write(text, action)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def say(self, kind: str, words: Callable[[Translator], str], t: Translator, action: str = "") -> None:
        """As `show_text`, but in the language of every later `set_words` as well: `words` are called again then.

        `action` is a message that was marked, not yet said.
        """
        self.show_text(kind, words(t), t(action) if action else "")
        self._words, self._action_word = words, action
        self.set_words(t)

    def show_problem(self, problem: Problem, t: Translator) -> None:
        """What is wrong and what to do, as everywhere in the program; in every language, as `say`."""
        self.say("error", partial(sentence, problem), t)

    def _write(self, text: str, action: str) -> None:
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.updateGeometry()

    def dismiss(self) -> None:
        """Takes the message away, where there is one."""
        if self.isHidden():
            return
        self._words = None
        self.hide()
        self.dismissed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._closable:
            self.dismiss()
        else:
            super().keyPressEvent(event)
