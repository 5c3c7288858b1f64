from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QWidget

from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.guests.writing import add_guest
from aspara_desk.ui.widgets.segmented import Segmented
from tests.ui.guests.conftest import Room

SMALLEST = QSize(835, 481)  # what the frame leaves of the smallest window, in large letters
LONG = GuestDetails(
    "Аағар Әбдірахманқызы-Төлегенова-Нұрмұхамедова", email="gulzhakhan.abdirakhmankyzy.tolegenova@madeniet.gov.kz",
    organisation="Мәдениеттіңдамуынаарналғанқоғамдыққор", attention="Check the passport with the list at the desk",
)  # fmt: skip


@pytest.fixture
def narrow(room: Room) -> Iterator[Room]:
    """The guest with the longest words, in the smallest window and the largest letters."""
    guest = add_guest(room.context.here, LONG)
    room.context.theme.set_text_scale(1.3)
    room.desk.resize(SMALLEST)
    room.desk._pane.show_guest(guest.id)
    room.settle()
    yield room
    room.context.theme.set_text_scale(1.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_in_the_smallest_window_and_the_largest_letters(narrow: Room, language: str) -> None:
    narrow.context.language.choose(language)
    narrow.desk.set_words(narrow.context.t)
    narrow.settle()
    desk = narrow.desk
    card = desk._pane.card
    assert card._scroll.widget().width() <= card._scroll.viewport().width()
    parts: list[QWidget] = [*desk._lists.filters.findChildren(Segmented), *desk._lists.filters.findChildren(QComboBox)]
    parts += [card._sell, card._attention, desk._add, desk._import, desk._batch]
    for part in parts:
        assert part.width() >= part.sizeHint().width()
    assert desk._lists.all.columnWidth(0) > desk.context.theme.px(150)


def test_the_list_of_categories_is_as_wide_as_its_longest_word_in_every_language(room: Room) -> None:
    categories = room.desk._lists.filters._categories
    for language in LANGUAGES:
        room.context.language.choose(language)
        room.desk.set_words(room.context.t)
        room.settle()
        longest = max(
            categories.fontMetrics().horizontalAdvance(categories.itemText(row)) for row in range(categories.count())
        )
        assert categories.width() > longest + 20
