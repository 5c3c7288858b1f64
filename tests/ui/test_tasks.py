import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from aspara_desk.domain.errors import DeskError, Refused
from aspara_desk.ui.tasks import Cancelled, Lane, Latest, Progress, Tasks
from tests.ui.conftest import PATIENCE_MS


@dataclass
class Heard:
    """What came back, and in which thread."""

    done: list[object] = field(default_factory=list)
    failed: list[DeskError] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    cancelled: int = 0

    def on_done(self, outcome: object) -> None:
        self.done.append(outcome)
        self.threads.add(threading.current_thread().name)

    def on_failed(self, error: DeskError) -> None:
        self.failed.append(error)
        self.threads.add(threading.current_thread().name)

    def on_cancelled(self) -> None:
        self.cancelled += 1


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def tasks(qapp: object) -> Tasks:  # noqa: ARG001 - Qt has to be there first
    return Tasks()


@pytest.fixture
def idle(tasks: Tasks, qtbot: QtBot) -> Callable[[], None]:
    def wait() -> None:
        if tasks.busy:
            with qtbot.waitSignal(tasks.idle, timeout=PATIENCE_MS):
                pass

    return wait


def test_work_is_done_elsewhere_and_answered_here(tasks: Tasks, heard: Heard, idle: Callable[[], None]) -> None:
    tasks.run(tasks, Lane.DESK, threading.get_ident, heard.on_done, heard.on_failed)
    idle()
    assert heard.done != [threading.get_ident()]
    assert heard.threads == {threading.current_thread().name}


def test_a_lane_keeps_the_order_in_which_work_was_asked_for(
    tasks: Tasks, heard: Heard, idle: Callable[[], None]
) -> None:
    for number in range(200):
        tasks.run(tasks, Lane.DOOR, lambda number=number: number, heard.on_done, heard.on_failed)
    idle()
    assert heard.done == list(range(200))


def test_what_stands_in_the_way_is_told(tasks: Tasks, heard: Heard, idle: Callable[[], None]) -> None:
    def work() -> None:
        raise Refused("sold_out", type="vip", wanted=1, left=0)

    tasks.run(tasks, Lane.DESK, work, heard.on_done, heard.on_failed)
    idle()
    assert [error.kind for error in heard.failed] == ["sold_out"]
    assert heard.done == []


def test_a_fault_of_the_program_is_raised_where_everybody_hears_of_it(tasks: Tasks, heard: Heard, qtbot: QtBot) -> None:
    def work() -> None:
        raise RuntimeError("ours")

    with qtbot.captureExceptions() as raised:
        tasks.run(tasks, Lane.DESK, work, heard.on_done, heard.on_failed)
        with qtbot.waitSignal(tasks.idle, timeout=PATIENCE_MS):
            pass
    assert [str(error) for _kind, error, _trace in raised] == ["ours"]


def test_nobody_is_answered_who_is_gone(tasks: Tasks, heard: Heard, idle: Callable[[], None], qtbot: QtBot) -> None:
    owner, began, go_on = QObject(), threading.Event(), threading.Event()

    def work() -> str:
        began.set()
        assert go_on.wait(PATIENCE_MS / 1000)
        return "late"

    tasks.run(owner, Lane.DESK, work, heard.on_done, heard.on_failed)
    assert began.wait(PATIENCE_MS / 1000)
    with qtbot.waitSignal(owner.destroyed, timeout=PATIENCE_MS):
        owner.deleteLater()
    go_on.set()
    idle()
    assert heard.done == []


def test_of_questions_only_the_newest_is_answered(tasks: Tasks, heard: Heard, idle: Callable[[], None]) -> None:
    latest, asked, go_on = Latest(tasks, tasks), [], threading.Event()

    def ask(number: int) -> int:
        assert go_on.wait(PATIENCE_MS / 1000)
        asked.append(number)
        return number

    for number in range(50):
        latest.run(lambda number=number: ask(number), heard.on_done, heard.on_failed)
    go_on.set()
    idle()
    assert heard.done == [49]
    assert len(asked) <= 2  # one had begun; the others were never asked


def test_long_work_tells_how_far_it_is_and_stops_where_it_is_asked_to(
    tasks: Tasks, heard: Heard, idle: Callable[[], None]
) -> None:
    told: list[tuple[int, int]] = []
    asked_to_stop = threading.Event()

    def work(progress: Progress) -> None:
        progress.expect(1000)
        progress(1)
        assert asked_to_stop.wait(PATIENCE_MS / 1000)
        progress(2)

    task = tasks.run_long(tasks, work, heard.on_done, heard.on_failed, heard.on_cancelled)
    task.progressed.connect(lambda done, total: told.append((done, total)))
    task.cancel()
    asked_to_stop.set()
    idle()
    assert heard.cancelled == 1
    assert heard.done == []
    assert set(told) <= {(0, 1000), (1, 1000)}


def test_long_work_waits_for_its_turn_and_says_when_it_has_begun(
    tasks: Tasks, heard: Heard, idle: Callable[[], None]
) -> None:
    go_on, began = threading.Event(), []
    assert not tasks.is_taken(Lane.LONG)
    tasks.run_long(tasks, lambda _: go_on.wait(PATIENCE_MS / 1000), heard.on_done, heard.on_failed, heard.on_cancelled)
    assert tasks.is_taken(Lane.LONG)
    assert not tasks.is_taken(Lane.DESK)
    second = tasks.run_long(tasks, lambda _: "second", heard.on_done, heard.on_failed, heard.on_cancelled)
    second.began.connect(lambda: began.append(len(heard.done)))
    assert not second.begun
    go_on.set()
    idle()
    assert heard.done == [True, "second"]
    assert len(began) == 1
    assert not tasks.is_taken(Lane.LONG)


def test_what_is_cancelled_while_it_waits_ends_at_once_and_is_never_begun(
    tasks: Tasks, heard: Heard, idle: Callable[[], None]
) -> None:
    go_on, worked = threading.Event(), []
    tasks.run_long(tasks, lambda _: go_on.wait(PATIENCE_MS / 1000), heard.on_done, heard.on_failed, heard.on_cancelled)
    waiting = tasks.run_long(tasks, worked.append, heard.on_done, heard.on_failed, heard.on_cancelled)
    waiting.cancel()
    waiting.cancel()
    assert heard.cancelled == 1
    go_on.set()
    idle()
    tasks.run_long(tasks, lambda _: "third", heard.on_done, heard.on_failed, heard.on_cancelled)
    idle()
    assert (heard.done, heard.cancelled, worked) == ([True, "third"], 1, [])


def test_what_an_answer_asks_anew_can_still_be_forgotten(tasks: Tasks, heard: Heard, idle: Callable[[], None]) -> None:
    latest, go_on = Latest(tasks, tasks), threading.Event()

    def forget() -> None:
        latest.forget()
        go_on.set()

    def ask_again(_first: object) -> None:
        latest.run(lambda: go_on.wait(PATIENCE_MS / 1000), heard.on_done, heard.on_failed)
        QTimer.singleShot(0, forget)

    latest.run(lambda: None, ask_again, heard.on_failed)
    idle()
    assert heard.done == []


def test_no_progress_is_told_of_what_was_dropped(tasks: Tasks, heard: Heard, idle: Callable[[], None]) -> None:
    told, half_way = [], threading.Event()

    def work(progress: Progress) -> None:
        progress.expect(2)
        progress(1)
        half_way.set()

    task = tasks.run_long(tasks, work, heard.on_done, heard.on_failed, heard.on_cancelled)
    task.progressed.connect(lambda done, total: told.append((done, total)))
    assert half_way.wait(PATIENCE_MS / 1000)
    task.drop()
    idle()
    assert told == []
    assert heard.done == []


def test_finishing_leaves_out_long_work_that_waits(tasks: Tasks, heard: Heard) -> None:
    go_on, worked = threading.Event(), []

    def first(progress: Progress) -> None:
        while not progress.cancelled:
            go_on.wait(0.0001)
        progress(1)

    tasks.run_long(tasks, first, heard.on_done, heard.on_failed, heard.on_cancelled)
    for _ in range(200):  # enough for the first to stop while the rest is being cancelled
        tasks.run_long(tasks, worked.append, heard.on_done, heard.on_failed, heard.on_cancelled)
    tasks.finish()
    assert (heard.done, heard.cancelled, worked) == ([], 0, [])


def test_finishing_carries_out_what_was_asked_for(tasks: Tasks, heard: Heard) -> None:
    carried_out: list[int] = []
    for number in range(20):
        tasks.run(tasks, Lane.DESK, lambda number=number: carried_out.append(number), heard.on_done, heard.on_failed)
    tasks.finish()
    assert carried_out == list(range(20))
    assert heard.done == []


def test_cancelling_is_no_fault_of_work_that_ended(tasks: Tasks, heard: Heard, idle: Callable[[], None]) -> None:
    task = tasks.run_long(tasks, lambda _progress: "all", heard.on_done, heard.on_failed, heard.on_cancelled)
    idle()
    task_gone = task
    del task_gone
    assert (heard.done, heard.cancelled) == (["all"], 0)
    assert issubclass(Cancelled, Exception)


@pytest.mark.parametrize("in_work", [True, False])
def test_a_task_ends_even_where_the_program_is_at_fault(
    tasks: Tasks, heard: Heard, qtbot: QtBot, *, in_work: bool
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("ours")

    with qtbot.captureExceptions(), qtbot.waitSignal(tasks.idle, timeout=PATIENCE_MS):
        task = tasks.run(
            tasks, Lane.DESK, fail if in_work else int, heard.on_done if in_work else fail, heard.on_failed
        )
        task.ended.connect(heard.on_cancelled)
    assert heard.cancelled == 1
