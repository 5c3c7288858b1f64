"""Many processes at desks and doors of one store, kept ready: a race starts at a barrier, not at a `fork`."""

import multiprocessing
import secrets
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Self
from uuid import UUID

from aspara_desk.box_office import selling
from aspara_desk.box_office import tickets as box_office
from aspara_desk.domain.errors import Refused
from aspara_desk.domain.ids import ENTROPY_BYTES, uuid7
from aspara_desk.domain.programme import Direction
from aspara_desk.domain.rights import Actor, Role
from aspara_desk.door import corrections
from aspara_desk.door.check_in import Attempt, check_in
from aspara_desk.door.gates import door_by_key, gate
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.opening import open_store
from aspara_desk.store.season_keys import unlock
from tests.conftest import DESK_A, DESK_B
from tests.door.festival import told

PATIENCE = 60.0  # seconds that a process waits for the others; a race itself takes milliseconds
Meet = Callable[[], object]
DESKS = {"A": DESK_A, "B": DESK_B}


def now() -> datetime:
    return datetime.now(UTC)


def new_id(moment: datetime) -> UUID:
    return uuid7(moment, secrets.token_bytes(ENTROPY_BYTES))


@contextmanager
def workplace(address: str, letter: str = "A") -> Iterator[Workplace]:
    """A manager at a desk of the store, with a real clock."""
    store = open_store(address)
    try:
        yield Workplace(store, Actor("Dana", Role.MANAGER, DESKS[letter], letter), now, new_id)
    finally:
        store.close()


# --- what the processes do; each gives a list with one answer a round ------------------------------------------------


def scan(address: str, letter: str, door: str, rounds: Sequence[tuple[str, datetime]], meet: Meet) -> list[Any]:
    """Scans the text of each round at its time, all processes at once."""
    answers = []
    with workplace(address, letter) as here:
        entrance = gate(here.read(lambda unit: unit.programme), door, None, None)
        for text, moment in rounds:
            attempt = Attempt(text, moment, new_id(now()))
            meet()
            answers.append(told(check_in(here, entrance, attempt)))
    return answers


def enter_and_leave(
    address: str, letter: str, door: str, rounds: Sequence[tuple[str, datetime]], meet: Meet
) -> list[Any]:
    """As `scan`, but whoever was let in leaves again before the next round."""
    answers = []
    with workplace(address, letter) as here:
        programme = here.read(lambda unit: unit.programme)
        entrance, way_out = gate(programme, door, None, None), gate(programme, door, None, Direction.OUT)
        for text, moment in rounds:
            meet()
            answers.append(told(check_in(here, entrance, Attempt(text, moment, new_id(now())))))
            meet()
            if answers[-1] == "ok":
                check_in(here, way_out, Attempt(text, moment, new_id(now())))
    return answers


def sell(address: str, letter: str, kind: str, rounds: int, meet: Meet) -> list[Any]:
    """Sells one ticket a round; gives its number, its seat, or why it was refused."""
    answers = []
    with workplace(address, letter) as here:
        keys = unlock(here.read(lambda unit: unit.identity.keys()), None)
        for _ in range(rounds):
            meet()
            try:
                [ticket] = selling.sell(here, keys, type_key=kind).tickets
                answers.append((ticket.number, ticket.seat))
            except Refused as refused:
                answers.append((refused.kind, None))
    return answers


def come_and_go(address: str, letter: str, door: str, codes: Sequence[str], meet: Meet) -> list[Any]:
    """Each round one guest comes, and leaves or is taken back; the moments are those of the real clock."""
    answers = []
    with workplace(address, letter) as here:
        programme = here.read(lambda unit: unit.programme)
        entrance, way_out = gate(programme, door, None, None), gate(programme, door, None, Direction.OUT)
        for number, text in enumerate(codes):
            meet()
            entered = check_in(here, entrance, Attempt(text, now(), new_id(now())))
            answers.append(told(entered))
            if number % 3 == 0:
                check_in(here, way_out, Attempt(text, now(), new_id(now())))
            elif number % 3 == 1 and answers[-1] == "ok":
                corrections.undo(here, entered.scan_id, "wrong person")
    return answers


def clear(address: str, letter: str, door: str, rounds: int, meet: Meet) -> list[Any]:
    """Each round everybody is sent out of the venue behind the door."""
    left = []
    with workplace(address, letter) as here:
        place = door_by_key(here.read(lambda unit: unit.programme), door)
        for _ in range(rounds):
            meet()
            left.append(corrections.everyone_out(here, place, "fire drill", now()).inside)
    return left


def scan_for_newer(
    address: str, letter: str, door: str, rounds: Sequence[tuple[str, datetime]], meet: Meet
) -> list[Any]:
    """As `scan`; gives the number that the answer names."""
    answers = []
    with workplace(address, letter) as here:
        entrance = gate(here.read(lambda unit: unit.programme), door, None, None)
        for text, moment in rounds:
            meet()
            answer = check_in(here, entrance, Attempt(text, moment, new_id(now())))
            answers.append((told(answer), answer.verdict.facts.get("replaced_by")))
    return answers


def replace(address: str, letter: str, numbers: Sequence[str], meet: Meet) -> list[Any]:
    """Replaces one ticket a round; gives the newer number."""
    newer = []
    with workplace(address, letter) as here:
        keys = unlock(here.read(lambda unit: unit.identity.keys()), None)
        for number in numbers:
            meet()
            newer.append(box_office.replace(here, keys, number).tickets[0].number)
    return newer


# --- the processes ---------------------------------------------------------------------------------------------------


def _work(orders: Connection, barriers: dict[int, Any]) -> None:
    while (order := orders.recv()) is not None:
        parties, act = order
        barrier = barriers[parties]
        try:
            answers, failure = act(meet=partial(barrier.wait, PATIENCE)), None
        except Exception:  # noqa: BLE001 - told to the test, which fails of it
            answers, failure = [], traceback.format_exc()
            barrier.abort()
        orders.send((answers, failure))


class Crowd:
    """So many processes, started once. `race` has the first few of them do something at the same time."""

    def __init__(self, size: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        self._barriers = {parties: context.Barrier(parties) for parties in {2, size}}
        self._orders: list[Connection] = []
        self._processes = []
        for _ in range(size):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, self._barriers), daemon=True)
            process.start()
            theirs.close()
            self._orders.append(ours)
            self._processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for orders in self._orders:
            orders.send(None)
        for process in self._processes:
            process.join(PATIENCE)

    def race(self, *acts: partial[list[Any]]) -> list[tuple[Any, ...]]:
        """Has as many processes act, each on its own; gives what they answered, one tuple a round."""
        racing = self._orders[: len(acts)]
        for orders, act in zip(racing, acts, strict=True):
            orders.send((len(acts), act))
        told = [orders.recv() for orders in racing]
        failures = [failure for _answers, failure in told if failure]
        if failures:
            self._barriers[len(acts)].reset()  # or the next race would fail of this one
        assert failures == []
        return list(zip(*(answers for answers, _failure in told), strict=True))
