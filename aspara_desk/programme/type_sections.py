"""The ticket types of a season file and their grants."""

from collections.abc import Iterator

from aspara_desk.domain.money import Money, is_currency, parse_major
from aspara_desk.domain.ticket_types import Category, Per, Reentry, Window, WindowKind
from aspara_desk.programme.opening import note_if_nothing, read_opened
from aspara_desk.programme.plan import GrantPlan, TypePlan
from aspara_desk.programme.sections import Sections
from aspara_desk.programme.tables import LARGEST, Table, shown

_MOST_ENTRIES = 999
_MINUTES_A_DAY = 1440


def read_type(table: Table, sections: Sections) -> TypePlan:
    quota = table.whole("quota", 0, LARGEST, default=LARGEST)
    seated_in = table.reference("seated_in", sections.keys["venue"], required=False) or None
    return TypePlan(
        key=table.stable_key(),
        titles=table.titles("titles"),
        category=table.choice("category", Category),
        price=_price(table, sections.head.currency),
        colour=table.colour("colour"),
        quota=quota if table.has("quota") else None,
        personal=table.flag("personal", default=False),
        concession=table.flag("concession", default=False),
        on_trust=table.flag("on_trust", default=False),
        seated_in=seated_in,
        rows=_rows(table, seated_in, sections),
        on_sale=table.flag("on_sale", default=True),
        notice=table.optional_titles("notice"),
        grants=tuple(_grants(table, sections)),
    )


def _price(table: Table, currency: str) -> Money:
    nothing = Money(0, "XXX")
    value = table.raw("price")
    if value is None:
        return nothing
    if not isinstance(value, str):
        table.wrong("price_not_text", "price")
        return nothing
    if not is_currency(currency):
        return nothing
    try:
        return parse_major(value, currency)
    except ValueError:
        table.wrong("bad_price", "price", currency=currency)
        return nothing


def _rows(table: Table, seated_in: str | None, sections: Sections) -> tuple[str, ...]:
    """The rows that this type has for itself: each of them there, and claimed by no type before it in the file."""
    rows: list[str] = []
    for position, value in table.items("seat_rows"):
        row = value.strip() if isinstance(value, str) else ""
        if not isinstance(value, str):
            table.wrong("expected_text", "seat_rows", position)
        elif row in rows:
            table.wrong("listed_twice", "seat_rows", position, value=shown(row))
        else:
            rows.append(row)
            _check_row(table, position, row, seated_in, sections)
    if rows and seated_in is None and table.sound("seated_in"):
        table.wrong("rows_without_venue", "seat_rows")
    return tuple(rows)


def _check_row(table: Table, position: int, row: str, seated_in: str | None, sections: Sections) -> None:
    venue = sections.venues.get(seated_in or "")
    if venue is None or not venue.seats or ("venue", venue.key) in sections.unsound:
        return
    known = dict.fromkeys(seat.row for seat in venue.seats)
    types = sections.ticket_types.values()
    owner = next((one.key for one in types if one.seated_in == seated_in and row in one.rows), None)
    if row in known and owner is not None:
        first_row = sections.spots["ticket_type", owner, "seat_rows"].row
        table.wrong("row_claimed_twice", "seat_rows", position, value=row, owner=owner, first_row=first_row)
    elif row not in known and not table.findings.broken:  # the row may be in a line that could not be read
        table.wrong("row_unknown", "seat_rows", position, value=shown(row), venue=venue.key, known=", ".join(known))


def _grants(ticket_type: Table, sections: Sections) -> Iterator[GrantPlan]:
    tables = ticket_type.tables("grant", required=True)
    if not tables and ticket_type.sound("grant"):
        ticket_type.wrong("opens_nothing", "grant")
    for position, table in enumerate(tables):
        opened = read_opened(table, sections)
        grant = GrantPlan(
            position=position,
            opens=frozenset(opened),
            window=_window(table),
            entries=_entries(table),
            per=table.choice("per", Per, Per.EVENT),
            reentry=table.choice("reentry", Reentry, Reentry.NEVER),
        )
        table.done()
        note_if_nothing(table, opened, "opens_nothing", sections)
        yield grant


def _window(table: Table) -> Window:
    """`"event"`, `"any_time"`, or `{ before = 60, after = 30 }` in minutes."""
    value = table.raw("window", required=False)
    if isinstance(value, dict):
        minutes = Table(value, (*table.path, "window"), table.source, table.findings)
        window = Window(
            WindowKind.MINUTES,
            minutes.whole("before", 0, _MINUTES_A_DAY, default=0),
            minutes.whole("after", 0, _MINUTES_A_DAY, default=0),
        )
        minutes.done()
        return window
    if value is not None and value not in {WindowKind.EVENT.value, WindowKind.ANY_TIME.value}:
        table.wrong("bad_window", "window")
        return Window()
    return Window(WindowKind(value)) if value else Window()


def _entries(table: Table) -> int | None:
    value = table.raw("entries", required=False)
    if value == "unlimited":
        return None
    if isinstance(value, str):
        table.wrong("bad_entries", "entries")
        return 1
    return table.whole("entries", 1, _MOST_ENTRIES, default=1)
