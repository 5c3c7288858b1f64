"""Keys in sight: a key's cap with the word for what it does, and a row of them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE

_MOST_ROWS = 2
_NEARLY_FULL = 0.7  # of a row
_GAP = 4 * SPACE
_BETWEEN = SPACE


class KeyHint(QWidget):
    """`key` is what stands on the cap, `word` what it does."""

    def __init__(self, key: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cap = role(QLabel(key), "key")
        self._word = role(QLabel(word), "caption")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(current().px(1.5 * SPACE))
        self._row.addWidget(self._cap)
        self._row.addWidget(self._word)
        self.setAccessibleName(f"{key}: {word}")

    @property
    def key(self) -> str:
        return self._cap.text()

    @property
    def word(self) -> str:
        return self._word.text()

    def show_hint(self, key: str, word: str, *, holds: bool = False) -> None:
        """`holds`: it is the one of several choices that is taken."""
        self._cap.setText(key)
        role(self._word, "strong" if holds else "caption")
        self._word.setText(word)
        self.setAccessibleName(f"{key}: {word}")
        self._row.invalidate()


class KeyBar(QWidget):
    """Keys, the most useful first, in one row or, where they do not fit, in two; what fits in neither is left out:
    those before the last one, which stays, as it leads out of a language that nobody here reads.

    It stays as high as it had to be once, so that nothing above it moves while people work; and it takes its second row
    before that, when the first is nearly full, as the next step of the work may have a key more.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: list[KeyHint] = []
        self._used = 0
        self._rows = 1
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        current().changed.connect(self._on_theme_changed)

    def show_hints(self, hints: Sequence[tuple[str, str]], holds: int = -1) -> None:
        """Keys and their words, in the window's language. Where they are choices, `holds` is the place of one."""
        while len(self._hints) < len(hints):
            self._hints.append(KeyHint("", "", self))
        for place, (key, word) in enumerate(hints):
            self._hints[place].show_hint(key, word, holds=place == holds)
        self._used = len(hints)
        self.updateGeometry()
        self._place()

    def shown(self) -> Sequence[str]:
        """The keys that fit."""
        return [hint.key for hint in self._hints if not hint.isHidden()]

    @override
    def sizeHint(self) -> QSize:
        gap = current().px(_GAP)
        sizes = [hint.sizeHint() for hint in self._hints[: self._used]]
        return QSize(sum(size.width() + gap for size in sizes), self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._rows = 1
        self._place()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        between = current().px(_BETWEEN)
        height = max((hint.sizeHint().height() for hint in self._hints[: self._used]), default=current().px(6 * SPACE))
        rows = self._fitting()
        is_nearly_full = self.sizeHint().width() > self.width() * _NEARLY_FULL
        self._rows = max(self._rows, _MOST_ROWS if is_nearly_full else 1)
        self.setFixedHeight(self._rows * (height + between) - between)
        top = 0 if len(rows) > 1 else (self.height() - height) // 2
        for number, row in enumerate(rows):
            left = 0
            for hint in row:
                hint.setGeometry(left, top + number * (height + between), hint.sizeHint().width(), height)
                left += hint.width() + current().px(_GAP)
        placed = {hint for row in rows for hint in row}
        for hint in self._hints:
            hint.setVisible(hint in placed)

    def _fitting(self) -> Sequence[Sequence[KeyHint]]:
        """Rows of those that are shown."""
        shown = self._hints[: self._used]
        while len(rows := self._broken(shown)) > _MOST_ROWS and len(shown) > 1:
            shown = [*shown[:-2], shown[-1]]
        return rows

    def _broken(self, hints: Sequence[KeyHint]) -> Sequence[Sequence[KeyHint]]:
        rows: list[list[KeyHint]] = [[]]
        left = 0
        for hint in hints:
            width = hint.sizeHint().width()
            if left and left + width > self.width():
                rows.append([])
                left = 0
            rows[-1].append(hint)
            left += width + current().px(_GAP)
        return rows
