"""Which guests the list shows: all, those with attention, those without a ticket; of all categories or of one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from aspara_desk.domain.guests import GuestFilter
from aspara_desk.domain.ticket_types import Category
from aspara_desk.i18n import vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.guests.side_by_side import SideBySide
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.segmented import Segmented

_EVERYBODY, _ATTENTION, _WITHOUT = "everybody", "attention", "without_ticket"
_WORDS = {
    _EVERYBODY: mark("All"),
    _ATTENTION: mark("With attention"),
    _WITHOUT: mark("Without a ticket"),
}
_SHOWN = mark("Guests shown")
_CATEGORY = mark("Category")
_ALL_CATEGORIES = mark("All categories")


class Filters(SideBySide):
    """A row of choices and a list of categories, and how many guests there are."""

    chosen = Signal(object)
    """A `GuestFilter`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(3 * SPACE, parent)
        self._kinds = Segmented(self)
        self._kinds.set_choices([(key, "") for key in _WORDS])  # before the list of categories: Tab goes in this order
        beside = QWidget(self)
        self._categories = QComboBox(beside)
        self._categories.addItem("", None)
        for category in Category:
            self._categories.addItem("", category)
        self._categories.setMaxVisibleItems(len(Category) + 1)
        self._categories.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # in every language
        self._count = role(QLabel(beside), "muted")
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._categories)
        row.addStretch(1)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(self._kinds)
        self.add(beside, fills=True)
        self._kinds.chosen.connect(self._on_chosen)
        self._categories.activated.connect(self._on_chosen)

    def set_words(self, t: Translator) -> None:
        self._kinds.setAccessibleName(t(_SHOWN))
        self._kinds.set_choices([(key, t(word)) for key, word in _WORDS.items()])
        self._categories.setAccessibleName(t(_CATEGORY))
        self._categories.setItemText(0, t(_ALL_CATEGORIES))
        for row in range(1, self._categories.count()):
            self._categories.setItemText(row, t(vocabulary.CATEGORIES[self._categories.itemData(row)]))

    def show_count(self, text: str) -> None:
        self._count.setText(text)

    def set_choosing(self, *, enabled: bool) -> None:
        """Whether there is a list to choose from; what is found by its name is shown whatever is chosen."""
        self._kinds.setEnabled(enabled)
        self._categories.setEnabled(enabled)

    @property
    def wanted(self) -> GuestFilter:
        category = self._categories.currentData()
        return GuestFilter(
            None if category is None else Category(category),
            attention=self._kinds.key == _ATTENTION,
            without_ticket=self._kinds.key == _WITHOUT,
        )

    def choose_next(self) -> None:
        keys = list(_WORDS)
        self._kinds.choose(keys[(keys.index(self._kinds.key) + 1) % len(keys)])
        self._on_chosen()

    def open_categories(self) -> None:
        self._categories.setFocus()
        self._categories.showPopup()

    def choose_all(self) -> None:
        self._kinds.choose(_EVERYBODY)
        self._categories.setCurrentIndex(0)
        self._on_chosen()

    def _on_chosen(self) -> None:
        self.chosen.emit(self.wanted)
