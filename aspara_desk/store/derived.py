"""Counters as the scans say they should be: to repair them, and to check them."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from aspara_desk.domain import presence
from aspara_desk.domain.presence import Clearances
from aspara_desk.store import counters
from aspara_desk.store.unit import Reading


def derived_counters(
    unit: Reading, venue_ids: Collection[UUID] | None = None, *, clearances: Clearances | None = None
) -> dict[str, int]:
    """What every counter of people inside should be, zeros included; of these venues only, where they are given.

    `clearances` are the transaction's own, unless it has just added one.
    """
    cleared_at = unit.clearances if clearances is None else clearances
    events = [one for one in unit.programme.events if venue_ids is None or one.venue_id in venue_ids]
    expected: Counter[str] = Counter()
    for event in events:
        of_event = (counters.inside(event.id), counters.audience(event.id), counters.came(event.id))
        expected.update(dict.fromkeys(of_event, 0))
    standing = unit.scans.standing_by_entitlement(venue_ids)
    types = unit.scans.types_of(standing)
    wanted = {event.id for event in events}
    for entitlement_id, movements in standing.items():
        is_crew = unit.programme.ticket_type(types[entitlement_id]).category.is_crew
        event_id = presence.position(movements, cleared_at)
        if event_id in wanted:
            expected[counters.inside(event_id)] += 1
            expected[counters.audience(event_id)] += not is_crew
        expected.update(counters.came(one) for one in presence.visited(movements) & wanted if not is_crew)
    for (venue_id, day), counted in unit.scans.headcounts().items():
        if venue_ids is None or venue_id in venue_ids:
            cleared = cleared_at.get(venue_id, ())
            people = sum(number for at, number in counted if not any(at <= moment for moment in cleared))
            expected[counters.headcount(venue_id, day)] = max(people, 0)
    return dict(expected)
