from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from aspara_desk.domain.errors import DeskError, Refused, StoreUnusable
from aspara_desk.ui.context import Change, Context, Health
from tests.ui.conftest import PATIENCE_MS

Settle = Callable[[Context], None]


@pytest.fixture
def told(context: Context) -> list[object]:
    """What the rooms hear of."""
    heard: list[object] = []
    context.changed.connect(heard.append)
    context.health_changed.connect(lambda health, _error: heard.append(health))
    return heard


def _raise(error: Exception) -> None:
    raise error


def _let_be(_outcome: object) -> None:
    pass


def test_an_act_is_on_its_way_until_it_is_recorded(context: Context, told: list[object], settle: Settle) -> None:
    context.act(context, int, _let_be, _let_be, changes=Change.SALES)
    settle(context)

    assert told == [Health.SAVING, Change.SALES, Health.SAVED]


def test_what_was_refused_changes_nothing(context: Context, told: list[object], settle: Settle) -> None:
    failed: list[DeskError] = []
    context.act(context, lambda: _raise(Refused("no_seats_left")), _let_be, failed.append, changes=Change.SALES)
    settle(context)

    assert [error.kind for error in failed] == ["no_seats_left"]
    assert told == [Health.SAVING, Health.SAVED]


def test_a_store_in_trouble_is_told_until_it_records_again(
    context: Context, told: list[object], settle: Settle
) -> None:
    context.act(context, lambda: _raise(StoreUnusable("store_locked")), _let_be, _let_be, changes=Change.SALES)
    settle(context)
    assert told == [Health.SAVING, Health.TROUBLE]

    context.look_at_programme()  # it can be read while another program holds it
    settle(context)
    assert told[2:] == []

    context.act(context, int, _let_be, _let_be, changes=Change.SALES)
    settle(context)
    assert told[-1] is Health.SAVED


def test_a_fault_of_the_program_leaves_nothing_on_its_way(context: Context, told: list[object], qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(context.tasks.idle, timeout=PATIENCE_MS):
        context.act(context, lambda: _raise(RuntimeError("ours")), _let_be, _let_be, changes=Change.SALES)

    assert [str(error) for _kind, error, _trace in raised] == ["ours"]
    assert told == [Health.SAVING, Health.SAVED]


def test_rooms_hear_of_what_is_recorded_even_where_one_cannot_show_it(
    context: Context, told: list[object], qtbot: QtBot
) -> None:
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(context.tasks.idle, timeout=PATIENCE_MS):
        context.act(context, int, lambda _none: _raise(RuntimeError("ours")), _let_be, changes=Change.SALES)

    assert len(raised) == 1
    assert told == [Health.SAVING, Change.SALES, Health.SAVED]


def test_a_room_that_is_gone_is_not_answered_but_the_others_hear(
    context: Context, told: list[object], settle: Settle
) -> None:
    owner = QObject()
    answers: list[int] = []
    context.act(owner, int, answers.append, _let_be, changes=Change.SALES)
    owner.deleteLater()
    del owner
    settle(context)

    assert answers == []
    assert Change.SALES in told
