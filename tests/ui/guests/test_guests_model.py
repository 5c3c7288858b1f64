from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from aspara_desk.domain.ticket_types import Category
from aspara_desk.store.guest_lists import GuestLine
from aspara_desk.ui.models.guests import (
    ATTENTION,
    CATEGORY,
    LINE_ROLE,
    MOST_AT_ONCE,
    MOST_PAGES,
    NAME,
    PAGE,
    TICKETS,
    GuestsModel,
    Missed,
)


def line(number: int, name: str = "Saule", tickets: int = 0) -> GuestLine:
    return GuestLine(UUID(int=number), name, "", "Media", Category.PRESS, tickets, attention=number % 2 == 1)


def packed(*numbers: int) -> bytes:
    return b"".join(UUID(int=number).bytes for number in numbers)


def answer(model: GuestsModel, missed: Missed, name: str = "Saule") -> None:
    model.show_page(missed, [line(one.int, name) for one in missed.ids])


def test_the_model_keeps_to_the_rules_while_a_list_grows_and_is_read(qtmodeltester: ModelTester) -> None:
    model = GuestsModel()
    qtmodeltester.check(model)
    model.show_ids(packed(1, 2, 3))
    model.add_ids(packed(*range(4, 250)))
    model.index(0, 0).data()
    for missed in model.take_missed():
        answer(model, missed)
    model.look_again()
    model.show_lines([line(7), line(8)])
    model.show_ids(b"")
    assert model.rowCount() == 0


def test_a_line_is_asked_for_when_it_is_painted_and_comes_by_signal(qtbot: QtBot) -> None:
    model = GuestsModel()
    model.show_ids(packed(*range(1, 301)))
    with qtbot.waitSignal(model.missed):
        assert model.index(150, NAME).data() is None
    [missed] = model.take_missed()
    assert missed.page == 1
    with qtbot.waitSignal(model.dataChanged) as changed:
        answer(model, missed)
    assert [changed.args[0].row(), changed.args[1].row()] == [100, 199]
    assert model.index(150, NAME).data() == "Saule"


def test_what_was_missed_while_somebody_scrolled_on_is_not_asked_for() -> None:
    model = GuestsModel()
    model.show_ids(packed(*range(1, 100 * PAGE + 1)))
    for page in range(50):
        model.line(page * PAGE)
    assert [one.page for one in model.take_missed()] == [47, 48, 49]
    assert len(model.take_missed()) < MOST_AT_ONCE


def test_late_pages_are_dropped() -> None:
    model = GuestsModel()
    model.show_ids(packed(1, 2, 3))
    model.line(0)
    [late] = model.take_missed()
    model.show_ids(packed(4, 5, 6))
    answer(model, late, "late")
    assert model.line(0) is None


def test_a_page_that_grew_while_it_was_read_is_read_again() -> None:
    model = GuestsModel()
    model.show_ids(packed(1, 2, 3))
    model.line(0)
    [short] = model.take_missed()
    model.add_ids(packed(4, 5))
    answer(model, short)
    assert model.line(4) is None
    [whole] = model.take_missed()
    answer(model, whole)
    assert model.line(4) == line(5)


def test_what_may_have_changed_is_shown_as_it_was_until_it_is_read_again() -> None:
    model = GuestsModel()
    model.show_ids(packed(1, 2, 3))
    model.line(0)
    for missed in model.take_missed():
        answer(model, missed)
    model.look_again()
    assert model.line(0) == line(1)
    [again] = model.take_missed()
    answer(model, again, "Aizhan")
    assert model.line(0) == line(1, "Aizhan")
    assert model.take_missed() == ()


def test_a_guest_who_is_gone_leaves_an_empty_row() -> None:
    model = GuestsModel()
    model.show_ids(packed(1, 2))
    model.line(0)
    [missed] = model.take_missed()
    model.show_page(missed, [line(2)])
    assert model.line(0) is None
    assert model.line(1) == line(2)
    assert model.take_missed() == ()


def test_memory_is_bounded_however_far_one_scrolls() -> None:
    model = GuestsModel()
    model.show_ids(packed(*range(1, 200 * PAGE + 1)))
    for page in range(200):
        model.line(page * PAGE)
        for missed in model.take_missed():
            answer(model, missed)
    assert len(model._pages) == MOST_PAGES


def test_a_guest_is_found_by_id_wherever_their_bytes_begin() -> None:
    model = GuestsModel()
    shifted = UUID(bytes=packed(1)[8:] + packed(2)[:8])
    model.show_ids(packed(1, 2) + shifted.bytes)
    assert model.row_of(shifted) == 2
    assert model.row_of(UUID(int=2)) == 1
    assert model.row_of(UUID(int=9)) is None
    assert model.guest_id(1) == UUID(int=2)
    assert model.guest_id(3) is None


def test_a_row_says_what_it_shows() -> None:
    model = GuestsModel()
    model.set_words(["Name", "Organisation", "Category", "Tickets", "Attention"], {"press": "press"}, "attention")
    model.show_lines([line(1, tickets=3), line(2)])
    assert model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole) == "Saule, Media, press, 3, attention"
    assert [model.index(0, column).data() for column in (CATEGORY, TICKETS, ATTENTION)] == ["press", "3", "attention"]
    assert [model.index(1, column).data() for column in (TICKETS, ATTENTION)] == ["", ""]
    assert model.index(1, NAME).data(LINE_ROLE) == line(2)
    assert model.index(0, TICKETS).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
