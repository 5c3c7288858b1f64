import os
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aspara_desk.domain.errors import BadInput, Problem
from aspara_desk.domain.ticket_types import Per, Reentry, WindowKind
from aspara_desk.programme.plan import SeasonPlan
from aspara_desk.programme.season_file import read_season_file
from aspara_desk.programme.toml_source import MAX_BYTES

SMALL = """\
format = 1
[season]
key = "small"
titles = { kk = "Ш", ru = "М", en = "S" }
zone = "Asia/Almaty"
currency = "KZT"
first_day = 2022-10-01
last_day = 2022-10-02

[[venue]]
key = "hall"
titles = { kk = "З", ru = "З", en = "H" }
capacity = 100
rows = [
  { row = "A", seats = "1-10" },
  { row = "B", seats = "1-5, 7-10", rank = 2 },
]

[[event]]
key = "show"
kind = "show"
titles = { kk = "К", ru = "П", en = "S" }
venue = "hall"
day = 2022-10-01
doors_open = "22:00"
start = "23:00"
last_entry = "23:30"
end = "01:30"

[[ticket_type]]
key = "seat"
titles = { kk = "О", ru = "М", en = "S" }
category = "public"
price = "5000"
colour = "#0b6e6a"
quota = 19
seated_in = "hall"
[[ticket_type.grant]]
events = ["show"]
window = { before = 60, after = 30 }

[[door]]
key = "main"
titles = { kk = "Е", ru = "Д", en = "D" }
venues = ["hall"]

[[staff]]
key = "clerk"
name = "Сабина"
role = "clerk"
"""

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(content: str | bytes) -> Path:
        path = tmp_path / "season.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to_file


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as raised:
        read_season_file(path)
    assert raised.value.kind == "season_file"
    assert raised.value.place == raised.value.problems[0].place
    return raised.value.problems


def found(path: Path) -> list[tuple[str, int | None, object]]:
    return [(one.kind, one.place.row, one.place.column) for one in problems_of(path)]


def test_the_sample_season_has_nothing_wrong(sample: Path) -> None:
    plan = read_season_file(sample)
    assert plan.warnings == ()
    assert plan.head.sample
    assert [len(one) for one in (plan.venues, plan.events, plan.ticket_types, plan.doors)] == [5, 42, 29, 12]
    party = next(event for event in plan.events if event.key == "d4-party")
    assert party.end == datetime(2022, 10, 4, 19, 30, tzinfo=UTC)  # 01:30 on 5 October, at UTC+6
    assert party.day.day == 4


def test_the_sample_season_shows_every_kind_of_grant(sample: Path) -> None:
    grants = [grant for item in read_season_file(sample).ticket_types for grant in item.grants]
    assert {grant.per for grant in grants} == set(Per)
    assert {grant.reentry for grant in grants} == set(Reentry)
    assert {grant.window.kind for grant in grants} == set(WindowKind)
    assert {1, 3, None} <= {grant.entries for grant in grants}


def contrast_with_white(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_the_sample_colours_carry_white_text_and_differ(sample: Path) -> None:
    colours = [item.colour for item in read_season_file(sample).ticket_types]
    assert min(map(contrast_with_white, colours)) >= 4.5
    assert len(set(colours)) == len(colours)


def test_every_key_of_the_sample_is_written_down(sample: Path) -> None:
    words = (sample.parent / "FORMAT.md").read_text(encoding="utf-8")
    values = tomllib.loads(sample.read_text(encoding="utf-8"))
    tables = [
        values,
        values["season"],
        *(one for name in values if isinstance(values[name], list) for one in values[name]),
    ]
    keys = {key for table in tables for key in table} | {
        key for one in values["ticket_type"] for key in one["grant"][0]
    }
    assert [key for key in sorted(keys) if key not in words] == []


def test_a_small_file_is_read(write: Write) -> None:
    plan = read_season_file(write(SMALL))
    event, ticket_type = plan.events[0], plan.ticket_types[0]
    assert [event.doors_open.hour, event.start.hour, event.end.hour] == [16, 17, 19]
    assert event.end > event.start
    assert [(seat.row, seat.number, seat.rank) for seat in plan.venues[0].seats][9:12] == [
        ("A", 10, 1),
        ("B", 1, 2),
        ("B", 2, 2),
    ]
    assert len(plan.venues[0].seats) == 19
    assert ticket_type.price.minor == 500_000
    assert ticket_type.colour == "#0B6E6A"
    assert ticket_type.grants[0].opens == {"show"}
    assert (ticket_type.grants[0].window.before, ticket_type.grants[0].entries) == (60, 1)
    assert plan.doors[0].events == ("show",)
    assert plan.warnings == ()
    assert plan.place("event", "show", "end").row == 28
    assert plan.place("event", "show", "audience_limit").row == 19


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_marks_and_line_ends_of_windows_do_no_harm(write: Write, mark: str, newline: str) -> None:
    assert read_season_file(write(mark + SMALL.replace("\n", newline))).head.key == "small"


# What is replaced in the small file, and by what; the kind of the problem, and what stands at its place.
SECOND_CLERK = '[[staff]]\nkey = "other"\nname = "Сабина"\nrole = "clerk"\n[[staff]]'
SECOND_DOOR = '[[door]]\nkey = "main"\ntitles = { kk = "Е", ru = "Д", en = "D" }\nvenues = ["hall"]\n[[door]]'
GRANT = '[[ticket_type.grant]]\nevents = ["show"]\nwindow = { before = 60, after = 30 }'
ROWS = SMALL[SMALL.index("rows = [") : SMALL.index("\n[[event]]")]
MISTAKES = [
    ("format = 1", "format = 2", "format_unknown", "2"),
    ("format = 1", "", "missing_key", ""),
    ("format = 1", "form = 1\nformat = 1", "unknown_key", "form = 1"),
    ('key = "small"', 'key = "Small one"', "bad_key", '"Small one"'),
    ('key = "small"', 'key = ""', "empty_text", '""'),
    ('key = "small"', "key = 7", "expected_text", "7"),
    ('en = "S" }\nzone', 'en = "S\\u202e" }\nzone', "hidden_character", '"S\\u202e"'),
    ('en = "S" }\nzone', f'en = "{"S" * 201}" }}\nzone', "text_too_long", '"SSS'),
    ('en = "S" }\nzone', 'de = "S" }\nzone', "unknown_key", "de ="),
    ('{ kk = "Ш", ru = "М", en = "S" }', "{}", "titles_empty", "{}"),
    ('{ kk = "Ш", ru = "М", en = "S" }', '"S"', "expected_table", '"S"'),
    ('"Asia/Almaty"', '"Asia/Almata"', "unknown_zone", '"Asia/Almata"'),
    ('"Asia/Almaty"', '"../../etc/passwd"', "unknown_zone", '"../../etc/passwd"'),
    ('"Asia/Almaty"', '"Asia"', "unknown_zone", '"Asia"'),
    ('"KZT"', '"tenge"', "bad_currency", '"tenge"'),
    ("first_day = 2022-10-01", 'first_day = "2022-10-01"', "expected_date", '"2022-10-01"'),
    ("first_day = 2022-10-01", "first_day = 1022-10-01", "date_out_of_range", "1022-10-01"),
    ("last_day = 2022-10-02", "last_day = 2022-09-30", "last_day_before_first", "2022-09-30"),
    ("last_day = 2022-10-02", "last_day = 2023-10-02", "season_too_long", "2023-10-02"),
    ("last_day = 2022-10-02", 'last_day = 2022-10-02\nday_turn = "13:00"', "late_day_turn", '"13:00"'),
    ("capacity = 100", "capacity = 0", "number_out_of_range", "0"),
    ("capacity = 100", "capacity = true", "expected_whole_number", "true"),
    ("capacity = 100", "capacity = 1e2", "expected_whole_number", "1e2"),
    ("capacity = 100", 'capacity = 100\nexits_counted = "no"', "expected_flag", '"no"'),
    ("capacity = 100", "capacity = 100\ncapacty = 1", "unknown_key", "capacty"),
    ('row = "B"', 'row = "A"', "duplicate_row", '"A", seats = "1-5'),
    ('"1-5, 7-10"', '"1-5, 5-10"', "duplicate_seat", '"1-5, 5-10"'),
    ('"1-5, 7-10"', '"5-1"', "bad_seats", '"5-1"'),
    ('"1-5, 7-10"', '"one"', "bad_seats", '"one"'),
    ('kind = "show"', 'kind = "shwo"', "not_one_of", '"shwo"'),
    ('venue = "hall"', 'venue = "hal"', "unknown_reference", '"hal"'),
    ("day = 2022-10-01\ndoors", "day = 2022-10-03\ndoors", "day_outside_season", "2022-10-03"),
    ('start = "23:00"', 'start = "25:00"', "expected_time", '"25:00"'),
    ('start = "23:00"', "start = 23", "expected_time", "23"),
    ('start = "23:00"', 'start = "21:00"', "times_out_of_order", '"21:00"'),
    ('last_entry = "23:30"', 'last_entry = "02:00"', "times_out_of_order", '"01:30"'),
    ('end = "01:30"', 'end = "05:00"', "times_out_of_order", '"05:00"'),
    ('end = "01:30"', 'end = "01:30"\naudience_limit = -1', "number_out_of_range", "-1"),
    ('category = "public"', 'category = "Public"', "not_one_of", '"Public"'),
    ('price = "5000"', "price = 5000", "price_not_text", "5000"),
    ('price = "5000"', 'price = "-5000"', "bad_price", '"-5000"'),
    ('price = "5000"', 'price = "50.001"', "bad_price", '"50.001"'),
    ('"#0b6e6a"', '"teal"', "bad_colour", '"teal"'),
    ("quota = 19", "quota = -1", "number_out_of_range", "-1"),
    ("quota = 19", "quota = 20", "quota_above_seats", "20"),
    ("quota = 19", "", "seated_without_quota", "[[ticket_type]]"),
    ('seated_in = "hall"', 'seated_in = "stalls"', "unknown_reference", '"stalls"'),
    ('events = ["show"]', "events = []", "opens_nothing", "[[ticket_type.grant]]"),
    ('events = ["show"]', 'events = ["shows"]', "unknown_reference", '"shows"'),
    ('events = ["show"]', 'events = ["show", "show"]', "listed_twice", '"show"]'),
    ('events = ["show"]', 'events = "show"', "expected_list", '"show"'),
    ('events = ["show"]', 'events = ["show"]\nvenues = ["hall"]', "opens_how", "[[ticket_type.grant]]"),
    ('events = ["show"]', 'events = ["show"]\naccess = true', "not_with_events", "true"),
    ('events = ["show"]', "programme = false", "opens_how", "[[ticket_type.grant]]"),
    ('events = ["show"]', 'programme = true\nkinds = ["show", "tuor"]', "not_one_of", '"tuor"'),
    ('events = ["show"]', "programme = true\ndays = [2022-10-01, 2022-10-09]", "day_outside_season", "2022-10-09"),
    ('events = ["show"]', "programme = true\ndays = [2022-10-02]", "opens_nothing", "[[ticket_type.grant]]"),
    (GRANT, "grant = []", "opens_nothing", "[]"),
    (ROWS, "", "venue_without_seats", '"hall"'),
    ('price = "5000"', "", "missing_key", "[[ticket_type]]"),
    (GRANT, "", "missing_key", "[[ticket_type]]"),
    ("{ before = 60, after = 30 }", '"always"', "bad_window", '"always"'),
    ("{ before = 60, after = 30 }", "{ befor = 60 }", "unknown_key", "befor"),
    ("after = 30 }", "after = 30 }\nentries = 0", "number_out_of_range", "0"),
    ("after = 30 }", 'after = 30 }\nentries = "many"', "bad_entries", '"many"'),
    ("after = 30 }", 'after = 30 }\nper = "week"', "not_one_of", '"week"'),
    ('venues = ["hall"]', 'venues = ["hall"]\ndays = [2022-10-02]', "door_without_events", "[[door]]"),
    ('venues = ["hall"]', 'venues = ["hall"]\ndirection = "inward"', "not_one_of", '"inward"'),
    ('role = "clerk"', 'role = "boss"', "not_one_of", '"boss"'),
    ("[[staff]]", SECOND_CLERK, "duplicate_name", '"Сабина"'),
    ("[[door]]", SECOND_DOOR, "duplicate_key", '"main"'),
    ("[[staff]]", "[staff]", "expected_tables", "[staff]"),
    ("[[staff]]", "[[stuff]]", "unknown_key", "[[stuff]]"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "instead", "kind", "at"), MISTAKES)
def test_a_mistake_is_reported_where_it_is(write: Write, part: str, instead: str, kind: str, at: str) -> None:
    assert part in SMALL
    text = SMALL.replace(part, instead, 1)
    places = found(write(text))
    assert len(places) == 1, places
    reported, row, column = places[0]
    assert reported == kind
    assert isinstance(row, int)
    assert isinstance(column, int)
    assert text.split("\n")[row - 1][column - 1 :].startswith(at)


SYNTAX = [
    ('key = "small"', 'key = "small', "toml_quote_missing"),
    ('key = "small"', 'key "small"', "toml_equals_missing"),
    ("capacity = 100", "capacity = 100 people", "toml_text_after_value"),
    ("capacity = 100", "capacity = ", "toml_value"),
    ("capacity = 100", "capacity = 100\ncapacity = 100", "toml_twice"),
    ("last_day = 2022-10-02", "last_day = 2022-02-30", "toml_value"),
    ("last_day = 2022-10-02", "last_day = 2022-13-02", "toml_text_after_value"),
    ('name = "Сабина"', 'name = "Са\\бина"', "toml_escape"),
    ("[[staff]]", "[[staff]", "toml_bracket_missing"),
    ("[[staff]]", "[season]", "toml_twice"),
    ('role = "clerk"', 'role = """clerk', "toml_quote_missing"),
    ('{ row = "A", seats = "1-10" },', '{ row = "A", seats = 1-10 },', "toml_bracket_missing"),
]


@pytest.mark.parametrize(("part", "instead", "kind"), SYNTAX)
def test_a_slip_of_the_pen_is_reported_in_its_row(write: Write, part: str, instead: str, kind: str) -> None:
    assert part in SMALL
    text = SMALL.replace(part, instead, 1)
    row = len(text[: text.rindex(instead)].split("\n")) + instead.count("\n")
    assert [(one, at) for one, at, _column in found(write(text))] == [(kind, row)]


def test_all_mistakes_are_reported_at_once(write: Write) -> None:
    text = SMALL
    for part, instead in (
        ('"KZT"', '"tenge"'), ("capacity = 100", "capacity = 100 people"), ('kind = "show"', 'kind = "shwo"'),
        ('start = "23:00"', 'start = "23:00'), ('"#0b6e6a"', '"teal"'), ('role = "clerk"', 'role = "boss"'),
    ):  # fmt: skip
        text = text.replace(part, instead, 1)
    kinds = [kind for kind, _row, _column in found(write(text))]
    assert kinds == [
        "bad_currency",
        "toml_text_after_value",
        "not_one_of",
        "toml_quote_missing",
        "bad_colour",
        "not_one_of",
    ]


def test_one_mistake_does_not_make_others(write: Write) -> None:
    text = SMALL.replace('key = "hall"', 'key = "hall')
    assert [kind for kind, _row, _column in found(write(text))] == ["toml_quote_missing"]
    text = SMALL.replace("first_day = 2022-10-01", "first_day = 1")
    assert [kind for kind, _row, _column in found(write(text))] == ["expected_date"]


def test_seats_lie_where_the_type_opens_something(write: Write) -> None:
    box = '[[venue]]\nkey = "box"\ntitles = { kk = "Л", ru = "Л", en = "B" }\ncapacity = 20\n'
    text = SMALL.replace('seated_in = "hall"', 'seated_in = "box"') + box + ROWS
    row = text[: text.index('seated_in = "box"')].count("\n") + 1
    assert found(write(text)) == [("seated_elsewhere", row, 13)]


def test_the_word_that_was_meant_is_suggested(write: Write) -> None:
    (problem,) = problems_of(write(SMALL.replace("capacity = 100", "capacity = 100\nexit_counted = true")))
    assert problem.facts == {"key": "exit_counted", "meant": "exits_counted"}
    (problem,) = problems_of(write(SMALL.replace('"Asia/Almaty"', '"Asia/Almata"')))
    assert problem.facts["meant"] == "Asia/Almaty"


def kinds_of_warnings(plan: SeasonPlan) -> list[tuple[str, int | None]]:
    return [(one.kind, one.place.row) for one in plan.warnings]


def test_a_missing_language_is_a_warning(write: Write) -> None:
    plan = read_season_file(write(SMALL.replace('kk = "З", ', "")))
    assert kinds_of_warnings(plan) == [("language_missing", 12)]
    assert plan.warnings[0].facts["languages"] == "kk"


def test_quotas_that_together_oversell_a_hall_are_a_warning(write: Write) -> None:
    standing = """
[[ticket_type]]
key = "standing"
titles = { kk = "О", ru = "М", en = "S" }
category = "public"
price = "2000"
colour = "#000000"
quota = 82
[[ticket_type.grant]]
programme = true
"""
    plan = read_season_file(write(SMALL + standing))
    assert kinds_of_warnings(plan) == [("quotas_above_room", 19)]
    assert plan.warnings[0].facts == {"key": "show", "total": 101, "room": 100, "types": "seat 19, standing 82"}
    assert read_season_file(write(SMALL + standing.replace("82", "81"))).warnings == ()
    assert read_season_file(write(SMALL + standing.replace('"public"', '"staff"'))).warnings == ()
    plan = read_season_file(write(SMALL + standing.replace("quota = 82\n", "")))
    assert kinds_of_warnings(plan) == [("quota_missing", 19)]
    limited = (SMALL + standing).replace('end = "01:30"', 'end = "01:30"\naudience_limit = 200')
    assert [kind for kind, _row in kinds_of_warnings(read_season_file(write(limited)))] == [
        "quotas_above_room",
        "limit_above_capacity",
    ]
    seated = standing.replace("quota = 82", 'quota = 10\nseated_in = "hall"')
    assert kinds_of_warnings(read_season_file(write(SMALL + seated))) == [("quotas_above_seats", 19)]
    small_hall = SMALL.replace("capacity = 100", "capacity = 18")
    assert [kind for kind, _row in kinds_of_warnings(read_season_file(write(small_hall)))] == [
        "seats_above_capacity",
        "quotas_above_room",
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "file_empty"),
        (b" \n\t\n", "file_empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file_binary"),
        (SMALL.encode("utf-16"), "file_encoding"),
        (SMALL.encode("cp1251", "replace"), "file_encoding"),
        (b"a = \xff\x80\x81\x82", "file_binary"),
        (b"a = 1\x1b[31m", "file_binary"),
        (b"#" * (MAX_BYTES + 1), "file_too_large"),
        (b"a = " + b"[" * 100_000, "toml_too_deep"),
        (b"a = " + b"9" * 10_000, "toml_syntax"),
        (b"format = 1\n", "missing_key"),
        (b"hello", "toml_equals_missing"),
    ],
)
def test_what_is_no_season_file_is_said(write: Write, content: bytes, kind: str) -> None:
    assert [one.kind for one in problems_of(write(content))] == [kind]


def test_the_first_byte_that_is_not_utf_8_is_named(write: Write) -> None:
    (problem,) = problems_of(write(b'# 1\nkey = "' + "Тараз".encode("cp1251") + b'"\n'))
    assert (problem.kind, problem.facts["encoding"]) == ("file_encoding", "Windows-1251")
    assert (problem.place.row, problem.place.column) == (2, 8)


def test_files_that_cannot_be_opened_are_said(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "nowhere.toml")[0].kind == "file_missing"
    assert problems_of(tmp_path)[0].kind == "file_is_folder"
    os.mkfifo(tmp_path / "pipe")
    assert problems_of(tmp_path / "pipe")[0].kind == "file_not_regular"
    assert problems_of(tmp_path / ("x" * 300))[0].kind == "file_unreadable"
    assert problems_of(tmp_path / "a\0b")[0].kind == "file_unreadable"


def test_a_file_without_permission_is_said(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(SMALL)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert problems_of(path)[0].kind == "file_forbidden"


def reads_or_says_why(path: Path) -> None:
    try:
        plan = read_season_file(path)
    except BadInput as error:
        found = error
    else:
        assert plan.head.key
        return
    assert found.problems
    assert all(one.place.row is None or one.place.row >= 1 for one in found.problems)


VALUES = [
    "",
    "0",
    "-1",
    "1e9",
    "true",
    '""',
    '"x"',
    "[]",
    "{}",
    "2022-10-01",
    "12:00:00",
    "nan",
    "0x" + "f" * 5000,
    '"\\u0000"',
]
mangle = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


edits = st.tuples(
    st.sampled_from(["delete", "double", "replace", "swap", "insert"]),
    st.integers(0, 2000),
    st.sampled_from(VALUES),
    st.text(max_size=20),
)


@mangle
@given(changes=st.lists(edits, min_size=1, max_size=6))
def test_a_mangled_sample_is_read_or_refused(
    write: Write, sample: Path, changes: list[tuple[str, int, str, str]]
) -> None:
    lines = sample.read_text(encoding="utf-8").split("\n")
    for edit, position, value, text in changes:
        at = position % len(lines)
        match edit:
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "replace":
                lines[at] = f"{lines[at].partition('=')[0]}= {value}"
            case "swap":
                lines[at], lines[0] = lines[0], lines[at]
            case "insert":
                lines.insert(at, text)
    reads_or_says_why(write("\n".join(lines).encode("utf-8", "surrogatepass")))


@mangle
@given(
    length=st.integers(1, 40_000), damage=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=5)
)
def test_a_sample_cut_short_or_damaged_is_read_or_refused(
    write: Write, sample: Path, length: int, damage: list[tuple[int, int]]
) -> None:
    raw = bytearray(sample.read_bytes()[:length])
    for at, byte in damage:
        raw[at % len(raw)] = byte
    reads_or_says_why(write(bytes(raw)))


@mangle
@given(text=st.text(alphabet="ab=.\"'[]{},#\n\\ 1-:_é", max_size=60))
def test_any_text_is_read_or_refused(write: Write, text: str) -> None:
    reads_or_says_why(write(SMALL + text))
