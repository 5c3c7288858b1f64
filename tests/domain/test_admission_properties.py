"""What holds for whatever facts come together at a door."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aspara_desk.domain.admission import DoorFacts, Reason, ScanFacts, Source, TicketFacts, Verdict, VerdictKind, decide
from aspara_desk.domain.code import Unreadable
from aspara_desk.domain.presence import Movement, Occupancy
from aspara_desk.domain.programme import Control, Direction, Door
from aspara_desk.domain.sales import TicketState
from aspara_desk.domain.ticket_types import Category, Grant, Per, Reentry, Window, WindowKind
from tests.domain.planning import (
    DESK,
    EVENTS,
    HALL,
    OTHER_DESK,
    PARTY,
    ROOM,
    SHOW,
    SQUARE,
    TALK,
    at,
    at_door,
    door,
    event,
    exit_at,
    movement,
    opens,
    programme,
    ticket,
    type_of,
)

moments = st.integers(0, 4 * 24 * 3600).map(lambda seconds: at("00:00") + timedelta(seconds=seconds))
some_events = st.lists(st.sampled_from(EVENTS), unique=True)
windows = st.one_of(
    st.just(Window()),
    st.just(Window(WindowKind.ANY_TIME)),
    st.builds(Window, st.just(WindowKind.MINUTES), st.integers(0, 300), st.integers(0, 300)),
)
grants = st.builds(
    Grant,
    st.integers(0, 3),
    some_events.map(lambda chosen: opens(*chosen)),
    windows,
    st.one_of(st.none(), st.integers(1, 4)),
    st.sampled_from(Per),
    st.sampled_from(Reentry),
)
slots = st.sampled_from(["exit", "season:0", "day:0:2022-10-01", *(f"event:{one.id.hex}" for one in EVENTS)])


@st.composite
def movements(draw: st.DrawFn) -> Movement:
    make = draw(st.sampled_from([movement, exit_at]))
    return make(
        draw(moments),
        draw(st.sampled_from([*EVENTS, None])),
        slot=draw(slots),
        desk_id=draw(st.sampled_from([DESK, OTHER_DESK])),
        ordinal=draw(st.integers(1, 9)),
        uses_entry=draw(st.booleans()),
    )


tickets = st.builds(
    TicketFacts,
    st.uuids(),
    st.just("A-000001"),
    st.sampled_from(TicketState),
    st.uuids(),
    st.builds(
        lambda granted, category, on_trust: type_of(*granted, category=category, on_trust=on_trust),
        st.lists(grants, max_size=3),
        st.sampled_from(Category),
        st.booleans(),
    ),
    st.booleans(),
    st.one_of(st.none(), st.just("A-000002")),
    attention=st.one_of(st.none(), st.just("Ask.")),
    movements=st.lists(movements(), max_size=4).map(tuple),
)
readings = st.builds(
    ScanFacts,
    st.one_of(st.none(), tickets),
    st.one_of(st.none(), st.sampled_from(Unreadable)),
    st.sampled_from(Source),
    st.booleans(),
    st.one_of(st.none(), st.just("because")),
)


@st.composite
def doors(draw: st.DrawFn) -> DoorFacts:
    changed = [
        replace(
            one,
            control=draw(st.sampled_from(Control)),
            delay=timedelta(minutes=draw(st.integers(0, 90))),
            audience_limit=draw(st.one_of(st.none(), st.integers(0, 2))),
        )
        for one in draw(some_events)
    ]
    counts = st.dictionaries(st.sampled_from([one.id for one in EVENTS]), st.integers(0, 3))
    heads = st.dictionaries(st.sampled_from([HALL, ROOM, SQUARE]), st.integers(0, 3))
    chosen = draw(some_events)
    return DoorFacts(
        programme(*changed),
        Door(UUID(int=0x700), "door", SHOW.titles, tuple(one.id for one in chosen), hold=draw(st.booleans())),
        DESK,
        draw(st.sampled_from(Direction)),
        Occupancy(draw(counts), draw(counts), draw(heads)),
        draw(st.dictionaries(st.sampled_from([HALL, ROOM, SQUARE]), st.lists(moments, max_size=2))),
        draw(st.one_of(st.none(), st.sampled_from([one.id for one in EVENTS]))),
    )


@settings(max_examples=600, deadline=None)
@given(readings, doors(), moments)
def test_every_reading_has_an_answer(scan: ScanFacts, facts: DoorFacts, now: datetime) -> None:
    verdict = decide(scan, facts, now)
    admitted = verdict.kind is VerdictKind.ADMIT
    assert admitted == (verdict.passage is not None)
    assert (verdict.reason is Reason.OK or verdict.override is not None) == admitted
    if verdict.kind is VerdictKind.ASK:
        assert verdict.reason in {Reason.MISREAD, Reason.JUST_ADMITTED, Reason.CHECK_PERSON}
    if admitted and facts.direction is Direction.IN:
        holds_for_an_admission(scan, verdict)
    if scan.ticket and not scan.unreadable and facts.direction is Direction.OUT:
        assert admitted
    assert verdict == decide(scan, facts, now)


def holds_for_an_admission(scan: ScanFacts, verdict: Verdict) -> None:
    assert scan.ticket is not None
    assert verdict.override == (scan.override if verdict.override else None)
    if verdict.override is None:
        assert scan.ticket.state is TicketState.VALID
        assert verdict.event_id in scan.ticket.type.opens()
    if scan.ticket.attention and verdict.override is None:
        assert verdict.confirmed


steps = st.lists(
    st.tuples(
        st.integers(0, 45 * 60),
        st.sampled_from(Direction),
        st.sampled_from([DESK, OTHER_DESK]),
        st.booleans(),
    ),
    max_size=30,
)


@pytest.mark.parametrize("reentry", Reentry)
@pytest.mark.parametrize("per", Per)
@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3), steps)
def test_never_more_entries_than_were_granted(per: Per, reentry: Reentry, entries: int, walk: list) -> None:
    """A whole evening at one door, scan by scan: what is granted in a slot never passes its entries."""
    open_all_day = [
        event(one.key, "04:00", "05:00", "27:00", "27:30", id=one.id, venue_id=one.venue_id)
        for one in (SHOW, TALK, PARTY)
    ]
    plan = programme(*open_all_day)
    kind = type_of(Grant(0, opens(SHOW, TALK, PARTY), entries=entries, per=per, reentry=reentry))
    now, made = at("06:00"), ()
    for wait, direction, desk, last_chosen in walk:
        now += timedelta(seconds=wait)
        facts = at_door(
            plan=plan, door=door(SHOW, TALK, PARTY), direction=direction, desk_id=desk,
            chosen=PARTY.id if last_chosen else None,
        )  # fmt: skip
        verdict = decide(ScanFacts(ticket(kind, movements=made)), facts, now)
        if verdict.passage:
            step = verdict.passage
            make = exit_at if direction is Direction.OUT else movement
            made = (*made, make(now, plan.event(step.event_id) if step.event_id else None, slot=step.slot,
                                ordinal=step.ordinal, uses_entry=step.uses_entry, desk_id=desk))  # fmt: skip
    inwards = [one for one in made if one.direction is Direction.IN]
    for slot in {one.slot for one in inwards}:
        here = [one for one in inwards if one.slot == slot]
        assert sum(one.uses_entry for one in here) <= entries
        assert [one.ordinal for one in here] == list(range(1, len(here) + 1))
        if reentry is Reentry.NEVER:
            assert all(one.uses_entry for one in here)
