"""Brings a season file into the store: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from aspara_desk.domain.errors import BadInput, Problem
from aspara_desk.domain.programme import Door, Event, Programme, Seat, Venue
from aspara_desk.domain.rights import Right
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.programme.changes import Bonds, change_warnings, claiming_rows, refusals
from aspara_desk.programme.plan import SeasonPlan
from aspara_desk.programme.season_file import read_season_file
from aspara_desk.programme.seatings import Seatings, new_openings
from aspara_desk.programme.wanted import Current, Wanted, wanted_by
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store import counters
from aspara_desk.store.season_keys import new_key
from aspara_desk.store.unit import Writing

_Item = Venue | Event | TicketType | Door


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. Items are named as in `event/d1-show`; `warnings` are those of the file and of the change."""

    season: str
    created: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    warnings: tuple[Problem, ...]


@dataclass(slots=True)
class _Tally:
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.created or self.changed or self.removed)

    def note(self, section: str, key: str, *, new: bool, changed: bool) -> bool:
        """Counts an item, and says whether it has to be written."""
        if new:
            self.created.append(f"{section}/{key}")
        elif changed:
            self.changed.append(f"{section}/{key}")
        else:
            self.unchanged += 1
        return new or changed


def load(here: Workplace, path: Path, *, key_entropy: bytes, passphrase: str | None = None) -> LoadReport:
    """Loads a season file in one transaction; a file that changes nothing writes nothing.

    The first load also makes the season's key out of `key_entropy` (`season_keys.ENTROPY_BYTES` random bytes),
    wrapped where a passphrase is given.

    Raises BadInput("season_file") for mistakes in the file, BadInput("season_change") for changes that would break
    issued tickets: all of them at once, each with its place.
    """
    here.require(Right.LOAD_PROGRAMME)
    plan = read_season_file(path)

    def work(unit: Writing) -> LoadReport:
        report = _load(unit, plan, path)
        if not unit.identity.keys():
            unit.identity.add_key(new_key(unit.new_id(), key_entropy, passphrase), unit.now)
        return report

    return here.write(work)


def _load(unit: Writing, plan: SeasonPlan, path: Path) -> LoadReport:
    unit.programme_rows.lock()
    held = unit.programme if unit.identity.season_id() else None
    _check_season(plan, held, path)
    current = Current(held, unit.programme_rows.seats())
    wanted = wanted_by(plan, current, unit.new_id)
    warnings = [*plan.warnings]
    problems = list(_staff_problems(unit, plan))
    bonds = _bonds(unit, held, current, wanted) if held else None
    if held and bonds:
        problems += refusals(plan, held, current, wanted, bonds)
        warnings += change_warnings(plan, held, wanted, bonds)
    if problems:
        raise BadInput("season_change", place=problems[0].place, problems=problems, name=path.name, count=len(problems))
    tally = _write(unit, plan, current, wanted, bonds.seatings if bonds else Seatings())
    return LoadReport(
        plan.head.key, tuple(tally.created), tuple(tally.changed), tuple(tally.removed), tally.unchanged,
        tuple(warnings),
    )  # fmt: skip


def _check_season(plan: SeasonPlan, held: Programme | None, path: Path) -> None:
    if held is None or held.season.key == plan.head.key:
        return
    place = plan.place("season", plan.head.key, "key")
    problem = Problem("season_other", {"key": plan.head.key, "held": held.season.key}, place)
    raise BadInput("season_change", place=place, problems=[problem], name=path.name, count=1)


def _bonds(unit: Writing, held: Programme, current: Current, wanted: Wanted) -> Bonds:
    """What has happened. Sales of a type wait for the load to end once its counter is locked.

    Only what the file takes away is looked up: a large store must not keep its doors waiting for a new title.
    """
    for counter in sorted(counters.sold(item.id) for item in held.ticket_types):
        unit.counters.lock(counter)
    rows, nothing = unit.programme_rows, frozenset[UUID]()
    after = wanted.programme
    return Bonds(
        venues=rows.used_venues() if _lost(held.venues, after.venues) else nothing,
        events=rows.used_events() if _moved(held, after) or _lost(held.events, after.events) else nothing,
        ticket_types=rows.used_ticket_types() if _lost(held.ticket_types, after.ticket_types) else nothing,
        doors=rows.used_doors() if _lost(held.doors, after.doors) else nothing,
        seats=rows.used_seats() if _lost(current.seats, wanted.seats) else nothing,
        sold=unit.sales.standing_by_type() if held.ticket_types != after.ticket_types or _moved(held, after) else {},
        taken_seats=rows.taken_seats() if any(claiming_rows(held, after)) else {},
        seatings=_seatings(unit, held, after),
        any_guest=rows.any_guest(),
        any_order=rows.any_order(),
        any_scan=rows.any_scan(),
    )


def _seatings(unit: Writing, held: Programme, wanted: Programme) -> Seatings:
    openings = new_openings(held, wanted)
    if not openings:
        return Seatings()
    seated = unit.programme_rows.standing_seats({item.id for item, _event in openings})
    return Seatings(openings, seated, unit.programme_rows.held_seats({event.id for _item, event in openings}))


def _lost(before: Sequence[_Item | Seat], after: Sequence[_Item | Seat]) -> set[UUID]:
    return {item.id for item in before} - {item.id for item in after}


def _moved(held: Programme, wanted: Programme) -> bool:
    """Whether an event goes to another day or place."""
    before = {event.id: (event.day, event.venue_id) for event in held.events}
    return any(before.get(event.id, here) != here for event in wanted.events for here in [(event.day, event.venue_id)])


def _staff_problems(unit: Writing, plan: SeasonPlan) -> list[Problem]:
    """Names that somebody else on the staff has already: a name is how people say who they are."""
    owners = {name: key for key, (_id, name, _role) in unit.programme_rows.staff().items()}
    return [
        Problem(
            "staff_name_taken", {"value": one.name, "owner": owners[one.name]}, plan.place("staff", one.key, "name")
        )
        for one in plan.staff
        if owners.get(one.name, one.key) != one.key
    ]


# --- writing ------------------------------------------------------------------------------------------------------


def _write(unit: Writing, plan: SeasonPlan, current: Current, wanted: Wanted, seatings: Seatings) -> _Tally:
    """Writes what differs. Rows go last, when nothing in the file names them any more."""
    tally = _Tally()
    _write_season(unit, current.programme, wanted.programme, tally)
    _write_venues(unit, current, wanted, tally)
    _write_events(unit, current, wanted, tally)
    _write_types(unit, current, wanted, tally)
    if holdings := seatings.holdings():
        unit.sales.hold_seats(holdings)
    _write_doors(unit, current, wanted, tally)
    _write_staff(unit, plan, tally)
    reordered = current.programme is not None and _set_order(unit, current.programme, wanted.programme)
    _remove(unit, current, wanted, tally)
    if tally.anything or reordered:
        if current.programme:
            unit.programme_rows.touch()
        unit.record(
            "programme_loaded", wanted.programme.season.id, season=plan.head.key, created=tally.created,
            changed=tally.changed, removed=tally.removed,
        )  # fmt: skip
    return tally


def _older(items: Sequence[_Item]) -> dict[UUID, _Item]:
    return {item.id: item for item in items}


def _write_season(unit: Writing, held: Programme | None, wanted: Programme, tally: _Tally) -> None:
    changed = held is not None and held.season != wanted.season
    if not tally.note("season", wanted.season.key, new=held is None, changed=changed):
        return
    if held is None:
        unit.programme_rows.add_season(wanted.season)
    else:
        unit.programme_rows.change_season(wanted.season)


def _write_venues(unit: Writing, current: Current, wanted: Wanted, tally: _Tally) -> None:
    older = _older(current.programme.venues if current.programme else ())
    ranks = {seat.id: seat.rank for seat in current.seats}
    added = [seat for seat in wanted.seats if seat.id not in ranks]
    ranked = [seat for seat in wanted.seats if ranks.get(seat.id, seat.rank) != seat.rank]
    kept = {seat.id for seat in wanted.seats}
    lost = [seat for seat in current.seats if seat.id not in kept]
    reseated = {seat.venue_id for seat in (*added, *ranked, *lost)}
    for position, venue in enumerate(wanted.programme.venues):
        new = venue.id not in older
        changed = not new and (older[venue.id] != venue or venue.id in reseated)
        if tally.note("venue", venue.key, new=new, changed=changed):
            unit.programme_rows.save_venue(venue, position, new=new)
            unit.counters.ensure({counters.venue_lock(venue.id): None})
    unit.programme_rows.save_seats(added, ranked)


def _write_events(unit: Writing, current: Current, wanted: Wanted, tally: _Tally) -> None:
    older = _older(current.programme.events if current.programme else ())
    needed: dict[str, int | None] = {}
    for event in wanted.programme.events:
        new = event.id not in older
        if tally.note("event", event.key, new=new, changed=not new and older[event.id] != event):
            unit.programme_rows.save_event(event, new=new)
            needed |= {counter(event.id): None for counter in (counters.inside, counters.audience, counters.came)}
    if needed:
        unit.counters.ensure(needed)


def _write_types(unit: Writing, current: Current, wanted: Wanted, tally: _Tally) -> None:
    older = _older(current.programme.ticket_types if current.programme else ())
    quotas: dict[str, int | None] = {}
    for position, item in enumerate(wanted.programme.ticket_types):
        new = item.id not in older
        if tally.note("ticket_type", item.key, new=new, changed=not new and older[item.id] != item):
            unit.programme_rows.save_ticket_type(item, position, new=new)
            quotas[counters.sold(item.id)] = item.quota
    if quotas:
        unit.counters.ensure(quotas)


def _write_doors(unit: Writing, current: Current, wanted: Wanted, tally: _Tally) -> None:
    older = _older(current.programme.doors if current.programme else ())
    for position, door in enumerate(wanted.programme.doors):
        new = door.id not in older
        if tally.note("door", door.key, new=new, changed=not new and older[door.id] != door):
            unit.programme_rows.save_door(door, position, new=new)


def _write_staff(unit: Writing, plan: SeasonPlan, tally: _Tally) -> None:
    """People left out of the file stay on the staff: they are taken off where staff are kept."""
    known = unit.programme_rows.staff()
    for person in plan.staff:
        staff_id, *rest = known.get(person.key, (unit.new_id(), None))
        new = person.key not in known
        if tally.note("staff", person.key, new=new, changed=not new and rest != [person.name, person.role]):
            unit.programme_rows.save_staff(staff_id, person.key, person.name, person.role, new=new)


def _set_order(unit: Writing, held: Programme, wanted: Programme) -> bool:
    """Puts venues, types and doors into the order of the file. Returns whether any of them moved."""
    moved = False
    for section in ("venues", "ticket_types", "doors"):
        before = [item.id for item in getattr(held, section)]
        after = [item.id for item in getattr(wanted, section)]
        if before != after:
            unit.programme_rows.set_order(section, after)
            moved = True
    return moved


def _remove(unit: Writing, current: Current, wanted: Wanted, tally: _Tally) -> None:
    if current.programme is None:
        return
    gone: dict[str, set[UUID]] = {"seats": _lost(current.seats, wanted.seats)}
    for section, name in (("venues", "venue"), ("events", "event"), ("ticket_types", "ticket_type"), ("doors", "door")):
        before: Sequence[_Item] = getattr(current.programme, section)
        gone[section] = _lost(before, getattr(wanted.programme, section))
        tally.removed.extend(f"{name}/{item.key}" for item in before if item.id in gone[section])
    unit.programme_rows.remove(**gone)
