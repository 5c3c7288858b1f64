"""The sections of a season file: the season, its venues, events, ticket types, doors and staff."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from aspara_desk.domain.money import is_currency
from aspara_desk.domain.programme import Direction, EventKind
from aspara_desk.domain.rights import Role
from aspara_desk.domain.season import DEFAULT_DAY_TURN
from aspara_desk.programme.opening import note_if_nothing, read_opened
from aspara_desk.programme.plan import DoorPlan, EventPlan, SeasonHead, SeatPlan, StaffPlan, VenuePlan
from aspara_desk.programme.sections import Sections
from aspara_desk.programme.tables import LARGEST, Table

_LONGEST_SEASON = 60
_LATEST_TURN = time(12, 0)
_MOST_SEATS = 999
_SEATS = re.compile(r"\s*(\d{1,3})\s*(?:-\s*(\d{1,3})\s*)?")
_TIMES = ("doors_open", "start", "last_entry", "end")


# --- the season ---------------------------------------------------------------------------------------------------


def read_head(table: Table) -> SeasonHead:
    head = SeasonHead(
        key=table.stable_key(),
        titles=table.titles("titles"),
        motto=table.titles("motto", required=False),
        place=table.titles("place", required=False),
        zone=table.text("zone"),
        currency=_currency(table),
        first_day=table.day("first_day"),
        last_day=table.day("last_day"),
        day_turn=table.clock("day_turn", DEFAULT_DAY_TURN),
        sample=table.flag("sample", default=False),
    )
    table.done()
    if table.sound("first_day", "last_day"):
        _check_days(table, head)
    if table.sound("day_turn") and head.day_turn > _LATEST_TURN:
        table.wrong("late_day_turn", "day_turn", latest=_LATEST_TURN)
    return head


def _currency(table: Table) -> str:
    code = table.text("currency")
    if table.sound("currency") and not is_currency(code):
        table.wrong("bad_currency", "currency")
    return code


def _check_days(table: Table, head: SeasonHead) -> None:
    if head.last_day < head.first_day:
        table.wrong("last_day_before_first", "last_day", first=head.first_day)
    elif (head.last_day - head.first_day).days >= _LONGEST_SEASON:
        table.wrong("season_too_long", "last_day", most=_LONGEST_SEASON)


def read_zone(table: Table) -> ZoneInfo | None:
    """The season's time zone, or None (and a note) where there is no such zone."""
    if not table.sound("zone"):
        return None
    name = str(table.values["zone"]).strip()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.wrong("unknown_zone", "zone", value=name[:60], meant=table.findings.nearest(name, available_timezones()))
        return None


# --- venues -------------------------------------------------------------------------------------------------------


def read_venue(table: Table) -> VenuePlan:
    return VenuePlan(
        key=table.stable_key(),
        titles=table.titles("titles"),
        capacity=table.whole("capacity", 1, LARGEST),
        exits_counted=table.flag("exits_counted", default=True),
        seats=tuple(_seats(table)),
    )


def _seats(venue: Table) -> Iterator[SeatPlan]:
    rows: dict[str, int | None] = {}
    for order, table in enumerate(venue.tables("rows"), 1):
        row = table.text("row")
        rank = table.whole("rank", 1, _MOST_SEATS, default=order)
        if table.sound("row") and row in rows:
            table.wrong("duplicate_row", "row", value=row, first_row=rows[row])
        rows[row] = table.value_place("row").row
        yield from (SeatPlan(row, number, rank) for number in _seat_numbers(table))
        table.done()


def _seat_numbers(table: Table) -> list[int]:
    """The seats of a row, written "1-40" or "1-18, 20-38" or "7"."""
    text = table.text("seats")
    numbers: list[int] = []
    if not table.sound("seats"):
        return numbers
    for part in text.split(","):
        match = _SEATS.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= _MOST_SEATS:
            table.wrong("bad_seats", "seats")
            return []
        if twice := set(numbers) & set(range(first, last + 1)):
            table.wrong("duplicate_seat", "seats", number=min(twice))
        numbers.extend(range(first, last + 1))
    return numbers


# --- events -------------------------------------------------------------------------------------------------------


def read_event(table: Table, sections: Sections) -> EventPlan:
    kind = table.choice("kind", EventKind)
    venue = table.reference("venue", sections.keys["venue"])
    day = _event_day(table, sections.head)
    times = _event_times(table, day, sections)
    limit = table.whole("audience_limit", 1, LARGEST, default=LARGEST)
    return EventPlan(
        key=table.stable_key(),
        kind=kind,
        titles=table.titles("titles"),
        venue=venue,
        day=day,
        doors_open=times["doors_open"],
        start=times["start"],
        last_entry=times["last_entry"],
        end=times["end"],
        audience_limit=limit if table.has("audience_limit") else None,
    )


def _event_day(table: Table, head: SeasonHead) -> date:
    day = table.day("day")
    if table.sound("day") and not head.holds(day):
        table.wrong("day_outside_season", "day", first=head.first_day, last=head.last_day)
    return day


def _event_times(table: Table, day: date, sections: Sections) -> dict[str, datetime]:
    """The four times of an event in UTC. On its programme day, a time before the day turns is after midnight."""
    start, end = table.clock("start"), table.clock("end")
    clocks = {
        "doors_open": table.clock("doors_open", start),
        "start": start,
        "last_entry": table.clock("last_entry", end),
        "end": end,
    }
    if sections.zone is None:
        return dict.fromkeys(_TIMES, datetime(2000, 1, 1, tzinfo=UTC))
    times = {name: _moment(day, clock, sections.head.day_turn, sections.zone) for name, clock in clocks.items()}
    _check_order(table, times)
    return times


def _moment(day: date, clock: time, day_turn: time, zone: ZoneInfo) -> datetime:
    after_midnight = timedelta(days=1) if clock < day_turn else timedelta()
    return datetime.combine(day + after_midnight, clock, zone).astimezone(UTC)


def _check_order(table: Table, times: Mapping[str, datetime]) -> None:
    for first, second in (
        ("doors_open", "start"),
        ("start", "end"),
        ("doors_open", "last_entry"),
        ("last_entry", "end"),
    ):
        given = second if table.has(second) else first
        if table.sound("start", "end", first, second) and times[second] < times[first]:
            table.wrong("times_out_of_order", given, first=first, second=second)


# --- doors and staff ----------------------------------------------------------------------------------------------


def read_door(table: Table, sections: Sections) -> DoorPlan:
    opened = read_opened(table, sections)
    note_if_nothing(table, opened, "door_without_events", sections)
    return DoorPlan(
        key=table.stable_key(),
        titles=table.titles("titles"),
        events=tuple(opened),
        direction=table.choice("direction", Direction, Direction.IN),
        hold=table.flag("hold", default=False),
    )


def read_staff(table: Table) -> StaffPlan:
    return StaffPlan(key=table.stable_key(), name=table.text("name"), role=table.choice("role", Role))
