import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aspara_desk.box_office.selling import sell
from aspara_desk.box_office.tickets import void
from aspara_desk.domain.errors import BadInput, Refused
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.programme import Control, Direction, Programme
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method
from aspara_desk.door.check_in import Attempt, check_in
from aspara_desk.door.gates import Gate
from aspara_desk.guests.writing import add_guest
from aspara_desk.programme.loading import LoadReport, load
from aspara_desk.programme.showing import show
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import ENTROPY_BYTES, unlock
from aspara_desk.store.unit import Store

ENTROPY = bytes(range(ENTROPY_BYTES))
SEASON = """\
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
  { row = "A", seats = "1-4" },
  { row = "B", seats = "1-4" },
]
[[venue]]
key = "yard"
titles = { kk = "А", ru = "Д", en = "Y" }
capacity = 50

[[event]]
key = "show"
kind = "show"
titles = { kk = "К", ru = "П", en = "S" }
venue = "hall"
day = 2022-10-01
start = "19:00"
end = "20:30"
[[event]]
key = "fair"
kind = "fair"
titles = { kk = "Ж", ru = "Я", en = "F" }
venue = "yard"
day = 2022-10-02
start = "10:00"
end = "18:00"

[[ticket_type]]
key = "seat"
titles = { kk = "О", ru = "М", en = "S" }
category = "public"
price = "5000"
colour = "#0B6E6A"
quota = 8
on_trust = true
seated_in = "hall"
[[ticket_type.grant]]
events = ["show"]
entries = 2
[[ticket_type]]
key = "pass"
titles = { kk = "А", ru = "А", en = "P" }
category = "public"
price = "8000"
colour = "#333333"
quota = 20
[[ticket_type.grant]]
programme = true

[[door]]
key = "main"
titles = { kk = "Е", ru = "Д", en = "M" }
venues = ["hall"]
[[door]]
key = "gate"
titles = { kk = "Қ", ru = "В", en = "G" }
venues = ["yard"]

[[staff]]
key = "clerk"
name = "Сабина"
role = "clerk"
"""
FAIR = SEASON[SEASON.index('[[event]]\nkey = "fair"') : SEASON.index("[[ticket_type]]")]
YARD = SEASON[SEASON.index('[[venue]]\nkey = "yard"') : SEASON.index("[[event]]")]
PASS = SEASON[SEASON.index('[[ticket_type]]\nkey = "pass"') : SEASON.index("[[door]]")]
GATE = SEASON[SEASON.index('[[door]]\nkey = "gate"') : SEASON.index("[[staff]]")]
DURING_THE_SHOW = datetime(2022, 10, 1, 13, 30, tzinfo=UTC)


@dataclass
class House:
    """A store with a season in it, and somebody who may do everything."""

    here: Workplace
    file: Path

    def load(self, text: str = SEASON) -> LoadReport:
        self.file.write_text(text, encoding="utf-8")
        return load(self.here, self.file, key_entropy=ENTROPY)

    def refused(self, text: str) -> list[tuple[str, int | None]]:
        before = self.rows()
        with pytest.raises(BadInput) as raised:
            self.load(text)
        assert raised.value.kind == "season_change"
        assert self.rows() == before
        return [(one.kind, one.place.row) for one in raised.value.problems]

    def sell(self, type_key: str) -> str:
        keyring = self.here.read(lambda unit: unlock(unit.identity.keys(), None))
        return sell(self.here, keyring, type_key=type_key, method=Method.CASH).tickets[0].number

    def programme(self) -> Programme:
        return self.here.read(lambda unit: unit.programme)

    def scan(self, number: str) -> None:
        at = DURING_THE_SHOW
        check_in(self.here, Gate("main", Direction.IN), Attempt(number, at, self.here.new_id(at), confirm=True))

    def rows(self) -> tuple[Programme, object, object, int]:
        """The programme, the seats and the counters as they are, and how many lines the outbox has."""
        return self.here.read(
            lambda unit: (
                unit.programme,
                unit.programme_rows.seats(),
                unit.counters.all(),
                unit._connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one(),
            )
        )


@pytest.fixture
def house(at_desk: Callable[..., Workplace], tmp_path: Path) -> House:
    house = House(at_desk(), tmp_path / "season.toml")
    house.load()
    return house


def test_the_sample_loads_and_shows(store: Store, at_desk: Callable[..., Workplace], sample: Path) -> None:
    report = load(at_desk(), sample, key_entropy=ENTROPY)
    assert (report.season, report.warnings, report.unchanged) == ("aspara-2022", (), 0)
    assert len(report.created) == 1 + 5 + 42 + 29 + 12 + 6
    shown = json.loads(json.dumps(store.read(lambda unit: show(unit.programme, {}))))
    assert list(shown) == ["season", "days", "venues", "events", "ticket_types", "doors"]
    party = next(event for event in shown["events"] if event["key"] == "d4-party")
    assert (party["venue"], party["day"], party["end"]) == ("friendship", "2022-10-04", "2022-10-05T01:30:00+06:00")
    front_row = next(one for one in shown["ticket_types"] if one["key"] == "vip-front-row")
    assert front_row["price"] == {"minor": 6_000_000, "currency": "KZT"}
    assert (front_row["quota"], front_row["sold"], front_row["left"], front_row["seated_in"]) == (40, 0, 40, "hall")
    assert [one["seats"] for one in shown["venues"]] == [0, 480, 0, 0, 0]


def test_the_same_file_again_changes_nothing(house: House) -> None:
    before = house.rows()
    report = house.load()
    assert (report.created, report.changed, report.removed) == ((), (), ())
    assert report.unchanged == 1 + 2 + 2 + 2 + 2 + 1
    assert house.rows() == before
    house.load("# a remark\n" + SEASON)
    assert house.rows() == before


def test_a_load_names_its_actor_in_one_line_of_the_outbox(house: House) -> None:
    rows = house.here.read(
        lambda unit: unit._connection.exec_driver_sql(
            "SELECT actor, action FROM outbox WHERE action = 'programme_loaded'"
        ).all()
    )
    assert [tuple(row) for row in rows] == [("Saule", "programme_loaded")]


CHANGES = [
    ('en = "S" }\nzone', 'en = "Season" }\nzone', "season/small"),
    ("capacity = 100", "capacity = 120", "venue/hall"),
    ('seats = "1-4" },\n]', 'seats = "1-6" },\n]', "venue/hall"),
    ('seats = "1-4" },\n]', 'seats = "1-4", rank = 9 },\n]', "venue/hall"),
    ('start = "19:00"', 'start = "19:15"', "event/show"),
    ('end = "20:30"', 'end = "20:30"\naudience_limit = 90', "event/show"),
    ('price = "5000"', 'price = "5500"', "ticket_type/seat"),
    ('"#0B6E6A"', '"#0B6E6B"', "ticket_type/seat"),
    ("quota = 8", "quota = 7", "ticket_type/seat"),
    ("entries = 2", 'entries = "unlimited"', "ticket_type/seat"),
    ("entries = 2", 'entries = 2\n[[ticket_type.grant]]\nevents = ["fair"]', "ticket_type/seat"),
    ("quota = 20", 'quota = 20\nnotice = { kk = "А", ru = "А", en = "N" }', "ticket_type/pass"),
    ('venues = ["yard"]', 'venues = ["yard"]\nhold = true', "door/gate"),
    ('role = "clerk"', 'role = "supervisor"', "staff/clerk"),
]


@pytest.mark.parametrize(("part", "instead", "changed"), CHANGES)
def test_what_may_change_changes_although_tickets_are_out(house: House, part: str, instead: str, changed: str) -> None:
    house.scan(house.sell("seat"))
    assert part in SEASON
    before = house.programme()
    text = SEASON.replace(part, instead, 1)
    report = house.load(text)
    assert (report.created, report.changed, report.removed) == ((), (changed,), ())
    after = house.programme()
    assert after.stamp == before.stamp + 1
    assert {one.key: one.id for one in after.ticket_types} == {one.key: one.id for one in before.ticket_types}
    assert house.load(text).changed == ()


def test_what_is_new_is_added_and_what_nobody_used_may_go(house: House) -> None:
    without = SEASON.replace(PASS, "").replace(GATE, "").replace(FAIR, "").replace(YARD, "")
    report = house.load(without)
    assert report.removed == ("venue/yard", "event/fair", "ticket_type/pass", "door/gate")
    assert house.load(SEASON).created == ("venue/yard", "event/fair", "ticket_type/pass", "door/gate")
    fewer_seats = SEASON.replace('{ row = "B", seats = "1-4" }', '{ row = "B", seats = "3-6" }')
    assert house.load(fewer_seats).changed == ("venue/hall",)
    assert sorted(seat.label for seat in house.here.read(lambda unit: unit.programme_rows.seats()))[4:] == [
        "B 3", "B 4", "B 5", "B 6",
    ]  # fmt: skip


def test_the_order_of_the_file_is_the_order_on_screen(house: House) -> None:
    house.load(SEASON.replace(PASS, "").replace("[[ticket_type]]", PASS + "[[ticket_type]]", 1))
    assert [one.key for one in house.programme().ticket_types] == ["pass", "seat"]


def test_a_new_quota_counts_at_once(house: House) -> None:
    house.sell("pass")
    house.load(SEASON.replace("quota = 20", "quota = 1"))
    with pytest.raises(Refused, match="sold_out"):
        house.sell("pass")


def test_what_a_supervisor_decided_stays(house: House) -> None:
    event = house.programme().events[0]

    def hold(unit) -> None:
        unit.programme_rows.set_control(event.id, Control.HOLD, 20)
        unit.programme_rows.touch()
        unit.record("event_controlled", event.id)

    house.here.write(hold)
    house.load(SEASON.replace('start = "19:00"', 'start = "19:15"'))
    assert house.programme().events[0].control is Control.HOLD


REFUSED = [
    ('currency = "KZT"', 'currency = "EUR"', "currency_changed", 6),
    ('"Asia/Almaty"', '"Asia/Aqtau"', "zone_changed", 5),
    ("last_day = 2022-10-02", 'last_day = 2022-10-02\nday_turn = "05:00"', "day_turn_changed", 9),
    (PASS, "", "type_in_use", None),
    ('{ row = "A", seats = "1-4" }', '{ row = "A", seats = "2-5" }', "seats_taken", 14),
    ('"hall"\nday = 2022-10-01', '"hall"\nday = 2022-10-02', "event_day_fixed", 28),
    ("quota = 8", "quota = 1", "quota_below_sold", 46),
    ('seated_in = "hall"\n', "", "seating_changed", 40),
    ('category = "public"', 'category = "staff"', "crew_changed", 43),
    ("on_trust = true\n", "", "trust_withdrawn", 40),
    ("entries = 2", "entries = 1", "grant_narrowed", 49),
    ("entries = 2", 'per = "season"\nentries = 2', "grant_narrowed", 49),
    ("programme = true", 'events = ["show"]', "grant_narrowed", 59),
]


@pytest.mark.parametrize(("part", "instead", "kind", "row"), REFUSED)
def test_what_would_break_a_ticket_is_refused(
    house: House, part: str, instead: str, kind: str, row: int | None
) -> None:
    house.scan(house.sell("seat"))
    house.sell("seat")
    house.sell("pass")
    assert part in SEASON
    assert house.refused(SEASON.replace(part, instead, 1)) == [(kind, row)]


def test_a_scanned_event_stays_where_it_was(house: House) -> None:
    house.scan(house.sell("pass"))
    moved = SEASON.replace('venue = "hall"', 'venue = "yard"', 1).replace('venues = ["hall"]', 'events = ["show"]')
    moved = moved.replace('seated_in = "hall"\n', "")
    assert house.refused(moved) == [("event_venue_fixed", 27)]
    gone = SEASON.replace(SEASON[SEASON.index("[[event]]") : SEASON.index(FAIR)], "").replace('["show"]', '["fair"]')
    gone = gone.replace('seated_in = "hall"\n', "").replace('venues = ["hall"]', 'events = ["fair"]')
    assert [kind for kind, _row in house.refused(gone)] == ["event_in_use", "grant_narrowed"]


SAMPLE = SEASON.replace("last_day = 2022-10-02\n", "last_day = 2022-10-02\nsample = true\n")


@pytest.mark.parametrize(
    ("first", "then", "refusal"),
    [(SAMPLE, SEASON, ("sample_made_real", 2)), (SEASON, SAMPLE, ("real_made_sample", 9))],
)
def test_guests_and_tickets_stay_practice_or_real(
    at_desk: Callable[..., Workplace], tmp_path: Path, first: str, then: str, refusal: tuple[str, int]
) -> None:
    house = House(at_desk(), tmp_path / "season.toml")
    house.load(first)
    house.load(then)  # nobody is in it yet
    assert house.load(first).changed == ("season/small",)
    add_guest(house.here, GuestDetails("Айгүл Серік"))
    assert house.refused(then) == [refusal]


def test_a_ticket_alone_keeps_a_sample_a_sample(house: House) -> None:
    house.load(SAMPLE)
    house.sell("pass")
    assert house.refused(SEASON) == [("sample_made_real", 2)]


def test_a_door_that_was_scanned_at_stays(house: House) -> None:
    house.scan(house.sell("pass"))
    door = SEASON[SEASON.index('[[door]]\nkey = "main"') : SEASON.index(GATE)]
    assert house.refused(SEASON.replace(door, "")) == [("door_in_use", None)]


def test_everything_that_is_refused_is_said_at_once(house: House) -> None:
    house.scan(house.sell("seat"))
    house.sell("seat")
    text = SEASON
    for part, instead in (("quota = 8", "quota = 1"), ("entries = 2", "entries = 1"), ('"KZT"', '"EUR"')):
        text = text.replace(part, instead)
    assert {kind for kind, _row in house.refused(text)} == {"currency_changed", "quota_below_sold", "grant_narrowed"}


def test_tickets_that_no_longer_stand_bind_nobody(house: House) -> None:
    number = house.sell("pass")
    void(house.here, number, "by mistake")
    assert house.load(SEASON.replace("programme = true", 'events = ["show"]')).changed == ("ticket_type/pass",)


def test_people_with_tickets_should_hear_of_some_changes(house: House) -> None:
    house.sell("pass")
    text = SEASON.replace("capacity = 50", "capacity = 40").replace("\nday = 2022-10-02", "\nday = 2022-10-01")
    report = house.load(text)
    assert [(one.kind, one.place.row) for one in report.warnings] == [("capacity_lowered", 21), ("event_moved", 31)]


def test_the_first_load_makes_the_season_key_and_others_keep_it(house: House) -> None:
    keys = house.here.read(lambda unit: unit.identity.keys())
    house.load(SEASON.replace("quota = 20", "quota = 21"))
    assert len(keys) == 1
    assert [key.id for key in house.here.read(lambda unit: unit.identity.keys())] == [keys[0].id]


def test_another_season_is_refused(house: House) -> None:
    assert house.refused(SEASON.replace('key = "small"', 'key = "other"')) == [("season_other", 3)]


def test_nobody_takes_a_name_that_another_has(house: House) -> None:
    text = SEASON.replace('key = "clerk"', 'key = "clerk-2"')
    assert house.refused(text) == [("staff_name_taken", 73)]
    assert house.load(SEASON[: SEASON.index("[[staff]]")]).removed == ()


def test_a_file_with_a_mistake_loads_nothing(house: House) -> None:
    before = house.rows()
    with pytest.raises(BadInput) as raised:
        house.load(SEASON.replace("capacity = 100", "capacity = 90").replace('role = "clerk"', 'role = "boss"'))
    assert raised.value.kind == "season_file"
    assert house.rows() == before


def test_only_managers_load_a_season(at_desk: Callable[..., Workplace], sample: Path) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        load(at_desk(role=Role.SUPERVISOR), sample, key_entropy=ENTROPY)
