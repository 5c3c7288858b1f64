"""A row of choices of which one holds, in sight all at once."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _Choice(QPushButton):
    """As wide as its word is in bold, in which the choice that holds is written: so nothing moves or is cut."""

    @override
    def sizeHint(self) -> QSize:
        plain, bold = (
            QFontMetrics(current().font("body", bold=one)).horizontalAdvance(self.text()) for one in (False, True)
        )
        return super().sizeHint() + QSize(max(bold - plain, 0), 0)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The row knows which choice is next; a button would look for it by where all stand, which may be changing."""
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Segmented(QFrame):
    """Tab comes to the choice that holds; the arrows go on to the next."""

    chosen = Signal(str)
    """The key that somebody chose; not what the program chose itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "track")
        self._keys: list[str] = []
        self._buttons: dict[str, QPushButton] = {}
        self._key = ""
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._row.setSpacing(SPACE)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Keys and their words; the choice that holds stays, or else the first one does. Also for other words."""
        keys = [key for key, _word in choices]
        if keys != self._keys:
            self._build(keys)
        for key, word in choices:
            self._buttons[key].setText(word)
            self._buttons[key].setAccessibleName(word)
        if keys:
            self.choose(self._key if self._key in self._buttons else keys[0])

    def _build(self, keys: Sequence[str]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        before = self._stop_before()
        self._keys = list(keys)
        self._buttons = {key: self._button(key) for key in keys}
        for one, following in itertools.pairwise((before, *self._buttons.values())):
            self.setTabOrder(one, following)

    def _stop_before(self) -> QWidget:
        """Where Tab comes from: the choices belong where this row stands, not behind what was made before them."""
        before: QWidget = self
        while (one := before.previousInFocusChain()) is not None and one is not self:
            before = one
            if one.focusPolicy() is not Qt.FocusPolicy.NoFocus and not self.isAncestorOf(one):
                return one
        return before

    def _button(self, key: str) -> QPushButton:
        button = role(_Choice(self), "segment")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False, key=key: self._on_clicked(key))
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    @property
    def key(self) -> str:
        """What holds; empty where there is nothing to choose from."""
        return self._key

    def choose(self, key: str) -> None:
        """Without a signal; the focus goes along. Raises KeyError for a key that is no choice."""
        if any(button.hasFocus() for button in self._buttons.values()):
            self._buttons[key].setFocus()
        self._buttons[key].setChecked(True)
        self._key = key
        self.setFocusProxy(self._buttons[key])
        for one, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one == key else Qt.FocusPolicy.ClickFocus)

    def _on_clicked(self, key: str) -> None:
        if key != self._key:
            self.choose(key)
            self.chosen.emit(key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = self._keys.index(self._key) + step
        if 0 <= at < len(self._keys):
            self._buttons[self._keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
            self._on_clicked(self._keys[at])
