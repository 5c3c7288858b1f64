"""Reads a season file (its format: resources/season/FORMAT.md) into a plan, or says everything that is wrong."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import MappingProxyType

from aspara_desk.domain.errors import BadInput, Problem
from aspara_desk.programme.oversell import warnings_about_quotas
from aspara_desk.programme.plan import SeasonPlan, StaffPlan
from aspara_desk.programme.season_sections import read_door, read_event, read_head, read_staff, read_venue, read_zone
from aspara_desk.programme.sections import Sections
from aspara_desk.programme.tables import Findings, Table
from aspara_desk.programme.toml_source import Source, parse, read_text
from aspara_desk.programme.type_sections import read_type

FORMAT = 1
_SECTIONS = ("venue", "event", "ticket_type", "door", "staff")


def read_season_file(path: Path) -> SeasonPlan:
    """The plan in a season file. Raises BadInput("season_file") with every problem, each with row and column.

    Local times in the file are in the season's zone; times in the plan are UTC.
    """
    source = parse(read_text(path), str(path))
    findings = Findings(source.broken)
    plan = _plan(source, findings) if source.values or not source.mistakes else None
    problems = sorted((*source.mistakes, *findings.problems), key=_place_order)
    if problems or plan is None:
        raise BadInput("season_file", place=problems[0].place, problems=problems, name=path.name, count=len(problems))
    return plan


def _place_order(problem: Problem) -> tuple[int, int]:
    column = problem.place.column
    return problem.place.row or 0, column if isinstance(column, int) else 0


def _plan(source: Source, findings: Findings) -> SeasonPlan:
    top = Table(source.values, (), source, findings)
    sections = _read(top)
    if not source.mistakes:
        _check_together(sections, findings)
    return SeasonPlan(
        head=sections.head,
        venues=tuple(sections.venues.values()),
        events=tuple(sections.events.values()),
        ticket_types=tuple(sections.ticket_types.values()),
        doors=tuple(sections.doors.values()),
        staff=tuple(sections.staff.values()),
        warnings=tuple(sorted(findings.warnings, key=_place_order)),
        file=source.file,
        _spots=MappingProxyType(sections.spots),
    )


def _read(top: Table) -> Sections:
    _check_format(top)
    season = top.table("season") or Table({}, ("season",), top.source, Findings())
    head = read_head(season)
    tables = {name: top.tables(name) for name in _SECTIONS}
    top.done()
    keys = {name: tuple(_keys(tables[name])) for name in _SECTIONS}
    found = Sections(head, MappingProxyType(keys), read_zone(season) if season.sound("day_turn") else None)
    found.spots.update({("season", head.key, name): season.value_place(name) for name in season.values})
    found.spots["season", head.key, ""] = season.place
    found.add("venue", found.venues, tables["venue"], read_venue)
    found.add("event", found.events, tables["event"], partial(read_event, sections=found))
    found.add("ticket_type", found.ticket_types, tables["ticket_type"], partial(read_type, sections=found))
    found.add("door", found.doors, tables["door"], partial(read_door, sections=found))
    found.add("staff", found.staff, tables["staff"], read_staff)
    return found


def _check_format(top: Table) -> None:
    version = top.whole("format", 1, 1_000_000)
    if top.sound("format") and version != FORMAT:
        top.wrong("format_unknown", "format", known=FORMAT)


def _keys(tables: list[Table]) -> Iterator[str]:
    for table in tables:
        key = table.values.get("key")
        if isinstance(key, str):
            yield key.strip()


def _check_together(sections: Sections, findings: Findings) -> None:
    """What can only be judged when the parts are sound."""
    _check_names(sections.staff, sections, findings)
    _check_seated(sections, findings)
    if not findings.problems:
        findings.warnings.extend(warnings_about_quotas(sections))


def _check_names(staff: dict[str, StaffPlan], sections: Sections, findings: Findings) -> None:
    first: dict[str, str] = {}
    for key, person in staff.items():
        if person.name in first:
            row = sections.spots["staff", first[person.name], "name"].row
            place = sections.spots["staff", key, "name"]
            findings.wrong("duplicate_name", place, key="name", value=person.name, first_row=row)
        first.setdefault(person.name, key)


def _check_seated(sections: Sections, findings: Findings) -> None:
    for key, item in sections.ticket_types.items():
        parts = {("ticket_type", key), ("venue", item.seated_in or "")}
        if item.seated_in is None or not parts.isdisjoint(sections.unsound) or not sections.sound("event"):
            continue
        place = sections.spots["ticket_type", key, "seated_in"]
        seats = sections.seats_for(item)
        if not sections.venues[item.seated_in].seats:
            findings.wrong("venue_without_seats", place, venue=item.seated_in)
        elif not any(sections.events[event].venue == item.seated_in for event in item.opens()):
            findings.wrong("seated_elsewhere", place, venue=item.seated_in)
        elif item.quota is None:
            findings.wrong("seated_without_quota", sections.spots["ticket_type", key, ""], seats=seats)
        elif item.quota > seats:
            quota_place = sections.spots["ticket_type", key, "quota"]
            findings.wrong("quota_above_seats", quota_place, quota=item.quota, seats=seats)
