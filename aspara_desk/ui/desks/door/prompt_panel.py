"""Asks once, in place, before something is done: with a ready-made reason or a number, and Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui import key_places
from aspara_desk.ui.desks.door.prompts import Draft, Prompt, Words
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.fitted_label import FittedLabel
from aspara_desk.ui.widgets.key_hint import KeyBar

_OTHER_REASON = mark("Tab: another reason, in your own words")
_REASON = mark("Reason")
_LEAVE = mark("leave it")
_CHOOSE = mark("choose a reason")
_WRITE = mark("write the number")
_CHANGE = mark("change it")
_CHOOSE_FIRST = mark("Choose a reason by its digit, or type one. Then Enter.")
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PromptPanel(QFrame):
    """One prompt at a time. A reason of one's own beats the ready-made ones as soon as anything is typed.

    Digits choose by the place of their keys, whatever the layout has there, until somebody writes in the field.
    """

    answered = Signal(str, int)
    """The reason (empty where none is wanted) and the number (0 where none is)."""
    left = Signal()
    said = Signal()
    """It has other words, and may need another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._prompt: Prompt | None = None
        self._draft = Draft(None, 0)
        self._on_its_way = False
        self._t: Translator | None = None
        self._words = Words("", "", "")
        self._heading = FittedLabel("heading", self)
        self._body = FittedLabel("muted", self)
        self._warning = FittedLabel("warning", self)
        self._number = role(QLabel(), "figure")
        self._choices = KeyBar(self)
        self._own = QLineEdit()
        self._error = role(QLabel(), "error")
        self._keys = KeyBar(self)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._own.textChanged.connect(self._on_own_changed)
        self._own.textEdited.connect(self._on_own_edited)

    def _lay_out(self) -> None:
        self._error.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(self._heading)
        words.addWidget(self._body)
        words.addWidget(self._warning)
        words.addWidget(self._error)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self._number)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(top)
        last = QHBoxLayout()
        last.setSpacing(4 * SPACE)
        last.addWidget(self._own, 1)
        last.addWidget(self._keys, 1)
        column.addStretch(1)
        column.addWidget(self._choices)
        column.addLayout(last)

    @property
    def prompt(self) -> Prompt | None:
        return self._prompt

    @property
    def number(self) -> int:
        """As it is drafted."""
        return self._draft.value

    # --- what is asked ---

    def ask(self, prompt: Prompt, t: Translator) -> None:
        self._prompt = prompt
        self._on_its_way = False
        self._own.clear()
        self._error.hide()
        self._body.show()
        start = prompt.number.start if prompt.number else 0
        first = -1 if prompt.must_choose else 0
        words = prompt.say(t, start)
        self._draft = Draft(prompt.number, len(words.reasons or words.options), chosen=first)
        self.set_words(t)
        self.setFocus()

    def forget(self) -> None:
        self._prompt = None

    def hold(self) -> None:
        """The answer is being recorded: it stays as it is, and + and − are for whoever comes next."""
        self._on_its_way = True
        self.setFocus()

    def show_error(self, words: str) -> None:
        """In place, beside what caused it; what was typed stays."""
        self._on_its_way = False
        if self._own.text():
            self._own.setFocus()
        self._error.setText(words)
        self._error.show()
        self._body.hide()

    def step(self, sign: int) -> None:
        self._draft.step(sign)
        self._say()

    def set_words(self, t: Translator) -> None:
        self._t = t
        self._own.setPlaceholderText(t(_OTHER_REASON))
        self._own.setAccessibleName(t(_REASON))
        self._say()

    def _say(self) -> None:
        if self._prompt is None or self._t is None:
            return
        self._words = self._prompt.say(self._t, self._draft.value)
        self._heading.setText(self._words.heading)
        self._body.setText(self._words.body)
        self._warning.setText(self._words.warning)
        self._warning.setVisible(bool(self._words.warning))
        self._number.setText(self._words.number)
        self._number.setVisible(bool(self._words.number))
        choices = (self._words.reasons or self._words.options) if self._prompt.number is None else ()
        self._own.setVisible(bool(choices and self._words.reasons))
        self._choices.setVisible(bool(choices))
        chosen = -1 if self._own.text().strip() else self._draft.chosen
        self._choices.show_hints([(str(place), words) for place, words in enumerate(choices, start=1)], chosen)
        self._say_keys()
        self._make_room()

    def _make_room(self) -> None:
        beside = self._number.sizeHint().width() + 3 * SPACE if self._words.number else 0
        for one in (self._heading, self._body, self._warning):
            one.make_room(max(self.width() - 9 * SPACE - beside, 1))
        self.said.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _say_keys(self) -> None:
        assert self._t is not None
        reason = self._reason()
        does = self._words.confirm if not reason else f"{self._words.confirm}: {reason}"
        answers = [("Enter", does)]
        if self._wants_reason:
            answers = [(f"1–{len(self._words.reasons)}", self._t(_CHOOSE))]
        if self._prompt is not None and self._prompt.number is not None:
            answers += [("0–9", self._t(_WRITE)), ("+ −", self._t(_CHANGE))]
        self._keys.show_hints([*answers, ("Esc", self._t(_LEAVE))])
        spoken = (self._words.heading, self._words.body, self._words.warning, self._words.number, reason)
        self.setAccessibleName(". ".join(filter(None, spoken)))

    def _reason(self) -> str:
        own = self._own.text().strip()
        return own or (
            self._words.reasons[self._draft.chosen] if self._words.reasons and self._draft.chosen >= 0 else ""
        )

    @property
    def _wants_reason(self) -> bool:
        return self._prompt is not None and self._prompt.must_choose and not self._reason()

    # --- keys ---

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _ENTERS and event.isAutoRepeat():
            event.accept()  # it was meant for what stood here before
        elif self._on_its_way:
            event.setAccepted(not key_places.step(event))
        elif key in _ENTERS and self._wants_reason:
            assert self._t is not None
            self.show_error(self._t(_CHOOSE_FIRST))
        elif key in _ENTERS:
            self.answered.emit(self._reason(), self._draft.value)
        elif key == Qt.Key.Key_Backspace:
            self._draft.erase()
            self._say()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._on_arrow(-1 if key == Qt.Key.Key_Up else 1)
        elif not self._take_sign(event):
            super().keyPressEvent(event)

    def _take_sign(self, event: QKeyEvent) -> bool:
        """A key that gives a sign is a command or the first letter of a reason; it goes nowhere else."""
        text, counts = event.text(), self._prompt is not None and self._prompt.number is not None
        sign, digit = key_places.step(event, by_place=counts), key_places.digit(event)
        if sign:
            self.step(sign)
        elif digit is not None:
            self._take_digit(digit)
        elif not text.isprintable() or not text:
            return False
        elif text.strip() and not self._own.isHidden():
            self._own.setFocus()
            self._own.setText(text)
        return True

    def _take_digit(self, digit: int) -> None:
        self._draft.digit(digit)
        self._own.clear()
        self._say()

    def _on_own_changed(self) -> None:
        if self._prompt is not None:
            self._say()

    def _on_own_edited(self, text: str) -> None:
        """Where nothing is left of it, digits choose again."""
        if not text:
            self.setFocus()

    def _on_arrow(self, by: int) -> None:
        if self._prompt is not None and self._prompt.number is not None:
            self.step(-by)
            return
        self._draft.move(by)
        self._say()
