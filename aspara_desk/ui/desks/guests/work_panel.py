"""Long work in its place above the list: what is about to be done, how far it is, and what came of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.guests.find_box import FindBox
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.icon_label import IconLabel
from aspara_desk.ui.widgets.progress import ProgressRow

_CLOSE = mark("Close")
Words = Callable[[Translator], tuple[str, str]]
_MOST_ROWS = 3  # of a list of problems that are in sight at once
_LOOKS = {
    "plan": ("panel", "info", "accent"),
    "ok": ("banner-ok", "circle-check", "ok"),
    "warning": ("banner-warning", "triangle-alert", "warning"),
    "info": ("banner-info", "info", "link"),
    "error": ("banner-error", "triangle-alert", "error"),
}


class WorkPanel(QFrame):
    """Takes no place until there is something to tell. Enter does what is proposed, Esc puts it away.

    Work that runs is not stopped by Esc: its own button does that and a key of its own, which the room has, so that
    no key hit by chance ends it.
    """

    told = Signal()
    """Something else is to be done, or was done."""
    left = Signal()
    """The focus may go back to the list: nothing is to be chosen here."""
    cancelled = Signal()
    """Somebody wants the work that runs stopped."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._words: Words | None = None
        self._icon = IconLabel("info", "accent", parent=self)
        self._title, self._text = role(QLabel(), "strong"), role(QLabel(), "body")
        self.progress = ProgressRow(self)
        self._problems = QListWidget(self)
        self._middle = QVBoxLayout()
        self._extras: list[QWidget] = []
        self.primary = role(QPushButton(), "primary")
        self.secondary, self.third, self._close = (role(QPushButton(), "secondary") for _ in range(3))
        self._lay_out()
        self.progress.cancelled.connect(self.cancelled)
        self._close.clicked.connect(self.put_away)
        self.hide()

    def _lay_out(self) -> None:
        for label in (self._title, self._text):
            label.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._problems.setWordWrap(True)
        self._problems.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        for button in (self.third, self.secondary, self._close, self.primary):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addLayout(self._middle)
        column.addWidget(self.progress)
        column.addWidget(self._problems)

    def add_extra(self, widget: QWidget) -> None:
        """Something of the caller's below the words; shown while nothing runs and where it is asked for."""
        self._extras.append(widget)
        self._middle.addWidget(widget)
        widget.hide()

    def set_tab_order_after(self, before: QWidget) -> None:
        """Tab comes from there to what is in here, though this was made later: buttons first, then from top to bottom.

        The button that stops what runs stays at the end: it has a key of its own.
        """
        buttons = (self.third, self.secondary, self._close, self.primary)
        below = (_stops(part) for part in (*self._extras, self._problems))
        for one, following in pairwise((before, *buttons, *chain.from_iterable(below))):
            self.setTabOrder(one, following)

    def set_words(self, t: Translator) -> None:
        """Also while work runs; what else is told is the caller's."""
        self._t = t
        self.progress.set_words(t)
        self._close.setText(t(_CLOSE))
        if self._words is not None and self.is_running:
            title, what = self._words(t)
            self._say(title, "")
            self.progress.say(what)

    # --- what is told ---

    def tell(self, kind: str, title: str, text: str, problems: Sequence[str] = (), *, extras: bool = False) -> None:
        """`kind` is one of plan, ok, warning, info, error. Buttons are hidden until they are offered."""
        ground, icon, colour = _LOOKS[kind]
        role(self, ground)
        self._icon.show_icon(icon, colour)
        self.progress.finish()
        self._say(title, text)
        self._list(problems)
        for widget in self._extras:
            widget.setVisible(extras)
        for button in (self.primary, self.secondary, self.third):
            button.hide()
        self._close.show()
        self.show()
        self.told.emit()

    def run(self, words: Words, total: int) -> None:
        """Work of `total` pieces has begun; `words` says its title and what is being done, in whatever language."""
        had_focus = self.has_focus
        self._words = words
        title, what = words(self._t)
        self.tell("plan", title, "")
        self._close.hide()
        self.progress.start(what, total)
        self.told.emit()
        if had_focus:
            self.left.emit()

    def offer(self, button: QPushButton, word: str, *, enabled: bool = True) -> None:
        button.setText(word)
        button.setAccessibleName(word)
        button.setEnabled(enabled)
        button.show()
        self.told.emit()

    def _say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(" ".join(filter(None, (title, text))))

    def _list(self, problems: Sequence[str]) -> None:
        self._problems.clear()
        self._problems.addItems(list(problems))
        self._problems.setVisible(bool(problems))
        self._problems.setFixedHeight(current().px(11 * SPACE) * min(len(problems), _MOST_ROWS) + 2 * SPACE)

    def set_problems_name(self, name: str) -> None:
        self._problems.setAccessibleName(name)

    @property
    def has_focus(self) -> bool:
        """Also while another window, such as the dialog for a file, is in front: it is what keys reach after that."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    @contextmanager
    def keeping_focus(self) -> Iterator[None]:
        """What is told in here is told anew: a button that has the focus would lose it when it is hidden for it."""
        held = self.window().focusWidget() if self.has_focus else None
        yield
        if held is not None and held.isVisible() and held.isEnabled():
            held.setFocus()
        elif held is not None:
            self.take_focus()

    @property
    def proposal(self) -> str | None:
        """The word for what is proposed, if anything."""
        return self.primary.text() if self.tells and not self.primary.isHidden() else None

    @property
    def enter_does(self) -> str | None:
        """In a word; None: nothing, or what Esc does too."""
        focused = self.window().focusWidget()
        if focused is self._close:
            return None
        if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            return focused.text()
        return self.proposal

    @property
    def is_running(self) -> bool:
        return not self.progress.isHidden()

    @property
    def tells(self) -> bool:
        """There is something that Esc puts away."""
        return not self.isHidden() and not self.is_running

    @property
    def is_asking(self) -> bool:
        """Something is to be chosen in it."""
        return self.tells and any(not widget.isHidden() for widget in self._extras)

    def take_focus(self, wanted: QWidget | None = None) -> None:
        """To what is `wanted`, or proposed; unless somebody is typing elsewhere by now."""
        if self.isVisible() and not _is_typed_in(self.window().focusWidget()):
            proposed = self.primary if self.primary.isVisible() and self.primary.isEnabled() else self._close
            (wanted or proposed).setFocus()
            self.told.emit()

    def put_away(self) -> None:
        if self.tells:
            focused = self.has_focus
            self.hide()
            self.told.emit()
            if focused:
                self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.window().focusWidget()
            button = focused if isinstance(focused, QPushButton) and self.isAncestorOf(focused) else self.primary
            if button.isVisible() and button.isEnabled():
                button.click()
        elif event.key() == Qt.Key.Key_Escape and self.tells:
            self.put_away()
        else:
            super().keyPressEvent(event)


def _stops(part: QWidget) -> Iterator[QWidget]:
    """Where Tab stops in a part, in the order in which its parts were made."""
    if part.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield part
        return
    for child in part.children():
        if isinstance(child, QWidget):
            yield from _stops(child)


def _is_typed_in(widget: QWidget | None) -> bool:
    """An empty box to find guests in is where the focus waits, and nobody's typing is lost."""
    return isinstance(widget, QLineEdit) and not (isinstance(widget, FindBox) and not widget.text())
