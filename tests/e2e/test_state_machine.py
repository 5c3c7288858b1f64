"""Whatever people do at the box office and the doors, in any order: what must always hold, holds."""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from aspara_desk.box_office import tickets as box_office
from aspara_desk.domain.errors import Refused
from aspara_desk.domain.programme import Control, Direction
from aspara_desk.domain.rights import Actor, Role
from aspara_desk.domain.sales import Method, Ticket, TicketState, may_become
from aspara_desk.domain.ticket_types import Reentry
from aspara_desk.door import corrections
from aspara_desk.door.check_in import Answer
from aspara_desk.door.gates import door_by_key
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.check import check
from aspara_desk.store.opening import open_store
from aspara_desk.store.unit import Store
from tests.conftest import DESK_A, DESK_B, Clock, Ids
from tests.door.festival import Festival, at
from tests.emptied import emptied_store

T = TypeVar("T")
pytestmark = pytest.mark.heavy
KINDS = ("show", "show-after-exit", "show-free", "show-two-after-exit", "show-and-talk", "overlap", "room", "quota-3",
         "crew", "on-trust", "seat")  # fmt: skip
DOORS = ("hall", "hall-2", "room", "stage", "guarded")
HOME = {"room": "room"}
STANDING = {TicketState.VALID, TicketState.BLOCKED}


@dataclass
class Paper:
    """A ticket as the model knows it."""

    ticket: Ticket
    kind: str
    order: str
    state: TicketState = TicketState.VALID
    newer: "Paper | None" = None


@dataclass
class Reading:
    """A scan as it was made, to be made again."""

    paper: Paper
    how: dict[str, object]
    answer: Answer


def outcome(act: Callable[[], T]) -> tuple[str | None, T | None]:
    """Why an act was refused, or what it gave."""
    try:
        return None, act()
    except Refused as refused:
        return refused.kind, None


desks = st.sampled_from("AB")
steps = st.sampled_from([6, 0, 3, 60, 600, -30])


class Season(RuleBasedStateMachine):
    papers = Bundle("papers")
    readings = Bundle("readings")

    def __init__(self, fresh: Callable[[], Store]) -> None:
        super().__init__()
        self.store = fresh()
        self.clock, self.ids = Clock(), Ids()
        self.now = at("18:05")
        self.sold: list[Paper] = []
        self.paid: dict[str, bool] = {}
        self.overridden: set[object] = set()
        self.scan_count = 0

    @initialize(target=papers)
    def load(self) -> MultipleResults[Paper]:
        """A season in which one ticket of each kind is sold."""

        def at_desk(role: Role = Role.MANAGER, letter: str = "A", name: str = "Dana") -> Workplace:
            return Workplace(
                self.store, Actor(name, role, {"A": DESK_A, "B": DESK_B}[letter], letter), self.clock, self.ids
            )

        self.festival = Festival(at_desk)
        return multiple(*(self.sell_one(kind, Method.LATER if kind == "on-trust" else Method.CASH) for kind in KINDS))

    # --- the box office ---

    @rule(target=papers, kind=st.sampled_from(KINDS), method=st.sampled_from([Method.CASH, Method.LATER, Method.FREE]))
    def sell(self, kind: str, method: Method) -> Paper:
        return self.sell_one(kind, method)

    def sell_one(self, kind: str, method: Method) -> Paper:
        refused, sold = outcome(lambda: self.festival.sell(kind, method=method))
        if refused:
            assert refused in {"sold_out", "no_seats_left"}
            assert self.standing()[kind] == {"quota-3": 3, "seat": 8}[kind]
            return self.sold[0]
        paper = Paper(sold.tickets[0], kind, sold.order.number)
        self.paid[paper.order] = not (method is Method.LATER and sold.order.total.minor)
        self.sold.append(paper)
        return paper

    @rule(paper=papers)
    def pay(self, paper: Paper) -> None:
        due = not self.paid[paper.order] and any(one.state in STANDING for one in self.sold if one.order == paper.order)
        refused, _paid = outcome(lambda: box_office.pay(self.festival.office, paper.order, Method.CARD))
        assert refused == (None if due else "order_not_pending")
        self.paid[paper.order] |= due

    @rule(paper=papers, state=st.sampled_from([TicketState.VOID, TicketState.BLOCKED, TicketState.VALID]))
    def change(self, paper: Paper, state: TicketState) -> None:
        office, number = self.festival.office, paper.ticket.number
        acts = {
            TicketState.VOID: partial(box_office.void, office, number, "because"),
            TicketState.BLOCKED: partial(box_office.block, office, number, "because"),
            TicketState.VALID: partial(box_office.unblock, office, number),
        }
        refused, _ticket = outcome(acts[state])
        assert refused == (None if may_become(paper.state, state) else "ticket_state")
        paper.state = paper.state if refused else state

    @rule(target=papers, paper=papers)
    def replace(self, paper: Paper) -> Paper:
        act = partial(box_office.replace, self.festival.office, self.festival.keys, paper.ticket.number)
        refused, made = outcome(act)
        assert refused == (None if may_become(paper.state, TicketState.REPLACED) else "ticket_state")
        if made:
            paper.newer = Paper(made.tickets[0], paper.kind, paper.order, paper.state)
            paper.state = TicketState.REPLACED
            self.sold.append(paper.newer)
        return paper.newer or paper

    # --- the doors ---

    @rule(target=readings, paper=papers, desk=desks, step=steps, override=st.sampled_from([None, None, "because"]))
    def enter(self, paper: Paper, desk: str, step: int, override: str | None) -> Reading:
        return self.scan_once(paper, step, desk=desk, door=HOME.get(paper.kind, "hall"), override=override)

    @rule(target=readings, paper=papers, desk=desks, step=steps, door=st.sampled_from(DOORS), confirm=st.booleans())
    def enter_elsewhere(self, paper: Paper, desk: str, step: int, door: str, *, confirm: bool) -> Reading:
        return self.scan_once(paper, step, desk=desk, door=door, override=None, confirm=confirm)

    @rule(target=readings, reading=readings, step=steps, direction=st.sampled_from([None, Direction.OUT]))
    def again(self, reading: Reading, step: int, direction: Direction | None) -> Reading:
        """The same ticket at the same door, to come in once more or to leave."""
        how = {**reading.how, "direction": direction}
        del how["now"]
        return self.scan_once(reading.paper, step, **how)

    def scan_once(self, paper: Paper, step: int, **how: object) -> Reading:
        moment = self.now + timedelta(seconds=step)
        self.now = max(self.now, moment)
        answer = self.festival.scan(paper.ticket, moment, **how)
        self.scan_count += 1
        if answer.verdict.override:
            self.overridden.add(answer.scan_id)
        if answer.direction is Direction.IN and how.get("override") is None:
            self.is_as_the_paper_says(paper, answer)
        if answer.direction is Direction.OUT:
            assert answer.verdict.kind.value == "admit"
        return Reading(paper, {**how, "now": moment}, answer)

    def is_as_the_paper_says(self, paper: Paper, answer: Answer) -> None:
        reason = answer.verdict.reason.value
        if paper.state is not TicketState.VALID:
            assert reason == paper.state.value
        elif not self.paid[paper.order] and paper.kind != "on-trust":
            assert reason == "unpaid"
        else:
            assert reason not in {"void", "blocked", "replaced", "unpaid", "unknown", "misread", "not_a_ticket"}

    @rule(reading=readings)
    def replay(self, reading: Reading) -> None:
        again = self.festival.scan(reading.paper.ticket, scan_id=reading.answer.scan_id, **reading.how)
        for part in ("kind", "reason", "facts", "notices", "event_id", "confirmed", "override"):
            assert getattr(again.verdict, part) == getattr(reading.answer.verdict, part)

    @rule(reading=readings)
    def undo(self, reading: Reading) -> None:
        refused, _undone = outcome(lambda: self.festival.undo(reading.answer, role=Role.SUPERVISOR))
        assert refused in {None, "nothing_to_undo", "already_undone", "not_the_latest"}

    @rule(door=st.sampled_from(DOORS), step=st.sampled_from([0, 6, -30]))
    def everyone_out(self, door: str, step: int) -> None:
        moment = self.now + timedelta(seconds=step)
        corrections.everyone_out(self.festival.office, door_by_key(self.festival.programme, door), "drill", moment)

    @rule(door=st.sampled_from(DOORS), people=st.sampled_from([1, 2, -1]), step=st.sampled_from([0, -30]))
    def count(self, door: str, people: int, step: int) -> None:
        place, moment = door_by_key(self.festival.programme, door), self.now + timedelta(seconds=step)
        act = partial(corrections.count_people, self.festival.office, place, people, "because", moment)
        refused, _count = outcome(act)
        assert (refused, people) in {(None, people), ("count_below_zero", -1)}

    @rule(event=st.sampled_from(["d1-talk", "d1-room"]), control=st.sampled_from(Control))
    def control(self, event: str, control: Control) -> None:
        corrections.control_event(self.festival.office, event, control, 20 if control is Control.SCHEDULE else None)

    # --- what always holds ---

    def standing(self) -> Counter[str]:
        return Counter(one.kind for one in self.sold if one.state in STANDING)

    @invariant()
    def quotas_are_what_stands(self) -> None:
        if not self.sold:
            return
        standing = self.standing()
        kept = self.festival.office.read(lambda unit: unit.counters.all())
        for kind in self.festival.programme.ticket_types:
            assert kept[counters.sold(kind.id)] == standing[kind.key]

    @invariant()
    def counters_follow_from_the_scans(self) -> None:
        if self.sold:
            assert self.festival.counters_off() == {}
            assert self.festival.count_scans() == self.scan_count

    @invariant()
    def every_right_has_one_paper(self) -> None:
        for right in {one.ticket.entitlement_id for one in self.sold}:
            papers = [one for one in self.sold if one.ticket.entitlement_id == right]
            assert len([one for one in papers if one.state is not TicketState.REPLACED]) == 1
        kept = self.festival.office.read(lambda unit: unit.sales.tickets([one.ticket.number for one in self.sold]))
        for one, ticket in zip(self.sold, kept, strict=True):
            newer = one.newer.ticket.number if one.newer else None
            assert (ticket.state, ticket.replaced_by) == (one.state, newer)

    @invariant()
    def nobody_enters_more_often_than_was_bought(self) -> None:
        for paper in self.sold:
            if paper.state is TicketState.REPLACED:
                continue
            facts = self.festival.office.read(lambda unit, one=paper: unit.scans.by_id(one.ticket.id, unit.programme))
            most = max(grant.entries or 0 for grant in facts.type.grants)
            comes_back = any(grant.reentry is not Reentry.NEVER for grant in facts.type.grants)
            used = Counter(
                one.slot
                for one in facts.movements
                if one.direction is Direction.IN and one.scan_id not in self.overridden
                if one.uses_entry or not comes_back
            )
            assert all(times <= most for times in used.values())

    def teardown(self) -> None:
        if self.sold:
            keys = self.festival.keys
            assert check(self.store, lambda key_id, ticket_id: keys.code(key_id, ticket_id).digest) == ()
        self.store.close()


EXAMPLES = {"sqlite": 30, "postgresql": 15}  # a server is slower, and the rules are the same


def test_any_order_of_acts(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if engine_name == "sqlite":
        numbers = itertools.count()

        def fresh() -> Store:
            return open_store(str(tmp_path / f"{next(numbers)}.db"), create=True)
    else:
        server = request.getfixturevalue("postgresql_server")
        address = server.url(server.create_database())

        def fresh() -> Store:
            return emptied_store(address)

    run_state_machine_as_test(
        lambda: Season(fresh),
        settings=settings(
            max_examples=EXAMPLES[engine_name], stateful_step_count=30, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
