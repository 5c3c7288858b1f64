"""An override lets somebody in to what takes place now, not to what is over."""

from dataclasses import replace

from aspara_desk.domain.programme import Control
from tests.domain.planning import MARKET, PARTY, SHOW, TALK, at_door, scanned, ticket, told, type_of
from tests.domain.test_admission_entries import granting

LATE = {"override": "the bus was late"}


def test_an_override_after_the_end_counts_at_the_event_that_runs() -> None:
    verdict = scanned(ticket(granting(SHOW)), at_door(SHOW, PARTY), "22:15", **LATE)
    assert told(verdict) == ("admit", "too_late")
    assert verdict.event_id == PARTY.id
    assert verdict.passage is not None
    assert (verdict.passage.event_id, verdict.passage.slot) == (PARTY.id, f"event:{PARTY.id.hex}")
    assert "control" in verdict.facts, "what was refused is still said"


def test_it_fills_the_room_of_the_event_that_runs() -> None:
    party = replace(PARTY, audience_limit=5)
    full = at_door(SHOW, party, occupancy={"audience": {PARTY.id: 5}})
    assert told(scanned(ticket(granting(SHOW)), full, "22:15", **LATE)) == ("refuse", "full")


def test_an_override_before_the_end_counts_where_it_was_refused() -> None:
    for now, event in (("20:00", SHOW), ("20:59:59", SHOW)):
        assert scanned(ticket(granting(SHOW)), at_door(SHOW, TALK), now, **LATE).event_id == event.id
    opened = replace(SHOW, control=Control.CLOSE)
    assert scanned(ticket(granting(SHOW)), at_door(opened, PARTY), "19:00", **LATE).event_id == SHOW.id


def test_where_nothing_else_takes_place_it_counts_at_what_is_over() -> None:
    assert scanned(ticket(granting(SHOW)), at_door(SHOW), "22:15", **LATE).event_id == SHOW.id


def test_the_stewards_choice_counts_even_when_it_is_over() -> None:
    facts = replace(at_door(SHOW, PARTY), chosen=SHOW.id)
    assert scanned(ticket(granting(SHOW)), facts, "22:15", **LATE).event_id == SHOW.id


def test_a_ticket_that_opens_nothing_here_is_let_in_to_what_runs_as_before() -> None:
    assert scanned(ticket(type_of()), at_door(MARKET), "12:00", **LATE).event_id == MARKET.id
