"""Asks once, in place, before something is done: with a ready-made reason or a number, and Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.door.questions import Draft, Question, Words
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.fitted_label import FittedLabel
from aspara_desk.ui.widgets.key_hint import KeyBar

_OTHER_REASON = mark("or another reason, in your own words")
_REASON = mark("Reason")
_LEAVE = mark("leave it")
_CHOOSE = mark("choose a reason")
_CHOOSE_FIRST = mark("Choose a reason by its digit, or type one. Then Enter.")
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {"+": 1, "-": -1, "−": -1}


class QuestionPanel(QFrame):
    """One question at a time. A reason of one's own beats the ready-made ones as soon as anything is typed."""

    answered = Signal(str, int)
    """The reason (empty where none is wanted) and the number (0 where none is)."""
    left = Signal()
    said = Signal()
    """It has other words, and may need another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._question: Question | None = None
        self._draft = Draft(None, 0)
        self._on_its_way = False
        self._t: Translator | None = None
        self._words = Words("", "", "")
        self._heading = FittedLabel("heading", self)
        self._body = FittedLabel("muted", self)
        self._warning = FittedLabel("warning", self)
        self._number = role(QLabel(), "figure")
        self._reasons = KeyBar(self)
        self._own = QLineEdit()
        self._error = role(QLabel(), "error")
        self._keys = KeyBar(self)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._own.textChanged.connect(self._on_own_changed)

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
        column.addWidget(self._reasons)
        column.addLayout(last)

    @property
    def question(self) -> Question | None:
        return self._question

    @property
    def number(self) -> int:
        """As it is drafted."""
        return self._draft.value

    # --- what is asked ---

    def ask(self, question: Question, t: Translator) -> None:
        self._question = question
        self._on_its_way = False
        self._own.clear()
        self._error.hide()
        self._body.show()
        start = question.number.start if question.number else 0
        first = -1 if question.must_choose else 0
        self._draft = Draft(question.number, len(question.say(t, start).reasons), chosen=first)
        self.set_words(t)
        self.setFocus()

    def forget(self) -> None:
        self._question = None

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
        if self._question is None or self._t is None:
            return
        self._words = self._question.say(self._t, self._draft.value)
        self._heading.setText(self._words.heading)
        self._body.setText(self._words.body)
        self._warning.setText(self._words.warning)
        self._warning.setVisible(bool(self._words.warning))
        self._number.setText(self._words.number)
        self._number.setVisible(bool(self._words.number))
        choices = self._words.reasons if self._question.number is None else ()
        self._own.setVisible(bool(choices))
        self._reasons.setVisible(bool(choices))
        self._reasons.show_hints([(str(number), words) for number, words in enumerate(choices, start=1)])
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
        if self._wants_reason:
            self._keys.show_hints([(f"1–{len(self._words.reasons)}", self._t(_CHOOSE)), ("Esc", self._t(_LEAVE))])
        else:
            self._keys.show_hints([("Enter", does), ("Esc", self._t(_LEAVE))])
        spoken = (self._words.heading, self._words.body, self._words.warning, self._words.number, reason)
        self.setAccessibleName(". ".join(filter(None, spoken)))

    def _reason(self) -> str:
        own = self._own.text().strip()
        return own or (
            self._words.reasons[self._draft.chosen] if self._words.reasons and self._draft.chosen >= 0 else ""
        )

    @property
    def _wants_reason(self) -> bool:
        return self._question is not None and self._question.must_choose and not self._reason()

    # --- keys ---

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif self._on_its_way:
            event.setAccepted(text not in _STEPS)
        elif key in _ENTERS and self._wants_reason:
            assert self._t is not None
            self.show_error(self._t(_CHOOSE_FIRST))
        elif key in _ENTERS:
            self.answered.emit(self._reason(), self._draft.value)
        elif text in _STEPS:
            self.step(_STEPS[text])
        elif text.isdecimal() and text.isascii():
            self._draft.digit(int(text))
            self._say()
        elif key == Qt.Key.Key_Backspace:
            self._draft.erase()
            self._say()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._on_arrow(-1 if key == Qt.Key.Key_Up else 1)
        elif text.isprintable() and text.strip() and not self._own.isHidden():
            self._own.setFocus()
            self._own.setText(text)
        else:
            super().keyPressEvent(event)

    def _on_own_changed(self) -> None:
        if self._t is not None and self._question is not None:
            self._say_keys()

    def _on_arrow(self, by: int) -> None:
        if self._question is not None and self._question.number is not None:
            self.step(-by)
            return
        self._draft.move(by)
        self._say()
