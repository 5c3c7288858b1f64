"""A large button with what it means: one of the few ways on from here."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.icon_label import IconLabel

_ICON = 32
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
_ON = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})


class ChoiceCard(QPushButton):
    """Enter, Space and a click choose it; the arrows go to the card before or after it."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "tile")
        self._icon = IconLabel(icon, "accent", _ICON)
        self._word, self._means = role(QLabel(), "heading"), role(QLabel(), "muted")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._icon)
        column.addSpacing(SPACE)
        for label in (self._word, self._means):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        for widget in (self._icon, self._word, self._means):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoDefault(True)  # Enter presses it outside dialogs too
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, word: str, means: str) -> None:
        self._word.setText(word)
        self._means.setText(means)
        self.setAccessibleName(word)
        self.setAccessibleDescription(means)
        self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._column.totalHeightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        return self._column.totalSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._column.totalMinimumSize()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _BACK:
            self._go_to(-1)
        elif event.key() in _ON:
            self._go_to(1)
        else:
            super().keyPressEvent(event)

    def _go_to(self, step: int) -> None:
        around = self.parentWidget()
        assert around is not None
        cards = [card for card in around.findChildren(ChoiceCard) if card.isVisible()]
        at = cards.index(self) + step
        if 0 <= at < len(cards):
            cards[at].setFocus(Qt.FocusReason.TabFocusReason)
